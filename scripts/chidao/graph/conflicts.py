"""Where two witnesses disagree: told, never settled in silence."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ..library import Entry
from ..text import key
from .model import Conflict, Mention, Outcome
from .resolve import Papers, number_key

_DATE = re.compile(
    r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)(?!\d)"
    r"|ngày\s+(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>\d{4})"
)


def find_conflicts(held: list[Entry], papers: Papers, mentions: list[Mention]) -> list[Conflict]:
    """All conflicts, in the order of the documents."""
    found: list[Conflict] = []
    for entry in held:
        found += _impossible_dates(entry)
    found += _one_identity(held)
    for mention in mentions:
        found += _of_mention(mention, papers)
    return sorted(set(found), key=lambda c: (c.source, c.kind, c.message, c.clause or ""))


def _one_identity(held: list[Entry]) -> Iterator[Conflict]:
    """Pages that state one type, number, date and body."""
    first: dict[tuple[str, ...], Entry] = {}
    for entry in held:
        facts = entry.facts
        if not facts.number or not facts.date:
            continue
        issuers = (key(issuer) for issuer in facts.issuer)
        other = first.setdefault(
            (number_key(facts.number), facts.date, key(facts.type or ""), *issuers), entry
        )
        if other is not entry:
            message = f"cùng loại, số, ngày và cơ quan với {other.address}"
            yield Conflict(entry.address, "identity", message)


def _impossible_dates(entry: Entry) -> Iterator[Conflict]:
    for index, paragraph in enumerate(entry.document.paragraphs):
        if "/" not in paragraph.text and "ngày" not in paragraph.text:
            continue
        for match in _DATE.finditer(paragraph.text):
            day, month, year = (int(match[k] or match[f"{k}2"]) for k in ("d", "m", "y"))
            try:
                datetime.date(year, month, day)
            except ValueError:
                clause = None
                for each in entry.document.clauses:
                    if (each.paragraph, each.start) > (index, match.start()):
                        break
                    clause = each.id
                message = f"«{match[0]}» không có trong lịch"
                yield Conflict(entry.address, "impossible date", message, clause)


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
            f"dẫn «{citation.text}», ban hành sau văn bản này ({_shown(citing.date)})",
            clause,
        )
    if citation.date and citation.number and not target.held:
        for paper in papers.numbered(citation.number):
            if paper.held and paper.date and paper.date != citation.date and paper.type == citation.type:
                yield Conflict(
                    mention.source,
                    "date",
                    f"dẫn {citation.number} ngày {_shown(citation.date)}; "
                    f"kho có văn bản cùng loại, cùng số, ngày {_shown(paper.date)}",
                    clause,
                )


def _shown(date: str) -> str:
    """As staff write it: 2025-11-26 → 26/11/2025."""
    year, month, day = date.split("-")
    return f"{day}/{month}/{year}"
