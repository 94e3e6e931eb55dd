"""Make the PDFs of this folder, each to show one thing: python tests/pdf/make_pdf.py (needs LibreOffice).

What a reader makes of NAME.pdf stands in NAME.txt; a person wrote or read every line of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).parent
sys.path[:0] = [str(FOLDER.parent), str(FOLDER.parent.parent / "scripts")]

from prints import columns, fodt, p, print_all  # noqa: E402

SENTENCE = (
    "Các tỉnh uỷ, thành uỷ, đảng uỷ trực thuộc Trung ương lãnh đạo, chỉ đạo xây dựng kế hoạch thực hiện, "
    "phân công rõ người, rõ việc, rõ thời gian - kết quả; định kỳ báo cáo Ban Bí thư qua Văn phòng Trung ương Đảng"
)


def note(number: int, text: str) -> str:
    return (
        f'<text:note text:note-class="footnote"><text:note-citation>{number}</text:note-citation>'
        f'<text:note-body><text:p text:style-name="list">{text}</text:p></text:note-body></text:note>'
    )


def cell(text: str, across: int = 1, down: int = 1) -> str:
    return (
        f'<table:table-cell table:style-name="box" table:number-columns-spanned="{across}" '
        f'table:number-rows-spanned="{down}">{p(text, "cell")}</table:table-cell>'
        + "<table:covered-table-cell/>"
        * (across - 1)
    )


def running_head() -> str:
    """Three pages; the same line on top of each, a number below, and a sentence broken between pages."""
    number = '<text:p text:style-name="column"><text:page-number text:select-page="current"/></text:p>'
    head = p("CÔNG TY CẤP NƯỚC - QUY CHẾ NỘI BỘ", "column")
    body = p("QUY CHẾ", "title") + p("Về làm việc của văn phòng", "title")
    body += "".join(p(f"{n}. {SENTENCE}; nội dung thứ {n}.") for n in range(1, 26))
    return fodt(body, head, number)


def merged_cells() -> str:
    """A table with a head of two rows, between two paragraphs."""
    rows = (
        cell("TT", down=2) + cell("Đơn vị", down=2) + cell("Số lượng", across=2),
        "<table:covered-table-cell/>" * 2 + cell("Năm 2024") + cell("Năm 2025"),
        cell("1") + cell("Sở Nội vụ và các đơn vị sự nghiệp trực thuộc") + cell("12") + cell("10"),
        cell("2") + cell("Sở Tài chính") + cell("") + cell("9"),
    )
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return fodt(
        p("Biên chế được giao như sau:")
        + '<table:table table:style-name="wide"><table:table-column table:number-columns-repeated="4"/>'
        + f"{table}</table:table>"
        + p("Các đơn vị chịu trách nhiệm thực hiện.")
    )


def footnotes() -> str:
    """Two footnotes, one of them of two lines, and a square metre, which is none."""
    return fodt(
        p(f"<text:span>1. Giao 120 m<text:span text:style-name='up'>2</text:span> đất cho các cơ quan"
          f"{note(1, 'Gồm: ' + SENTENCE + '.')} ở cấp tỉnh.</text:span>")
        + p(f"<text:span>2. Thời hạn thực hiện{note(2, 'Kể từ ngày ký.')} là ba năm.</text:span>")
    )  # fmt: skip


def head_and_closing() -> str:
    """Head and closing of a Party document, the lines of both columns at different heights."""
    left = [p("TỈNH UỶ LÂM ĐỒNG", "column"), p("VĂN PHÒNG", "b-column"), p("*", "column")]
    left.append(p("Số 15-TB/VPTU", "column"))
    right = [p("ĐẢNG CỘNG SẢN VIỆT NAM", "b-column"), p("", "list")]
    right.append(p("Lâm Đồng, ngày 03 tháng 4 năm 2025", "i-column"))
    places = (
        "- Thường trực Tỉnh uỷ (để báo cáo),",
        "- Các huyện uỷ, thành uỷ và đảng uỷ trực thuộc Tỉnh uỷ,",
    )
    receivers = [p(text, "list") for text in ("Nơi nhận:", *places, "- Lưu Văn phòng Tỉnh uỷ.")]
    signed = [p(text, "b-column") for text in ("CHÁNH VĂN PHÒNG", "", "", "", "Nguyễn Văn An")]
    return fodt(
        columns(left, right)
        + p("THÔNG BÁO", "title")
        + p("kết luận của Thường trực Tỉnh uỷ về chuẩn bị Đại hội đảng bộ cấp cơ sở", "title")
        + p("-----", "middle")
        + p(
            f"<text:span>1. {SENTENCE}. <text:span text:style-name='b'>Thời hạn: 30/6/2025.</text:span></text:span>"
        )
        + p("2. Giao Văn phòng Tỉnh uỷ theo dõi.")
        + columns(receivers, signed)
    )


if __name__ == "__main__":
    print_all(
        FOLDER,
        {
            "chay-dau-trang": running_head(),
            "gop-o": merged_cells(),
            "chu-thich": footnotes(),
            "hai-cot": head_and_closing(),
        },
    )
    for path in FOLDER.glob("*.fodt"):
        path.unlink()
