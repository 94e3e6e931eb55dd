"""Word documents made in one line: what a test puts into them is all that is in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = {
    "w": WORD,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
_NAMESPACES = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMES.items())
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def docx(body: str, **parts: str) -> bytes:
    """A .docx whose w:body holds *body*; *parts* are the insides of styles, numbering, footnotes …"""
    document = f'{_HEAD}<w:document {_NAMESPACES} mc:Ignorable="w14"><w:body>{body}</w:body></w:document>'
    return package(
        {"word/document.xml": document, **{f"word/{n}.xml": _part(n, x) for n, x in parts.items()}}
    )


def package(files: dict[str, str | bytes]) -> bytes:
    """A zip of *files* with the lists of types and relationships that an office program asks for."""
    kinds = {name[5:-4] for name in files if name.startswith("word/")} - {"document"}
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{_TYPE}.{content}+xml"/>'
        for kind, content in [("document", "document.main"), *((kind, kind) for kind in sorted(kinds))]
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for n, kind in enumerate(sorted(kinds), 1)
    )
    around = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
    }
    return zipped({**around, **files})


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip that has the same bytes whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _part(name: str, inside: str) -> str:
    return f"{_HEAD}<w:{name} {_NAMESPACES}>{inside}</w:{name}>"


def p(
    *runs: str, style: str = "", numbered: tuple[int, int] | None = None, jc: str = "", mark: str = ""
) -> str:
    """A paragraph of *runs* (XML, or plain words); *numbered* is its list and level."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    layout = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        layout += f'<w:numPr><w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/></w:numPr>'
    layout += f'<w:jc w:val="{jc}"/>' if jc else ""
    layout += f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p>{f'<w:pPr>{layout}</w:pPr>' if layout else ''}{inside}</w:p>"


def r(text: str, layout: str = "") -> str:
    """A run; "\\n" breaks the line, "\\t" is a tab."""
    parts = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n")]
    inside = "<w:br/>".join(parts).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f"<w:r>{f'<w:rPr>{layout}</w:rPr>' if layout else ''}{inside}</w:r>"


def b(text: str) -> str:
    """A run in bold type."""
    return r(text, "<w:b/>")


def i(text: str) -> str:
    """A run in italics."""
    return r(text, "<w:i/>")


def table(*rows: Iterable[str], ruled: bool = True) -> str:
    """A table; a cell is XML of w:tc, or words."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    kind = "single" if ruled else "nil"
    lines = "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    width = max(sum(_span(cell) for cell in row) for row in rows)
    grid = '<w:gridCol w:w="2400"/>' * width
    inside = "".join(
        "<w:tr>" + "".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in row) + "</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{lines}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"
    )


def tc(*inside: str, span: int = 1, merge: str = "") -> str:
    """A cell of paragraphs (XML, or words); *merge* is "restart" or "continue"."""
    layout = '<w:tcW w:w="2400" w:type="dxa"/>'
    layout += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    layout += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    blocks = "".join(x if x.startswith(("<w:p>", "<w:tbl>")) else p(x) if x else p() for x in inside or ("",))
    return f"<w:tc><w:tcPr>{layout}</w:tcPr>{blocks}</w:tc>"


def _span(cell: str) -> int:
    _before, found, after = cell.partition('<w:gridSpan w:val="')
    return int(after.partition('"')[0]) if found else 1


def levels(*patterns: str, definition: int = 1, lists: Iterable[int] = (1,)) -> str:
    """Numbering: a pattern for each level ("upperRoman:%1-", "decimal:%1.%2."), and the lists that use it."""
    inside = ""
    for index, pattern in enumerate(patterns):
        style, _, text = pattern.partition(":")
        inside += (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
            f'<w:lvlText w:val="{escape(text)}"/><w:lvlJc w:val="left"/></w:lvl>'
        )
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{definition}"/></w:num>' for n in lists)
    return (
        f'<w:abstractNum w:abstractNumId="{definition}"><w:multiLevelType w:val="multilevel"/>{inside}'
        f"</w:abstractNum>{numbers}"
    )


def notes(kind: str, *texts: str) -> str:
    """The insides of footnotes or endnotes, numbered from 1, behind the lines that part them from the text."""
    parted = "".join(
        f'<w:{kind} w:type="{name}" w:id="{n}">{p("<w:r><w:separator/></w:r>")}</w:{kind}>'
        for n, name in ((-1, "separator"), (0, "continuationSeparator"))
    )
    mark = f"<w:r><w:{kind}Ref/></w:r>"
    return parted + "".join(
        f'<w:{kind} w:id="{n}">{text if text.startswith("<w:p>") else p(mark, " " + text)}</w:{kind}>'
        for n, text in enumerate(texts, 1)
    )


def note(number: int, kind: str = "footnote") -> str:
    """The reference to a note."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'
