"""A document as bytes, for the machine that wrote them: four times as fast as pickle.

`marshal` knows the types of the language only, so a document is told in tuples; its format is that of one
version of Python, which whoever keeps such bytes must keep with them.
"""

from __future__ import annotations

import marshal
from operator import attrgetter

from ..document import Clause, Document, Facts, Mark, Paragraph, Role

_MARK = attrgetter("start", "end", "kind")
_PARAGRAPH = attrgetter("text", "level", "cells", "tight", "line", "lines")
_CLAUSE = attrgetter("id", "label", "kind", "depth", "paragraph", "start", "title")
_ROLES = {str(role): role for role in Role}


def to_bytes(document: Document) -> bytes:
    """*document* without its facts."""
    paragraphs = [(*_PARAGRAPH(p), str(p.role), tuple(map(_MARK, p.marks))) for p in document.paragraphs]
    return marshal.dumps((paragraphs, [_CLAUSE(c) for c in document.clauses], document.warnings))


def from_bytes(data: bytes, facts: Facts) -> Document:
    """The document that was told in *data*, with *facts*."""
    paragraphs, clauses, warnings = marshal.loads(data)
    return Document(
        facts,
        tuple(
            Paragraph(text, tuple(Mark(*m) for m in marks), level, cells, tight, line, lines, _ROLES[role])
            for text, level, cells, tight, line, lines, role, marks in paragraphs
        ),
        tuple(Clause(*c) for c in clauses),
        warnings,
    )
