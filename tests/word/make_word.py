"""Make the Word documents of this folder: each for one feature, and named for it.

    python tests/word/make_word.py            needs python-docx, and soffice for the files called *.lo.docx

Most are written as XML, so that nothing is in them but the feature.  `bang-gop-o`, `de-muc` and
`dau-trang` come from python-docx; each *.lo.docx is its brother, opened and saved by LibreOffice.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from office import b, docx, i, levels, note, notes, p, package, r, table, tc, zipped  # noqa: E402


def danh_so_dieu() -> bytes:
    """Điều → khoản → điểm, each counted by Word; khoản and điểm begin anew."""
    return docx(
        p("QUY ĐỊNH", jc="center")
        + p("về chế độ báo cáo", jc="center")
        + p()
        + p(b("Phạm vi điều chỉnh"), numbered=(1, 0))
        + p("Quy định này quy định về:", numbered=(1, 1))
        + p("Chế độ báo cáo định kỳ;", numbered=(1, 2))
        + p("Chế độ báo cáo đột xuất.", numbered=(1, 2))
        + p("Quy định này không áp dụng với báo cáo thống kê.", numbered=(1, 1))
        + p(b("Đối tượng áp dụng"), numbered=(1, 0))
        + p("Các cơ quan, đơn vị.", numbered=(1, 1))
        + p("Các sở, ban, ngành;", numbered=(1, 2)),
        numbering=levels("decimal:Điều %1.", "decimal:%2.", "lowerLetter:%3)"),
    )


def danh_so_nhieu_cap() -> bytes:
    """A- → I- → 1- → 1.1- → 1.1.1- → (1) → a) → dash, as Party documents number."""
    depths = (0, 1, 2, 3, 4, 4, 5, 6, 6, 7, 2, 3, 1, 2, 0, 1)
    return docx(
        p("KẾ HOẠCH", jc="center")
        + p("thực hiện nghị quyết", jc="center")
        + p()
        + "".join(p(f"Nội dung thứ {n}", numbered=(1, depth)) for n, depth in enumerate(depths, 1)),
        numbering=levels(
            "upperLetter:%1-",
            "upperRoman:%2-",
            "decimal:%3-",
            "decimal:%3.%4-",
            "decimal:%3.%4.%5-",
            "decimal:(%6)",
            "lowerLetter:%7)",
            "bullet:-",
        ),
    )


def danh_so_lai() -> bytes:
    """A list that starts anew, one that goes on behind a paragraph, and a level that never starts anew."""
    override = (
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">'
        '<w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1/"/></w:lvl>'
        "</w:lvlOverride></w:num>"
    )
    whole = levels("decimal:%1.", "lowerLetter:%2)", lists=(1, 2)).replace(
        '<w:numFmt w:val="lowerLetter"/>', '<w:numFmt w:val="lowerLetter"/><w:lvlRestart w:val="0"/>'
    )
    return docx(
        p("Một", numbered=(1, 0))
        + p("Điểm một", numbered=(1, 1))
        + p("Hai", numbered=(1, 0))
        + p("Điểm hai, không đếm lại", numbered=(1, 1))
        + p("Đoạn xen giữa.")
        + p("Ba, danh sách khác cùng định nghĩa thì đếm tiếp", numbered=(2, 0))
        + p("Đếm lại từ một", numbered=(3, 0))
        + p("Hai", numbered=(3, 0))
        + p("Đếm từ bảy", numbered=(4, 0))
        + p("Tám", numbered=(4, 0))
        + p("Số La Mã, vẫn là một dãy", numbered=(5, 0))
        + p("Bỏ đánh số", numbered=(0, 0)),
        numbering=whole + override,
    )


def danh_so_theo_kieu() -> bytes:
    """Numbers that styles bring: through w:pStyle of a level, a style based on it, and a numbering style."""
    styles = (
        _style("Chuong", '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>')
        + _style("Dieu", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
        + _style("DieuMoi", "", based="Dieu")
        + _style("Khongso", '<w:numPr><w:numId w:val="0"/></w:numPr>', based="Dieu")
        + '<w:style w:type="numbering" w:styleId="Gach"><w:name w:val="Gach"/><w:pPr><w:numPr>'
        '<w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="1">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="Chuong"/>'
        '<w:suff w:val="space"/><w:lvlText w:val="Chương %1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/>'
        '<w:pStyle w:val="Dieu"/><w:suff w:val="space"/><w:lvlText w:val="Điều %2."/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>'
        '<w:lvlText w:val="%1.%2.%3."/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="Gach"/><w:lvl w:ilvl="0">'
        '<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="Gach"/></w:abstractNum>'
        + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2, 3))
    )
    return docx(
        p("QUY ĐỊNH CHUNG", style="Chuong")
        + p("Phạm vi", style="Dieu")
        + p("Nội dung ở cấp ba", numbered=(1, 2))
        + p("Đối tượng", style="DieuMoi")
        + p("Không đánh số", style="Khongso")
        + p("ĐIỀU KHOẢN THI HÀNH", style="Chuong")
        + p("Hiệu lực", style="Dieu")
        + p("Gạch đầu dòng theo kiểu danh sách", numbered=(3, 0)),
        styles=styles,
        numbering=numbering,
    )


def danh_so_dang_so() -> bytes:
    """The number formats that are met: 01, i, B, z → aa, "- 1 -", in words, none; and a level jumped over."""
    formats = ("decimalZero:%1.", "lowerRoman:%1)", "upperLetter:%1.", "numberInDash:%1", "none:Ghi chú:")
    made = "".join(levels(f, definition=n, lists=(n,)) for n, f in enumerate(formats, 1))
    letters = levels("lowerLetter:%1)", definition=6, lists=(6,)).replace(
        '<w:start w:val="1"/>', '<w:start w:val="26"/>'
    )
    jumped = levels("decimal:%1.", "decimal:%1.%2.", definition=7, lists=(7,))
    tight = levels("decimal:(%1)", definition=8, lists=(8,)).replace(
        "<w:lvlText", '<w:suff w:val="nothing"/><w:lvlText'
    )
    return docx(
        "".join(p(f"Dạng {f.split(':')[0]}", numbered=(n, 0)) * 2 for n, f in enumerate(formats, 1))
        + p("Chữ cái cuối", numbered=(6, 0))
        + p("Hết bảng chữ cái", numbered=(6, 0))
        + p("Bắt đầu ở cấp hai", numbered=(7, 1))
        + p("Rồi mới đến cấp một", numbered=(7, 0))
        + p("Không có dấu cách sau số", numbered=(8, 0)),
        numbering=made + letters + jumped + tight,
    )


def dau_dau_dong() -> bytes:
    """Bullets as fonts of symbols draw them."""
    bullets = (("-", ""), ("+", ""), ("\uf0b7", "Symbol"), ("\uf0a7", "Wingdings"), ("\uf0fc", "Wingdings"),
               ("\uf0d8", "Wingdings"), ("o", "Courier New"), ("\uf02d", "Symbol"))  # fmt: skip
    made = ""
    for n, (sign, font) in enumerate(bullets, 1):
        layout = (
            f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr>' if font else ""
        )
        made += (
            f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="bullet"/><w:lvlText w:val="{sign}"/>{layout}</w:lvl></w:abstractNum>'
        )
    made += "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, 9))
    return docx(
        "".join(p(f"Mục dùng dấu thứ {n}", numbered=(n, 0)) for n in range(1, 9)) + p(numbered=(1, 0)),
        numbering=made,
    )


def bang_gop_o() -> bytes:
    """python-docx: cells merged across and down."""
    from docx import Document

    document = Document()
    document.add_paragraph("Danh mục nhiệm vụ:")
    grid = document.add_table(5, 4, style="Table Grid")
    rows = (
        ("TT", "Nhiệm vụ", "Cơ quan", ""),
        ("", "", "Chủ trì", "Phối hợp"),
        ("1", "Rà soát văn bản", "Sở Tư pháp", "Sở Nội vụ"),
        ("", "", "Sở Tài chính", "Các huyện"),
        ("Tổng số", "", "2", "2"),
    )
    for row, texts in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for (r1, c1), (r2, c2) in (
        ((0, 2), (0, 3)), ((0, 0), (1, 0)), ((0, 1), (1, 1)), ((2, 0), (3, 0)), ((2, 1), (3, 1)),
        ((4, 0), (4, 1)),
    ):  # fmt: skip
        merged = grid.cell(r1, c1).merge(grid.cell(r2, c2))
        for empty in [x for x in merged.paragraphs[1:] if not x.text]:
            empty._p.getparent().remove(empty._p)
    document.add_paragraph("Hết danh mục.")
    return _saved(document)


def bang_long() -> bytes:
    """A table in a cell, a cell of several paragraphs, a row that is shorter, a row that is deleted."""
    inner = table(("Bên trong", "ô nhỏ"), ("dòng hai", ""))
    deleted = '<w:tr><w:trPr><w:del w:id="1" w:author="A"/></w:trPr>' + tc("Hàng đã xóa") * 2 + "</w:tr>"
    whole = table(
        ("Đơn vị", "Kết quả"),
        (tc(p("Sở Nội vụ"), p("(chủ trì)")), tc("Đạt:", inner, "")),
        (tc("Cộng", span=2),),
    )
    return docx(p("Biểu tổng hợp:") + whole.replace("</w:tbl>", deleted + "</w:tbl>", 2) + p("Kết thúc."))


def dau_hai_cot() -> bytes:
    """The head of an official document: a table of two columns without lines, in two rows."""
    head = table(
        (
            tc(
                p("ỦY BAN NHÂN DÂN", jc="center"),
                p(b("TỈNH GIA LAI"), jc="center"),
                p("-------", jc="center"),
            ),
            tc(
                p(b("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), jc="center"),
                p(b("Độc lập - Tự do - Hạnh phúc"), jc="center"),
                p("---------------", jc="center"),
            ),
        ),
        (tc(p("Số: 2820/QĐ-UBND", jc="center")), tc(p(i("Gia Lai, ngày 25 tháng 11 năm 2025"), jc="center"))),
        ruled=False,
    )
    return docx(
        head
        + p()
        + p(b("QUYẾT ĐỊNH"), jc="center")
        + p(b("Về việc công bố danh mục thủ tục hành chính"), jc="center")
        + p()
        + p(i("Căn cứ Luật Tổ chức chính quyền địa phương;"))
        + p(b("QUYẾT ĐỊNH:"), jc="center")
        + p(b("Điều 1."), " Công bố danh mục kèm theo Quyết định này.")
        + p(b("Điều 2."), " Quyết định này có hiệu lực từ ngày ký."),
    )


def cong_van() -> bytes:
    """A letter: lines broken inside the paragraphs of its head, the subject under the number."""
    head = table(
        (
            tc(
                p("TỈNH ỦY HÀ TĨNH\nBAN TỔ CHỨC\n*", jc="center"),
                p("Số 1473-CV/BTCTU", jc="center"),
                p(i("V/v hướng dẫn sắp xếp\ntổ chức bộ máy"), jc="center"),
            ),
            tc(
                p(b("ĐẢNG CỘNG SẢN VIỆT NAM"), jc="center"),
                p(i("Hà Tĩnh, ngày 13 tháng 8 năm 2021"), jc="right"),
            ),
        ),
        ruled=False,
    )
    return docx(
        head
        + p()
        + p("Kính gửi: Các huyện ủy, thành ủy", jc="center")
        + p("Ban Tổ chức Tỉnh ủy đề nghị báo cáo trước ngày 31/8/2021./.")
    )


def noi_nhan_chu_ky() -> bytes:
    """Recipients and signature side by side in a table without lines."""
    closing = table(
        (
            tc(
                b("Nơi nhận:"),
                "- Ban Tổ chức Trung ương (báo cáo),",
                "- Các huyện, thành, thị ủy,",
                "- Lưu Văn phòng Tỉnh ủy.",
            ),
            tc(
                p(b("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ"), jc="center"),
                p(),
                p(i("(đã ký)"), jc="center"),
                p(),
                p(b("Trần Thế Dũng"), jc="center"),
            ),
        ),
        ruled=False,
    )
    return docx(
        p("KẾT LUẬN", jc="center")
        + p("của Ban Thường vụ Tỉnh ủy", jc="center")
        + p("-----", jc="center")
        + p()
        + p("1. Các cấp ủy tiếp tục thực hiện.")
        + p("2. Giao Ban Tổ chức Tỉnh ủy theo dõi.")
        + closing
    )


def hai_cot_bang_tab() -> bytes:
    """The same two columns set with tabs and blanks, as older papers do."""
    return docx(
        p(b("BỘ NỘI VỤ\tCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
        + p("-------          Độc lập - Tự do - Hạnh phúc")
        + p("Số:   12/2003/TT-BNV\t\t----------------")
        + p(i("\t\t\tHà Nội, ngày 06 tháng 02 năm 2003"))
        + p()
        + p(b("THÔNG TƯ"), jc="center")
        + p(b("Hướng dẫn chế độ báo cáo"), jc="center")
        + p()
        + p("1. Thông tư này áp dụng cho   các tổ chức\tvà cá nhân.")
        + p(b("Nơi nhận:\t\tKT. BỘ TRƯỞNG"))
        + p("- Như trên;\t\tTHỨ TRƯỞNG")
        + p("- Lưu VT.")
        + p("\t\t\t(đã ký)")
        + p("\t\t\tTrương Hải Long")
        + p()
        + p("Phụ lục 1")
    )


def chu_thich() -> bytes:
    """Footnotes and endnotes; one of two paragraphs, one in a table, one that nobody refers to."""
    return docx(
        p("BÁO CÁO", jc="center")
        + p("tình hình sắp xếp", jc="center")
        + p()
        + p("1. Quốc hội", note(1), " đã thông qua các nghị quyết", note(1, "endnote"), ".")
        + table(("TT", "Việc"), ("1", tc(p("Rà soát", note(2)))), ("2", "Báo cáo"))
        + p("2. Các địa phương đã hoàn thành", note(3), "."),
        footnotes=notes(
            "footnote",
            "Quốc hội khoá XV.",
            "Theo Nghị định số 45/2025/NĐ-CP.",
            p("<w:r><w:footnoteRef/></w:r>", " Số liệu của ", b("Bộ Nội vụ"), ".")
            + p("Tính đến ngày 30/6/2025."),
            "Không ai nhắc đến.",
        ),
        endnotes=notes("endnote", "Nghị quyết số 202/2025/QH15."),
    )


def theo_doi_sua_doi() -> bytes:
    """Tracked changes as accepted: words, paragraphs, a move; comments left out."""
    author = 'w:id="1" w:author="Văn thư" w:date="2025-07-01T00:00:00Z"'
    removed = '<w:del {0}><w:r><w:delText xml:space="preserve">{1}</w:delText></w:r></w:del>'
    return docx(
        p(
            "1. Báo cáo trước ngày ",
            removed.format(author, "30/6"),
            f"<w:ins {author}>{r('31/7')}</w:ins>",
            "/2025.",
        )
        + p("2. Đoạn này nối", mark=f"<w:del {author}/>")
        + p(" với đoạn sau.")
        + p(removed.format(author, "3. Đoạn này đã xóa hẳn."), mark=f"<w:del {author}/>")
        + p(f"<w:ins {author}>{r('3. Đoạn này mới thêm.')}</w:ins>", mark=f"<w:ins {author}/>")
        + p(
            "4. ",
            f"<w:moveFrom {author}>{r('Chuyển đi.')}</w:moveFrom>",
            '<w:commentRangeStart w:id="0"/>',
            "Ở lại. ",
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
            f"<w:moveTo {author}>{r('Chuyển đến.')}</w:moveTo>",
        ),
        comments=f'<w:comment w:id="0" w:author="Văn thư">{p("Xem lại câu này.")}</w:comment>',
    )


def hop_van_ban() -> bytes:
    """Text boxes: written twice, as a drawing and as VML, and read once; VML alone; one inside a table."""
    return docx(
        p("Đoạn trước hộp.", _box("HỎA TỐC"))
        + p("<w:r><w:pict><v:rect><v:textbox><w:txbxContent>" + p("Hộp kiểu cũ") + "</w:txbxContent></v:textbox>"
            "</v:rect></w:pict></w:r>")
        + table((tc(p("Trong bảng", _box("Mẫu số 01"))), "Ô bên"), ("a", "b"))
        + p("Đoạn sau hộp.")
    )  # fmt: skip


def so_do() -> bytes:
    """A diagram (SmartArt): its words stand in a part of their own."""
    kind = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    graphic = (
        f'<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="{kind}">'
        f'<dgm:relIds xmlns:dgm="{kind}" r:dm="rId7"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    whole = docx(p("Sơ đồ tổ chức:", graphic) + p("Hết sơ đồ."))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        files: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    shapes = "".join(
        f"<dgm:pt><dgm:t>{''.join(f'<a:p><a:r><a:t>{line}</a:t></a:r></a:p>' for line in lines)}</dgm:t></dgm:pt>"
        for lines in (("BAN THƯỜNG VỤ",), ("Văn phòng", "Tỉnh ủy"), ())
    )
    files["word/diagrams/data1.xml"] = (
        f'<dgm:dataModel xmlns:dgm="{kind}" xmlns:a="{a}"><dgm:ptLst>{shapes}</dgm:ptLst></dgm:dataModel>'
    )
    name = "word/_rels/document.xml.rels"
    relation = '<Relationship Id="rId7" Type="x/diagramData" Target="diagrams/data1.xml"/></Relationships>'
    files[name] = bytes(files[name]).decode().replace("</Relationships>", relation)
    return zipped(files)


def truong() -> bytes:
    """Fields: the result is read, the code is not; one inside another, one over two paragraphs, a list to choose."""
    begin, mid, end = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end"))
    code = '<w:r><w:instrText xml:space="preserve">{0}</w:instrText></w:r>'
    choice = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="Mật"/><w:listEntry w:val="Tối mật"/></w:ddList></w:ffData></w:fldChar></w:r>'
    )
    return docx(
        p("Ngày ", begin, code.format("DATE"), mid, "11/7/2025", end, " tại ",
          f'<w:fldSimple w:instr="DOCPROPERTY Noi">{r("Hà Nội")}</w:fldSimple>', ".")
        + p("Nếu ", begin, code.format("IF "), begin, code.format("PAGE"), mid, "9", end, code.format('= 1 "a"'),
            mid, "thì đúng", end, ".")
        + p(begin, code.format("TOC"), mid, "Mục lục dòng một")
        + p("Mục lục dòng hai", end)
        + p("Độ mật: ", choice, code.format("FORMDROPDOWN"), end)
        + p("Xem ", f'<w:hyperlink r:id="rId99">{r("cổng thông tin")}</w:hyperlink>', ".")
    )  # fmt: skip


def chu_an() -> bytes:
    """Hidden text: by itself, by a character style, by a paragraph style; a hidden end of paragraph."""
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    styles = _style("An", "", hidden) + (
        f'<w:style w:type="character" w:styleId="ChuAn"><w:name w:val="ChuAn"/>{hidden}</w:style>'
    )
    return docx(
        p("Hiện ", r("ẩn trực tiếp ", "<w:vanish/>"), "và hiện.")
        + p("Hiện ", r("ẩn theo kiểu chữ ", '<w:rStyle w:val="ChuAn"/>'), "và hiện.")
        + p("Cả đoạn ẩn theo kiểu đoạn.", style="An")
        + p("Trong đoạn ẩn ", r("có chữ hiện.", '<w:vanish w:val="0"/>'), style="An")
        + p("Tiêu đề liền dòng.", mark="<w:vanish/>")
        + p(" Nội dung cùng dòng."),
        styles=styles,
    )


def dam_nghieng() -> bytes:
    """Bold and italics through styles: inherited, switched off, and twice bold is plain."""
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
        "</w:rPr></w:rPrDefault></w:docDefaults>"
        + _style("Dam", "", "<w:rPr><w:b/></w:rPr>")
        + _style("Con", "", "<w:rPr><w:i/></w:rPr>", based="Dam")
        + '<w:style w:type="character" w:styleId="Manh"><w:name w:val="Manh"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    return docx(
        p("Chữ thường, ", b("chữ "), b("đậm"), ", ", i("chữ nghiêng"), ".")
        + p("Cả đoạn đậm.", style="Dam")
        + p("Đậm và nghiêng.", style="Con")
        + p("Đậm, ", r("trừ chỗ này", '<w:b w:val="0"/>'), ", hết.", style="Dam")
        + p("Đậm, ", r("hai lần đậm là thường", '<w:rStyle w:val="Manh"/>'), ", hết.", style="Dam")
        + p(b("Đ"), "iều một chữ cái đậm không có nghĩa; ", b("Điều 2"), b(". "), "thì có.")
        + p(b("1."), " Nhãn đậm."),
        styles=styles,
    )


def ngat_dong() -> bytes:
    """Lines broken by hand, tabs, hyphens that do not break, soft hyphens, blanks that do not break."""
    return docx(
        p("Câu này bị ngắt\ngiữa chừng.")
        + p("KẾT LUẬN CỦA THƯỜNG TRỰC TỈNH ỦY\ntại Hội nghị trực tuyến\nvề tổ chức bộ máy", jc="center")
        + p("Các việc sau:\na) Rà soát;\nb) Báo cáo.")
        + p("Số\t12\u00a0-\u00a0KL/TU")
        + p(
            r("177"),
            "<w:r><w:noBreakHyphen/></w:r>",
            r("KL/TW và tổ"),
            "<w:r><w:softHyphen/></w:r>",
            r(" chức"),
        )
        + p("Trang một", '<w:r><w:br w:type="page"/></w:r>', "Trang hai")
        + p("Ha", b("\u0300 Nô"), "\u0323i, dấu thanh ở lượt chữ khác")
    )


def ky_hieu() -> bytes:
    """Symbols: w:sym, and letters set in Wingdings."""
    sym = '<w:r><w:sym w:font="{0}" w:char="{1}"/></w:r>'
    return docx(
        p(sym.format("Wingdings", "F0FE"), " Đồng ý  ", sym.format("Wingdings", "F0A8"), " Không đồng ý")
        + p("Nhiệt độ ", sym.format("Symbol", "F0B3"), " 37", sym.format("Symbol", "F0B0"), "C")
        + p(r("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), " Đã kiểm tra")
    )


def khung_noi_dung() -> bytes:
    """Words inside content controls, smart tags, custom XML, links, formulas and ruby."""
    formula = "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    ruby = f"<w:r><w:ruby><w:rt>{r('âm')}</w:rt><w:rubyBase>{r('chữ')}</w:rubyBase></w:ruby></w:r>"
    return docx(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Đoạn trong khung.')}</w:sdtContent></w:sdt>"
        + p("Chữ ", f"<w:sdt><w:sdtPr/><w:sdtContent>{r('trong khung')}</w:sdtContent></w:sdt>", " và ",
            f'<w:smartTag w:element="x">{r("thẻ thông minh")}</w:smartTag>', ".")
        + f'<w:customXml w:element="x">{p("Đoạn trong XML riêng.")}</w:customXml>'
        + p("Công thức ", formula, ", chú âm ", ruby, " và hết.")
        + table((f"<w:tc>{p('Ô')}</w:tc>", "thường"), ("x", "y"))
    )  # fmt: skip


def chu_hoa() -> bytes:
    """Shown in capitals, written in small letters."""
    return docx(
        p(r("Kết luận", "<w:caps/>"), jc="center")
        + p(r("của Ban Bí thư", "<w:caps/>"), jc="center")
        + p()
        + p("Nội dung thường, ", r("chữ hoa nhỏ", "<w:smallCaps/>"), ".")
    )


def phong_chu_cu() -> bytes:
    """TCVN3 and VNI by their fonts, beside Unicode; ư is a soft hyphen, a VNI letter lies in two runs."""

    def font(name: str) -> str:
        return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'

    soft = f"<w:r><w:rPr>{font('.VnTime')}</w:rPr><w:softHyphen/></w:r>"
    return docx(
        p(r("céng hoµ x· héi chñ nghÜa viÖt nam", font(".VnTimeH")), jc="center")
        + p(r("Bé tr", font(".VnTime")), soft, r("ëng quyÕt ®Þnh vÒ viÖc nµy.", font(".VnTime")))
        + p(r("Coäng hoøa xaõ ho", font("VNI-Times")), r("äi chuû nghóa Vieät Nam.", font("VNI-Times")))
        + p(r("Chữ Unicode trong phông cũ vẫn là Unicode.", font(".VnTime")))
        + p(r("Ph¹m vi", font(".VnTime")), numbered=(1, 0))
        + table(
            (
                tc(p(r("bé tµi chÝnh", font(".VnTimeH")))),
                tc(p(r("céng hoµ x· héi chñ nghÜa viÖt nam", font(".VnTimeH")))),
            ),
            (
                tc(p(r("Sè: 12/TT-BTC", font(".VnTime")))),
                tc(p(r("§éc lËp - Tù do - H¹nh phóc", font(".VnTime")))),
            ),
            ("-----", "-----"),
            ruled=False,
        )
        + p("Đoạn thường."),
        numbering=levels("decimal:§iÒu %1."),
    )


def chat_che() -> bytes:
    """The strict kind of the format (ISO 29500), whose names lie elsewhere."""
    body = p("KẾT LUẬN", jc="center") + p("Một", numbered=(1, 0)) + p("Hai", numbered=(1, 0))
    strict, old = (
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ("http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    )
    parts = {
        "document": f'<w:document xmlns:w="{old}"><w:body>{body}</w:body></w:document>',
        "numbering": f'<w:numbering xmlns:w="{old}">{levels("decimal:%1.")}</w:numbering>',
    }
    return package({f"word/{name}.xml": part.replace(old, strict) for name, part in parts.items()})


def de_muc() -> bytes:
    """python-docx: headings, and the lists of its own styles."""
    from docx import Document

    document = Document()
    document.add_heading("Chương I. QUY ĐỊNH CHUNG", 1)
    document.add_heading("Điều 1. Phạm vi", 2)
    document.add_paragraph("Việc thứ nhất", style="List Number")
    document.add_paragraph("Việc thứ hai", style="List Number")
    document.add_paragraph("Dấu tròn", style="List Bullet")
    document.add_heading("Điều 2. Đối tượng", 2)
    document.add_paragraph("Việc thứ ba", style="List Number")
    return _saved(document)


def dau_trang() -> bytes:
    """python-docx: what stands in headers and footers is not part of the text."""
    from docx import Document

    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "Đầu trang"
    section.footer.paragraphs[0].text = "Trang 1"
    document.add_paragraph("Nội dung văn bản.")
    return _saved(document)


MADE: tuple[Callable[[], bytes], ...] = (
    danh_so_dieu, danh_so_nhieu_cap, danh_so_lai, danh_so_theo_kieu, danh_so_dang_so, dau_dau_dong,
    bang_gop_o, bang_long, dau_hai_cot, cong_van, noi_nhan_chu_ky, hai_cot_bang_tab, chu_thich, theo_doi_sua_doi,
    hop_van_ban, so_do, truong, chu_an, dam_nghieng, ngat_dong, ky_hieu, khung_noi_dung, chu_hoa,
    phong_chu_cu, chat_che, de_muc, dau_trang,
)  # fmt: skip
# LibreOffice writes these otherwise and shows the same.  Not the others: it knows neither w:isLgl nor
# w:lvlRestart 0, works fields out anew, adds bold to bold and keeps deleted rows.
BROTHERS = (
    danh_so_dieu, danh_so_nhieu_cap, bang_gop_o, dau_hai_cot, cong_van, noi_nhan_chu_ky,
    chu_thich, theo_doi_sua_doi, hop_van_ban, chu_an, phong_chu_cu,
)  # fmt: skip


def _style(name: str, layout: str, runs: str = "", based: str = "") -> str:
    inherits = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>{inherits}'
        f"<w:pPr>{layout}</w:pPr>{runs}</w:style>"
    )


def _box(text: str) -> str:
    inside = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    size = '<wp:extent cx="1800000" cy="360000"/>'
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        f'{size}<wp:docPr id="1" name="Hộp"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="360000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{inside}</wps:txbx><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:rect><v:textbox>{inside}</v:textbox></v:rect></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _saved(document: object) -> bytes:
    """What python-docx saves, without the picture of its template and with the same bytes each time."""
    for part in (document.part, document.part.package):  # type: ignore[attr-defined]
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/stylesWithEffects", "/customXml")):
                del part.rels[key]
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    with zipfile.ZipFile(out) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def _undated(data: bytes) -> bytes:
    """The same file without the day on which it was saved."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name in files:
        if name.startswith("docProps/"):
            files[name] = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+", b"2025-01-01T00:00:00", files[name])
    return zipped(files)


def main() -> None:
    for make in MADE:
        (HERE / f"{_name(make)}.docx").write_bytes(make())
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(HERE / f"{_name(make)}.docx") for make in BROTHERS]
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "docx", "--outdir", folder, *paths],
            check=True, capture_output=True,
        )  # fmt: skip
        for make in BROTHERS:
            name = _name(make)
            (HERE / f"{name}.lo.docx").write_bytes(_undated((Path(folder) / f"{name}.docx").read_bytes()))


def _name(make: Callable[[], bytes]) -> str:
    return make.__name__.replace("_", "-")


if __name__ == "__main__":
    main()
