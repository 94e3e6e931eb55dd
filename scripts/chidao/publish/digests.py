"""What the files of a site depend on, as digests: where two are the same, so are the bytes of the file.

Each function stands for what makes the file and must know all that it is given:

    document_digest     Site.document and partials/document.html
    tasks_digest        rows of tasks, wherever they stand (tasks_html)
    stub_digest …       the pages that have no file in content/
    list_digest         the lists of documents of one type, body, year …

`tests/test_build_again.py` changes libraries at random and compares each file with a whole build.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from ..document import LEVELS
from ..graph import Edge, Mention, Outcome
from ..tasks import Task

if TYPE_CHECKING:
    from .site import Pair, Site


def document_digest(key: str, site: Site) -> str:
    """Of the page of the held document *key*."""
    inferred = site.known[key].inferred
    return site.digest(
        site.hashes[key],
        site.digest_of_paper(key),
        inferred,
        [site.digest_of_paper(i.evidence) for i in inferred.values() if i.evidence],
        _shelves(key, site),
        [_link(mention, site) for mention in site.weaver.mentions.get(key, ())],
        list(_relations(key, site)),
        list(_cited_by(key, site)),
        site.compared_with(key),
        site.given.told(key),
        site.history is None,
        (site.history or {}).get(key, ()),
    )


def _link(mention: Mention, site: Site) -> object:
    """What a citation in the text leads to, beside what the page itself says."""
    found = mention.resolution
    if found.outcome is Outcome.AMBIGUOUS:
        return found.reason, [site.digest_of_paper(key) for key in found.candidates]
    if found.target is None:
        return found.outcome
    anchors = site.digest_of_anchors(found.target) if mention.placed.citation.unit else ""
    return found.outcome, site.digest_of_paper(found.target), anchors


def _relations(key: str, site: Site) -> Iterator[object]:
    """What a paper does with others, and they with it."""
    for edge in site.graph.edges_from(key):
        yield _edge(edge, edge.target, site)
    for edge in site.graph.edges_to(key):
        yield _edge(edge, edge.source, site)


def _edge(edge: Edge, other: str, site: Site) -> object:
    return (
        (edge.relation, edge.clause, edge.words, edge.said_by, edge.count, edge.asserted, edge.clauses),
        site.digest_of_paper(other),
        site.digest_of_anchors(edge.said_by),
        site.weaver.parts(edge),
    )


def _cited_by(key: str, site: Site) -> Iterator[object]:
    """The places that cite a paper."""
    for source, mentions in groupby(site.weaver.cited.get(key, ()), key=attrgetter("source")):
        places = [(m.placed.clause, m.placed.citation.text, m.placed.citation.unit) for m in mentions]
        yield places, site.digest_of_paper(source), site.digest_of_anchors(source)


def _shelves(key: str, site: Site) -> list[str]:
    """The addresses of the lists to which the card of a document leads."""
    facts, shelf = site.known[key].facts, site.catalogue.address_of
    level = LEVELS.get(facts.level or "", facts.level) or ""
    return [
        shelf("loai", facts.type or ""),
        *(shelf("co-quan", issuer) for issuer in facts.issuer),
        shelf("cap", level[:1].upper() + level[1:]),
        shelf("tinh", facts.province or ""),
        shelf("nam", (facts.date or "")[:4]),
    ]


def tasks_digest(page: str, site: Site) -> str:
    """Of all that is shown of the tasks of the held document *page*, wherever it is."""
    given = site.given
    found: list[object] = [
        site.hashes.get(page, ""),
        site.digest_of_paper(page),
        given.province(page),
        site.known[page].inferred,
    ]
    for task in site.tasks.get(page, ()):
        # Of a class the row tells how many they are; its members have no links.
        doers = (doer for doer in (*task.leads, *task.helpers) if doer.bodies and not doer.group)
        found += [given.address_of(given.names(doer, page)[0]) for doer in doers]
        if task.evidence or task.progress:
            found += _proofs(task, site)
    return site.digest(found)


def _proofs(task: Task, site: Site) -> list[object]:
    """The documents and clauses that carry a task out."""
    found: list[object] = [
        (proof, site.papers.get(proof.page), site.given.anchor(proof.page, proof.clause))
        for proof in task.evidence
    ]
    return found + [site.papers.get(said.document or "") for said in task.progress]


def stub_digest(key: str, site: Site) -> str:
    """Of the page of a document that is cited and not held."""
    return site.digest(site.digest_of_paper(key), list(_relations(key, site)), list(_cited_by(key, site)))


def comparison_digest(pair: Pair, site: Site) -> str:
    """Of the page that sets two documents side by side."""
    source, target = pair.implementing, pair.implemented
    said = [e.clauses for e in site.graph.edges_from(source.key) if e.target == target.key]
    return site.digest(source, target, site.hashes[source.key], site.hashes[target.key], said)


def list_digest(uri: str, site: Site) -> str:
    """Of the list *uri*; "" for one that is made anew at each build."""
    context = site.listings[uri].context
    if kind := context.get("kind"):
        return site.digest(
            [(shelf.name, shelf.address, len(shelf.cards)) for shelf in site.catalogue.shelves[kind]]
        )
    if shelf := context.get("shelf"):
        bodies = [(body.name, body.address) for body in site.given.on_shelf(shelf)]
        whole = (shelf.kind, shelf.name, shelf.address, shelf.note, len(shelf.cards))
        return site.digest(whole, context["number"], shelf.pages()[context["number"] - 1], bodies)
    return ""
