"""The body of a page, merged block by block, and within a block sentence by sentence.

A block is what stands between blank lines, an entry of a list, or a heading; its lines are its sentences (so
does `pages.write` set them) or the rows of a table.  Blocks that only one side changed are taken from that
side; where both changed one, its lines are compared in the same way; if they, too, changed the same
line, both blocks stand on the page, marked, and an editor chooses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..pages.undecided import marked
from ..text import normalise
from .chunks import Chunk, Kind, chunks, differing


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a page that belong together."""

    lines: tuple[str, ...]
    gap: int
    """Blank lines before it."""
    behind: str = ""
    """The `key` of the block before it."""

    @property
    def line_keys(self) -> list[str]:
        """What is the same to a reader."""
        return [normalise(line).rstrip() for line in self.lines]

    @property
    def key(self) -> str:
        return "\n".join(self.line_keys)


@dataclass(frozen=True, slots=True)
class Body:
    """What became of the bodies."""

    text: str
    taken: int = 0
    """Places where the new reading was taken."""
    kept: int = 0
    """Places where the editor's was kept."""
    conflicts: tuple[int, ...] = ()
    """Lines of the body, counted from 0, on which a place begins that an editor must decide."""


def merge_bodies(base: str | None, ours: str, new: str) -> Body:
    """Merge what conversion wrote (*base*), what an editor made of it, and what conversion would write now.

    Without *base* nobody can tell who changed what: wherever *ours* and *new* differ, both are marked.
    """
    mine, theirs = blocks(ours), blocks(new)
    before = blocks(base) if base is not None else []
    keys = [[block.key for block in each] for each in (before, mine, theirs)]
    found = differing(keys[1], keys[2]) if base is None else chunks(keys[0], keys[1], keys[2])
    out: list[Block | _Place] = []
    taken = kept = 0
    for chunk in found:
        if chunk.kind is Kind.SAME:
            out += _same(before[chunk.base] if base is not None else [], mine[chunk.ours], theirs[chunk.new])
        elif chunk.kind is Kind.ALIKE:
            out += mine[chunk.ours]
        elif chunk.kind is Kind.OURS:
            out += mine[chunk.ours]
            kept += 1
        elif chunk.kind is Kind.NEW:
            out += theirs[chunk.new]
            taken += 1
        elif base is not None and (whole := _within(before, mine, theirs, chunk)):
            out.append(whole)
            taken, kept = taken + 1, kept + 1
        else:
            out += _both(mine[chunk.ours], theirs[chunk.new])
    return _written(out, taken, kept)


_HEADING = re.compile(r"#{1,6}(?:\s|$)")
_ENTRY = re.compile(r"(?:[-+*]|\d{1,9}[.)])\s")


def blocks(text: str) -> list[Block]:
    """Cut *text* into its blocks; every line that is not blank is in one of them."""
    found: list[Block] = []
    lines: list[str] = []
    gap = waiting = 0
    for line in [*text.split("\n"), ""]:
        begins = _HEADING.match(line) or _ENTRY.match(line) or (lines and _HEADING.match(lines[-1]))
        if lines and (begins or not line.strip()):
            found.append(Block(tuple(lines), gap, found[-1].key if found else ""))
            lines = []
        if not line.strip():
            waiting += 1
            continue
        if not lines:
            gap, waiting = waiting, 0
        lines.append(line)
    return found


def _same(base: Sequence[Block], ours: Sequence[Block], new: Sequence[Block]) -> Iterator[Block]:
    """Blocks of the same words: as the editor set them, or as conversion sets them now if no editor did."""
    for index, mine in enumerate(ours):
        untouched = bool(base) and mine.gap == base[index].gap
        yield replace(mine, gap=new[index].gap) if untouched else mine


def _within(base: list[Block], ours: list[Block], new: list[Block], chunk: Chunk) -> Block | None:
    """One block of which both changed other lines; None if they changed the same."""
    three = [base[chunk.base], ours[chunk.ours], new[chunk.new]]
    if [len(side) for side in three] != [1, 1, 1]:
        return None
    keys = [side[0].line_keys for side in three]
    mine, theirs = three[1][0], three[2][0]
    lines: list[str] = []
    for part in chunks(keys[0], keys[1], keys[2]):
        if part.kind is Kind.CONFLICT:
            return None
        lines += theirs.lines[part.new] if part.kind is Kind.NEW else mine.lines[part.ours]
    return replace(mine, lines=tuple(lines))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an editor must choose."""

    ours: tuple[Block, ...]
    new: tuple[Block, ...]


def _both(ours: list[Block], new: list[Block]) -> list[Block | _Place]:
    """The two readings, without what they begin and end with alike."""
    shorter = min(len(ours), len(new))
    front = next((n for n in range(shorter) if ours[n].key != new[n].key), shorter)
    rest = shorter - front
    back = next((n for n in range(rest) if ours[-1 - n].key != new[-1 - n].key), rest)
    end, end_new = len(ours) - back, len(new) - back
    return [*ours[:front], _Place(tuple(ours[front:end]), tuple(new[front:end_new])), *ours[end:]]


def _written(parts: Sequence[Block | _Place], taken: int, kept: int) -> Body:
    lines: list[str] = []
    conflicts = []
    before: Block | None = None
    for part in parts:
        if isinstance(part, _Place):
            lines.append("")
            conflicts.append(len(lines))
            lines += marked(_lines(part.ours), _lines(part.new))
            before = None
        else:
            lines += [""] * (part.gap or _apart(before, part)) + [*part.lines]
            before = part
    return Body("\n".join([*lines, ""]), taken, kept, tuple(conflicts))


def _apart(before: Block | None, block: Block) -> bool:
    """Whether *block*, which had no blank line before it, needs one where it has come to stand."""
    if before is None:
        return True
    entries = _ENTRY.match(before.lines[0]) and _ENTRY.match(block.lines[0])
    return not (before.key == block.behind or entries or _HEADING.match(before.lines[-1]))


def _lines(blocks: Sequence[Block]) -> list[str]:
    """As they stood beside each other; the first begins at once."""
    lines: list[str] = []
    for block in blocks:
        lines += [""] * (block.gap if lines else 0) + [*block.lines]
    return lines
