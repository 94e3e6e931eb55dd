"""Rows → .xlsx: a table with a heading that stays in sight, filters, widths, and real dates.

Text is written as text (inlineStr), never as a formula: nothing that a document says is computed.  Rows and
cells do not tell their places, which follow from their order (ECMA-376 part 1, 18.3.1.73 and 18.3.1.4: the
attribute r is optional): so a row is the same bytes wherever it stands.  Dynamics, SAP and the reports of SQL
Server write sheets in this way, and Excel, LibreOffice, openpyxl and calamine read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from .columns import Cell, Column
from .deflate import END, Deflated, crc_of_joined, deflated_part
from .office import HEAD, RELATIONS, About, core, escape, package_files, relationship
from .zipped import Member, directory, header, packed

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LONGEST = 32_767
"""Letters in a cell; Excel takes a file with more for damaged."""
_TEXT, _HEADING, _DATE, _NUMBER = 1, 2, 3, 4
_FIRST_DAY = date(1899, 12, 30).toordinal()
_LEAP_ERROR = date(1900, 3, 1)
"""Excel knows a 29 February 1900: days before this are not as it counts them."""


class Book:
    """A file with one sheet, whose rows are compressed in parts."""

    def __init__(self, columns: Sequence[Column], about: About, name: str) -> None:
        """*name* is the sheet's."""
        self.columns = columns
        self._about = about
        self._name = name

    def part(self, rows: Iterable[Sequence[Cell]]) -> Deflated:
        """*rows*, which have a cell for each column."""
        kinds = [column.kind for column in self.columns]
        told = (_row([_value(kind, cell) for kind, cell in zip(kinds, row, strict=True)]) for row in rows)
        return deflated_part("".join(told).encode("utf-8"))

    def around(self, rows: int, parts: Iterable[tuple[int, int, int]]) -> tuple[bytes, bytes]:
        """The bytes of the file before its parts, and those behind them.

        *rows* are those of all parts; *parts* tells of each its bytes, its bytes unpacked and their CRC-32.
        """
        whole = f"A1:{_letter(len(self.columns) - 1)}{rows + 1}"
        before, behind = deflated_part(self._before(whole).encode()), deflated_part(_behind(whole).encode())
        told = [(len(data), size, crc) for data, size, crc in (before, behind)]
        told[1:1] = parts
        sheet = Member(
            "xl/worksheets/sheet1.xml",
            sum(length for length, _size, _crc in told) + len(END),
            sum(size for _length, size, _crc in told),
            crc_of_joined((crc, size) for _length, size, crc in told),
        )
        data, members = packed(self._other_files(whole))
        return data + header(sheet) + before.data, behind.data + END + directory([*members, sheet])

    def _before(self, whole: str) -> str:
        widths = "".join(
            f'<col min="{n}" max="{n}" width="{column.width}" customWidth="1"/>'
            for n, column in enumerate(self.columns, 1)
        )
        heading = _row([_cell(column.heading, _HEADING) for column in self.columns])
        return (
            f'{HEAD}<worksheet {_MAIN}><dimension ref="{whole}"/><sheetViews><sheetView workbookViewId="0" '
            'tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
            f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>{heading}"
        )

    def _other_files(self, whole: str) -> dict[str, bytes]:
        name = escape(self._name)
        parts = {
            "xl/workbook.xml": f'{HEAD}<workbook {_MAIN} {RELATIONS}><sheets><sheet name="{name}" '
            f'sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" '
            f'localSheetId="0" hidden="1">\'{name}\'!{_absolute(whole)}</definedName></definedNames>'
            "</workbook>",
            "xl/styles.xml": _STYLES,
            "docProps/core.xml": core(self._about),
        }
        types = {
            "xl/workbook.xml": f"{_SHEET}.sheet.main+xml",
            "xl/worksheets/sheet1.xml": f"{_SHEET}.worksheet+xml",
            "xl/styles.xml": f"{_SHEET}.styles+xml",
        }
        relations = relationship(1, "worksheet", "worksheets/sheet1.xml") + relationship(
            2, "styles", "styles.xml"
        )
        return package_files(parts, types, {"xl/workbook.xml": relations})


def _behind(whole: str) -> str:
    return (
        f'</sheetData><autoFilter ref="{whole}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" '
        'header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/></worksheet>'
    )


def _row(cells: list[str]) -> str:
    while cells and cells[-1] == _EMPTY:
        cells.pop()
    return f"<row>{''.join(cells)}</row>"


_EMPTY = "<c/>"


def _value(kind: str, value: Cell) -> str:
    if value == "":
        return _EMPTY
    if isinstance(value, int):
        return f'<c s="{_NUMBER}"><v>{value}</v></c>'
    if kind == "date" and (day := _day(value)):
        return f'<c s="{_DATE}"><v>{day.toordinal() - _FIRST_DAY}</v></c>'
    return _cell(value, _TEXT)


def _day(value: str) -> date | None:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found >= _LEAP_ERROR else None


def _cell(text: str, style: int) -> str:
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _letter(number: int) -> str:
    """The name of a column, counted from 0.

    >>> _letter(0), _letter(25), _letter(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _absolute(cells: str) -> str:
    return ":".join(
        f"${cell.rstrip('0123456789')}${cell.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}"
        for cell in cells.split(":")
    )


_STYLES = (
    f'{HEAD}<styleSheet {_MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Times New Roman"/><family val="1"/></font>'
    '<font><b/><sz val="11"/><name val="Times New Roman"/><family val="1"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill><fill>'
    '<patternFill patternType="solid"><fgColor rgb="FFF5F4F1"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" '
    'applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment horizontal="center" vertical="top"/></xf>'
    '<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" '
    'builtinId="0"/></cellStyles></styleSheet>'
)
