"""Find the time limits of a document, each with its clause and with who must keep it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Document, Paragraph, Role
from ..structure.labels import label_of
from .charge import Charge, charged_with, charges, names_only
from .limits import find_limits
from .model import Deadline
from .sentence import sentence
from .tables import assignments


@dataclass(frozen=True, slots=True)
class Placed:
    """A time limit where it stands in a document."""

    deadline: Deadline
    """Its offsets count in the paragraph."""
    paragraph: int
    clause: str | None
    assignee: str | None
    """Who must keep it, as printed; None where the text names nobody."""


def deadlines_of(document: Document) -> list[Placed]:
    """Every time limit of *document*, in reading order."""
    issued = document.facts.date
    rows = {cell: row for row in assignments(document, issued) for cell in row.cells}
    effective = days_in_force(document)
    above = _Above()
    found: list[Placed] = []
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.role is not Role.BODY:
            continue
        if index in rows:
            row = rows[index]
            if index == row.time_at and row.deadline:
                found.append(Placed(row.deadline, index, _clause(document, index, 0), row.lead))
            continue
        text = paragraph.text
        who = charges(text)
        above.enter(document, index, paragraph, who)
        if _NO_TASKS.match(text):
            continue
        for limit in find_limits(text, issued, effective):
            found.append(Placed(limit, index, _clause(document, index, limit.start), _who(text, who, limit, above)))
    return found


# The legal basis, and the words that put a document into force.
_NO_TASKS = re.compile(r"(?:[-–] )?(?:Căn cứ (?!kết quả|nhiệm vụ|chức năng|tình hình|Kế hoạch này|vào)|\(?(?:Ban hành kèm|Kèm) theo)")


def _who(text: str, who: list[Charge], limit: Deadline, above: _Above) -> str | None:
    first, last = sentence(text, limit.start)
    if charge := charged_with(who, first, last, limit.start, limit.end):
        return text[charge.start : charge.end]
    before = [c for c in who if c.end <= limit.start]
    if before:
        return text[before[-1].start : before[-1].end]
    return above.nearest


def _clause(document: Document, index: int, offset: int) -> str | None:
    clause = document.clause_at(index, offset)
    return clause.id if clause else None


_IN_FORCE = re.compile(
    r"có hiệu lực[^.;\n]{0,40}?ngày (\d{1,2})(?:/| tháng )(\d{1,2})(?:/| năm )(\d{4})"
)


def days_in_force(document: Document) -> frozenset[str]:
    """The days from which the document says that something is in force, ISO 8601."""
    found = set()
    for paragraph in document.paragraphs:
        if "hiệu lực" in paragraph.text:
            for day, month, year in _IN_FORCE.findall(paragraph.text):
                found.add(f"{year}-{int(month):02}-{int(day):02}")
    return frozenset(found)


class _Above:
    """Who is named in the headings and lead-ins above a paragraph."""

    def __init__(self) -> None:
        self.stack: list[tuple[float, str | None, bool]] = []
        self.depth = 0.0

    def enter(self, document: Document, index: int, paragraph: Paragraph, who: list[Charge]) -> None:
        level = self._level(document, index, paragraph)
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()
        text = paragraph.text
        name = names_only(text) if len(text) < 260 else None
        if name is None and who:
            last = who[-1]
            name = text[last.start : last.end] if _leads_in(text) else None
        self.stack.append((level, name, False))

    def _level(self, document: Document, index: int, paragraph: Paragraph) -> float:
        clause = document.clause_at(index, len(paragraph.text))
        text = paragraph.text
        if clause is not None and clause.paragraph == index:
            first = document.clause_at(index, 0)
            starts = first if first is not None and first.paragraph == index else clause
            return float(starts.depth)
        depth = float(clause.depth) if clause else 0.0
        if text[:1] in "-–":
            return depth + 0.4
        if text[:1] in "+•●*":
            return depth + 0.6
        return depth + 0.2

    @property
    def nearest(self) -> str | None:
        for _level, name, _ in reversed(self.stack):
            if name:
                return name
        return None


def _leads_in(text: str) -> bool:
    return text.endswith((":", "sau", "sau đây")) or "(1)" in text


__all__ = ["Placed", "days_in_force", "deadlines_of", "label_of", "Iterator"]
