"""Read a workbook (.xls, .xlsx): each sheet a table, with what stands above and below it as text.

Annexes come as workbooks: a heading over several columns, a table, a signature.  Shown are the values, not
the formulas; of .xlsx as the formats of the cells show them, of .xls as stored, dates excepted.  Fonts are
not read, so what .VnTimeH draws as capitals is small.
"""

from __future__ import annotations

import datetime
import math
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from ..errors import UnreadableOriginal
from . import number_formats
from .cell_formats import CellFormats
from .reading import Reading
from .word.paragraphs import paragraphs
from .word.runs import Words
from .word.story import Block, Row

MOST_CELLS = 500_000
"""Cells of a sheet, filled ones: a list of all communes has 60,000."""
MOST_EMPTY = 20_000_000
"""Cells of a sheet, empty ones too: a format laid over whole columns makes many."""


def read(path: Path) -> Reading:
    """Read a .xls or .xlsx file.  Raises UnreadableOriginal."""
    _check_size(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            found, left_out = _sheets(path, workbook)
    except PasswordError:
        raise UnreadableOriginal(
            path, "is locked with a password", "open it with its password, save it without one"
        ) from None
    except CalamineError as error:
        raise UnreadableOriginal(
            path,
            f"is damaged or no workbook ({_short(error)})",
            "open it in Excel or LibreOffice, save it anew and convert again",
        ) from None
    made = paragraphs(list(_blocks(found)))
    if not made.paragraphs:
        raise UnreadableOriginal(path, "has no words", "copy the document again from where it came")
    warnings = [f"hidden sheets are left out: {', '.join(left_out)}"] if left_out else []
    method = ", ".join([f"Excel ({path.suffix.lower()})", *made.schemes])
    return Reading(made.paragraphs, method, tuple(warnings))


LARGEST_PART = 128 * 1024 * 1024
"""Bytes of one sheet, unpacked: a list of all communes has 10 MB."""


def _check_size(path: Path) -> None:
    """A bomb says how large it is; one that lies comes to the limits of its process."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if part.file_size > LARGEST_PART:
                raise UnreadableOriginal(
                    path,
                    f"unpacks to more than any document ({part.filename})",
                    "check that it is the right file",
                )


Rows = list[dict[int, str]]
"""Rows of a sheet: column → what its cell shows, where it shows anything."""


def _sheets(path: Path, workbook: CalamineWorkbook) -> tuple[list[tuple[str, Rows]], list[str]]:
    """The sheets that are shown and hold something, and the names of those that are hidden."""
    found, hidden = [], []
    formats = CellFormats(path)
    for sheet in workbook.sheets_metadata:
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        rows = _rows(path, workbook, sheet.name, formats)
        if rows and sheet.visible is SheetVisibleEnum.Visible:
            found.append((sheet.name, rows))
        elif rows:
            hidden.append(sheet.name)
    return found, hidden


def _rows(path: Path, workbook: CalamineWorkbook, name: str, formats: CellFormats) -> Rows:
    rows: Rows = []
    sheet = workbook.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > MOST_EMPTY:
        raise _too_many(path, sheet.total_height * sheet.total_width)
    count = 0
    codes, general = formats.of(name), formats.general
    first_column = sheet.start[1] if sheet.start else 0
    for number, values in enumerate(sheet.iter_rows()):
        row = {
            column: text
            for column, value in enumerate(values)
            if (text := shown(value, codes.get((number, first_column + column), general)))
        }
        count += len(row)
        if count > MOST_CELLS:
            raise _too_many(path, count)
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _too_many(path: Path, count: int) -> UnreadableOriginal:
    return UnreadableOriginal(
        path,
        f"has a sheet of more than {count} cells",
        "save the part that is the document as a file of its own",
    )


def shown(value: Any, code: str | None = None) -> str:
    """A value as its cell shows it; *code* is the format of the cell, if formats are read.

    >>> [shown(v) for v in (3.0, 0.1 + 0.2, 17469747308.0, True, datetime.date(2025, 7, 1), None, " a ")]
    ['3', '0.3', '17469747308', 'TRUE', '01/07/2025', '', 'a']
    >>> shown(0.125, "0.0%"), shown(0.3, "General"), shown(datetime.date(2025, 7, 1), "mm/yyyy")
    ('12,5%', '0,3', '07/2025')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int) and math.isfinite(value):
        written = number_formats.number(value, code) if code else None
        return written if written is not None else _general(value, "," if code else ".")
    if isinstance(value, datetime.date | datetime.time):
        return (number_formats.moment(value, code) if code else None) or _moment(value)
    return str(value or "").strip()


def _general(value: float, point: str) -> str:
    """A number in the format General, which has room for eleven characters."""
    if value == round(value) or abs(value) >= 1e10:
        return f"{value:.0f}"
    return f"{value:.10g}".replace(".", point)


def _moment(value: datetime.date | datetime.time) -> str:
    """A date or a time as offices write it."""
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime.datetime) and value.time() != datetime.time():
        return f"{value:%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}"


# --- what is a table and what stands around it ----------------------------------------------------

_DEFAULT_NAME = re.compile(r"(?:sheet|trang[ _]?tính|bảng[ _]?tính)?\s*\(?\d*\)?", re.IGNORECASE)


def _blocks(sheets: Sequence[tuple[str, Rows]]) -> Iterator[Block | Row]:
    for name, rows in sheets:
        if len(sheets) > 1 and not _DEFAULT_NAME.fullmatch(name):
            yield _block(name, level=2)
        first, last = _table(rows)
        yield from _around(rows[:first])
        yield from _inside(rows[first:last])
        yield from _around(rows[last:])


def _table(rows: Rows) -> tuple[int, int]:
    """From which row on, and up to which, a sheet is a table: where most of its columns are filled.

    A heading may have two columns (the body and the motto), a table of two columns has more rows than that.
    """
    counts = [len(row) for row in rows]
    least = 3 if max(counts, default=0) >= 3 else 2
    wide = [index for index, count in enumerate(counts) if count >= least]
    if not wide or (least == 2 and len(wide) < 6):
        return len(rows), len(rows)
    last = wide[-1] + 1
    while last < len(rows) and any(map(_NUMBER.fullmatch, rows[last].values())):
        last += 1  # "Cộng 1.250"
    return wide[0], last


_NUMBER = re.compile(r"-?[\d.,]+ ?%?")


def _around(rows: Rows) -> Iterator[Block]:
    """Text above and below the table; where two stand side by side, the left column first."""
    columns: dict[int, list[Block]] = {}

    def flushed() -> Iterator[Block]:
        for column in sorted(columns):
            yield from columns[column]
        columns.clear()

    for row in rows:
        if len(row) == 1 and not columns.keys() & row:
            yield from flushed()
        for column, text in row.items():
            near = next((c for c in columns if abs(c - column) <= 1), column)
            columns.setdefault(near, []).append(_block(text))
    yield from flushed()


def _inside(rows: Rows) -> Iterator[Row]:
    """The rows of the table, without columns in which nothing stands."""
    columns = sorted({column for row in rows for column in row})
    tight = False
    for row in rows:
        if row:
            yield Row(tuple((_block(row[c]),) if c in row else () for c in columns), tight)
            tight = True


def _block(text: str, level: int = 0) -> Block:
    return Block((Words(text),), level=level)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


__all__ = ["read", "shown"]
