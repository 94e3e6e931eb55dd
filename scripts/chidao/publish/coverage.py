"""Thực hiện ở địa phương: central documents against the provinces of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from .. import forms
from ..citations import Relation
from ..graph import Graph
from ..text import fold
from .papers import PaperView


@dataclass(frozen=True, slots=True)
class Row:
    """A central document, and who carries it out."""

    paper: PaperView
    cells: dict[str, tuple[PaperView, ...]]
    """By province of today; provinces without a document are left out."""
    unknown: tuple[PaperView, ...]
    """Local documents that carry it out, of a province that is not known."""


_OPEN = 100
"""Documents that nobody carries out yet, the newest: a page must stay light."""


def coverage(graph: Graph, papers: Mapping[str, PaperView]) -> tuple[list[str], list[Row], int]:
    """The provinces of today in alphabetical order, a row for each central document, and how many had none.

    A central document has a row if the library holds it and it asks for something, that is, if a local
    document carries it out; one that nobody carries out yet has a row, too, if it is a directive.
    """
    provinces = sorted({p.now for p in forms.provinces().values()}, key=lambda name: (fold(name), name))
    rows = []
    for key, paper in sorted(graph.papers.items()):
        implementers = [e.source for e in graph.edges_to(key) if e.relation is Relation.IMPLEMENTS]
        local = [k for k in implementers if graph.papers[k].level in ("province", "district", "commune")]
        if paper.level not in (None, "central"):
            continue
        if not (local or (paper.held and paper.level == "central" and paper.type in _DIRECTIVES)):
            continue
        cells: dict[str, list[PaperView]] = defaultdict(list)
        unknown = []
        for source in sorted(set(local)):
            name = graph.papers[source].province
            today = forms.provinces().get(fold(name or ""))
            if today:
                cells[today.now].append(papers[source])
            else:
                unknown.append(papers[source])
        rows.append(Row(papers[key], {k: tuple(v) for k, v in cells.items()}, tuple(unknown)))
    rows.sort(key=lambda r: r.paper.iso, reverse=True)
    without = {r.paper.key for r in [r for r in rows if not r.cells and not r.unknown][_OPEN:]}
    return provinces, [r for r in rows if r.paper.key not in without], len(without)


_DIRECTIVES = {"Nghị quyết", "Chỉ thị", "Kết luận", "Thông báo", "Quy định", "Kế hoạch", "Chương trình"}
