"""The skeleton as a .docx, set as an official paper, with headings that Word and LibreOffice know as such.

The headings are the built-in ones ("heading 1" to "heading 6"): the navigation pane lists them and a table of
contents is made of them.  Blanks are highlighted; what the library knows stands behind a line at the side.
"""

from __future__ import annotations

import re

from ..exports.office import About, escape
from ..exports.word_parts import columns, p, plain_run, short_line, table, word_file
from ..exports.word_styles import STYLES, style
from .skeleton import Block, Kind, Skeleton

_BLANK = re.compile(r"\[…[^\]]*\]")
LEVELS = 6


def docx(skeleton: Skeleton) -> bytes:
    """The bytes of the file; the same skeleton gives the same bytes."""
    about = About(f"Khung báo cáo của {skeleton.body}", skeleton.subject, skeleton.body)
    blocks = [_head(skeleton), p(_runs(skeleton.title), "TenLoai")]
    if skeleton.subject:
        blocks += [p(_runs(skeleton.subject), "TrichYeu")]
    blocks += [short_line("LineTitle"), *map(_block, skeleton.blocks)]
    if not any(block.kind is Kind.CLOSING for block in skeleton.blocks):
        blocks.append(_closing())
    blocks += map(_block, skeleton.annex)
    return word_file("".join(blocks), about, styles=_STYLES)


def _head(skeleton: Skeleton) -> str:
    left = [p(plain_run(skeleton.body.upper()), "CoQuan")]
    if skeleton.party:
        left += [p(plain_run("*"), "Sao"), p(_runs("Số […]-BC/[…]"), "SoKyHieu")]
        right = [p(plain_run("ĐẢNG CỘNG SẢN VIỆT NAM"), "QuocHieu")]
    else:
        left += [short_line("LineHead"), p(_runs("Số: […]/BC-[…]"), "SoKyHieu")]
        right = [
            p(plain_run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), "QuocHieu"),
            p(plain_run("Độc lập - Tự do - Hạnh phúc"), "QuocHieu"),
        ]
    right += [short_line("LineHead"), p(_runs("[…], ngày […] tháng […] năm […]"), "NgayThang")]
    return columns(left, right, (0.41, 0.59)) + p("", "Khoang")


def _closing() -> str:
    recipients = [p(plain_run("Nơi nhận:"), "NoiNhan"), p(_runs("- [… điền …]"), "NoiNhanMuc")]
    signature = [p(_runs("[… quyền hạn, chức vụ …]"), "ChucVu"), p(_runs("[… họ và tên …]"), "HoTen")]
    # Word wants a paragraph behind the last table.
    return p("", "Khoang", kept=True) + columns(recipients, signature, (0.5, 0.5)) + p("", "Khoang")


def _block(block: Block) -> str:
    if block.kind is Kind.TABLE:
        return table(block.rows)
    if block.kind is Kind.HEADING:
        return p(_runs(block.text), f"Heading{min(block.level, LEVELS)}")
    if block.kind is Kind.WARN:
        return p(_runs(f"Lưu ý: {block.text}"), "CanhBao")
    return p(_runs(block.text), _STYLE_OF[block.kind])


def _runs(text: str) -> str:
    """The words, their blanks highlighted."""
    out, at = "", 0
    for blank in _BLANK.finditer(text):
        out += plain_run(text[at : blank.start()])
        out += (
            '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(blank[0])}</w:t></w:r>'
        )
        at = blank.end()
    return out + plain_run(text[at:])


_STYLE_OF = {
    Kind.ABOUT: "GoiY",
    Kind.ADDRESSEE: "KinhGui",
    Kind.TEXT: "Van",
    Kind.ASK: "Hoi",
    Kind.FILL: "Van",
    Kind.FOUND: "GoiY",
    Kind.NOTE: "ChuThich",
    Kind.CLOSING: "NoiNhanMuc",
}


def _heading(level: int) -> str:
    """A built-in heading: Nghị định 30/2020/NĐ-CP, phụ lục I sets them 13-14, bold, or bold and slanted."""
    slanted = "<w:i/><w:iCs/>" if level in (4, 6) else ""
    bold = "<w:b/><w:bCs/>" if level < 5 else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Van"/><w:next w:val="Van"/><w:qFormat/>'
        f'<w:pPr><w:keepNext/><w:keepLines/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f"<w:rPr>{bold}{slanted}</w:rPr></w:style>"
    )


_AT_THE_SIDE = (
    '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="2E74B5"/></w:pBdr>'
    '<w:spacing w:before="40" w:after="40"/><w:ind w:left="720"/><w:jc w:val="both"/>'
)
_STYLES = STYLES.replace(
    "</w:styles>",
    "".join(map(_heading, range(1, LEVELS + 1)))
    + style("Hoi", "Câu hỏi của đề cương", "", "<w:i/><w:iCs/>", base="Van")
    + style("GoiY", "Gợi ý của kho văn bản", _AT_THE_SIDE, '<w:sz w:val="24"/><w:szCs w:val="24"/>')
    + style("CanhBao", "Lưu ý", "", '<w:b/><w:bCs/><w:color w:val="C00000"/>', base="Van")
    + "</w:styles>",
)
