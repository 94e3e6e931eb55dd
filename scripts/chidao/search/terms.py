"""Sorted terms, cut into shards of even size.

    {term}|{gaps between its documents}|{a weight for each}~…

A second syllable stands alone behind a term of the same first one: " dinh" behind "quy …" is "quy dinh".
Where a shard ends is told by its own records alone: the cut begins anew behind each end.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from . import coding
from .counting import Postings

Record = tuple[str, str, str]
"""A term, the gaps between its documents, and its weights."""

FIRST_WORD = "0"
"""Numbers (#), citing (&) and names (*) sort before this, all syllables behind."""

Shard = tuple[str, str]
"""Its first term, and what it holds."""


class Cutter:
    """Takes records in the order of their terms, and gives shards."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._records: list[str] = []
        self._first = self._head = ""
        self._held = 0

    def add(self, term: str, gaps: str, weights: str) -> Shard | None:
        """The shard that ends with this record, if one does."""
        if not self._records:
            self._first, self._head = term, ""
        front, _blank, tail = term.partition(" ")
        name = f" {tail}" if tail and front == self._head else term
        self._head = front
        record = f"{name}{coding.FIELD}{gaps}{coding.FIELD}{weights}"
        self._records.append(record)
        self._held += len(record) + 1
        if self._held >= self._size and (
            _ends_shard(term, self._size // 4 // len(record)) or self._held >= 2 * self._size
        ):
            return self.rest()
        return None

    def rest(self) -> Shard | None:
        """The shard of the records that came since the last end, if there are any."""
        if not self._records:
            return None
        shard = self._first, coding.RECORD.join(self._records)
        self._records, self._held = [], 0
        return shard

    @property
    def between(self) -> bool:
        """Whether a shard ended with the last record."""
        return not self._records


def records_in(shard: str) -> Iterator[Record]:
    """The records that a shard holds."""
    head = ""
    for record in shard.split(coding.RECORD):
        name, gaps, weights = record.split(coding.FIELD)
        term = head + name if name.startswith(" ") else name
        head = term.partition(" ")[0]
        yield term, gaps, weights


def shard_size(postings: int, terms: int) -> int:
    """Letters in a shard of terms.

    A query of five syllables loads nine of them, of each half for nothing, and the directory, which holds
    about 14 bytes for each: both together are least near the square root of three times the whole.
    """
    even = math.sqrt(3 * (postings * 5 // 2 + 6 * terms))
    # In steps of a half: one more document must not move the ends of all.
    return next((size for size in (9_000, 6_000) if even >= size), 4_000)


def _ends_shard(term: str, among: int) -> bool:
    """Whether a shard may end behind *term*: one of *among*, sixteen at most, wherever those before it end.

    A longer record then moves the next end, and hardly any behind it: an update holds few shards.
    """
    return zlib.crc32(term.encode("utf-8")) % min(16, max(1, among)) == 0


def special_records(special: Mapping[str, Sequence[int]]) -> Iterator[Record]:
    """Numbers, names and citing documents; they weigh nothing."""
    for term in sorted(special):
        documents = special[term]
        steps = (each - before - 1 for before, each in zip((-1, *documents), documents, strict=False))
        yield term, "".join(map(coding.number, steps)), coding.ALPHABET[0] * len(documents)


def records(postings: Postings) -> Iterator[Record]:
    """Syllables, pairs and readings."""
    gaps = np.diff(postings.documents, prepend=np.int32(-1)) - np.int32(1)
    begins = postings.starts[:-1]
    gaps[begins] = postings.documents[begins]
    letters, places = coding.numbers(gaps)
    text = letters.tobytes().decode("ascii")
    weights = coding.weights(postings.levels, postings.in_title).tobytes().decode("ascii")
    bounds = places[postings.starts].tolist()
    starts = postings.starts.tolist()
    words = postings.words
    columns = (postings.first.tolist(), postings.second.tolist(), postings.accents.tolist())
    for n, (first, second, accents) in enumerate(zip(*columns, strict=True)):
        term = words[first]
        if second >= 0:
            term = f"{term} {words[second]}"
        elif accents >= 0:
            term = f"{term}'{coding.number(accents)}"
        yield term, text[bounds[n] : bounds[n + 1]], weights[starts[n] : starts[n + 1]]


def reweighed(record: Record, letters: Mapping[int, str]) -> Record | None:
    """*record* with other weights: of each document its new one, empty if the term is not in it any more.

    None if the term is in no document then.
    """
    term, gaps, weights = record
    places = np.cumsum(coding.read_numbers(gaps) + 1) - 1
    here = dict(zip(places.tolist(), weights, strict=True))
    for document, letter in letters.items():
        if letter:
            here[document] = letter
        else:
            here.pop(document, None)
    if not here:
        return None
    documents = np.array(sorted(here), dtype=np.int32)
    steps = np.diff(documents, prepend=np.int32(-1)) - np.int32(1)
    gaps = coding.numbers(steps)[0].tobytes().decode("ascii")
    return term, gaps, "".join(map(here.__getitem__, documents.tolist()))
