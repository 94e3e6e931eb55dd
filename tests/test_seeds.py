"""The five documents that the project was made for, field by field as a careful reader reads them.

tests/gold/seeds.yml says what is printed, what follows from another document (`inferred`) and what
nobody can tell from the documents (`unknown`).  The last two must come out as None: never guess.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml

from chidao import readers
from chidao.document import Document, Role
from chidao.readers import txt
from chidao.structure import recognise
from chidao.text import key
from helpers import SEEDS, TESTS

GOLD = yaml.safe_load((TESTS / "gold" / "seeds.yml").read_text("utf-8"))
FACTS = ("type", "number", "issuer", "level", "province", "place", "date", "subject", "attached_to")
NOT_PRINTED = ("unknown", "none")


def printed(value: object) -> str | None:
    """What the gold says is printed: None for what is unknown, or only inferred."""
    if value is None or value in NOT_PRINTED or isinstance(value, dict):
        return None
    return str(value)


def each(*names: str) -> list:
    """A test for each seed and field; its id names both."""
    return [pytest.param(file, name, id=f"{file[:3]} {name}") for file in sorted(GOLD) for name in names]


@pytest.fixture(scope="session")
def seeds() -> dict[str, Document]:
    documents = {}
    for path in SEEDS:
        reading = readers.read(path)
        documents[path.name] = recognise(reading.paragraphs, reading.warnings)
    return documents


def test_every_seed_of_the_gold_is_an_original_of_the_project():
    assert [path.name for path in SEEDS] == sorted(GOLD)


def test_the_originals_are_the_seeds_byte_for_byte(shared):
    for path in SEEDS:
        assert path.read_bytes() == (shared / "seeds" / path.name).read_bytes(), path.name


def test_the_gold_here_is_the_gold_beside_the_project(shared):
    assert (TESTS / "gold" / "seeds.yml").read_bytes() == (shared / "gold/seeds.yml").read_bytes()


@pytest.mark.parametrize(("file", "name"), each(*FACTS))
def test_a_fact_is_what_is_printed_and_none_where_nothing_is(seeds, file, name):
    value = getattr(seeds[file].facts, name)
    found = ", ".join(value) if isinstance(value, tuple) else value
    wanted = printed(GOLD[file].get(name))
    if name == "attached_to" and wanted:
        number, _date = wanted.split()
        assert found is not None
        assert number in found.replace(" ", "")
    elif (file[:3], name) == ("004", "issuer"):
        # Whose conclusion it is, and who gives the notice: either is right.
        assert found in ("Thường trực Tỉnh ủy", "Văn phòng Tỉnh ủy")
    elif (file[:3], name) == ("004", "subject"):
        # The gold writes in small letters what the title prints in capitals.
        assert key(found or "") == key(wanted or "")
    else:
        assert (found or None) == wanted


@pytest.mark.parametrize(("file", "name"), each("name", "position", "authority"))
def test_the_signer_is_who_is_printed(seeds, file, name):
    gold = GOLD[file].get("signer")
    signer = seeds[file].facts.signer
    if not isinstance(gold, dict):
        assert signer is None
        return
    assert signer is not None
    assert key(getattr(signer, name) or "") == key(gold.get(name, ""))


@pytest.mark.parametrize(("file", "name"), each("recipients"))
def test_every_recipient_is_one_entry(seeds, file, name):
    assert len(seeds[file].facts.recipients) == GOLD[file][name]


@pytest.mark.parametrize(("file", "name"), each("clauses"))
def test_the_clauses_are_those_that_a_reader_would_cite(seeds, file, name):
    found = [clause.id for clause in seeds[file].clauses]
    if name in GOLD[file]:
        assert found == GOLD[file][name]
    else:  # of the report outline the gold has the two upper levels only
        upper = [clause.id for clause in seeds[file].clauses if clause.depth <= 2]
        assert upper == GOLD[file]["sections"]


@pytest.mark.parametrize(("file", "name"), each("footnotes"))
def test_the_footnotes_are_all_there(seeds, file, name):
    assert seeds[file].footnotes == GOLD[file].get(name, 0)


def test_lines_that_go_on_are_one_recipient(seeds):
    assert seeds["000_013da5cd171bf80b.txt"].facts.recipients == (
        "Các tỉnh uỷ, thành uỷ",
        "Các ban đảng, ban cán sự đảng, đảng đoàn, đảng uỷ trực thuộc Trung ương",
        "Các đảng uỷ đơn vị sự nghiệp Trung ương",
        "Các đồng chí Uỷ viên Ban Chấp hành Trung ương Đảng",
        "Lưu Văn phòng Trung ương Đảng",
    )


def test_the_addressee_of_a_report_to_be_written_is_no_recipient(seeds):
    document = seeds["002_07907f241a3daf0a.txt"]
    addressees = [p.text for p in document.paragraphs if p.role is Role.ADDRESSEE]
    assert addressees == ["Kính gửi: Ban Tổ chức Trung ương"]
    assert document.facts.recipients == ()


def test_lost_letters_are_reported_with_their_first_line(seeds):
    text = (SEEDS[2]).read_text("utf-8")
    first = text[: text.index("\ufffd")].count("\n") + 1
    lost = [w for w in seeds[SEEDS[2].name].warnings if "U+FFFD" in w]
    assert lost == [f"lost characters: 5 times U+FFFD (\ufffd), first in line {first}"]


def test_a_label_that_is_printed_twice_is_reported(seeds):
    document = seeds[SEEDS[2].name]
    assert [clause.id for clause in document.clauses].count("B.II.2.1~2") == 1
    twice = [w for w in document.warnings if "printed twice" in w]
    assert len(twice) == 1
    assert "B.II.2.1" in twice[0]


def test_a_sentence_that_a_blank_line_cuts_in_two_is_one_again(seeds):
    whole = [p.text for p in seeds[SEEDS[4].name].paragraphs if "đạo đức lối sống" in p.text]
    assert len(whole) == 1
    assert whole[0].startswith("3. Triển khai thực hiện nghiêm túc")


def test_decomposed_letters_are_composed(seeds):
    raw = SEEDS[3].read_text("utf-8")
    assert sum("\u0300" <= c <= "\u036f" for c in raw) == 10
    assert not any("\u0300" <= c <= "\u036f" for c in seeds[SEEDS[3].name].text)


def test_the_title_that_cites_one_number_and_the_text_that_cites_another_stay_as_printed(seeds):
    document = seeds[SEEDS[1].name]
    assert "16-KL/TW" in (document.facts.subject or "")
    assert "16-TB/TW" in document.text


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_every_clause_begins_with_its_label(seeds, path: Path):
    document = seeds[path.name]
    for clause in document.clauses:
        text = document.paragraphs[clause.paragraph].text[clause.start :]
        assert text.startswith(clause.label), clause


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_every_paragraph_knows_its_line(seeds, path: Path):
    lines = unicodedata.normalize("NFC", path.read_text("utf-8")).split("\n")
    for paragraph in seeds[path.name].paragraphs:
        line = txt.bare(lines[paragraph.line - 1])
        assert line.startswith(txt.bare(paragraph.text)[:10].rstrip()), paragraph
