"""Documents as .docx and as sheets to print: every word, in the official form."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from chidao import readers
from chidao.document import Document, Facts, Mark, Paragraph, Role
from chidao.exports.office import About
from chidao.exports.paper import paper_html
from chidao.exports.word import docx
from chidao.fidelity import words
from helpers import SEEDS, understood
from sites import Page


@cache
def seed(number: int) -> Document:
    return understood(SEEDS[number].read_text("utf-8"))


def taken_back(document: Document, tmp_path: Path) -> tuple[Paragraph, ...]:
    """What our own reader reads of the .docx."""
    path = tmp_path / "x.docx"
    path.write_bytes(docx(document, About("x")))
    return readers.read(path).paragraphs


def counted(paragraphs: tuple[Paragraph, ...] | list[Paragraph]) -> Counter[str]:
    """The words, how often each; the columns of a head may stand in another order."""
    return Counter(words([p for p in paragraphs if p.role is not Role.NOISE]))


@pytest.mark.parametrize("number", range(5))
def test_the_word_file_has_every_word(number: int, tmp_path: Path) -> None:
    document = seed(number)
    found = taken_back(document, tmp_path)
    assert counted(found) == counted(document.paragraphs)
    body = [p.text for p in document.paragraphs if p.role is Role.BODY and not p.cells]
    read = [p.text for p in found]
    assert [text for text in read if text in set(body)] == body


def test_real_documents_come_back_word_by_word(sample: list[Path], tmp_path: Path) -> None:
    for path in sample[::6]:
        document = understood(path.read_text("utf-8"))
        assert counted(taken_back(document, tmp_path)) == counted(document.paragraphs), path.name


def body(*texts: str | Paragraph) -> Document:
    return Document(Facts(), tuple(t if isinstance(t, Paragraph) else Paragraph(t) for t in texts))


def test_marks_become_bold_and_italics(tmp_path: Path) -> None:
    marked = Paragraph("Một hai ba", (Mark(0, 3, "strong"), Mark(4, 7, "em")))
    [found] = taken_back(body(marked), tmp_path)
    assert (found.text, found.marks) == ("Một hai ba", (Mark(0, 3, "strong"), Mark(4, 7, "em")))


NOTED = (
    Paragraph("Theo luật[1] và nghị định[2].", (Mark(9, 12, "note"), Mark(25, 28, "note"))),
    Paragraph("[1] Luật Đất đai.", role=Role.FOOTNOTE),
    Paragraph("Sửa đổi năm 2024.", role=Role.FOOTNOTE),
    Paragraph("[2] Nghị định 43.", role=Role.FOOTNOTE),
)


def test_footnotes_are_footnotes_of_word(tmp_path: Path) -> None:
    document = body(*NOTED)
    found = taken_back(document, tmp_path)
    assert [p.text for p in found] == [p.text for p in NOTED]
    with zipfile.ZipFile(tmp_path / "x.docx") as archive:
        assert archive.read("word/document.xml").count(b"<w:footnoteReference") == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda n: (n[0], n[3], n[1], n[2]),  # in another order
        lambda n: (n[0], *n[1:3]),  # one is missing
        lambda n: (n[0], n[0], *n[1:]),  # each referred to twice
    ],
)
def test_footnotes_that_word_would_count_otherwise_stay_words(change, tmp_path: Path) -> None:
    document = body(*change(NOTED))
    assert counted(taken_back(document, tmp_path)) == counted(document.paragraphs)
    with zipfile.ZipFile(tmp_path / "x.docx") as archive:
        assert b"footnoteReference" not in archive.read("word/document.xml")


def test_a_table_stays_a_table(tmp_path: Path) -> None:
    rows = [("STT", "Nội dung", "Ghi chú"), ("1", "Tổ chức hội nghị", ""), ("2", "Kiểm tra", "Quý IV")]
    given = [Paragraph(" ".join(filter(None, row)), cells=row) for row in rows]
    found = taken_back(body("Kế hoạch gồm:", *given, "Hết."), tmp_path)
    assert [p.cells for p in found] == [(), *rows, ()]


def test_the_sheet_is_the_official_one(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(docx(seed(4), About("Kết luận", "về công tác", "Bộ Chính trị")))
    opened = python_docx.Document(str(path))
    section = opened.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert 30 <= section.left_margin.mm <= 35
    assert 15 <= section.right_margin.mm <= 20.1
    assert 20 <= section.top_margin.mm <= 25
    assert section.different_first_page_header_footer
    properties = opened.core_properties
    assert (properties.title, properties.subject, properties.author) == (
        "Kết luận",
        "về công tác",
        "Bộ Chính trị",
    )
    fonts = opened.styles.element.xpath("//w:rFonts/@w:ascii")
    assert set(fonts) == {"Times New Roman"}


def test_head_and_closing_stand_in_two_columns(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ TĨNH\nSố: 12/KH-UBND\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Hà Tĩnh, ngày 02 tháng 01 năm 2026\n\nKẾ HOẠCH\nvề công tác cán bộ\n\n1. Tiếp tục luân chuyển.\n\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn A\n"
    )
    path.write_bytes(docx(understood(text), About("x")))
    head, closing = python_docx.Document(str(path)).tables
    left, right = head.rows[0].cells
    assert [p.text for p in left.paragraphs if p.text] == ["ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH", "Số: 12/KH-UBND"]
    assert right.paragraphs[0].text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    recipients, signature = closing.rows[0].cells
    assert recipients.paragraphs[0].text == "Nơi nhận:"
    assert signature.paragraphs[-1].text == "Trần Văn A"


_LETTERS = st.characters(codec="utf-8", exclude_categories=["Cs"])
_PARAGRAPHS = st.builds(
    lambda text, role, cells, marks: Paragraph(
        text or "x",
        () if cells else tuple(Mark(min(a, len(text)), min(b, len(text)), k) for a, b, k in marks if a < b),
        cells=tuple(cells),
        role=role,
    ),
    st.text(_LETTERS, max_size=30),
    st.sampled_from(list(Role)),
    st.lists(st.text(_LETTERS, max_size=8), max_size=4),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 30), st.sampled_from(["strong", "em", "note"]))),
)


@given(st.lists(_PARAGRAPHS, max_size=12))
def test_whatever_a_document_holds_the_file_is_whole(paragraphs: list[Paragraph]) -> None:
    data = docx(Document(Facts(), tuple(paragraphs)), About("x"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
    python_docx.Document(io.BytesIO(data))


# Sheets to print


@pytest.mark.parametrize("number", range(5))
def test_the_sheet_to_print_has_every_word_and_no_script(number: int, tmp_path: Path) -> None:
    document = seed(number)
    path = tmp_path / "x.html"
    path.write_text(paper_html(document, "x", "../x.html", ".."), "utf-8")
    page = Page(path)
    # Tags stand within words, the columns of a head in another order.
    shown = "".join(page.text("main", "vb-absent").split())
    said = "".join("".join(p.text.split()) for p in document.paragraphs if p.text.strip("- "))
    assert Counter(shown) == Counter(said)
    assert page.all("script") == []
    assert not any(name == "style" or name.startswith("on") for _tag, found in page.tags for name in found)
