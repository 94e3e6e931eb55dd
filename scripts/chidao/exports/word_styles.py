"""What all our .docx have in common: the sheet, the styles, the page number.

Sizes and places after Nghị định 30/2020/NĐ-CP, phụ lục I, mục I (A4; margins 20-25 mm above and below,
30-35 left, 15-20 right; Times New Roman 13-14; page numbers in the middle above, not on the first page)
and mục II, IV (head 12-13, title 13-14 bold, "Nơi nhận" 12 bold italics, its entries 11).
Hướng dẫn 36-HD/VPTW asks for the same sheet.
"""

from __future__ import annotations

from .office import HEAD, RELATIONS

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

# Twentieths of a point: 56.7 to a millimetre.
_LEFT, _RIGHT, _ABOVE, _BELOW = 1701, 1021, 1134, 1134
TEXT_WIDTH = 11906 - _LEFT - _RIGHT

SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    f'<w:pgMar w:top="{_ABOVE}" w:right="{_RIGHT}" w:bottom="{_BELOW}" w:left="{_LEFT}" '
    'w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
)

HEADER = (
    f"{HEAD}<w:hdr {NAMES} {RELATIONS}>"
    '<w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
)

SETTINGS = (
    f'{HEAD}<w:settings {NAMES}><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


def style(name: str, shown: str, paragraph: str = "", run: str = "", base: str = "Thuong") -> str:
    """A style of our own for paragraphs; *paragraph* and *run* are the insides of w:pPr and w:rPr."""
    layout = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    letters = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{shown}"/>'
        f'<w:basedOn w:val="{base}"/><w:qFormat/>{layout}{letters}</w:style>'
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:g}"/><w:szCs w:val="{points * 2:g}"/>'


def _short_line(side: int) -> str:
    """A line in the middle, *side* twentieths of a point from both edges of its column."""
    return (
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
        f'<w:spacing w:before="40" w:after="40" w:line="120" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}"/>'
    )


_MIDDLE = '<w:jc w:val="center"/>'
_BOLD, _SLANTED = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
_KEPT = "<w:keepNext/><w:keepLines/>"

STYLES = (
    f"{HEAD}<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" '
    f'w:cs="Times New Roman"/>{_size(14)}<w:lang w:val="vi-VN"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Thuong"><w:name w:val="Normal"/><w:qFormat/>'
    "</w:style>"
    '<w:style w:type="character" w:customStyle="1" w:styleId="SoChuThich"><w:name w:val="Số chú thích"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="Bang"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
    + style("CoQuanTren", "Cơ quan cấp trên", _MIDDLE, _size(13))
    + style("CoQuan", "Cơ quan ban hành", _MIDDLE, _BOLD + _size(13))
    + style("SoKyHieu", "Số, ký hiệu", '<w:spacing w:before="60"/>' + _MIDDLE, _size(13))
    + style("QuocHieu", "Quốc hiệu, tiêu đề", _MIDDLE, _BOLD + _size(13))
    + style("NgayThang", "Địa danh, ngày tháng", '<w:spacing w:before="60"/>' + _MIDDLE, _SLANTED + _size(13))
    + style("TrichYeuTrai", "Trích yếu công văn", '<w:spacing w:before="60"/>' + _MIDDLE, _size(12))
    + style("Sao", "Dấu sao", _MIDDLE, _size(13))
    + style("LineHead", "Nét kẻ đầu trang", _short_line(1300), _size(4))
    + style("LineTitle", "Nét kẻ dưới trích yếu", _short_line(3500), _size(4))
    + style("Khoang", "Khoảng trống", "", _size(8))
    + style("TenLoai", "Tên loại", _KEPT + '<w:spacing w:before="240"/>' + _MIDDLE, _BOLD + _size(15))
    + style("TrichYeu", "Trích yếu", _KEPT + _MIDDLE, _BOLD)
    + style("KemTheo", "Kèm theo", _KEPT + _MIDDLE, _SLANTED)
    + style("KinhGui", "Kính gửi", '<w:spacing w:before="120" w:after="120"/>' + _MIDDLE)
    + style(
        "Van",
        "Lời văn",
        '<w:spacing w:before="60" w:after="60" w:line="288" w:lineRule="auto"/>'
        '<w:ind w:firstLine="720"/><w:jc w:val="both"/>',
    )
    + style("Muc", "Tiêu đề mục", _KEPT, _BOLD, base="Van")
    + style("Giua", "Tiêu đề giữa dòng", _KEPT + '<w:ind w:firstLine="0"/>' + _MIDDLE, _BOLD, base="Van")
    + style("O", "Ô của bảng", "", _size(13))
    + style("NoiNhan", "Nơi nhận", "", _BOLD + _SLANTED + _size(12))
    + style("NoiNhanMuc", "Nơi nhận, từng dòng", "", _size(11))
    + style("ChucVu", "Quyền hạn, chức vụ", _KEPT + _MIDDLE, _BOLD)
    + style("HoTen", "Họ và tên người ký", '<w:spacing w:before="1300"/>' + _MIDDLE, _BOLD)
    + style("ChuThich", "Chú thích", '<w:jc w:val="both"/>', _size(11))
    + style("SoTrang", "Số trang", _MIDDLE, _size(13))
    + "</w:styles>"
)
