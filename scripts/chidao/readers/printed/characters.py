"""The words of a page with their boxes, as pdfium finds them: each run of letters in one font.

Every call for a letter costs; fonts are asked for once for each text object, and pages are read one by one.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from .accents import attached
from .layout import Rules, Sheet, Word

MOST_LETTERS = 200_000
"""A page of a law has 3,000, a page of the densest table 15,000."""
MOST_OBJECTS = 100_000
_THIN = 2.5
"""Points: what is drawn no wider is a line."""
_SIDE = 0.15
"""Fewer letters than that, running another way than the rest of the page: a running head at its side."""


class Picture(NamedTuple):
    """An image on a page."""

    share: float
    """Of the page that it covers, 0–1."""
    dpi: float
    pixels: int


@dataclass(slots=True)
class Contents:
    """What a page holds."""

    sheets: list[Sheet]
    """Upright, one for each direction in which its words run; that of most words first."""
    pictures: list[Picture]
    letters: int
    """That can be seen and have a meaning."""
    unseen: int
    """Letters printed in no colour, as a scanner puts them behind its picture."""
    unknown: int
    """Glyphs of which the file does not say what letter they are."""
    slanted: str
    """Words neither level nor upright: a watermark."""
    drawn: bool
    """Anything at all is drawn."""


class _Style(NamedTuple):
    size: float
    turn: int
    """0, 90, 180, 270 degrees against the clock; -1 for any other angle."""
    font: str | None
    bold: bool
    italic: bool
    seen: bool


def contents(page: Any, textpage: Any, index: int) -> Contents:
    """Read one page; *page* and *textpage* are handles of pdfium."""
    box = _box(page)
    found = Contents([], [], 0, 0, 0, "", False)
    rules: list[tuple[float, float, float, float]] = []
    _objects(page, box, found, rules)
    words: dict[int, list[Word]] = {}
    everything = list(_words(textpage, box, found))
    # What cannot be seen counts where there is nothing else: a scanner's text behind its picture.
    behind = found.unseen > found.letters
    for turn, seen, word in everything:
        if turn >= 0 and (seen or behind):
            words.setdefault(turn, []).append(word)
    found.slanted = " ".join(word.text for turn, _, word in everything if turn < 0)
    total = sum(len(ws) for ws in words.values())
    for turn, group in sorted(words.items(), key=lambda item: -len(item[1])):
        width, height = (box[2], box[3]) if turn % 180 == 0 else (box[3], box[2])
        side = bool(found.sheets) and len(group) < _SIDE * total
        sheet = Sheet(index, width, height, attached(group), side=side)
        if not found.sheets:
            sheet.rules = _turned_rules(rules, turn, box)
        found.sheets.append(sheet)
    return found


def _box(page: Any) -> tuple[float, float, float, float]:
    """Left, bottom, width and height of what is shown of a page."""
    edges = [ctypes.c_float() for _ in range(4)]
    for ask in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
        if ask(page, *edges):
            left, bottom, right, top = (edge.value for edge in edges)
            if right - left > 1 and top - bottom > 1:
                return left, bottom, right - left, top - bottom
    return 0.0, 0.0, 595.0, 842.0


def _objects(
    page: Any,
    box: tuple[float, float, float, float],
    found: Contents,
    rules: list[tuple[float, float, float, float]],
) -> None:
    """Note the pictures and the thin lines of a page, those inside forms too."""
    edges = [ctypes.c_float() for _ in range(4)]
    across, down = ctypes.c_uint(), ctypes.c_uint()
    for item, (a, b, c, d, e, f) in _all_objects(page):
        kind = pdfium.FPDFPageObj_GetType(item)
        found.drawn = True
        if kind not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *edges):
            continue
        x0, y0, x1, y1 = (edge.value for edge in edges)
        x0, x1 = sorted((a * x0 + c * y0 + e, a * x1 + c * y1 + e))
        y0, y1 = sorted((b * x0 + d * y0 + f, b * x1 + d * y1 + f)) if b else sorted((d * y0 + f, d * y1 + f))
        x0, x1, y0, y1 = x0 - box[0], x1 - box[0], y0 - box[1], y1 - box[1]
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFImageObj_GetImagePixelSize(item, across, down)
            seen = max(0.0, min(x1, box[2]) - max(x0, 0)) * max(0.0, min(y1, box[3]) - max(y0, 0))
            dpi = 72 * across.value / max(x1 - x0, 1)
            found.pictures.append(Picture(seen / (box[2] * box[3]), dpi, across.value * down.value))
        elif min(x1 - x0, y1 - y0) <= _THIN:
            rules.append((x0, y0, x1, y1))
        elif _is_frame(item):
            rules += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


_LEVEL = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _all_objects(page: Any) -> Iterator[tuple[Any, tuple[float, ...]]]:
    matrix = pdfium.FS_MATRIX()
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, _LEVEL
            continue
        pdfium.FPDFPageObj_GetMatrix(item, matrix)
        placed = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
        for inner in range(min(pdfium.FPDFFormObj_CountObjects(item), MOST_OBJECTS)):
            yield pdfium.FPDFFormObj_GetObject(item, inner), placed


def _is_frame(item: Any) -> bool:
    """A rectangle whose edges are drawn."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    return bool(stroke.value) and pdfium.FPDFPath_CountSegments(item) in (4, 5)


def _turned_rules(
    rules: list[tuple[float, float, float, float]], turn: int, box: tuple[float, float, float, float]
) -> Rules:
    found = Rules()
    for x0, y0, x1, y1 in rules:
        left, top = _placed(x0, y1, turn, box[2], box[3])
        right, bottom = _placed(x1, y0, turn, box[2], box[3])
        left, right = sorted((left, right))
        top, bottom = sorted((top, bottom))
        if right - left >= bottom - top:
            found.across.append(((top + bottom) / 2, left, right))
        else:
            found.down.append(((left + right) / 2, top, bottom))
    return found


def _placed(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """Where a point of the page stands when its words are turned upright, counted from the top."""
    if turn == 0:
        return x, height - y
    if turn == 90:
        return y, x
    if turn == 180:
        return width - x, y
    return height - y, width - x


def _words(
    textpage: Any, box: tuple[float, float, float, float], found: Contents
) -> Iterator[tuple[int, bool, Word]]:
    """The words of a page in the order of the file: turn, whether it can be seen, word."""
    unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    origin_of, object_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetTextObject
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles = _Styles(textpage)
    address, style = 0, _Style(1.0, 0, None, False, False, True)
    word: Word | None = None
    letters: list[str] = []
    at = (0, True)
    level = 0.0
    """Where the letters of *word* stand; its base is that of the line, if they are raised."""
    blank: float | None = None
    guessed = False
    for index in range(min(pdfium.FPDFText_CountChars(textpage), MOST_LETTERS)):
        code = unicode_of(textpage, index)
        if code in _BREAKS:
            if code > 31:
                # Where the file has a gap and no blank pdfium puts one, in turned words too often.
                guessed = bool(pdfium.FPDFText_IsGenerated(textpage, index))
                if not guessed and blank is None:
                    box_of(textpage, index, rect)
                    blank = _start(rect, style.turn, box)
            continue
        item = object_of(textpage, index)
        here = ctypes.addressof(item.contents) if item else 0
        if here != address:
            address, style = here, styles.of(item, index)
        box_of(textpage, index, rect)
        origin_of(textpage, index, x, y)
        if style.turn == 0:
            left, right, base = rect.left - box[0], rect.right - box[0], box[3] + box[1] - y.value
        else:
            left, right, base = _turned(rect, x.value, y.value, style.turn, box)
        char = _LETTERS.get(code) or chr(code)
        if code == 0 or (code >= 0xE000 and (code < 0xF900 or code == 0xFFFD)):
            char = _SYMBOLS.get(code, "•" if _is_symbols(style.font) else "\ufffd")
            found.unknown += char == "\ufffd"
        elif style.seen:
            found.letters += 1
        else:
            found.unseen += 1
        size = style.size
        if word is not None:
            gap, drop = left - word.right, base - level
            guessed = guessed and gap > 0
            near = -1.2 * size < gap < 0.15 * size and at == (style.turn, style.seen)
            alike = word.font == style.font and abs(word.size - size) < 0.3 and abs(drop) < 0.12 * size
            if near and alike and blank is None and not guessed and left >= word.left - 0.1 * size:
                letters.append(char)
                word.right = max(word.right, right)
                continue
            word.text = "".join(letters)
            yield *at, word
            raised = near and size < 0.8 * word.size and -0.8 * word.size < drop < -0.1 * word.size
            level = base
            if raised:
                base = word.base
        else:
            level, raised = base, False
        letters = [char]
        word = Word("", left, right, base, size, style.font, style.bold, style.italic, blank, raised=raised)
        word.guessed = guessed
        at = style.turn, style.seen
        blank, guessed = None, False
    if word is not None:
        word.text = "".join(letters)
        yield *at, word


_BREAKS = frozenset((10, 13, 32, 9, 0xA0, 0x3000, *range(0x2000, 0x200B)))
# pdfium marks the hyphen at a line's end so.
_LETTERS = {2: "-", 0xFFFE: "-"}
# Signs of Symbol and Wingdings, as Word prints them.
_SYMBOLS = {
    **{0xF000 + code: chr(code) for code in (*range(0x21, 0x2A), *range(0x2B, 0x40))},
    **{0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0A3: "≤", 0xF0B3: "≥", 0xF0B4: "×"},
    **{0xF0B1: "±", 0xF0AE: "→", 0xF0E0: "→", 0xF061: "α", 0xF062: "β", 0xF06D: "μ", 0xF044: "Δ"},
    **dict.fromkeys((0xF0A8, 0xF06F, 0xF071), "□"),
}


def _is_symbols(font: str | None) -> bool:
    """Whether a font has signs for letters: what has no meaning in it is no lost letter."""
    return font is not None and re.search("symbol|dings", font, re.IGNORECASE) is not None


def _start(rect: Any, turn: int, box: tuple[float, float, float, float]) -> float:
    """Where a letter begins along its line."""
    if turn == 0:
        return float(rect.left - box[0])
    return _turned(rect, 0.0, 0.0, turn, box)[0]


def _turned(
    rect: Any, x: float, y: float, turn: int, box: tuple[float, float, float, float]
) -> tuple[float, float, float]:
    """Left, right and base of a letter that runs up, down or backwards."""
    if turn < 0:
        return 0.0, 0.0, 0.0  # a watermark: only its letters count
    one = _placed(rect.left - box[0], rect.bottom - box[1], turn, box[2], box[3])[0]
    other = _placed(rect.right - box[0], rect.top - box[1], turn, box[2], box[3])[0]
    base = _placed(x - box[0], y - box[1], turn, box[2], box[3])[1]
    return min(one, other), max(one, other), base


class _Styles:
    """How the letters of a text object look, each font asked for once."""

    def __init__(self, textpage: Any) -> None:
        self.textpage = textpage
        self.matrix = pdfium.FS_MATRIX()
        self.fonts: dict[int, tuple[str | None, bool, bool]] = {}

    def of(self, item: Any, index: int) -> _Style:
        matrix = self.matrix
        size = pdfium.FPDFText_GetFontSize(self.textpage, index)
        turn = 0
        if pdfium.FPDFText_GetMatrix(self.textpage, index, matrix):
            # The size alone may be 1: what counts is the size times the text matrix.
            size *= math.hypot(matrix.c, matrix.d) or 1.0
            angle = math.degrees(math.atan2(matrix.b, matrix.a))
            nearest = round(angle / 90) * 90
            turn = nearest % 360 if abs(angle - nearest) < 10 else -1
        if not item:
            return _Style(max(size, 1.0), turn, None, False, False, True)
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        font, bold, italic = self._font(pdfium.FPDFTextObj_GetFont(item))
        fat = mode == pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE
        return _Style(max(size, 1.0), turn, font, bold or fat, italic, mode != 3)

    def _font(self, font: Any) -> tuple[str | None, bool, bool]:
        if not font:
            return None, False, False
        address = ctypes.addressof(font.contents)
        if address not in self.fonts:
            buffer = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode("utf-8", "replace")
            plain = name.partition("+")[2] or name
            slant = ctypes.c_int()
            pdfium.FPDFFont_GetItalicAngle(font, slant)
            low = plain.lower()
            bold = "bold" in low or "black" in low or pdfium.FPDFFont_GetWeight(font) >= 600
            italic = "italic" in low or "oblique" in low or slant.value != 0
            self.fonts[address] = (plain or None, bold, italic)
        return self.fonts[address]
