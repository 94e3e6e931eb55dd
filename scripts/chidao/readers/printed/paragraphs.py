"""Lines → paragraphs, by where they begin and end.

A line goes on with the one above if that one was full and this one begins at the margin.  Vietnamese
is not hyphenated: a hyphen at a line's end stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from ...document import Mark, Paragraph
from ...structure.labels import is_bullet, label_of, starts_clause
from ...structure.landmarks import ENCLOSED, split_type
from ...text import is_caps, normalise
from ..reflow import Line as TextLine
from ..reflow import reflow
from .layout import Line, Word, parted
from .margins import Margins

_APART = 0.35
"""Of the width of the text: a line that begins further in is no line of a paragraph."""
_WIDE = 1.35
"""Times the distance of lines: more is a space between paragraphs."""


@dataclass(slots=True)
class Group:
    """The lines of one paragraph."""

    lines: list[Line]
    tight: bool
    column: bool = False
    right: float = 0.0
    """Where a full line ends on the page of its last line; left and right pages differ."""


def group_lines(lines: Sequence[Line], margins: Margins, before: Group | None) -> Iterator[Group]:
    """Group the lines of running text; *before* is the last group of the page before, which may go on."""
    group = before
    centred_before = False
    for line in lines:
        centred = _is_centred(line, margins)
        if group is not None:
            last = group.lines[-1]
            same_page = last.page == line.page
            pitch = line.base - last.base if same_page else margins.pitch
            if same_page and centred and centred_before:
                joined = _same_heading(group, line, pitch, margins)
            elif centred or (centred_before and same_page):
                joined = _is_rest(last, line, pitch, margins) and not is_caps(last.text)
            else:
                joined = _goes_on(group, line, pitch, margins)
            if joined:
                group.lines.append(line)
                group.right = margins.right
                centred_before = centred
                continue
            tight = same_page and pitch < _WIDE * margins.pitch
            if group is not before:
                yield group
            group = Group([line], tight, right=margins.right)
        else:
            group = Group([line], False, right=margins.right)
        centred_before = centred
    if group is not None and group is not before:
        yield group


def group_column(lines: Sequence[Line]) -> Iterator[Group]:
    """Group the lines of a column of a head or closing: by their words, as in a text copied from it."""
    pitch = min((b.base - a.base for a, b in pairwise(lines) if b.base > a.base), default=0)
    given = []
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else None
        tight = above is not None and line.base - above.base < max(_WIDE * pitch, 1.5 * line.size)
        given.append(TextLine(normalise(line.text).strip(), number, 0, (), tight))
    for group in reflow([line for line in given if line.text]):
        yield Group([lines[line.number] for line in group], group[0].tight, True)


def _is_centred(line: Line, margins: Margins) -> bool:
    """Whether a line stands in the middle, or on the right of the page by itself."""
    before, behind = line.left - margins.left, margins.right - line.right
    if before > _APART * (margins.right - margins.left):
        return True
    near = 2.5 * margins.tolerance
    if before < 1.5 * margins.tolerance or abs(before - behind) > near:
        return False
    # A short first line may happen to end where a centred one would.
    return abs(before - margins.indent) > margins.tolerance or is_caps(line.text)


def _same_heading(group: Group, line: Line, pitch: float, margins: Margins) -> bool:
    """Whether two lines in the middle are one heading."""
    last = group.lines[-1]
    text, here = last.text, line.text
    if pitch > _WIDE * max(margins.pitch, 1.15 * line.size) or abs(last.size - line.size) > 0.6:
        return False
    if (
        starts_clause(here)
        or ENCLOSED.match(here)
        or not any(c.isalnum() for c in here)
        or not any(c.isalnum() for c in text)
    ):
        return False
    if is_caps(text) != is_caps(here) or _bold(last) != _bold(line):
        return False
    if is_caps(here):
        # The lines of a head speak for themselves; the title of a chapter is one.
        return False
    name, rest = split_type(text)
    label = label_of(text)
    if (name and not rest) or (label is not None and label.end == len(text)):
        return False
    return not text.rstrip().endswith((".", ";", ":", ")")) or here[:1].islower()


def _bold(line: Line) -> bool:
    return sum(len(w.text) for w in line.words if w.bold) * 2 > sum(len(w.text) for w in line.words)


def _is_rest(last: Line, line: Line, pitch: float, margins: Margins) -> bool:
    """Whether *line* is the rest of a sentence that *last* broke off."""
    first = line.text.lstrip('“"(')[:1]
    stopped = last.text.rstrip().endswith((".", ";", ":", "!", "?")) and not _LEADERS.search(last.text)
    return first.islower() and not stopped and not starts_clause(line.text) and pitch < 1.6 * margins.pitch


def _goes_on(group: Group, line: Line, pitch: float, margins: Margins) -> bool:
    last = group.lines[-1]
    if pitch > 1.7 * max(margins.pitch, 1.2 * line.size) or pitch < 0:
        return False
    ratio = line.size / last.size
    if not 0.8 < ratio < 1.25:
        return False
    if not any(c.isalnum() for c in line.text) or not any(c.isalnum() for c in last.text):
        return False
    if _LEADERS.search(last.text) or not _was_full(group, line, margins):
        open_end = _is_rest(last, line, pitch, margins) or _is_ragged(last, line, pitch, margins)
        return open_end and not is_caps(last.text)
    ended = last.text.rstrip().endswith((".", ";", ":", "!", "?", "…", "”"))
    if pitch > 1.18 * margins.pitch + 1 and (ended or (margins.spaced and not line.text[:1].islower())):
        return False
    return _at_margin(group, line, margins, ended)


def _is_ragged(last: Line, line: Line, pitch: float, margins: Margins) -> bool:
    """Whether *last* only fell short of the margin: no first line stands so far left."""
    at_margin = margins.indent > 0 and line.left - margins.left <= 1.5 * margins.tolerance
    long = last.right - margins.left > 0.7 * (margins.right - margins.left)
    is_open = last.text.rstrip()[-1:].isalpha() or last.text.rstrip().endswith(",")
    return at_margin and long and is_open and pitch < 1.2 * margins.pitch and not starts_clause(line.text)


# "Địa chỉ: ......" ends where its dots end.
_LEADERS = re.compile(r"[.…_]{5,}\W*$")


def _was_full(group: Group, line: Line, margins: Margins) -> bool:
    """Whether the first word of *line* would not have found room at the end of *group*."""
    last = group.lines[-1]
    first = [line.words[0]]
    for word in line.words[1:]:
        if parted(first[-1], word):
            break
        first.append(word)
    room = group.right - last.right
    return room < (first[-1].right - first[0].left) + 0.2 * last.size + margins.tolerance / 2


def _at_margin(group: Group, line: Line, margins: Margins, ended: bool) -> bool:
    """Whether *line* begins where the paragraph goes on, not where the next one begins."""
    near = 1.5 * margins.tolerance
    last = group.lines[-1]
    same_page = last.page == line.page
    further_in = line.left - margins.left
    if further_in <= near:
        if margins.indent or (margins.spaced and same_page):
            return True
        return not starts_clause(line.text) or (not ended and _is_inner(line.text))
    if not same_page:
        return abs(further_in - margins.indent) > near and not starts_clause(line.text)
    if len(group.lines) > 1 and group.lines[1].page == line.page:
        place = group.lines[-1].left if len(group.lines) > 2 else group.lines[1].left
        if abs(line.left - place) <= near:
            return not (ended and starts_clause(line.text) and abs(group.lines[0].left - place) <= near)
        return line.left < place and not starts_clause(line.text) and not ended
    if starts_clause(line.text):
        return False
    if abs(line.left - last.left) <= near:
        # Both stand in: two paragraphs of one line each, unless the text shows that it goes on.
        first = line.text.lstrip('“"(')[:1]
        return first.islower() or (not ended and abs(further_in - margins.indent) > near)
    if line.left > last.left:
        return is_bullet(last.text) or label_of(last.text) is not None or line.text[:1].islower()
    return True


def _is_inner(text: str) -> bool:
    """Whether what looks like a label may go on: "khoản 1 / Điều 372", "kinh tế / - xã hội"."""
    label = label_of(text)
    if label is None:
        return text[:1] in "-–" and text[1:].lstrip()[:1].islower()
    return label.kind in ("điều", "chương", "mục", "phụ lục", "phần")


def paragraph(group: Group, notes: Mapping[int, Mapping[str, str]] = MappingProxyType({})) -> Paragraph:
    """The words of a group, and what is set apart in them.

    *notes* has for each page the numbers that refer to footnotes, and what to write for them.
    """
    out: list[str] = []
    length = 0
    spans: list[tuple[int, int, Word]] = []
    marks: list[Mark] = []
    last: Word | None = None
    for line in group.lines:
        for index, word in enumerate(line.words):
            between = ""
            if last is not None:
                broken = index == 0 and _ends_in_hyphen("".join(out[-3:]), word.text)
                between = "" if broken or (index and not parted(last, word)) else " "
            text = normalise(word.text)
            label = notes.get(line.page, {}).get(text.strip("()[]*")) if word.raised else None
            if label and not (text in "23" and _UNIT.search("".join(out[-3:]))):
                text, between = f"[{label}]", "" if last is not None else between
                marks.append(Mark(length, length + len(text), "note"))
            elif word.bold or word.italic:
                spans.append((length + len(between), length + len(between) + len(text), word))
            out += [between, text]
            length += len(between) + len(text)
            last = word
    text = "".join(out)
    marks += [*_spans(text, spans, "strong"), *_spans(text, spans, "em")]
    return Paragraph(*_folded(text, marks), tight=group.tight)


# "m" before a raised 2 is a square metre.
_UNIT = re.compile(r"\b[kdcm]?m$")


def _ends_in_hyphen(before: str, word: str) -> bool:
    """ "NĐ-" over "CP" is one word broken behind its hyphen; "Thương binh -" is not."""
    return len(before) > 1 and before[-1] in "-/" and before[-2].isalnum() and word[:1].isalnum()


def _spans(text: str, spans: list[tuple[int, int, Word]], kind: str) -> Iterator[Mark]:
    start = end = -1
    for a, b, word in spans:
        if not (word.bold if kind == "strong" else word.italic):
            continue
        if start >= 0 and not text[end:a].strip():
            end = b
            continue
        if start >= 0 and any(c.isalnum() for c in text[start:end]):
            yield Mark(start, end, kind)
        start, end = a, b
    if start >= 0 and any(c.isalnum() for c in text[start:end]):
        yield Mark(start, end, kind)


def _folded(text: str, marks: list[Mark]) -> tuple[str, tuple[Mark, ...]]:
    """Blanks folded, letters in NFC over the borders of words, marks still on their letters."""
    folded = " ".join(normalise(text).split())
    if folded == text:
        return text, tuple(sorted(marks, key=lambda m: (m.start, -m.end, m.kind)))

    def moved(position: int) -> int:
        before = " ".join(normalise(text[:position]).split())
        more = position < len(text) and text[position - 1 : position].isspace() and bool(before)
        return min(len(before) + more, len(folded))

    found = [Mark(moved(m.start), len(" ".join(normalise(text[: m.end]).split())), m.kind) for m in marks]
    found = [m for m in found if m.start < m.end]
    return folded, tuple(sorted(found, key=lambda m: (m.start, -m.end, m.kind)))
