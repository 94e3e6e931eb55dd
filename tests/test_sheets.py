"""Workbooks: a table where there is one, text around it, and nothing that is hidden."""

from __future__ import annotations

import datetime
import random
import zipfile
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import pytest

from chidao import readers
from chidao.document import Paragraph
from chidao.errors import UnreadableOriginal
from chidao.readers import sheets

HEAD = [
    ["UBND TỈNH HÀ TĨNH", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["SỞ NỘI VỤ", None, None, "Độc lập - Tự do - Hạnh phúc"],
    [],
    [None, "BIỂU TỔNG HỢP"],
    [None, "(Kèm theo Báo cáo số 12/BC-SNV ngày 01/7/2025)"],
]
TABLE = [
    ["STT", "Đơn vị", None, "Biên chế"],
    [1, "Phòng Tổ chức\nHành chính", None, 12.0],
    [2, "Thanh tra", None, 0.1 + 0.2],
    ["", "Cộng", None, 12.3],
]
FOOT = [[], ["Nơi nhận:", None, None, "GIÁM ĐỐC"], ["- Như trên;", None, None, "(đã ký)"]]


class Set(NamedTuple):
    """A number in a cell, and the format that was set for it."""

    value: float
    code: str


def workbook(path: Path, **shown: list) -> Path:
    """A .xlsx file of these sheets, a name that ends with an underscore is hidden."""
    tags = ""
    formats = sorted({v.code for rows in shown.values() for row in rows for v in row if isinstance(v, Set)})
    for n, name in enumerate(shown, 1):
        state = ' state="hidden"' if name.endswith("_") else ""
        tags += f'<sheet name="{name.rstrip("_").replace("-", " ")}" sheetId="{n}" r:id="r{n}"{state}/>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    packages = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        put = archive.writestr
        put(
            "[Content_Types].xml",
            f'<Types xmlns="{packages}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/s{n}.xml" ContentType="{kind}.worksheet+xml"/>'
                for n in range(1, len(shown) + 1)
            )
            + f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/></Types>',
        )
        put(
            "_rels/.rels",
            f'<Relationships xmlns="{packages}/relationships">'
            f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        put(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{tags}</sheets></workbook>',
        )
        put(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{packages}/relationships">'
            + "".join(
                f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/s{n}.xml"/>'
                for n in range(1, len(shown) + 1)
            )
            + f'<Relationship Id="styles" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        )
        for n, rows in enumerate(shown.values(), 1):
            lines = (
                f'<row r="{r}">{"".join(cell(value, r, c, formats) for c, value in enumerate(row))}</row>'
                for r, row in enumerate(rows, 1)
            )
            put(
                f"xl/worksheets/s{n}.xml",
                f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
            )
        if formats:
            own = "".join(
                f'<numFmt numFmtId="{n}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
                for n, code in enumerate(formats, 170)
            )
            used = "".join(
                f'<xf numFmtId="{n}" applyNumberFormat="1"/>' for n in (0, *range(170, 170 + len(formats)))
            )
            put(
                "xl/styles.xml",
                f'<styleSheet xmlns="{main}"><numFmts>{own}</numFmts><cellXfs>{used}</cellXfs></styleSheet>',
            )
    return path


def cell(value: object, row: int, column: int, formats: list[str]) -> str:
    place = f"{'ABCDEFGH'[column]}{row}"
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, Set):
        return f'<c r="{place}" s="{formats.index(value.code) + 1}"><v>{value.value!r}</v></c>'
    return f'<c r="{place}"><v>{value!r}</v></c>'


def texts(paragraphs: tuple[Paragraph, ...]) -> list[object]:
    return [list(p.cells) if p.cells else p.text for p in paragraphs]


def test_a_sheet_is_its_head_its_table_and_its_signature(tmp_path):
    reading = readers.read(workbook(tmp_path / "a.xlsx", Sheet1=HEAD + TABLE + FOOT))
    assert texts(reading.paragraphs) == [
        "UBND TỈNH HÀ TĨNH",
        "SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "BIỂU TỔNG HỢP",
        "(Kèm theo Báo cáo số 12/BC-SNV ngày 01/7/2025)",
        ["STT", "Đơn vị", "Biên chế"],
        ["1", "Phòng Tổ chức Hành chính", "12"],
        ["2", "Thanh tra", "0,3"],
        ["", "Cộng", "12,3"],
        "Nơi nhận:",
        "- Như trên;",
        "GIÁM ĐỐC",
        "(đã ký)",
    ]
    assert (reading.method, reading.warnings) == ("Excel (.xlsx)", ())


FORMATS = {
    "#,##0": (1234567, "1.234.567"),
    "#,##0.00": (1234.5, "1.234,50"),
    "0.0%": (0.1183, "11,8%"),
    '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)': (-1200, "(1.200)"),
    '#,##0 "đồng"': (5000, "5.000 đồng"),
    "00": (7, "07"),
    "dd/mm/yyyy": (45839, "01/07/2025"),
    "d/m/yyyy;@": (45839, "1/7/2025"),
    "mm/yyyy": (45839, "07/2025"),
    '"Ngày" d "tháng" m "năm" yyyy': (45839, "Ngày 1 tháng 7 năm 2025"),
    "hh:mm dd/mm/yyyy": (45839.25, "06:00 01/07/2025"),
    "[$-F800]dddd, mmmm dd, yyyy": (45839, "01/07/2025"),
    "mmm-yy": (45839, "01/07/2025"),
    "0.00E+00": (1234567, "1234567"),
    ";;;": (12, "12"),
}


def test_a_cell_shows_what_its_format_shows(tmp_path):
    rows = [["STT", "Nội dung", "Số"]]
    rows += [[n, "Mục", Set(value, code)] for n, (code, (value, _shown)) in enumerate(FORMATS.items(), 1)]
    reading = readers.read(workbook(tmp_path / "a.xlsx", Sheet1=[[], [], *rows]))
    found = [p.cells[2] for p in reading.paragraphs[1:]]
    assert dict(zip(FORMATS, found, strict=True)) == {
        code: shown for code, (_value, shown) in FORMATS.items()
    }


def test_formats_stand_with_their_cells_where_a_sheet_begins_lower_and_further_right(tmp_path):
    rows = [[], [None, None, "Năm", "Số thu", "So sánh"]]
    rows += [[None, None, f"Năm {n}", Set(n * 1500, "#,##0"), Set(1.05, "0%")] for n in (1, 2, 3)]
    reading = readers.read(workbook(tmp_path / "a.xlsx", Sheet1=rows))
    assert texts(reading.paragraphs)[1:] == [
        ["Năm 1", "1.500", "105%"],
        ["Năm 2", "3.000", "105%"],
        ["Năm 3", "4.500", "105%"],
    ]


def test_a_format_that_the_file_does_not_have_leaves_the_value(tmp_path):
    path = workbook(tmp_path / "a.xlsx", Sheet1=[*TABLE, ["3", "Kho", None, Set(0.25, "0%")]])
    broken = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b's="1"', b's="99"'))
    assert texts(sheets.read(broken).paragraphs)[-1] == ["3", "Kho", "0,25"]


def test_any_number_and_any_format_give_a_text():
    signs = [*'0#?,.%;-()/ EdmyhsaA@*_\\"[]$x', "General", "#,##0", "yyyy", '"a"', "[Red]", "[>5]", "AM/PM"]
    chance = random.Random(5)
    for _ in range(4_000):
        code = "".join(chance.choice(signs) for _ in range(chance.randint(1, 9)))
        value = chance.choice([0, -1, 0.5, 1e300, -1e-300, 1234567.891, 45839])
        assert isinstance(sheets.shown(value, code), str)
        for when in (datetime.date(2025, 7, 1), datetime.datetime(2025, 7, 1, 8), datetime.time(8)):
            assert sheets.shown(when, code)


def test_sheets_with_a_name_of_their_own_are_told_apart_by_it(tmp_path):
    path = workbook(tmp_path / "a.xlsx", **{"Biểu-1": TABLE, "Sheet2": TABLE, "Kín_": TABLE, "Sheet4": []})
    reading = readers.read(path)
    found = texts(reading.paragraphs)
    assert (found[0], reading.paragraphs[0].level) == ("Biểu 1", 2)
    assert found[1:] == [row for row in found if isinstance(row, list)]
    assert len(found) == 1 + 2 * len(TABLE)
    assert reading.warnings == ("hidden sheets are left out: Kín",)


def test_an_old_encoding_is_told_by_the_words_of_the_whole_sheet(tmp_path):
    old = [["STT", "Chuyªn ngµnh", "Sè dù ¸n"], ["I", "C«ng nghiÖp", 3], ["II", "N«ng, l©m nghiÖp", 4]]
    reading = readers.read(workbook(tmp_path / "a.xlsx", Sheet1=old))
    assert texts(reading.paragraphs) == [
        ["STT", "Chuyên ngành", "Số dự án"],
        ["I", "Công nghiệp", "3"],
        ["II", "Nông, lâm nghiệp", "4"],
    ]
    assert reading.method == "Excel (.xlsx), TCVN3"


def test_cells_of_which_none_is_sure_are_told_by_all_of_them(tmp_path):
    old = [["STT", "Tªn x·", "Tæng sè"], ["1", "Hµ §«ng", 3], ["2", "S¬n T©y", 4]]
    reading = readers.read(workbook(tmp_path / "a.xlsx", Sheet1=old))
    assert texts(reading.paragraphs) == [
        ["STT", "Tên xã", "Tổng số"],
        ["1", "Hà Đông", "3"],
        ["2", "Sơn Tây", "4"],
    ]


def test_a_workbook_without_words_is_one_sentence(tmp_path):
    path = workbook(tmp_path / "a.xlsx", Sheet1=[])
    with pytest.raises(UnreadableOriginal) as error:
        readers.read(path)
    assert str(error.value) == f"{path}: has no words; copy the document again from where it came"


def test_a_workbook_cut_off_is_one_sentence(tmp_path):
    path = workbook(tmp_path / "a.xlsx", Sheet1=TABLE)
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(UnreadableOriginal) as error:
        readers.read(path)
    assert str(error.value) == f"{path}: is damaged or cut off; copy the document again from where it came"


def test_a_sheet_of_too_many_cells_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_CELLS", 5)
    path = workbook(tmp_path / "a.xlsx", Sheet1=TABLE)
    with pytest.raises(UnreadableOriginal) as error:
        sheets.read(path)
    assert str(error.value) == (
        f"{path}: has a sheet of more than 6 cells; save the part that is the document as a file of its own"
    )
