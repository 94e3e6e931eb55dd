"""The citations of a document as links in its text, and who cites which of its clauses."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..citations import Relation
from ..citations.units import clause_id
from ..document import Clause
from ..graph import Edge, Graph, Mention, Outcome
from .papers import PaperView, number_address


@dataclass(frozen=True, slots=True)
class Link:
    """A citation in a paragraph, ready to be set."""

    paragraph: int
    start: int
    end: int
    href: str
    """Relative to the page of the document."""
    kind: str
    """"held", "not-held" or "ambiguous"."""
    papers: tuple[str, ...]
    """Ids of the papers to preview: one, or the candidates."""


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation as the scheme (lược đồ) and the lists show it."""

    verb: str
    """In Vietnamese, seen from the document whose page it is: "thực hiện", "được thực hiện bởi"."""
    paper: PaperView
    href: str
    clause: str
    """Of the document that says so; empty in title and opening."""
    clause_href: str
    words: str
    count: int
    asserted: bool


@dataclass(frozen=True, slots=True)
class CitedBy:
    """A place that cites a document, or one of its clauses."""

    paper: PaperView
    href: str
    """To the clause that cites."""
    clause: str
    words: str
    of: str
    """The clause cited; empty if the whole document is."""


# Both directions of each relation, as staff call them (domain.md).
VERBS = {
    Relation.IMPLEMENTS: ("thực hiện", "được thực hiện bởi"),
    Relation.BASED_ON: ("căn cứ", "là căn cứ của"),
    Relation.AMENDS: ("sửa đổi, bổ sung", "được sửa đổi, bổ sung bởi"),
    Relation.REPLACES: ("thay thế", "bị thay thế bởi"),
    Relation.REPEALS: ("bãi bỏ", "bị bãi bỏ bởi"),
    Relation.REVIEWS: ("sơ kết, tổng kết", "được sơ kết, tổng kết bởi"),
    Relation.ATTACHED_TO: ("kèm theo", "có kèm theo"),
    Relation.CITES: ("dẫn chiếu", "được dẫn chiếu bởi"),
}


def relative(target: str, page: str) -> str:
    """The address *target* as the page *page* writes it; both relative to the site's root."""
    path, _, anchor = target.partition("#")
    href = posixpath.relpath(path, posixpath.dirname(page) or ".")
    return f"{href}#{anchor}" if anchor else href


class Weaver:
    """Makes the links of one page after the other."""

    def __init__(
        self, graph: Graph, papers: Mapping[str, PaperView], clauses: Mapping[str, Iterable[Clause]]
    ) -> None:
        self.graph = graph
        self.papers = papers
        self.anchors = {key: {c.id: c.anchor for c in found} for key, found in clauses.items()}
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        self.cited: dict[str, list[Mention]] = defaultdict(list)
        for mention in graph.mentions:
            self.mentions[mention.source].append(mention)
            target = mention.resolution.target
            if target and mention.resolution.outcome is not Outcome.SELF:
                self.cited[target].append(mention)

    def links(self, key: str) -> list[Link]:
        """The citations in the text of the document *key*."""
        page = self.papers[key].address
        return [link for m in self.mentions.get(key, ()) if (link := self._link(m, page))]

    def _link(self, mention: Mention, page: str) -> Link | None:
        citation, resolution = mention.placed.citation, mention.resolution
        if resolution.outcome is Outcome.SELF:
            return None
        place = (mention.placed.paragraph, citation.start, citation.end)
        if resolution.outcome is Outcome.AMBIGUOUS:
            href = relative(number_address(citation.number or citation.refers_to or ""), page)
            ids = tuple(self.papers[k].id for k in resolution.candidates)
            return Link(*place, href, "ambiguous", ids)
        if resolution.target is None:
            return None
        paper = self.papers[resolution.target]
        address = paper.address
        if paper.held and citation.unit:
            wanted = clause_id(citation.unit)
            if wanted and (anchor := self.anchors.get(paper.key, {}).get(wanted)):
                address = f"{address}#{anchor}"
        kind = "held" if paper.held else "not-held"
        return Link(*place, relative(address, page), kind, (paper.id,))

    def rows(self, key: str) -> list[RelationRow]:
        """The relations of *key* in both directions, in the order of VERBS, newest first."""
        page = self.papers[key].address
        rows = [self._row(e, page, e.target, 0) for e in self.graph.edges_from(key)]
        rows += [self._row(e, page, e.source, 1) for e in self.graph.edges_to(key)]
        verbs = [verb for pair in VERBS.values() for verb in pair]
        rows.sort(key=lambda r: r.paper.title)
        rows.sort(key=lambda r: r.paper.iso, reverse=True)
        rows.sort(key=lambda r: verbs.index(r.verb))
        return rows

    def _row(self, edge: Edge, page: str, other: str, direction: int) -> RelationRow:
        paper = self.papers[other]
        clause_href = self._place(edge.said_by, edge.clause, page) if edge.clause else ""
        return RelationRow(
            VERBS[edge.relation][direction],
            paper,
            relative(paper.address, page),
            edge.clause or "",
            clause_href,
            edge.words,
            edge.count,
            edge.asserted,
        )

    def cited_by(self, key: str) -> list[CitedBy]:
        """Every place that cites *key*, document by document."""
        page = self.papers[key].address
        found = []
        for mention in self.cited.get(key, ()):
            paper = self.papers[mention.source]
            clause = mention.placed.clause or ""
            unit = mention.placed.citation.unit
            of = (clause_id(unit) if unit else None) or ""
            found.append(
                CitedBy(
                    paper,
                    self._place(mention.source, clause, page),
                    clause,
                    " ".join(mention.placed.citation.text.split()),
                    of if of in self.anchors.get(key, {}) else "",
                )
            )
        return found

    def _place(self, key: str, clause: str | None, page: str) -> str:
        address = self.papers[key].address
        anchor = self.anchors.get(key, {}).get(clause or "")
        return relative(f"{address}#{anchor}" if anchor else address, page)
