"""What a file is by its first bytes, against what its suffix says.

Suffixes lie: web servers hand out HTML as .doc, Word saves RTF as .doc, a locked .docx is no zip file but an
old compound file.  Each such file gets a sentence of its own instead of a parser's complaint.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from ..errors import UnreadableOriginal

LARGEST = 500 * 1000 * 1000
"""Bytes.  A scan of 1,000 pages in colour at 300 dpi; more is an archive, not a document."""

_AGAIN = "copy the document again from where it came"
_SUFFIX = "give it the suffix that it should have"
_LOCKED = "open it with its password, save it without one and convert again"
_READ = 1 << 16


def check(path: Path) -> None:
    """Look at a file before a reader does.

    Raises UnreadableOriginal if it cannot be opened, is too large, locked, or not what its suffix says.
    """
    try:
        if path.is_dir():
            raise UnreadableOriginal(path, "is a folder", "name the files in it")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_READ)
    except OSError as error:
        raise UnreadableOriginal(
            path, (error.strerror or "cannot be opened").lower(), "check its name and who may read it"
        ) from None
    if size > LARGEST:
        raise UnreadableOriginal(
            path,
            f"has {size / 1e6:.0f} MB, more than any document ({LARGEST / 1e6:.0f} MB)",
            "split it into its documents, or check that it is the right file",
        )
    if not head.strip(b"\x00 \t\r\n"):
        raise UnreadableOriginal(path, "is empty", _AGAIN)
    suffix = path.suffix.lower()
    kinds = _EXPECTED.get(suffix)
    if kinds is None:
        return
    kind = _kind(path, head)
    if kind == "locked":
        raise UnreadableOriginal(path, "is locked with a password", _LOCKED)
    if kind == "torn":
        raise UnreadableOriginal(path, "is damaged or cut off", _AGAIN)
    if kind not in kinds:
        raise UnreadableOriginal(path, f"is {_NAMES[kind]} by its first bytes", _SUFFIX)


# Which kinds a suffix may stand for.  Old Excel wrote .xls for HTML and XML too, but so do web servers.
_EXPECTED: dict[str, tuple[str, ...]] = {
    ".docx": ("docx",),
    ".doc": ("doc", "ole"),
    ".dot": ("doc", "ole"),
    ".odt": ("odt",),
    ".rtf": ("rtf",),
    ".pdf": ("pdf",),
    ".xls": ("xls", "ole"),
    ".xlsx": ("xlsx",),
    ".html": ("html", "text"),
    ".htm": ("html", "text"),
    ".png": ("png",),
    ".jpg": ("jpeg",),
    ".jpeg": ("jpeg",),
    ".tif": ("tiff",),
    ".tiff": ("tiff",),
}

_NAMES = {
    "docx": "a Word .docx file",
    "doc": "an old Word .doc file",
    "odt": "an .odt file",
    "rtf": "an .rtf file",
    "pdf": "a PDF file",
    "xls": "an old Excel .xls file",
    "xlsx": "an Excel .xlsx file",
    "ppt": "an old PowerPoint .ppt file",
    "ole": "an old Office file",
    "zip": "a .zip file",
    "mht": "a web archive .mht file",
    "html": "a web page (.html)",
    "png": "a picture (.png)",
    "jpeg": "a picture (.jpg)",
    "tiff": "a picture (.tif)",
    "text": "text",
    "other": "some other kind of file",
}

_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"MIME-Version:", "mht"),
)
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|meta|title|table|p|div)[\s>/]", re.IGNORECASE)
# A PDF may have other bytes before its header (PDF 1.7, implementation note 13: within the first 1024).
_PDF = re.compile(rb"%PDF-\d")


def _kind(path: Path, head: bytes) -> str:
    if head.startswith(b"PK"):
        return _zip_kind(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _ole_kind(path)
    # Behind a byte-order mark or blanks too.
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\x00 \t\r\n")
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    if _PDF.search(head[:1024]):
        return "pdf"
    if _HTML.search(head[:4096]) or _HTML.search(head[:8192].replace(b"\x00", b"")):
        return "html"
    return "other" if b"\x00" in head or len(re.findall(rb"[\x01-\x08\x0e-\x1f]", head)) > 8 else "text"


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries):
                return "locked"
            if "mimetype" in names and "META-INF/manifest.xml" in names:
                manifest = archive.getinfo("META-INF/manifest.xml")
                if manifest.file_size < 1_000_000 and b"encryption-data" in archive.read(manifest):
                    return "locked"
                return "odt" if "content.xml" in names else "zip"
    except Exception:  # BadZipFile, zlib.error, struct.error and what else a crafted directory causes
        return "torn"
    if any(name.startswith("word/") for name in names):
        return "docx"
    return "xlsx" if any(name.startswith("xl/") for name in names) else "zip"


# Names of streams in the directory of a compound file ([MS-CFB] 2.6.1), UTF-16.
_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)


def _ole_kind(path: Path) -> str:
    names = _stream_names(path)
    for stream, kind in _STREAMS:
        if stream in names:
            return kind
    return "ole"


def _stream_names(path: Path) -> set[str]:
    """The names in the directory of a compound file; what cannot be followed is left out."""
    names: set[str] = set()
    with path.open("rb") as file:
        header = file.read(512)
        shift = int.from_bytes(header[30:32], "little")
        if shift not in (9, 12) or len(header) < 512:
            return names
        size = 1 << shift
        tables = [int.from_bytes(header[76 + 4 * n : 80 + 4 * n], "little") for n in range(109)]
        sector = int.from_bytes(header[48:52], "little")
        seen: set[int] = set()
        while sector < 0xFFFFFFFA and sector not in seen and len(seen) < 1000:
            seen.add(sector)
            file.seek((sector + 1) * size)
            data = file.read(size)
            for at in range(0, len(data) - 127, 128):
                length = int.from_bytes(data[at + 64 : at + 66], "little")
                if 2 < length <= 64:
                    names.add(data[at : at + length - 2].decode("utf-16-le", "replace"))
            table = tables[sector // (size // 4)] if sector // (size // 4) < 109 else 0xFFFFFFFF
            if table >= 0xFFFFFFFA:
                break
            file.seek((table + 1) * size + 4 * (sector % (size // 4)))
            sector = int.from_bytes(file.read(4).ljust(4, b"\xff"), "little")
    return names
