"""Word documents: tests/word/ holds one small file for each feature, beside the page it must become.

pytest tests/test_docx.py --accept      then read the difference
"""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import office
from as_word import as_word
from chidao.citations import citations_of
from chidao.conversion import convert
from chidao.document import Document, Role
from chidao.errors import UnreadableOriginal
from chidao.fidelity import departures, plain_text
from chidao.pages import parse
from chidao.readers import docx, read, txt
from chidao.readers.reading import Reading
from chidao.structure import recognise
from chidao.text import WORD
from helpers import SEEDS, SHARED, TESTS, understood
from office import p, r, table, tc

FILES = sorted((TESTS / "word").glob("*.docx"))
ORIGINALS = [path for path in FILES if ".lo." not in path.name]
REAL = sorted((SHARED / "originals").glob("*.docx"))


def reading(body: str, **parts: str) -> Reading:
    """What is read of a document with this body."""
    return docx.from_bytes(Path("a.docx"), office.docx(body, **parts))


def lines(body: str, **parts: str) -> list[str]:
    """Its paragraphs."""
    return [paragraph.text for paragraph in reading(body, **parts).paragraphs]


def refused(data: bytes) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(UnreadableOriginal) as error:
        docx.from_bytes(Path("a.docx"), data)
    return str(error.value)


# --- one file for each feature --------------------------------------------------------------------


@pytest.mark.parametrize("original", ORIGINALS, ids=lambda path: path.stem)
def test_a_word_document_becomes_the_page_beside_it(original: Path, accept: bool):
    golden = original.with_suffix(".md")
    page = convert(original).page
    if accept:
        golden.write_text(page, "utf-8", newline="\n")
    assert page == golden.read_text("utf-8")


@pytest.mark.parametrize("original", ORIGINALS, ids=lambda path: path.stem)
def test_its_page_has_every_word(original: Path):
    page = original.with_suffix(".md").read_text("utf-8")
    assert departures(read(original).paragraphs, parse(page).document.paragraphs) == []


@pytest.mark.parametrize("path", [x for x in FILES if ".lo." in x.name], ids=lambda path: path.stem)
def test_libreoffice_saves_it_otherwise_and_it_reads_the_same(path: Path):
    ours = docx.read(path.with_name(path.name.replace(".lo.", ".")))
    theirs = docx.read(path)
    assert theirs.paragraphs == ours.paragraphs
    assert theirs.method == ours.method


def test_every_page_has_its_document():
    assert {path.stem for path in (TESTS / "word").glob("*.md")} == {path.stem for path in ORIGINALS}


# --- words ----------------------------------------------------------------------------------------


def counted(text: str) -> Counter[str]:
    return Counter(word for word in text.split() if WORD.search(word))


# A plain pass over the XML knows neither which fields lie in the code of others nor what a form's list shows.
@pytest.mark.parametrize("path", [x for x in FILES if x.stem != "truong"] + REAL, ids=lambda path: path.stem)
def test_the_words_are_those_that_a_plain_pass_over_the_xml_meets(path: Path):
    found = txt.bare(plain_text(docx.read(path).paragraphs))
    assert counted(docx.words(path, path.read_bytes())) == counted(found)


def test_the_words_come_in_order_where_no_table_and_no_box_changes_it():
    path = TESTS / "word" / "danh-so-nhieu-cap.docx"
    found = txt.bare(plain_text(docx.read(path).paragraphs))
    assert docx.words(path, path.read_bytes()) == found


OLD_CELLS = (("STT", "Tæng sè", "Chñ tÞch"), ("1", "Sè", "N¬i nhËn"), ("2", "TØnh Hµ T©y", "C¸n bé"))


def test_short_cells_in_an_old_encoding_are_told_by_all_of_the_file_in_the_reading_and_by_the_witness():
    data = office.docx(p("Uû ban nh©n d©n tØnh Hµ T©y b¸o c¸o sè liÖu n¨m 2001.") + table(*OLD_CELLS))
    found = plain_text(docx.from_bytes(Path("a.docx"), data).paragraphs)
    assert "STT Tổng số Chủ tịch 1 Số Nơi nhận 2 Tỉnh Hà Tây Cán bộ" in found
    assert docx.words(Path("a.docx"), data) == txt.bare(found)


def test_the_witness_reads_a_box_once_whichever_of_its_alternatives_holds_the_words():
    def box(words: str) -> str:
        return f"<w:pict><v:shape><v:textbox><w:txbxContent>{p(words)}</w:txbxContent></v:textbox></v:shape></w:pict>"

    for choice, fallback in ((box("Máy chủ"), box("Máy chủ")), ("<w:drawing/>", box("Máy chủ"))):
        data = office.docx(
            f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
            f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
        assert plain_text(docx.from_bytes(Path("a.docx"), data).paragraphs) == "Máy chủ"
        assert docx.words(Path("a.docx"), data) == "Máy chủ"


@pytest.mark.skipif(not REAL, reason=f"{SHARED / 'originals'} is not there")
def test_reading_a_real_file_twice_gives_one_page_that_has_all_its_words():
    for path in REAL:
        page = convert(path).page
        assert convert(path).page == page, path.name
        assert departures(docx.read(path).paragraphs, parse(page).document.paragraphs) == [], path.name


LETTERS = st.text("aăâbcdđeêghiôơuưyÀĐáảạ 0123456789,;()%/-", max_size=12)
RUNS = st.lists(st.tuples(LETTERS, st.booleans(), st.booleans()), max_size=6)


@given(st.lists(RUNS, min_size=1, max_size=5))
def test_any_paragraphs_of_any_runs_come_back_with_marks_that_lie_on_words(paragraphs):
    def run(text: str, bold: bool, italic: bool) -> str:
        return r(text, ("<w:b/>" if bold else "") + ("<w:i/>" if italic else ""))

    wanted = ["".join(text for text, _bold, _italic in runs) for runs in paragraphs]
    assume(any(text.strip() for text in wanted))
    found = reading("".join(p(*(run(*x) for x in runs)) for runs in paragraphs)).paragraphs
    assert [paragraph.text for paragraph in found] == [
        " ".join(text.split()) for text in wanted if text.strip()
    ]
    for paragraph in found:
        for kind in ("strong", "em"):
            ends = [0]
            for mark in (mark for mark in paragraph.marks if mark.kind == kind):
                assert ends[-1] <= mark.start < mark.end <= len(paragraph.text)
                inside = paragraph.text[mark.start : mark.end]
                assert inside == inside.strip()
                ends.append(mark.end)


@given(st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=4), min_size=3, max_size=6))
def test_cells_of_any_width_stand_in_their_columns_once(spans):
    rows, begins = [], []
    for y, widths in enumerate(spans):
        starts = [sum(widths[:x]) for x in range(len(widths))]
        rows.append([tc(f"ô {y} {x}", span=width) for x, width in enumerate(widths)])
        begins.append(starts)
    assume(max(map(len, spans)) > 1)
    columns = sorted({start for starts in begins for start in starts})
    for y, row in enumerate(cells(table(*rows))):
        expected = [""] * len(columns)
        for x, start in enumerate(begins[y]):
            expected[columns.index(start)] = f"ô {y} {x}"
        assert list(row) == expected


# --- what is told ---------------------------------------------------------------------------------


def test_what_is_left_out_is_told():
    path = TESTS / "word" / "theo-doi-sua-doi.docx"
    assert docx.read(path).warnings == (
        "tracked changes are read as accepted: 3 insertions, 3 deletions",
        "comments are left out: 1",
    )
    assert docx.read(path.with_name("chu-an.docx")).warnings == (
        'hidden text is left out: 4 places, "ẩn trực tiếp"; "ẩn theo kiểu chữ"; "Cả đoạn ẩn theo kiểu đoạn."',
    )


def test_the_method_says_which_encodings_were_decoded():
    assert docx.read(TESTS / "word" / "phong-chu-cu.docx").method == "Word (.docx), TCVN3, VNI"
    assert docx.read(TESTS / "word" / "danh-so-dieu.docx").method == "Word (.docx)"


def test_a_diagram_that_is_not_read_is_told():
    diagram = (
        "<w:r><w:drawing><wp:inline><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"/>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )
    assert reading(p("Sơ đồ:", diagram)).warnings == ("not read: 1 diagram",)


# --- numbering ------------------------------------------------------------------------------------


def test_a_hidden_or_deleted_paragraph_is_not_counted():
    gone = p(
        '<w:del w:id="1" w:author="A"><w:r><w:delText>x</w:delText></w:r></w:del>',
        numbered=(1, 0),
        mark="<w:del/>",
    )
    hidden = p(r("ẩn", "<w:vanish/>"), numbered=(1, 0), mark="<w:vanish/>")
    body = p("một", numbered=(1, 0)) + gone + hidden + p("hai", numbered=(1, 0))
    assert lines(body, numbering=office.levels("decimal:%1.")) == ["1. một", "2. hai"]


def test_an_empty_paragraph_counts_and_shows_its_number():
    body = p("một", numbered=(1, 0)) + p(numbered=(1, 0)) + p("ba", numbered=(1, 0))
    assert lines(body, numbering=office.levels("decimal:%1.")) == ["1. một", "2.", "3. ba"]


def test_cells_are_counted_row_by_row_and_notes_for_themselves():
    body = table(
        (tc(p("a", numbered=(1, 0))), tc(p("b", numbered=(1, 0)))),
        (tc(p("c", numbered=(1, 0))), tc(p("d", office.note(1), numbered=(1, 0)))),
    ) + p("e", numbered=(1, 0))
    footnote = office.notes("footnote", p("ghi", numbered=(1, 0)))
    assert lines(body, numbering=office.levels("decimal:%1."), footnotes=footnote) == [
        "1. a 2. b",
        "3. c 4. d[1]",
        "5. e",
        "[1] 1. ghi",
    ]


def test_a_note_that_only_a_cell_refers_to_is_a_note():
    body = p("Bảng:") + table(("Cỡ chữ", tc(p("Kiểu chữ", office.note(1)))), ("13", "Đứng"))
    found = reading(body, footnotes=office.notes("footnote", "Theo Nghị định."))
    assert [(x.role, x.text) for x in recognise(found.paragraphs).paragraphs[-1:]] == [
        (Role.FOOTNOTE, "[1] Theo Nghị định.")
    ]


def test_one_blank_stands_behind_a_label_that_ends_with_a_blank_of_its_own():
    body = p("Mục đích", numbered=(1, 0)) + p("Yêu cầu", numbered=(1, 0))
    assert lines(body, numbering=office.levels("decimal:%1. ")) == ["1. Mục đích", "2. Yêu cầu"]


def test_a_list_that_is_not_there_has_no_label():
    assert lines(
        p("a", numbered=(9, 0)) + p("b", numbered=(1, 8)), numbering=office.levels("decimal:%1.")
    ) == ["a", "b"]


# --- tables ---------------------------------------------------------------------------------------


def cells(body: str) -> list[tuple[str, ...]]:
    return [paragraph.cells for paragraph in reading(body).paragraphs]


def test_a_text_stands_in_its_column_once_when_cells_are_merged():
    body = table(
        (tc("Bộ", merge="restart"), "Đơn vị", tc("Thời hạn", span=2)),
        (tc("", merge="continue"), "Cục", "Tháng 6", "Tháng 7"),
    )
    assert cells(body) == [("Bộ", "Đơn vị", "Thời hạn", ""), ("", "Cục", "Tháng 6", "Tháng 7")]


def test_a_box_around_text_is_no_table():
    assert cells(table((tc("Lưu ý", "Đọc kỹ."),))) == [(), ()]


def test_a_table_of_data_without_lines_is_a_table():
    body = table(("1", "Rà soát", "Quý I"), ("2", "Báo cáo", "Quý II"), ("3", "Họp", "Quý III"), ruled=False)
    assert cells(body) == [("1", "Rà soát", "Quý I"), ("2", "Báo cáo", "Quý II"), ("3", "Họp", "Quý III")]


def test_a_form_that_a_table_sets_is_read_row_by_row():
    rows = [(tc(f"{n}. Họ tên:", span=2), tc("", span=2)) for n in range(1, 4)] + [
        ("Điện thoại:", "", "Fax:", "")
    ]
    assert lines(table(*rows, ruled=False)) == [
        "1. Họ tên:",
        "2. Họ tên:",
        "3. Họ tên:",
        "Điện thoại:",
        "Fax:",
    ]


def test_a_column_of_data_may_be_headed_as_recipients_are():
    body = table(
        ("TT", "Tài liệu", "Nơi nhận"), ("1", "Báo cáo quý", "Sở Nội vụ"), ("2", "Đề án", "Sở Tài chính")
    )
    assert cells(body)[0] == ("TT", "Tài liệu", "Nơi nhận")


def test_a_cell_whose_deletion_is_tracked_is_gone():
    deleted = tc("xoá").replace("<w:tcPr>", '<w:tcPr><w:cellDel w:id="1" w:author="A"/>')
    assert cells(table(("a", "b", "c"), ("d", deleted, "e"))) == [("a", "b", "c"), ("d", "", "e")]


def test_a_head_with_lines_drawn_around_it_is_still_a_head():
    body = table((tc("BỘ NỘI VỤ", "Số: 12/TB-BNV"), tc("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")))
    assert lines(body) == ["BỘ NỘI VỤ", "Số: 12/TB-BNV", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_a_letter_set_in_one_table_is_read_from_top_to_bottom():
    body = table(
        (tc("BỘ NỘI VỤ"), tc("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
        (tc("1. Nội dung.", span=2),),
        (tc("Nơi nhận:", "- Lưu: VT."), tc("KT. BỘ TRƯỞNG", "Trương Hải Long")),
        ruled=False,
    )
    assert lines(body) == [
        "BỘ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "1. Nội dung.",
        "Nơi nhận:",
        "- Lưu: VT.",
        "KT. BỘ TRƯỞNG",
        "Trương Hải Long",
    ]


# --- the five seeds -------------------------------------------------------------------------------


def same_sense(ours: Document, theirs: Document) -> None:
    """Both say the same: head, clauses, citations, what each paragraph is for."""
    for fact in fields(ours.facts):
        assert getattr(theirs.facts, fact.name) == getattr(ours.facts, fact.name), fact.name
    assert [(c.id, c.label, c.title) for c in theirs.clauses] == [
        (c.id, c.label, c.title) for c in ours.clauses
    ]
    assert list(citations_of(theirs)) == list(citations_of(ours))
    assert theirs.footnotes == ours.footnotes


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_a_seed_as_a_word_document_says_what_its_text_says(seed: Path):
    text = understood(seed.read_text("utf-8"))
    word = docx.from_bytes(seed.with_suffix(".docx"), as_word(text))
    same_sense(text, recognise(word.paragraphs, word.warnings))
    assert any("<w:numPr>" in part for part in [zipped_part(as_word(text), "word/document.xml")])


def zipped_part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode("utf-8")


# --- hostile files --------------------------------------------------------------------------------


def raw(document: str, **others: str | bytes) -> bytes:
    return office.package({"word/document.xml": document, **others})


def test_a_bomb_is_refused_by_the_size_it_declares():
    data = raw("<a>" + " " * 80_000_000 + "</a>")
    tracemalloc.start()
    message = refused(data)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert message == (
        "a.docx: unpacks to more than any document (word/document.xml); check that it is the right file"
    )
    assert peak < 5_000_000


def test_a_bomb_that_lies_about_its_size_is_refused():
    data = bytearray(raw("<a>" + " " * 3_000_000 + "</a>"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    honest, lie = size.to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert data.count(honest) == 2
    assert refused(bytes(data.replace(honest, lie))).startswith("a.docx: ")


def test_entities_are_refused_and_no_file_is_read(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("BÍ MẬT")
    document = (
        f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file://{secret}">]>'
        f'<w:document xmlns:w="{office.WORD}"><w:body>{p("&x;")}</w:body></w:document>'.replace("&amp;", "&")
    )
    message = "a.docx: declares entities, which a Word document may not (word/document.xml); check that it is the right file"
    assert refused(raw(document)) == message
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughing = f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a b="&l9;">&l9;</a>'
    assert refused(raw(laughing)).startswith("a.docx: ")


def test_an_outside_template_and_picture_are_not_looked_at():
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/styles" TargetMode="External" Target="http://127.0.0.1:9/a.xml"/>'
        '<Relationship Id="r2" Type="x/numbering" Target="../../../../etc/passwd"/></Relationships>'
    )
    data = office.package(
        {
            "word/document.xml": f'<w:document xmlns:w="{office.WORD}"><w:body>{p("Chữ")}</w:body></w:document>',
            "word/_rels/document.xml.rels": relations,
        }
    )
    assert [x.text for x in docx.from_bytes(Path("a.docx"), data).paragraphs] == ["Chữ"]


def test_tables_in_tables_are_read_to_the_depth_that_a_tree_may_have():
    deep = p("đáy")
    for _level in range(60):
        deep = table((tc(deep, "") if _level else tc(deep),))
    assert "đáy" in lines(deep)


def test_elements_beyond_all_depth_are_refused():
    message = refused(raw("<a>" * 100_000 + "</a>" * 100_000))
    assert message == (
        "a.docx: nests its elements deeper than any document (word/document.xml); check that it is the right file"
    )


def test_a_cell_that_claims_a_million_columns_is_one_cell():
    body = table((tc("a", span=2), "b")).replace('gridSpan w:val="2"', 'gridSpan w:val="99999999"')
    assert reading(body + p("c")).paragraphs[-1].text == "c"


def test_a_file_that_is_cut_off_or_no_zip_is_damaged():
    whole = office.docx(p("Nội dung"))
    for data in (whole[: len(whole) // 2], whole[:40], b"PK\x03\x04" + b"x" * 100, b"chu", b""):
        assert refused(data) == "a.docx: is damaged or cut off; copy the document again from where it came"
    broken = office.package({"word/document.xml": "<w:document"})
    assert refused(broken) == (
        "a.docx: is damaged (word/document.xml is no XML); copy the document again from where it came"
    )


def test_another_zip_is_no_word_document():
    assert refused(office.zipped({"a.txt": "x"})) == (
        "a.docx: is a .zip file without a Word document in it; check that it is the right file"
    )


def test_pictures_without_words_are_perhaps_a_scan():
    empty = f'<w:document xmlns:w="{office.WORD}"><w:body>{p()}</w:body></w:document>'
    assert refused(raw(empty)) == "a.docx: has no words; copy the document again from where it came"
    assert refused(office.package({"word/document.xml": empty, "word/media/image1.png": b"x"})) == (
        "a.docx: holds pictures and no words, perhaps a scan; save it as .pdf, which is read with OCR"
    )


def test_styles_that_are_based_on_one_another_come_to_an_end():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
        for a, b in ("AB", "BA")
    )
    assert lines(p("x", style="A"), styles=styles) == ["x"]


def test_a_field_that_never_ends_hides_nothing():
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert lines(p(begin, begin, "chữ sau") + p("đoạn sau")) == ["chữ sau", "đoạn sau"]
