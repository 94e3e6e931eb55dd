"""Dòng thời gian: all dated documents on one axis, a lane for each level, a line for each relation.

The picture is SVG made here; the list beside it says the same to those who cannot see it, and works
without JavaScript.  A month is the wider the more documents it has, so that neither five documents of
ten years nor five hundred of one autumn lie on one another.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from ..citations import Relation
from ..graph import Graph
from ..text import day
from .links import relative
from .papers import PaperView

WIDTH = 1000
_LANES = (
    ("central", "Trung ương"),
    ("province", "Tỉnh, thành phố"),
    ("district", "Huyện"),
    ("commune", "Xã, phường"),
    ("", "Chưa rõ cấp"),
)
_LEFT, _RIGHT, _TOP, _GAP = 120, 20, 34, 26
_MANY = 300
"""Points that a picture bears beside the documents of the library; lines likewise."""
_EMPTY = 0.12
"""How wide a month without documents is, beside one that has one."""


@dataclass(frozen=True, slots=True)
class Point:
    """A document on the axis."""

    paper: PaperView
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The picture, and the same as a list."""

    svg: str
    papers: tuple[PaperView, ...]
    """Newest first."""
    undated: tuple[tuple[PaperView, str], ...]
    """Held documents without a date, each with the day after which it was issued, if that is known."""
    lines_between_all: bool
    """Whether lines lead to documents that are only cited, too."""


def timeline(graph: Graph, papers: Mapping[str, PaperView], page: str) -> Timeline:
    """All dated documents, and those that they rest on, carry out or change.

    Held documents are filled, those that are only cited are rings; *page* is the address of the page.
    """
    joined = [e for e in graph.edges if e.relation is not Relation.CITES and e.source != e.target]
    shown = _shown(graph, papers, Counter(e.target for e in joined))
    after = {i.source: day(i.value) or "" for i in graph.inferences if i.fact == "date_after"}
    undated = tuple((papers[k], after.get(k, "")) for k, p in graph.papers.items() if p.held and not p.date)
    if not shown:
        return Timeline("", (), undated, True)
    radius = 5.0 if len(shown) <= 100 else 3.5
    starts, points, height = _placed(shown, radius)
    out = [
        f'<svg class="vb-timeline" viewBox="0 0 {WIDTH} {height:.0f}" aria-hidden="true" focusable="false">'
    ]
    out += _years(starts, height)
    out += _lanes(points)
    by_key = {p.paper.key: p for p in points}
    pairs = [
        (by_key[e.source], by_key[e.target]) for e in joined if e.source in by_key and e.target in by_key
    ]
    everywhere = len(pairs) <= _MANY
    for a, b in pairs:
        if everywhere or (a.paper.held and b.paper.held):
            bend = (a.x + b.x) / 2
            out.append(
                f'<path class="vb-timeline__line" '
                f'd="M{a.x:.0f} {a.y:.0f}Q{bend:.0f} {min(a.y, b.y) - 14:.0f} {b.x:.0f} {b.y:.0f}"/>'
            )
    for point in points:
        paper = point.paper
        kind = "held" if paper.held else "cited"
        # Keys go to the list: there a document has its name in sight.
        out.append(
            f'<a href="{escape(relative(paper.address, page))}" tabindex="-1">'
            f'<circle class="vb-timeline__point--{kind}" '
            f'cx="{point.x:.0f}" cy="{point.y:.0f}" r="{radius:g}">'
            f"<title>{escape(f'{paper.name} ({paper.date})', False)}</title></circle></a>"
        )
    out.append("</svg>")
    newest = sorted(shown, key=lambda v: (v.iso, v.title), reverse=True)
    return Timeline("".join(out), tuple(newest), undated, everywhere)


def _shown(graph: Graph, papers: Mapping[str, PaperView], joins: Counter[str]) -> list[PaperView]:
    """All dated held documents; of the cited ones those that most documents are joined to."""
    held = [papers[k] for k, p in graph.papers.items() if p.date and p.held]
    cited = [papers[k] for k, p in graph.papers.items() if p.date and not p.held and joins[k]]
    cited.sort(key=lambda v: (-joins[v.key], v.key))
    return sorted([*held, *cited[:_MANY]], key=lambda v: (v.iso, v.key))


def _placed(shown: list[PaperView], radius: float) -> tuple[dict[int, float], list[Point], float]:
    """Where each month begins, each document in its month, those of one place stacked; the height."""
    fullest: Counter[int] = Counter()
    for (month, _level), count in Counter((_month(v.iso), v.level) for v in shown).items():
        fullest[month] = max(fullest[month], count)
    months = range(min(fullest), max(fullest) + 1)
    weights = [math.sqrt(fullest[m]) if m in fullest else _EMPTY for m in months]
    scale = (WIDTH - _LEFT - _RIGHT) / sum(weights)
    starts: dict[int, float] = {}
    x = float(_LEFT)
    for month, weight in zip(months, weights, strict=True):
        starts[month] = x
        x += weight * scale
    starts[months[-1] + 1] = x
    step = 2 * radius + 2
    points, y = [], float(_TOP)
    for lane, _name in _LANES:
        inside: dict[int, list[PaperView]] = defaultdict(list)
        for view in shown:
            if view.level == lane:
                inside[_month(view.iso)].append(view)
        ends: list[float] = []
        for month, views in inside.items():
            width = starts[month + 1] - starts[month]
            for place, view in enumerate(views):
                at = starts[month] + width * (place + 0.5) / len(views)
                row = next((i for i, end in enumerate(ends) if at - end >= step), len(ends))
                if row == len(ends):
                    ends.append(at)
                ends[row] = at
                points.append(Point(view, at, y + _GAP / 2 + row * step))
        y += (_GAP + len(ends) * step) if ends else 0
    return starts, points, y + 4


def _month(iso: str) -> int:
    year, month = map(int, iso.split("-")[:2])
    return year * 12 + month - 1


def _years(starts: dict[int, float], height: float) -> list[str]:
    """A line where a year begins; its number where there is room."""
    out, free = [], 0.0
    for month, x in starts.items():
        if month % 12 and month != min(starts):
            continue
        out.append(f'<line class="vb-timeline__year" x1="{x:.0f}" y1="22" x2="{x:.0f}" y2="{height:.0f}"/>')
        following = starts.get((month // 12 + 1) * 12, WIDTH)
        if x >= free and (following - x >= 30 or month % 12 == 0) and x <= WIDTH - 40:
            out.append(f'<text class="vb-timeline__label" x="{x + 3:.0f}" y="14">{month // 12}</text>')
            free = x + 36
    return out


def _lanes(points: list[Point]) -> list[str]:
    out = []
    for lane, name in _LANES:
        ys = [p.y for p in points if p.paper.level == lane]
        if ys:
            line, text = min(ys) - 14, min(ys) + 4
            out.append(
                f'<line class="vb-timeline__year" x1="0" y1="{line:.0f}" x2="{WIDTH}" y2="{line:.0f}"/>'
                f'<text class="vb-timeline__label" x="6" y="{text:.0f}">{name}</text>'
            )
    return out
