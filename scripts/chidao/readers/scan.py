"""Read a picture of a document: .png, .jpg, .tif with any number of pages."""

from __future__ import annotations

import struct
from pathlib import Path

from ..errors import UnreadableOriginal
from .printed import ocr
from .printed.flow import reading_of
from .printed.opened import Opened
from .reading import Reading

MOST_DOTS = 150_000_000
"""A3 at 600 dpi has 70 million."""


def read(path: Path) -> Reading:
    """Read a scanned page or several.  Raises UnreadableOriginal."""
    data = _data(path)
    if not ocr.is_installed():
        raise UnreadableOriginal(path, "is a picture", ocr.MISSING)
    pages = ocr.recognise_pages(data, None)
    if not pages:
        raise UnreadableOriginal(
            path, "is no picture that tesseract can read", "save it as PNG and convert again"
        )
    opened = Opened("ảnh quét", len(pages))
    for index, page in enumerate(pages):
        opened.take(page(index))
    if not any(sheet.rows for sheet in opened.sheets):
        raise UnreadableOriginal(path, "has no text", "check that it is the right file, or scan it again")
    return reading_of(opened)


def _data(path: Path) -> bytes:
    data = path.read_bytes()
    width, height = _dots(data)
    if width * height > MOST_DOTS:
        raise UnreadableOriginal(
            path, f"has {width} × {height} dots, more than any page", "scan it again at 300 dpi"
        )
    return data


def _dots(data: bytes) -> tuple[int, int]:
    """Width and height by the first bytes of a PNG or JPEG; 0 where they do not tell."""
    if data.startswith(b"\x89PNG") and len(data) > 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    position = 2
    while data.startswith(b"\xff\xd8") and position + 9 < len(data) and data[position] == 0xFF:
        kind, length = data[position + 1], struct.unpack(">H", data[position + 2 : position + 4])[0]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return width, height
        position += 2 + length
    return 0, 0
