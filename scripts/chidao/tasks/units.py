"""A document as units: paragraphs and items "(1)" in the middle of one, each under the one that leads it in.

    2. Bộ Tài chính:                     clause 2
    - Chủ trì, phối hợp với …            under it
    + Hướng dẫn …                        under the dash
    4. Yêu cầu …: (1) … (2) …            4, and 4(1), 4(2) under it

All units are one text, a line for each, so that patterns run once over a document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..document import Clause, Document, Role


class Unit(NamedTuple):
    """A piece of a paragraph: `document.paragraphs[paragraph].text[start:end]`."""

    paragraph: int
    start: int
    end: int
    at: int
    """Where it begins in the text of all units."""
    clause: str | None
    """Id of the innermost clause around it."""
    begins: bool
    """Whether the clause begins with it."""
    above: int | None
    """Index of the unit that it lies under."""


@dataclass(frozen=True, slots=True)
class Units:
    """All units of a document, and their text."""

    text: str
    units: tuple[Unit, ...]
    starts: tuple[int, ...]

    def index_at(self, offset: int) -> int:
        """Index of the unit in which the character at *offset* of the text stands."""
        return bisect_right(self.starts, offset) - 1

    def end(self, index: int) -> int:
        """Where a unit ends in the text."""
        unit = self.units[index]
        return unit.at + unit.end - unit.start


def units_of(document: Document, without: Collection[int] = ()) -> Units:
    """The units of the body of *document*, but for the paragraphs *without* and the legal basis."""
    begun: dict[int, list[Clause]] = {}
    for clause in document.clauses:
        begun.setdefault(clause.paragraph, []).append(clause)
    units: list[Unit] = []
    pieces: list[str] = []
    open_: list[tuple[float, int]] = []
    clause_id: str | None = None
    depth, length = 0.0, 0
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.role is not Role.BODY:
            continue
        text = paragraph.text
        here = begun.get(index)
        if index in without or (text[:1] in _BASIS_OPENS and _BASIS.match(text)):
            clause_id = here[-1].id if here else clause_id
            continue
        # Most paragraphs begin no clause.
        for start, end, begun_here in _cuts(text, here) if here else ((0, len(text), None),):
            if begun_here is None:
                level = depth + _LEVELS.get(text[:1], 0.2)
            else:
                clause_id, level = begun_here.id, float(begun_here.depth)
                depth = level
            while open_ and open_[-1][0] >= level:
                open_.pop()
            piece = text[start:end].rstrip()
            above = open_[-1][1] if open_ else None
            open_.append((level, len(units)))
            units.append(
                Unit(index, start, start + len(piece), length, clause_id, begun_here is not None, above)
            )
            pieces.append(piece)
            length += len(piece) + 1
    return Units("\n".join(pieces), tuple(units), tuple([unit.at for unit in units]))


def _cuts(text: str, clauses: Sequence[Clause]) -> Sequence[tuple[int, int, Clause | None]]:
    """Where each unit of a paragraph begins and ends, and which of *clauses* begins with it."""
    ends = [*(clause.start for clause in clauses[1:]), len(text)]
    cuts = [(clause.start, end, clause) for clause, end in zip(clauses, ends, strict=True)]
    first = clauses[0].start
    return [(0, first, None), *cuts] if first > 0 else cuts


_LEVELS = {"-": 0.4, "–": 0.4, "+": 0.6, "•": 0.6, "●": 0.6, "*": 0.6}
_BASIS_OPENS = "-–(CBKĐ"
# The legal basis, and the words under the title of an annex.
_BASIS = re.compile(
    r"(?:[-–] )?(?:Căn cứ (?!kết quả|nhiệm vụ|chức năng|tình hình|Kế hoạch này|Quyết định này|vào)|"
    r"\(?(?:Ban hành kèm|Kèm|Đính kèm) theo)"
)
