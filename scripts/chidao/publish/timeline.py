"""Dòng thời gian: all dated documents on one axis, a lane for each level, a line for each relation.

The picture is SVG made here; the list beside it says the same to those who cannot see it, and works
without JavaScript.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from ..citations import Relation
from ..graph import Graph
from .links import relative
from .papers import PaperView

WIDTH = 1000
_LANES = (
    ("central", "Trung ương"),
    ("province", "Tỉnh, thành phố"),
    ("district", "Huyện"),
    ("commune", "Xã"),
)
_LEFT, _RIGHT, _TOP, _GAP, _STEP = 120, 20, 34, 26, 13


@dataclass(frozen=True, slots=True)
class Point:
    """A document on the axis."""

    paper: PaperView
    x: float
    y: float


def timeline(graph: Graph, papers: Mapping[str, PaperView], page: str) -> tuple[str, list[PaperView]]:
    """The SVG of all dated documents, and the documents as a list, newest first.

    Held documents are filled, those that are only cited are rings; *page* is the address of the page.
    """
    shown = [papers[k] for k, p in graph.papers.items() if p.date and (p.held or graph.edges_to(k))]
    shown.sort(key=lambda v: (v.iso, v.key))
    if not shown:
        return "", []
    points, height = _placed(shown)
    first, last = _day(shown[0].iso), _day(shown[-1].iso)
    out = [
        f'<svg class="vb-timeline" viewBox="0 0 {WIDTH} {height:.0f}" role="img" '
        f'aria-label="Dòng thời gian của {len(shown)} văn bản; danh sách ở bên dưới">'
    ]
    out += _years(first, last, height)
    out += _lanes(points)
    by_key = {p.paper.key: p for p in points}
    for edge in graph.edges:
        a, b = by_key.get(edge.source), by_key.get(edge.target)
        if a and b and a is not b and edge.relation is not Relation.CITES:
            bend = (a.x + b.x) / 2
            out.append(
                f'<path class="vb-timeline__line vb-timeline__line--{edge.relation}" '
                f'd="M{a.x:.1f} {a.y:.1f}Q{bend:.1f} {min(a.y, b.y) - 14:.1f} {b.x:.1f} {b.y:.1f}"/>'
            )
    for point in points:
        paper = point.paper
        kind = "held" if paper.held else "cited"
        label = escape(f"{paper.title} ({paper.date})")
        out.append(
            f'<a href="{escape(relative(paper.address, page))}" aria-label="{label}">'
            f'<circle class="vb-timeline__point vb-timeline__point--{kind}" '
            f'cx="{point.x:.1f}" cy="{point.y:.1f}" r="5"><title>{label}</title></circle></a>'
        )
    out.append("</svg>")
    return "".join(out), sorted(shown, key=lambda v: (v.iso, v.title), reverse=True)


def _day(iso: str) -> int:
    return datetime.date.fromisoformat(iso).toordinal()


def _placed(shown: list[PaperView]) -> tuple[list[Point], float]:
    """Each document at its day; those that would lie on one another are stacked."""
    first, last = _day(shown[0].iso), _day(shown[-1].iso)
    scale = (WIDTH - _LEFT - _RIGHT) / max(1, last - first)
    points, y = [], float(_TOP)
    for lane, _name in _LANES:
        inside = [v for v in shown if (v.level or "central") == lane]
        if not inside:
            continue
        ends: list[float] = []
        lane_points = []
        for view in inside:
            x = _LEFT + (_day(view.iso) - first) * scale
            row = next((i for i, end in enumerate(ends) if x - end >= _STEP), len(ends))
            if row == len(ends):
                ends.append(x)
            ends[row] = x
            lane_points.append(Point(view, x, y + _GAP / 2 + row * _STEP))
        points += lane_points
        y += _GAP + len(ends) * _STEP
    return points, y + 10


def _years(first: int, last: int, height: float) -> list[str]:
    start, end = datetime.date.fromordinal(first).year, datetime.date.fromordinal(last).year
    scale = (WIDTH - _LEFT - _RIGHT) / max(1, last - first)
    every = max(1, (end - start) // 12)
    out = []
    for year in range(start, end + 1, every):
        x = _LEFT + (max(first, datetime.date(year, 1, 1).toordinal()) - first) * scale
        out.append(
            f'<line class="vb-timeline__year" x1="{x:.1f}" y1="22" x2="{x:.1f}" y2="{height:.0f}"/>'
            f'<text class="vb-timeline__label" x="{x + 3:.1f}" y="14">{year}</text>'
        )
    return out


def _lanes(points: list[Point]) -> list[str]:
    out = []
    for lane, name in _LANES:
        ys = [p.y for p in points if (p.paper.level or "central") == lane]
        if ys:
            out.append(f'<text class="vb-timeline__label" x="0" y="{min(ys) + 4:.1f}">{name}</text>')
    return out
