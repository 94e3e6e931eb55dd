"""The head of a form or an annex that is of no type of its own, and has no number of its own.

Mẫu số 03                                               its code
TỜ KHAI ĐĂNG KÝ KHAI TỬ                                 its title
(Ban hành kèm theo Thông tư số 04/2020/TT-BTP           the document that it belongs to
ngày 28/12/2020 của Bộ Tư pháp)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Paragraph, Role
from ..text import is_caps
from .labels import label_of
from .landmarks import ENCLOSED, MOTTO, RULE
from .lines import join
from .numbers import NUMBER

_MOST_LINES, _MOST_LETTERS = 12, 700
"""Of what stands above the note."""
_NOTE_LINES = 4
_LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A head that was found."""

    paragraphs: list[Paragraph]
    """All paragraphs, those of the head with their roles."""
    end: int
    """Index of the first paragraph behind it."""
    title: str
    note: str


def find_enclosed(paragraphs: Sequence[Paragraph], begin: int) -> Enclosed | None:
    """Find the note "(Kèm theo …)" above all text; *begin* is where the columns of a head end."""
    at = _note_at(paragraphs, begin)
    if at is None:
        return None
    stop = _note_end(paragraphs, at)
    note = join(paragraphs[at:stop], Role.ENCLOSED_WITH)
    first = _title_from(paragraphs, begin, at)
    title = [join(paragraphs[first:at], Role.SUBJECT)] if first < at else []
    above = [*paragraphs[: min(first, at)], *title, note]
    return Enclosed(
        [*above, *paragraphs[stop:]], max(begin, len(above)), title[0].text if title else "", note.text
    )


def is_running(paragraph: Paragraph) -> bool:
    """Whether a paragraph is text, and no line of an annex's title: a sentence, an entry, a row of a table.

    "VỀ VIỆC …" is the subject of a decision or letter, whose own type was cut off.
    """
    text = paragraph.text
    if paragraph.cells or len(text) > 300 or text.startswith(_OF_TEXT):
        return True
    label = label_of(text)
    if label is not None and label.kind != "phụ lục":
        return True
    return text.endswith((".", ";", ":")) and not is_caps(text) and not RULE.match(text)


_OF_TEXT = ("Kính gửi", "- ", "+ ", "VỀ VIỆC", "Về việc", "V/v")


def _note_at(paragraphs: Sequence[Paragraph], begin: int) -> int | None:
    length = 0
    for index, paragraph in enumerate(paragraphs[: begin + _MOST_LINES]):
        text = paragraph.text
        if "èm theo" in text[:25] and ENCLOSED.match(text) and len(text) <= _LONGEST_NOTE:
            return index if NUMBER.search(text) else None
        if index < begin:
            continue
        length += len(text) + 1
        if is_running(paragraph) or length > _MOST_LETTERS:
            return None
    return None


def _note_end(paragraphs: Sequence[Paragraph], at: int) -> int:
    """Behind the closing bracket, which may stand some lines below."""
    if paragraphs[at].text.startswith("("):
        for stop in range(at + 1, min(at + _NOTE_LINES, len(paragraphs)) + 1):
            if ")" in paragraphs[stop - 1].text:
                return stop
    return at + 1


# Mẫu số 03 · B1-4-LLCN · Biểu 2a · Phụ lục I
_CODE = re.compile(r"(?=.*\d).{1,20}$|Phụ lục\b.{0,8}$", re.IGNORECASE)


def _title_from(paragraphs: Sequence[Paragraph], begin: int, at: int) -> int:
    """Where the title begins that ends above the note: below a rule, a motto, a code."""
    for index in range(at - 1, begin - 1, -1):
        text = paragraphs[index].text
        if (
            RULE.match(text)
            or MOTTO.match(text)
            or _CODE.match(text)
            or paragraphs[index].role is not Role.BODY
        ):
            return index + 1
    return min(begin, at)
