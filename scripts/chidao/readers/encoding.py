"""Bytes → text: UTF-8 or UTF-16, with or without a byte-order mark."""

from __future__ import annotations

import codecs
from pathlib import Path

from ..errors import UnreadableOriginal

LARGEST = 20 * 1024 * 1024
"""Bytes.  The longest text document that we met has 1.2 MB; ten times that is no document."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The first bytes of files that are often renamed to .txt by mistake.
_MAGIC = (
    (b"PK\x03\x04", "a .docx, .xlsx or .zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word .doc or Excel .xls file"),
    (b"%PDF", "a PDF file"),
    (b"{\\rtf", "an .rtf file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


def read_text(path: Path) -> tuple[str, str, list[str]]:
    """Return the text of a file, the name of its encoding, and warnings.

    Bytes that are no letters become U+FFFD, stay visible and are reported.
    """
    try:
        if path.is_dir():
            raise UnreadableOriginal(path, "is a folder", "name the files in it")
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableOriginal(
                path,
                f"has {size / 1e6:.0f} MB, more than any text document ({LARGEST / 1e6:.0f} MB)",
                "split it into its documents, or check that it is the right file",
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableOriginal(
            path,
            (error.strerror or "cannot be opened").lower(),
            "check its name and who may read it",
        ) from None
    return decode(path, data)


def decode(path: Path, data: bytes) -> tuple[str, str, list[str]]:
    """Decode *data*; *path* is only for messages."""
    words = data
    for bom, _encoding in _BOMS:
        words = words.removeprefix(bom)
    if not words.strip(b"\x00 \t\r\n"):
        raise UnreadableOriginal(path, "is empty", "copy the document again from where it came")
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise UnreadableOriginal(
                path, f"is {name} by its first bytes", "give it the suffix that it should have"
            )
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data.decode(encoding, "replace")
            return text, encoding.removesuffix("-sig").upper(), _lost(text)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\x00" not in text:
            return text, "UTF-8", _lost(text)
    if byte_order := _utf16(data):
        text = data.decode(byte_order, "replace")
        return text, "UTF-16", _lost(text)
    if b"\x00" in data:
        raise UnreadableOriginal(path, "is a binary file, not text", "give it the suffix that it should have")
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 50 > len(text):
        raise UnreadableOriginal(
            path,
            "is text, but neither UTF-8 nor UTF-16 (perhaps TCVN3, VNI or Windows-1258)",
            "open it in its own program and save it as UTF-8",
        )
    return text, "UTF-8", _lost(text)


def _utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: every other byte of its ASCII letters is zero."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) or min(even, odd) * 8 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _lost(text: str) -> list[str]:
    count = text.count("\ufffd")
    if not count:
        return []
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    return [f"lost characters: {count} times U+FFFD (\ufffd), first in line {line}"]
