"""The citations of a document as links in its text, and who cites which of its clauses."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from ..citations import Relation
from ..citations.units import clause_id
from ..graph import Edge, Graph, Mention, Outcome
from ..values import value
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
    preview: str
    """Id of the element that tells what is cited."""
    papers: tuple[str, ...]
    """Keys of the papers cited: one, or the candidates."""
    reason: str = ""
    """Why there are several candidates."""
    number: int = 0
    """Of the note at the end of a printed page: what is cited twice has one."""


@value
class RelationRow:
    """A relation as the scheme (lược đồ) and the lists show it."""

    verb: str
    """In Vietnamese, seen from the document whose page it is: "thực hiện", "được thực hiện bởi"."""
    incoming: bool
    """Whether the other one does it to this."""
    paper: PaperView
    href: str
    clause: str
    """Of the document that says so, as a sentence names it: "mục 2.1", "phần đầu"."""
    clause_href: str
    said_by: str
    """Key of the document that says so."""
    words: str
    count: int
    asserted: bool
    parts: tuple[str, ...] = ()
    """Where it concerns parts of the target only, their names as cited: "khoản 2 Điều 5"."""


@value
class CitedBy:
    """A place that cites a document, or one of its clauses."""

    paper: PaperView
    href: str
    """To the clause that cites."""
    clause: str
    """As a sentence names it: "mục 2.1", "phần đầu"."""
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
# What may concern a part of a document only.
_CHANGES = (Relation.AMENDS, Relation.REPLACES, Relation.REPEALS)
_ORDER = {verb: place for place, verb in enumerate(verb for pair in VERBS.values() for verb in pair)}


def relative(target: str, page: str) -> str:
    """The address *target* as the page *page* writes it; both relative to the site's root.

    >>> relative("van-ban/2025/a.html#2.1", "dan-chieu/b.html")
    '../van-ban/2025/a.html#2.1'
    """
    return "../" * page.count("/") + target


@lru_cache(maxsize=1 << 12)
def clause_name(clause: str) -> str:
    """A clause as a sentence names it.

    >>> clause_name("2.1"), clause_name("Điều 5 khoản 2"), clause_name("Phụ lục~2 3")
    ('mục 2.1', 'Điều 5 khoản 2', 'Phụ lục (lần 2) 3')
    """
    name = re.sub(r"~(\d+)", r" (lần \1)", clause) if "~" in clause else clause
    return name if name[1:2].islower() else f"mục {name}"


class Weaver:
    """Makes the links of one page after the other."""

    def __init__(
        self, graph: Graph, papers: Mapping[str, PaperView], anchors: Mapping[str, Mapping[str, str]]
    ) -> None:
        """*anchors*: of the clauses of each held document, by id."""
        self.graph = graph
        self.papers = papers
        self.anchors = anchors
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
        found = [link for m in self.mentions.get(key, ()) if (link := self._link(m, page))]
        numbers = {preview: n for n, preview in enumerate(dict.fromkeys(k.preview for k in found), 1)}
        return [replace(link, number=numbers[link.preview]) for link in found]

    def _link(self, mention: Mention, page: str) -> Link | None:
        citation, resolution = mention.placed.citation, mention.resolution
        if resolution.outcome is Outcome.SELF:
            return None
        place = (mention.placed.paragraph, citation.start, citation.end)
        if resolution.outcome is Outcome.AMBIGUOUS:
            href = relative(number_address(citation.number or citation.refers_to or ""), page)
            preview = "-".join(("vb", *(self.papers[k].id for k in resolution.candidates)))
            return Link(*place, href, "ambiguous", f"{preview}-nao", resolution.candidates, resolution.reason)
        if resolution.target is None:
            return None
        paper = self.papers[resolution.target]
        address = paper.address
        if paper.held and citation.unit:
            wanted = clause_id(citation.unit)
            if wanted and (anchor := self.anchors.get(paper.key, {}).get(wanted)):
                address = f"{address}#{anchor}"
        kind = "held" if paper.held else "not-held"
        return Link(*place, relative(address, page), kind, f"vb-{paper.id}", (paper.key,))

    def rows(self, key: str) -> list[RelationRow]:
        """The relations of *key* in both directions, in the order of VERBS, newest first."""
        page = self.papers[key].address
        rows = [self._row(e, page, e.target, 0) for e in self.graph.edges_from(key) if e.target != key]
        rows += [self._row(e, page, e.source, 1) for e in self.graph.edges_to(key) if e.source != key]
        rows.sort(key=lambda r: r.paper.title)
        rows.sort(key=lambda r: r.paper.iso, reverse=True)
        rows.sort(key=lambda r: _ORDER[r.verb])
        return rows

    def _row(self, edge: Edge, page: str, other: str, direction: int) -> RelationRow:
        paper = self.papers[other]
        clause_href = self._place(edge.said_by, edge.clause, page)
        return RelationRow(
            VERBS[edge.relation][direction],
            bool(direction),
            paper,
            relative(paper.address, page),
            self._where(edge.said_by, edge.clause),
            clause_href,
            edge.said_by,
            edge.words,
            edge.count,
            edge.asserted,
            self.parts(edge),
        )

    def parts(self, edge: Edge) -> tuple[str, ...]:
        """What of its target *edge* changes; () if the whole is named anywhere, or nothing is changed."""
        if edge.relation not in _CHANGES:
            return ()
        units = {
            m.placed.citation.unit
            for m in self.mentions.get(edge.source, ())
            if m.resolution.target == edge.target and m.placed.relation is edge.relation
        }
        return () if None in units or "" in units else tuple(sorted(filter(None, units)))

    def cited_by(self, key: str) -> list[CitedBy]:
        """Every place that cites *key*, document by document."""
        page = self.papers[key].address
        cited = zip(self.cited.get(key, ()), self.cited_clauses(key), strict=True)
        return [self.place(mention, page, of) for mention, of in cited]

    def cited_clauses(self, key: str) -> Iterator[str]:
        """For each place that cites *key* the clause that it cites; "" for the whole document."""
        anchors = self.anchors.get(key, {})
        for mention in self.cited.get(key, ()):
            unit = mention.placed.citation.unit
            of = (clause_id(unit) if unit else None) or ""
            yield of if of in anchors else ""

    def place(self, mention: Mention, page: str, of: str = "") -> CitedBy:
        """The place of *mention*, with its address as the page *page* writes it."""
        clause = mention.placed.clause or ""
        words = " ".join(mention.placed.citation.text.split())
        href = self._place(mention.source, clause, page)
        return CitedBy(self.papers[mention.source], href, self._where(mention.source, clause), words, of)

    def _where(self, key: str, clause: str | None) -> str:
        if clause:
            return clause_name(clause)
        return "phần đầu" if self.anchors.get(key) else "lời văn"

    def _place(self, key: str, clause: str | None, page: str) -> str:
        address = self.papers[key].address
        anchor = self.anchors.get(key, {}).get(clause or "")
        return relative(f"{address}#{anchor}" if anchor else address, page)
