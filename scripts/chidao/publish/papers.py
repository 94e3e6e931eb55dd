"""Papers as pages show them: a title, an address, the facts of a preview."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from urllib.parse import quote

from ..citations import Relation
from ..graph import Graph, Paper
from ..library import Entry
from ..text import day, slug
from ..values import value
from .sheet import UNKNOWN

STUBS = "dan-chieu"
"""The folder of the pages of documents that are cited and not held."""


_SHORT = 70


@value
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
    inferred: frozenset[str]
    """Its facts that were inferred: "number", "date", "issuer", "province", "level"."""
    status: str
    """"đã bị thay thế", "đã bị bãi bỏ", "đã được sửa đổi, bổ sung"; empty if nothing says so."""

    @property
    def name(self) -> str:
        """Its title; an inferred number is said to be so."""
        return f"{self.title} (suy ra)" if "number" in self.inferred else self.title

    @property
    def short(self) -> str:
        """Its name, cut where it is a subject of several lines."""
        name = self.name
        return name if len(name) <= _SHORT + 10 else f"{name[:_SHORT].rsplit(' ', 1)[0]}…"

    @property
    def year(self) -> str:
        return self.iso[:4]

    @property
    def when(self) -> str:
        """Its date; an inferred one is said to be so."""
        return f"{self.date}, suy ra" if "date" in self.inferred else self.date


def views(graph: Graph, entries: Mapping[str, Entry]) -> dict[str, PaperView]:
    """How each paper of *graph* is shown, by key."""
    taken: set[str] = set()
    inferred: dict[str, set[str]] = {}
    for i in graph.inferences:
        inferred.setdefault(i.source, set()).add(i.fact)
    ids: set[str] = set()
    found = {}
    for key, paper in sorted(graph.papers.items()):
        entry = entries.get(key)
        if entry is not None:
            address = entry.address.removesuffix(".md") + ".html"
            address = quote(address)
        else:
            stem = unique(slug(_stub_name(paper), 90) or "van-ban", taken)
            address = f"{STUBS}/{stem}.html"
        found[key] = PaperView(
            key,
            unique(_id(key), ids),
            title(paper, entry),
            paper.subject or "",
            "; ".join(paper.issuer) or UNKNOWN,
            day(paper.date) or (f"khoá {paper.term}" if paper.term else UNKNOWN),
            paper.date or "",
            address,
            paper.held,
            paper.level or "",
            frozenset(inferred.get(key, ())),
            _status(graph, key),
        )
    return found


def _id(key: str) -> str:
    """Of the paper *key*, whatever others there are: counted, one more would change a thousand pages.

    >>> _id("van-ban/2025/ket-luan-177-kl-tw.md")
    'ps26a6t'
    """
    digest = hashlib.blake2b(key.encode("utf-8", "surrogateescape"), digest_size=5).digest()
    return f"p{base64.b32encode(digest).decode('ascii').lower()[:6]}"


# What others do with a paper, the gravest first.
_STATUS = {
    Relation.REPEALS: "đã bị bãi bỏ",
    Relation.REPLACES: "đã bị thay thế",
    Relation.AMENDS: "đã được sửa đổi, bổ sung",
}


def _status(graph: Graph, key: str) -> str:
    done = {edge.relation for edge in graph.edges_to(key) if edge.source != key}
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
