"""No word is lost: the words of a page against the words of its original.

Markup, line breaks and lines of dashes are no words.  Everything else is.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .document import Paragraph
from .text import WORD


@dataclass(frozen=True, slots=True)
class Departure:
    """A place where the page departs from its original."""

    original: str
    """The words of the original there; empty where the page adds words."""
    page: str
    """The words of the page; empty where it leaves words out."""
    line: int
    """The line of the page, counted from 1."""
    context: str
    """A few words before, common to both."""


def departures(original: Sequence[Paragraph], page: Sequence[Paragraph]) -> list[Departure]:
    """Where *page* departs from *original*, in order; empty if every word is there.

    Linear where both agree; the differing middle costs at most what difflib costs on its words.
    """
    if plain_text(original) == plain_text(page):
        return []
    a, b = words(original), words(page)
    front = _common(a, b)
    back = _common(reversed(a[front:]), reversed(b[front:]))
    a_middle, b_middle = a[front : len(a) - back], b[front : len(b) - back]
    lines = _lines(page)
    found = []
    for tag, a1, a2, b1, b2 in _opcodes(a_middle, b_middle):
        if tag == "equal":
            continue
        at = front + b1
        line = lines[min(at, len(lines) - 1)] if lines else 0
        context = " ".join(b[max(0, at - 4) : at])
        found.append(Departure(" ".join(a_middle[a1:a2]), " ".join(b_middle[b1:b2]), line, context))
    return found


def plain_text(paragraphs: Iterable[Paragraph]) -> str:
    """All words of *paragraphs*, a blank between two."""
    return " ".join(p.text for p in paragraphs if WORD.search(p.text))


def words(paragraphs: Iterable[Paragraph]) -> list[str]:
    """The words of *paragraphs* in order."""
    return plain_text(paragraphs).split()


def _lines(paragraphs: Iterable[Paragraph]) -> list[int]:
    """The line of each of the `words`."""
    found: list[int] = []
    for paragraph in paragraphs:
        offset = 0
        for word in paragraph.text.split(" ") if WORD.search(paragraph.text) else ():
            found.append(paragraph.line_at(offset))
            offset += len(word) + 1
    return found


def _common(a: Iterable[str], b: Iterable[str]) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


_LARGEST = 4000
"""Words that difflib compares at once: it is quadratic at worst."""


def _opcodes(a: list[str], b: list[str]) -> Iterable[tuple[str, int, int, int, int]]:
    if len(a) * len(b) > _LARGEST * _LARGEST:
        return [("replace", 0, len(a), 0, len(b))]
    return difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
