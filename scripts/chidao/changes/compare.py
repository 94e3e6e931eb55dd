"""Two libraries → what changed on the site between them.

A page that moved is one page, and a document that was only cited and is held now is one document: what joins
them to others is neither lost nor gained.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..checking.changes import changed_since, contents_at
from ..citations import Placed, Relation, citations_of
from ..errors import BadPage
from ..graph import Edge, Graph, Mention, Outcome, build
from ..library import Entry, read_entry
from ..project import DOCUMENTS, Project
from ..publish.papers import title
from ..publish.reading import read_library
from ..structure.numbers import number_key
from ..text import day, key
from .fields import Field, changed_fields
from .outline import outline


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page that was added, removed, moved or edited."""

    name: str
    """What staff call the document."""
    file: str
    """In the project; where it is now, unless it was removed."""
    was: str = ""
    """Where it lay before, if it moved."""
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Joined:
    """A relation that was gained or lost."""

    source: str
    """What staff call the documents."""
    relation: Relation
    target: str
    asserted: bool
    """Whether an editor says so."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a citation means."""

    outcome: Outcome
    names: tuple[str, ...]
    """What staff call the document meant, or those it may be."""


@dataclass(frozen=True, slots=True)
class Place:
    """A citation in a text."""

    source: str
    clause: str
    """Its id; empty in title and opening."""
    words: str


@dataclass(frozen=True, slots=True)
class Reread:
    """Citations that mean something else now."""

    before: Meaning
    now: Meaning
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a branch changes."""

    revision: str
    """As it was asked for."""
    added: tuple[PageChange, ...] = ()
    removed: tuple[PageChange, ...] = ()
    moved: tuple[PageChange, ...] = ()
    edited: tuple[PageChange, ...] = ()
    """At their places; those without fields have other words only."""
    unreadable: tuple[str, ...] = ()
    """Files whose front matter cannot be read now; they are left out of the site."""
    gained: tuple[Joined, ...] = ()
    lost: tuple[Joined, ...] = ()
    reread: tuple[Reread, ...] = ()


def changes_since(project: Project, revision: str) -> Changes:
    """What differs from where this branch left *revision*.  Raises NoRevision."""
    folder = f"content/{DOCUMENTS}/"
    names = {
        name
        for name in changed_since(project.root, revision)
        if name.startswith(folder) and name.endswith(".md")
    }
    if not names:
        return Changes(revision)
    old = contents_at(project.root, revision, sorted(names))
    before = {entry.address: entry for entry in _read(project, old)}
    if (edited := _alone(project, before, names)) is not None:
        return Changes(revision, edited=edited)
    read = read_library(project)
    library, citations = read.library, read.citations
    broken = {str(error.path) for error in library.broken}
    unreadable = tuple(sorted(name for name in names if str(project.root / name) in broken))
    changed = {name.removeprefix("content/") for name in names}
    return _compare(revision, before, library.by_address(), changed, citations, unreadable)


def _alone(project: Project, before: Mapping[str, Entry], names: set[str]) -> tuple[PageChange, ...] | None:
    """The edited pages, if they are all that changes; None where other pages may differ, too."""
    edited = []
    for name in sorted(names):
        path = project.root / name
        was = before.get(name.removeprefix("content/"))
        if was is None or not path.is_file():
            return None
        try:
            now = read_entry(project, path, originals=False)
        except (BadPage, UnicodeDecodeError):
            return None
        if outline(was) != outline(now):
            return None
        edited.append(_page(now, was))
    return tuple(edited)


def _read(project: Project, old: Mapping[str, bytes]) -> Iterator[Entry]:
    """The pages as they were; one that could not be read then was not on the site."""
    for name, content in old.items():
        try:
            text = content.decode("utf-8")
            yield read_entry(project, project.root / name, text, originals=False)
        except (BadPage, UnicodeDecodeError):
            continue


def _compare(
    revision: str,
    old: Mapping[str, Entry],
    now: Mapping[str, Entry],
    changed: set[str],
    citations: Mapping[str, list[Placed]],
    unreadable: tuple[str, ...],
) -> Changes:
    """*old* holds the pages that differ only, *changed* all addresses that do."""
    before = {**{a: e for a, e in now.items() if a not in changed}, **old}
    gone, come = sorted(old.keys() - now.keys()), sorted(now.keys() - before.keys())
    moves = _moves([old[a] for a in gone], [now[a] for a in come])
    found = {a: citations[a] if a not in changed else citations_of(e.document) for a, e in before.items()}
    was = _Side(build(before.values(), found), before)
    present = _Side(build(now.values(), citations), now)
    pairs = list(_pairs(was.graph.mentions, present.graph.mentions, moves))
    same = moves | _same(was.graph, present.graph, pairs)
    gained, lost = _joined(was, present, same)
    both = sorted(old.keys() & now.keys())
    return Changes(
        revision,
        tuple(_page(now[a]) for a in come if a not in moves.values()),
        tuple(_page(old[a]) for a in gone if a not in moves and _file(a) not in unreadable),
        tuple(_page(now[to], old[a]) for a, to in sorted(moves.items())),
        tuple(_page(now[a], old[a]) for a in both),
        unreadable,
        gained,
        lost,
        tuple(_reread(pairs, same, was, present)),
    )


def _file(address: str) -> str:
    return f"content/{address}"


def _page(entry: Entry, was: Entry | None = None) -> PageChange:
    if was is None:
        return PageChange(entry.title, _file(entry.address))
    fields = tuple(changed_fields(was.front_matter.values, entry.front_matter.values))
    moved = _file(was.address) if was.address != entry.address else ""
    # That a page notes its old address is what moving it means.
    if moved:
        fields = tuple(f for f in fields if was.address not in f.new)
    return PageChange(entry.title, _file(entry.address), moved, fields)


def _moves(gone: Sequence[Entry], come: Sequence[Entry]) -> dict[str, str]:
    """Old address → new one: what a page notes of itself, else the same words, else the same identity."""
    moves: dict[str, str] = {}
    for entry in come:
        noted = entry.front_matter.values.get("redirects")
        for one in gone:
            if isinstance(noted, list) and one.address in noted and one.address not in moves:
                moves[one.address] = entry.address
                break
    for same in (_words, _identity):
        by = defaultdict(list)
        for one in gone:
            if one.address not in moves and (mark := same(one)):
                by[mark].append(one.address)
        for entry in come:
            if entry.address in moves.values():
                continue
            mark = same(entry)
            if mark and len(by.get(mark, ())) == 1:
                moves[by.pop(mark)[0]] = entry.address
    return moves


def _words(entry: Entry) -> str:
    return entry.document.text


def _identity(entry: Entry) -> tuple[str, ...] | None:
    facts = entry.facts
    if not facts.number or not facts.date:
        return None
    return (key(facts.type or ""), number_key(facts.number), facts.date, *map(key, facts.issuer))


class _Side:
    """One of the two graphs, and what staff call its papers: with the date, since numbers restart."""

    def __init__(self, graph: Graph, entries: Mapping[str, Entry]) -> None:
        self.graph, self._entries = graph, entries

    def name(self, key: str) -> str:
        paper = self.graph.papers[key]
        name = title(paper, self._entries.get(key))
        when = f"ngày {day(paper.date)}" if paper.date else f"khoá {paper.term}" if paper.term else ""
        named = f"{name}, {when}" if when else name
        return named if paper.held else f"{named} (kho chưa có)"

    def meaning(self, mention: Mention) -> Meaning:
        found = mention.resolution
        keys = found.candidates if found.outcome is Outcome.AMBIGUOUS else (found.target,)
        return Meaning(found.outcome, tuple(self.name(key) for key in keys if key is not None))


_Pair = tuple[Mention, Mention]


def _pairs(was: Iterable[Mention], now: Iterable[Mention], moves: Mapping[str, str]) -> Iterator[_Pair]:
    """The citations that are there before and after: the same words in the same clause, in their order."""

    def numbered(mentions: Iterable[Mention], moved: Mapping[str, str]) -> dict[tuple[object, ...], Mention]:
        counts: Counter[tuple[object, ...]] = Counter()
        found: dict[tuple[object, ...], Mention] = {}
        for mention in mentions:
            source = moved.get(mention.source, mention.source)
            place = (source, mention.placed.clause, mention.placed.citation.text)
            counts[place] += 1
            found[(*place, counts[place])] = mention
        return found

    after = numbered(now, {})
    for place, mention in numbered(was, moves).items():
        if place in after:
            yield mention, after[place]


def _same(was: Graph, now: Graph, pairs: Iterable[_Pair]) -> dict[str, str]:
    """Old key → new key of what is one document under two keys: cited only, then held; or the other way."""
    became: dict[str, set[str]] = defaultdict(set)
    for before, after in pairs:
        old, new = before.resolution.target, after.resolution.target
        if old is not None and new is not None and old not in now.papers and new not in was.papers:
            became[old].add(new)
    return {old: next(iter(new)) for old, new in became.items() if len(new) == 1}


def _joined(was: _Side, now: _Side, same: Mapping[str, str]) -> tuple[tuple[Joined, ...], tuple[Joined, ...]]:
    """The relations that were gained, and those that were lost."""

    def told(side: _Side, edges: Iterable[Edge]) -> tuple[Joined, ...]:
        return tuple(
            sorted(Joined(side.name(e.source), e.relation, side.name(e.target), e.asserted) for e in edges)
        )

    def kept(key: str) -> str:
        return same.get(key, key)

    before = {(kept(e.source), e.relation, kept(e.target)): e for e in was.graph.edges}
    after = {(e.source, e.relation, e.target): e for e in now.graph.edges}
    return (
        told(now, (after[each] for each in after.keys() - before.keys())),
        told(was, (before[each] for each in before.keys() - after.keys())),
    )


def _reread(pairs: Iterable[_Pair], same: Mapping[str, str], was: _Side, now: _Side) -> Iterator[Reread]:
    """The citations that mean something else, those with one fate together."""
    found: dict[tuple[Meaning, Meaning], list[Place]] = defaultdict(list)
    for before, after in pairs:
        old, new = before.resolution, after.resolution
        meant = old.target and same.get(old.target, old.target)
        among = {same.get(key, key) for key in old.candidates}
        if (old.outcome, meant, among) != (new.outcome, new.target, set(new.candidates)):
            place = Place(
                now.name(after.source),
                after.placed.clause or "",
                " ".join(after.placed.citation.text.split()),
            )
            found[was.meaning(before), now.meaning(after)].append(place)
    for (old_meaning, new_meaning), places in found.items():
        yield Reread(old_meaning, new_meaning, tuple(places))
