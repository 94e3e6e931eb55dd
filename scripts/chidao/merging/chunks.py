"""Three sequences → the stretches in which they agree and differ.

The idea is that of diff3 (Khanna, Kunal, Pierce: A Formal Investigation of Diff3, FSTTCS 2007): both
descendants are compared with their ancestor, and where only one of them departs from it, that one holds.
Unlike diff3, two changes that merely touch are no conflict: here the items are paragraphs, or sentences of
one, and a change of the second says nothing about the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Who departs from the ancestor in a stretch."""

    SAME = "same"
    """Nobody."""
    OURS = "ours"
    NEW = "new"
    ALIKE = "alike"
    """Both, to the same."""
    CONFLICT = "conflict"
    """Both, and not to the same."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """One stretch, as slices of the three sequences."""

    kind: Kind
    base: slice
    ours: slice
    new: slice


def chunks(base: Sequence[str], ours: Sequence[str], new: Sequence[str]) -> Iterator[Chunk]:
    """The stretches of the three sequences, in order; together they are all of each.

    >>> [str(c.kind) for c in chunks("abcd", "aBcd", "abcD")]
    ['same', 'ours', 'same', 'new']
    >>> [str(c.kind) for c in chunks("abcd", "aBcd", "a?cd")]
    ['same', 'conflict', 'same']
    >>> [str(c.kind) for c in chunks("ab", "Ab", "aB")]
    ['ours', 'new']
    """
    at, at_ours, at_new = 0, 0, 0
    for cluster in _clusters(_hunks(base, ours, Kind.OURS), _hunks(base, new, Kind.NEW)):
        start, end = cluster[0].start, max(hunk.end for hunk in cluster)
        if start > at:
            same = start - at
            yield Chunk(
                Kind.SAME, slice(at, start), slice(at_ours, at_ours + same), slice(at_new, at_new + same)
            )
            at_ours, at_new = at_ours + same, at_new + same
        end_ours = at_ours + end - start + _growth(cluster, Kind.OURS)
        end_new = at_new + end - start + _growth(cluster, Kind.NEW)
        of_ours, of_new = slice(at_ours, end_ours), slice(at_new, end_new)
        kinds = {hunk.side for hunk in cluster}
        if len(kinds) == 1:
            (kind,) = kinds
        else:
            kind = Kind.ALIKE if list(ours[of_ours]) == list(new[of_new]) else Kind.CONFLICT
        yield Chunk(kind, slice(start, end), of_ours, of_new)
        at, at_ours, at_new = end, end_ours, end_new
    if at < len(base):
        yield Chunk(Kind.SAME, slice(at, len(base)), slice(at_ours, len(ours)), slice(at_new, len(new)))


@dataclass(frozen=True, slots=True, order=True)
class _Hunk:
    """`base[start:end]` was replaced by *length* items."""

    start: int
    end: int
    length: int
    side: Kind

    @property
    def grown(self) -> bool:
        """Whether it puts in more than it takes away."""
        return self.length > self.end - self.start


def differing(ours: Sequence[str], new: Sequence[str]) -> Iterator[Chunk]:
    """The same without an ancestor: whatever differs is a conflict."""
    at = at_new = 0
    for hunk in [*_hunks(ours, new, Kind.NEW), _Hunk(len(ours), len(ours), 0, Kind.NEW)]:
        same = hunk.start - at
        if same:
            both = slice(at, hunk.start)
            yield Chunk(Kind.SAME, both, both, slice(at_new, at_new + same))
        start, end = at_new + same, at_new + same + hunk.length
        if end > start or hunk.end > hunk.start:
            replaced = slice(hunk.start, hunk.end)
            yield Chunk(Kind.CONFLICT, replaced, replaced, slice(start, end))
        at, at_new = hunk.end, end


def _hunks(base: Sequence[str], side: Sequence[str], kind: Kind) -> list[_Hunk]:
    found = []
    for tag, start, end, low, high in SequenceMatcher(None, base, side, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for part in _parts(base[start:end], side[low:high]):
            found.append(_Hunk(start + part.start, start + part.end, part.end_side - part.start_side, kind))
    return found


class _Part(NamedTuple):
    """`base[start:end]` became `side[start_side:end_side]`."""

    start: int
    end: int
    start_side: int
    end_side: int

    @property
    def is_lopsided(self) -> bool:
        """Whether it is a mere addition, or takes away and puts nothing in its place."""
        return (self.start < self.end) != (self.start_side < self.end_side)


def _parts(base: Sequence[str], side: Sequence[str]) -> list[_Part]:
    """What became of which items of *base*, in order: as small as it is known."""
    found: list[_Part] = []
    at = at_side = 0
    for one, other in _pairs(base, side):
        found += _between(at, one, at_side, other)
        found.append(_Part(one, one + 1, other, other + 1))
        at, at_side = one + 1, other + 1
    return _whole([*found, *_between(at, len(base), at_side, len(side))], base, side)


def _between(start: int, end: int, start_side: int, end_side: int) -> Iterator[_Part]:
    """What lies between two items that were changed: each by itself, where it is known what became of it."""
    if start_side == end_side:
        for at in range(start, end):
            yield _Part(at, at + 1, start_side, end_side)
    elif end_side - start_side == end - start:
        for n in range(end - start):
            yield _Part(start + n, start + n + 1, start_side + n, start_side + n + 1)
    else:
        yield _Part(start, end, start_side, end_side)


def _whole(parts: Sequence[_Part], base: Sequence[str], side: Sequence[str]) -> list[_Part]:
    """*parts* with those together that are one change: an item was cut in two, or two were joined.

    Apart, one half would be an addition beside a change, and stand outside the signs of a conflict.
    """
    found: list[_Part] = []
    for part in parts:
        if found and _is_one_change(found[-1], part, base, side):
            before = found.pop()
            part = _Part(before.start, part.end, before.start_side, part.end_side)
        found.append(part)
    return found


def _is_one_change(one: _Part, other: _Part, base: Sequence[str], side: Sequence[str]) -> bool:
    """Whether most words of what one of the two adds are those that the other has lost, or the reverse."""
    for moved, beside in ((one, other), (other, one)):
        if not moved.is_lopsided:
            continue
        was = _words(base[beside.start : beside.end])
        became = _words(side[beside.start_side : beside.end_side])
        if moved.start == moved.end:
            words, rest = _words(side[moved.start_side : moved.end_side]), was - became
        else:
            words, rest = _words(base[moved.start : moved.end]), became - was
        if (words & rest).total() > words.total() / 2:
            return True
    return False


def _words(items: Sequence[str]) -> Counter[str]:
    return Counter(word for item in items for word in item.split())


_LIKE = 0.5
"""The part of their words that two items share if one was made of the other."""
_MOST = 10_000
"""Pairs that are looked at: beyond, a stretch was written anew."""


def _pairs(base: Sequence[str], side: Sequence[str]) -> list[tuple[int, int]]:
    """Which items of *side* were made of which of *base*: the pairs with the most words in common."""
    if len(base) * len(side) > _MOST:
        return []
    words, words_side = ([Counter(item.split()) for item in items] for items in (base, side))
    best = [[(0.0, 0)] * (len(side) + 1) for _ in range(len(base) + 1)]
    for i in reversed(range(len(base))):
        for j in reversed(range(len(side))):
            like = _likeness(words[i], words_side[j])
            both = (best[i + 1][j + 1][0] + like, 2) if like >= _LIKE else (-1.0, 2)
            best[i][j] = max(both, (best[i + 1][j][0], 0), (best[i][j + 1][0], 1))
    found = []
    i = j = 0
    while i < len(base) and j < len(side):
        step = best[i][j][1]
        if step == 2:
            found.append((i, j))
        i, j = i + (step != 1), j + (step != 0)
    return found


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def _clusters(ours: list[_Hunk], new: list[_Hunk]) -> Iterator[list[_Hunk]]:
    """Hunks in order; those of the two sides that meet are together."""
    cluster: list[_Hunk] = []
    for hunk in sorted([*ours, *new]):
        if cluster and not any(_meet(hunk, other) for other in cluster if other.side is not hunk.side):
            yield cluster
            cluster = []
        cluster.append(hunk)
    if cluster:
        yield cluster


def _meet(one: _Hunk, other: _Hunk) -> bool:
    """Whether both change the same items, or put something into the same place."""
    if one.start < other.end and other.start < one.end:
        return True
    touch = one.end == other.start or other.end == one.start
    # Which of two additions comes first, nobody can tell.
    return touch and one.grown and other.grown


def _growth(cluster: list[_Hunk], side: Kind) -> int:
    return sum(hunk.length - (hunk.end - hunk.start) for hunk in cluster if hunk.side is side)
