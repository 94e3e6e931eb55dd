"""Cần rà soát: everything that waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..graph import Graph, Outcome
from ..how_read import HowRead
from ..library import Entry
from ..text import day
from .links import clause_name
from .papers import PaperView, number_address


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """An inferred fact."""

    paper: PaperView
    name: str
    """"Số, ký hiệu"."""
    value: str
    reason: str
    yaml: str
    """The line to paste into the front matter; empty where there is none."""
    file: str
    """Of the page, in the project."""
    evidence: PaperView | None


@dataclass(frozen=True, slots=True)
class ToSettle:
    """A conflict, or an ambiguous citation."""

    paper: PaperView
    clause: str
    anchor: str
    """Of the clause on the page of the paper."""
    message: str
    candidates: tuple[PaperView, ...] = ()
    address: str = ""

    @property
    def place(self) -> str:
        return clause_name(self.clause)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that is cited and not held."""

    paper: PaperView
    count: int
    """How often it is cited."""
    documents: int
    """In how many documents."""


@dataclass(frozen=True, slots=True)
class ToCompare:
    """A page that a person must hold beside its original: letters were recognised, or lost."""

    paper: PaperView
    how: HowRead
    file: str
    """Of the page, in the project."""


@dataclass(frozen=True, slots=True)
class Review:
    """What waits, by kind."""

    to_confirm: tuple[ToConfirm, ...]
    conflicts: tuple[ToSettle, ...]
    ambiguous: tuple[ToSettle, ...]
    wanted: tuple[Wanted, ...]
    unknown: tuple[tuple[PaperView, tuple[str, ...]], ...]
    """Documents with the names of their unknown facts."""
    to_compare: tuple[ToCompare, ...] = ()

    @property
    def count(self) -> int:
        return (
            len(self.to_confirm)
            + len(self.conflicts)
            + len(self.ambiguous)
            + len(self.unknown)
            + len(self.to_compare)
        )


_NAMES = {
    "number": "Số, ký hiệu",
    "date": "Ngày ban hành",
    "issuer": "Cơ quan ban hành",
    "level": "Cấp",
    "province": "Tỉnh, thành phố",
    "date_after": "Ngày ban hành",
    "type": "Loại văn bản",
}
_MOST = 100


def review(
    graph: Graph,
    entries: Mapping[str, Entry],
    papers: Mapping[str, PaperView],
    anchors: Mapping[str, Mapping[str, str]],
) -> Review:
    """Gather what waits for a person; *anchors* are those of the clauses of each document."""
    to_confirm = []
    for i in graph.inferences:
        value = f"sau ngày {day(i.value)}" if i.fact == "date_after" else i.value
        yaml = {"date_after": "", "issuer": f"issuer:\n- {i.value}"}.get(i.fact, f"{i.fact}: {i.value}")
        evidence = papers.get(i.evidence or "")
        shown = day(value) if i.fact == "date" else value
        to_confirm.append(
            ToConfirm(
                papers[i.source], _NAMES[i.fact], shown or "", i.reason, yaml, f"content/{i.source}", evidence
            )
        )
    conflicts = [
        ToSettle(papers[c.source], c.clause or "", anchors[c.source].get(c.clause or "", ""), c.message)
        for c in graph.conflicts
    ]
    conflicts += _undecided(entries, papers)
    ambiguous = [
        ToSettle(
            papers[m.source],
            m.placed.clause or "",
            anchors[m.source].get(m.placed.clause or "", ""),
            f"«{' '.join(m.placed.citation.text.split())}»: {m.resolution.reason}",
            tuple(papers[k] for k in m.resolution.candidates),
            number_address(m.placed.citation.number or m.placed.citation.refers_to or ""),
        )
        for m in graph.mentions
        if m.resolution.outcome is Outcome.AMBIGUOUS
    ]
    inferred = {(i.source, i.fact) for i in graph.inferences}
    unknown = [
        (papers[key], tuple(names))
        for key, entry in sorted(entries.items())
        if (names := _unknown(entry, inferred))
    ]
    return Review(
        tuple(to_confirm),
        tuple(conflicts),
        tuple(ambiguous),
        tuple(_wanted(graph, papers)),
        tuple(unknown),
        tuple(_to_compare(entries, papers)),
    )


def _undecided(entries: Mapping[str, Entry], papers: Mapping[str, PaperView]) -> Iterator[ToSettle]:
    for key, entry in sorted(entries.items()):
        if entry.undecided:
            message = (
                f"{entry.undecided} chỗ chờ chọn giữa bản đang có và bản vừa chuyển đổi lại từ bản gốc; "
                f"mở content/{key}, hoặc chạy chidao check để biết từng dòng"
            )
            yield ToSettle(papers[key], "", "", message)


def _to_compare(entries: Mapping[str, Entry], papers: Mapping[str, PaperView]) -> Iterator[ToCompare]:
    for key, entry in sorted(entries.items()):
        how = entry.original.how if entry.original else None
        if how and (how.by_ocr or how.doubts) and not entry.front_matter.values.get("reviewed"):
            yield ToCompare(papers[key], how, f"content/{key}")


def _unknown(entry: Entry, inferred: set[tuple[str, str]]) -> list[str]:
    facts = entry.facts
    asked = ["type", "issuer", "date", "level"]
    if not facts.attached_to:
        asked.append("number")
    if facts.level in ("province", "district", "commune"):
        asked.append("province")
    return [
        _NAMES[fact] for fact in asked if not getattr(facts, fact) and (entry.address, fact) not in inferred
    ]


def _wanted(graph: Graph, papers: Mapping[str, PaperView]) -> list[Wanted]:
    counts: Counter[str] = Counter()
    sources: dict[str, set[str]] = {}
    for mention in graph.mentions:
        target = mention.resolution.target
        if target and mention.resolution.outcome is Outcome.NOT_HELD:
            counts[target] += 1
            sources.setdefault(target, set()).add(mention.source)
    order = sorted(counts, key=lambda k: (-len(sources[k]), -counts[k], k))
    return [Wanted(papers[k], counts[k], len(sources[k])) for k in order[:_MOST]]
