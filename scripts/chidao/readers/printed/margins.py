"""Where the lines of a page begin and end: gazettes mirror their margins, so each page has its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .layout import Line, Sheet


@dataclass(frozen=True, slots=True)
class Margins:
    """Of one page, in points."""

    left: float
    """Where a line begins that goes on with a paragraph."""
    right: float
    """Where a full line ends."""
    pitch: float
    """From one line of a paragraph to the next."""
    indent: float
    """By how much the first line of a paragraph stands further in; 0 if it does not."""
    tolerance: float
    """How exactly lines stand at a margin: a scan is less exact."""
    spaced: bool = False
    """Paragraphs stand further apart than lines."""
    full: int = 0
    """How many lines show it."""


def margins(lines: Sequence[Line], width: float, grain: float) -> Margins | None:
    """The margins that *lines* show on a page or in a column; None where too few are full.

    *width* is that of the page or column, *grain* how exactly lines stand.
    """
    if not lines:
        return None
    widest = max(line.right - line.left for line in lines)
    long = [line for line in lines if line.right - line.left > 0.75 * widest and widest > 0.4 * width]
    if len(long) < 3:
        return None
    right = _common((line.right for line in long), grain, high=True)
    following = [b for a, b in pairwise(lines) if a.right > right - 2 * grain]
    starts = [b.left for b in following if b.left < min(line.left for line in long) + 0.3 * widest]
    left = _common(starts or [line.left for line in long], grain, high=False)
    if not starts:
        left = min(line.left for line in long)
    pitches = [b.base - a.base for a, b in pairwise(lines) if a.right > right - 2 * grain]
    pitches = [p for p in pitches if 0.8 * long[0].size < p < 3 * long[0].size]
    pitch = sorted(pitches)[len(pitches) // 4] if pitches else 1.3 * long[0].size
    further_in = (line.left - left for line in lines)
    firsts = Counter(round(by / grain) for by in further_in if grain < by < 0.2 * widest)
    at, count = firsts.most_common(1)[0] if firsts else (0, 0)
    indent = at * grain if count >= 2 or (count and len(lines) < 15) else 0.0
    parted = sorted(b.base - a.base for a, b in pairwise(lines) if a.right < right - 4 * a.size)
    spaced = bool(parted) and parted[len(parted) // 2] > 1.15 * pitch
    full = sum(line.right > right - 2 * grain for line in long)
    return Margins(left, right, pitch, indent, grain, spaced, full)


def _common(values: Iterable[float], grain: float, *, high: bool) -> float:
    """The value near which most lie; of several the outermost that a fifth of them share."""
    values = list(values)
    counts = Counter(round(v / grain) for v in values)
    wanted = max(2, 0.2 * len(values))
    near = {k: sum(counts[k + d] for d in (-1, 0, 1)) for k in counts}
    shared = [k for k, n in near.items() if n >= wanted] or [max(near, key=lambda k: near[k])]
    edge = max(shared) if high else min(shared)
    inside = [v for v in values if abs(round(v / grain) - edge) <= 1]
    return max(inside) if high else min(inside)


def grain(sheet: Sheet) -> float:
    """How exactly lines stand at a margin, in points: a scan is less exact."""
    return 4.0 if sheet.scanned else 3.0
