"""Tables: which text stands in which column, and which tables only set the page.

The head of an official document, and its recipients beside the signature, stand in tables without lines
(Nghị định 30/2020/NĐ-CP, phụ lục I; Hướng dẫn 36-HD/VPTW): those are read column by column, as paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from ... import forms
from ...structure.labels import is_bullet
from ...structure.landmarks import MOTTO
from ...text import is_caps, key
from .names import Element, child_of, number, value, w
from .styles import Styles, has_upright_lines

ROW = w("tr")
_ROW_FORMAT, _BEFORE = w("trPr"), w("gridBefore")
_CELL, _CELL_FORMAT, _CELL_BORDERS = w("tc"), w("tcPr"), w("tcBorders")
_DELETED, _SPAN = w("cellDel"), w("gridSpan")
_GONE = (w("del"), w("hidden"))
MOST_COLUMNS = 63
"""Word allows no more."""


class Cell(NamedTuple):
    """A cell as the file has it."""

    element: Element
    column: int
    """Where it begins, in columns of the table's grid."""


def rows_of(table: Element) -> Iterator[list[Cell]]:
    """The rows of *table* that are there when all changes are accepted."""
    for row in _children(table, ROW):
        if is_gone(row):
            continue
        column = number(value(child_of(row, _ROW_FORMAT), _BEFORE))
        cells = []
        for element in _children(row, _CELL):
            layout = child_of(element, _CELL_FORMAT)
            if layout is None or child_of(layout, _DELETED) is None:
                cells.append(Cell(element, column))
            column += max(number(value(layout, _SPAN), 1), 1)
        yield cells


def is_gone(row: Element) -> bool:
    """Whether a row is deleted, or hidden."""
    properties = child_of(row, _ROW_FORMAT)
    return properties is not None and next(properties.iterchildren(*_GONE), None) is not None


def _children(parent: Element, name: str) -> Iterator[Element]:
    """Rows or cells, also those in content controls and custom XML."""
    for child in parent:
        if child.tag == name:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


_WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def is_ruled(table: Element, rows: list[list[Cell]], styles: Styles) -> bool:
    """Whether most cells of *table* have a line at a side."""
    properties = table.find(w("tblPr"))
    borders = None if properties is None else properties.find(w("tblBorders"))
    if borders is not None:
        ruled = has_upright_lines(borders)
    else:
        ruled = styles.table(value(properties, w("tblStyle"))).ruled
    count = upright = 0
    for row in rows:
        for cell in row:
            layout = child_of(cell.element, _CELL_FORMAT)
            own = None if layout is None else child_of(layout, _CELL_BORDERS)
            count += 1
            said = own is not None and next(own.iterchildren(*_SIDES), None) is not None
            upright += has_upright_lines(own) if own is not None and said else ruled
    return upright * 2 > count


_SIDES = frozenset(w(name) for name in ("left", "start", "right", "end"))
_RECIPIENTS = re.compile(r"N[ơo]i nh[ậâ]n\s*:?$", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:T/M|K/T|T/L|TM|KT|TL|TUQ)[.\s]|Q\.\s")
_NUMBER = re.compile(r"S[ốóổ]\s*:?\s*[\d.…_ ]*\s*[-/]")
_HEAD_ROWS, _SIGNED_ROWS = 5, 8
LONGEST_LAYOUT = 8
"""Rows; of longer tables the words do not matter."""


class Kind(StrEnum):
    """How a table is to be read."""

    DATA = "data"
    COLUMNS = "columns"
    """It sets the page: column by column."""
    FORM = "form"
    """It sets the lines of a form: row by row."""


def kind_of(texts: list[list[list[str]]], ruled: bool) -> Kind:
    """What a table is for: *texts* are its rows, their cells, and the paragraphs of each cell."""
    filled = [[cell for cell in row if cell] for row in texts]
    filled = [row for row in filled if row]
    widest = max((len(row) for row in filled), default=0)
    if widest <= 1:
        boxed = ruled and len(filled) > 1 and max(map(len, texts)) > 1
        return Kind.DATA if boxed else Kind.COLUMNS
    lines = [line for row in filled for cell in row for line in cell]
    narrow = widest <= 3
    if narrow and len(filled) <= _HEAD_ROWS and any(MOTTO.match(x) and is_caps(x) for x in lines):
        return Kind.COLUMNS
    if narrow and len(filled) <= _SIGNED_ROWS and any(_receives(cell) for row in filled for cell in row):
        return Kind.COLUMNS
    if ruled:
        return Kind.DATA
    if len(filled) <= 2 or (narrow and len(filled) <= _SIGNED_ROWS and any(map(_signs, lines))):
        return Kind.COLUMNS
    return Kind.FORM if sum(map(len, filled)) < 2 * len(filled) else Kind.DATA


def _receives(cell: list[str]) -> bool:
    """Whether a cell holds "Nơi nhận:" and the list below it; the same words may head a column of data."""
    return any(
        _RECIPIENTS.match(line) and (line.rstrip().endswith(":") or is_bullet(below))
        for line, below in zip(cell, [*cell[1:], ""], strict=True)
    )


def _signs(line: str) -> bool:
    """Whether a line stands in a head or over a signature: "Số: 12/QĐ-UBND", "TM. ỦY BAN", "CHỦ TỊCH"."""
    if _NUMBER.match(line) or _AUTHORITY.match(line):
        return True
    return is_caps(line) and key(line.strip(" .:")) in forms.offices()


def columns_of(cells: Iterable[Cell]) -> dict[int, int] | None:
    """Column of the grid → column of the page: those in which one of *cells* begins; None if too many."""
    begins = sorted({cell.column for cell in cells})
    return {column: index for index, column in enumerate(begins)} if len(begins) <= MOST_COLUMNS else None
