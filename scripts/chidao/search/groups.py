"""Cards, texts and facets: what is kept of each document, in groups of neighbours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

import numpy as np

from . import coding
from .letters import spelled
from .searchable import Searchable, Section, day
from .shards import Shards

GROUP = 16
"""Documents whose cards lie together, on average."""
_LARGEST_GROUP = 3 * GROUP


class Groups:
    """Takes documents as they come, and writes their cards and texts group by group."""

    def __init__(self, shards: Shards) -> None:
        self.held = self.count = 0
        self.facets = Facets()
        self.special = Special()
        self.shown: dict[str, str] = {}
        """Of each held document, in order, by its address: see `shown`."""
        self.cited = hashlib.blake2b(digest_size=8)
        """Of all that is shown of those that are only cited."""
        self._shards = shards
        self._starts: list[int] = []
        self._names: list[str] = []
        self._cards: list[list[object]] = []
        self._texts: list[tuple[list[object], list[Section]]] = []

    def read(self, documents: Iterable[Searchable]) -> Iterator[tuple[str, str]]:
        """Title and text of each held one of *documents*, as it is written."""
        for document in documents:
            self._add(document)
            if document.held:
                if self.held < self.count - 1:
                    raise ValueError(f"{document.address}: held documents come first")
                self.held += 1
                self.facets.add(document)
                self.shown[document.address] = shown(document)
                yield words(document)
            else:
                self.cited.update(shown(document).encode())
        self._write()

    def _add(self, document: Searchable) -> None:
        self.special.add(document)
        if not self._cards:
            self._starts.append(self.count)
        self._cards.append(card(document))
        if document.held:  # what is only cited has no text, and stands behind all that have one
            self._texts.append(card_and_text(document))
        self.count += 1
        if ends_group(document, len(self._cards)):
            self._write()

    def _write(self) -> None:
        if self._cards:
            self._names.append(self._shards.put_group(self._cards, self._texts))
        self._cards, self._texts = [], []

    def directory(self) -> dict[str, str]:
        return directory(self._starts, self._names)


def directory(starts: Sequence[int], names: Sequence[str]) -> dict[str, str]:
    """The groups as the browser reads them: the first document of each, and its name."""
    steps = np.diff(np.array([0, *starts], dtype=np.int64))
    return {"starts": "".join(map(coding.number, steps.tolist())), "names": "".join(names)}


def ends_group(document: Searchable, size: int) -> bool:
    """Whether a group that has *size* documents ends with *document*, its last one.

    The document's own address says so: one more document moves no other group's end.
    """
    ends = hashlib.blake2b(document.address.encode("utf-8"), digest_size=1).digest()[0] % GROUP == 0
    return ends or size == _LARGEST_GROUP


def words(document: Searchable) -> tuple[str, str]:
    """What is counted of *document*: its title, where words weigh more, and its text."""
    head = (document.title, document.number, document.subject, document.issuer)
    return "\n".join(filter(None, head)), "\n".join(f"{s.label}\n{s.text}" for s in document.sections)


def card(document: Searchable) -> list[object]:
    """What a list of results shows of *document*."""
    return [
        document.address,
        document.title,
        document.number,
        document.subject,
        document.issuer,
        document.date,
        document.when,
        document.status,
        document.note,
        int(document.held),
    ]


def card_and_text(document: Searchable) -> tuple[list[object], list[Section]]:
    return card(document), list(document.sections)


def counted(part: tuple[list[Any], list[list[str]]]) -> Searchable:
    """The document of a *part* that `card_and_text` made, as far as its words are counted."""
    (address, title, number, subject, issuer, *_shown), sections = part
    return Searchable(
        address, title, number, subject, issuer, sections=tuple(Section(*section) for section in sections)
    )


def shown(document: Searchable) -> str:
    """A hash of all that the index holds of *document* but the words of its text."""
    held = [
        getattr(document, each.name) for each in fields(document) if each.name not in ("sections", "facets")
    ]
    told = repr((held, list(document.facets.items())))
    return hashlib.blake2b(told.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()


class Special:
    """Numbers, names and citing documents as terms, each with its documents."""

    def __init__(self) -> None:
        self.terms: dict[str, list[int]] = {}
        self._count = 0

    def add(self, document: Searchable) -> None:
        """Take the next document."""
        for key in dict.fromkeys(_keys(document)):
            self.terms.setdefault(key, []).append(self._count)
        if document.cited_by:
            self.terms[f"&{self._count}"] = sorted(document.cited_by)
        self._count += 1


def _keys(document: Searchable) -> Iterator[str]:
    """Terms under which the document itself is found: its number, its names."""
    if document.number:
        digits, *rest = spelled(document.number) or [""]
        if digits.isdigit():
            yield f"#{digits.lstrip('0') or '0'} {''.join(rest)}".rstrip()
    for name in document.names:
        if words := spelled(name):
            yield "*" + "-".join(words)


class Facets:
    """Columns: for each held document its values of each facet."""

    def __init__(self) -> None:
        self._values: dict[str, dict[tuple[str, str], int]] = {}
        self._sets: dict[str, dict[tuple[int, ...], int]] = {}
        self._columns: dict[str, list[int]] = {}
        self._days: list[int] = []
        self._due: list[int] = []

    def add(self, document: Searchable) -> None:
        for kind in document.facets:
            if kind not in self._columns:
                self._values[kind], self._sets[kind] = {}, {(): 0}
                self._columns[kind] = [0] * len(self._days)
        for kind, column in self._columns.items():
            values = self._values[kind]
            here = tuple(values.setdefault(v, len(values)) for v in document.facets.get(kind, ()))
            column.append(self._sets[kind].setdefault(here, len(self._sets[kind])))
        self._days.append(day(document.date))
        self._due.append(day(document.due))

    def columns(self) -> dict[str, Any]:
        """As the browser reads them.  Of a day its step from the one before is told, forth (2n) or back
        (2n - 1); what is due is told by its day, for whether it is past is known in the browser only."""
        steps = np.diff(np.array([0, *self._days], dtype=np.int64))
        steps = np.where(steps < 0, -2 * steps - 1, 2 * steps)
        kinds = {
            kind: {
                "values": list(self._values[kind]),
                "sets": [list(s) for s in self._sets[kind]],
                "column": "".join(map(coding.number, column)),
            }
            for kind, column in self._columns.items()
        }
        return {
            "kinds": kinds,
            "days": "".join(map(coding.number, steps.tolist())),
            "due": "".join(map(coding.number, self._due)) if any(self._due) else "",
        }
