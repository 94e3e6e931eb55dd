"""The lines of a page, to be spoilt, and the list of ways to do so."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Spoilt:
    """A page with one fault."""

    data: bytes
    lines: frozenset[int]
    """Where a report is right, counted from 1."""
    mends: bool = False
    """Whether the right page is certain."""


class Lines:
    """The lines of a page, to be spoilt."""

    def __init__(self, text: str, chance: random.Random) -> None:
        self.all = text.split("\n")
        self.chance = chance
        self.end = self.all.index("---", 1)
        """Index of the rule that ends the front matter."""

    def key(self, name: str) -> int | None:
        """The index of the line with a value for *name*."""
        return next((i for i in range(1, self.end) if re.match(rf"{name}: .", self.all[i])), None)

    def any(self, pattern: str, start: int = 0) -> int | None:
        """The index of some line of the body that *pattern* matches."""
        found = [i for i in range(max(self.end + 1, start), len(self.all)) if re.search(pattern, self.all[i])]
        return self.chance.choice(found) if found else None

    def word(self, pattern: str = r"[^\W\d_]{3,}") -> tuple[int, re.Match[str]] | None:
        """Some word of the body that stands in the middle of its line: the index of the line, and the word."""
        at = self.any(rf"\w \w*{pattern}\w* \w")
        if at is None:
            return None
        found = list(re.finditer(rf"(?<=\w )(?:{pattern})(?= \w)", self.all[at]))
        return (at, self.chance.choice(found)) if found else None

    def put(self, at: int, line: str, *more: int, mends: bool = False) -> Spoilt:
        """The page with another line at index *at*."""
        lines = [*self.all[:at], line, *self.all[at + 1 :]]
        return Spoilt("\n".join(lines).encode(), frozenset({at + 1, *more}), mends)

    def insert(self, at: int, *new: str, line: int | None = None) -> Spoilt:
        """The page with lines more before index *at*; a report is right on the first of them."""
        lines = [*self.all[:at], *new, *self.all[at:]]
        return Spoilt("\n".join(lines).encode(), frozenset({line or at + 1}))


Mutation = Callable[[Lines], Spoilt | None]
MUTATIONS: dict[str, Mutation] = {}


def mutation(function: Mutation) -> Mutation:
    MUTATIONS[function.__name__.replace("_", " ")] = function
    return function
