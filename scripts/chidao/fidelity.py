"""No word is lost: the words of a page against the words of its original.

Markup, line breaks and lines of dashes are no words.  Everything else is.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .document import Paragraph
from .lookalikes import as_seen
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

    Nearly linear: where both differ widely, what stands there is one departure.
    """
    if plain_text(original) == plain_text(page) or _without_dashes(original) == _without_dashes(page):
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
        original_words, page_words = " ".join(a_middle[a1:a2]), " ".join(b_middle[b1:b2])
        if as_seen(original_words) == as_seen(page_words):
            continue  # a Cyrillic С in "NĐ-СР" was mended: no reader sees it
        at = front + b1
        line = lines[min(at, len(lines) - 1)] if lines else 0
        context = " ".join(b[max(0, at - 4) : at])
        found.append(Departure(original_words, page_words, line, context))
    return found


def plain_text(paragraphs: Iterable[Paragraph]) -> str:
    """All words of *paragraphs*, a blank between two."""
    return " ".join(p.text for p in paragraphs if WORD.search(p.text))


def _without_dashes(paragraphs: Iterable[Paragraph]) -> str:
    """The same without the dash of a list's entry, which in an original may stand alone on its line."""
    return " ".join(p.text.removeprefix("- ") for p in paragraphs if WORD.search(p.text))


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


_LARGEST = 200 * 200
"""Pairs of words that difflib compares at once: with words that repeat, its time grows with the cube."""
_BUDGET = 40 * _LARGEST
"""Pairs for a whole page; what is left then is told as one replacement."""


def _opcodes(a: list[str], b: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """As difflib's, between anchors that both sides have once, in one order (patience diff)."""
    budget = _BUDGET
    for a1, a2, b1, b2 in _between_anchors(a, b, 0, 0, (3, 1)):
        size = (a2 - a1) * (b2 - b1)
        if size > min(_LARGEST, budget):
            yield "replace", a1, a2, b1, b2
            continue
        budget -= size
        matcher = difflib.SequenceMatcher(None, a[a1:a2], b[b1:b2], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            yield tag, a1 + i1, a1 + i2, b1 + j1, b1 + j2


def _between_anchors(
    a: list[str], b: list[str], from_a: int, from_b: int, runs: tuple[int, ...]
) -> Iterator[tuple[int, int, int, int]]:
    """Pieces of both sides that belong together; what is still large is cut at shorter runs of words."""
    if not runs or len(a) * len(b) <= _LARGEST:
        if a or b:
            yield from_a, from_a + len(a), from_b, from_b + len(b)
        return
    start_a = start_b = 0
    for at_a, at_b in [*_anchors(a, b, runs[0]), (len(a), len(b))]:
        piece_a, piece_b = a[start_a:at_a], b[start_b:at_b]
        yield from _between_anchors(piece_a, piece_b, from_a + start_a, from_b + start_b, runs[1:])
        start_a, start_b = at_a, at_b


def _anchors(a: list[str], b: list[str], length: int) -> list[tuple[int, int]]:
    """Where *length* words in a row that occur once on either side begin, as far as in one order."""
    once_a, once_b = _once(a, length), _once(b, length)
    pairs = [(at, once_b[words]) for words, at in once_a.items() if words in once_b]
    # The longest run that grows on both sides (patience sorting).
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for number, (_at, at_b) in enumerate(pairs):
        pile = bisect_left(tops, at_b)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(at_b)
            piles.append(number)
        else:
            tops[pile], piles[pile] = at_b, number
    run = []
    number = piles[-1] if piles else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]


def _once(words: list[str], length: int) -> dict[tuple[str, ...], int]:
    """Where each run of *length* words that occurs once begins, in order."""
    found: dict[tuple[str, ...], int] = {}
    for at, run in enumerate(zip(*(words[n:] for n in range(length)), strict=False)):
        found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}
