"""What the attributes of an element say about how it looks.  Style sheets are not read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lxml.html import HtmlElement


class Look(NamedTuple):
    """How the words of an element look; what it does not say it has from the element around it."""

    strong: bool = False
    em: bool = False
    capitals: bool = False
    font: str | None = None
    kept: bool = False
    """Blanks and new lines are kept (`pre`)."""


_STRONG = frozenset(("b", "strong"))
_EM = frozenset(("i", "em", "cite", "dfn"))
_KEPT = frozenset(("pre", "listing", "xmp", "plaintext"))
_HEADING = re.compile(r"h[1-6]")


def look(element: HtmlElement, around: Look) -> Look:
    """How the words of *element* look."""
    tag = element.tag
    if tag in _STRONG:
        around = around._replace(strong=True)
    elif tag in _EM:
        around = around._replace(em=True)
    elif tag in _KEPT:
        around = around._replace(kept=True)
    elif tag == "font" and (face := element.get("face")):
        around = around._replace(font=face.split(",")[0].strip(" '\""))
    given = declarations(element)
    if not given:
        return around
    weight = given.get("font-weight", "")
    if weight:
        around = around._replace(strong=weight in ("bold", "bolder", "600", "700", "800", "900"))
    if style := given.get("font-style"):
        around = around._replace(em=style in ("italic", "oblique"))
    if transform := given.get("text-transform"):
        around = around._replace(capitals=transform == "uppercase")
    if family := given.get("font-family"):
        around = around._replace(font=family.split(",")[0].strip(" '\""))
    if space := given.get("white-space"):
        around = around._replace(kept=space.startswith(("pre", "break-spaces")))
    return around


def is_hidden(element: HtmlElement) -> bool:
    """Whether a browser does not show *element*."""
    if element.get("hidden") is not None:
        return True
    given = declarations(element)
    return bool(given) and (
        given.get("display") == "none"
        or given.get("visibility") in ("hidden", "collapse")
        or given.get("mso-hide") == "all"
        or given.get("font-size") in ("0", "0px", "0pt")
    )


def is_ruled(element: HtmlElement) -> bool | None:
    """Whether a table or cell is drawn with lines; None if it does not say."""
    given = declarations(element)
    lines = [value for name, value in given.items() if _BORDER.fullmatch(name)]
    if lines:
        return any(_DRAWN.search(value) for value in lines)
    if element.tag == "table" and (border := element.get("border")) is not None:
        return border.strip() not in ("0", "")
    if "border" in element.get("class", ""):
        return True
    return None


_BORDER = re.compile(r"border(?:-(?:left|right|top|bottom))?(?:-style)?")
_DRAWN = re.compile(r"\b(?:solid|double|dotted|dashed|inset|outset|groove|ridge)\b")


def declarations(element: HtmlElement) -> dict[str, str]:
    """The declarations of its style attribute, in small letters but for names of fonts."""
    style = element.get("style")
    return _declarations(style) if style else {}


@lru_cache(maxsize=4096)
def _declarations(style: str) -> dict[str, str]:
    found = {}
    for declaration in style[:10_000].split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if colon:
            value = value.replace("!important", "").strip()
            found[name] = value if name == "font-family" else value.lower()
    return found
