"""What the files of a site depend on, as digests: where two are the same, so are the bytes of the file.

Each function stands for what makes the file and must know all that it is given:

    document_digest     Site.document and partials/document.html
    tasks_digest        rows of tasks, wherever they stand (tasks_html)
    stub_digest …       the pages that have no file in content/
    index_digests       the search index

`tests/test_build_again.py` changes libraries at random and compares each file with a whole build.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..inspection import LEVELS
from ..search import Searchable
from ..tasks import Task

if TYPE_CHECKING:
    from .site import Pair, Site


def document_digest(key: str, site: Site) -> str:
    """Of the page of the held document *key*."""
    known, links = site.known[key], site.weaver.links(key)
    cited = {paper for link in links for paper in link.papers}
    return site.digest(
        site.hashes[key],
        site.papers[key],
        known,
        [site.papers.get(inference.evidence or "") for inference in known.inferred.values()],
        _shelves(key, site),
        links,
        [site.papers[paper] for paper in sorted(cited)],
        site.weaver.rows(key),
        site.weaver.cited_by(key),
        site.compared_with(key),
        site.given.told(key),
        site.history is None,
        (site.history or {}).get(key, ()),
        site.jsonld(key),
    )


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
    given, known = site.given, site.known[page]
    found: list[object] = [site.hashes.get(page, ""), site.papers[page], given.province(page), known.inferred]
    for each in given.of_document.get(page, ()):
        task = each.task
        doers = (*task.leads, *task.helpers)
        named = [names[0] for doer in doers if (names := given.names(doer, page))]
        found.append((each.id, each.address, each.place, [given.address_of(name) for name in named]))
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
    rows, cited = site.weaver.rows(key), site.weaver.cited_by(key)
    return site.digest(site.papers[key], site.graph.papers[key], rows, cited)


def comparison_digest(pair: Pair, site: Site) -> str:
    """Of the page that sets two documents side by side."""
    source, target = pair.implementing, pair.implemented
    said = [e.clauses for e in site.graph.edges_from(source.key) if e.target == target.key]
    return site.digest(source, target, site.hashes[source.key], site.hashes[target.key], said)


def index_digests(
    found: list[Searchable], site: Site, abbreviations: Mapping[str, Sequence[str]]
) -> tuple[dict[str, str], str]:
    """Of the search index: of the words and the card of each held document, by its address in the site; and
    of all else that it holds.  *found* are all papers, in the order of the index, without their words."""
    hashes = {site.papers[key].address: site.hashes[key] for key in site.entries}
    words = {each.address: site.digest(hashes[each.address], each) for each in found if each.held}
    others = [
        (each.address, each.date, each.due, each.number, each.names, each.facets, each.cited_by)
        if each.held
        else each
        for each in found
    ]
    return words, site.digest(others, abbreviations)
