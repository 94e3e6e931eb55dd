"""The exercise books in tests/cases/: what is printed, and what it is.

Whoever knows the documents can add a case there without knowing Python.
"""

from __future__ import annotations

import pytest

from chidao.document import Facts
from chidao.pages import parse, write
from chidao.publish.quoting import citation, clause_citations, running_subject
from chidao.readers import inline, txt
from chidao.structure.labels import label_of
from chidao.structure.names import proper
from chidao.structure.numbers import NUMBER, clean, first_date, place_and_date
from helpers import cases, stated, understood


def clauses(given: str) -> str:
    """The ids of the clauses of a body, a line each."""
    return "\n".join(clause.id for clause in understood(given).clauses)


def label(given: str) -> str:
    found = label_of(given)
    return f"{found.kind} | {found.value} | {found.text}" if found else ""


def number_and_date(given: str) -> str:
    number = NUMBER.search(given)
    place, date = place_and_date(given) or (None, first_date(given))
    return stated(number=clean(number[0]) if number else None, place=place, date=date)


def head(given: str) -> str:
    facts = understood(given).facts
    return stated(
        type=facts.type,
        number=facts.number,
        issuer=facts.issuer,
        level=facts.level,
        province=facts.province,
        place=facts.place,
        date=facts.date,
        subject=facts.subject,
        attached_to=facts.attached_to,
    )


def closing(given: str) -> str:
    facts = understood(given).facts
    signer = facts.signer
    return stated(
        name=signer.name if signer else None,
        position=signer.position if signer else None,
        authority=signer.authority if signer else None,
        recipient=facts.recipients,
    )


def reflowed(given: str) -> str:
    """The paragraphs, a line each."""
    return "\n".join(paragraph.text for paragraph in txt.paragraphs(given))


def marks(given: str) -> str:
    text, found = inline.plain(given)
    return "\n".join([text, *(f"{mark.kind}: {text[mark.start : mark.end]}" for mark in found)])


def name(given: str) -> str:
    first, _, text = given.partition("\n")
    return proper(first, text)


def quoted(given: str) -> str:
    """The facts and, below a blank line, the text of a document → its citation."""
    head, _, text = given.partition("\n\n")
    lines = [line.split(": ", 1) for line in head.splitlines()]
    facts = {name: value for name, value in lines if name != "issuer"}
    cited = Facts(**facts, issuer=tuple(value for name, value in lines if name == "issuer"))
    return citation(cited, running_subject(cited, text))


def written(given: str) -> str:
    """The Markdown of a body, without front matter."""
    return write(understood(given)).split("\n---\n\n", 1)[1].rstrip("\n")


@pytest.mark.parametrize(("given", "expected"), cases("clauses.md"))
def test_clauses_are_named_as_a_reader_would_cite_them(given, expected):
    assert clauses(given) == expected


@pytest.mark.parametrize(("given", "expected"), cases("clauses.md"))
def test_clauses_are_the_same_on_the_page(given, expected):
    page = parse(write(understood(given)))
    assert "\n".join(clause.id for clause in page.document.clauses) == expected


@pytest.mark.parametrize(("given", "expected"), cases("labels.md"))
def test_labels_are_read_as_printed(given, expected):
    assert label(given) == expected


@pytest.mark.parametrize(("given", "expected"), cases("numbers-and-dates.md"))
def test_numbers_and_dates_are_read_through_their_noise(given, expected):
    assert number_and_date(given) == expected


@pytest.mark.parametrize(("given", "expected"), cases("heads.md"))
def test_heads_tell_what_they_print_and_no_more(given, expected):
    assert head(given) == expected


@pytest.mark.parametrize(("given", "expected"), cases("closings.md"))
def test_closings_tell_who_signed_and_who_receives(given, expected):
    assert closing(given) == expected


@pytest.mark.parametrize(("given", "expected"), cases("reflow.md"))
def test_broken_lines_are_rejoined(given, expected):
    assert reflowed(given) == expected


@pytest.mark.parametrize(("given", "expected"), cases("inline.md"))
def test_marks_are_taken_off_and_remembered(given, expected):
    assert marks(given) == expected


@pytest.mark.parametrize(("given", "expected"), cases("names.md"))
def test_names_in_capitals_are_written_as_in_running_text(given, expected):
    assert name(given) == expected


@pytest.mark.parametrize(("given", "expected"), cases("markdown.md"))
def test_words_are_written_so_that_markdown_reads_them_as_words(given, expected):
    assert written(given) == expected


@pytest.mark.parametrize(("given", "expected"), cases("markdown.md"))
def test_what_is_written_is_read_back_word_for_word(given, expected):
    document = understood(given)
    assert parse(write(document)).document.text == document.text


@pytest.mark.parametrize(("given", "expected"), cases("quoting.md"))
def test_documents_are_cited_in_official_form(given, expected):
    assert quoted(given) == expected


@pytest.mark.parametrize(("given", "expected"), cases("quoting-clauses.md"))
def test_clauses_are_cited_by_the_words_for_their_levels(given, expected):
    assert "\n".join(clause_citations(understood(given).clauses)) == expected
