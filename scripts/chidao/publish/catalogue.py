"""The catalogue: shelves on which staff find documents without searching.

loai/ket-luan.html   co-quan/bo-chinh-tri.html   nam/2025.html   tinh/ha-tinh.html   cap/trung-uong.html
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .. import forms
from ..document import LEVELS, Facts
from ..library import Entry
from ..text import day, fold, name_key, slug
from ..values import value
from .known import Known
from .papers import PaperView, unique
from .sheet import UNKNOWN

PAGE = 200
"""Documents on one page of a shelf: what a phone shows without effort."""


@value
class Card:
    """A document in a list."""

    title: str
    subject: str
    address: str
    """Relative to the site's root, ready for an href."""
    type: str
    number: str
    issuer: str
    date: str
    """As staff write it, or "chưa rõ"."""
    iso: str
    inferred: str = ""
    """Which of these facts were inferred: "số, ngày ban hành, tỉnh Hà Tĩnh"."""
    status: str = ""
    """"đã bị thay thế"; empty if nothing says so."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All documents of one type, body, year, province or level."""

    kind: str
    """"loai", "co-quan", "nam", "tinh" or "cap"."""
    name: str
    address: str
    """Relative to the site's root, of its first page."""
    cards: tuple[Card, ...]
    note: str = ""

    def pages(self) -> list[tuple[Card, ...]]:
        """Its documents, a page at a time."""
        return [self.cards[i : i + PAGE] for i in range(0, len(self.cards), PAGE)] or [()]

    def page_address(self, number: int) -> str:
        """The address of page *number*, counted from 1."""
        return self.address if number == 1 else self.address.replace(".html", f"-trang-{number}.html")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All documents and all shelves."""

    cards: tuple[Card, ...]
    """Newest first; those without a date last."""
    shelves: dict[str, tuple[Shelf, ...]]
    """By kind, in the order in which KINDS lists them."""
    addresses: dict[tuple[str, str], str]
    """Of the shelf by kind and `key` of its name: there may be thousands of bodies to look among."""

    def address_of(self, kind: str, name: str) -> str:
        """The address of the shelf *name*, relative to the site's root; "" if there is none."""
        return self.addresses.get((kind, name_key(name)), "")


KINDS = {
    "loai": "Loại văn bản",
    "co-quan": "Cơ quan ban hành",
    "nam": "Năm ban hành",
    "tinh": "Tỉnh, thành phố",
    "cap": "Cấp",
}
_LEVEL_NAMES = {code: name[:1].upper() + name[1:] for code, name in LEVELS.items()}


def catalogue(
    entries: Iterable[Entry], facts: Mapping[str, Known], papers: Mapping[str, PaperView]
) -> Catalogue:
    """Put *entries* on their shelves, by what is known of each."""
    cards = [(facts[e.address].facts, card(facts[e.address], papers[e.address])) for e in entries]
    cards.sort(key=lambda pair: (pair[1].iso, fold(pair[1].title)), reverse=True)
    cards.sort(key=lambda pair: not pair[1].iso)
    piles: dict[str, dict[str, list[Card]]] = {kind: defaultdict(list) for kind in KINDS}
    spelling: dict[str, str] = {}
    for known, shown in cards:
        for kind, names in _names(known).items():
            for name in names:
                # "Tỉnh uỷ" and "Tỉnh ủy" are one body: the first spelling stands on the shelf.
                piles[kind][spelling.setdefault(kind + name_key(name), name)].append(shown)
    shelves = {kind: tuple(_shelves(kind, pile)) for kind, pile in piles.items()}
    addresses = {(kind, name_key(s.name)): s.address for kind, stand in shelves.items() for s in stand}
    return Catalogue(tuple(shown for _facts, shown in cards), shelves, addresses)


def card(known: Known, paper: PaperView) -> Card:
    """How a document stands in a list."""
    facts = known.facts
    return Card(
        paper.name,
        facts.subject or "",
        paper.address,
        facts.type or UNKNOWN,
        facts.number or UNKNOWN,
        "; ".join(facts.issuer) or UNKNOWN,
        day(facts.date) or UNKNOWN,
        facts.date or "",
        ", ".join(_SAID[name].format(facts.province) for name in _SAID if name in known.inferred),
        paper.status,
    )


_SAID = {
    "number": "số",
    "issuer": "cơ quan ban hành",
    "date": "ngày ban hành",
    "level": "cấp",
    "province": "tỉnh, thành phố ({})",
}


def _names(facts: Facts) -> dict[str, list[str]]:
    provinces = [facts.province] if facts.province else []
    if facts.level in ("province", "district", "commune") and not provinces:
        provinces = [_NOT_KNOWN["tinh"]]
    if facts.province and (today := forms.provinces().get(fold(facts.province))) and today.now != today.name:
        provinces.append(today.now)  # today's province gathers its predecessors
    return {
        "loai": [facts.type or _NOT_KNOWN["loai"]],
        "co-quan": list(facts.issuer) or [_NOT_KNOWN["co-quan"]],
        "nam": [facts.date[:4] if facts.date else _NOT_KNOWN["nam"]],
        "tinh": provinces,
        "cap": [_LEVEL_NAMES.get(facts.level or "", _NOT_KNOWN["cap"])],
    }


_NOT_KNOWN = {
    "loai": "Chưa rõ loại",
    "co-quan": "Chưa rõ cơ quan",
    "nam": "Chưa rõ năm",
    "tinh": "Chưa rõ tỉnh",
    "cap": "Chưa rõ cấp",
}


def _shelves(kind: str, piles: dict[str, list[Card]]) -> list[Shelf]:
    taken: set[str] = set()
    shelves = []
    for name, cards in piles.items():
        stem = unique(slug(name, 60) or "khac", taken)
        shelves.append(Shelf(kind, name, f"duyet/{kind}/{stem}.html", tuple(cards), _note(kind, name)))
    if kind == "nam":
        return sorted(shelves, key=lambda s: (s.name.isdigit(), s.name), reverse=True)
    if kind == "cap":
        order = [*_LEVEL_NAMES.values(), _NOT_KNOWN["cap"]]
        return sorted(shelves, key=lambda s: order.index(s.name))
    return sorted(shelves, key=lambda s: (s.name == _NOT_KNOWN[kind], fold(s.name)))


def _note(kind: str, name: str) -> str:
    province = forms.provinces().get(fold(name)) if kind == "tinh" else None
    if province is None:
        return ""
    if province.until:
        return f"Nay thuộc {province.now} (từ ngày 01/7/2025)."
    earlier = [p.name for p in forms.provinces().values() if p.now == name and p.name != name]
    return f"Từ ngày 01/7/2025 gồm cả {', '.join(earlier)} trước đây." if earlier else ""
