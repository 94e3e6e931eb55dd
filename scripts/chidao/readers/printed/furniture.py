"""Page numbers and running heads: what a page prints at its edge besides the document.

Only what is proved goes: a number that counts with the pages, a line that stands in one place on most.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .layout import Line, Sheet, ranges

_EDGE = 3
"""Lines from the top or bottom of a page in which its head or foot may stand."""
_PLACE = 12.0
"""Points by which the place of a running head may differ from page to page."""
# 79 · - 79 - · Trang 3/10
_NUMBER = re.compile(r"(?:[-–—\[(.\s]*|(?:Trang|trang|Page)\s+)(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\])\s.]*")
_WITH_NUMBER = re.compile(r"(?:(?P<first>\d{1,4})\s+(?P<rest>\D.*)|(?P<head>.*\D)\s+(?P<last>\d{1,4}))")
# The gazette's head, which no document has as its own line: one page proves it.
_GAZETTE = re.compile(r"CÔNG BÁO\s*/\s*[Ss]ố .{1,40}Ngày \d[\d-]*")


class _Place(NamedTuple):
    text: str
    """Without a page number."""
    number: int | None
    base: float
    page: int


def drop_furniture(sheets: Sequence[Sheet]) -> list[str]:
    """Take page numbers and running heads off the *sheets* of a file; return what was taken."""
    offsets = _offsets(place for sheet in sheets for place in _places(sheet, None))
    places = [place for sheet in sheets for place in _places(sheet, offsets)]
    heads = _heads(places, len({sheet.page for sheet in sheets}))
    taken: dict[str, set[int]] = defaultdict(set)
    numbers: list[int] = []
    for sheet in sheets:
        for line in list(_edge_lines(sheet, heads, offsets)):
            place = _place(line, sheet, offsets)
            if place.number is not None:
                numbers.append(place.number)
            if place.text:
                taken[place.text].add(sheet.page)
    told = [f"{text} (page{'s' * (len(pages) > 1)} {ranges(pages)})" for text, pages in taken.items()]
    if numbers:
        told.append(f"page numbers {ranges(number - 1 for number in numbers)}")
    return told


def _places(sheet: Sheet, offsets: set[int] | None) -> Iterator[_Place]:
    rows = sheet.rows
    edges = rows if sheet.side else [*rows[:_EDGE], *rows[max(len(rows) - _EDGE, _EDGE) :]]
    for row in edges:
        for line in row:
            yield _place(line, sheet, offsets)


def _place(line: Line, sheet: Sheet, offsets: set[int] | None) -> _Place:
    """What a line at an edge says; a number in it is that of the page if it is among *offsets*."""
    text = rest = line.text.strip()
    number = None
    if match := _NUMBER.fullmatch(text):
        rest, number = "", int(match[1])
    elif match := _WITH_NUMBER.fullmatch(text):
        rest, number = (match["rest"] or match["head"]).strip(), int(match["first"] or match["last"])
    if number is None or (offsets is not None and number - sheet.page not in offsets):
        return _Place(text, None, line.base, sheet.page)
    return _Place(rest, number, line.base, sheet.page)


def _offsets(places: Iterable[_Place]) -> set[int]:
    """By how much page numbers differ from the count of the pages, where they count with them."""
    pages: dict[int, set[int]] = defaultdict(set)
    for place in places:
        if place.number is not None:
            pages[place.number - place.page].add(place.page)
    every = len({p for found in pages.values() for p in found})
    return {offset for offset, found in pages.items() if len(found) > 1 and len(found) * 5 >= every * 2}


def _heads(places: Sequence[_Place], pages: int) -> set[str]:
    found: set[str] = {p.text for p in places if _GAZETTE.fullmatch(p.text)}
    seen: dict[str, list[_Place]] = defaultdict(list)
    for place in places:
        if len(place.text) > 2:
            seen[place.text].append(place)
    for text, here in seen.items():
        on = {place.page for place in here}
        numbered = sum(place.number is not None for place in here)
        if len(on) < 2 or (len(on) < 3 and numbered < 2):
            continue
        middle = sorted(place.base for place in here)[len(here) // 2]
        steady = sum(abs(place.base - middle) < _PLACE for place in here) >= 0.6 * len(here)
        if steady and len(on) >= 0.4 * pages:
            found.add(text)
    return found


def _edge_lines(sheet: Sheet, heads: set[str], offsets: set[int]) -> Iterator[Line]:
    """Take the lines off the edges of *sheet*: from outside as long as nothing else stands there."""
    rows = sheet.rows
    if sheet.side:
        for row in rows:
            for line in [line for line in row if _is_furniture(line, sheet, heads, offsets)]:
                row.remove(line)
                yield line
        sheet.rows = [row for row in rows if row]
        return
    for step in (1, -1):
        edge = rows[::step][:_EDGE]
        for row in edge:
            if not row:
                continue
            if sheet.tables and _inside(sheet, row, step):
                break
            out = [line for line in row if _is_furniture(line, sheet, heads, offsets)]
            yield from out
            kept = [line for line in row if line not in out]
            row[:] = kept
            if kept:
                break
    sheet.rows = [row for row in rows if row]


def _inside(sheet: Sheet, row: list[Line], step: int) -> bool:
    """Whether a table stands between *row* and the edge."""
    base = row[0].base
    return any(table.top < base for table in sheet.tables) if step > 0 else False


def _is_furniture(line: Line, sheet: Sheet, heads: set[str], offsets: set[int]) -> bool:
    place = _place(line, sheet, offsets)
    return place.text in heads if place.text else place.number is not None
