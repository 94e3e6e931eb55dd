"""Đối chiếu: a document beside the one that it carries out, clause by clause, word by word."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from ..document import Clause, Document, Role
from ..graph.alignment import align
from ..text import key
from .papers import PaperView


@dataclass(frozen=True, slots=True)
class Side:
    """A clause on one side of a row."""

    id: str
    anchor: str
    html: str
    """Its words; those that the other side does not say are marked."""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A clause of the implemented document, and the clauses that carry it out."""

    theirs: Side | None
    """None for a clause of the implementing document that answers none."""
    ours: tuple[tuple[Side, bool], ...]
    """Each with whether the answer is certain; empty where nothing answers."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents side by side."""

    implemented: PaperView
    implementing: PaperView
    rows: tuple[ComparisonRow, ...]
    covered: int
    """Clauses of the implemented document that are answered."""
    total: int


def compare(implemented: tuple[PaperView, Document], implementing: tuple[PaperView, Document]) -> Comparison:
    """Set two documents side by side in the order of the implemented one."""
    theirs, ours = implemented[1], implementing[1]
    found = align(ours, theirs)
    their_texts, our_texts = dict(_texts(theirs)), dict(_texts(ours))
    answers: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for alignment in found:
        answers[alignment.of].append((alignment.clause, alignment.certain))
    rows = []
    for clause in _clauses(theirs):
        text = their_texts[clause.id]
        pairs = answers.get(clause.id, [])
        said = " ".join(our_texts[c] for c, _ in pairs)
        sides = tuple((_side(ours, c, our_texts[c], text), certain) for c, certain in pairs)
        rows.append(ComparisonRow(Side(clause.id, clause.anchor, _marked(text, said)), sides))
    answered = {a.clause for a in found}
    for clause in _clauses(ours):
        if clause.id not in answered:
            side = Side(clause.id, clause.anchor, escape(our_texts[clause.id], False))
            rows.append(ComparisonRow(None, ((side, True),)))
    covered = sum(bool(r.ours) for r in rows if r.theirs)
    return Comparison(
        implemented[0], implementing[0], tuple(rows), covered, sum(r.theirs is not None for r in rows)
    )


def _side(document: Document, clause_id: str, text: str, other: str) -> Side:
    clause = next(c for c in document.clauses if c.id == clause_id)
    return Side(clause.id, clause.anchor, _marked(text, other))


def _clauses(document: Document) -> list[Clause]:
    return [c for c in document.clauses if document.paragraphs[c.paragraph].role is Role.BODY]


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """The words of each clause, up to the next one."""
    clauses = _clauses(document)
    for position, clause in enumerate(clauses):
        following = clauses[position + 1] if position + 1 < len(clauses) else None
        parts = []
        for index in range(clause.paragraph, len(document.paragraphs)):
            paragraph = document.paragraphs[index]
            if paragraph.role is not Role.BODY or (following and index > following.paragraph):
                break
            start = clause.start if index == clause.paragraph else 0
            stop = following.start if following and index == following.paragraph else len(paragraph.text)
            parts.append(paragraph.text[start:stop])
        yield clause.id, " ".join(" ".join(parts).split())


def _marked(text: str, other: str) -> str:
    """*text* with the words that *other* does not say in <ins>; plain if there is nothing to compare."""
    if not other:
        return escape(text, False)
    here, there = text.split(), other.split()
    matcher = difflib.SequenceMatcher(None, [key(w) for w in here], [key(w) for w in there], autojunk=False)
    out, position = [], 0
    for block in matcher.get_matching_blocks():
        if block.a > position:
            out.append(f'<ins class="vb-differs">{escape(" ".join(here[position : block.a]), False)}</ins>')
        if block.size:
            out.append(escape(" ".join(here[block.a : block.a + block.size]), False))
        position = block.a + block.size
    return " ".join(out)
