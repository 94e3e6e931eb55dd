"""What the pages of a file hold, before anything is put in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import ocr
from .layout import Sheet


@dataclass(slots=True)
class Opened:
    """The sheets of a file, and what was noted while its pages were read."""

    kind: str
    """How the method begins: "PDF"."""
    pages: int
    sheets: list[Sheet] = field(default_factory=list)
    """Of all pages, in order."""
    scans: dict[int, float] = field(default_factory=dict)
    """Pages read by OCR (index from 0), and how sure it was, 0–1."""
    left_out: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def take(self, read: ocr.Read) -> None:
        """Add a page read by OCR, and what is unsure of it."""
        page = read.sheet.page
        self.sheets.append(read.sheet)
        self.scans[page] = read.confidence
        if read.doubtful:
            self.warnings.append(f"page {page + 1}: OCR is unsure of {ocr.listed(read.doubtful)}")
        if read.corrected:
            self.warnings.append(f"page {page + 1}: OCR was corrected: {', '.join(read.corrected)}")
