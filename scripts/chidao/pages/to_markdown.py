"""Document → page: front matter and a body that reads well in a difference.

* A paragraph is parted from the next by a blank line; a sentence begins a line, so that a change
  touches one line only.
* Headings are the document's own levels (Chương, Điều, A-, I-), whatever the original marked.
* Labels stay as printed; "1." and "- " are CommonMark's own list labels and need no escape.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from itertools import accumulate

from ..document import Document, Mark, Paragraph, Role
from ..structure.footnotes import note_label
from ..text import sentences
from .escape import escape, escape_inner, escape_start, list_label
from .front_matter import dump

_HEADED = {
    "phần": 2,
    "chương": 2,
    "mục": 3,
    "tiểu mục": 4,
    "điều": 4,
    "phụ lục": 2,
    "mục chữ": 2,
    "mục la mã": 3,
}


def write(document: Document, original: str | None = None, sha256: str | None = None) -> str:
    """Return the page of *document*; *original* is its file's path, *sha256* that file's hash."""
    return dump(document.facts, original, sha256) + "\n" + body(document)


def body(document: Document) -> str:
    """The Markdown of all paragraphs."""
    levels = _levels(document)
    out: list[str] = []
    in_table = 0
    previous: Paragraph | None = None
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.cells:
            width = len(paragraph.cells)
            if in_table != width:
                out.append("")
            out.append(_row(paragraph))
            if in_table != width:
                out.append("|" + " --- |" * width)
            in_table = width
            previous = paragraph
            continue
        in_table = 0
        text = _block(paragraph, levels.get(index, 0))
        if previous is None or not _joined(previous, paragraph):
            out.append("")
        out.append(text)
        previous = paragraph
    return "\n".join(out).lstrip("\n") + "\n"


def _levels(document: Document) -> dict[int, int]:
    """Heading level by paragraph: 1 for the type, then the outer clauses, without a gap."""
    kinds = {c.kind for c in document.clauses if c.kind in _HEADED}
    order = sorted(kinds, key=lambda k: (k != "phụ lục", _RANK[k]))
    depth = {}
    level = 2
    for kind in order:
        depth[kind] = min(level, 6)
        level += kind != "phụ lục" or len(order) == 1
    levels = {c.paragraph: depth[c.kind] for c in document.clauses if c.kind in _HEADED and c.start == 0}
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.role is Role.TYPE:
            levels[index] = 1
    # A heading is short: "Điều 2. Giao Sở Nội vụ chủ trì …" is a paragraph that has a label.
    return {
        index: level
        for index, level in levels.items()
        if level == 1 or len(document.paragraphs[index].text) <= 200
    }


_RANK = {
    kind: rank
    for rank, kind in enumerate(
        ("phụ lục", "phần", "chương", "mục", "tiểu mục", "điều", "mục chữ", "mục la mã")
    )
}


def _joined(before: Paragraph, here: Paragraph) -> bool:
    """Entries of one list of dashes follow each other without a blank line."""
    return (
        before.text[:2] == "- "
        and here.text[:2] == "- "
        and before.role is here.role
        and len(before.text) > 2 < len(here.text)
    )


def _block(paragraph: Paragraph, level: int) -> str:
    if level:
        text = paragraph.text
        words = _inline(text, _Marks(paragraph, 0).between(0, len(text)), 0, len(text), in_heading=True)
        # CommonMark 4.2 would take "#" at the end for the heading's closing sequence.
        return "#" * level + " " + re.sub(r"(^|\s)(#+)$", r"\1\\\2", words)
    text = paragraph.text
    if paragraph.role is Role.RULE:
        return text if re.fullmatch(r"-{3,}|\*{3,}|_{3,}", text) else escape_inner(escape(text))
    if paragraph.role is Role.FOOTNOTE and (label := note_label(text)):
        start = text.index("]") + 1
        while start < len(text) and text[start] == " ":
            start += 1
        return f"[^{label}]: " + _lines(paragraph, start, "    ")
    label_end = list_label(text)
    if label_end:
        indent = " " * label_end
        rest = _lines(paragraph, label_end, indent)
        return text[:label_end] + rest
    return _lines(paragraph, 0, "")


def _lines(paragraph: Paragraph, start: int, indent: str) -> str:
    """The words from *start* on, a line a sentence, lines after the first behind *indent*."""
    text = paragraph.text
    marks = _Marks(paragraph, start)
    lines: list[tuple[int, int]] = []
    for begin, end in sentences(text[start:]):
        if lines and marks.are_cut_at(start + begin):
            lines[-1] = (lines[-1][0], start + end)
        else:
            lines.append((start + begin, start + end))
    out = []
    for position, (begin, end) in enumerate(lines):
        line = _inline(text, marks.between(begin, end), begin, end)
        out.append(escape_inner(line) if position or start else escape_start(line))
    return ("\n" + indent).join(out)


class _Marks:
    """The marks of a paragraph in the order of their beginnings, to be asked for a stretch of it.

    A label, which ends at *start*, is written without: of a mark that begins in it the rest is kept.
    """

    def __init__(self, paragraph: Paragraph, start: int) -> None:
        marks = (m if m.start >= start else _behind(start, m) for m in paragraph.marks)
        self._marks = sorted((m for m in marks if m.start < m.end), key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self._marks]
        self._reach = list(accumulate((m.end for m in self._marks), max))

    def between(self, begin: int, end: int) -> list[Mark]:
        """Those that begin and end there."""
        low, high = bisect_left(self._starts, begin), bisect_left(self._starts, end)
        return [m for m in self._marks[low:high] if m.start < m.end <= end]

    def are_cut_at(self, offset: int) -> bool:
        """Whether one of them begins before *offset* and ends behind it."""
        before = bisect_left(self._starts, offset)
        return before > 0 and self._reach[before - 1] > offset


def _behind(start: int, mark: Mark) -> Mark:
    return Mark(start, max(start, mark.end) if mark.kind != "note" else start, mark.kind)


def _inline(text: str, marks: list[Mark], begin: int, end: int, in_heading: bool = False) -> str:
    """Words with their marks.  A mark that CommonMark could not read there is left out: it is no word."""
    if not marks:
        return escape(text[begin:end])
    signs: dict[int, list[str]] = {}
    for mark in _writable(text, marks, begin, end, in_heading):
        sign = "**" if mark.kind == "strong" else "*"
        signs.setdefault(mark.start, []).append(sign)
        signs.setdefault(mark.end, []).insert(0, sign)
    notes = [m for m in marks if m.kind == "note"]
    for note in notes:
        signs.setdefault(note.start + 1, []).append("^")
    out, position = [], begin
    skip = {m.start for m in notes}
    for offset in sorted(signs):
        piece = text[position:offset]
        bracket = position in skip and len(piece) == 1
        out.append(piece if bracket else _escape_with(piece, skip, position, before_sign=True))
        out += signs[offset]
        position = offset
    out.append(_escape_with(text[position:end], skip, position))
    return "".join(out)


def _escape_with(piece: str, skip: set[int], position: int, before_sign: bool = False) -> str:
    """Escape *piece*, but not the bracket that opens a footnote reference."""
    if position + len(piece) - 1 in skip and piece.endswith("["):
        return escape(piece[:-1], before_sign=True) + "["
    return escape(piece, before_sign)


def _writable(text: str, marks: list[Mark], begin: int, end: int, in_heading: bool) -> list[Mark]:
    kept: list[Mark] = []
    for mark in marks:
        if mark.kind == "note" or (in_heading and mark.kind == "strong"):
            continue
        before = text[mark.start - 1] if mark.start > begin else " "
        after = text[mark.end] if mark.end < end else " "
        first, last = text[mark.start], text[mark.end - 1]
        # CommonMark 0.31, 6.2: a delimiter run beside a sign needs a blank or a sign outside.
        if first.isspace() or last.isspace():
            continue
        if not ((first.isalnum() or _parts(before)) and (last.isalnum() or _parts(after))):
            continue
        if kept and mark.start <= kept[-1].end:
            continue
        if not any(map(str.isalnum, text[mark.start : mark.end])):
            continue  # bold dashes are dashes, and as "**---**" a rule
        if any(sign in text[mark.start : mark.end] + before + after for sign in "*\\"):
            continue
        kept.append(mark)
    return kept


def _parts(char: str) -> bool:
    """Whether *char* is a blank or a sign; a mark over a letter and a number in a circle are neither."""
    return char.isspace() or unicodedata.category(char)[0] in "PS"


def _row(paragraph: Paragraph) -> str:
    return "| " + " | ".join(escape(c).replace("|", "\\|") for c in paragraph.cells) + " |"
