"""What the other pages need to know of a page: enough to find second copies and links that lead nowhere.

It is small, and kept between runs, so that a check of 5,000 pages after one change reads one page.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Any, NamedTuple

from ..document import Clause
from ..project import DOCUMENTS
from .page import Page


class Stated(NamedTuple):
    """A relation as front matter states it."""

    document: str
    line: int
    clauses: tuple[tuple[str, str, int], ...]
    """(clause of this page, clause of the other or "", line)."""


class Link(NamedTuple):
    """A link of a page that is written by hand."""

    target: str
    line: int
    column: int


class Told(NamedTuple):
    """A value with its line: a date, an old address."""

    key: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Outline:
    """One page, for the checks of all pages."""

    name: str
    """Its path in the project."""
    type: str = ""
    number: str = ""
    date: str = ""
    issuer: tuple[str, ...] = ()
    number_line: int = 1
    dates: tuple[Told, ...] = ()
    redirects: tuple[Told, ...] = ()
    relations: tuple[Stated, ...] = ()
    clauses: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    """Of a page that is written by hand; a document's follow from its clauses."""
    links: tuple[Link, ...] = ()
    departures: int = -1
    """Places where it departs from its original; -1: there is none to compare with."""

    @property
    def address(self) -> str:
        """Relative to content/: "van-ban/2025/ket-luan-177-kl-tw.md"."""
        return self.name.removeprefix("content/")

    @property
    def is_document(self) -> bool:
        return self.address.startswith(f"{DOCUMENTS}/")

    def has_anchor(self, anchor: str) -> bool:
        """Whether the page, as published, has a place with this name."""
        return anchor in self.anchors or any(
            Clause(clause, "", "", 1, 0, 0, "").anchor == anchor for clause in self.clauses
        )

    def as_json(self) -> list[Any]:
        return list(astuple(self))

    @classmethod
    def from_json(cls, values: list[Any]) -> Outline:
        """Raises TypeError or ValueError where *values* are no outline."""
        (
            name,
            kind,
            number,
            date,
            issuer,
            line,
            dates,
            redirects,
            relations,
            clauses,
            anchors,
            links,
            count,
        ) = values
        return cls(
            name,
            kind,
            number,
            date,
            tuple(issuer),
            line,
            tuple(Told(*told) for told in dates),
            tuple(Told(*told) for told in redirects),
            tuple(Stated(d, n, tuple((a, b, c) for a, b, c in each)) for d, n, each in relations),
            tuple(clauses),
            tuple(anchors),
            tuple(Link(*link) for link in links),
            count,
        )


def outline(page: Page) -> Outline:
    """Of a document, or of a page that is written by hand."""
    entry = page.entry
    if entry is None:
        return Outline(page.name, anchors=tuple(_anchors(page)), links=tuple(_links(page)))
    facts = entry.facts
    return Outline(
        page.name,
        facts.type or "",
        facts.number or "",
        facts.date or "",
        facts.issuer,
        page.line_of("number"),
        tuple(
            Told(key, value, page.line_of(key)) for key in ("date", "reviewed") if (value := page.stated(key))
        ),
        tuple(_redirects(page)),
        tuple(_relations(page)),
        tuple(clause.id for clause in entry.document.clauses),
        departures=-1 if entry.departures is None else len(entry.departures),
    )


def _redirects(page: Page) -> Iterator[Told]:
    given = page.front_matter.values.get("redirects")
    for index, value in enumerate(given if isinstance(given, list) else ()):
        if isinstance(value, str):
            yield Told("redirects", value.strip(), page.line_of(f"redirects.{index}"))


def _relations(page: Page) -> Iterator[Stated]:
    given = page.front_matter.values.get("relations")
    for index, one in enumerate(given if isinstance(given, list) else ()):
        if not isinstance(one, dict) or not isinstance(one.get("document"), str):
            continue
        name = f"relations.{index}"
        clauses = []
        if isinstance(one.get("clause"), str):
            clauses.append((one["clause"].strip(), "", page.line_of(f"{name}.clause")))
        each = one.get("clauses")
        for ours, theirs in each.items() if isinstance(each, dict) else ():
            other = theirs.strip() if isinstance(theirs, str) else ""
            clauses.append((ours, other, page.line_of(f"{name}.clauses.{ours}")))
        yield Stated(one["document"].strip(), page.line_of(f"{name}.document"), tuple(clauses))


# [words](target) · [words](so-do_(1).png) · [words](<tên có dấu cách.md> "title") · href="target"
_LINK = re.compile(r"\]\(\s*(?:<([^<>]+)>|((?:[^()\s<>]|\([^()\s]*\))+))|\bhref=\"([^\"]+)\"")
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*(?:\{[^}]*#([\w.:-]+)[^}]*\})?\s*#*$")
_UNDERLINE = re.compile(r"(?:=+|-+) *")
_ID = re.compile(r"\bid=\"([^\"]+)\"|\{[^}]*#([\w.:-]+)[^}]*\}")
_CODE = re.compile(r"`[^`]*`")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def _words(page: Page) -> Iterator[tuple[int, str]]:
    """The lines of a page that is written by hand, but for code and comments."""
    fence = ""
    text = "\n".join(line for _number, line in page.body())
    lines = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text).split("\n")
    for number, line in enumerate(lines, page.body_line):
        sign = line.lstrip()[:3]
        if sign in ("```", "~~~") and fence in ("", sign):
            fence = "" if fence else sign
        elif not fence:
            yield number, _CODE.sub(lambda m: " " * len(m[0]), line)


def _links(page: Page) -> Iterator[Link]:
    for number, line in _words(page):
        for match in _LINK.finditer(line):
            group = match.lastindex or 0
            yield Link(match[group], number, match.start(group) + 1)


def _anchors(page: Page) -> Iterator[str]:
    given: Counter[str] = Counter()
    above = ""
    for _number, line in _words(page):
        match = _HEADING.match(line)
        if match and match[2]:
            yield match[2]
        elif match or (above.strip() and _UNDERLINE.fullmatch(line)):
            name = _slug(match[1] if match else above)
            # A second heading of the same words is "hai_1".
            yield f"{name}_{given[name]}" if given[name] else name
            given[name] += 1
        for other in _ID.finditer(line):
            yield other[1] or other[2]
        above = line


def _slug(heading: str) -> str:
    """The anchor that Python-Markdown gives a heading without one.

    >>> _slug("Tìm văn bản")
    'tim-van-ban'
    """
    ascii_ = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_).strip().lower())
