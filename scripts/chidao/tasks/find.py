"""Find the time limits of a document, each with its clause and with who must keep it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from ..document import Document
from ..text import key
from .charge import Charge, charged_with, charges, first_words, unnamed
from .headings import WORDS, names_only
from .limits import find_limits
from .model import Deadline
from .openings import openings
from .sentence import sentence
from .tables import Assignment, tables_of
from .units import Units, units_of


@dataclass(frozen=True, slots=True)
class Placed:
    """A time limit where it stands in a document."""

    deadline: Deadline
    """Its offsets count in the paragraph."""
    paragraph: int
    clause: str | None
    assignee: str | None
    """Who must keep it, as printed; None where the text names nobody."""


class Reading:
    """What was read of a document: its units, who is charged in them, its time limits and tables."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.issued = document.facts.date
        tables = tables_of(document, self.issued)
        self.rows: tuple[Assignment, ...] = tables.rows
        self.units: Units = units_of(document, tables.cells)
        text = self.units.text
        self.limits: list[Deadline] = find_limits(text, self.issued, days_in_force(text))
        self._begins = [limit.start for limit in self.limits]
        opens = openings(text, first_words() | WORDS)
        self.charges: list[Charge] = charges(text, opens)
        """Everybody who is charged, in reading order."""
        self._may_head = {opening.start for opening in opens}
        self.worth = self._worth()
        """Indexes of the units that may name somebody or say when: the others need no look."""
        self._leads: dict[int, str | None] = {}
        self._headings: dict[int, str | None] = {}
        self._issuers = [key(name) for name in document.facts.issuer]
        self._issues: dict[str, bool] = {}

    def issues(self, name: str) -> bool:
        """Whether *name* is who issues the document: they say what is to be done, others do it."""
        if name not in self._issues:
            said = key(_LONG.sub(lambda m: _FULL[m[0]], name))
            self._issues[name] = any(each == said or each.startswith(f"{said} ") for each in self._issuers)
        return self._issues[name]

    def _worth(self) -> set[int]:
        places = self._may_head.union([c.start for c in self.charges], [d.start for d in self.limits])
        return set(map(self.units.index_at, places))

    def within(self, first: int, last: int) -> list[Charge]:
        """Who is charged between two offsets of the text."""
        found = self.charges
        at = bisect_left(found, (first,))
        return found[at : bisect_left(found, (last,), at)]

    def limits_between(self, first: int, last: int) -> list[Deadline]:
        """The time limits between two offsets of the text."""
        at = bisect_left(self._begins, first)
        return self.limits[at : bisect_left(self._begins, last, at)]

    def lead(self, index: int | None) -> str | None:
        """Who is charged by the headings and lead-ins of unit *index* and those above it."""
        if index is None:
            return None
        if index not in self._leads:
            self._leads[index] = self._own_lead(index) or self.lead(self.units.units[index].above)
        return self._leads[index]

    def heading(self, index: int) -> str | None:
        """The bodies that unit *index* names and nothing else."""
        unit = self.units.units[index]
        if unit.at not in self._may_head:
            return None
        if index not in self._headings:
            self._headings[index] = names_only(self.units.text[unit.at : self.units.end(index)])
        return self._headings[index]

    def _own_lead(self, index: int) -> str | None:
        if index not in self.worth:
            return None
        unit, end = self.units.units[index], self.units.end(index)
        text = self.units.text[unit.at : end]
        if name := self.heading(index):
            return None if text.isupper() or self.issues(name) else name
        if not text.endswith((":", "sau", "sau đây", "sau.")) and not self._has_items(index):
            return None
        who = self.within(unit.at, end)
        name = self.units.text[who[-1].start : who[-1].end] if who else None
        return None if name is None or self.issues(name) else name

    def _has_items(self, index: int) -> bool:
        """Whether items "(1)" follow in its paragraph."""
        units = self.units.units
        return index + 1 < len(units) and units[index + 1].paragraph == units[index].paragraph

    def in_cells(self) -> list[Placed]:
        """The time limits that the words of assignment tables name beside the time of the row."""
        found = []
        for row in self.rows:
            for cell in row.cells:
                text = self.document.paragraphs[cell].text
                if cell == row.time_at or self.document.paragraphs[cell].cells:
                    continue
                for limit in find_limits(text, self.issued):
                    if not row.deadline or limit.due != row.deadline.due:
                        found.append(Placed(limit, cell, _clause(self.document, cell), row.lead))
        return found

    def who(self, limit: Deadline) -> str | None:
        """Who must keep *limit*, as printed."""
        text = self.units.text
        index = self.units.index_at(limit.start)
        unit = self.units.units[index]
        who = self.within(unit.at, self.units.end(index))
        charge = charged_with(who, *sentence(text, limit.start), limit.start, limit.end)
        if (charge is None or charge.end <= limit.start) and (span := unnamed(text, limit.end)):
            return text[slice(*span)]
        if charge is None:
            before = [c for c in who if c.end <= limit.start]
            charge = before[-1] if before else None
        return text[charge.start : charge.end] if charge else self.lead(unit.above)


_FULL = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
_LONG = re.compile("|".join(_FULL))


def deadlines_of(document: Document) -> list[Placed]:
    """Every time limit of *document*, in reading order."""
    reading = Reading(document)
    found = [
        Placed(row.deadline, row.time_at, _clause(document, row.time_at), row.lead)
        for row in reading.rows
        if row.deadline and row.time_at is not None
    ]
    found += reading.in_cells()
    for limit in reading.limits:
        unit = reading.units.units[reading.units.index_at(limit.start)]
        by = unit.start - unit.at
        moved = replace(limit, start=limit.start + by, end=limit.end + by)
        found.append(Placed(moved, unit.paragraph, unit.clause, reading.who(limit)))
    return sorted(found, key=lambda p: (p.paragraph, p.deadline.start))


def _clause(document: Document, index: int) -> str | None:
    clause = document.clause_at(index, 0)
    return clause.id if clause else None


_IN_FORCE = re.compile(r"có hiệu lực[^.;\n]{0,40}?ngày (\d{1,2})(?:/| tháng )(\d{1,2})(?:/| năm )(\d{4})")


def days_in_force(text: str) -> frozenset[str]:
    """The days from which *text* says that something is in force, ISO 8601."""
    return frozenset(f"{y}-{int(m):02}-{int(d):02}" for d, m, y in _IN_FORCE.findall(text))
