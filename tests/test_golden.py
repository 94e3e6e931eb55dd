"""Each original in tests/golden/ stands beside the page it must become.

pytest tests/test_golden.py --accept      then read the difference
"""

from __future__ import annotations

from pathlib import Path

import pytest

from chidao.conversion import convert
from chidao.fidelity import departures
from chidao.pages import parse
from chidao.readers import read
from helpers import TESTS

ORIGINALS = sorted(path for path in (TESTS / "golden").iterdir() if path.suffix != ".md")


@pytest.mark.parametrize("original", ORIGINALS, ids=lambda path: path.name)
def test_an_original_becomes_the_page_beside_it(original: Path, accept: bool):
    golden = original.with_suffix(".md")
    page = convert(original).page
    if accept:
        golden.write_text(page, "utf-8", newline="\n")
    assert page == golden.read_text("utf-8")


@pytest.mark.parametrize("original", ORIGINALS, ids=lambda path: path.name)
def test_the_golden_page_has_every_word_of_its_original(original: Path):
    page = original.with_suffix(".md").read_text("utf-8")
    assert departures(read(original).paragraphs, parse(page).document.paragraphs) == []


def test_every_golden_page_has_its_original():
    pages = {path.stem for path in (TESTS / "golden").glob("*.md")}
    assert pages == {path.stem for path in ORIGINALS}
