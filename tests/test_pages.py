"""A page is written from a document and read back as the same document.

And however an editor writes Markdown, the quick reading of blocks is the reading of markdown-it-py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chidao import readers
from chidao.document import Document, Facts, Mark, Paragraph, Role, Signer
from chidao.errors import BadPage
from chidao.pages import from_markdown, parse, write
from chidao.pages import front_matter as fm
from chidao.pages.blocks import Block, Other, blocks
from chidao.structure import recognise
from chidao.text import normalise
from helpers import SEEDS, TESTS, examples

GOLDEN = sorted((TESTS / "golden").glob("*.txt"))


def document_of(path: Path) -> Document:
    return recognise(readers.read(path).paragraphs)


def differences(one: Document, other: Document) -> Iterator[str]:
    """What two documents do not have in common, apart from the lines on which things stand."""
    if one.facts != other.facts:
        yield f"facts: {one.facts} ≠ {other.facts}"
    if one.clauses != other.clauses:
        yield f"clauses: {[c.id for c in one.clauses]} ≠ {[c.id for c in other.clauses]}"
    a = [(p.role, p.text, p.cells) for p in one.paragraphs]
    b = [(p.role, p.text, p.cells) for p in other.paragraphs]
    if a != b:
        first = next((pair for pair in zip(a, b, strict=False) if pair[0] != pair[1]), "the number")
        yield f"paragraphs: {first}"


@pytest.mark.parametrize("path", [*SEEDS, *GOLDEN], ids=lambda path: path.stem)
def test_a_page_is_read_back_as_the_document_it_was_written_from(path: Path):
    document = document_of(path)
    assert list(differences(document, parse(write(document)).document)) == []


def test_pages_of_real_documents_are_read_back_as_they_were_written(sample):
    found = {}
    for path in sample:
        document = document_of(path)
        if trouble := list(differences(document, parse(write(document)).document)):
            found[path.name] = trouble
    assert found == {}


@pytest.mark.parametrize("path", [*SEEDS, *GOLDEN], ids=lambda path: path.stem)
def test_the_front_matter_states_what_the_body_prints(path: Path):
    page = parse(write(document_of(path)))
    body = page.document.facts
    assert page.front_matter.facts == Facts(
        **{name: getattr(body, name) for name in Facts.__slots__ if name != "recipients"}
    )


@pytest.mark.parametrize("path", [*SEEDS, *GOLDEN], ids=lambda path: path.stem)
def test_a_page_that_is_written_again_does_not_change(path: Path):
    once = write(document_of(path))
    assert write(parse(once).document) == once


@pytest.mark.parametrize("path", [*SEEDS, *GOLDEN], ids=lambda path: path.stem)
def test_every_paragraph_of_a_page_knows_its_line(path: Path):
    page = write(document_of(path))
    lines = page.split("\n")
    for paragraph in parse(page).document.paragraphs:
        first = paragraph.text.split()[0].strip("*[]()|“”:")
        assert first in lines[paragraph.line - 1].replace("\\", ""), paragraph
        for offset, number in paragraph.lines:
            word = paragraph.text[offset:].split()[0].strip("*[]()|“”:")
            assert word in lines[number - 1].replace("\\", ""), (paragraph, offset)


# --- the quick way and markdown-it-py ------------------------------------------------------------


def both_ways(content: str) -> tuple[list[Paragraph], list[Paragraph]]:
    quick = from_markdown.paragraphs(content, 1)
    return quick, list(from_markdown.parsed(from_markdown.tidy(content), 1))


@pytest.mark.parametrize("path", [*SEEDS, *GOLDEN], ids=lambda path: path.stem)
def test_the_quick_reading_of_a_page_is_that_of_markdown_it(path: Path):
    for content in (write(document_of(path)), path.read_bytes().decode("utf-8", "ignore")):
        quick, slow = both_ways(content)
        assert quick == slow


def test_the_quick_reading_of_real_documents_is_that_of_markdown_it(sample):
    different = []
    for path in sample:
        for content in (write(document_of(path)), path.read_text("utf-8")):
            quick, slow = both_ways(content)
            if quick != slow:
                different.append(path.name)
    assert different == []


SIGNS_OF_MARKDOWN = (
    "a|Giao|Điều 1. |I- |a) |đ |(1) |“|”|2.1 |2.1. |**|*|***|_|__|# |## |#|####### |- |+ |* |1. |2) |10. |"
    "1.|0. |01. |123456789. |1234567890. |-|---|- - -|***|> |>|`|```|~~~|<b>|<|&amp;|&|![|](x)|[a]|[a]: b|"
    "[1] |[^1]|[^1]: |[^2]: x|\\|\\*|\\ |=|===|:|!| |  |    |\u00a0|\ufffd|- [ ] |"
    "\n|\n|\n\n|\n\n|\n    |\n   |\n  |\n \n|\t|\r|\x0c|\u2028"
)
TABLES = ["|", "| ", "|---|", "| a | b |", "\n| --- | --- |\n"]
PIECES = st.sampled_from([*SIGNS_OF_MARKDOWN.split("|"), *TABLES])
MARKDOWN = st.lists(PIECES, max_size=14).map("".join)


@settings(max_examples=examples(4000))
@given(MARKDOWN)
@example("## Đề mục có dấu cách ở cuối \n")
@example("1. Mục có dấu cách ở cuối \n")
@example("[^1]: \n\na) chữ")
@example("\n\n[^1]: ")
@example("“\\ \nđoạn sau")
@example("(1) \n\n    ”")
@example("- a\n\n  b\n\n      c\nd")
@example("> a\nb\n\n- c\nd")
@example("| a |\n| --- |\n| b |\nchữ\n\n    lùi")
@example("[^1]: một\n    hai\n\n    ba\n\nbốn")
@example("a\n---\nb\n===\nc")
@example("a\n2. b\n\n1. c\n2. d")
@example("-\n- \n\n-\n\n  a")
def test_the_quick_reading_of_any_markdown_is_that_of_markdown_it(content: str):
    quick, slow = both_ways(content)
    assert quick == slow


LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "", " ", "  ", "   ", "    ", "      ", "\t", "> ", "- ", "1. ", "   - "]),
        st.sampled_from(
            [
                "Giao Sở Nội vụ chủ trì.",
                "- Các tỉnh uỷ;",
                "+ Các ban;",
                "1. Mục đích",
                "2) Yêu cầu",
                "2.1. Nội dung",
                "## II- Nhiệm vụ",
                "**Điều 1.** Phạm vi",
                "*Ghi chú*",
                "-----",
                "* * *",
                "| a | b |",
                "| --- | --- |",
                "[^1]: Chú thích.",
                "Quốc hội[^1] thông qua",
                "> trích",
                "\\* dấu sao",
                "a\\",
                "===",
                "<b>đậm</b>",
                "",
                "",
            ]
        ),
    ).map("".join),
    max_size=9,
).map("\n".join)


@settings(max_examples=examples(3000))
@given(LINES)
def test_the_quick_reading_of_lines_that_editors_write_is_that_of_markdown_it(content: str):
    quick, slow = both_ways(content)
    assert quick == slow


@settings(max_examples=examples(600))
@given(MARKDOWN)
def test_every_line_with_words_is_in_one_block(content: str):
    lines = normalise(content).split("\n")
    covered = []
    for block in blocks(normalise(content)):
        assert isinstance(block, Block | Other)
        covered += range(block.at, block.at + len(block.lines))
    assert covered == sorted(set(covered))
    assert {n for n, line in enumerate(lines) if line.strip()} <= set(covered)


def test_most_of_a_page_needs_no_parser():
    page = write(document_of(SEEDS[0])).split("\n---\n", 1)[1]
    asked = [block for block in blocks(page) if isinstance(block, Other)]
    assert [block.lines for block in asked] == [("-----",)]


# --- words survive -------------------------------------------------------------------------------

SIGNS = [*"*_`[]()<>&#+-=~!|\\^:.\"'“”…–•/@$%{}0123456789", *"đỮaB  \ufffd"]
WORDS = st.text(st.sampled_from(SIGNS), min_size=1, max_size=30).map(lambda s: " ".join(s.split()))


def written_and_read(*paragraphs: Paragraph) -> Document:
    return parse(write(Document(Facts(type="Thông báo"), paragraphs))).document


def texts(document: Document) -> str:
    return " ".join(p.text for p in document.paragraphs)


@settings(max_examples=examples(3000))
@given(WORDS.filter(bool))
@example("***")
@example("- - -")
@example("1. ")
@example("1986. Năm đổi mới")
@example("1234567890. Số dài")
@example("    lùi vào")
@example("a\\")
@example("\\")
@example("[^1]: chú")
@example("[1] chú")
@example("a [b](c) ![d](e) <f> &amp; [g]: h")
@example("| a | b |")
@example("|---|---|")
@example("+")
@example("1)")
@example("#")
@example("# ")
@example("=== ")
@example("https://vbpl.vn/?a=1&b=2&copy=3")
@example("&#38; &copy")
@example("**a**b** c")
@example("a. B (1) C (2) # D")
@example("x" * 120 + "; - Ý")
def test_every_sign_of_a_paragraph_survives_writing(text: str):
    text = " ".join(text.split())
    assert texts(written_and_read(Paragraph("Mở đầu."), Paragraph(text))) == f"Mở đầu. {text}"


@settings(max_examples=examples(1500))
@given(WORDS.filter(bool), st.sampled_from(["- ", "1. ", "2.1. ", "a) ", "(1) ", "+ ", "Điều 1. ", "I- "]))
def test_every_sign_behind_a_label_survives_writing(text: str, label: str):
    text = " ".join(f"{label}{text}".split())
    assert texts(written_and_read(Paragraph("Mở đầu."), Paragraph(text))) == f"Mở đầu. {text}"


@settings(max_examples=examples(1500))
@given(st.lists(WORDS.filter(bool), min_size=1, max_size=6))
@example(["[", "](x)"])
@example(["*a", "b*"])
@example(["`", "`"])
@example(["<a", "b>"])
def test_every_sign_of_several_sentences_survives_writing(parts: list[str]):
    text = ". ".join(f"Câu này đủ dài để đứng một dòng {part}" for part in parts)
    assert texts(written_and_read(Paragraph(text))) == text


@settings(max_examples=examples(1000))
@given(st.lists(st.lists(WORDS, min_size=2, max_size=3), min_size=1, max_size=3))
def test_every_sign_of_a_table_survives_writing(rows: list[list[str]]):
    width = len(rows[0])
    table = [tuple((row + [""] * width)[:width]) for row in rows]
    table = [("TT", *row) for row in table]
    paragraphs = [Paragraph(" ".join(c for c in row if c), cells=row) for row in table]
    found = written_and_read(Paragraph("Bảng:"), *paragraphs).paragraphs
    assert [p.cells for p in found[1:]] == table


@st.composite
def marked(draw: st.DrawFn) -> Paragraph:
    text = draw(WORDS.filter(lambda t: len(t) > 3))
    marks = []
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        marks.append(Mark(start, end, draw(st.sampled_from(["strong", "em"]))))
    return Paragraph(text, tuple(sorted(marks, key=lambda m: (m.start, -m.end))))


@settings(max_examples=examples(2500))
@given(marked())
def test_marks_never_cost_a_sign(paragraph: Paragraph):
    found = written_and_read(Paragraph("Mở đầu."), paragraph)
    assert texts(found) == f"Mở đầu. {paragraph.text}"


# Runs of what is markup, side by side and beside words: the blanks of forms "/_____ /_____", "**", "\\&#38;".
SIGNS_IN_RUNS = (
    "_|__|_____|________|*|**|***|~~|~~~|\\|\\\\|\\*|\\_|<|<b|<!--|</a>|<http://a.vn>|&|&amp;|&#38;|#|##|# "
    "|1.|12.|1)|123456789.|`|```|-|--|---|- |+|=|===|:|[|]|](|(x)|[^1]|[1]|!|![|^|/|.|,|;|…|“|”|(|)"
    "|a|ă|Đ|Chữ|Ngày|5|²|½|\u0323|☐|\ufffd| | | |. A|; "
)
RUNS = (
    st.lists(st.sampled_from([*SIGNS_IN_RUNS.split("|"), "|", "||", "|---|"]), min_size=1, max_size=9)
    .map("".join)
    .map(lambda text: " ".join(normalise(text).split()))
    .filter(bool)
)


@st.composite
def runs_of_signs(draw: st.DrawFn) -> Paragraph:
    text = draw(RUNS)
    marks = []
    if draw(st.booleans()):
        start = draw(st.integers(0, len(text) - 1))
        marks.append(
            Mark(start, draw(st.integers(start + 1, len(text))), draw(st.sampled_from(["strong", "em"])))
        )
    return Paragraph(text, tuple(marks))


@settings(max_examples=examples(3000))
@given(st.lists(runs_of_signs(), min_size=1, max_size=3))
@example([Paragraph("Số: _____ /_____ ngày ___/___/_____")])
@example([Paragraph("________ <http://a.vn>_____")])
@example([Paragraph("_____ b___[[a]!")])
@example([Paragraph("Tên ______ tuổi", (Mark(0, 10, "strong"),))])
@example([Paragraph("(___) và (___)", (Mark(5, 7, "em"),))])
@example([Paragraph("---", (Mark(0, 2, "strong"),))])
@example([Paragraph("x ☐\u0323", (Mark(2, 3, "strong"),))])
def test_every_sign_of_a_run_survives_and_paragraphs_stay_apart(parts: list[Paragraph]):
    found = written_and_read(Paragraph("Mở đầu."), *parts).paragraphs
    assert [p.text for p in found[1:]] == [p.text for p in parts]


@pytest.mark.parametrize(
    "text", ["Họ và tên: ________ Sinh ngày ____ tháng ____ năm ______", "Ông____ ký tên ____"]
)
def test_what_is_to_be_filled_in_is_written_as_it_stands(text: str):
    assert write(Document(Facts(type="Tờ trình"), (Paragraph(text),))).endswith(f"\n{text}\n")


@settings(max_examples=examples(1500))
@given(st.lists(WORDS.filter(bool), min_size=1, max_size=5))
def test_paragraphs_stay_apart(parts: list[str]):
    paragraphs = [Paragraph(f"Đoạn {part}") for part in parts]
    found = written_and_read(*paragraphs)
    assert texts(found) == " ".join(p.text for p in paragraphs)


def test_a_mark_is_read_back_where_it_stood():
    text = "Giao Sở Nội vụ chủ trì (hoàn thành trong tháng 10/2022)."
    given_marks = (Mark(5, 14, "strong"), Mark(24, 54, "em"))
    found = written_and_read(Paragraph("Mở đầu."), Paragraph(text, given_marks)).paragraphs[1]
    assert found.marks == given_marks


@pytest.mark.parametrize(
    ("text", "bold", "line"),
    [
        ("1. Mục đích: nâng cao chất lượng.", (0, 12), "1. **Mục đích:** nâng cao chất lượng."),
        ("1. Mục đích", (0, 11), "1. **Mục đích**"),
        ("- Các ban của tỉnh uỷ", (0, 9), "- **Các ban** của tỉnh uỷ"),
        ("1. Mục đích", (0, 2), "1. Mục đích"),
    ],
)
def test_a_mark_that_begins_in_a_list_label_is_kept_behind_it(text: str, bold: tuple[int, int], line: str):
    page = write(Document(Facts(type="Kế hoạch"), (Paragraph(text, (Mark(*bold, "strong"),)),)))
    assert page.endswith(f"\n{line}\n")


def test_sentences_begin_lines_and_are_rejoined():
    text = "Bộ Chính trị yêu cầu các cấp uỷ lãnh đạo. Các tỉnh uỷ tổ chức quán triệt: (1) Một. (2) Hai."
    page = write(Document(Facts(type="Kết luận"), (Paragraph(text),)))
    assert page.endswith(
        "\nBộ Chính trị yêu cầu các cấp uỷ lãnh đạo.\nCác tỉnh uỷ tổ chức quán triệt:\n(1) Một.\n(2) Hai.\n"
    )
    assert [p.text for p in parse(page).document.paragraphs] == [text]


def test_a_footnote_is_read_back_with_its_mark():
    page = "---\ntype: Báo cáo\n---\n\nQuốc hội[^1] thông qua.\n\n[^1]: Khoá XV.\n    Kỳ họp thứ chín.\n"
    first, note = parse(page).document.paragraphs
    assert first.text == "Quốc hội[1] thông qua."
    assert first.marks == (Mark(8, 11, "note"),)
    assert note.text == "[1] Khoá XV. Kỳ họp thứ chín."
    assert note.role is Role.FOOTNOTE


def test_html_in_a_page_is_words():
    page = '---\ntype: Báo cáo\n---\n\n<script>alert("a")</script>\n\n<!-- b -->\n'
    assert [p.text for p in parse(page).document.paragraphs] == [
        '<script>alert("a")</script>',
        "<!-- b -->",
    ]


def test_a_page_with_windows_line_ends_is_the_same_page():
    page = write(document_of(SEEDS[1]))
    assert parse(page.replace("\n", "\r\n")).document == parse(page).document


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_sign_that_ends_a_line_elsewhere_shifts_no_line(sign: str):
    page = parse(
        f"---\ntype: Kết luận\n{'note:' if sign < ' ' else f'note: một{sign}hai'}\ndate: 2025-07-11\n---\n\n"
        f"1. Một{sign}hai.\n\n2. Ba.\n"
    )
    assert page.front_matter.lines["date"] == 4
    assert [(p.text, p.line) for p in page.document.paragraphs] == [("1. Một hai.", 7), ("2. Ba.", 9)]


def test_a_page_with_a_byte_order_mark_is_the_same_page():
    page = write(document_of(SEEDS[1]))
    assert parse("\ufeff" + page).document == parse(page).document


# --- front matter --------------------------------------------------------------------------------


def load(header: str) -> fm.FrontMatter:
    return fm.load(header)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("true", "true"),
        ("05", "05"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("12:30:45", "12:30:45"),
        ("2025-07-11", "2025-07-11"),
        ("2025-07-11 10:00:00", "2025-07-11 10:00:00"),
        ("177-KL/TW", "177-KL/TW"),
        ('"05-CT/TW: về"', "05-CT/TW: về"),
        ("'nó''s'", "nó's"),
        ("", None),
        ("~", None),
        ("null", None),
        ('""', ""),
        ("!!int 5", "5"),
        ("!!python/object/apply:os.getcwd []", []),
        ("|-\n  hai\n  dòng", "hai\ndòng"),
        (">-\n  một\n  dòng", "một dòng"),
    ],
)
def test_a_value_is_the_text_that_stands_there(written: str, value: object):
    assert load(f"number: {written}\n").values == {"number": value}


def test_a_python_tag_is_never_obeyed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    target = tmp_path / "bẫy"
    load(f"type: !!python/object/apply:os.mkdir ['{target}']\n")
    load(f"type: !!python/object/new:os.system ['mkdir {target}']\n")
    assert not target.exists()


def test_a_key_that_yaml_would_take_for_no_is_a_key():
    assert load("no: 5\n05: a\n2025-07-11: b\n").values == {"no": "5", "05": "a", "2025-07-11": "b"}


def test_an_anchor_and_its_alias_are_one_value():
    assert load("type: &a Kết luận\nplace: *a\n").values == {"type": "Kết luận", "place": "Kết luận"}


def test_aliases_do_not_multiply():
    # 17 lines for 130,000 values; 40 lines would fill the memory of any machine.
    doubled = (f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 17))
    with pytest.raises(BadPage):
        load("a0: &a0 [x, x]\n" + "".join(doubled))


def test_an_alias_to_itself_is_a_bad_page():
    with pytest.raises(BadPage):
        load("type: &a [*a]\n")


def test_each_key_knows_its_line():
    header = (
        "# ghi chú\ntype: Kết luận\n\nissuer:\n- Bộ Chính trị\n- Ban Bí thư\nsigner:\n  name: Trần Cẩm Tú\n"
    )
    lines = load(header).lines
    page = f"---\n{header}---\n".split("\n")
    assert page[lines["type"] - 1] == "type: Kết luận"
    assert page[lines["issuer"] - 1] == "issuer:"
    assert page[lines["issuer.0"] - 1] == "- Bộ Chính trị"
    assert page[lines["issuer.1"] - 1] == "- Ban Bí thư"
    assert page[lines["signer.name"] - 1] == "  name: Trần Cẩm Tú"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (
            "# KẾT LUẬN\n",
            "a.md:1: trang phải bắt đầu bằng một dòng --- rồi đến các thuộc tính của văn bản",
        ),
        (
            "",
            "a.md:1: trang phải bắt đầu bằng một dòng --- rồi đến các thuộc tính của văn bản",
        ),
        (
            "---\ntype: Kết luận\n\n# KẾT LUẬN\n",
            "a.md:1: phần thuộc tính chưa kết thúc; thêm một dòng --- sau thuộc tính cuối cùng",
        ),
        (
            "---\ntype: Kết luận\nsubject: về việc: hai chấm\n---\n",
            "a.md:3: không đọc được thuộc tính ở dòng này; viết dạng «khóa: giá trị», "
            "đặt giá trị trong ngoặc kép nếu có dấu hai chấm",
        ),
        (
            "---\ntype: Kết luận\n\tplace: Hà Nội\n---\n",
            "a.md:3: không đọc được thuộc tính ở dòng này; viết dạng «khóa: giá trị», "
            "đặt giá trị trong ngoặc kép nếu có dấu hai chấm",
        ),
        (
            "---\ntype: Kết luận\nplace: *noi\n---\n",
            "a.md:3: không đọc được thuộc tính ở dòng này; viết dạng «khóa: giá trị», "
            "đặt giá trị trong ngoặc kép nếu có dấu hai chấm",
        ),
        (
            "---\ntype: Kết luận\nnumber: 1-KL/TW\ntype: Thông báo\n---\n",
            "a.md:4: khóa «type» viết hai lần; chỉ giữ lại một",
        ),
        (
            "---\nsigner:\n  name: A\n  name: B\n---\n",
            "a.md:4: khóa «name» viết hai lần; chỉ giữ lại một",
        ),
        (
            "---\n- Kết luận\n---\n",
            "a.md:2: các thuộc tính phải có dạng «khóa: giá trị», mỗi khóa một dòng",
        ),
        (
            "---\nKết luận\n---\n",
            "a.md:2: các thuộc tính phải có dạng «khóa: giá trị», mỗi khóa một dòng",
        ),
        (
            "---\ntype: Kết luận\nplace: Hà Nội\nsubject: về \x07việc\n---\n",
            "a.md:4: ký tự U+0007 làm cho không đọc được thuộc tính; xóa ký tự ấy",
        ),
    ],
    ids=[
        "no front matter",
        "an empty page",
        "front matter without an end",
        "a colon in a value",
        "a tab",
        "an alias to nothing",
        "a key twice",
        "a key twice, deeper",
        "a list",
        "a word",
        "a control character",
    ],
)
def test_bad_front_matter_is_one_sentence_with_its_line(page: str, message: str):
    with pytest.raises(BadPage) as error:
        parse(page, "a.md")
    assert str(error.value) == message


@pytest.mark.parametrize("page", ["---\n---\n", "---\n---\nchữ\n", "---\n# chỉ có ghi chú\n---\n"])
def test_front_matter_may_be_empty(page: str):
    assert parse(page).front_matter.values == {}


@pytest.mark.parametrize("page", ["---\ntype: Kết luận\n---\n", "---\ntype: Kết luận\n---"])
def test_a_page_may_have_no_text(page: str):
    parsed = parse(page)
    assert parsed.document.paragraphs == ()
    assert parsed.front_matter.facts == Facts(type="Kết luận")


@pytest.mark.parametrize("written", ["11/7/2025", "2025-7-11", "2025-02-30", "20250711", "tháng bảy"])
def test_what_is_no_date_is_an_unknown_date_and_stays_as_it_was_written(written: str):
    front_matter = parse(f"---\ntype: Kết luận\ndate: {written}\n---\n\nx\n").front_matter
    assert front_matter.facts.date is None
    assert front_matter.values["date"] == written


def test_a_rule_in_the_text_does_not_end_the_front_matter_again():
    page = parse("---\ntype: Kết luận\n---\n\na\n\n---\n\nb\n")
    assert page.body_line == 4
    assert [p.text for p in page.document.paragraphs] == ["a", "---", "b"]


FACT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40).map(
    lambda s: normalise(" ".join(s.split())).strip()
)
FACTS = st.builds(
    Facts,
    type=st.none() | FACT.filter(bool),
    number=st.none() | FACT.filter(bool),
    issuer=st.lists(FACT.filter(bool), max_size=3).map(tuple),
    level=st.sampled_from([None, "central", "province"]),
    province=st.none() | FACT.filter(bool),
    place=st.none() | FACT.filter(bool),
    date=st.none() | st.dates().map(str),
    subject=st.none() | FACT.filter(bool),
    signer=st.none() | st.builds(Signer, name=FACT.filter(bool), position=st.none() | FACT.filter(bool)),
    attached_to=st.none() | FACT.filter(bool),
)


@settings(max_examples=examples(400))
@given(FACTS)
@example(Facts(type="no", number="05", place="2025-07-11", subject="về việc: # hai", issuer=("- a",)))
@example(Facts(subject="---"))
@example(Facts(subject="a\u0085b" + "c" * 300))
def test_front_matter_is_read_back_as_it_was_written(facts: Facts):
    page = fm.dump(facts, "originals/a b: c.txt", "0" * 64)
    header, body, line = fm.split(page)
    found = fm.load(header)
    assert found.facts == facts
    assert found.original == "originals/a b: c.txt"
    assert found.sha256 == "0" * 64
    assert (body, line) == ("", page.count("\n") + 1)


# --- the seal ------------------------------------------------------------------------------------

PAGE = "---\ntype: Kết luận\n---\n\n# KẾT LUẬN\n\n1. Một.\n"


def test_a_sealed_page_is_untouched_until_somebody_edits_it():
    sealed = fm.seal(PAGE)
    assert fm.is_untouched(sealed)
    assert not fm.is_untouched(sealed.replace("Một", "Hai"))
    assert not fm.is_untouched(sealed.replace("Kết luận", "Thông báo"))
    assert not fm.is_untouched(sealed + "\n")


def test_the_seal_is_the_last_key_and_changes_nothing_else():
    sealed = fm.seal(PAGE)
    assert sealed.replace(f"converted: {fm.fingerprint(PAGE)}\n", "") == PAGE
    assert sealed.split("\n---\n")[0].split("\n")[-1].startswith("converted: ")


def test_another_machines_line_ends_are_no_edit():
    assert fm.is_untouched(fm.seal(PAGE).replace("\n", "\r\n"))


def test_a_seal_in_quotation_marks_is_the_same_seal():
    page = fm.seal("---\ntype: Kết luận\n---\n\nMột.\n")
    made = fm.sealed_with(page)
    for written in (f'"{made}"', f"'{made}'"):
        other = page.replace(f"converted: {made}", f"converted: {written}")
        assert fm.sealed_with(other) == made
        assert fm.is_untouched(other)


def test_a_page_without_a_seal_counts_as_edited():
    assert not fm.is_untouched(PAGE)


def test_words_of_the_text_cannot_seal_a_page():
    page = PAGE + "\nconverted: "
    assert not fm.is_untouched(f"{page}{fm.fingerprint(page)}\n")


def test_a_line_of_the_text_that_looks_like_the_seal_is_guarded_by_it():
    sealed = fm.seal(PAGE + "\nconverted: lần thứ nhất\n")
    assert fm.is_untouched(sealed)
    assert not fm.is_untouched(sealed.replace("lần thứ nhất", "lần thứ hai"))
