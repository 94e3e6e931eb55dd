"""Read a PDF: its words from where they stand on the page; a page that is a picture goes to OCR.

    letters ──▶ words ──▶ tables, rows ──▶ without stamps, running heads, notes ──▶ columns ──▶ paragraphs
    (characters)          (tables, layout)  (stamps, furniture, notes)              (columns)   (paragraphs)

Annotations are no part of a document and are not read.
"""

from __future__ import annotations

from pathlib import Path

from ..reading import Reading
from .document import read_sheets
from .flow import reading_of
from .witness import words


def read(path: Path) -> Reading:
    """Read a .pdf file.  Raises UnreadableOriginal."""
    return reading_of(read_sheets(path))


__all__ = ["read", "words"]
