"""Rows → CSV that Excel, LibreOffice and programs read: RFC 4180, UTF-8 with a byte order mark.

The mark is what tells Excel that the letters are Unicode.  A comma parts the cells, as in the RFC; the
line "sep=;" that would suit a Windows whose lists are parted by semicolons makes Excel forget the mark,
and with it every accent: such a machine opens the .xlsx beside it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from .columns import Cell, Column


def csv_head(columns: Sequence[Column]) -> bytes:
    """The mark, and the heading."""
    return b"\xef\xbb\xbf" + _lines([[column.heading for column in columns]])


def csv_rows(rows: Iterable[Sequence[Cell]]) -> bytes:
    """A line for each of *rows*."""
    return _lines([harmless(cell) for cell in row] for row in rows)


def _lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def harmless(value: Cell) -> Cell:
    """*value* so that no table program takes it for a formula (OWASP, CSV injection).

    >>> harmless("=HYPERLINK(A1)"), harmless("-KL/TW"), harmless("177-KL/TW"), harmless(-3)
    ("'=HYPERLINK(A1)", "'-KL/TW", '177-KL/TW', -3)
    """
    if isinstance(value, str) and value.lstrip()[:1] in _BEGINS and value.strip():
        return f"'{value}"
    return value


# Full-width signs count as well where the keyboard is Chinese or Japanese.
_BEGINS = tuple("=+-@\t\r\n＝＋－＠|%")
