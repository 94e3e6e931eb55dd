"""Which clause of a document carries out which clause of the one it implements.

Two clauses are compared by the pairs of neighbouring syllables that they share (most Vietnamese words
are two syllables), each weighed by how rare it is in official language: "kiểm tra, giám sát" stands
everywhere and proves nothing, "Trưởng ban dân vận" proves much.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from .. import forms
from ..document import Document
from ..text import key


@dataclass(frozen=True, slots=True)
class Alignment:
    """A clause and the one that it carries out."""

    clause: str
    """Id in the implementing document."""
    of: str
    """Id in the implemented document."""
    score: float
    """0 to 1: how much of what the two clauses say is said by both."""
    certain: bool
    """Whether it is shown as a fact; else it is a proposal that an editor decides."""
    asserted: bool = False
    """Whether an editor says so."""
    repeats: bool = False
    """Whether it nearly repeats the other's words, rather than saying how they are carried out."""


CERTAIN = 0.24
DOUBTFUL = 0.15
_CLEARLY = 1.75
"""How much better than the next clause, outside of its own branch, one must be to be certain."""
_AS_GOOD = 0.8
"""Share of the best score with which a clause inside it is the better answer."""


def align(
    implementing: Document, implemented: Document, asserted: Mapping[str, str | None] | None = None
) -> list[Alignment]:
    """Align the clauses of *implementing* with those of *implemented*, at most one each.

    *asserted* is what an editor says of some of them: clause → clause, or None where it carries out none.
    """
    asserted = asserted or {}
    ours, theirs = _texts(implementing), _texts(implemented)
    weights = _weights([*ours.values()], [*theirs.values()])
    found = []
    for clause, words in ours.items():
        if clause in asserted:
            said = asserted[clause]
            if said is not None and said in theirs:
                found.append(Alignment(clause, said, 1.0, True, True, _repeats(words, theirs[said])))
            continue
        scored = sorted(((_score(words, other, weights), of) for of, other in theirs.items()), reverse=True)
        if not scored or scored[0][0] < DOUBTFUL:
            continue
        best, of = scored[0]
        for score, inner in scored[1:]:
            if inner.startswith(of) and score >= best * _AS_GOOD:
                of = inner
                break
        second = next((s for s, other in scored if not _nested(other, of)), 0.0)
        certain = best >= CERTAIN and best >= second * _CLEARLY
        found.append(Alignment(clause, of, round(best, 3), certain, False, _repeats(words, theirs[of])))
    return found


_SAME = 0.6
"""Share of its pairs of syllables that a clause has in common with the one that it repeats."""


def _repeats(one: Counter[str], other: Counter[str]) -> bool:
    return sum((one & other).values()) >= _SAME * max(sum(one.values()), sum(other.values()))


def _nested(one: str, other: str) -> bool:
    """Whether one clause lies in the other: both may fit."""
    return one.startswith(other) or other.startswith(one)


def _texts(document: Document) -> dict[str, Counter[str]]:
    """The pairs of syllables of each clause, with those of the items "(1)" inside it."""
    own = {clause.id: Counter(_pairs(text)) for clause, text in document.clause_texts()}
    whole = {}
    for clause, its in own.items():
        pairs = its.copy()
        for other, more in own.items():
            if other.startswith(f"{clause}("):
                pairs.update(more)
        if sum(pairs.values()) >= 5:
            whole[clause] = pairs
    return whole


def _pairs(text: str) -> Iterator[str]:
    words = re.findall(r"[^\W\d_]+", key(re.sub(r"“[^”]*”", " ", text)))
    return (f"{a} {b}" for a, b in pairwise(words))


_RAREST = 0.02
"""The share of documents in which a pair stands that no list knows."""


def _weights(ours: list[Counter[str]], theirs: list[Counter[str]]) -> dict[str, float]:
    """What a pair proves: much if it is rare in the language, and stands in one clause only."""
    common = forms.common_pairs()
    here, there = (Counter(p for text in texts for p in text) for texts in (ours, theirs))
    return {
        pair: -math.log(common.get(pair, _RAREST)) / math.sqrt(max(1, here[pair]) * max(1, there[pair]))
        for pair in here.keys() | there.keys()
    }


def _score(a: Counter[str], b: Counter[str], weights: dict[str, float]) -> float:
    """The weight of what both say; the shorter clause counts more, for the longer one may add much."""
    shared = sum(weights[p] for p in a.keys() & b.keys())
    one, other = sorted((sum(weights[p] for p in a), sum(weights[p] for p in b)))
    return shared / (one**0.7 * other**0.3) if one else 0.0
