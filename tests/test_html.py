"""Web pages: the document as a browser shows it, without what is the portal's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from chidao import readers
from chidao.errors import UnreadableOriginal
from chidao.readers import Reading, html
from chidao.structure import recognise

BODY = """
<p><b>Điều 1.</b> Ban hành kèm theo Quyết định này <i>Quy chế</i> làm việc&nbsp;của Ủy ban nhân dân.</p>
<p>Điều 2. Chánh Văn phòng chịu trách nhiệm
thi hành.</p>
"""
HEAD = """
<table border="0"><tr>
<td><p><b>UBND TỈNH HÀ TĨNH</b></p><p>Số: 12/QĐ-UBND</p></td>
<td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc</p><p>Hà Tĩnh, ngày 01 tháng 7 năm 2025</p></td>
</tr></table>
<p align="center"><b>QUYẾT ĐỊNH</b></p><p align="center">Về quy chế làm việc</p>
"""
SIGNED = """
<table><tr><td>Nơi nhận:<br>- Như Điều 2;<br>- Lưu: VT.</td>
<td align="center">TM. ỦY BAN NHÂN DÂN<br>CHỦ TỊCH<br>Nguyễn Văn A</td></tr></table>
"""
DOCUMENT = HEAD + BODY + SIGNED
WORDS = [
    "UBND TỈNH HÀ TĨNH",
    "Số: 12/QĐ-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Hà Tĩnh, ngày 01 tháng 7 năm 2025",
    "QUYẾT ĐỊNH",
    "Về quy chế làm việc",
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Ủy ban nhân dân.",
    "Điều 2. Chánh Văn phòng chịu trách nhiệm thi hành.",
    "Nơi nhận:",
    "- Như Điều 2;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
    "Nguyễn Văn A",
]


@pytest.fixture
def read(tmp_path):
    """Read a page with this source."""

    def reading(source: str | bytes, encoding: str = "utf-8") -> Reading:
        path = tmp_path / "a.html"
        path.write_bytes(source if isinstance(source, bytes) else source.encode(encoding))
        return html.read(path)

    return reading


def texts(reading: Reading) -> list[object]:
    return [list(p.cells) if p.cells else p.text for p in reading.paragraphs]


def test_a_page_is_read_with_its_columns_in_order(read):
    reading = read(f"<html><body>{DOCUMENT}</body></html>")
    assert texts(reading) == WORDS
    assert (reading.method, reading.warnings) == ("HTML, UTF-8", ())
    facts = recognise(reading.paragraphs).facts
    assert (facts.number, facts.date, facts.issuer) == ("12/QĐ-UBND", "2025-07-01", ("UBND tỉnh Hà Tĩnh",))
    assert facts.recipients == ("Như Điều 2", "Lưu: VT")


def test_bold_and_italic_stay_where_they_stand(read):
    (paragraph,) = read("<p><b>Điều 1.</b> Ban hành <i>Quy chế</i> này</p>").paragraphs
    assert [(paragraph.text[m.start : m.end], m.kind) for m in paragraph.marks] == [
        ("Điều 1.", "strong"),
        ("Quy chế", "em"),
    ]


# --- letters -------------------------------------------------------------------------------------


def test_what_is_utf_8_is_utf_8_whatever_the_page_declares(read):
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
    reading = read(f"<html><head>{meta}</head><body>{BODY}</body></html>")
    assert texts(reading) == WORDS[7:9]


def test_word_writes_windows_1258_and_numeric_entities(read):
    # "Việt" in Windows-1258: a letter and a tone behind it; ế as an entity, for it has none there.
    page = b"<html><head><meta charset=windows-1258></head><body><p>Vi\xea\xf2t Nam, chi&#7871;n l&#432;&#7907;c</p>"
    reading = read(page)
    assert texts(reading) == ["Việt Nam, chiến lược"]
    assert reading.method == "HTML, Windows-1258"


def test_entities_are_letters(read):
    page = "<p>&#272;i&#7873;u 1. &Acirc;m l&#x1ecb;ch &amp; &lt;th&#7901;i&gt; h&agrave;ng &quot;n&#259;m&quot;</p>"
    assert texts(read(page)) == ['Điều 1. Âm lịch & <thời> hàng "năm"']


@pytest.mark.parametrize("declared", ["", "<meta charset=windows-1252>", "<meta charset=utf-8>"])
def test_an_old_encoding_is_told_by_font_and_words(read, declared):
    old = "Uû ban nh©n d©n tØnh Hµ TÜnh ban hµnh quy chÕ lµm viÖc"
    page = f"{declared}<p><font face='.VnTimeH'>quyÕt ®Þnh</font></p><p><font face='.VnTime'>{old}</font></p>"
    reading = read(page, "cp1252")
    assert texts(reading) == ["QUYẾT ĐỊNH", "Uỷ ban nhân dân tỉnh Hà Tĩnh ban hành quy chế làm việc"]
    assert reading.method == "HTML, Windows-1252, TCVN3"


def test_a_page_in_utf_8_with_a_letter_cut_keeps_the_others(read):
    page = (DOCUMENT * 3).encode()
    at = page.index("Quy chế".encode()) + 8
    reading = read(page[:at] + page[at + 1 :])
    assert reading.method == "HTML, UTF-8"
    assert sum("\ufffd" in text for text in texts(reading)) == 1


# --- what a browser shows, and what not ------------------------------------------------------------


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = 'x'</script>",
        "<style>p { color: red }</style>",
        "<p hidden>x</p>",
        "<div style='display: none'><p>x</p></div>",
        "<span style='mso-hide:all'>x</span>",
        "<p style='visibility:hidden'>x</p>",
        "<!-- x -->",
        "<!--[if gte mso 9]><xml>x</xml><![endif]-->",
        "<select><option>x</select><button>x</button><textarea>x</textarea>",
        "<iframe src='http://192.0.2.1/'>x</iframe><object data='file:///etc/passwd'>x</object>",
        "<noscript>x</noscript><template>x</template>",
        "<div title='header'><p>x</p></div>",
    ],
)
def test_what_a_browser_does_not_show_is_no_word(read, hidden):
    assert texts(read(f"<p>Trước</p>{hidden}<p>Sau</p>")) == ["Trước", "Sau"]


def test_what_only_old_browsers_hide_is_shown(read):
    page = "<p><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>Giao Sở</p>"
    assert texts(read(page)) == ["1. Giao Sở"]


def test_tracked_changes_are_accepted_and_told(read):
    page = '<p>Giao <del cite="mailto:x" datetime="2025-07-01">Ban</del><ins datetime="2025-07-01">Sở</ins> Nội vụ</p>'
    reading = read(page)
    assert texts(reading) == ["Giao Sở Nội vụ"]
    assert reading.warnings == ("tracked changes are read as accepted: 1 deletions",)


def test_what_is_only_struck_through_stays(read):
    assert texts(read("<p>Điều 1. <s>Bãi bỏ</s> <del>Khoản 2</del></p>")) == ["Điều 1. Bãi bỏ Khoản 2"]


def test_lists_have_the_labels_that_a_browser_shows(read):
    page = (
        "<ol start=3><li>ba<li>bốn<ol type=a><li><p>chữ</p></ol></ol>"
        "<ul><li>chấm<li>- gạch</ul><ul style='list-style:none'><li>trơn</ul><ol type=I><li value=4>mã</ol><ol><li></ol>"
    )
    assert texts(read(page)) == ["3. ba", "4. bốn", "a. chữ", "• chấm", "- gạch", "trơn", "IV. mã", "1."]


def test_a_table_of_data_keeps_its_columns_where_cells_are_merged(read):
    page = """<table border=1>
    <tr><th rowspan=2>STT<th rowspan=2>Đơn vị<th colspan=2>Biên chế</tr>
    <tr><td>2024<td>2025</tr>
    <tr><td>1<td>Sở <br>Nội vụ<td>10<td>12</tr>
    <tr><td>2<td colspan=2>Thanh tra<td>8</tr></table>"""
    assert texts(read(page)) == [
        ["STT", "Đơn vị", "Biên chế", ""],
        ["", "", "2024", "2025"],
        ["1", "Sở Nội vụ", "10", "12"],
        ["2", "Thanh tra", "", "8"],
    ]


def test_a_page_that_is_one_cell_is_paragraphs(read):
    lines = "<br>".join(f"Điều {n}. Nội dung của điều này, đủ dài để là một đoạn văn." for n in range(1, 9))
    reading = read(f"<table border=0><tr><td>{lines}</td></tr></table>")
    assert len(reading.paragraphs) == 8
    assert not any(p.cells for p in reading.paragraphs)


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        (
            '<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>',
            '<div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Đã sửa đổi.</p></div>',
        ),
        (
            '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
            '<div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Đã sửa đổi.</p></div>',
        ),
        (
            '<sup id="ref1"><a href="#note1">(1)</a></sup>',
            '<ol><li id="note1"><a href="#ref1">↑</a> Đã sửa đổi.</li></ol>',
        ),
    ],
)
def test_footnotes_are_found_by_links_that_lead_to_each_other(read, reference, note):
    reading = read(f"<p>Luật Đất đai{reference} quy định.</p>{note}<p>Hết.</p>")
    assert texts(reading) == ["Luật Đất đai[1] quy định.", "Hết.", "[1] Đã sửa đổi."]
    assert [(m.start, m.end, m.kind) for m in reading.paragraphs[0].marks] == [(12, 15, "note")]


def test_a_table_of_contents_is_no_note(read):
    page = '<p><a href="#d1">Điều 1</a></p><p id="d1">Điều 1. Phạm vi <a href="#top">về đầu trang</a></p>'
    assert texts(read(page)) == ["Điều 1", "Điều 1. Phạm vi về đầu trang"]


# --- portals --------------------------------------------------------------------------------------

MENU = "<ul>" + "".join(f'<li><a href="/{n}">Mục tin {n}</a></li>' for n in range(8)) + "</ul>"
OTHERS = "".join(
    f'<p><a href="/vb/{n}">Nghị quyết số {n}/NQ-HĐND về dự toán ngân sách</a></p>' for n in range(5)
)
PORTAL = f"""<!doctype html><html><head><title>Cổng</title></head><body>
<form action="/"><div id="wrapper">
<div class="site-header"><a href="/">CỔNG THÔNG TIN ĐIỆN TỬ</a><p>Hotline: 1900</p></div>
<div class="menu">{MENU}</div>
<table width=100%><tr>
<td width=200>{MENU}</td>
<td><div class="breadcrumb">Trang chủ » Văn bản</div>
<div class="content"><div class="toolbar">In trang <button>Chia sẻ</button></div>{{}}</div>
<div class="lienquan"><h3>Văn bản liên quan</h3>{OTHERS}</div></td></tr></table>
<footer><p>Bản quyền thuộc về UBND tỉnh. Địa chỉ: 1 Nguyễn Du.</p></footer>
</div></form><script>track()</script></body></html>"""


def test_the_document_of_a_portal_page_is_all_that_is_read(read):
    reading = read(PORTAL.format(DOCUMENT))
    assert texts(reading) == WORDS
    (warning,) = reading.warnings
    assert warning.startswith("left out as the web page's own: ")
    assert '"CỔNG THÔNG TIN ĐIỆN TỬ Hotline:' in warning


# As vbpl.vn prints a document: a whole page in a `span`, a way to the page whose last link leads nowhere,
# the portal's facts above the document and its files below.
DATABASE = f"""<!doctype html><html><body><form action="/"><div id="wrapper">
<div class="left-200"><span id="left">{MENU}</span></div>
<div class="right-790"><span id="main"><div class="box">
<div class="box-map"><ul><li><a href="/">CSDL quốc gia</a><span>»</span></li><li><a href="/TW">Trung ương</a>
<span>»</span></li><li><a href="">Quyết định 12/QĐ-UBND</a></li></ul></div>
<div class="content"><div class="fulltext">
<div class="vbInfo"><ul><li class="red"><span>Hiệu lực:</span> Còn hiệu lực</li></ul></div>
<div>{HEAD}<div id="toanvancontent">{BODY * 9}</div>{SIGNED}</div>
<div class="vbFile"><ul><li><span>Bản PDF:</span><ul><li><a href="x">12.pdf</a></li></ul></li></ul></div>
</div></div></div></span></div></div></form></body></html>"""


def test_what_a_database_of_law_prints_around_a_document_is_left_out(read):
    reading = read(DATABASE)
    assert texts(reading) == WORDS[:7] + WORDS[7:9] * 9 + WORDS[9:]
    assert reading.warnings == (
        "left out as the web page's own: 42 words, \"Mục tin 0 Mục tin 1 … CSDL quốc gia » Trung ương … "
        'Hiệu lực: Còn hiệu lực"',
    )


def test_a_document_in_a_part_that_is_named_like_a_menu_is_not_lost(read):
    assert texts(read(f'<div id="sidebar" class="menu print"><aside>{DOCUMENT}</aside></div>')) == WORDS


def test_links_in_a_document_do_not_make_it_a_menu(read):
    linked = "".join(
        f'<p>Căn cứ <a href="/{n}">Luật số {n}/2025/QH15 ngày 01 tháng 7 năm 2025</a>;</p>' for n in range(5)
    )
    assert len(read(PORTAL.format(HEAD + linked + BODY)).paragraphs) == 14


def test_a_short_document_in_a_part_that_is_named_like_a_menu_is_not_lost(read):
    page = "<div class='print'><p>THÔNG BÁO</p><p>về việc nghỉ lễ</p><p>Trường nghỉ ngày 02/9.</p></div>"
    assert len(read(f"<div>{page}<div class='footer'>Bản quyền</div></div>").paragraphs) == 3


def test_a_list_of_links_inside_the_document_is_not_lost(read):
    rows = "".join(
        f"<tr><td><a href='/{n}'>{n}</a></td><td><a href='/{n}'>Luật số {n}/2024/QH15</a></td>"
        f"<td><a href='/{n}'>ngày {n + 1}/7/2024</a></td></tr>"
        for n in range(5)
    )
    listed = "".join(
        f"<li><a href='/{n}'>Nghị định số {n}/2024/NĐ-CP ngày 01/7/2024</a></li>" for n in range(9)
    )
    annex = f"<p>PHỤ LỤC</p><table border=1>{rows}</table><p>Hết.</p>"
    found = texts(read(PORTAL.format(f"{HEAD}<ul>{listed}</ul>{BODY}{SIGNED}{annex}")))
    assert sum(isinstance(row, list) for row in found) == 5
    assert sum(str(text).startswith("• Nghị định") for text in found) == 9
    assert not any("Mục tin" in str(text) for text in found)


def test_an_annex_beside_the_document_is_not_lost(read):
    annex = "<div><p>PHỤ LỤC</p><p>Danh sách các xã.</p></div>"
    found = texts(read(f"<div>{DOCUMENT * 5}</div>{annex}"))
    assert found[-2:] == ["PHỤ LỤC", "Danh sách các xã."]


def test_what_word_wrote_has_no_menus(read):
    head = '<meta name=Generator content="Microsoft Word 15">'
    linked = "".join(f'<p class=MsoNormal><a href="#{n}">Mục {n}</a></p>' for n in range(9))
    assert (
        len(read(f"<html><head>{head}</head><body><div>{linked}</div>{BODY}</body></html>").paragraphs) == 11
    )


# --- bad pages ------------------------------------------------------------------------------------


def sentence(tmp_path: Path, source: bytes) -> str:
    path = tmp_path / "a.html"
    path.write_bytes(source)
    with pytest.raises(UnreadableOriginal) as error:
        readers.read(path)
    return str(error.value).removeprefix(f"{path}: ")


def test_a_page_without_words_is_one_sentence(tmp_path):
    said = "has no words; copy the document again from where it came"
    assert sentence(tmp_path, b"<html><body><script>1</script></body></html>") == said
    assert sentence(tmp_path, b"<html>") == said


def test_a_page_that_nests_too_deep_is_one_sentence_and_no_word_is_lost_silently(tmp_path):
    assert sentence(tmp_path, b"<div>" * 5000 + b"x" + b"</div>" * 5000) == (
        "nests its elements more than 250 deep; open it in a browser, copy its text into Word and save it as .docx"
    )
    assert len(texts(readers.read(_written(tmp_path, b"<div>" * 240 + b"x")))) == 1


def _written(tmp_path: Path, source: bytes) -> Path:
    path = tmp_path / "b.html"
    path.write_bytes(source)
    return path
