"""What a .docx of ours is put together of: paragraphs, cells, columns without lines, and the file itself."""

from __future__ import annotations

from collections.abc import Sequence

from .office import HEAD, RELATIONS, About, core, escape, package, relationship
from .word_styles import HEADER, NAMES, SECTION, SETTINGS, STYLES, TEXT_WIDTH

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {
    f"word/{name}.xml": f"{_WORD}.{kind}+xml"
    for name, kind in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("header1", "header"),
    ]
}
_RELATIONS = (
    relationship(1, "styles", "styles.xml")
    + relationship(2, "settings", "settings.xml")
    + relationship(3, "header", "header1.xml")
)


def word_file(blocks: str, about: About, notes: str = "", styles: str = STYLES) -> bytes:
    """The bytes of a .docx: *blocks* are the insides of w:body, *notes* is the part of its footnotes."""
    body = f"<w:body>{blocks}{SECTION}</w:body>"
    parts = {
        "word/document.xml": f"{HEAD}<w:document {NAMES} {RELATIONS}>{body}</w:document>",
        "word/styles.xml": styles,
        "word/settings.xml": SETTINGS,
        "word/header1.xml": HEADER,
        "docProps/core.xml": core(about),
    }
    types, relations = _TYPES, _RELATIONS
    if notes:
        parts["word/footnotes.xml"] = notes
        types = {**types, "word/footnotes.xml": f"{_WORD}.footnotes+xml"}
        relations += relationship(4, "footnotes", "footnotes.xml")
    return package(parts, types, {"word/document.xml": relations})


def p(runs: str, style: str, outline: int = 0, break_before: bool = False, kept: bool = False) -> str:
    """A paragraph of *runs* in *style*; *outline* is its level among the headings, 0 for none."""
    layout = ("<w:keepNext/>" if kept else "") + ("<w:pageBreakBefore/>" if break_before else "")
    layout += f'<w:outlineLvl w:val="{min(outline, 9) - 1}"/>' if outline else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{runs}</w:p>'


def short_line(style: str) -> str:
    """A short line, drawn."""
    return p("", style)


def plain_run(text: str, bold: bool = False) -> str:
    """A run of words without marks."""
    if not text:
        return ""
    layout = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{layout}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def columns(left: Sequence[str], right: Sequence[str], shares: tuple[float, float]) -> str:
    """Two columns without lines."""
    widths = [round(TEXT_WIDTH * share) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    cells = "".join(
        tc("".join(lines) or p("", "Khoang"), width)
        for lines, width in zip((left, right), widths, strict=True)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>"
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    """A ruled table; the first row is its heading, where there are others below it."""
    width = max(map(len, rows))
    shares = [
        max((min(len(row[n]), 60) for row in rows if n < len(row)), default=0) + 6 for n in range(width)
    ]
    widths = [max(TEXT_WIDTH * share // sum(shares), 1) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    out = [
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Bang"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"{_BORDERS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    ]
    for number, row in enumerate(rows):
        first = number == 0 and len(rows) > 1
        cells = "".join(
            tc(p(plain_run(row[n] if n < len(row) else "", first), "O"), widths[n]) for n in range(width)
        )
        head = "<w:tblHeader/>" if first else ""
        out.append(f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>")
    out.append("</w:tbl>")
    return "".join(out) + p("", "Khoang")


def tc(inside: str, width: int) -> str:
    """A cell, *width* twentieths of a point wide."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


_BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)
