"""Đối chiếu: a document beside the one that it carries out, clause by clause, word by word."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import takewhile

from ..document import Clause, Document
from ..graph.alignment import Alignment
from ..text import key
from .links import clause_name
from .papers import PaperView


@dataclass(frozen=True, slots=True)
class Side:
    """A clause on one side of a row."""

    id: str
    anchor: str
    html: str
    """Its words; those that the other side does not say are marked."""

    @property
    def name(self) -> str:
        """As a sentence names it: "mục 2.1"."""
        return clause_name(self.id)


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A clause of the implemented document, and the clauses that carry it out."""

    theirs: Side | None
    """None for a clause of the implementing document that answers none."""
    ours: tuple[tuple[Side, bool, bool], ...]
    """Each with whether the answer is certain, and whether it nearly repeats the words; empty where nothing
    answers."""
    inside: bool = False
    """Whether nothing answers it, but something answers the clauses inside it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents side by side."""

    implemented: PaperView
    implementing: PaperView
    rows: tuple[ComparisonRow, ...]
    covered: int
    """Clauses of the implemented document that are certainly answered, or one inside them is."""
    proposed: int
    """Clauses for which an answer waits for an editor."""
    total: int


def compare(
    implemented: tuple[PaperView, Document],
    implementing: tuple[PaperView, Document],
    found: Sequence[Alignment],
) -> Comparison:
    """Set two documents side by side in the order of the implemented one.

    *found* is which clause of the implementing one carries out which of the other.
    """
    theirs, ours = implemented[1], implementing[1]
    their_clauses, our_clauses = list(theirs.clause_texts()), list(ours.clause_texts())
    our_texts = {clause.id: text for clause, text in our_clauses}
    answers: dict[str, list[Alignment]] = defaultdict(list)
    for alignment in found:
        answers[alignment.of].append(alignment)
    sure = {a.of for a in found if a.certain}
    covered = proposed = 0
    rows = []
    for place, (clause, text) in enumerate(their_clauses):
        pairs = answers.get(clause.id, [])
        said = " ".join(our_texts[a.clause] for a in pairs)
        sides = tuple((_side(ours, a.clause, our_texts[a.clause], text), a.certain, a.repeats) for a in pairs)
        inner = set(_inner(place, their_clauses))
        inside = not sides and not inner.isdisjoint(answers)
        answered = clause.id in sure or (inside and not inner.isdisjoint(sure))
        covered += answered
        proposed += not answered and bool(sides or inside)
        rows.append(ComparisonRow(Side(clause.id, clause.anchor, _marked(text, said)), sides, inside))
    used = {a.clause for a in found}
    for clause, text in our_clauses:
        if clause.id not in used:
            side = Side(clause.id, clause.anchor, escape(text, False))
            rows.append(ComparisonRow(None, ((side, True, False),)))
    return Comparison(
        implemented[0],
        implementing[0],
        tuple(rows),
        covered,
        proposed,
        sum(r.theirs is not None for r in rows),
    )


def _side(document: Document, clause_id: str, text: str, other: str) -> Side:
    clause = next(c for c in document.clauses if c.id == clause_id)
    return Side(clause.id, clause.anchor, _marked(text, other))


def _inner(place: int, clauses: list[tuple[Clause, str]]) -> Iterator[str]:
    """The ids of the clauses inside the one at *place*."""
    inside = takewhile(lambda c: c[0].depth > clauses[place][0].depth, clauses[place + 1 :])
    return (clause.id for clause, _text in inside)


def _marked(text: str, other: str) -> str:
    """*text* with the words that *other* does not say in <ins>; plain if there is nothing to compare."""
    if not other:
        return escape(text, False)
    here, there = text.split(), other.split()
    matcher = difflib.SequenceMatcher(None, _words(here), _words(there), autojunk=False)
    out, position = [], 0
    for block in matcher.get_matching_blocks():
        if block.a > position:
            out.append(f'<ins class="vb-differs">{escape(" ".join(here[position : block.a]), False)}</ins>')
        if block.size:
            out.append(escape(" ".join(here[block.a : block.a + block.size]), False))
        position = block.a + block.size
    return " ".join(out)


def _words(text: list[str]) -> list[str]:
    """Words as they are compared: "huyện," is "huyện."."""
    return [key(word.strip('.,;:“”"()')) or word for word in text]
