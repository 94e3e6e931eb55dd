"""What the library knows for a report: documents, clauses that answer, tasks and their state.

    the outline names  74-KL/TW, 34-KL/TW, 18-NQ/TW …            meant
    16-TB/TW           reviews 34-KL/TW                           carries on what is meant
    the body's Kết luận  implements 16-TB/TW, cites 34-KL/TW      on the subject
      its clause 2.1   carries out clause 2.2(1) of 16-TB/TW      an answer
      its clause 2.3   asks Huyện ủy Đức Thọ, by 10/2022          a task

Each comes with the place where it stands and with what makes us think so; nothing is said in other words
than the documents'.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..citations import Relation
from ..document import Clause, Role
from ..graph import Edge, Graph, Outcome
from ..graph.alignment import Alignment, align
from ..library import Entry
from ..publish.links import VERBS, clause_name
from ..publish.papers import PaperView
from ..tasks import Task, tasks_of
from ..tasks.editors import with_editors
from ..tasks.evidence import with_evidence
from .outline import Outline
from .whose import Body, own_documents


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands."""

    page: str
    """Address of the page in content/."""
    title: str
    """"Kết luận số 177-KL/TW, ngày 11/7/2025 của Bộ Chính trị"."""
    short: str
    """The same, cut where it is a subject of several lines."""
    clause: str
    """As a sentence names it: "mục 2.1"; "" for the whole document."""
    address: str
    """Relative to the site: "van-ban/2025/ket-luan-177-kl-tw.html#2.1"."""


@dataclass(frozen=True, slots=True)
class Held:
    """A document of the body, on the subject of the outline."""

    source: Source
    subject: str
    reason: str
    """Why it is on the subject, in Vietnamese."""
    doubts: tuple[str, ...] = ()
    """What is not printed in it: an inferred province, an unknown date."""


@dataclass(frozen=True, slots=True)
class Said:
    """A clause of a document of the body."""

    words: str
    source: Source
    answers: tuple[tuple[Source, bool], ...] = ()
    """The clauses of directives that it carries out, each with whether that is sure."""


@dataclass(frozen=True, slots=True)
class Given:
    """A task: of the body, or given by it."""

    task: Task
    source: Source
    evidence: tuple[tuple[Source, bool], ...] = ()
    """The clauses that carry it out, each with whether that is sure."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that the library knows for a report."""

    documents: tuple[Held, ...]
    clauses: tuple[Said, ...]
    tasks: tuple[Given, ...]


def known_for(
    body: Body,
    outline: Outline,
    page: str,
    entries: Mapping[str, Entry],
    graph: Graph,
    papers: Mapping[str, PaperView],
    abbreviations: Mapping[str, Sequence[str]] | None = None,
) -> Knowledge:
    """What the library knows for the report that *outline*, on the page *page*, asks of *body*."""
    return _Gatherer(entries, graph, papers, abbreviations or {}).gather(body, outline, page)


class _Gatherer:
    def __init__(
        self,
        entries: Mapping[str, Entry],
        graph: Graph,
        papers: Mapping[str, PaperView],
        abbreviations: Mapping[str, Sequence[str]],
    ) -> None:
        self.entries = entries
        self.graph = graph
        self.papers = papers
        self.abbreviations = abbreviations
        self.clauses: dict[str, dict[str, Clause]] = {}

    def gather(self, body: Body, outline: Outline, page: str) -> Knowledge:
        meant = self._meant(outline, page)
        further = self._further(meant)
        own = {e.address: e for e in own_documents(body, self.entries, self.graph) if e.address != page}
        held: list[tuple[int, Held]] = []
        said: list[Said] = []
        given: list[Given] = []
        for entry in own.values():
            edges = sorted(self._on_subject(entry, meant, further), key=lambda e: _weight(e, meant))
            if not edges:
                continue
            held.append((_weight(edges[0], meant), self._held(entry, edges[0], meant, further, page)))
            said += self._said(entry, edges)
            given += self._given(self._tasks(entry), entry.address)
        # A district is given its tasks by the province, which carries out what is meant.
        carrying = {edge.source for key in (*meant, *further) for edge in self.graph.edges_to(key)}
        for address in sorted({*meant, *further, *carrying} & self.entries.keys()):
            if address not in own:
                tasks = [t for t in self._tasks(self.entries[address]) if body.does(t)]
                if address == page:
                    # What the outline itself asks for is the report.
                    tasks = [t for t in tasks if not outline.start <= t.paragraph < outline.end]
                given += self._given(tasks, address, own.keys())
        held.sort(key=lambda pair: (pair[0], self._date(pair[1].source.page), pair[1].source.page))
        return Knowledge(tuple(document for _weight, document in held), tuple(said), tuple(given))

    # What is on the subject

    def _meant(self, outline: Outline, page: str) -> dict[str, str]:
        """The papers that the outline is about, each with where it names it."""
        entry = self.entries[page]
        found: dict[str, str] = {}
        for mention in self.graph.mentions:
            target = mention.resolution.target
            if mention.source != page or target is None or mention.resolution.outcome is Outcome.SELF:
                continue
            if outline.start <= mention.placed.paragraph < outline.end:
                role = entry.document.paragraphs[mention.placed.paragraph].role
                found.setdefault(target, _PLACES.get(role, "đề cương nêu trong nội dung"))
        if outline.start > 0:
            # An annex asks how the paper to which it belongs is carried out.
            found[page] = "đề cương là phụ lục của văn bản này"
            for edge in self.graph.edges_from(page):
                if edge.relation in (Relation.IMPLEMENTS, Relation.REVIEWS):
                    found.setdefault(edge.target, "văn bản kèm đề cương thực hiện, tổng kết văn bản này")
        return found

    def _further(self, meant: Mapping[str, str]) -> dict[str, Edge]:
        """Held papers of the centre that carry on one that is meant, each with the edge that says so."""
        found: dict[str, Edge] = {}
        for key in meant:
            for edge in self.graph.edges_to(key):
                if edge.relation in _CARRY_ON and edge.source in self.entries and edge.source not in meant:
                    found.setdefault(edge.source, edge)
        return found

    def _on_subject(self, entry: Entry, meant: Mapping[str, str], further: Mapping[str, Edge]) -> list[Edge]:
        edges = self.graph.edges_from(entry.address)
        return [
            e
            for e in edges
            if e.target in meant or (e.target in further and e.relation is Relation.IMPLEMENTS)
        ]

    def _held(
        self, entry: Entry, edge: Edge, meant: Mapping[str, str], further: Mapping[str, Edge], page: str
    ) -> Held:
        target = self.papers[edge.target]
        reason = f"{VERBS[edge.relation][0]} {target.name}"
        if edge.target in meant:
            reason += f" ({meant[edge.target]})"
        else:
            on = further[edge.target]
            reason += (
                f"; văn bản ấy {VERBS[on.relation][0]} {self.papers[on.target].name} ({meant[on.target]})"
            )
        return Held(
            self._source(entry.address), entry.facts.subject or "", reason, tuple(self._doubts(entry, page))
        )

    def _doubts(self, entry: Entry, page: str) -> Iterator[str]:
        told = {i.fact: i for i in self.graph.inferences if i.source == entry.address}
        paper, asked = self.graph.papers[entry.address], self.graph.papers[page]
        if province := told.get("province"):
            yield f"tỉnh {province.value} là suy ra: {province.reason}"
        if "number" in told:
            yield f"số {told['number'].value} là suy ra"
        elif paper.number is None:
            yield "chưa rõ số, ký hiệu"
        earliest = paper.date
        if paper.date is None:
            bound = told.get("date_after")
            earliest = bound.value if bound else None
            yield "chưa rõ ngày ban hành" + (f", nhưng {bound.reason}" if bound else "")
        if asked.date and earliest and earliest > asked.date:
            yield "ban hành sau đề cương: cân nhắc có đưa vào kỳ báo cáo này không"

    # What they say

    def _said(self, entry: Entry, edges: Sequence[Edge]) -> list[Said]:
        answers: dict[str, list[tuple[Source, bool]]] = {}
        for edge in edges:
            if edge.relation is Relation.IMPLEMENTS and edge.target in self.entries:
                for found in self._aligned(entry, edge):
                    if not found.repeats:
                        answer = (self._source(edge.target, found.of), found.certain)
                        answers.setdefault(found.clause, []).append(answer)
        texts = entry.document.clause_texts()
        return [
            Said(words, self._source(entry.address, clause.id), tuple(answers.get(clause.id, ())))
            for clause, words in texts
            # What ends so leads in its items, and says nothing alone.
            if words and not words.endswith(":")
        ]

    def _aligned(self, entry: Entry, edge: Edge) -> list[Alignment]:
        target = self.entries[edge.target]
        return align(entry.document, target.document, dict(edge.clauses))

    def _tasks(self, entry: Entry) -> list[Task]:
        address = entry.address
        found = tasks_of(entry.document, address, self.abbreviations)
        stated = entry.front_matter.values.get("tasks")
        return with_editors(found, stated, address, entry.document, self.abbreviations)

    def _given(self, tasks: list[Task], page: str, own: Container[str] | None = None) -> Iterator[Given]:
        """*tasks* of *page* with their evidence; of the documents *own* only, if given."""
        if not tasks:
            return
        for edge in self.graph.edges_to(page):
            if edge.relation is not Relation.IMPLEMENTS or edge.source not in self.entries:
                continue
            if own is None or edge.source in own:
                tasks = with_evidence(tasks, edge.source, self._aligned(self.entries[edge.source], edge))
        for task in tasks:
            if task.items:
                continue
            evidence = tuple((self._source(e.page, e.clause), e.certain) for e in task.evidence)
            yield Given(task, self._source(page, task.clause), evidence)

    # Where it stands

    def _source(self, page: str, clause: str | None = None) -> Source:
        paper = self.papers[page]
        title = paper.name
        if paper.iso:
            title += f", ngày {paper.when}"
        issuer = "; ".join(self.graph.papers[page].issuer)
        if issuer:
            title += f" của {issuer}"
        if page not in self.clauses:
            self.clauses[page] = {c.id: c for c in self.entries[page].document.clauses}
        anchor = self.clauses[page][clause].anchor if clause in self.clauses[page] and clause else ""
        address = f"{paper.address}#{anchor}" if anchor else paper.address
        return Source(page, title, paper.short, clause_name(clause) if clause else "", address)

    def _date(self, page: str) -> str:
        return self.graph.papers[page].date or "9999"


_CARRY_ON = frozenset({Relation.IMPLEMENTS, Relation.REVIEWS, Relation.AMENDS, Relation.REPLACES})
_PLACES = {
    Role.TYPE: "đề cương nêu ở tiêu đề",
    Role.SUBJECT: "đề cương nêu ở tiêu đề",
    Role.ENCLOSED_WITH: "đề cương kèm theo văn bản này",
    Role.FOOTNOTE: "đề cương nêu ở chú thích",
}
_ORDER = (Relation.IMPLEMENTS, Relation.REVIEWS, Relation.BASED_ON, Relation.AMENDS, Relation.REPLACES)


def _weight(edge: Edge, meant: Mapping[str, str]) -> int:
    """The lower, the closer to the subject: to carry out comes before to cite."""
    rank = _ORDER.index(edge.relation) if edge.relation in _ORDER else len(_ORDER)
    return 2 * rank + (edge.target not in meant)
