"""Write the index of a library: the directory, the terms, the cards and texts, the facets, the spellings.

    engine.js       the script that reads all this
    entry.js        names the directory
    directory       first term and name of each shard of terms; first document and name of each group
    terms           sorted: numbers (#177 kltw), citing (&12), names (*luat-dat-dai), syllables (ban), pairs
                    (ban to), syllables in one reading (ban'…)
    groups          some 16 neighbouring documents: a shard of their cards, and for each one of its card
                    and text, so that a page of results needs no other
    facets          a column for each facet, and the dates
    spellings       the common syllables, to complete and to correct

Same documents, same bytes.
"""

from __future__ import annotations

import hashlib
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .. import forms
from ..text import fold
from . import coding
from .counting import Postings, count
from .letters import spelled
from .script import NAME as ENGINE
from .script import script
from .searchable import Searchable, day
from .shards import Shards

GROUP = 16
"""Documents whose cards lie together, on average."""
_LARGEST_GROUP = 3 * GROUP
SPELLINGS = 8000
"""Vietnamese has some 2,500 syllables without accents; the rest are names, abbreviations, foreign words."""


@dataclass(frozen=True, slots=True)
class Index:
    """What was written."""

    documents: int
    terms: int
    postings: int
    shards: int
    text_bytes: int
    """Of cards and texts."""
    term_bytes: int
    """Of all else."""


def write_index(
    documents: Iterable[Searchable], folder: Path, abbreviations: Mapping[str, Sequence[str]] | None = None
) -> Index:
    """Write the index of *documents* into *folder*, which is empty or not there.

    Held documents come first, the oldest first (see `day`); then those that are only cited.  Raises
    ValueError where one stands elsewhere.  *abbreviations*: "BTV" → ("Ban Thường vụ",).
    """
    shards = Shards(folder)
    groups = _Groups(shards)
    postings = count(groups.read(documents))
    text_bytes = shards.bytes
    terms = _Terms(shards, postings)
    terms.write(groups.special_terms())
    directory = {
        "documents": groups.held,
        "papers": groups.count,
        "terms": terms.directory(),
        "groups": groups.directory(),
        "facets": shards.put(groups.facets.columns()),
        "spellings": shards.put(_spellings(postings.frequency())),
        "abbreviations": _folded(abbreviations or {}),
        "types": _type_codes(),
    }
    shards.write(ENGINE, script())
    shards.enter(shards.put(directory))
    term_bytes = shards.bytes - text_bytes
    return Index(
        groups.held, len(postings.first), len(postings.documents), shards.count, text_bytes, term_bytes
    )


class _Groups:
    """Takes documents as they come, and writes their cards and texts group by group."""

    def __init__(self, shards: Shards) -> None:
        self.held = self.count = 0
        self.facets = _Facets()
        self._shards = shards
        self._starts: list[int] = []
        self._names: list[str] = []
        self._cards: list[list[object]] = []
        self._texts: list[tuple[list[object], list[tuple[str, str, str]]]] = []
        self._special: dict[str, list[int]] = {}

    def read(self, documents: Iterable[Searchable]) -> Iterator[tuple[str, str]]:
        """Title and text of each held one of *documents*, as it is written."""
        for document in documents:
            self._add(document)
            if document.held:
                if self.held < self.count - 1:
                    raise ValueError(f"{document.address}: held documents come first")
                self.held += 1
                self.facets.add(document)
                head = (document.title, document.number, document.subject, document.issuer)
                title = "\n".join(filter(None, head))
                yield title, "\n".join(f"{s.label}\n{s.text}" for s in document.sections)
        self._write()

    def _add(self, document: Searchable) -> None:
        for key in dict.fromkeys(_keys(document)):
            self._special.setdefault(key, []).append(self.count)
        if document.cited_by:
            self._special[f"&{self.count}"] = sorted(document.cited_by)
        # A group ends where a document's own address says so: one more document moves no other group's end.
        ends = hashlib.blake2b(document.address.encode("utf-8"), digest_size=1).digest()[0] % GROUP == 0
        if not self._cards:
            self._starts.append(self.count)
        card = _card(document)
        self._cards.append(card)
        if document.held:  # what is only cited has no text, and stands behind all that have one
            self._texts.append((card, [(s.anchor, s.label, s.text) for s in document.sections]))
        self.count += 1
        if ends or len(self._cards) == _LARGEST_GROUP:
            self._write()

    def _write(self) -> None:
        if self._cards:
            self._names.append(self._shards.put_group(self._cards, self._texts))
        self._cards, self._texts = [], []

    def special_terms(self) -> Mapping[str, list[int]]:
        """Numbers, names and citing documents as terms, each with its documents."""
        return self._special

    def directory(self) -> dict[str, str]:
        steps = np.diff(np.array([0, *self._starts], dtype=np.int64))
        return {"starts": "".join(map(coding.number, steps.tolist())), "names": "".join(self._names)}


def _card(document: Searchable) -> list[object]:
    card = [
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
    return card


def _keys(document: Searchable) -> Iterator[str]:
    """Terms under which the document itself is found: its number, its names."""
    if document.number:
        digits, *rest = spelled(document.number) or [""]
        if digits.isdigit():
            yield f"#{digits.lstrip('0') or '0'} {''.join(rest)}".rstrip()
    for name in document.names:
        if words := spelled(name):
            yield "*" + "-".join(words)


class _Facets:
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
        if self._days and day(document.date) < self._days[-1]:
            raise ValueError(f"{document.address}: documents come by date, the oldest first")
        self._days.append(day(document.date))
        self._due.append(day(document.due))

    def columns(self) -> dict[str, Any]:
        """As the browser reads them.  Days ascend, those unknown (0) first; what is due is told by its day,
        for whether it is past is known in the browser only."""
        steps = np.diff(np.array([0, *self._days], dtype=np.int64))
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


class _Terms:
    """Writes sorted terms into shards of even size."""

    def __init__(self, shards: Shards, postings: Postings) -> None:
        self._shards = shards
        self._postings = postings
        self._firsts: list[str] = []
        self._names: list[str] = []

    def write(self, special: Mapping[str, Sequence[int]]) -> None:
        """Write *special* terms, which all sort before any syllable, and then all others."""
        size = _shard_size(len(self._postings.documents) * 5 // 2 + 6 * len(self._postings.first))
        records: list[str] = []
        first, head, held = "", "", 0
        for term, deltas, weights in (*_special_records(special), *_records(self._postings)):
            if not records:
                first, head = term, ""
            front, _blank, tail = term.partition(" ")
            # " dinh" behind "quy …" is "quy dinh".
            name = f" {tail}" if tail and front == head else term
            head = front
            record = f"{name}{coding.FIELD}{deltas}{coding.FIELD}{weights}"
            records.append(record)
            held += len(record) + 1
            if held >= size and (_ends_shard(term, size // 4 // len(record)) or held >= 2 * size):
                self._write(first, records)
                records, held = [], 0
        if records:
            self._write(first, records)

    def _write(self, first: str, records: list[str]) -> None:
        self._firsts.append(first)
        self._names.append(self._shards.put(coding.RECORD.join(records)))

    def directory(self) -> dict[str, str]:
        return {"firsts": coding.RECORD.join(self._firsts), "names": "".join(self._names)}


def _shard_size(total: int) -> int:
    """Letters in a shard of terms.

    A query of five syllables loads nine of them, of each half for nothing, and the directory, which holds
    about 14 bytes for each: both together are least near the square root of three times the whole.
    """
    even = math.sqrt(3 * total)
    # In steps of a half: one more document must not move the ends of all.
    return next((size for size in (9_000, 6_000) if even >= size), 4_000)


def _ends_shard(term: str, among: int) -> bool:
    """Whether a shard may end behind *term*: one of *among*, sixteen at most, wherever those before it end.

    A longer record then moves the next end, and hardly any behind it: an update holds few shards.
    """
    return zlib.crc32(term.encode("utf-8")) % min(16, max(1, among)) == 0


def _special_records(special: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, str, str]]:
    for term in sorted(special):
        steps = np.diff(np.array([-1, *special[term]], dtype=np.int64)) - 1
        yield term, "".join(map(coding.number, steps.tolist())), coding.ALPHABET[0] * len(steps)


def _records(postings: Postings) -> Iterator[tuple[str, str, str]]:
    """Each term, the gaps between its documents, and its weights."""
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


def _spellings(frequency: Mapping[str, int]) -> str:
    """The most common syllables, in order, each with a letter that tells how common it is."""
    common = sorted((w for w in frequency if w.isalpha()), key=lambda w: (-frequency[w], w))[:SPELLINGS]
    return coding.RECORD.join(
        w + coding.ALPHABET[min(len(coding.ALPHABET) - 1, int(math.log2(frequency[w]) * 4))]
        for w in sorted(common)
    )


def _folded(abbreviations: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """ "ubnd" → ["uy ban nhan dan"]: as the index spells them."""
    found: dict[str, list[str]] = {}
    for short, long in sorted(abbreviations.items()):
        words = "".join(spelled(short))
        found.setdefault(words, []).extend(" ".join(spelled(text)) for text in long)
    return found


def _type_codes() -> dict[str, list[str]]:
    """ "ket luan" → ["kl"]: what numbers carry for a type."""
    return {
        " ".join(spelled(form.name)): sorted({fold(code) for code in (*form.party, *form.state)})
        for form in forms.types().values()
    }
