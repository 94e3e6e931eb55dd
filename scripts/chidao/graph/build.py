"""Put the graph together: find, resolve and infer until nothing new follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..citations import Citation, Form, Placed, Relation, citations_of
from ..library import Entry
from ..structure.numbers import number_key
from .assertions import unclear, with_assertions
from .conflicts import find_conflicts
from .gist import Gist, gist_of
from .inference import infer
from .model import Edge, Graph, Inference, Mention, Outcome, Paper, Resolution
from .resolve import Papers, resolve, stub

_ROUNDS = 5
"""An inferred number may resolve citations that let another one follow; five rounds were never needed."""


def build(
    entries: Iterable[Entry],
    found: Mapping[str, list[Placed]] | None = None,
    gists: Mapping[str, Gist] | None = None,
) -> Graph:
    """The graph of *entries*; the same entries give the same graph.

    *found* are their citations and *gists* their gists by address, where these are known already.
    """
    held = sorted(entries, key=lambda e: e.address)
    found, gists = found or {}, gists or {}
    gists = {e.address: gists[e.address] if e.address in gists else gist_of(e.document) for e in held}
    placed = {e.address: found[e.address] if e.address in found else citations_of(e.document) for e in held}
    inferences: dict[tuple[str, str], Inference] = {}
    papers, mentions = _resolve_all(held, placed, inferences)
    for _round in range(_ROUNDS):
        new = [i for i in infer(held, papers, mentions, gists) if (i.source, i.fact) not in inferences]
        if not new:
            break
        inferences |= {(i.source, i.fact): i for i in new}
        papers, mentions = _resolve_all(held, placed, inferences)
    edges = with_assertions(_edges(mentions), held, papers)
    conflicts = [*find_conflicts(held, papers, mentions, gists), *unclear(held, papers, gists)]
    told = tuple(
        inferences[k] for k in sorted(inferences) if k[1] != "date_after" or papers.all[k[0]].date is None
    )
    return Graph(papers.all, tuple(mentions), tuple(edges), told, tuple(conflicts))


def paper_of(entry: Entry, inferences: dict[tuple[str, str], Inference]) -> Paper:
    """A held document as a paper, its gaps filled with what was inferred."""
    facts = entry.facts

    def known(fact: str, value: str | None) -> str | None:
        inferred = inferences.get((entry.address, fact))
        return value or (inferred.value if inferred else None)

    issuer = facts.issuer
    if not issuer and (found := inferences.get((entry.address, "issuer"))):
        issuer = (found.value,)
    return Paper(
        entry.address,
        True,
        facts.type,
        known("number", facts.number),
        known("date", facts.date),
        None,
        issuer,
        known("province", facts.province),
        known("level", facts.level),
        facts.subject,
    )


def _resolve_all(
    held: list[Entry],
    placed: dict[str, list[Placed]],
    inferences: dict[tuple[str, str], Inference],
) -> tuple[Papers, list[Mention]]:
    """Resolve every citation: first those that carry their own evidence, then the others."""
    papers = Papers(paper_of(entry, inferences) for entry in held)
    for strength in (_dated, _termed):
        for entry in held:
            citing = papers.all[entry.address]
            for each in placed[entry.address]:
                if strength(each.citation):
                    _settle(each.citation, citing, papers, {})
    mentions: list[Mention] = []
    for entry in held:
        citing = papers.all[entry.address]
        said: dict[str, set[str]] = defaultdict(set)
        for each in sorted(placed[entry.address], key=lambda p: not _dated(p.citation)):
            resolution = _settle(each.citation, citing, papers, said)
            number = each.citation.number
            if number and resolution.target and each.citation.form in (Form.FULL, Form.SHARED):
                said[number_key(number)].add(resolution.target)
            mentions.append(Mention(entry.address, each, resolution))
    mentions.sort(key=lambda m: (m.source, m.placed.paragraph, m.placed.citation.start))
    return papers, mentions


def _dated(citation: Citation) -> bool:
    return citation.date is not None


def _termed(citation: Citation) -> bool:
    return citation.term is not None and citation.date is None


def _settle(citation: Citation, citing: Paper, papers: Papers, said: dict[str, set[str]]) -> Resolution:
    """Resolve *citation*; one that nothing known answers makes a paper that we do not hold."""
    resolution = resolve(citation, citing, papers, said)
    if resolution.outcome is Outcome.NOT_HELD and resolution.target is None:
        meant = papers.add(stub(citation, citing))
        return replace(resolution, target=meant.key, reason=resolution.reason or "kho chưa có văn bản này")
    return resolution


def _edges(mentions: list[Mention]) -> list[Edge]:
    """One edge for each pair and relation; a plain mention of a document that is carried out adds none."""
    found: dict[tuple[str, Relation, str], Edge] = {}
    for mention in mentions:
        target = mention.resolution.target
        if target is None or mention.resolution.outcome is Outcome.SELF:
            continue
        source, relation = mention.source, mention.placed.relation
        words = mention.placed.citation.text
        if relation is Relation.ENCLOSES:
            source, relation, target = target, Relation.ATTACHED_TO, source
        index = (source, relation, target)
        if index in found:
            found[index] = replace(found[index], count=found[index].count + 1)
        else:
            found[index] = Edge(source, relation, target, mention.placed.clause, words, mention.source)
    joined = {(e.source, e.target) for e in found.values() if e.relation is not Relation.CITES}
    attached = {(e.source, e.target) for e in found.values() if e.relation is Relation.ATTACHED_TO}
    return sorted(
        (
            edge
            for edge in found.values()
            if (edge.relation is not Relation.CITES or (edge.source, edge.target) not in joined)
            # What an annex says of its covering letter opens the form that it is.
            and (edge.relation is Relation.ATTACHED_TO or (edge.source, edge.target) not in attached)
        ),
        key=lambda e: (e.source, str(e.relation), e.target),
    )
