"""Papers as pages show them: a title, an address, the facts of a preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..citations import Relation
from ..graph import Graph, Paper
from ..library import Entry
from ..text import slug
from .sheet import UNKNOWN, day

STUBS = "dan-chieu"
"""The folder of the pages of documents that are cited and not held."""


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper on a page."""

    key: str
    id: str
    """Unique and short, for the id of an element."""
    title: str
    """"Kết luận số 34-KL/TW", "Luật Đất đai"."""
    subject: str
    issuer: str
    date: str
    """As staff write it, "khoá XII", or "chưa rõ"."""
    iso: str
    address: str
    """Relative to the site's root."""
    held: bool
    level: str
    inferred: bool
    """Whether its number or date was inferred."""
    status: str
    """"đã bị thay thế", "đã bị bãi bỏ", "đã được sửa đổi, bổ sung"; empty if nothing says so."""


def views(graph: Graph, entries: Mapping[str, Entry]) -> dict[str, PaperView]:
    """How each paper of *graph* is shown, by key."""
    taken: set[str] = set()
    inferred = {i.source for i in graph.inferences if i.fact in ("number", "date", "issuer")}
    found = {}
    for number, (key, paper) in enumerate(sorted(graph.papers.items())):
        entry = entries.get(key)
        if entry is not None:
            address = entry.address.removesuffix(".md") + ".html"
        else:
            stem = unique(slug(_stub_name(paper), 90) or "van-ban", taken)
            address = f"{STUBS}/{stem}.html"
        found[key] = PaperView(
            key,
            f"p{number}",
            title(paper, entry),
            paper.subject or "",
            "; ".join(paper.issuer) or UNKNOWN,
            day(paper.date) or (f"khoá {paper.term}" if paper.term else UNKNOWN),
            paper.date or "",
            address,
            paper.held,
            paper.level or "",
            key in inferred,
            _status(graph, key),
        )
    return found


# What others do with a paper, the gravest first.
_STATUS = {
    Relation.REPEALS: "đã bị bãi bỏ",
    Relation.REPLACES: "đã bị thay thế",
    Relation.AMENDS: "đã được sửa đổi, bổ sung",
}


def _status(graph: Graph, key: str) -> str:
    done = {edge.relation for edge in graph.edges_to(key)}
    return next((words for relation, words in _STATUS.items() if relation in done), "")


def number_address(number: str) -> str:
    """The page that offers the candidates of an ambiguous number."""
    return f"{STUBS}/so-{slug(number, 60)}.html"


def title(paper: Paper, entry: Entry | None = None) -> str:
    """How staff call it."""
    if paper.name:
        return paper.name
    kind = paper.type or "Văn bản"
    if paper.number:
        return f"{kind} số {paper.number}"
    return entry.title if entry else kind


def _stub_name(paper: Paper) -> str:
    if paper.name:
        return paper.name
    when = paper.date or (f"khoa {paper.term}" if paper.term else "")
    return " ".join(part for part in (paper.type, paper.number, when, paper.province) if part)


def unique(stem: str, taken: set[str]) -> str:
    """*stem*, or *stem* with a number behind it if it is taken; notes it as taken."""
    name, count = stem, 1
    while name in taken:
        count += 1
        name = f"{stem}-{count}"
    taken.add(name)
    return name
