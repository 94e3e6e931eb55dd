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

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import forms
from ..text import fold
from . import coding
from .counting import Postings, count
from .groups import Groups
from .letters import spelled
from .record import IndexRecord
from .script import NAME as ENGINE
from .script import script
from .searchable import Searchable
from .shards import Shards
from .spellings import spellings
from .terms import Cutter, Shard, records, shard_size, special_records


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
    documents: Iterable[Searchable],
    folder: Path,
    abbreviations: Mapping[str, Sequence[str]] | None = None,
    record: Path | None = None,
) -> Index:
    """Write the index of *documents* into *folder*, which is empty or not there.

    Held documents come first, then those that are only cited; ValueError where one stands elsewhere.  Their
    order is the caller's: one that no correction of a document changes lets `updating` do its work.
    *abbreviations*: "BTV" → ("Ban Thường vụ",).  What `updating` needs goes to *record*, written last.
    """
    shards = Shards(folder)
    groups = Groups(shards)
    postings = count(groups.read(documents))
    frequency = postings.frequency()
    text_bytes = shards.bytes
    directory = shards.put(
        {
            "documents": groups.held,
            "papers": groups.count,
            "terms": _write_terms(shards, postings, groups.special.terms),
            "groups": groups.directory(),
            "facets": shards.put(groups.facets.columns()),
            "spellings": shards.put(spellings(frequency)),
            "abbreviations": folded(abbreviations or {}),
            "types": _type_codes(),
        }
    )
    shards.write(ENGINE, script())
    shards.enter(directory)
    terms, places = len(postings.first), len(postings.documents)
    # Two documents at one address, or two shards that wanted one name, are nothing to be changed in place.
    if record and len(groups.shown) == groups.held and not shards.renamed:
        letters = {word: times for word, times in frequency.items() if word.isalpha()}
        cited = groups.cited.hexdigest()
        IndexRecord(directory, postings.length, places, terms, letters, groups.shown, cited).save(record)
    return Index(groups.held, terms, places, shards.count, text_bytes, shards.bytes - text_bytes)


def folded(abbreviations: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """ "ubnd" → ["uy ban nhan dan"]: as the index spells them."""
    found: dict[str, list[str]] = {}
    for short, long in sorted(abbreviations.items()):
        words = "".join(spelled(short))
        found.setdefault(words, []).extend(" ".join(spelled(text)) for text in long)
    return found


def _write_terms(shards: Shards, postings: Postings, special: Mapping[str, list[int]]) -> dict[str, str]:
    """Write *special* terms, which all sort before any syllable, and then all others."""
    cutter = Cutter(shard_size(len(postings.documents), len(postings.first)))
    firsts, names = [], []

    def write(shard: Shard) -> None:
        firsts.append(shard[0])
        names.append(shards.put(shard[1]))

    for record in special_records(special):
        if shard := cutter.add(*record):
            write(shard)
    for record in records(postings):
        if shard := cutter.add(*record):
            write(shard)
    if shard := cutter.rest():
        write(shard)
    return {"firsts": coding.RECORD.join(firsts), "names": "".join(names)}


def _type_codes() -> dict[str, list[str]]:
    """ "ket luan" → ["kl"]: what numbers carry for a type."""
    return {
        " ".join(spelled(form.name)): sorted({fold(code) for code in (*form.party, *form.state)})
        for form in forms.types().values()
    }
