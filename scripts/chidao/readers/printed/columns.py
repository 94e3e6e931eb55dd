"""What stands side by side: issuer and motto above a title, recipients and signature below a text.

The left column is read before the right one.  Other lines that stand side by side, as in a table
without rules, are read line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ... import forms
from ...structure.landmarks import MOTTO, OPENER, split_type
from ...structure.numbers import NUMBER, place_and_date
from ...text import is_caps, key
from .layout import Line, Table

Row = list[Line]

_NARROWEST = 0.6
"""Of the size of type: a gap between two columns is wider."""
_COLUMN = 0.36
"""Of the width of the text: a line of running text in one of two columns is wider."""
_MANY = 8
_FAR = 9.0
"""Times the size of type: room for a seal and a signature between a position and a name."""


@dataclass(slots=True)
class Block:
    """Lines that follow each other."""

    lines: list[Line]
    side: int | None = None
    """0 for the left, 1 for the right of two columns; None from margin to margin."""
    prose: bool = False
    """It is a column of running text, as in a text in two languages."""


def open_closing(pieces: Sequence[Block | Table]) -> tuple[float, float] | None:
    """Where the columns stand of a closing at the end of a page, which may go on over the page.

    The left edge of the left one, and the middle of the right one, whose lines are centred.
    """
    if len(pieces) < 2:
        return None
    left, right = pieces[-2:]
    if not isinstance(left, Block) or not isinstance(right, Block) or (left.side, right.side) != (0, 1):
        return None
    if not any(_RECIPIENTS.match(line.text) for line in left.lines):
        return None
    return min(line.left for line in left.lines), _centre(right.lines[-1])


def rest_of_closing(rows: list[Row], place: tuple[float, float]) -> tuple[list[Line], list[Line]]:
    """Take the lines off the top of a page that go on with columns that stand at *place*."""
    edge, middle = place
    left: list[Line] = []
    right: list[Line] = []
    while rows:
        row = rows[0]
        signs = [line for line in row if abs(_centre(line) - middle) < 2 * line.size]
        entries = [line for line in row if line not in signs and abs(line.left - edge) < line.size]
        goes_on = bool(left) and not left[-1].text.endswith((";", ".", ","))
        if len(signs) + len(entries) < len(row) or any(MOTTO.match(line.text) for line in row):
            break
        if any(line.text[0] not in "-–" for line in entries) and not goes_on:
            break
        left += entries
        right += signs
        del rows[0]
    return left, right


_RECIPIENTS = re.compile(r"\W*N[ơo]i nh[ậâ]n", re.IGNORECASE)


def blocks(rows: list[Row], left: float, right: float) -> Iterator[Block]:
    """Part *rows* of a page into what is read from margin to margin and what by columns, in order."""
    plain: list[Line] = []
    index = 0
    while index < len(rows):
        band = _band(rows, index, left, right) if len(rows[index]) > 1 else None
        if band is None or band.end <= index:
            plain.append(_one(rows[index]))
            index += 1
            continue
        up = index - band.start
        if up:
            del plain[-up:]
        if plain:
            yield Block(plain)
            plain = []
        yield from _sides(rows[band.start : band.end], band, left, right)
        index = band.end
    if plain:
        yield Block(plain)


@dataclass(slots=True)
class _Band:
    start: int
    end: int
    gap: tuple[float, float]
    prose: bool


def _one(row: Row) -> Line:
    return row[0] if len(row) == 1 else Line([w for line in row for w in line.words], row[0].page)


def _sides(rows: list[Row], band: _Band, left: float, right: float) -> Iterator[Block]:
    middle = sum(band.gap) / 2
    for side in (0, 1):
        own = [[line for line in row if (_centre(line) > middle) == bool(side)] for row in rows]
        own = [row for row in own if row]
        if any(len(row) > 1 for row in own):
            edges = (left, band.gap[0]) if side == 0 else (band.gap[1], right)
            for block in blocks(own, *edges):
                block.side = side
                yield block
        elif own:
            yield Block([row[0] for row in own], side, band.prose)


def _centre(line: Line) -> float:
    return (line.left + line.right) / 2


def _band(rows: list[Row], index: int, left: float, right: float) -> _Band | None:
    """The rows around *index* that one gap parts into two columns of an official head or closing."""
    gap = _gap(rows[index], left, right)
    if gap is None:
        return None
    end = index + 1
    while end < len(rows):
        rows[end] = _split(rows[end], gap)
        narrower = _kept(rows[end], gap)
        if narrower is None or not _goes_down(rows, index, end, narrower, left, right):
            break
        gap = narrower
        end += 1
    start = index
    while start > 0 and index - start < 4:
        rows[start - 1] = _split(rows[start - 1], gap)
        narrower = _kept(rows[start - 1], gap)
        if narrower is None or not _goes_up(rows, start, narrower, left, right):
            break
        gap = narrower
        start -= 1
    inside = rows[start:end]
    prose = _is_prose(inside, right - left)
    if not prose and not any(is_landmark(line.text) for row in inside for line in row):
        return None
    return _Band(start, end, gap, prose)


def _is_prose(rows: list[Row], width: float) -> bool:
    """Whether both columns are running text: many lines, most of them as wide as the column."""
    both = [row for row in rows if len(row) == 2]
    wide = [row for row in both if all(line.right - line.left > _COLUMN * width for line in row)]
    return len(both) >= _MANY and len(wide) * 2 > len(both)


def _gap(row: Row, left: float, right: float) -> tuple[float, float] | None:
    """The widest gap of a row near the middle."""
    width = right - left
    gaps = [(a.right, b.left) for a, b in pairwise(row)]
    gaps = [g for g in gaps if 0.15 < (sum(g) / 2 - left) / max(width, 1) < 0.85]
    return max(gaps, key=lambda g: g[1] - g[0], default=None)


def _split(row: Row, gap: tuple[float, float]) -> Row:
    """Part a line that runs into *gap* where it leaves a small gap itself."""
    if len(row) != 1 or not row[0].left < gap[0] < gap[1] < row[0].right:
        return row
    words = row[0].words
    for index, (a, b) in enumerate(pairwise(words), 1):
        if b.left - a.right > _NARROWEST * a.size and a.right < gap[1] and b.left > gap[0]:
            return [Line(words[:index], row[0].page), Line(words[index:], row[0].page)]
    return row


def _kept(row: Row, gap: tuple[float, float]) -> tuple[float, float] | None:
    """What of *gap* stays open beside *row*; None if a line crosses it."""
    middle = sum(gap) / 2
    low, high = gap
    for line in row:
        if _centre(line) < middle:
            low = max(low, line.right)
        else:
            high = min(high, line.left)
    return (low, high) if high - low > _NARROWEST * row[0].size else None


def _goes_down(
    rows: list[Row], index: int, end: int, gap: tuple[float, float], left: float, right: float
) -> bool:
    row = rows[end]
    if len(row) > 1:
        return row[0].base - rows[end - 1][0].base < _FAR * row[0].size
    line = row[0]
    if _is_own(line, left, right):
        return False
    lefts = _centre(line) < sum(gap) / 2
    above = [x for r in rows[index:end] for x in r if (_centre(x) < sum(gap) / 2) == lefts]
    distance = line.base - max((x.base for x in above), default=rows[index][0].base)
    if lefts:
        # The next paragraph of the text begins on the left as well, but not in the column's place.
        return distance < 2.2 * line.size and (line.right < gap[0] + 1 or _is_entry(line, above))
    return distance < _FAR * line.size


def _is_entry(line: Line, above: list[Line]) -> bool:
    return line.text[:1] in "-–+*(" or any(abs(line.left - x.left) < 2 for x in above)


def _goes_up(rows: list[Row], start: int, gap: tuple[float, float], left: float, right: float) -> bool:
    row = rows[start - 1]
    if len(row) > 1:
        return len(row) == 2 and rows[start][0].base - row[0].base < 2.2 * row[0].size
    line = row[0]
    if _is_own(line, left, right) or rows[start][0].base - line.base > 2.2 * line.size:
        return False
    if _centre(line) > sum(gap) / 2:
        return line.left > (left + right) / 2 - 0.1 * (right - left) and _is_short(line)
    return _is_short(line) and (is_caps(line.text) or _RECIPIENTS.match(line.text) is not None)


def _is_short(line: Line) -> bool:
    return len(line.text) < 60


def _is_own(line: Line, left: float, right: float) -> bool:
    """A line in the middle of the page, or one that begins the text."""
    text = line.text
    if text.startswith("Kính gửi") or (OPENER.match(text) and len(text) > 40):
        return True
    name, rest = split_type(text)
    centred = abs(_centre(line) - (left + right) / 2) < 0.035 * (right - left)
    return centred or bool(name and not rest and is_caps(name))


_LANDMARK = re.compile(
    r"[Nn]ơi nhận|NƠI NHẬN|(?:T/M|K/T|T/L|TM|KT|TL|TUQ|Q)\b\.?\s?[A-ZĐÀ-Ỹ]{2}|[Ss]ố\s?:|"
    r"\(?(?:Đã ký|đã ký|[Kk]ý tên|[Kk]ý, )"
)


def is_landmark(text: str) -> bool:
    """A line that only an official head or closing has."""
    if MOTTO.match(text) or _LANDMARK.match(text) or place_and_date(text):
        return True
    if text[:2] in ("Số", "số") and NUMBER.search(text):
        return True
    if not is_caps(text):
        return False
    name = key(text.strip(" .:*"))
    return any(name == office or name.startswith(office + " ") for office in forms.offices())
