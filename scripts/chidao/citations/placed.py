"""The citations of a document, each with the paragraph and the clause in which it stands."""

from __future__ import annotations

import bisect

from ..document import Document, Paragraph, Role
from ..values import value
from .find import Citation, find_citations
from .relations import Place, Relation, relation_of


@value
class Placed:
    """A citation where it stands in a document."""

    citation: Citation
    """Its offsets count in the paragraph."""
    paragraph: int
    """Index in the document's paragraphs."""
    place: Place
    clause: str | None
    """Id of the innermost clause around it; None in title and opening."""
    relation: Relation


# The document's own number, and what is no part of it.
_SILENT = {Role.NUMBER, Role.PLACE_DATE, Role.NOISE, Role.RULE, Role.MOTTO}


def citations_of(document: Document) -> list[Placed]:
    """Every citation of *document*, in reading order."""
    indexes = [i for i, p in enumerate(document.paragraphs) if p.role not in _SILENT]
    starts, length = [], 0
    for index in indexes:
        starts.append(length)
        length += len(document.paragraphs[index].text) + 1
    text = "\n".join(document.paragraphs[i].text for i in indexes)
    body_at = min((c.paragraph for c in document.clauses), default=_first_body(document) + 4)
    found: list[Placed] = []
    earlier: list[Citation] = []
    last = -1
    for citation in find_citations(text, document.facts.number):
        at = bisect.bisect_right(starts, citation.start) - 1
        index, offset = indexes[at], starts[at]
        here = _moved(citation, -offset)
        if index != last:
            earlier, last = [], index
        paragraph = document.paragraphs[index]
        place = _place(paragraph, index, body_at)
        relation = relation_of(paragraph.text, here, place, earlier)
        found.append(Placed(here, index, place, _clause(document, index, here.start, place), relation))
        earlier.append(here)
    return found


def _first_body(document: Document) -> int:
    return next((i for i, p in enumerate(document.paragraphs) if p.role is Role.BODY), 0)


def _moved(c: Citation, by: int) -> Citation:
    return Citation(
        c.text,
        c.start + by,
        c.end + by,
        c.form,
        c.type,
        c.number,
        c.date,
        c.term,
        c.issuer,
        c.unit,
        c.refers_to,
    )


def _place(paragraph: Paragraph, index: int, body_at: int) -> Place:
    if paragraph.role in (Role.SUBJECT, Role.TYPE):
        return Place.TITLE
    if paragraph.role is Role.ENCLOSED_WITH:
        return Place.NOTE
    if paragraph.role is Role.BODY and index < body_at:
        return Place.OPENING
    return Place.BODY


def _clause(document: Document, index: int, offset: int, place: Place) -> str | None:
    if place is not Place.BODY or document.paragraphs[index].role is not Role.BODY:
        return None
    clause = document.clause_at(index, offset)
    return clause.id if clause else None
