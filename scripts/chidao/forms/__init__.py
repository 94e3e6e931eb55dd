"""The rules of form, as dated data: types, body codes, provinces, offices.

The .yml files of this folder say where each rule comes from.  Code asks here and keeps no list of
its own, so that a new decree changes data only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ..text import fold, key


@dataclass(frozen=True, slots=True)
class TypeForm:
    """A type of document."""

    name: str
    party: frozenset[str]
    """Codes in numbers of the Party."""
    state: frozenset[str]
    """Codes in numbers of the State."""
    annex: bool
    """Whether it is also the title of an annex, or of a paper without a number of its own."""


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body, by the code that numbers carry for it."""

    code: str
    name: str | None
    level: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Province:
    """A province, by the name it bore."""

    name: str
    kind: str
    """"city" (thành phố trực thuộc trung ương) or "province"."""
    until: str | None
    """The last day of that name, ISO 8601; None if it stands today."""
    now: str
    """The province of today that it is, or is part of."""


@cache
def types() -> dict[str, TypeForm]:
    """All types, by `key` of their name."""
    return {
        key(row["name"]): TypeForm(
            row["name"],
            frozenset(row.get("party", ())),
            frozenset(row.get("state", ())),
            row.get("annex", False),
        )
        for row in _load("types.yml")
    }


def body(code: str, date: str | None = None) -> Body | None:
    """The body that bore *code* on *date* (ISO 8601; None: at any time).

    >>> body("BTGDVTW", "2025-11-27").name, body("BTGDVTW", "2020-01-01")
    ('Ban Tuyên giáo và Dân vận Trung ương', None)
    """
    for found in _bodies().get(code.upper(), ()):
        if date is None or (found.since <= date <= found.until):
            return found
    return None


@cache
def _bodies() -> dict[str, tuple[Body, ...]]:
    found: dict[str, tuple[Body, ...]] = {}
    for row in _load("bodies.yml"):
        key_ = row["code"].upper()
        since, until = str(row.get("since", "0000")), str(row.get("until", "9999"))
        found[key_] = (*found.get(key_, ()), Body(row["code"], row.get("name"), row["level"], since, until))
    return found


@cache
def provinces() -> dict[str, Province]:
    """Provinces of all dates, by folded name ("ha tinh"); see `province_in`."""
    return {
        fold(row["name"]): Province(
            row["name"],
            row["kind"],
            str(row["until"]) if "until" in row else None,
            row.get("now", row["name"]),
        )
        for row in _load("provinces.yml")
    }


DISTRICTS_UNTIL = "2025-06-30"
"""The last day on which there were districts."""


def provinces_of_district(name: str) -> frozenset[str]:
    """The provinces that had a district *name* (without "huyện"), until DISTRICTS_UNTIL.

    >>> sorted(provinces_of_district("Đức Thọ")), len(provinces_of_district("Châu Thành")) > 5
    (['Hà Tĩnh'], True)
    """
    return _districts().get(key(name), frozenset())


@cache
def _districts() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for province, districts in _load("districts.yml").items():
        for district in districts:
            found.setdefault(key(str(district)), set()).add(province)
    return {name: frozenset(provinces) for name, provinces in found.items()}


@cache
def _province_pattern() -> re.Pattern[str]:
    names = sorted((p.name for p in provinces().values()), key=len, reverse=True)
    keys = sorted({key(n) for n in names}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(map(re.escape, keys)) + r")(?!\w)")


def province_in(text: str) -> Province | None:
    """The first province that *text* names.

    >>> province_in("ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH").name
    'Hà Tĩnh'
    """
    match = _province_pattern().search(key(text))
    if not match:
        return None
    return _provinces_by_key()[match[1]]


@cache
def _provinces_by_key() -> dict[str, Province]:
    return {key(p.name): p for p in provinces().values()}


@cache
def offices() -> tuple[str, ...]:
    """Positions that sign, longest first, as `key`s."""
    return tuple(sorted((key(row) for row in _load("offices.yml")), key=len, reverse=True))


@cache
def body_start() -> re.Pattern[str]:
    """Matches what the name of an issuing body begins with, in any case."""
    words = sorted(_load("body_words.yml"), key=len, reverse=True)
    patterns = (w.replace("ủy", "[uủ][yỷ]").replace("_", " ") for w in words)
    return re.compile(f"(?:{'|'.join(patterns)})", re.IGNORECASE)


def term(name: str) -> tuple[str, str] | None:
    """The first and the last day of a term (khoá), ISO 8601: `term("XII")`; None if it is not known."""
    return _terms().get(name)


@cache
def _terms() -> dict[str, tuple[str, str]]:
    return {
        row["term"]: (str(row["since"]), str(row.get("until", "9999-12-31"))) for row in _load("terms.yml")
    }


@cache
def common_pairs() -> dict[str, float]:
    """In which share of official documents a pair of syllables stands, by `key`; rare ones are left out."""
    return {key(str(pair)): percent / 100 for pair, percent in _load("common_pairs.yml").items()}


@cache
def laws() -> tuple[str, ...]:
    """Names of laws, without their type word."""
    return tuple(_load("laws.yml"))


@cache
def names() -> tuple[str, ...]:
    """Names of bodies and places in their official case, longest first (see names.yml)."""
    return tuple(sorted(_load("names.yml"), key=len, reverse=True))


def _load(name: str) -> Any:
    text = (files(__package__) / name).read_text("utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
