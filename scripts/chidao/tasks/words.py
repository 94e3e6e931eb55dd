"""The words of words.yml, asked for at a place of a text: the longest entry that stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from ..text import key

WORD = re.compile(r"\w+")


class _Entries(NamedTuple):
    """The entries that begin with one word."""

    pattern: re.Pattern[str] | None
    """Matches the longest of them; None where all end with "_"."""
    named: bool
    """Whether the word alone counts before a capital letter."""


class Words:
    """Some of the lists, to be looked up together.

    An entry that ends with "_" must be followed by a capital letter, which is not part of it.

    >>> acts = Words("acts")
    >>> acts.at("Chủ trì, phối hợp", 0), acts.at("Chủ tịch", 0)
    (7, None)
    """

    def __init__(self, *names: str) -> None:
        self.names = names

    @cached_property
    def table(self) -> dict[str, _Entries]:
        """The entries by their first word, in each way in which that may be written."""
        return self._load()

    def at(self, text: str, start: int) -> int | None:
        """The end of the longest entry that stands at *start*, in any case; None if none does."""
        first = WORD.match(text, start)
        return self.behind(text, first) if first else None

    def behind(self, text: str, first: re.Match[str]) -> int | None:
        """The end of the longest entry of which *first*, a `WORD` of *text*, is the first word."""
        entries = self.table.get(first[0])
        if entries is None:
            return None
        if entries.pattern is not None and (match := entries.pattern.match(text, first.start())):
            return match.end()
        end = first.end()
        if entries.named and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
            return end
        return None

    def _load(self) -> dict[str, _Entries]:
        entries = sorted({entry for name in self.names for entry in _lists()[name]}, key=len, reverse=True)
        by_first: dict[str, list[str]] = {}
        for entry in entries:
            by_first.setdefault(_plain(entry.split(" ")[0].rstrip("_")), []).append(entry)
        found: dict[str, _Entries] = {}
        for first, same in by_first.items():
            whole = [entry for entry in same if not entry.endswith("_")]
            pattern = re.compile(f"(?:{'|'.join(map(_pattern, whole))})(?!\\w)", re.IGNORECASE)
            each = _Entries(pattern if whole else None, len(whole) < len(same))
            found |= dict.fromkeys(_written(first), each)
        return found


# The tone mark stands on either vowel: "ủy" and "uỷ", "tòa" and "toà".
_TONES = (("ủy", "uỷ"), ("òa", "oà"), ("óa", "oá"))


def _plain(word: str) -> str:
    for one, other in _TONES:
        word = word.replace(other, one)
    return word


def _pattern(entry: str) -> str:
    """A pattern of *entry*: its words with blanks, or a comma and a blank, between."""
    pattern = re.escape(_plain(entry)).replace("\\ ", ",? ")
    for one, other in _TONES:
        pattern = pattern.replace(one, f"(?:{one}|{other})")
    return pattern


def _written(word: str) -> Iterator[str]:
    """*word* in each way in which it may be written."""
    words = {word}
    for one, other in _TONES:
        words |= {w.replace(one, other) for w in words}
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
PREDICATES = Words("acts", "modals", "openers")
"""What a predicate may begin with."""
ADVERBS = Words("adverbs")
"""What opens a sentence before its subject."""
ORDERS = Words("acts", "modals", "orders")
"""What an order begins with."""
