"""Two columns that were set with tabs or blanks instead of a table: heads and closings of older papers.

BỘ NỘI VỤ                CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/2003/TT-BNV          Độc lập - Tự do - Hạnh phúc
                         Hà Nội, ngày 06 tháng 02 năm 2003

Nơi nhận:                        TM. ỦY BAN NHÂN DÂN
- Như trên;                            CHỦ TỊCH
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ...structure.labels import is_bullet
from ...structure.landmarks import MOTTO, RULE
from ...structure.numbers import place_and_date
from ...text import fold_blanks, is_caps, normalise
from .runs import Words
from .story import Block, Row

_HEAD_WITHIN = 12
"""Blocks from the beginning in which a head is looked for."""
_LONGEST = 12
"""Lines of such columns."""
_MOST_GAPS = 20

_BLANKS = re.compile(r"(?<![\t \u00a0])[\t \u00a0]++(?=\S)")
_RECIPIENTS = re.compile(r"N[ơo]i nh[ậâ]n\s*:?$", re.IGNORECASE)


class _Sides(NamedTuple):
    """A line in two columns; either may be empty."""

    left: Block | None
    right: Block | None


def apart(blocks: Sequence[Block | Row]) -> Iterator[Block | Row]:
    """The same *blocks*, decoded already, with such columns one after the other."""
    index = 0
    while index < len(blocks):
        found = _columns(blocks, index)
        if found:
            yield from _ordered(found)
            index += len(found)
        else:
            yield blocks[index]
            index += 1


def _columns(blocks: Sequence[Block | Row], start: int) -> list[_Sides]:
    """The lines of two columns that begin with block *start*; empty if none do."""
    first = blocks[start]
    if not isinstance(first, Block) or not _gaps(_raw(first)):
        return []
    if start < _HEAD_WITHIN and (sides := _split(first, _is_motto)):
        goes_on = _in_head
    elif sides := _split(first, is_caps):
        if not sides.left or not _RECIPIENTS.match(_tidy(sides.left)):
            return []
        goes_on = _in_closing
    else:
        return []
    found = [sides]
    for block in blocks[start + 1 : start + _LONGEST]:
        below = goes_on(block) if isinstance(block, Block) else None
        if below is None:
            break
        found.append(below)
    return found


def _is_motto(text: str) -> bool:
    return bool(MOTTO.match(text)) and is_caps(text)


def _in_head(block: Block) -> _Sides | None:
    sides = _split(block, lambda text: bool(MOTTO.match(text) or RULE.match(text) or place_and_date(text)))
    if sides:
        return sides
    text = _tidy(block)
    if MOTTO.match(text) or place_and_date(text):
        return _Sides(None, block)
    return None


def _in_closing(block: Block) -> _Sides | None:
    text, raw = _tidy(block), _raw(block)
    if sides := _split(block, lambda right: not is_bullet(right)):
        return sides
    if is_bullet(text):
        return _Sides(block, None)
    return _Sides(None, block) if raw[:1] in "\t " and len(text) < 60 else None


def _split(block: Block, is_right: Callable[[str], bool]) -> _Sides | None:
    """Both columns of a line, cut at the last gap behind which *is_right* stands."""
    raw = _raw(block)
    for gap in reversed(_gaps(raw)[-_MOST_GAPS:]):
        if not is_right(fold_blanks(normalise(raw[gap.end() :]))):
            continue
        left, right = _cut(block.words, gap.start()), _cut(block.words, gap.end(), behind=True)
        filled = bool(raw[: gap.start()].strip()) or bool(block.label)
        return _Sides(
            replace(block, words=left) if filled else None, replace(block, words=right, label="", level=0)
        )
    return None


def _gaps(raw: str) -> list[re.Match[str]]:
    """Where a tab or three blanks part two columns."""
    if "\t" not in raw and "   " not in raw and "\u00a0" not in raw:  # nearly all paragraphs
        return []
    return [gap for gap in _BLANKS.finditer(raw) if "\t" in gap[0] or len(gap[0]) > 2]


def _cut(words: Sequence[Words], at: int, behind: bool = False) -> tuple[Words, ...]:
    """The words before the letter *at*, or from there on."""
    found, start = [], 0
    for piece in words:
        inside = min(max(at - start, 0), len(piece.text))
        text = piece.text[inside:] if behind else piece.text[:inside]
        if text:
            found.append(piece._replace(text=text))
        start += len(piece.text)
    return tuple(found)


def _ordered(lines: list[_Sides]) -> Iterator[Block]:
    left = [sides.left for sides in lines if sides.left]
    right = [sides.right for sides in lines if sides.right]
    yield from left
    for index, block in enumerate(right):
        yield replace(block, tight=block.tight and index > 0)


def _raw(block: Block) -> str:
    return "".join(piece.text for piece in block.words)


def _tidy(block: Block) -> str:
    return fold_blanks(normalise(_raw(block)))
