"""The words of words.yml, asked for at a place of a text: the longest entry that stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from ..text import key

_WORD = re.compile(r"\w+")
_THREE = re.compile(r"(?:,? (\w+))?(?:,? (\w+))?(?:,? (\w+))?")
_normal = lru_cache(maxsize=16384)(key)


class Words:
    """Some of the lists, to be looked up together.

    An entry that ends with "_" must be followed by a capital letter, which is not part of it.

    >>> acts = Words("acts")
    >>> acts.at("Chủ trì, phối hợp", 0), acts.at("Chủ tịch", 0)
    (7, None)
    """

    def __init__(self, *names: str) -> None:
        self.names = names
        self._entries: dict[str, frozenset[str]] | None = None

    def at(self, text: str, start: int) -> int | None:
        """The end of the longest entry that stands at *start*, in any case; None if none does."""
        first = _WORD.match(text, start)
        if first is None:
            return None
        table = self._entries
        if table is None:
            table = self._entries = self._load()
        entries = table.get(first[0])
        if entries is None:
            return None
        said = _normal(first[0])
        end = first.end()
        best = end if said in entries or (f"{said}_" in entries and _capital_behind(text, end)) else None
        behind = _THREE.match(text, end)
        for count in (1, 2, 3):
            word = behind[count] if behind else None
            if word is None or behind is None:
                break
            said = f"{said} {_normal(word)}"
            if said in entries:
                best = behind.end(count)
        return best

    def _load(self) -> dict[str, frozenset[str]]:
        """The entries by their first word, in each way in which that may be written."""
        found: dict[str, set[str]] = {}
        for name in self.names:
            for entry in _lists()[name]:
                bare = entry.rstrip("_")
                named = "_" if entry.endswith("_") else ""
                for first in _written(bare.split(" ")[0]):
                    found.setdefault(first, set()).add(key(bare) + named)
        return {first: frozenset(entries) for first, entries in found.items()}


def _capital_behind(text: str, end: int) -> bool:
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


# The tone mark stands on either vowel: "ủy" and "uỷ", "tòa" and "toà".
_TONES = (("ủy", "uỷ"), ("òa", "oà"), ("óa", "oá"))


def _written(word: str) -> Iterator[str]:
    words = {word}
    for one, other in _TONES:
        words |= {w.replace(one, other) for w in words} | {w.replace(other, one) for w in words}
    for each in words:
        yield from (each, each.capitalize(), each.upper())


@cache
def _lists() -> dict[str, list[str]]:
    text = (files(__package__) / "words.yml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {name: [str(entry) for entry in entries] for name, entries in loaded.items()}


@cache
def compounds() -> frozenset[str]:
    """Two words that are one, as `key`s."""
    return frozenset(map(key, _lists()["compounds"]))


HEADS = Words("heads")
MANY = Words("many")
NO_HEADS = Words("no_heads")
MEMBERS = Words("members")
ENDS = Words("acts", "modals", "links")
"""What ends the name of a body."""
ACTS = Words("acts", "modals")
PREDICATES = Words("acts", "modals", "openers")
"""What a predicate may begin with."""
ORDERS = Words("acts", "modals", "orders")
"""What an order begins with."""
