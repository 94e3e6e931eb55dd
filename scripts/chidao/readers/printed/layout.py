"""What stands where on a page: points (1/72 inch) from its top left corner, as one reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

SPLIT = 1.8
"""A gap of so many times the size of type parts two columns; a justified line has narrower ones."""
_GUESSED, _BETWEEN_FONTS = 0.04, 0.1
"""Where pdfium sees a blank as well, less is enough; letters of another font do not fit their place."""
_OVER = 0.25
"""By so many times its size a slanted letter may reach over the blank behind it."""
_BLANK = 0.15
"""A gap of so many times the size of type is a blank; Times has 0.25, and 0.18 where a line is squeezed."""


@dataclass(slots=True)
class Word:
    """Letters in one font without a gap."""

    text: str
    left: float
    right: float
    base: float
    """Of the line on which the letters stand."""
    size: float
    font: str | None = None
    bold: bool = False
    italic: bool = False
    blank: float | None = None
    """Where a blank begins that the file has before it; where it has none, the gap decides."""
    guessed: bool = False
    """pdfium sees a blank before it, where the file has a gap: it is one if the gap stays."""
    whole: bool = False
    """It is known to be a word by itself, as OCR finds it."""
    raised: bool = False
    """Small and above the line: the reference to a footnote, an exponent."""


@dataclass(slots=True)
class Line:
    """Words that stand on one line, without a gap wide enough to be the edge of a column."""

    words: list[Word]
    page: int
    """Index of the page, from 0."""

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def base(self) -> float:
        return self.words[0].base

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return max(self.words, key=lambda w: len(w.text)).size

    @property
    def text(self) -> str:
        return spelled(self.words)


@dataclass(slots=True)
class Table:
    """A grid that the page draws: rows of cells, each cell lines of words."""

    top: float
    rows: list[list[list[Line]]]
    page: int


@dataclass(slots=True)
class Rules:
    """The thin lines that a page draws: (at, from, to)."""

    across: list[tuple[float, float, float]] = field(default_factory=list)
    down: list[tuple[float, float, float]] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """The words of a page that run in one direction, turned upright."""

    page: int
    width: float
    height: float
    words: list[Word]
    rules: Rules = field(default_factory=Rules)
    rows: list[list[Line]] = field(default_factory=list)
    """From top to bottom, the lines of each from left to right."""
    tables: list[Table] = field(default_factory=list)
    scanned: bool = False
    side: bool = False
    """The few words of a page that run another way than the rest of it."""


def set_rows(words: Sequence[Word], page: int) -> list[list[Line]]:
    """Put *words* on the lines on which they stand, from top to bottom; a wide gap parts two lines."""
    rows: list[list[Word]] = []
    base = size = 0.0
    for word in sorted(words, key=lambda w: w.base):
        if rows and word.base - base < 0.45 * max(size, word.size):
            rows[-1].append(word)
            size = max(size, word.size)
        else:
            rows.append([word])
            base, size = word.base, word.size
    for index in range(len(rows) - 1, 0, -1):
        if _stands_above(rows[index - 1], rows[index]):
            rows[index - 1] += rows.pop(index)
    return [_lines(row, page) for row in rows]


def _stands_above(row: list[Word], below: list[Word]) -> bool:
    """Whether *row* is nothing but raised numbers of the line below it."""
    tall = max(word.size for word in below)
    return all(word.size < 0.8 * tall for word in row) and below[0].base - row[0].base < 0.65 * tall


def _lines(row: list[Word], page: int) -> list[Line]:
    row.sort(key=lambda w: w.left)
    tall = max(w.size for w in row)
    full = [w for w in row if w.size > 0.8 * tall]
    base = full[0].base if full else row[0].base
    found: list[Line] = []
    last: Word | None = None
    for word in row:
        if last and word.text == last.text and abs(word.left - last.left) < 0.1 * word.size:
            last.bold = True  # printed twice with a small shift: a poor man's bold
            continue
        word.raised = word.raised or (word.size < 0.8 * tall and base - word.base > 0.12 * tall)
        if last is None or word.left - last.right > SPLIT * max(word.size, last.size):
            found.append(Line([word], page))
        else:
            found[-1].words.append(word)
        last = word
    for line in found:
        for word in line.words:
            word.base = base
    return found


def spelled(words: Sequence[Word]) -> str:
    """The text of *words*, a blank where there is one or where a gap is wide enough for one."""
    out: list[str] = []
    last: Word | None = None
    for word in words:
        if last is not None and parted(last, word):
            out.append(" ")
        out.append(word.text)
        last = word
    return "".join(out)


def parted(before: Word, word: Word) -> bool:
    """Whether a blank stands between two words of a line.

    Letters that a font does not have are printed in another, behind the rest of the line.  Then the word
    before is not the one that the file has before: only where a blank stands tells that it is between.
    """
    size = max(before.size, word.size)
    wide = _BLANK
    if word.guessed:
        wide = _GUESSED if word.font == before.font else _BETWEEN_FONTS
    if word.whole or word.left - before.right > wide * size:
        return True
    return word.blank is not None and before.right - _OVER * size < word.blank < word.left


def ranges(pages: Iterable[int]) -> str:
    """Pages as people count them, from their indexes.

    >>> ranges([1, 2, 3, 7])
    '2–4, 8'
    """
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0] + 1}" if len(run) == 1 else f"{run[0] + 1}–{run[-1] + 1}" for run in runs)
