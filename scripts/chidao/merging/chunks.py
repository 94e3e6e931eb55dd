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
        ends = [*_pairs(base[start:end], side[low:high]), (end - start, high - low)]
        at, at_side = start, low
        for one, other in ends:
            found += _between(at, start + one, low + other - at_side, kind)
            if start + one < end:
                found.append(_Hunk(start + one, start + one + 1, 1, kind))
            at, at_side = start + one + 1, low + other + 1
    return found


def _between(start: int, end: int, length: int, kind: Kind) -> list[_Hunk]:
    """What lies between two items that were changed: each by itself, where it is known what became of it."""
    if length in (0, end - start):
        return [_Hunk(at, at + 1, min(length, 1), kind) for at in range(start, end)]
    return [_Hunk(start, end, length, kind)]


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
