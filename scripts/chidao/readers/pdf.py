"""Read a PDF: its words from where they stand on the page; a page that is a picture goes to OCR.

Annotations are no part of a document and are not read.
"""

from __future__ import annotations

from pathlib import Path

from .printed.flow import reading_of
from .printed.pdf_pages import read_pages
from .printed.witness import words
from .reading import Reading


def read(path: Path) -> Reading:
    """Read a .pdf file.  Raises UnreadableOriginal."""
    return reading_of(read_pages(path))


__all__ = ["read", "words"]
