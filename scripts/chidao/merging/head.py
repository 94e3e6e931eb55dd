"""The front matter of a page, merged key by key; of lists item by item, of the signer fact by fact.

A key that both changed keeps the editor's value, and what conversion says now is written under `conflicts`,
where forms and other programs keep it, as they would not keep a comment:

    date: 2025-07-11
    conflicts:
    - key: date
      new: '2025-07-12'

What only editors write (relations, note, …) conversion never wrote, so nothing changes it.  On a page that
was reviewed, an editor stands for what it states: there a value is not changed either, it is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import BadPage
from ..pages.front_matter import FrontMatter, as_yaml, load
from ..text import normalise
from .chunks import Kind, chunks

_FACTS = (
    "type", "number", "issuer", "level", "province", "place", "date", "subject", "attached_to", "signer",
)  # fmt: skip
_ORDER = (*_FACTS, "relations", "redirects", "reviewed", "note", "conflicts", "original", "converted")
_ALWAYS_NEW = ("original", "converted")
"""What the tool writes for itself: which file, which conversion."""


@dataclass(slots=True)
class Head:
    """What became of the front matter."""

    text: str = ""
    """Between its rules."""
    taken: list[str] = field(default_factory=list)
    """Keys that have their value from the new conversion."""
    kept: list[str] = field(default_factory=list)
    """Keys in which the editor's value was kept though conversion says another."""
    conflicts: list[str] = field(default_factory=list)
    """Keys that an editor must decide ("date", "signer.name")."""
    reviewed: str = ""
    """When an editor reviewed the page; empty if nobody did."""


def merge_heads(base: str | None, ours: str, new: str, path: str = "") -> Head:
    """Merge as `merge_bodies` does.  Raises BadPage where *ours* cannot be read."""
    mine, theirs = load(ours, path), load(new)
    before = load(base).values if base is not None else None
    head = Head(reviewed=_plain(mine.values.get("reviewed")) or "")
    keys = _Keys(head, [])
    values = dict(mine.values)
    for key in dict.fromkeys([*mine.values, *theirs.values]):
        if key in _ALWAYS_NEW:
            values[key] = theirs.values.get(key)
        elif key in _FACTS or key in theirs.values:
            values[key] = keys.merged(key, before, mine.values.get(key), theirs.values.get(key))
    if keys.open:
        values["conflicts"] = keys.open
    head.text = _text(ours, mine, values)
    return head


def with_new_values(header: str) -> str:
    """*header* with what conversion says wherever that is in question."""
    given = load(header)
    values: dict[str, Any] = {**given.values, "conflicts": None}
    for open_ in given.conflicts:
        key, _, inner = open_["key"].partition(".")
        values[key] = {**(values.get(key) or {}), inner: open_.get("new")} if inner else open_.get("new")
    return _text(header, given, values)


@dataclass(slots=True)
class _Keys:
    """The merge of keys, one after the other."""

    head: Head
    open: list[dict[str, Any]]

    def merged(self, name: str, before: Mapping[str, Any] | None, ours: Any, new: Any) -> Any:
        """The value that *name* shall have; *before* has what it and its brothers were."""
        base = before.get(name.rpartition(".")[2]) if before is not None else None
        if _same(ours, new):
            return ours
        if before is not None and _same(base, new):
            self.head.kept.append(name)
            return ours
        if isinstance(ours, dict) and isinstance(new, dict):
            inner = None if before is None else base if isinstance(base, dict) else {}
            keys = dict.fromkeys([*ours, *new])
            return {key: self.merged(f"{name}.{key}", inner, ours.get(key), new.get(key)) for key in keys}
        asserted = bool(self.head.reviewed and _plain(ours))
        untouched = before is not None and not asserted and _same(base, ours)
        items = None if before is None or asserted or untouched else _items(base, ours, new)
        if untouched or items:
            self.head.taken.append(name)
            return items or new
        self.head.conflicts.append(name)
        self.open.append({"key": name, "new": new})
        return ours


def _same(one: Any, other: Any) -> bool:
    return bool(_plain(one) == _plain(other))


def _plain(value: Any) -> Any:
    """A value without what is the same to a reader; None for what says nothing."""
    if isinstance(value, str):
        return normalise(value).strip() or None
    if isinstance(value, list):
        return [_plain(item) for item in value] or None
    if isinstance(value, dict):
        return {key: plain for key, item in value.items() if (plain := _plain(item)) is not None} or None
    return value


def _items(base: Any, ours: Any, new: Any) -> list[Any] | None:
    """A list merged item by item; None if both changed the same item, or if one is no list of texts.

    None, too, where an item would stand there twice: both have it, and each in another place.
    """
    lists = (base, ours, new)
    if not all(isinstance(each, list) and all(isinstance(i, str) for i in each) for each in lists):
        return None
    keys = [[str(_plain(item)) for item in each] for each in lists]
    found: list[Any] = []
    for chunk in chunks(*keys):
        if chunk.kind is Kind.CONFLICT:
            return None
        found += new[chunk.new] if chunk.kind is Kind.NEW else ours[chunk.ours]
    return found if len({_plain(item) for item in found}) == len(found) else None


def _text(header: str, given: FrontMatter, values: Mapping[str, Any]) -> str:
    """*header* with *values*; every comment that stood in it stands in it."""
    text = "".join(_lines(header, given, values))
    if _says(text, values):
        return text
    # All in braces, an anchor to which others point, a line that ends the document: written anew.
    return "".join([*_comments(header), *(_written(key, value) for key, value in values.items())])


def _says(text: str, values: Mapping[str, Any]) -> bool:
    try:
        return _same(load(text).values, dict(values))
    except BadPage:
        return False


def _lines(header: str, given: FrontMatter, values: Mapping[str, Any]) -> Iterator[str]:
    """*header* with *values*: keys whose value stays keep their lines, comments between them stay."""
    parts = list(_parts(header, given))
    waiting = {key: value for key, value in values.items() if value != given.values.get(key)}
    for name, text in parts:
        if name:
            for key in [k for k in waiting if k not in given.values and _place(k) < _place(name)]:
                yield _written(key, waiting.pop(key))
        if name in waiting:
            yield from _comments(text)
            yield _written(name, waiting.pop(name))
        else:
            yield text
    for key in sorted(waiting, key=_place):
        yield _written(key, waiting[key])


def _place(key: str) -> int:
    # A key that we do not know stays where it stands: before what the tool writes for itself.
    return _ORDER.index(key) if key in _ORDER else _ORDER.index("conflicts")


def _written(key: str, value: Any) -> str:
    if _plain(value) is None:
        return f"{key}:\n" if key in _FACTS[:8] else ""
    if isinstance(value, dict):
        value = {inner: said for inner, said in value.items() if said is not None}
    bare = key in ("date", "converted") and re.fullmatch(r"[0-9a-f-]+", str(value))
    return f"{key}: {value}\n" if bare else as_yaml({key: value})


def _parts(header: str, given: FrontMatter) -> Iterator[tuple[str, str]]:
    """The lines of each key; comments and blank lines between two are a part without a name."""
    lines = [f"{line}\n" for line in header.removesuffix("\n").split("\n")] if header else []
    starts = [given.lines[key] - 2 for key in given.values]
    yield "", "".join(lines[: min(starts, default=len(lines))])
    for key, start, end in zip(given.values, starts, [*starts, len(lines)][1:], strict=True):
        last = end
        while last > start + 1 and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
            last -= 1
        yield key, "".join(lines[start:last])
        yield "", "".join(lines[last:end])


def _comments(text: str) -> Iterator[str]:
    """The comments in *text*, each on a line of its own; a # inside a value begins none."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        for match in re.finditer(r"(?<!\S)#", line):
            without = [*lines[:number], line[: match.start()], *lines[number + 1 :]]
            if _says("\n".join(lines), _values("\n".join(without))):
                yield f"{line[match.start() :]}\n"
                break


def _values(text: str) -> dict[str, Any]:
    try:
        return load(text).values
    except BadPage:
        return {}
