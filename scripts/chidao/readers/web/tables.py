"""Rows and columns of a table, merged cells included (HTML Living Standard, 4.9.12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml.html import HtmlElement

from .style import is_hidden, is_ruled

MOST_COLUMNS = 200
"""A span of more is a mistake, or made to harm."""


class Cell(NamedTuple):
    """A cell as the page has it."""

    element: HtmlElement
    column: int
    """Where it begins."""


def rows_of(table: HtmlElement) -> list[list[Cell]]:
    """The rows of *table* that are shown, without those of tables inside it."""
    rows: list[list[Cell]] = []
    taken: dict[int, int] = {}
    """Column → rows for which a cell from above still stands in it."""
    for row in _rows(table):
        cells, column = [], 0
        for element in row:
            if element.tag not in ("td", "th") or is_hidden(element):
                continue
            while taken.get(column, 0) > 0:
                column += 1
            cells.append(Cell(element, column))
            width, height = _span(element, "colspan"), _span(element, "rowspan")
            for each in range(column, min(column + width, MOST_COLUMNS)):
                if height > 1:
                    taken[each] = height
            column = min(column + width, MOST_COLUMNS)
        for each, left in taken.items():
            if left > 0:
                taken[each] = left - 1
        rows.append(cells)
    return rows


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr" and not is_hidden(child):
            yield child
        elif child.tag in ("tbody", "thead", "tfoot") and not is_hidden(child):
            yield from (row for row in child if row.tag == "tr" and not is_hidden(row))


def _span(element: HtmlElement, name: str) -> int:
    given = element.get(name, "1").strip()
    return max(1, min(int(given), 1000)) if given.isascii() and given.isdigit() else 1


def is_drawn(table: HtmlElement, rows: list[list[Cell]]) -> bool:
    """Whether most cells of *table* have lines."""
    whole = is_ruled(table)
    said = [is_ruled(cell.element) for row in rows for cell in row]
    drawn = sum(whole is True if each is None else each for each in said)
    return drawn * 2 > len(said)


def columns_of(rows: list[list[Cell]]) -> dict[int, int]:
    """Column of the grid → column of the page: those in which a cell begins."""
    begins = sorted({cell.column for row in rows for cell in row})
    return {column: index for index, column in enumerate(begins)}
