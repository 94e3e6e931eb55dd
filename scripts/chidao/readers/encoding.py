"""Bytes → text: UTF-8 or UTF-16, with or without a byte-order mark; else what old programs wrote.

What makes of the bytes Vietnamese syllables is right: no other sign tells Windows-1258, TCVN3 and VNI
apart, and general detectors know none of the last two (measured: 0 of 300).
"""

from __future__ import annotations

import codecs
import contextlib
import unicodedata
from pathlib import Path

from ..errors import UnreadableOriginal
from . import legacy, mixture, mojibake
from .old.costs import strangeness

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
    """Decode *data*; *path* is only for messages.

    The name tells all that was done: "UTF-8", "TCVN3", "UTF-8, TCVN3", "UTF-8, NFD", "UTF-8, mojibake".
    """
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
    unicode = _unicode(data)
    if unicode is None and b"\x00" in data:
        raise UnreadableOriginal(path, "is a binary file, not text", "give it the suffix that it should have")
    text, names, warnings = unicode or mixture.decode(data)
    text, repaired = mojibake.repair(text)
    if unicode is None and _is_no_text(text):
        raise UnreadableOriginal(
            path,
            "is text in no encoding that we know (UTF-8, UTF-16, Windows-1258, TCVN3, VNI)",
            "open it in its own program and save it as UTF-8",
        )
    if repaired:
        names.append("mojibake")
    if not {"TCVN3", "VNI"} & set(names):
        text, scheme = legacy.decode_text(text)
        if scheme:
            names.append(scheme)
    return text, ", ".join(names), [*warnings, *_lost(text)]


def plain_utf8(data: bytes) -> str | None:
    """The text of *data* if it is UTF-8 in NFC with every letter there, as most files are.

    Whether its letters are Vietnamese, or TCVN3 in UTF-8, is not looked at.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if "\ufffd" not in text and unicodedata.is_normalized("NFC", text) else None


def _unicode(data: bytes) -> tuple[str, list[str], list[str]] | None:
    """The text in NFC, the names of its encoding, and no warnings, if it is in Unicode as a whole."""
    found = _bytes_of_unicode(data)
    if found is None:
        return None
    text, name = found
    composed = unicodedata.normalize("NFC", text)
    return composed, [name] if composed == text else [name, "NFD"], []


def _bytes_of_unicode(data: bytes) -> tuple[str, str] | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                if encoding == "utf-8-sig":
                    continue
                text = data.decode(encoding, "replace")
            return text, encoding.removesuffix("-sig").upper()
    with contextlib.suppress(UnicodeDecodeError):
        text = data.decode("utf-8")
        if "\x00" not in text:
            return text, "UTF-8"
    if byte_order := _utf16(data):
        return data.decode(byte_order, "replace"), "UTF-16"
    return None


def _is_no_text(text: str) -> bool:
    """Whether too many letters are lost, or too many words are none."""
    if text.count("\ufffd") * 50 > len(text):
        return True
    accented = [word for word in text.split() if not word.isascii()]
    strange = sum(strangeness(word) > 1 for word in accented)
    return strange > 4 and strange * 4 > len(accented)


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
