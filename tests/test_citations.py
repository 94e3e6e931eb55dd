"""Citations found in text: the exercise book, and the law of spans."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from chidao.citations import find_citations
from helpers import SEEDS, cases


@pytest.mark.parametrize(("given", "expected"), cases("citations.md"))
def test_finds_citations_as_the_book_says(given, expected):
    found = [
        " | ".join(
            part or ""
            for part in (
                str(c.form),
                c.type,
                c.number,
                c.date,
                c.term,
                c.issuer,
                c.unit,
                c.refers_to,
                c.text,
            )
        )
        for c in find_citations(given)
    ]
    assert [" ".join(line.split()) for line in found] == expected.splitlines()


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
def test_a_span_is_the_words_it_names(seed):
    text = seed.read_text("utf-8")
    found = find_citations(text)
    assert found
    for citation in found:
        assert text[citation.start : citation.end] == citation.text
    assert [c.start for c in found] == sorted(c.start for c in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "text",
    [
        "Kết luận số " * 60_000,
        "1-A/" * 250_000,
        "Luật Đất đai " * 60_000,
        "của Bộ " * 100_000,
        "Nghị quyết Đại hội " * 40_000,
        "điểm a khoản 1 Điều 2 " * 32_000,
        "Nghị quyết số 18-NQ/TW và số 19-NQ/TW, " * 20_000,
        "9" * 1_000_000,
    ],
    ids=lambda text: text[:20],
)
def test_a_megabyte_of_nonsense_takes_seconds_not_hours(text):
    start = time.perf_counter()
    find_citations(text)
    assert time.perf_counter() - start < 30


def test_a_short_name_means_the_number_of_its_own_type():
    text = "Nghị quyết số 34-NQ/TW và Kết luận số 34-KL/TW nêu rõ. Thực hiện Kết luận 34, Nghị quyết 34."
    found = [(c.text, c.refers_to) for c in find_citations(text) if c.refers_to]
    assert found == [("Kết luận 34", "34-KL/TW"), ("Nghị quyết 34", "34-NQ/TW")]


def test_a_short_name_that_may_mean_two_numbers_means_none_of_them():
    text = "Nghị quyết số 18-NQ/TW và Nghị quyết số 18-NQ/TU nêu rõ. Thực hiện Nghị quyết 18."
    assert [c.refers_to for c in find_citations(text)] == [None, None, None]
