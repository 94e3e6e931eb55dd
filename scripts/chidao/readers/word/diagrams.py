"""The words of diagrams (SmartArt), which stand in a part of their own (ECMA-376-1, 21.4)."""

from __future__ import annotations

from .names import DRAWING, RELATIONS, Element
from .package import Package

_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"


def texts_of(package: Package, graphic: Element) -> list[str]:
    """What the shapes of the diagram say that *graphic*, an a:graphicData, refers to: a text for each."""
    found = []
    for reference in graphic.iter(f"{{{_DIAGRAM}}}relIds"):
        data = package.by_id(reference.get(f"{{{RELATIONS}}}dm", ""))
        for shape in () if data is None else data.iter(f"{{{_DIAGRAM}}}pt"):
            lines = ("".join(t.text or "" for t in p.iter(_TEXT)) for p in shape.iter(_PARAGRAPH))
            found.append("\n".join(line for line in lines if line.strip()))
    return [text for text in found if text]


_TEXT, _PARAGRAPH = f"{{{DRAWING}}}t", f"{{{DRAWING}}}p"
