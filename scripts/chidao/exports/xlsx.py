"""Records → .xlsx: a table with a heading that stays in sight, filters, widths, and real dates.

Text is written as text (inlineStr), never as a formula: nothing that a document says is computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from .columns import Column
from .office import HEAD, RELATIONS, About, core, escape, package, relationship
from .records import Record

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LONGEST = 32_767
"""Letters in a cell; Excel takes a file with more for damaged."""
_TEXT, _HEADING, _DATE, _NUMBER = 1, 2, 3, 4
_FIRST_DAY = date(1899, 12, 30).toordinal()
_LEAP_ERROR = date(1900, 3, 1)
"""Excel knows a 29 February 1900: days before this are not as it counts them."""


def xlsx(records: Iterable[Record], columns: Sequence[Column], about: About, name: str) -> bytes:
    """A file with one sheet, called *name*."""
    rows = [_row(1, [_cell(column.heading, _HEADING, _letter(n) + "1") for n, column in enumerate(columns)])]
    letters = [_letter(n) for n in range(len(columns))]
    for number, record in enumerate(records, 2):
        cells = [
            _value(column, column.value(record), f"{letter}{number}")
            for column, letter in zip(columns, letters, strict=True)
        ]
        rows.append(_row(number, cells))
    whole = f"A1:{letters[-1]}{max(len(rows), 1)}"
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{column.width}" customWidth="1"/>'
        for n, column in enumerate(columns, 1)
    )
    sheet = (
        f'{HEAD}<worksheet {_MAIN}><dimension ref="{whole}"/><sheetViews><sheetView workbookViewId="0" '
        'tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="{whole}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" '
        'header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/></worksheet>'
    )
    parts = {
        "xl/workbook.xml": f'{HEAD}<workbook {_MAIN} {RELATIONS}><sheets><sheet name="{escape(name)}" '
        f'sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" '
        f'localSheetId="0" hidden="1">\'{escape(name)}\'!{_absolute(whole)}</definedName></definedNames>'
        "</workbook>",
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": _STYLES,
        "docProps/core.xml": core(about),
    }
    types = {
        "xl/workbook.xml": f"{_SHEET}.sheet.main+xml",
        "xl/worksheets/sheet1.xml": f"{_SHEET}.worksheet+xml",
        "xl/styles.xml": f"{_SHEET}.styles+xml",
    }
    relations = relationship(1, "worksheet", "worksheets/sheet1.xml") + relationship(
        2, "styles", "styles.xml"
    )
    return package(parts, types, {"xl/workbook.xml": relations})


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _value(column: Column, value: str | int, place: str) -> str:
    if value == "":
        return ""
    if isinstance(value, int):
        return f'<c r="{place}" s="{_NUMBER}"><v>{value}</v></c>'
    if column.kind == "date" and (day := _day(value)):
        return f'<c r="{place}" s="{_DATE}"><v>{day.toordinal() - _FIRST_DAY}</v></c>'
    return _cell(value, _TEXT, place)


def _day(value: str) -> date | None:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found >= _LEAP_ERROR else None


def _cell(text: str, style: int, place: str) -> str:
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


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
    '<alignment vertical="top"/></xf></cellXfs></styleSheet>'
)
