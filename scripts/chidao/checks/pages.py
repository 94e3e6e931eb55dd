"""All pages as the checks of all pages see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..structure.numbers import number_key
from .outline import Outline


@dataclass(frozen=True)
class Pages:
    """The outlines of a project's pages, and where each can be found."""

    all: tuple[Outline, ...]
    files: frozenset[str] = frozenset()
    """Other files under content/, relative to it: pictures."""
    by_address: dict[str, Outline] = field(default_factory=dict)
    by_number: dict[str, list[Outline]] = field(default_factory=dict)
    moved: dict[str, list[Outline]] = field(default_factory=dict)
    """Pages by an address that they had before."""

    @classmethod
    def of(cls, outlines: Iterable[Outline], files: Iterable[str] = ()) -> Pages:
        """Gather *outlines*, in the order of their names."""
        pages = cls(tuple(sorted(outlines, key=lambda o: o.name)), frozenset(files))
        by_number, moved = defaultdict(list), defaultdict(list)
        for one in pages.all:
            pages.by_address[one.address] = one
            if one.number:
                by_number[number_key(one.number)].append(one)
            for told in one.redirects:
                moved[told.value].append(one)
        pages.by_number.update(by_number)
        pages.moved.update(moved)
        return pages
