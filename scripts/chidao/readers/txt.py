"""Read a text original: plain, or with Markdown marks here and there.

Texts copied from portals, PDF files and Word carry Markdown marks as they please: a heading is
"## II- …" here, "**2.1- …**" there, and plain in between.  The marks are read as what the layout
told, no more; what a paragraph is, its words decide (see `structure`).
"""

from __future__ import annotations

import re
from pathlib import Path

from ..document import Mark, Paragraph
from ..text import WORD, normalise
from .encoding import decode, read_text
from .inline import plain
from .reading import Reading
from .reflow import Line, reflow


def read(path: Path) -> Reading:
    """Read a .txt or .md file of any line width.  Raises UnreadableOriginal."""
    text, encoding, warnings = read_text(path)
    return Reading(paragraphs(text), f"text, {encoding}", tuple(warnings))


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of *text*, hard-wrapped lines rejoined."""
    text = normalise(text)
    marked = _MARKDOWN.search(text) is not None
    found = []
    for group in reflow(_lines(text, marked)):
        first = group[0]
        words, starts = [], []
        length = 0
        for line in group:
            if line is not first:
                starts.append((length, line.number))
            words.append(line.text)
            length += len(line.text) + 1
        raw = " ".join(words)
        if first.cells:
            cells = tuple(plain(cell)[0] if marked else cell for cell in first.cells)
            content = " ".join(cell for cell in cells if cell)
            found.append(Paragraph(content, cells=cells, tight=first.tight, line=first.number))
            continue
        content, marks = plain(raw) if marked else (raw, ())
        marks += notes(content)
        found.append(Paragraph(content, marks, first.level, (), first.tight, first.number, tuple(starts)))
    return tuple(p for p in found if p.text)


def words(path: Path, data: bytes) -> str:
    """All words of a text, a blank between two, as `bare` leaves them.

    Taken from the bytes without any rejoining of lines: a second witness that no word is lost, and a
    fast one.
    """
    return words_in(decode(path, data)[0])


def words_in(text: str) -> str:
    """All words of *text*, as `words` finds them."""
    text = normalise(text)
    return bare("\n".join(line for line in text.split("\n") if WORD.search(line)))


def bare(text: str) -> str:
    """*text* without the signs that Markdown uses as marks, blanks folded."""
    for sign, instead in (("|", " "), ("*", ""), ("#", ""), ("\\", "")):
        if sign in text:
            text = text.replace(sign, instead)
    return " ".join(text.split())


# **bold**, "## heading" or an escaped mark: a text without them keeps its asterisks.
_MARKDOWN = re.compile(r"\*\*\S[^\n]*\*\*|^ {0,3}#{1,6} \S|\\[*_#\[\]().-]", re.MULTILINE)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_TABLE_ROW = re.compile(r"\|.*\|$")
_TABLE_RULE = re.compile(r"\|?[\s:|-]+\|[\s:|-]*$")
# "Quốc hội[1]", "a) [2] Điểm a", "3. [4] Các cơ quan"
_NOTE = re.compile(r"(?:(?<=[^\s\[(])|(?<=[.)] ))\[(\d{1,3})\](?!\()")


def _lines(text: str, marked: bool) -> list[Line]:
    lines: list[Line] = []
    blank = True
    for number, raw in enumerate(text.split("\n"), 1):
        words = raw.split()
        if not words:
            blank = True
            continue
        line, level = " ".join(words), 0
        cells: tuple[str, ...] = ()
        if not line.strip("#"):
            blank = True  # a heading without words
            continue
        if line[0] == "#" and (heading := _HEADING.match(line)):
            level, line = len(heading[1]), heading[2]
        elif line[0] == "|" and _TABLE_ROW.match(line):
            if _TABLE_RULE.match(line) and lines and lines[-1].cells:
                continue
            cells = tuple(c.strip().replace("\\|", "|") for c in re.split(r"(?<!\\)\|", line)[1:-1])
        if line.endswith("\\") and marked:
            line = line[:-1].rstrip()
        if line:
            lines.append(Line(line, number, level, cells, not blank))
        blank = False
    if marked:
        _close_bold(lines)
    return lines


def _close_bold(lines: list[Line]) -> None:
    """Bold type that runs over several lines is closed and opened again at each line's end."""
    opened = False
    for index, line in enumerate(lines):
        text = line.text
        if not line.tight:
            opened = False
        odd = text.count("**") % 2 == 1
        goes_on = index + 1 < len(lines) and lines[index + 1].tight
        was, opened = opened, (opened != odd) and goes_on
        if was:
            text = f"**{text}"
        if opened:
            text = f"{text}**"
        if was or opened:
            lines[index] = line._replace(text=text)


def notes(text: str) -> tuple[Mark, ...]:
    """References to footnotes: "Quốc hội[1] thì"."""
    if "[" not in text:
        return ()
    return tuple(Mark(m.start(), m.end(), "note") for m in _NOTE.finditer(text))
