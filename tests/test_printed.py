"""What stands where on a page: words set by hand, without any file."""

from __future__ import annotations

import pytest

layout = pytest.importorskip("chidao.readers.printed.layout")
flow = pytest.importorskip("chidao.readers.printed.flow", reason="pypdfium2 is not installed")
from chidao.readers.printed import tables  # noqa: E402
from chidao.readers.printed.opened import Opened  # noqa: E402

SIZE, WIDTH = 12.0, 6.0


def words(text: str, left: float, base: float) -> list:
    """The words of *text* from *left* on, each letter half as wide as its size."""
    found = []
    for word in text.split():
        found.append(layout.Word(word, left, left + WIDTH * len(word), base, SIZE, whole=True))
        left += WIDTH * (len(word) + 1)
    return found


def read(*rows: list[tuple[float, str]], pitch: float = 16.0):
    """A page of lines, each given as what stands at which place."""
    sheet = layout.Sheet(0, 595, 842, [])
    every = [w for n, row in enumerate(rows) for left, text in row for w in words(text, left, 80 + n * pitch)]
    sheet.rows = layout.set_rows(every, 0)
    return flow.reading_of(Opened("PDF", 1, [sheet]))


def shown(reading) -> list[object]:
    return [list(p.cells) if p.cells else p.text for p in reading.paragraphs]


# --- tables that are drawn -------------------------------------------------------------------------


def test_a_line_whose_pieces_stand_at_slightly_other_heights_is_one_line():
    sheet = layout.Sheet(0, 595, 842, [])
    for base in (100.0, 130.0):
        # Three cells, each of which draws its own upper and lower edge; the middle one a little lower.
        sheet.rules.across += [
            (base + 0.4, 80.0, 180.0),
            (base + 0.6, 180.0, 280.0),
            (base + 0.4, 280.0, 380.0),
        ]
    sheet.rules.down += [(x, 100.0, 130.0) for x in (80.0, 180.0, 280.0, 380.0)]
    sheet.words = [word for n in range(3) for word in words(f"cột {n}", 90.0 + 100 * n, 120.0)]
    tables.take_tables(sheet)
    (table,) = sheet.tables
    assert [[" ".join(line.text for line in cell) for cell in row] for row in table.rows] == [
        ["cột 0", "cột 1", "cột 2"]
    ]
    assert tables._joined(sheet.rules.across) == [(100.4, 80.0, 380.0), (130.4, 80.0, 380.0)]


# --- tables that are not ---------------------------------------------------------------------------

TEXT = "Ủy ban nhân dân tỉnh giao các sở, ban, ngành triển khai thực hiện kế hoạch như sau"
BEFORE = [[(80.0, TEXT)], [(80.0, "theo bảng dưới đây:")]]
HEAD = [(80.0, "STT"), (140.0, "Đơn vị"), (320.0, "Số người"), (440.0, "Kinh phí")]
FIRST = [(85.0, "1"), (140.0, "Sở Nội vụ"), (335.0, "12"), (445.0, "1.200")]
SECOND = [(85.0, "2"), (140.0, "Sở Tài chính"), (335.0, "9"), (445.0, "900")]
THIRD = [(85.0, "3"), (140.0, "Sở Y tế"), (445.0, "75")]
CELLS = [
    ["STT", "Đơn vị", "Số người", "Kinh phí"],
    ["1", "Sở Nội vụ", "12", "1.200"],
    ["2", "Sở Tài chính", "9", "900"],
    ["3", "Sở Y tế", "", "75"],
]
TOLD = "page 1: a table without lines is read line by line"


def test_columns_that_stand_apart_through_all_rows_are_a_table():
    reading = read(*BEFORE, HEAD, FIRST, SECOND, THIRD, [(80.0, TEXT)])
    assert shown(reading) == [f"{TEXT} theo bảng dưới đây:", *CELLS, TEXT]
    assert reading.warnings == ()


def test_a_cell_that_goes_on_makes_a_table_unsure_and_no_word_is_lost():
    more = [(140.0, "và Thương binh")]
    reading = read(*BEFORE, HEAD, FIRST, SECOND, more, THIRD)
    assert reading.warnings == (TOLD,)
    assert not any(p.cells for p in reading.paragraphs)
    said = " ".join(p.text for p in reading.paragraphs)
    for row in (HEAD, FIRST, SECOND, more, THIRD):
        assert all(text in said for _, text in row)


def test_gaps_that_do_not_run_through_all_rows_are_no_table():
    crossed = [(80.0, "Tổng cộng của các đơn vị trong toàn tỉnh"), (345.0, "21"), (445.0, "2.175")]
    reading = read(*BEFORE, HEAD, FIRST, SECOND, crossed)
    assert (reading.warnings, any(p.cells for p in reading.paragraphs)) == ((TOLD,), False)


def test_three_who_sign_beside_each_other_are_no_table():
    names = [(80.0, "Lê Văn A"), (250.0, "Trần Thị B"), (420.0, "Ngô Văn C")]
    posts = [(80.0, "NGƯỜI LẬP BIỂU"), (250.0, "KẾ TOÁN TRƯỞNG"), (420.0, "GIÁM ĐỐC")]
    sign = [(80.0, "(Ký, họ tên)"), (250.0, "(Ký, họ tên)"), (420.0, "(Ký, đóng dấu)")]
    reading = read([(80.0, TEXT)], posts, sign, [], [], [], names)
    assert (reading.warnings, any(p.cells for p in reading.paragraphs)) == ((), False)


def test_two_rows_or_two_columns_are_no_table():
    pairs = [[(80.0, f"Mục {n}"), (300.0, f"Nội dung {n}")] for n in range(5)]
    for rows in (pairs, [HEAD, FIRST]):
        reading = read(*BEFORE, *rows)
        assert (reading.warnings, any(p.cells for p in reading.paragraphs)) == ((), False)
