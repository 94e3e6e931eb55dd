"""What is given to whom: the tasks of all documents, and the bodies that have a page.

A body has a page if something is asked of it by its own name, twice or with a place in the name, or if it
issued a document that is held and was asked something or answered.  "Cơ quan có thẩm quyền" is nobody in
particular and has none.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import accumulate, chain, product
from typing import TYPE_CHECKING

from .. import forms
from ..citations import Relation
from ..tasks import Doer, Kind, Task
from ..tasks.bodies import full_name, provinces_on
from ..text import fold, key, name_key, slug
from ..values import value
from .digests import tasks_digest
from .links import clause_name
from .one_body import is_one
from .papers import PaperView, unique

if TYPE_CHECKING:
    from .catalogue import Shelf
    from .site import Site

BODIES = "co-quan"
"""The folder of the pages of bodies."""


@value
class Given:
    """A task where pages show it."""

    task: Task
    paper: PaperView
    address: str
    """Of its clause, relative to the site's root."""
    place: str
    """Its clause as a sentence names it; empty for what stands outside of all."""
    due: str
    """The last day on which it is due, ISO 8601; empty if it names none."""
    number: int
    """Which of all tasks it is, document by document, counted from 0."""

    @property
    def id(self) -> str:
        """Of its row; the same whatever other tasks there are."""
        return _id(self.task.id)


@dataclass(slots=True)
class Body:
    """A body: what it issued, what is asked of it, what it answered."""

    name: str
    address: str = ""
    """Relative to the site's root; empty: it has no page."""
    issued: list[PaperView] = field(default_factory=list)
    own: int = 0
    """How often something is asked of it by its own name."""
    asked: list[list[int]] = field(default_factory=list)
    """By the way in which it is named, alone or with others: the numbers of the tasks that are asked so, in
    lists that bodies share.  A task may be in several."""
    answered: list[tuple[PaperView, PaperView, str]] = field(default_factory=list)
    """Its document, the one that this carries out, and where the two stand side by side, if they do."""
    note: str = ""
    around: list[Body] = field(default_factory=list)
    """What it was before 01/7/2025, or is since."""


class Assignments:
    """The tasks of a site and who must do them."""

    def __init__(self, site: Site) -> None:
        self.papers = site.papers
        self.bodies: dict[str, Body] = {}
        """By what all ways to write their names have in common."""
        self.told = cache(lambda page: tasks_digest(page, site))
        """By the page that asks for them: a digest of all that rows show of its tasks."""
        self.made: dict[str, str] = {}
        """Rows of tables by id, made once: a task of all provinces stands on 34 pages."""
        self.digest = site.digest
        self._known = site.known
        self._clauses = site.weaver.anchors
        self._shelves: dict[str, dict[str, None]] = defaultdict(dict)
        self._tasks = site.tasks
        numbers = accumulate((len(site.tasks[page]) for page in sorted(site.tasks)), initial=0)
        self._first_number = dict(zip(sorted(site.tasks), numbers, strict=False))
        self.of_document = _OfDocument(self._first_number, self._made)
        """By the page that asks for them, in the order of its text."""
        self._issue(site)
        self._ask()
        self._answer(site)
        self._address()
        self._join()

    def take(self, page: str) -> None:
        """Take in that the tasks of *page* stand at other places in its text."""
        self.of_document.forget(page)
        self.told.cache_clear()
        for name in ("all", "by_sort", "ranks", "row_digests"):
            self.__dict__.pop(name, None)

    @cached_property
    def all(self) -> list[Given]:
        """Every task, document by document."""
        return [given for found in self.of_document.values() for given in found]

    @cached_property
    def by_sort(self) -> dict[str, list[Given]]:
        """Every task by the sort of its time limit (`sort_of`); what has a last day, the last one first: of
        today's deadlines a reader looks for those to come."""
        found: dict[str, list[Given]] = {sort: [] for sort in SORTS}
        for given in self.all:
            found[sort_of(given.task)].append(given)
        found["ngay"].sort(key=lambda given: given.due, reverse=True)
        return found

    @cached_property
    def ranks(self) -> dict[int, int]:
        """Of each task, by its number, its place where a body's are listed: what has a last day, then what
        returns, what counts from an event, and what has no time limit."""
        rows = chain.from_iterable(self.by_sort.values())
        return {given.number: rank for rank, given in enumerate(rows)}

    @cached_property
    def row_digests(self) -> list[str]:
        """Of each task, by its number: a digest of all that its row shows."""
        return [
            f"{self.told(page)} {place}"
            for page in self.of_document
            for place in range(len(self._tasks[page]))
        ]

    def asked_of(self, body: Body) -> list[Given]:
        """What is asked of *body*, document by document."""
        return [self.all[number] for number in sorted(set().union(*body.asked))]

    def ranked(self, body: Body) -> list[Given]:
        """What is asked of *body*, as its lists have it."""
        return sorted(self.asked_of(body), key=lambda given: self.ranks[given.number])

    @property
    def shown(self) -> list[Body]:
        """The bodies that have a page, by name."""
        return sorted((b for b in self.bodies.values() if b.address), key=lambda b: fold(b.name))

    def address_of(self, name: str) -> str:
        """The page of the body *name*, relative to the site's root; "" if it has none."""
        body = self.bodies.get(_same(name))
        return body.address if body else ""

    def anchor(self, page: str, clause: str) -> str:
        """ "#2.1": how the address of a page goes on to one of its clauses; "" if it has no such."""
        anchor = self._clauses.get(page, {}).get(clause)
        return f"#{anchor}" if anchor else ""

    def on_shelf(self, shelf: Shelf) -> list[Body]:
        """The bodies whose documents stand on *shelf*: "Ban Tổ chức Tỉnh uỷ" is one in each province."""
        if shelf.kind != "co-quan":
            return []
        named = (self.bodies[k] for k in self._shelves[name_key(shelf.name)])
        return [body for body in named if body.address]

    def _made(self, page: str) -> list[Given]:
        tasks = enumerate(self._tasks[page], self._first_number[page])
        return [self._given(task, page, number) for number, task in tasks]

    def _given(self, task: Task, page: str, number: int) -> Given:
        paper, anchors = self.papers[page], self._clauses.get(page, {})
        anchor = anchors.get(task.clause or "")
        address = f"{paper.address}#{anchor}" if anchor else paper.address
        place = clause_name(task.clause) if task.clause else ""
        limit = task.deadline
        due = (limit.due or "") if limit else ""
        return Given(task, paper, address, place, due, number)

    def names(self, doer: Doer, page: str) -> tuple[str, ...]:
        """The bodies that *doer* means on *page*; a province that was inferred completes their names."""
        known = self._known[page]
        if doer.group or "province" not in known.inferred:
            return doer.bodies
        return tuple(full_name(name, known.facts) for name in doer.bodies)

    def province(self, page: str) -> str:
        """The province of a document, printed or inferred; "" if it is not known."""
        return self._known[page].facts.province or ""

    def _body(self, name: str) -> Body:
        same = _same(name)
        if (body := self.bodies.get(same)) is None:
            body = self.bodies[same] = Body(name.rstrip(_ENDS))
        return body

    def _issue(self, site: Site) -> None:
        for page in site.entries:
            facts = site.known[page].facts
            for issuer in facts.issuer:
                name = full_name(issuer, facts)
                self._body(name).issued.append(site.papers[page])
                self._shelves[name_key(issuer)][_same(name)] = None
        for body in self.bodies.values():
            body.issued.sort(key=lambda p: p.iso, reverse=True)

    def _ask(self) -> None:
        # A class of all provinces is asked for something on every other page: its members share one list.
        asked: dict[tuple[str, ...], list[int]] = defaultdict(list)
        own: Counter[tuple[str, ...]] = Counter()
        for page, first in self._first_number.items():
            for number, task in enumerate(self._tasks[page], first):
                for doer in (*task.leads, *task.helpers):
                    names = self.names(doer, page)
                    asked[names].append(number)
                    if not doer.group:
                        own[names] += 1
        for names, numbers in asked.items():
            for name in names:
                body = self._body(name)
                body.own += own[names]
                body.asked.append(numbers)

    def _answer(self, site: Site) -> None:
        beside = {(p.implementing.key, p.implemented.key): p.address for p in site.pairs}
        issuers: dict[str, list[Body]] = defaultdict(list)
        for body in self.bodies.values():
            for paper in body.issued:
                issuers[paper.key].append(body)
        for edge in site.graph.edges:
            if edge.relation is not Relation.IMPLEMENTS or edge.source == edge.target:
                continue
            for body in issuers.get(edge.source, ()):
                pair = (self.papers[edge.source], self.papers[edge.target])
                body.answered.append((*pair, beside.get((edge.source, edge.target), "")))

    def _address(self) -> None:
        taken: set[str] = set()
        for _key, body in sorted(self.bodies.items()):
            answers = body.issued and (body.asked or body.answered)
            if answers or (body.own and _proper(body)):
                body.address = f"{BODIES}/{unique(slug(body.name, 70) or 'khac', taken)}.html"

    def _join(self) -> None:
        """Bodies of the provinces that were joined on 01/7/2025, and of the districts that ended then."""
        for body in list(self.bodies.values()):
            if not body.address:
                continue
            if _DISTRICT.search(body.name):
                body.note = "Từ ngày 01/7/2025 không còn cấp huyện."
                continue
            province = forms.province_in(body.name)
            if province is None:
                body.note = _ANY if _OF_A_PROVINCE.search(body.name) else ""
                continue
            if not province.until:
                continue
            body.note = f"Từ ngày 01/7/2025, {province.name} thuộc {province.now}."
            now = self.bodies.get(_same(_renamed(body.name, province)))
            if now and now.address:
                body.around.append(now)
                now.around.append(body)


class _OfDocument(Mapping[str, list[Given]]):
    """Tasks by their page, made when they are asked for: a build that changes none of tens of thousands needs
    none."""

    def __init__(self, pages: Collection[str], make: Callable[[str], list[Given]]) -> None:
        self._pages = pages
        self._make = make
        self._found: dict[str, list[Given]] = {}

    def __getitem__(self, page: str) -> list[Given]:
        if page not in self._pages:
            raise KeyError(page)
        if page not in self._found:
            self._found[page] = self._make(page)
        return self._found[page]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)

    def forget(self, page: str) -> None:
        self._found.pop(page, None)


_DISTRICT = re.compile(r"(?i)(?<!\w)(?:huyện|thị xã|quận|thị [uủ][yỷ]|quận [uủ][yỷ])(?!\w)(?! đội)")
_OF_A_PROVINCE = re.compile(r"Sở |(?:(?:[Tt]ỉnh|[Tt]hành) [uủ][yỷ]|tỉnh|thành phố)\Z")
_ANY = "Văn bản không nói rõ của tỉnh, thành phố nào: có thể là nhiều cơ quan cùng tên."
# Trung ương · Huyện ủy Đức Thọ · Ủy ban nhân dân xã Cẩm Bình
_PLACED = re.compile(
    r"Trung ương|(?i:huyện|thị xã|thành phố|quận|xã|phường|(?:huyện|thị|thành|quận|đảng) [uủ][yỷ]) "
    r"[A-ZĐÀ-Ỹ]\w+ [A-ZĐÀ-Ỹ]"
)


def _proper(body: Body) -> bool:
    """Whether the name is that of somebody, and is asked often enough or tells where."""
    if not is_one(body.name):
        return False
    return body.own > 1 or bool(_PLACED.search(body.name)) or forms.province_in(body.name) is not None


def _renamed(name: str, province: forms.Province) -> str:
    """The body of today's province that does what *name* did; a province may have become a city's part."""
    kinds = {p.name: p.kind for p in provinces_on("2025-07-01")}
    renamed = name.replace(province.name, province.now)
    if province.kind != "city" and kinds.get(province.now) == "city":
        renamed = renamed.replace("Tỉnh ủy", "Thành ủy").replace("Tỉnh uỷ", "Thành uỷ")
        renamed = renamed.replace(f"tỉnh {province.now}", f"thành phố {province.now}")
    return renamed


_ENDS = " .,;:"


@lru_cache(maxsize=1 << 14)
def _same(name: str) -> str:
    """What all ways to write a name have in common: a cell of a table may end with a stop."""
    return key(name.rstrip(_ENDS))


def sort_of(task: Task) -> str:
    """What sort of time limit counts for *task*: "ngay", "dinh-ky", "su-kien" or "khong"."""
    limit = task.deadline
    if limit is None:
        return "khong"
    if limit.due:
        return "ngay"
    return "dinh-ky" if limit.kind is Kind.RECURRING else "su-kien"


SORTS = ("ngay", "dinh-ky", "su-kien", "khong")
"""In the order of lists."""


@lru_cache(maxsize=1 << 18)
def _id(task_id: str) -> str:
    """
    >>> _id("van-ban/2025/ket-luan-177-kl-tw.md#4(10)/1")
    'nv-7dwz35kxt'
    """
    digest = hashlib.blake2b(task_id.encode("utf-8", "surrogateescape"), digest_size=6).digest()
    letters, bits = _letters(), int.from_bytes(digest, "big") >> 3
    return f"nv-{letters[bits >> 30]}{letters[bits >> 15 & 0x7FFF]}{letters[bits & 0x7FFF]}"


@cache
def _letters() -> list[str]:
    """Fifteen bits in base 32: `base64.b32encode` takes longer than all else that a row of a table needs."""
    return ["".join(three) for three in product("abcdefghijklmnopqrstuvwxyz234567", repeat=3)]
