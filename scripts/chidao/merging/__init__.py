"""Three-way merge: an improved conversion reaches a page that an editor has changed, and neither is lost.

    what was converted then ──┬── what an editor made of it ──┐
                              └── what would be converted now ┴──▶ the page, what both changed marked

`chunks` finds who changed what, `blocks` and `head` apply it to a body and to front matter, and `ancestor`
finds what was converted then.  `merge3` (PyPI), of which the first might have been made, is GPL.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..pages.front_matter import load, split
from .ancestor import ancestor
from .blocks import merge_bodies
from .head import merge_heads
from .written import Written

__all__ = ["Conflict", "Merged", "Written", "ancestor", "merge"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both changed, and not to the same."""

    line: int
    """Of the merged page, counted from 1."""
    key: str = ""
    """In front matter ("date", "signer.name"); empty in the body."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A page made of three."""

    page: str
    taken: tuple[str, ...] = ()
    """Keys that the new conversion gave."""
    kept: tuple[str, ...] = ()
    """Keys in which the editor's value holds."""
    places_taken: int = 0
    """Places of the body that the new conversion gave."""
    places_kept: int = 0
    """Places of the body in which the editor's words hold."""
    conflicts: tuple[Conflict, ...] = ()
    with_ancestor: bool = True
    """False: what was converted then is not known, so that all that differs is a conflict."""
    reviewed: str = ""
    """When an editor reviewed the page as it was."""


def merge(base: str | None, ours: str, new: str, path: str = "") -> Merged:
    """Merge three pages.  *new* is sealed: its seal goes into the result, whose ancestor it is from now on.

    Raises BadPage where the front matter of *ours*, the page at *path*, cannot be read.
    """
    head_ours, body_ours, _line = split(ours, path)
    head_new, body_new, _line = split(new)
    head_base, body_base = split(base)[:2] if base is not None else (None, None)
    head = merge_heads(head_base, head_ours, head_new, path)
    body = merge_bodies(body_base, body_ours, body_new)
    lines = load(head.text).lines
    first = head.text.count("\n") + 3
    conflicts = [Conflict(lines[f"conflicts.{n}"], key) for n, key in enumerate(head.conflicts)]
    conflicts += [Conflict(first + line) for line in body.conflicts]
    return Merged(
        f"---\n{head.text}---\n{body.text}",
        tuple(head.taken),
        tuple(head.kept),
        body.taken,
        body.kept,
        tuple(conflicts),
        base is not None,
        head.reviewed,
    )
