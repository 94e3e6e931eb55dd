"""The names of elements, and how their values are read.

Documents of the strict kind (ISO 29500) have other namespaces for the same names: `package` maps them.
"""

from __future__ import annotations

from lxml import etree

Element = etree._Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def w(name: str) -> str:
    """The full name of a Word element or attribute: "p" → "{http://…/main}p"."""
    return f"{{{WORD}}}{name}"


VAL = w("val")
PARAGRAPH, TABLE = w("p"), w("tbl")
RUN_FORMAT, PARAGRAPH_FORMAT = w("rPr"), w("pPr")
ALTERNATE = f"{{{COMPATIBILITY}}}AlternateContent"
CHOICE = f"{{{COMPATIBILITY}}}Choice"
FALLBACK = f"{{{COMPATIBILITY}}}Fallback"
BOX = w("txbxContent")
BODY = w("body")
GRAPHIC = f"{{{DRAWING}}}graphicData"

_OFF = frozenset(("0", "false", "off", "none"))


def child_of(parent: Element, name: str) -> Element | None:
    """The first child *name* (a full name) of *parent*: what `find` gives, without its look for paths."""
    return next(parent.iterchildren(name), None)


def value(parent: Element | None, name: str) -> str | None:
    """The w:val of the child *name* (a full name) of *parent*."""
    child = None if parent is None else child_of(parent, name)
    return None if child is None else child.get(VAL)


def number(text: str | None, default: int = 0) -> int:
    """A whole number as an attribute writes it; *default* where it is none, or beyond all sense."""
    try:
        found = int(text or "")
    except ValueError:
        return default
    return found if -(2**31) <= found < 2**31 else default


def switch(parent: Element | None, name: str) -> bool | None:
    """A switch such as w:b: True, False, or None where nothing is said (17.17.4, ST_OnOff)."""
    child = None if parent is None else child_of(parent, name)
    return None if child is None else child.get(VAL, "1") not in _OFF
