"""A text as the Word document that an office would have made of it.

The head and the closing stand in tables of two columns without lines, labels are counted by Word wherever
its count gives what is printed, footnotes are footnotes, bold is bold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from chidao.document import Document, Mark, Paragraph, Role
from chidao.structure.footnotes import note_label
from chidao.structure.labels import label_of
from office import docx, levels, note, notes, p, r, table, tc

_LEFT = (Role.ISSUER, Role.NUMBER)
_RIGHT = (Role.MOTTO, Role.PLACE_DATE)
_CENTRED = (Role.TYPE, Role.SUBJECT, Role.ENCLOSED_WITH, Role.RULE)


def as_word(document: Document) -> bytes:
    """The bytes of a .docx with the words of *document*."""
    paragraphs = document.paragraphs
    head = [x for x in paragraphs if x.role in (*_LEFT, *_RIGHT)]
    closing = [x for x in paragraphs if x.role in (Role.RECIPIENTS, Role.SIGNATURE)]
    footnotes = _footnotes(paragraphs)
    numbers = _Numbers(document)
    body = _columns([x for x in head if x.role in _LEFT], [x for x in head if x.role in _RIGHT])
    signed = False
    for index, paragraph in enumerate(paragraphs):
        if paragraph in closing:
            if not signed:
                body += _columns(
                    [x for x in closing if x.role is Role.RECIPIENTS],
                    [x for x in closing if x.role is Role.SIGNATURE],
                )
            signed = True
        elif paragraph not in head and not (footnotes and paragraph.role is Role.FOOTNOTE):
            body += _paragraph(paragraph, numbers.level(index), footnotes)
    parts = {"numbering": numbers.part} if numbers.part else {}
    if footnotes:
        parts["footnotes"] = notes("footnote", *footnotes.values())
    return docx(body, **parts)


def _columns(left: Sequence[Paragraph], right: Sequence[Paragraph]) -> str:
    if not left and not right:
        return ""
    cells = [tc(*(_paragraph(x, None, {}) for x in side)) for side in (left, right)]
    return table(cells, ruled=False) + p()


def _paragraph(paragraph: Paragraph, level: int | None, footnotes: dict[str, str]) -> str:
    if paragraph.cells:
        return table(paragraph.cells)
    text, start = paragraph.text, 0
    if level is not None:
        label = label_of(text)
        start = label.end if label else 0
    runs, at = [], start
    for mark in [m for m in paragraph.marks if m.start >= start]:
        runs.append(r(text[at : mark.start]))
        runs.append(_marked(text, mark, footnotes))
        at = mark.end
    runs.append(r(text[at:]))
    centred = paragraph.role in _CENTRED
    gap = "" if paragraph.tight else p()
    return gap + p(*runs, numbered=None if level is None else (1, level), jc="center" if centred else "")


def _marked(text: str, mark: Mark, footnotes: dict[str, str]) -> str:
    words = text[mark.start : mark.end]
    if mark.kind == "note":
        return note([*footnotes].index(words[1:-1]) + 1) if words[1:-1] in footnotes else r(words)
    return r(words, "<w:b/>" if mark.kind == "strong" else "<w:i/>")


def _footnotes(paragraphs: Sequence[Paragraph]) -> dict[str, str]:
    """The footnotes that the text refers to, by their labels."""
    found = {}
    for paragraph in paragraphs:
        label = note_label(paragraph.text)
        if paragraph.role is Role.FOOTNOTE and label:
            found[label] = paragraph.text.partition("]")[2].strip()
    return found


class _Numbers:
    """Which paragraphs Word can number: those whose label its own counting gives."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[int, int] = {}
        patterns: dict[int, str] = {}
        counts = [0] * 9
        for clause in document.clauses:
            label = label_of(document.paragraphs[clause.paragraph].text)
            if clause.start or label is None or label.text != clause.label:
                continue
            level = clause.depth - 1
            pattern = patterns.setdefault(level, _pattern(label.text, label.value, level))
            *above, own = map(_value, label.value.split("."))
            if (
                _pattern(label.text, label.value, level) == pattern
                and own == counts[level] + 1
                and above == counts[level - len(above) : level]
            ):
                counts[level:] = [own] + [0] * (8 - level)
                self._levels[clause.paragraph] = level
        ordered = [patterns.get(level, "none:") for level in range(max(patterns, default=-1) + 1)]
        self.part = levels(*ordered) if self._levels else ""

    def level(self, index: int) -> int | None:
        return self._levels.get(index)


def _pattern(text: str, value: str, level: int) -> str:
    """ "2.1." on the third level → "decimal:%2.%3."."""
    own = value.rpartition(".")[2]
    style = (
        "decimal"
        if own.isdigit()
        else "upperRoman"
        if re.fullmatch("[IVX]+", own)
        else ("upperLetter" if own.isupper() else "lowerLetter")
    )
    count = value.count(".") + 1
    counted = ".".join(f"%{level + 1 - back}" for back in range(count - 1, -1, -1))
    return f"{style}:{text.replace(value, counted)}"


def _value(own: str) -> int:
    if own.isdigit():
        return int(own)
    if re.fullmatch("[IVX]+", own):
        return (
            ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X").index(own) + 1
            if len(own) < 5
            else 0
        )
    return ord(own.lower()) - ord("a") + 1
