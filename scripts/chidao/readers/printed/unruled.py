"""Tables that draw no lines: columns that stand apart through several rows.

A row of three columns or more, below others like it, is a table where the same gaps run down through all of
them.  Where a cell goes on over several lines nothing proves which of them are one row: such a table is read
line by line, as it stands, and told.  Two columns are a head, a closing or a form: `columns` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from .columns import is_landmark
from .layout import Line, Sheet, Table

_FEWEST = 3
"""Rows, and columns: fewer may be chance."""
_GAP = 0.9
"""Of the size of type: a gap between columns is wider in all rows together."""
_PITCH = 2.6
"""Times the size of type: rows that stand further apart are parts of a closing, with room to sign."""

Row = list[Line]


def take_unruled(sheet: Sheet) -> list[str]:
    """Move the rows of certain tables from *sheet* to its tables; warnings about those that are not."""
    warnings = []
    for start, end in reversed(list(_runs(sheet.rows))):
        rows = sheet.rows[start:end]
        columns = _columns(rows)
        beside = [row[0] for row in (*sheet.rows[max(start - 1, 0) : start], *sheet.rows[end : end + 1])]
        if columns and not any(_belongs(line, rows, columns) for line in beside):
            cells = [[_in(row, column) for column in columns] for row in rows]
            sheet.tables.append(Table(rows[0][0].base, cells, sheet.page))
            del sheet.rows[start:end]
        else:
            warnings.append(f"page {sheet.page + 1}: a table without lines is read line by line")
    sheet.tables.sort(key=lambda table: table.top)
    return warnings[:1]


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Where rows of several columns follow each other, among them enough of three."""
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and len(rows[end]) > 1 and (end == start or _is_next(rows[end - 1], rows[end])):
            end += 1
        run = rows[start:end]
        full = sum(len(row) >= _FEWEST for row in run)
        if full >= _FEWEST and not any(is_landmark(line.text) for row in run for line in row):
            yield start, end
        start = max(end, start + 1)


def _is_next(above: Row, row: Row) -> bool:
    return row[0].base - above[0].base < _PITCH * max(line.size for line in (*above, *row))


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]] | None:
    """Left and right edge of each column, if each line of each row stands in one of its own."""
    size = max(line.size for row in rows for line in row)
    columns: list[tuple[float, float]] = []
    for left, right in sorted((line.left, line.right) for row in rows for line in row):
        if columns and left - columns[-1][1] < _GAP * size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    if len(columns) < _FEWEST or any(len(_in(row, column)) > 1 for row in rows for column in columns):
        return None
    # Each column is filled but for a cell here and there.
    filled = [sum(bool(_in(row, column)) for row in rows) for column in columns]
    return columns if all(count * 2 > len(rows) for count in filled) else None


def _in(row: Row, column: tuple[float, float]) -> list[Line]:
    return [line for line in row if column[0] <= line.left and line.right <= column[1]]


def _belongs(line: Line, rows: Sequence[Row], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether the line above or below may be the rest of a cell: close, and touching one column at most."""
    pitch = min(b[0].base - a[0].base for a, b in pairwise(rows))
    near = min(abs(line.base - row[0].base) for row in (rows[0], rows[-1])) < 1.2 * pitch
    return near and sum(left < line.right and line.left < right for left, right in columns) < 2


__all__ = ["take_unruled"]
