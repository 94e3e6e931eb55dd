"""Recognise: paragraphs → Document.

    paragraphs ──▶ head (number, place, date, type, subject, issuer)
               ──▶ closing (recipients, signature)
               ──▶ clauses
               ──▶ facts

Nothing here depends on bold type or heading marks alone: the same document comes from Word, from
PDF and from a page that an editor changed, and has the same clauses in each.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Document, Paragraph, Role
from .clauses import find_clauses
from .closing import Closing, find_closing
from .facts import facts_of
from .footnotes import mark_footnotes
from .head import Head, find_head


def recognise(paragraphs: Sequence[Paragraph], warnings: Sequence[str] = ()) -> Document:
    """Say what each paragraph is for, and what the document tells of itself.

    The words stay as they are, in their order; lines of the head that make up one name or one
    subject are joined into one paragraph.
    """
    head = find_head(paragraphs)
    closing = find_closing(head.paragraphs, head.end)
    marked = mark_footnotes(closing.paragraphs, head.end)
    clauses, clause_warnings = find_clauses(marked, head.end)
    facts = facts_of(head, closing, marked)
    told = [*warnings, *clause_warnings]
    if not (facts.type or facts.number or facts.attached_to):
        told.append("no head recognised (neither type nor number); fill in the front matter by hand")
    return Document(facts, tuple(marked), tuple(clauses), tuple(told))


__all__ = ["Closing", "Head", "Role", "recognise"]
