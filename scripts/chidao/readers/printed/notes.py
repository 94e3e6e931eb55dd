"""Footnotes at the foot of a page: small type below the text, each behind its raised number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .layout import Line, Sheet

_SMALL = 0.93
"""Of the size of the text: notes are smaller."""
_MARK = re.compile(r"[\[(]?(\d{1,3})[\])]?$")


@dataclass(slots=True)
class Notes:
    """The footnotes of one page."""

    page: int
    """Its index."""
    rest: list[Line] = field(default_factory=list)
    """Lines that go on with the last note of the page before."""
    found: list[tuple[str, list[Line]]] = field(default_factory=list)
    """The number of each, and its lines without the number."""


def label_notes(notes: Sequence[Notes]) -> tuple[dict[int, dict[str, str]], bool]:
    """For each page the printed number of a note → its number in the file, and whether any differ.

    Where pages begin anew with 1, a number alone would not say which note is meant.
    """
    labels: dict[int, dict[str, str]] = {}
    last = 0
    for page in notes:
        for number, _ in page.found:
            last = max(last + 1, int(number))
            labels.setdefault(page.page, {})[number] = str(last)
    return labels, any(number != label for page in labels.values() for number, label in page.items())


def take_notes(sheet: Sheet, size: float, referred: frozenset[str], before: bool) -> Notes:
    """Take the footnotes off *sheet*.

    *size* is that of the text, *referred* the raised numbers in it; *before*: the page before has notes.
    """
    notes = Notes(sheet.page)
    start = _foot(sheet, size)
    if start is None:
        return notes
    rows = sheet.rows[start:]
    ruled = _ruled(sheet, rows[0][0])
    begins = [_number(row, referred if ruled else frozenset()) for row in rows]
    goes_on = before and ruled and not any(begins)
    if not goes_on and not any(number in referred for number in begins if number):
        return notes  # small type, as in a table or a list of recipients
    for row, number in zip(rows, begins, strict=True):
        line = Line([w for part in row for w in part.words], sheet.page)
        if number and (number in referred or notes.found):
            line.words = line.words[1:] or line.words
            notes.found.append((number, [line]))
        elif notes.found:
            notes.found[-1][1].append(line)
        else:
            notes.rest.append(line)
    del sheet.rows[start:]
    return notes


def raised_numbers(rows: Sequence[Sequence[Line]]) -> frozenset[str]:
    """The numbers that stand raised in the text."""
    found = set()
    for row in rows:
        for line in row:
            for index, word in enumerate(line.words):
                if word.raised and index and (match := _MARK.match(word.text.strip())):
                    found.add(match[1])
    return frozenset(found)


def _foot(sheet: Sheet, size: float) -> int | None:
    """The first of the rows in small type at the foot of the page."""
    start = len(sheet.rows)
    for index in range(len(sheet.rows) - 1, -1, -1):
        row = sheet.rows[index]
        if max(line.size for line in row) > _SMALL * size:
            break
        start = index
    if start == len(sheet.rows):
        return None
    first = sheet.rows[start][0]
    if any(table.top > first.base for table in sheet.tables):
        return None
    if _ruled(sheet, first):
        return start
    for index in range(start, len(sheet.rows)):
        if _number(sheet.rows[index]):
            return index
    return None


def _number(row: Sequence[Line], level: frozenset[str] = frozenset()) -> str | None:
    """The number of the note that a line begins: raised, as Word sets it, or one of *level*."""
    word = row[0].words[0]
    match = _MARK.match(word.text.strip())
    if match is None or not (word.raised or match[1] in level):
        return None
    return match[1]


def _ruled(sheet: Sheet, line: Line) -> bool:
    """Whether a short rule stands above *line*, as Word draws it above notes."""
    top = line.base - 0.8 * line.size
    return any(
        top - 2 * line.size < at < top + 2 and end - start < 0.5 * sheet.width
        for at, start, end in sheet.rules.across
    )
