"""Facts that follow from other documents, or from the places that a document names.

Each has its reason and stays an inference until an editor confirms it (rule 4).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from .. import forms
from ..citations import find_citations
from ..library import Entry
from ..structure.names import level_of
from ..text import key
from .gist import Gist
from .model import Inference, Mention, Paper
from .resolve import Papers, code_fits


def infer(
    held: list[Entry], papers: Papers, mentions: list[Mention], gists: Mapping[str, Gist]
) -> Iterator[Inference]:
    """What follows from what is known now; the caller asks again until nothing new comes."""
    cited_by = _numbers_wanted(papers, mentions)
    entries = {entry.address: entry for entry in held}
    latest = _latest_cited(papers, mentions)
    for entry in held:
        paper = papers.all[entry.address]
        if paper.number is None:
            yield from _number(paper, cited_by, entries)
        if entry.facts.attached_to:
            yield from _from_cover(entry, paper)
        if paper.province is None and paper.level in ("province", "district", "commune"):
            yield from _province(gists[entry.address], paper)
        if paper.date is None and (found := latest.get(entry.address)):
            # No document cites a later one: its date is not before the latest that it cites.
            yield Inference(entry.address, "date_after", found[0], f"dẫn {found[1]}")


def _numbers_wanted(papers: Papers, mentions: list[Mention]) -> dict[str, list[Mention]]:
    """Dated citations of documents that are not held, by date."""
    wanted: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        target = mention.resolution.target
        date = mention.placed.citation.date
        if date and target and not papers.all[target].held:
            wanted[date].append(mention)
    return wanted


def _number(paper: Paper, wanted: dict[str, list[Mention]], entries: dict[str, Entry]) -> Iterator[Inference]:
    """A document without a number is the one that another cites with its date, issuer and subject."""
    if paper.date is None or not paper.subject:
        return
    found: dict[str, Mention] = {}
    for mention in wanted.get(paper.date, ()):
        citation = mention.placed.citation
        if (
            citation.number
            and mention.source != paper.key
            and citation.type in (None, paper.type)
            and code_fits(citation)
            and citation.issuer
            and key(citation.issuer) in {key(i) for i in paper.issuer} | {key(", ".join(paper.issuer))}
            and _same_subject(paper.subject, mention, entries)
        ):
            found.setdefault(citation.number, mention)
    if len(found) == 1:
        number, mention = next(iter(found.items()))
        yield Inference(
            paper.key,
            "number",
            number,
            f"được dẫn là «{mention.placed.citation.text}», cùng ngày, cơ quan ban hành và trích yếu",
            mention.source,
        )


_COMPARED = 12
"""Words of a subject that must stand behind a citation of it."""
BEHIND = 400
"""Letters in which they are looked for."""


def _same_subject(subject: str, mention: Mention, entries: dict[str, Entry]) -> bool:
    """Whether the words behind a citation are the subject of the document that it means."""
    paragraph = entries[mention.source].document.paragraphs[mention.placed.paragraph]
    wanted = re.findall(r"\w+", key(subject))[:_COMPARED]
    behind = paragraph.text[mention.placed.citation.end :][:BEHIND]
    return len(wanted) >= 4 and re.findall(r"\w+", key(behind))[: len(wanted)] == wanted


def _from_cover(entry: Entry, paper: Paper) -> Iterator[Inference]:
    """An annex has the issuer and the date of the letter that it says it is attached to."""
    cover = next(iter(find_citations(entry.facts.attached_to or "")), None)
    if cover is None:
        return
    reason = f"theo văn bản mà nó kèm theo: {' '.join(cover.text.split())}"
    if paper.date is None and cover.date:
        yield Inference(paper.key, "date", cover.date, reason)
    if not paper.issuer and cover.issuer:
        yield Inference(paper.key, "issuer", cover.issuer, reason)
    level = level_of(cover.issuer or "", cover.number) if cover.number else None
    if paper.level is None and level:
        yield Inference(paper.key, "level", level, reason)


def _province(gist: Gist, paper: Paper) -> Iterator[Inference]:
    """The districts that a provincial document names lie in one province, by the map of its date."""
    if paper.date and paper.date >= forms.DISTRICTS_UNTIL:
        return
    named = {district: forms.provinces_of_district(district) for district in gist.districts}
    if not named:
        return
    common = frozenset.intersection(*named.values())
    if len(common) == 1:
        units = ", ".join(sorted(named)[:4])
        yield Inference(
            paper.key,
            "province",
            next(iter(common)),
            f"văn bản nêu {units}: đơn vị cấp huyện của tỉnh này đến ngày 30/6/2025",
        )


def _latest_cited(papers: Papers, mentions: list[Mention]) -> dict[str, tuple[str, str]]:
    """For each document the date of the latest that it cites, and the words that cite it."""
    latest: dict[str, tuple[str, str]] = {}
    for mention in mentions:
        target = mention.resolution.target
        date = papers.all[target].date if target and target != mention.source else None
        if date and date > latest.get(mention.source, ("", ""))[0]:
            latest[mention.source] = (date, mention.placed.citation.text)
    return latest
