"""The site: everything that its pages show, gathered from a library once.

documents    van-ban/….html          text, attributes, scheme, who cites it
lists        tim-kiem.html, thuc-hien.html, dong-thoi-gian.html, can-ra-soat.html, duyet/….html
             nhiem-vu.html              who must do what, by when
written      dan-chieu/….html        what is cited and not held; numbers that several documents bear
             doi-chieu/….html        a document beside the one that it carries out
             nhiem-vu/….html         tasks by body, by document, by day
             co-quan/….html          a body: what it issued, what is asked of it, what it answered
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import PurePosixPath
from typing import Any

from ..citations import Placed, Relation
from ..document import Document
from ..graph import Mention, Outcome, build
from ..graph.alignment import Alignment, align
from ..graph.gist import Gist, gist_of
from ..library import Entry, Library
from ..tasks.evidence import with_evidence
from ..text import slug
from .catalogue import KINDS, Catalogue, Shelf, catalogue
from .comparison import compare
from .coverage import coverage
from .digest import Digester
from .digests import comparison_digest, stub_digest
from .document_html import contents_html, document_html
from .given import Assignments
from .history import History
from .jsonld import jsonld
from .kept_pages import PageRead
from .known import known
from .links import Weaver, relative
from .papers import PaperView, number_address, unique, views
from .reading import LibraryRead, Tasks, find_tasks
from .relations_html import (
    CARRIED,
    carried_html,
    cited_by_html,
    cited_list,
    places,
    previews_html,
    scheme_html,
)
from .report_offer import report_offers
from .review import review
from .sheet import sheet
from .task_pages import first_page, task_pages
from .tasks_html import asked_html, marks
from .timeline import timeline

TASKS = "nhiem-vu.md"
COMPARISONS = "doi-chieu"
"""The folder of the pages that set two documents side by side."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page that lists documents."""

    title: str
    template: str
    context: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """A page that has no file in content/."""

    address: str
    title: str
    partial: str
    digest: str
    """Of all that it shows (see `digests`)."""
    make: Callable[[], dict[str, Any]]
    """What the partial is given."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two held documents, one of which carries out the other."""

    implementing: PaperView
    implemented: PaperView
    address: str
    """Of the page that compares them."""


class Site:
    """What the pages of one build show."""

    def __init__(
        self,
        library: Library,
        citations: Mapping[str, list[Placed]] | None = None,
        tasks: Tasks | None = None,
        history: History | None = None,
        gists: Mapping[str, Gist] | None = None,
        hashes: Mapping[str, str] | None = None,
    ) -> None:
        """*history* is what `begin_history` found; None where there is none.

        The others are as `LibraryRead` has them; what is not given is worked out.
        """
        self.history = history
        self.hashes = dict(hashes or {})
        self.digest = Digester()
        self.digest_of_paper = cache(lambda key: self.digest(self.papers[key], self.graph.papers[key]))
        """By the key of a paper: a digest of all that pages show of it."""
        self.digest_of_anchors = cache(lambda key: self.digest(self.weaver.anchors.get(key)))
        """By the key of a paper: a digest of its clauses and their addresses."""
        self.entries: dict[str, Entry] = library.by_address()
        if gists is None:
            gists = {entry.address: gist_of(entry.document) for entry in library.entries}
        self.graph = build(library.entries, citations, gists)
        self.papers = views(self.graph, self.entries)
        self.known = known(library.entries, self.graph)
        self.catalogue: Catalogue = catalogue(library.entries, self.known, self.papers)
        self.weaver = Weaver(self.graph, self.papers, {key: gist.anchors for key, gist in gists.items()})
        self.pairs = list(self._pairs())
        self._pairs_of: dict[str, list[Pair]] = defaultdict(list)
        for pair in self.pairs:
            self._pairs_of[pair.implementing.key].append(pair)
            self._pairs_of[pair.implemented.key].append(pair)
        self._aligned: dict[tuple[str, str], list[Alignment]] = {}
        self._plain_tasks = dict(find_tasks(library.entries) if tasks is None else tasks)
        self.tasks = self._with_evidence(self._plain_tasks)
        """By the key of the document that asks for them."""
        self.given = Assignments(self)
        self.listings = dict(self._listings())

    @classmethod
    def of(cls, read: LibraryRead, history: History | None = None) -> Site:
        """The site of a library that was read."""
        return cls(read.library, read.citations, read.tasks, history, read.gists, read.hashes)

    def _pairs(self) -> Iterator[Pair]:
        taken: set[str] = set()
        for edge in self.graph.edges:
            if edge.relation is not Relation.IMPLEMENTS or edge.source == edge.target:
                continue
            source, target = self.papers[edge.source], self.papers[edge.target]
            if source.held and target.held:
                stems = (slug(PurePosixPath(p.key).stem, 45) for p in (source, target))
                stem = unique("--".join(stems), taken)
                yield Pair(source, target, f"{COMPARISONS}/{stem}.html")

    def _alignments(self, pair: Pair) -> list[Alignment]:
        """Which clause carries out which, found once for both pages that show it."""
        source, target = pair.implementing.key, pair.implemented.key
        if (source, target) not in self._aligned:
            edges = self.graph.edges_from(source)
            asserted = dict(c for e in edges if e.target == target for c in e.clauses)
            aligned = align(self.entries[source].document, self.entries[target].document, asserted)
            self._aligned[source, target] = aligned
        return self._aligned[source, target]

    def _with_evidence(self, tasks: Tasks) -> Tasks:
        """*tasks* with the clauses that carry them out."""
        found = dict(tasks)
        for pair in self.pairs:
            if asked := found.get(pair.implemented.key):
                found[pair.implemented.key] = with_evidence(
                    asked, pair.implementing.key, self._alignments(pair)
                )
        return found

    @property
    def evidence(self) -> str:
        """A digest of the clauses that carry tasks out."""
        found = [(t.id, t.evidence) for page in sorted(self.tasks) for t in self.tasks[page] if t.evidence]
        return self.digest(found)

    def take(self, read: PageRead) -> bool:
        """Put a page of which only the words changed in the place of itself.

        Returns whether the site is whole then; else it must be gathered anew.
        """
        key, before = read.entry.address, self.evidence
        self.entries[key], self.hashes[key] = read.entry, read.hash
        placed = sorted(read.citations, key=lambda p: (p.paragraph, p.citation.start))
        mentions = self.weaver.mentions.get(key, [])
        self.weaver.mentions[key] = [replace(m, placed=p) for m, p in zip(mentions, placed, strict=True)]
        pairs = self._pairs_of.get(key, [])
        for pair in pairs:
            self._aligned.pop((pair.implementing.key, pair.implemented.key), None)
        asked = {pair.implemented.key for pair in pairs} | {key}
        plain = {each: self._plain_tasks[each] for each in asked if each in self._plain_tasks}
        if read.tasks:
            plain[key] = self._plain_tasks[key] = read.tasks
        self.tasks |= self._with_evidence(plain)
        if key in self.tasks:
            self.given.take(key)
        return self.evidence == before

    # Documents

    def document(self, key: str, lines: bool = False) -> dict[str, Any]:
        """What the page of the document *key* shows.

        *lines*: whether its clauses tell their lines in the file.
        """
        entry, paper = self.entries[key], self.papers[key]
        links, rows, cited = self.weaver.links(key), self.weaver.rows(key), self.weaver.cited_by(key)
        anchors = self.weaver.anchors[key]
        counts = Counter(c.of for c in cited if c.of)
        marked = {clause: (count, places(anchors[clause])) for clause, count in counts.items()}
        asked = self.given.of_document.get(key, [])
        document = entry.document
        return {
            "sheet": sheet(entry, self.known[key], self.papers, self.catalogue.address_of),
            "paper": paper,
            "text": document_html(document, links, marked, marks(asked), lines),
            "contents": contents_html(document),
            "previews": previews_html(links, self.papers),
            "changes": sorted((r for r in rows if r.verb in _CHANGES), key=lambda r: _CHANGES.index(r.verb)),
            "scheme": scheme_html(rows, paper),
            "related": len({row.paper.key for row in rows}),
            "cited_by": cited_by_html(cited, anchors),
            "cited": len(cited),
            "carried": carried_html(rows, self.compared_with(key)),
            "carried_count": len({row.paper.key for row in rows if row.verb in CARRIED}),
            "asked": asked_html(asked, self.given),
            "asked_count": len(asked),
            "no_history": self.history is None,
            "history": (self.history or {}).get(key, ()),
            "jsonld": self.jsonld(key),
            "offers": report_offers(document, key),
        }

    def jsonld(self, key: str) -> str:
        """What a program reads of the document *key*."""
        return jsonld(key, self.graph, self.papers)

    def compared_with(self, key: str) -> dict[str, str]:
        """By the key of the other document: where the two stand side by side, seen from the page of *key*."""
        page = self.papers[key].address
        return {
            (p.implemented if p.implementing.key == key else p.implementing).key: relative(p.address, page)
            for p in self._pairs_of.get(key, ())
        }

    # Lists

    def _listings(self) -> Iterator[tuple[str, Listing]]:
        yield "tim-kiem.md", Listing("Tìm kiếm", "search.html", {})
        yield "thuc-hien.md", Listing("Thực hiện ở địa phương", "coverage.html", {})
        yield "dong-thoi-gian.md", Listing("Dòng thời gian", "timeline.html", {})
        yield TASKS, Listing("Nhiệm vụ và thời hạn", "tasks.html", {})
        yield "can-ra-soat.md", Listing("Cần rà soát", "review.html", {})
        for kind, shelves in self.catalogue.shelves.items():
            yield f"duyet/{kind}/index.md", Listing(KINDS[kind], "shelves.html", {"kind": kind})
            for shelf in shelves:
                for number in range(1, len(shelf.pages()) + 1):
                    yield _shelf(shelf, number)

    def listing(self, uri: str) -> dict[str, Any]:
        """What the list *uri* shows."""
        if uri == "thuc-hien.md":
            provinces, rows, more = coverage(self.graph, self.papers)
            beside = {(p.implementing.key, p.implemented.key): p.address for p in self.pairs}
            return {"provinces": provinces, "rows": rows, "more": more, "beside": beside}
        if uri == "dong-thoi-gian.md":
            return {"timeline": timeline(self.graph, self.papers, "dong-thoi-gian.html")}
        if uri == "can-ra-soat.md":
            return {"review": review(self.graph, self.entries, self.papers, self.weaver.anchors)}
        if uri == TASKS:
            return first_page(self.given)
        context = self.listings[uri].context
        if shelf := context.get("shelf"):
            return {**context, "bodies": self.given.on_shelf(shelf)}
        return context

    # Pages that have no file

    def written(self) -> Iterator[Written]:
        """The pages of documents cited and not held, of ambiguous numbers, and of pairs."""
        for key, paper in self.papers.items():
            if not paper.held:
                when = f" ({paper.date})" if paper.iso else ""
                title, make = f"{paper.title}{when}", partial(self._stub, key, paper)
                yield Written(paper.address, title, "partials/stub.html", stub_digest(key, self), make)
        numbers: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.graph.mentions:
            if mention.resolution.outcome is Outcome.AMBIGUOUS:
                numbers[number_address(_number(mention))].append(mention)
        for address, mentions in numbers.items():
            title = f"Số {_number(mentions[0])}: chưa rõ là văn bản nào"
            context = self._of_number(address, mentions)
            digest = self.digest(context)
            yield Written(address, title, "partials/number.html", digest, partial(dict, context))
        yield from self.comparisons(self.pairs)
        for page in task_pages(self.given):
            yield Written(*page)

    def comparisons(self, pairs: Iterable[Pair]) -> Iterator[Written]:
        """The pages that set *pairs* side by side."""
        for pair in pairs:
            title = f"Đối chiếu {pair.implementing.short} với {pair.implemented.short}"
            digest, make = comparison_digest(pair, self), partial(self._comparison, pair)
            yield Written(pair.address, title, "partials/comparison.html", digest, make)

    def _stub(self, key: str, paper: PaperView) -> dict[str, Any]:
        cited = self.weaver.cited_by(key)
        rows = [row for row in self.weaver.rows(key) if row.verb not in _PLAIN]
        return {
            "paper": paper,
            "known": self.graph.papers[key],
            "cited": len(cited),
            "documents": len({c.paper.key for c in cited}),
            "scheme": scheme_html(rows, paper),
            "cited_by": cited_list(cited),
        }

    def _of_number(self, address: str, mentions: list[Mention]) -> dict[str, Any]:
        keys = sorted({k for m in mentions for k in m.resolution.candidates})
        candidates = [self.papers[k] for k in keys]
        cited = [self.weaver.place(mention, address) for mention in mentions]
        return {
            "number": _number(mentions[0]),
            "candidates": sorted(candidates, key=lambda p: p.iso, reverse=True),
            "reasons": sorted({m.resolution.reason for m in mentions}),
            "cited": len(cited),
            "cited_by": cited_list(cited),
        }

    def _comparison(self, pair: Pair) -> dict[str, Any]:
        def side(paper: PaperView) -> tuple[PaperView, Document]:
            return paper, self.entries[paper.key].document

        found = compare(side(pair.implemented), side(pair.implementing), self._alignments(pair))
        return {"comparison": found}


# What says that a document is no longer what it was, the gravest first.
_CHANGES = ("bị bãi bỏ bởi", "bị thay thế bởi", "được sửa đổi, bổ sung bởi")
_PLAIN = {"được dẫn chiếu bởi"}


def _shelf(shelf: Shelf, number: int) -> tuple[str, Listing]:
    address = shelf.page_address(number).removesuffix(".html") + ".md"
    return address, Listing(shelf.name, "shelf.html", {"shelf": shelf, "number": number})


def _number(mention: Mention) -> str:
    citation = mention.placed.citation
    return citation.number or citation.refers_to or ""
