"""Footnotes of a web page: two links that lead to each other.

Word writes `<a href="#_ftn1" name="_ftnref1">[1]</a>` in the text and, before the note,
`<a href="#_ftnref1" name="_ftn1">[1]</a>`; LibreOffice the like with other names, wikis and portals too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from .elements import BLOCKS


@dataclass
class Notes:
    """The notes of a page, by their elements."""

    references: dict[HtmlElement, int] = field(default_factory=dict)
    """The link in the text → the number of its note."""
    texts: dict[HtmlElement, int] = field(default_factory=dict)
    """The element that holds a note → its number."""
    backs: set[HtmlElement] = field(default_factory=set)
    """The links from a note back to the text."""


_HOLDER = re.compile(r"(?:_?ftn|_?edn|sdfootnote|sdendnote|cite_note|fn:?|footnote)[-_]?\d+$", re.IGNORECASE)


def notes_of(body: HtmlElement) -> Notes:
    """Find the notes of a page; each is numbered in the order in which the text refers to it."""
    found = Notes()
    links = [link for link in body.iter("a") if (link.get("href") or "").startswith("#")]
    if not links:
        return found
    places: dict[str, HtmlElement] = {}
    order: dict[HtmlElement, int] = {}
    for index, element in enumerate(body.iter()):
        order[element] = index
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                places.setdefault(name, element)
    numbers: dict[HtmlElement, int] = {}
    for link in links:
        target = places.get(link.get("href", "")[1:])
        if target is None or order[target] < order[link] or link in found.backs:
            continue
        back = _leads_back(target, link, places)
        if back is None:
            continue
        holder = _holder(target)
        if holder is body or link in holder.iterdescendants():
            continue
        number = numbers.setdefault(holder, len(numbers) + 1)
        found.references[link] = number
        found.texts[holder] = number
        found.backs.add(back)
    return found


def _leads_back(target: HtmlElement, link: HtmlElement, places: dict[str, HtmlElement]) -> HtmlElement | None:
    """The link in or at *target* that leads to *link*, or to what stands close around it."""
    for back in target.iter("a"):
        href = back.get("href") or ""
        there = places.get(href[1:]) if href.startswith("#") else None
        if there is not None and (there is link or there is link.getparent() or link in there.iterchildren()):
            return back
    return None


def _holder(target: HtmlElement) -> HtmlElement:
    """The element that holds the whole note: its list entry, its division, at least its paragraph."""
    element = target
    for around in (target, *target.iterancestors()):
        if _HOLDER.match(around.get("id") or "") and around.tag in BLOCKS:
            return around
        if element.tag not in BLOCKS:
            element = around
    return element
