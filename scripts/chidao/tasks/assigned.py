"""The tasks of a document: from clauses, lead-ins with items, and assignment tables.

    Giao X chủ trì, phối hợp với Y …       a task of X, with Y
    2. Bộ Tài chính:  a) …  b) …           a task of Bộ Tài chính for each point
    Yêu cầu X: (1) … (2) …                 one that leads in, and one for each item

What tells of the past, what puts the document into force and what a law lays down for everybody without a
time limit is no task.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..document import Document, _anchor
from ..text import key
from .bodies import doers
from .charge import Charge, helpers
from .duties import Duties
from .find import Reading
from .model import Deadline, Doer, Task
from .returning import vague
from .tables import Assignment
from .titles import label_end, title
from .units import Unit


def tasks_of(
    document: Document, page: str = "", abbreviations: Mapping[str, Sequence[str]] | None = None
) -> list[Task]:
    """The tasks of *document*, in reading order; *page* is the address of its page."""
    if key(document.facts.type or "") in _NEVER:
        return []
    return _Finder(document, page, abbreviations or {}).tasks()


# A form to be filled in, a report of what was done.
_NEVER = frozenset(
    map(
        key,
        (
            "Đề cương báo cáo",
            "Đề cương",
            "Báo cáo",
            "Tờ trình",
            "Biên bản",
            "Tuyên bố",
            "Lời kêu gọi",
            "Điều lệ Đảng",
        ),
    )
)
# Lists of procedures: how an office handles papers, for everybody and for good.
_PROCEDURES = re.compile(r"(?i)thủ tục hành chính|quy trình nội bộ|tthc")


class _Piece(NamedTuple):
    """Words of one unit that charge the same body."""

    unit: int
    start: int
    end: int
    """Offsets in the text of all units."""
    who: str | None
    inherited: bool
    heads: bool
    """Whether it leads in others."""
    what: int
    """Where the words begin that say what is to be done."""


class _Finder:
    def __init__(self, document: Document, page: str, abbreviations: Mapping[str, Sequence[str]]) -> None:
        self.document = document
        self.page = page
        self.abbreviations = abbreviations
        self.reading = Reading(document)
        self.text = self.reading.units.text
        self.units = self.reading.units.units
        self.duties = Duties(self.reading)
        self.procedures = bool(_PROCEDURES.search(document.facts.subject or ""))
        self.leading = Counter(unit.above for unit in self.units if unit.above is not None)
        self.named: dict[str, tuple[Doer, ...]] = {}

    def tasks(self) -> list[Task]:
        found: list[Task] = []
        orders: Counter[str | None] = Counter()
        heads: dict[int, str] = {}
        for piece in self._pieces():
            unit = self.units[piece.unit]
            orders[unit.clause] += 1
            task = self._task(piece, unit, orders[unit.clause], heads)
            if piece.heads:
                heads[piece.unit] = task.id
            found.append(task)
        for row in self.reading.rows:
            clause = self.document.clause_at(row.cells[0], 0)
            clause_id = clause.id if clause else None
            orders[clause_id] += 1
            found.append(self._row(row, clause_id, orders[clause_id]))
        items = Counter(
            above for above, _clause, _at in {(t.above, t.clause, t.paragraph) for t in found if t.above}
        )
        found = [replace(task, items=items[task.id]) if items[task.id] else task for task in found]
        return sorted(found, key=lambda t: (t.paragraph, t.start, t.order))

    def _pieces(self) -> Iterator[_Piece]:
        for index, unit in enumerate(self.units):
            lead = self.reading.lead(unit.above)
            if lead is None and index not in self.reading.worth:
                continue  # most paragraphs: nobody is named, nothing is due
            end = self.reading.units.end(index)
            text = self.text[unit.at : end]
            if name := self.reading.heading(index):
                if _ORDERS.match(text, label_end(text)) and self._leads_in(index):
                    yield _Piece(index, unit.at, end, name, False, True, unit.at)
                continue
            if self.procedures and "Điều" not in (unit.clause or ""):
                continue
            charges = self.duties.of_unit(index, unit, end, lead)
            limits = self.reading.limits_between(unit.at, end)
            if charges or limits or lead is not None:
                yield from self._of_unit(index, unit, end, charges, limits, lead)

    def _of_unit(
        self,
        index: int,
        unit: Unit,
        end: int,
        charges: list[Charge],
        limits: list[Deadline],
        lead: str | None,
    ) -> Iterator[_Piece]:
        first = charges[0].opens if charges else end
        heads = (
            self._leads_in(index) and self.text[unit.at : end].endswith((":", "sau", "sau đây", "đây."))
        ) or self._items(index)
        starts = [self._opening(charge, unit) for charge in charges]
        if starts and starts[0] - unit.at < 40 + label_end(self.text[unit.at : end]):
            starts[0], first = unit.at, unit.at
        if first > unit.at and self.duties.stands_alone(index, unit.at, first, lead, limits):
            yield _Piece(index, unit.at, first, lead, lead is not None, heads and not charges, unit.at)
        for place, charge in enumerate(charges):
            last = starts[place + 1] if place + 1 < len(charges) else end
            if (
                self.duties.lays_down(unit)
                and not charge.ordered
                and not self.duties.within_rules(index, starts[place], last, limits)
            ):
                continue
            if not self.duties.says(charge, starts[place], last, limits, heads):
                continue
            who = self.text[charge.start : charge.end]
            yield _Piece(
                index, starts[place], last, who, False, heads and place + 1 == len(charges), charge.end
            )

    def _opening(self, charge: Charge, unit: Unit) -> int:
        """Where the sentence begins in which somebody is charged, in its unit."""
        start = max(self.text.rfind(stop, unit.at, charge.opens) for stop in (". ", "; ", ": "))
        return start + 2 if start >= 0 else unit.at

    def _leads_in(self, index: int) -> bool:
        """Whether other units lie under it."""
        return self.leading[index] > 0

    def _items(self, index: int) -> bool:
        units = self.units
        return (
            index + 1 < len(units)
            and units[index + 1].paragraph == units[index].paragraph
            and units[index + 1].above == index
        )

    def _doers(self, words: str) -> tuple[Doer, ...]:
        """Everybody whom *words* name; a list of points names the same body again and again."""
        if words not in self.named:
            self.named[words] = doers(words, self.document.facts, self.abbreviations)
        return self.named[words]

    def _task(self, piece: _Piece, unit: Unit, order: int, heads: Mapping[int, str]) -> Task:
        by = unit.start - unit.at
        words = self.text[piece.start : piece.end].rstrip(" ;,")
        limits = [
            replace(d, start=d.start + by, end=d.end + by)
            for d in self.reading.limits_between(piece.start, piece.end)
        ]
        limits += [
            replace(d, start=d.start + piece.start + by, end=d.end + piece.start + by) for d in vague(words)
        ]
        beside = [words[a:b] for a, b in helpers(words)]
        above = unit.above
        while above is not None and above not in heads:
            above = self.units[above].above
        return Task(
            id=task_id(self.page, unit.clause, order),
            page=self.page,
            clause=unit.clause,
            order=order,
            paragraph=unit.paragraph,
            start=piece.start + by,
            end=piece.start + by + len(words),
            title=title(words, piece.what - piece.start),
            words=words,
            leads=self._doers(piece.who) if piece.who else (),
            helpers=tuple(d for names in beside for d in self._doers(names)),
            deadlines=tuple(limits),
            above=heads.get(above) if above is not None else None,
            inherited=piece.inherited,
        )

    def _row(self, row: Assignment, clause: str | None, order: int) -> Task:
        paragraph = row.cells[0]
        return Task(
            id=task_id(self.page, clause, order),
            page=self.page,
            clause=clause,
            order=order,
            paragraph=paragraph,
            start=0,
            end=len(self.document.paragraphs[paragraph].text),
            title=title(row.what),
            words=row.what,
            leads=self._doers(row.lead) if row.lead else (),
            helpers=self._doers(row.helpers) if row.helpers else (),
            deadlines=(row.deadline,) if row.deadline else (),
            result=row.result,
        )


_ORDERS = re.compile(r"(?:Giao|Yêu cầu|Đề nghị|Phân công)(?!\w)")


def task_id(page: str, clause: str | None, order: int) -> str:
    """The id of a task: page, clause and order in it.

    >>> task_id("van-ban/2025/ket-luan-177-kl-tw.md", "4(10)", 1)
    'van-ban/2025/ket-luan-177-kl-tw.md#4(10)/1'
    """
    return f"{page}#{_anchor(clause) if clause else ''}/{order}"
