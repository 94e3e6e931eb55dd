"""Where two witnesses disagree: told, never settled in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..library import Entry, same_identity
from ..structure.numbers import number_key
from ..text import day
from .gist import Gist
from .model import Conflict, Mention, Outcome, Paper
from .resolve import Papers


def find_conflicts(
    held: list[Entry], papers: Papers, mentions: list[Mention], gists: Mapping[str, Gist]
) -> list[Conflict]:
    """All conflicts, in the order of the documents."""
    found: list[Conflict] = []
    for entry in held:
        for words, clause in gists[entry.address].impossible:
            found.append(Conflict(entry.address, "impossible date", f"«{words}» không có trong lịch", clause))
    for first, other in same_identity(held):
        message = f"cùng loại, số, ngày và cơ quan với {first.address}"
        found.append(Conflict(other.address, "identity", message))
    for mention in mentions:
        target, citation = mention.resolution.target, mention.placed.citation
        # Most name what they mean as it names itself, and no day.
        if target and (citation.date or citation.number) and mention.resolution.outcome is not Outcome.SELF:
            paper = papers.all[target]
            if citation.date or citation.number != paper.number:
                found += _of_mention(mention, paper, papers)
    return sorted(set(found), key=lambda c: (c.source, c.kind, c.message, c.clause or ""))


def _of_mention(mention: Mention, target: Paper, papers: Papers) -> Iterator[Conflict]:
    citation, clause = mention.placed.citation, mention.placed.clause
    citing = papers.all[mention.source]
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
