"""Files that were made to harm, or that go wrong by themselves: made here, small to describe, large to read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SAID = "KẾT LUẬN của Ban Thường vụ"


# --- Word -----------------------------------------------------------------------------------------


def docx(
    body: str = f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p>", before: str = "", more: dict | None = None
) -> bytes:
    """A .docx file with this body; *before* stands before the root element."""
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?>{before}'
            f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
            **(more or {}),
        }
    )


def zipped(files: dict[str, str | bytes]) -> bytes:
    """An archive of these files, the same bytes at any time of day: a ZipInfo has a date of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@cache
def docx_bomb() -> bytes:
    """150 MB of blanks in 150 kB."""
    return docx("<w:p><w:r><w:t>" + " " * 150_000_000 + "</w:t></w:r></w:p>")


def docx_bomb_that_lies() -> bytes:
    """The same, and its directory says that it is small."""
    data = docx_bomb()
    size = struct.pack("<I", 1000)
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        name = data[at + 46 : at + 46 + struct.unpack("<H", data[at + 28 : at + 30])[0]]
        if name == b"word/document.xml":
            data = data[: at + 24] + size + data[at + 28 :]
        at = data.find(b"PK\x01\x02", at + 4)
    return data


def docx_external_entity() -> bytes:
    return docx(
        "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>",
        '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    )


def laughs(element: str) -> str:
    """A document type of ten levels, each ten times the one below."""
    levels = '<!ENTITY l0 "ha">'
    for n in range(1, 10):
        levels += "<!ENTITY l{} '{}'>".format(n, f"&l{n - 1};" * 10)
    return f"<!DOCTYPE {element} [{levels}]>"


def docx_laughs() -> bytes:
    return docx("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", laughs("w:document"))


def docx_deep_tables() -> bytes:
    depth = 3000
    return docx(
        "<w:tbl><w:tr><w:tc>" * depth
        + "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
        + "</w:tc></w:tr></w:tbl>" * depth
    )


def docx_that_calls(address: str) -> bytes:
    """A picture, a template and a frame that lie elsewhere."""
    links = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{address}/{kind}" TargetMode="External"/>'
        for n, kind in enumerate(("image", "attachedTemplate", "frame", "subDocument"))
    )
    picture = '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="r0"/></v:shape></w:pict></w:r>'
    return docx(
        f"<w:p><w:r><w:t>{SAID}</w:t></w:r>{picture}</w:p>",
        more={"word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>'},
    )


def docx_with_a_password() -> bytes:
    """What Word writes: a compound file that holds the encrypted package."""
    return compound("EncryptionInfo", "EncryptedPackage")


def docx_with_a_zip_password() -> bytes:
    data = bytearray(docx())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(magic)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(magic, at + 4)
    return bytes(data)


# --- old Office -----------------------------------------------------------------------------------


def compound(*streams: str) -> bytes:
    """A compound file ([MS-CFB]) with these streams, all of them empty."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    header += struct.pack("<108I", *[free] * 108)
    table = struct.pack("<128I", fat, end, *[free] * 126)
    entries = b""
    for index, name in enumerate(("Root Entry", *streams)):
        letters = name.encode("utf-16-le")
        entries += letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, 5 if not index else 2, 1)
        entries += struct.pack("<III", free, free, 1 if not index else free) + bytes(36)
        entries += struct.pack("<IQ", end, 0)
    return header + table + entries.ljust(512, b"\0")


def rtf(body: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times New Roman;}}\f0 " + body + "}").encode("ascii")


def rtf_deep_groups() -> bytes:
    return rtf("{" * 200_000 + "x" + "}" * 200_000)


def rtf_deep_tables() -> bytes:
    rows = "".join(
        rf"\pard\intbl\itap{n} x\nestcell{{\nesttableprops\trowd\cellx100\nestrow}}"
        for n in range(500, 1, -1)
    )
    return rtf(rows + r"\pard\intbl x\cell\trowd\cellx100\row")


def rtf_that_calls(address: str) -> bytes:
    calls = r'{\*\template TO/template}{\field{\*\fldinst INCLUDEPICTURE "TO/picture" \\d}{\fldrslt x}}'
    calls += r'{\field{\*\fldinst INCLUDETEXT "TO/text"}{\fldrslt x}}'
    return rtf("Ket luan " + calls.replace("TO", address) + r"\par")


# --- PDF ------------------------------------------------------------------------------------------


def pdf(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of these objects; the first is the catalogue."""
    out, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size, start = max(objects) + 1, len(out)
    rows = b"".join(
        b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size)
    )
    return out + b"xref\n0 %d\n%btrailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, rows, size, trailer, start,
    )  # fmt: skip


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


def page(contents: int, parent: int = 2) -> bytes:
    return b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>" % (
        parent, contents,
    )  # fmt: skip


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(data), extra, data)


def pdf_of(pages: int) -> bytes:
    """A PDF file of so many pages, each a paragraph."""
    objects = {1: CATALOGUE, 3: FONT}
    for number in range(pages):
        text = (
            f"Trang nay la trang thu {number + 1} cua mot van ban dai, co du chu de khong phai la anh quet."
        )
        lines = "".join(f"BT /F 12 Tf 72 {780 - 18 * n} Td ({n}. {text}) Tj ET\n" for n in range(1, 8))
        objects[4 + 2 * number] = page(5 + 2 * number)
        objects[5 + 2 * number] = stream(lines.encode())
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(pages))
    objects[2] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (pages, kids)
    return pdf(objects)


def pdf_loop() -> bytes:
    """A tree of pages that leads back to its root."""
    return pdf({1: CATALOGUE, 2: b"<</Type/Pages/Count 3/Kids[4 0 R 2 0 R]/Parent 4 0 R>>", 3: FONT,
                4: b"<</Type/Pages/Count 2/Kids[2 0 R 4 0 R]/Parent 2 0 R>>"})  # fmt: skip


def pdf_table_loop() -> bytes:
    """A table of places that names itself as the one before it."""
    data = pdf({1: CATALOGUE, 2: b"<</Type/Pages/Count 0/Kids[]>>"})
    return data.replace(b"/Root", b"/Prev %d/Root" % data.rindex(b"xref\n0"))


def pdf_bomb() -> bytes:
    """500 MB of words in 500 kB."""
    packer = zlib.compressobj(9)
    line = b"BT /F 12 Tf 72 700 Td (Van ban) Tj ET\n" * 25_000
    data = b"".join(packer.compress(line) for _ in range(500)) + packer.flush()
    return pdf({1: CATALOGUE, 2: b"<</Type/Pages/Count 1/Kids[4 0 R]>>", 3: FONT, 4: page(5),
                5: stream(data, b"/Filter/FlateDecode")})  # fmt: skip


def pdf_of_a_billion_pages() -> bytes:
    return pdf({1: CATALOGUE, 2: b"<</Type/Pages/Count 1000000000/Kids[4 0 R]>>", 3: FONT, 4: page(5),
                5: stream(b"")})  # fmt: skip


def pdf_with_a_password() -> bytes:
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%b>/U<%b>>>/ID[<00><00>]" % (b"41" * 32, b"42" * 32)
    return pdf({1: CATALOGUE, 2: b"<</Type/Pages/Count 1/Kids[4 0 R]>>", 3: FONT, 4: page(5),
                5: stream(b"BT ET")}, lock)  # fmt: skip


# --- workbooks, web pages, pictures -----------------------------------------------------------------


def xlsx(sheet: str, before: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/s1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
            f'Type="{OFFICE}/worksheet" Target="worksheets/s1.xml"/></Relationships>',
            "xl/worksheets/s1.xml": f'{before}<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
        }
    )


def xlsx_endless() -> bytes:
    """Two cells, at the first and the last place of a sheet."""
    cell = '<c r="{}" t="inlineStr"><is><t>x</t></is></c>'
    return xlsx(f'<row r="1">{cell.format("A1")}</row><row r="1048576">{cell.format("XFD1048576")}</row>')


def xlsx_laughs() -> bytes:
    return xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>', laughs("worksheet"))


def xlsx_bomb() -> bytes:
    return xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>' + "x" * 150_000_000 + "</t></is></c></row>")


def html_that_calls(address: str) -> bytes:
    return (
        f'<html><head><link rel=stylesheet href="{address}/css"><base href="{address}/"><script src="js"></script>'
        f"<style>@import url({address}/import)</style></head><body background='back'><p>{SAID}</p>"
        f'<img src="picture"><iframe src="frame"></iframe><object data="object"></object></body></html>'
    ).encode()


def png_endless() -> bytes:
    """A picture of 100,000 by 100,000 dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(10_000)))
        + chunk(b"IEND", b"")
    )


def write(path: Path, make: Callable[[], bytes] | bytes) -> Path:
    path.write_bytes(make if isinstance(make, bytes) else make())
    return path
