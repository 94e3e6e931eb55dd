"""Documents printed as an office prints them: A4, official head and closing in two columns, text justified.

The print is made by LibreOffice from a flat OpenDocument file written here.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from chidao.document import Document, Paragraph, Role

SOFFICE = shutil.which("soffice")

_LEFT = {Role.ISSUER, Role.NUMBER, Role.RECIPIENTS}
_SIDES = {
    Role.ISSUER: "head",
    Role.NUMBER: "head",
    Role.MOTTO: "head",
    Role.PLACE_DATE: "head",
    Role.RECIPIENTS: "closing",
    Role.SIGNATURE: "closing",
}
_STYLES = {
    Role.TYPE: "title",
    Role.SUBJECT: "title",
    Role.ENCLOSED_WITH: "middle",
    Role.RULE: "middle",
    Role.ADDRESSEE: "middle",
}


def printed(document: Document) -> str:
    """A flat .odt of *document*."""
    out: list[str] = []
    for (side, row), group in groupby(document.paragraphs, key=_kind):
        paragraphs = list(group)
        if side:
            out.append(_columns(side, paragraphs))
        elif row:
            out.append(_table([p.cells for p in paragraphs]))
        else:
            out += [p(paragraph.text, _STYLES.get(paragraph.role, "text")) for paragraph in paragraphs]
    return fodt("".join(out))


def _kind(paragraph: Paragraph) -> tuple[str, bool]:
    return _SIDES.get(paragraph.role, ""), bool(paragraph.cells)


def _columns(side: str, paragraphs: Sequence[Paragraph]) -> str:
    left = [x for x in paragraphs if x.role in _LEFT]
    right = [x for x in paragraphs if x.role not in _LEFT]
    style = "list" if side == "closing" else "column"
    return columns([p(x.text, style) for x in left], [p(x.text, "column") for x in right])


def columns(left: Iterable[str], right: Iterable[str]) -> str:
    """Paragraphs side by side, as Word's table without borders sets them."""
    cells = "".join(
        f'<table:table-cell table:style-name="open">{"".join(side) or p("")}</table:table-cell>'
        for side in (left, right)
    )
    return (
        '<table:table table:style-name="wide"><table:table-column table:style-name="c1"/>'
        f'<table:table-column table:style-name="c2"/><table:table-row>{cells}</table:table-row></table:table>'
    )


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = max(len(row) for row in rows)
    inside = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="box">{p(cell, "cell")}</table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return (
        '<table:table table:style-name="wide">'
        f'<table:table-column table:number-columns-repeated="{width}"/>{inside}</table:table>'
    )


def p(text: str, style: str = "text") -> str:
    """A paragraph; *text* may hold XML of its own where it begins with "<"."""
    inside = text if text.startswith("<") else escape(text)
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def fodt(body: str, header: str = "", footer: str = "") -> str:
    """A flat .odt with *body*, XML of paragraphs and tables; every page has *header* and *footer*."""
    page = f"<style:header>{header}</style:header>" if header else ""
    page += f"<style:footer>{footer}</style:footer>" if footer else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="Liberation Serif"
 fo:font-family="'Times New Roman', 'Liberation Serif'" fo:font-size="14pt" fo:language="vi" fo:country="VN"/>
</style:default-style>
<style:style style:name="up" style:family="text"><style:text-properties
 style:text-position="super 58%"/></style:style>
<text:notes-configuration text:note-class="footnote" text:citation-body-style-name="up" style:num-format="1"/>
</office:styles><office:automatic-styles>
{_style("text", 'fo:text-align="justify" fo:text-indent="1.27cm" fo:margin-bottom="0.21cm"')}
{_style("title", 'fo:text-align="center"', 'fo:font-weight="bold"')}
{_style("middle", 'fo:text-align="center" fo:margin-bottom="0.21cm"')}
{_style("column", 'fo:text-align="center"')}
{_style("list", 'fo:text-align="start"', 'fo:font-size="11pt"')}
{_style("cell", 'fo:text-align="start"', 'fo:font-size="12pt"')}
{_style("b-column", 'fo:text-align="center"', 'fo:font-weight="bold"')}
{_style("i-column", 'fo:text-align="center"', 'fo:font-style="italic"')}
<style:style style:name="b" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="i" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="wide" style:family="table"><style:table-properties style:width="16.5cm"/></style:style>
<style:style style:name="c1" style:family="table-column"><style:table-column-properties
 style:column-width="7.5cm"/></style:style>
<style:style style:name="c2" style:family="table-column"><style:table-column-properties
 style:column-width="9cm"/></style:style>
<style:style style:name="open" style:family="table-cell"><style:table-cell-properties fo:border="none"/></style:style>
<style:style style:name="box" style:family="table-cell"><style:table-cell-properties
 fo:border="0.5pt solid #000000"/></style:style>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="3cm" fo:margin-right="1.5cm"/></style:page-layout>
</office:automatic-styles><office:master-styles><style:master-page style:name="Standard"
 style:page-layout-name="A4">{page}</style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>
"""


def _style(name: str, paragraph: str, text: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties {paragraph}/>'
        f"<style:text-properties {text}/></style:style>"
    )


def scanned(path: Path, dpi: int = 300) -> bytes:
    """A PDF whose pages are nothing but pictures of those of *path*, as a good scanner makes it."""
    import pypdfium2

    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    pages = []
    for page in pypdfium2.PdfDocument(path):
        bitmap = page.render(scale=dpi / 72, grayscale=True)
        dots = zlib.compress(bytes(bitmap.buffer), 6)
        width, height = page.get_size()
        number = len(objects) + 1
        pages.append(b"%d 0 R" % number)
        draw = b"%.2f 0 0 %.2f 0 0 cm /I Do" % (width, height)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R "
            b"/Resources << /XObject << /I %d 0 R >> >> >>" % (width, height, number + 1, number + 2),
            b"<< /Length %d >>\nstream\n%b\nendstream" % (len(draw), draw),
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
            b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream"
            % (bitmap.stride, bitmap.height, len(dots), dots),
        ]
    objects[1] = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b" ".join(pages), len(pages))
    return pdf(objects)


def pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF file of *objects*, numbered from 1, of which the first is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def print_all(folder: Path, sources: dict[str, str]) -> dict[str, Path]:
    """Print flat .odt files, given by name, as PDF into *folder*; LibreOffice starts once."""
    paths = []
    for name, source in sources.items():
        path = folder / f"{name}.fodt"
        path.write_text(source, "utf-8")
        paths.append(str(path))
    with tempfile.TemporaryDirectory() as profile:
        command = [str(SOFFICE), f"-env:UserInstallation=file://{profile}", "--headless"]
        subprocess.run(
            [*command, "--convert-to", "pdf", "--outdir", str(folder), *paths],
            check=True,
            capture_output=True,
            timeout=300,
        )
    return {name: folder / f"{name}.pdf" for name in sources}
