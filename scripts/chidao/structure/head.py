"""The head of a document: which line of it says what.

Party (Hướng dẫn 36-HD/VPTW) and State (Nghị định 30/2020/NĐ-CP, phụ lục I) set the same things in
two columns, then the type, then the subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Paragraph, Role
from .addressee import mark_addressees
from .columns import Columns
from .enclosed import find_enclosed
from .landmarks import find_landmarks
from .title import Title


@dataclass(frozen=True, slots=True)
class Head:
    """The paragraphs with the roles of the head, and what the head says, as printed."""

    paragraphs: list[Paragraph]
    end: int
    """Index of the first paragraph behind the head."""
    type: str | None = None
    number: str | None = None
    issuer_lines: tuple[str, ...] = ()
    """The left column, line by line: parent body first."""
    acting: str | None = None
    """The body that stands alone above "Căn cứ": "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH GIA LAI"."""
    title: str = ""
    """All of the title block behind the type."""
    place: str | None = None
    date: str | None = None
    enclosed_with: str | None = None


def find_head(paragraphs: Sequence[Paragraph]) -> Head:
    """Find the head of a document; a text without one has an empty head."""
    marks = find_landmarks(paragraphs)
    if marks is None:
        if enclosed := _enclosed(paragraphs, 0):
            return enclosed
        marked = mark_addressees(paragraphs)
        addressed = [i for i, p in enumerate(marked) if p.role is Role.ADDRESSEE]
        return Head(marked, max(addressed, default=-1) + 1)
    source = list(paragraphs)
    columns = Columns(source, marks)
    index = columns.read()
    if marks.title is None and marks.number_at is None:
        placed = [*columns.paragraphs, *source[index:]]
        if enclosed := _enclosed(placed, len(columns.paragraphs), columns):
            return enclosed
    if marks.title is None:  # a công văn: its subject stands under its number
        out = columns.paragraphs
        subject = next((p.text for p in out if p.role is Role.SUBJECT), "")
        title = Title(source, index, None, words=[subject] if subject else [])
    else:
        title = Title(source, index, marks.number_at)
        index = title.read()
        for found in title.dates:
            columns.dated(found)
        out = [*columns.paragraphs, *title.paragraphs]
    return Head(
        [*out, *mark_addressees(source[index:])],
        len(out),
        title.name,
        marks.number or title.number,
        tuple(columns.issuer),
        title.acting,
        " ".join(title.words),
        columns.place,
        columns.date or title.date,
        title.enclosed_with,
    )


def _enclosed(paragraphs: Sequence[Paragraph], begin: int, columns: Columns | None = None) -> Head | None:
    """The head of a form or annex whose columns, if it has any, end at *begin*."""
    found = find_enclosed(paragraphs, begin)
    if found is None:
        return None
    head, rest = found.paragraphs[: found.end], found.paragraphs[found.end :]
    return Head(
        [*head, *mark_addressees(rest)],
        found.end,
        issuer_lines=tuple(columns.issuer) if columns else (),
        title=found.title,
        place=columns.place if columns else None,
        date=columns.date if columns else None,
        enclosed_with=found.note,
    )
