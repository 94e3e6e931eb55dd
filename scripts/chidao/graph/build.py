"""Put the graph together: find, resolve and infer until nothing new follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from operator import attrgetter

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
    dated, termed = [], []
    for entry in held:
        citing = papers.all[entry.address]
        for each in placed[entry.address]:
            if each.citation.date is not None:
                dated.append((each.citation, citing))
            elif each.citation.term is not None:
                termed.append((each.citation, citing))
    for citation, citing in chain(dated, termed):
        _settle(citation, citing, papers, {})
    mentions: list[Mention] = []
    for entry in held:
        citing = papers.all[entry.address]
        said: dict[str, set[str]] = defaultdict(set)
        here: list[Mention] = []
        found = placed[entry.address]
        for each in chain(
            (each for each in found if each.citation.date is not None),
            (each for each in found if each.citation.date is None),
        ):
            citation = each.citation
            resolution = _settle(citation, citing, papers, said)
            if resolution.target and citation.number and citation.form in _IN_FULL:
                said[number_key(citation.number)].add(resolution.target)
            here.append(Mention(entry.address, each, resolution))
        here.sort(key=_PLACE)
        mentions += here
    return papers, mentions


_IN_FULL = (Form.FULL, Form.SHARED)
_PLACE = attrgetter("placed.paragraph", "placed.citation.start")


def _settle(citation: Citation, citing: Paper, papers: Papers, said: dict[str, set[str]]) -> Resolution:
    """Resolve *citation*; one that nothing known answers makes a paper that we do not hold."""
    resolution = resolve(citation, citing, papers, said)
    if resolution.outcome is Outcome.NOT_HELD and resolution.target is None:
        meant = papers.add(stub(citation, citing))
        return replace(resolution, target=meant.key, reason=resolution.reason or "kho chưa có văn bản này")
    return resolution


def _edges(mentions: list[Mention]) -> list[Edge]:
    """One edge for each pair and relation; a plain mention of a document that is carried out adds none."""
    found: dict[tuple[str, Relation, str], list[Mention]] = {}
    for mention in mentions:
        target = mention.resolution.target
        if target is None or mention.resolution.outcome is Outcome.SELF:
            continue
        source, relation = mention.source, mention.placed.relation
        if relation is Relation.ENCLOSES:
            source, relation, target = target, Relation.ATTACHED_TO, source
        found.setdefault((source, relation, target), []).append(mention)
    joined = {(source, target) for source, relation, target in found if relation is not Relation.CITES}
    attached = {(source, target) for source, relation, target in found if relation is Relation.ATTACHED_TO}
    edges = []
    for index in sorted(found):
        source, relation, target = index
        if relation is Relation.CITES and (source, target) in joined:
            continue
        # What an annex says of its covering letter opens the form that it is.
        if relation is not Relation.ATTACHED_TO and (source, target) in attached:
            continue
        first = found[index][0]
        words, clause = first.placed.citation.text, first.placed.clause
        edges.append(Edge(source, relation, target, clause, words, first.source, len(found[index])))
    return edges
