"""Where two witnesses disagree: told, never settled in silence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ..library import Entry, same_identity
from ..structure.numbers import number_key
from ..text import day
from .model import Conflict, Mention, Outcome
from .resolve import Papers

_DATE = re.compile(
    r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)(?!\d)"
    r"|ngày\s+(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>\d{4})"
)


def find_conflicts(held: list[Entry], papers: Papers, mentions: list[Mention]) -> list[Conflict]:
    """All conflicts, in the order of the documents."""
    found: list[Conflict] = []
    for entry in held:
        found += _impossible_dates(entry)
    for first, other in same_identity(held):
        message = f"cùng loại, số, ngày và cơ quan với {first.address}"
        found.append(Conflict(other.address, "identity", message))
    for mention in mentions:
        found += _of_mention(mention, papers)
    return sorted(set(found), key=lambda c: (c.source, c.kind, c.message, c.clause or ""))


def _impossible_dates(entry: Entry) -> Iterator[Conflict]:
    for index, paragraph in enumerate(entry.document.paragraphs):
        if "/" not in paragraph.text and "ngày" not in paragraph.text:
            continue
        for match in _DATE.finditer(paragraph.text):
            day, month, year = (int(match[k] or match[f"{k}2"]) for k in ("d", "m", "y"))
            try:
                datetime.date(year, month, day)
            except ValueError:
                clause = entry.document.clause_at(index, match.start())
                message = f"«{match[0]}» không có trong lịch"
                yield Conflict(entry.address, "impossible date", message, clause.id if clause else None)


def _of_mention(mention: Mention, papers: Papers) -> Iterator[Conflict]:
    citation, clause = mention.placed.citation, mention.placed.clause
    target = papers.all.get(mention.resolution.target or "")
    citing = papers.all[mention.source]
    if mention.resolution.outcome is Outcome.SELF or target is None:
        return
    if citation.number and target.number and number_key(citation.number) != number_key(target.number):
        yield Conflict(
            mention.source,
            "number",
            f"in số {citation.number}, nhưng cùng ngày và cơ quan ban hành là {target.number}",
            clause,
        )
    if citation.date and citing.date and citation.date > citing.date:
        yield Conflict(
            mention.source,
            "later document",
            f"dẫn «{citation.text}», ban hành sau văn bản này ({day(citing.date)})",
            clause,
        )
    if citation.date and citation.number and not target.held:
        for paper in papers.numbered(citation.number):
            if paper.held and paper.date and paper.date != citation.date and paper.type == citation.type:
                yield Conflict(
                    mention.source,
                    "date",
                    f"dẫn {citation.number} ngày {day(citation.date)}; "
                    f"kho có văn bản cùng loại, cùng số, ngày {day(paper.date)}",
                    clause,
                )
