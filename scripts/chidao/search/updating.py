"""Change some documents of an index where it lies, without reading the others.

    text that was indexed ─┐
    Searchable as it is ───┴─ count ──▶ weights that differ ──▶ the shards of their terms

What comes out is, byte for byte, what `write_index` would write for all documents.  Where that cannot be
had from a few shards, nothing is changed, and the index must be written anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from . import coding
from .counting import count, mean_length
from .groups import (
    Facets,
    Special,
    card,
    card_and_text,
    counted,
    directory,
    ends_group,
    shown,
    words,
)
from .index import folded
from .record import IndexRecord
from .searchable import Searchable
from .shards import ENTRY, Shards, as_json, entry, path_of, payload_of
from .spellings import spellings
from .terms import (
    FIRST_WORD,
    Cutter,
    Record,
    Shard,
    records,
    records_in,
    reweighed,
    shard_size,
    special_records,
)


class CannotUpdate(Exception):
    """The index must be written anew: the message says why."""


def update_index(
    folder: Path,
    record: Path,
    changed: Sequence[Searchable],
    every: Sequence[Searchable] | None = None,
    abbreviations: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Put *changed* documents in the place of those with their addresses, in the index in *folder*.

    Only their words may be others; if more is, *every* document stands in *every*, in order, those that are
    not *changed* without their words.  Which documents are held, and in which order, must be the same.

    *record* is what `write_index` left of that index, with the same code and the same *abbreviations*.
    Raises CannotUpdate, with nothing changed.  Ended at any moment, it leaves an index that works: the
    one before or the one after, and no record until the last file is as it should be.
    """
    kept = IndexRecord.load(record)
    if kept is None:
        raise CannotUpdate(f"{record}: there is no record of the index")
    shards = _Waiting(folder)
    try:
        kept = _update(shards, kept, changed, every, folded(abbreviations or {}))
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise CannotUpdate(f"{folder}: the index is not as it was written: {error!r}") from error
    record.unlink()
    shards.settle(kept.directory)
    kept.save(record)


def _update(
    shards: _Waiting,
    kept: IndexRecord,
    changed: Sequence[Searchable],
    every: Sequence[Searchable] | None,
    abbreviations: Mapping[str, Sequence[str]],
) -> IndexRecord:
    if (shards.folder / ENTRY).read_text("utf-8") != entry(kept.directory):
        raise CannotUpdate(f"{shards.folder}: the record is that of another index")
    directory = shards.take(kept.directory)
    if directory["abbreviations"] != abbreviations:
        raise CannotUpdate("other abbreviations")
    groups = _Groups(shards, directory["groups"])
    order = {address: place for place, address in enumerate(kept.documents)}
    places = {order[document.address]: document for document in changed if document.address in order}
    told = None if every is None else _Told(every)
    if told is None:
        for document in changed:
            if kept.documents.get(document.address) != shown(document):
                raise CannotUpdate(f"{document.address}: more than its words changed")
    else:
        if list(told.shown) != list(kept.documents):
            raise CannotUpdate("other documents are held, or in another order")
        for place, document in enumerate(told.every[: len(order)]):
            if place not in places and told.shown[document.address] != kept.documents[document.address]:
                places[place] = replace(document, sections=groups.document(place).sections)
        shards.leave(directory["facets"])
        directory |= {"papers": len(told.every), "facets": shards.put(told.facets.columns())}
    before = groups.change(places)
    if told:
        if told.cited != kept.cited:
            groups.cut_anew(told.every, len(order))
        kept = replace(kept, documents=told.shown, cited=told.cited)
    directory["groups"] = groups.directory()
    size = shard_size(kept.postings, kept.terms)
    changes, kept = _weigh(kept, before, places)
    more = _change_terms(shards, directory["terms"], changes, size, told.special.terms if told else None)
    kept = replace(kept, terms=kept.terms + more)
    if shard_size(kept.postings, kept.terms) != size:
        raise CannotUpdate("the size of shards changed")
    shards.leave(directory["spellings"])
    directory["spellings"] = shards.put(spellings(kept.frequency))
    return replace(kept, directory=shards.put(directory))


class _Told:
    """What is told of every document besides its words."""

    def __init__(self, every: Sequence[Searchable]) -> None:
        self.every = every
        self.facets, self.special = Facets(), Special()
        self.shown: dict[str, str] = {}
        cited = hashlib.blake2b(digest_size=8)
        for document in every:
            self.special.add(document)
            if document.held:
                self.facets.add(document)
                self.shown[document.address] = shown(document)
            else:
                cited.update(shown(document).encode())
        self.cited = cited.hexdigest()


# Cards and texts


class _Groups:
    """The groups of an index: where each begins, and its name."""

    def __init__(self, shards: _Waiting, groups: Mapping[str, str]) -> None:
        self._shards = shards
        self._starts = list(accumulate(coding.read_numbers(groups["starts"]).tolist()))
        self._names = _names(groups["names"])

    def document(self, place: int) -> Searchable:
        """The held document at *place*, as far as its words are counted."""
        group = self._group(place)
        return counted(
            json.loads(self._shards.payload(f"{self._names[group]}-{place - self._starts[group]}"))
        )

    def change(self, places: Mapping[int, Searchable]) -> dict[int, Searchable]:
        """Put cards and texts of *places* into their groups; returns the documents that stood there."""
        together: dict[int, list[int]] = defaultdict(list)
        for place in places:
            together[self._group(place)].append(place)
        before = {}
        for group, here in together.items():
            name, start = self._names[group], self._starts[group]
            cards = self._shards.take(name)
            texts = [self._shards.payload(part) for part in self._shards.parts(name)]
            for place in here:
                before[place] = counted(json.loads(texts[place - start]))
                cards[place - start] = card(places[place])
                texts[place - start] = as_json(card_and_text(places[place]))
            self._names[group] = self._shards.put_whole_group(as_json(cards), texts)
        return before

    def cut_anew(self, every: Sequence[Searchable], held: int) -> None:
        """Cut those groups anew that have documents which are only cited: others are than were."""
        first = max(0, self._group(held - 1))
        texts = []
        for name in self._names[first:]:
            self._shards.leave(name)
            texts += [self._shards.payload(part) for part in self._shards.parts(name)]
        start = begin = self._starts[first] if self._starts else 0
        del self._starts[first:], self._names[first:]
        cards: list[list[object]] = []
        for place, document in enumerate(every[begin:], begin):
            cards.append(card(document))
            if ends_group(document, len(cards)) or place == len(every) - 1:
                self._starts.append(start)
                here = texts[start - begin : place + 1 - begin]
                self._names.append(self._shards.put_whole_group(as_json(cards), here))
                start, cards = place + 1, []

    def directory(self) -> dict[str, str]:
        return directory(self._starts, self._names)

    def _group(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1


def _names(joined: str) -> list[str]:
    return [joined[at : at + 7] for at in range(0, len(joined), 7)]


# Weights

_Changes = dict[str, dict[int, str]]
"""Term → document → its weight there, as a letter; empty if the term is not in it any more."""


def _weigh(
    kept: IndexRecord, before: Mapping[int, Searchable], after: Mapping[int, Searchable]
) -> tuple[_Changes, IndexRecord]:
    documents = len(kept.documents)
    mean = mean_length(kept.length, documents)
    changes: _Changes = defaultdict(dict)
    stand: Counter[str] = Counter()  # in how many documents more a term stands
    length = kept.length
    for place, document in after.items():
        old, old_length = _weights(before[place], mean)
        new, new_length = _weights(document, mean)
        length += new_length - old_length
        for term in old.keys() | new.keys():
            if old.get(term) != new.get(term):
                changes[term][place] = new.get(term, "")
        stand.update(new.keys())
        stand.subtract(old.keys())
    if mean_length(length, documents) != mean:
        raise CannotUpdate("the mean length of documents changed, and with it all weights")
    frequency = Counter(kept.frequency)
    for term, more in stand.items():
        if more and term.isalpha():
            frequency[term] += more
    kept = replace(kept, length=length, postings=kept.postings + stand.total(), frequency=dict(+frequency))
    return changes, kept


def _weights(document: Searchable, mean: float) -> tuple[dict[str, str], int]:
    """The weight of each term in *document*, and how long it is."""
    postings = count([words(document)], mean)
    return {term: weight for term, _gaps, weight in records(postings)}, postings.length


# Terms


def _change_terms(
    shards: _Waiting,
    terms: dict[str, str],
    changes: _Changes,
    size: int,
    special: Mapping[str, Sequence[int]] | None,
) -> int:
    """Cut anew the shards of terms that changed, until an end falls where one was; returns how many
    words more there are.  *special* are all other terms, if they may have changed."""
    firsts = terms["firsts"].split(coding.RECORD) if terms["firsts"] else []
    names = _names(terms["names"])
    if changes and not firsts:
        raise CannotUpdate("the first terms of an index")
    touched: dict[int, list[str]] = defaultdict(list)
    for term in changes:
        touched[max(0, bisect_right(firsts, term) - 1)].append(term)
    cutter = Cutter(size)
    found: list[tuple[str, str]] = []
    more = 0

    def put(shard: Shard | None) -> None:
        if shard:
            found.append((shard[0], shards.put(shard[1])))

    held: dict[str, Record]
    begin, behind = 0, {}
    if special is not None:
        begin = bisect_left(firsts, FIRST_WORD)
        # The last shard that begins with one of them may end with words.
        for name in names[:begin]:
            behind = {r[0]: r for r in records_in(shards.take(name)) if r[0] >= FIRST_WORD}
        for record in special_records(special):
            put(cutter.add(*record))
    for place, (first, name) in enumerate(zip(firsts, names, strict=True)):
        if place < begin - 1:
            continue
        if place == begin - 1:
            held = behind
        elif cutter.between and place not in touched:
            found.append((first, name))
            continue
        else:
            held = {record[0]: record for record in records_in(shards.take(name))}
        more -= len(held)
        for term in touched.get(place, ()):
            if new := reweighed(held.get(term, (term, "", "")), changes[term]):
                held[term] = new
            else:
                held.pop(term, None)
        more += len(held)
        for term in sorted(held):
            put(cutter.add(*held[term]))
    put(cutter.rest())
    terms["firsts"] = coding.RECORD.join(first for first, _name in found)
    terms["names"] = "".join(name for _first, name in found)
    return more


# Files


class _Waiting(Shards):
    """Reads shards; holds new ones until all is known, and then puts them in the place of the old ones."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._new: dict[str, bytes] = {}
        self._old: set[str] = set()

    def take(self, name: str) -> Any:
        """What the shard *name* holds, which is to be put anew."""
        payload = self.payload(name)
        self.leave(name)
        return json.loads(payload)

    def leave(self, name: str) -> None:
        """The shard *name* is no longer named, unless it is put again behind this.

        No other stands under that name: cards have addresses, and no term stands in two shards.
        """
        path = path_of(name)
        self._old.add(path)
        self._new.pop(path, None)

    def payload(self, name: str) -> str:
        """What the shard *name* holds, as JSON."""
        path = path_of(name)
        data = self._new.get(path) or (self.folder / path).read_bytes()
        return payload_of(name, data.decode("utf-8"))

    def parts(self, name: str) -> Iterator[str]:
        """The names of the parts of a group, which are to be put anew."""
        number = 0
        while (path := path_of(part := f"{name}-{number}")) in self._new or (self.folder / path).exists():
            yield part
            self.leave(part)
            number += 1

    def write(self, name: str, script: str) -> None:
        path, data = self.folder / name, script.encode("utf-8")
        if self.renamed or (path.exists() and path.read_bytes() != data):
            raise CannotUpdate(f"{path}: another shard has this name")
        self._new[name] = data

    def settle(self, directory: str) -> None:
        """Write what is new, the *directory* last; then name it, then remove what is named no more."""
        for name, data in self._new.items():
            path = self.folder / name
            if not path.exists():
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(data)
        beside = self.folder / f"{ENTRY}.{os.getpid()}"
        beside.write_bytes(entry(directory).encode("utf-8"))
        beside.replace(self.folder / ENTRY)
        for name in self._old - self._new.keys():
            path = self.folder / name
            path.unlink(missing_ok=True)
            with suppress(OSError):  # others lie there
                path.parent.rmdir()
