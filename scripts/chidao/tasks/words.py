"""The words of words.yml, asked for at a place of a text: the longest entry that stands there."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from ..text import key

_WORD = re.compile(r"\w+")
_THREE = re.compile(r"(?:,? (\w+))?(?:,? (\w+))?(?:,? (\w+))?")
_normal = lru_cache(maxsize=16384)(key)


def at(text: str, start: int, *names: str) -> int | None:
    """The end of the longest entry of the lists *names* that stands at *start*, in any case; None if none does.

    An entry that ends with "_" must be followed by a capital letter, which is not part of it.

    >>> at("Chủ trì, phối hợp", 0, "acts"), at("Chủ tịch", 0, "acts")
    (7, None)
    """
    first = _WORD.match(text, start)
    if not first:
        return None
    said = _normal(first[0])
    entries = _table(names).get(said)
    if entries is None:
        return None
    best = None
    if said in entries or (f"{said}_" in entries and _capital_behind(text, first.end())):
        best = first.end()
    behind = _THREE.match(text, first.end())
    for count in (1, 2, 3):
        word = behind[count] if behind else None
        if word is None:
            break
        said = f"{said} {_normal(word)}"
        if said in entries:
            best = behind.end(count) if behind else best
    return best


def _capital_behind(text: str, end: int) -> bool:
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


@cache
def _table(names: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The entries of some lists by their first word."""
    found: dict[str, set[str]] = {}
    for name in names:
        for entry in _lists()[name]:
            normal = key(entry.rstrip("_"))
            named = "_" if entry.endswith("_") else ""
            found.setdefault(normal.split(" ")[0], set()).add(normal + named)
    return {first: frozenset(entries) for first, entries in found.items()}


@cache
def _lists() -> dict[str, list[str]]:
    text = (files(__package__) / "words.yml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {name: [str(entry) for entry in entries] for name, entries in loaded.items()}


@cache
def compounds() -> frozenset[str]:
    """Two words that are one, as `key`s."""
    return frozenset(map(key, _lists()["compounds"]))
