"""Words of a picture with their places, by tesseract and its Vietnamese model.

Measured on printed pages: 0.1–1 % of letters wrong at 200–300 dpi, 1–2.5 s a page on one core.
A picture is given as it is: drawn larger it is read worse.  `vie` alone reads better than with English
beside it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from .. import sandbox
from .layout import Sheet, Word, set_rows
from .misread import repaired

HIGHEST_DPI = 300.0
MOST_PIXELS = 25_000_000
"""A3 at 300 dpi has 17 million."""
MISSING = (
    "scans are read by tesseract, which is not there; install it with "
    "apt install tesseract-ocr tesseract-ocr-vie and convert again"
)
_SECONDS = 120
"""A page of a newspaper takes 20."""
_SURE = 60
"""Tesseract's confidence from 0 to 100; of words below about a third is wrong."""
_NOISE = 30
"""Signs without a letter below that are specks and strokes of a seal."""
_GOOD = 75
"""A page read worse than that is read a second time, as one block of lines."""
_FEW = 40
"""Words; a page with fewer may have been cut up wrongly."""


@dataclass(frozen=True, slots=True)
class Read:
    """A page as it was read."""

    sheet: Sheet
    confidence: float
    """0–1, each letter counted."""
    doubtful: tuple[str, ...] = ()
    """Words that may be wrong."""
    corrected: tuple[str, ...] = ()
    """What was put right because a number or date leaves no choice: "2O25 → 2025"."""


@dataclass(slots=True)
class _Seen:
    """A word, in dots of the picture."""

    text: str
    line: tuple[int, ...]
    left: float
    top: float
    right: float
    bottom: float
    sure: float


@cache
def is_installed() -> bool:
    """Whether tesseract is there, with Vietnamese."""
    if shutil.which("tesseract") is None:
        return False
    told = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return "vie" in told.stdout.split()


def recognise(picture: bytes, dpi: float, page: int) -> Read | None:
    """Read one *picture* (PNG, JPEG, TIFF, PNM) of a page; None if tesseract cannot."""
    pages = recognise_pages(picture, dpi)
    return pages[0](page) if pages else None


def recognise_pages(picture: bytes, dpi: float | None) -> list[_Page]:
    """Read all pages of a *picture*; without *dpi* it is taken as a whole A4 page."""
    first = _pages(_tesseract(picture, dpi, 3), dpi)
    if first is None:
        return []
    if all(page.is_good and page.dpi >= 200 for page in first):
        return first
    second = _pages(_tesseract(picture, dpi, 6), dpi) or first
    if len(second) != len(first):
        return first
    return [max(a, b, key=lambda page: page.worth) for a, b in zip(first, second, strict=True)]


def _tesseract(picture: bytes, dpi: float | None, layout: int) -> str | None:
    """What tesseract tells of *picture*, as tab-separated values."""
    sandbox.more_time(_SECONDS)
    command = ["tesseract", "stdin", "stdout", "-l", "vie", "--psm", str(layout)]
    if dpi:
        command += ["--dpi", str(round(dpi))]
    try:
        done = subprocess.run(
            [*command, "tsv"],
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            # Files are read side by side already; with threads of its own it is slower.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


class _Page:
    """The words that were seen on one page."""

    def __init__(self, width: float, height: float, dpi: float | None) -> None:
        self.width, self.height = width, height
        self.dpi = dpi or max(width / (8.27 if height >= width else 11.69), 72.0)
        self.words: list[_Seen] = []

    @property
    def letters(self) -> int:
        return sum(len(w.text) for w in self.words)

    @property
    def sure(self) -> float:
        """The confidence of the average letter, 0–100."""
        return sum(w.sure * len(w.text) for w in self.words) / max(self.letters, 1)

    @property
    def worth(self) -> float:
        """How many letters are probably right."""
        return sum((w.sure - _NOISE) * len(w.text) for w in self.words)

    @property
    def is_good(self) -> bool:
        return self.sure >= _GOOD and len(self.words) >= _FEW

    def __call__(self, page: int) -> Read:
        """The page upright and in points, its index in the file being *page*."""
        scale = 72 / self.dpi
        sheet = Sheet(page, self.width * scale, self.height * scale, [], scanned=True)
        words, sures = _placed(self.words, scale)
        sheet.rows = set_rows(words, page)
        corrected = repaired([line for row in sheet.rows for line in row])
        doubtful = tuple(w.text for w, sure in zip(words, sures, strict=True) if sure < _SURE and w.text)
        return Read(sheet, self.sure / 100, doubtful, tuple(corrected))


def _pages(told: str | None, dpi: float | None) -> list[_Page] | None:
    if told is None:
        return None
    found: list[_Page] = []
    for row in told.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) != 12:
            continue
        level, place = fields[0], tuple(map(int, fields[1:5]))
        left, top, width, height = map(float, fields[6:10])
        if level == "1":
            found.append(_Page(width, height, dpi))
        elif level == "5" and found and (text := fields[11].strip()):
            sure = float(fields[10])
            if sure < _NOISE and not any(c.isalnum() for c in text):
                continue
            found[-1].words.append(_Seen(text, place, left, top, left + width, top + height, sure))
    return found


# Letters that reach below the line.
_DEEP = re.compile(r"[gjpqyýỳỷỹỵạặậẹệịọộợụựQ,;()\[\]/|_]")


def _placed(seen: Sequence[_Seen], scale: float) -> tuple[list[Word], list[float]]:
    """The words in points, the page's slant taken out, all words of a line at one height."""
    lines: dict[tuple[int, ...], list[_Seen]] = {}
    for word in seen:
        lines.setdefault(word.line, []).append(word)
    slant = _slant(lines.values())
    tall = median([w.bottom - w.top for w in seen]) if seen else 1.0
    words: list[Word] = []
    sures: list[float] = []
    for line in lines.values():
        height = median([w.bottom - w.top for w in line])
        if 0.75 < height / tall < 1.35:
            height = tall
        # With its marks above and tails below a word of Times is 0.9 times its size high, on average.
        size = height / 0.9 * scale
        base = median([_base(w) - slant * (w.left + w.right) / 2 for w in line]) * scale
        for word in line:
            shift = slant * (word.top + word.bottom) / 2
            left, right = (word.left + shift) * scale, (word.right + shift) * scale
            words.append(Word(word.text, left, right, base, size, whole=True))
            sures.append(word.sure)
    return words, sures


def _base(word: _Seen) -> float:
    deep = _DEEP.search(word.text.lower()) is not None
    return word.bottom - (0.22 * (word.bottom - word.top) if deep else 0.0)


def _slant(lines: Iterable[Sequence[_Seen]]) -> float:
    """By how much lines sink per dot to the right: a page lies askew in the scanner."""
    found = []
    for line in lines:
        first, last = line[0], line[-1]
        run = last.left - first.left
        if len(line) >= 6 and run > 0:
            found.append((_base(last) - _base(first)) / run)
    return median(found) if len(found) >= 3 else 0.0


def listed(words: Sequence[str], most: int = 30) -> str:
    """ "“sổ”, “XH” and 3 more"."""
    shown = ", ".join(f"“{word}”" for word in words[:most])
    return shown if len(words) <= most else f"{shown} and {len(words) - most} more"


__all__ = ["MISSING", "Read", "is_installed", "listed", "recognise", "recognise_pages"]
