"""Which parts of a web page are the portal's own: menus, side bars, footers, buttons to share.

Leaving out too much loses the document, so nothing that speaks like one is left out, and what is left out
is told.  A page that Word or LibreOffice wrote has no such parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from .elements import CONTROLS, UNSHOWN
from .style import is_hidden


@dataclass
class LeftOut:
    """The parts that are not read."""

    elements: set[HtmlElement] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    """What stood there, in order."""


def left_out(html: HtmlElement, body: HtmlElement) -> LeftOut:
    """The parts of *body* that are not of the document."""
    found = LeftOut()
    if _is_of_an_office(html):
        return found
    _leave_out(body, found)
    main = _main(body, found)
    while main is not body:
        around = main.getparent()
        for other in around:
            if other is not main and other not in found.elements and _words(other, found):
                _take(other, found)
        # A text behind an element belongs to what is around it: it stays.
        main = around
    return found


_OFFICE = re.compile(r"Microsoft Word|Word\.Document|LibreOffice|OpenOffice|Microsoft Excel", re.IGNORECASE)


def _is_of_an_office(html: HtmlElement) -> bool:
    for meta in html.iter("meta"):
        if _OFFICE.search(meta.get("content") or ""):
            return True
    return any("MsoNormal" in (p.get("class") or "") for p in html.iter("p")) and not any(html.iter("nav"))


_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar"))
_TAGS = frozenset(("nav", "footer", "aside", "header"))
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|sidebar|side|footer|header|banner|share|"
    r"sharing|social|toolbar|print|pagination|paging|related|comments?|copyright|ads?|advert|cookie|login|search|"
    r"topbar|skip|rating|tags?|hotline|logo|dangnhap|timkiem|lienquan|chiase|binhluan)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
# What only a document says.  A menu may say "Nghị quyết" or "Văn bản".
_SPEAKS = re.compile(
    r"CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|"
    r"(?:^|\n)\s*(?:Căn cứ |Điều \d+\s*[.:]|Nơi nhận|Kính gửi|"
    r"Chương [IVX\d]+\b|PHỤ LỤC|Phụ lục|Khoản \d|\d{1,2}[.)] \S+ \S+ \S+ \S+ \S+ \S+|[a-zđ]\) \S+ \S+ \S+)",
)
_MENU_LINKS, _MENU_SHARE = 3, 0.7


def _leave_out(element: HtmlElement, found: LeftOut) -> None:
    for child in element:
        if not isinstance(child.tag, str) or child.tag in UNSHOWN or is_hidden(child):
            continue
        if _is_own(child) and not _SPEAKS.search(_text(child)):
            _take(child, found)
        else:
            _leave_out(child, found)


def _is_own(element: HtmlElement) -> bool:
    """Whether *element* looks like a part of the portal."""
    if element.tag in _TAGS or (element.get("role") or "").lower() in _ROLES or element.tag in CONTROLS:
        return True
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag not in ("body", "main", "article", "form") and _NAMES.search(name[:500]):
        return True
    if element.tag in ("ul", "ol", "div", "table", "section", "tr", "td", "dl"):
        links = [len("".join(link.itertext()).strip()) for link in element.iter("a") if link.get("href")]
        links = [length for length in links if length]
        letters = len(_text(element).replace("\n", " ").strip())
        return len(links) >= _MENU_LINKS and sum(links) > _MENU_SHARE * letters
    return False


_MAIN_SHARE = 0.8


def _main(body: HtmlElement, found: LeftOut) -> HtmlElement:
    """The innermost element that holds the document: all that speaks like one, and most of the words."""
    main = body
    while True:
        total = _words(main, found)
        children = [child for child in main if isinstance(child.tag, str) and child not in found.elements]
        largest = max(children, key=lambda child: _words(child, found), default=None)
        if largest is None or largest.tag in (
            "p",
            "table",
            "tr",
            "td",
            "tbody",
            "ul",
            "ol",
            "span",
            "b",
            "font",
        ):
            return main
        others = [child for child in children if child is not largest]
        if _words(largest, found) < _MAIN_SHARE * total or any(_SPEAKS.search(_text(c)) for c in others):
            return main
        if any((child.tail or "").strip() for child in main) or (main.text or "").strip():
            return main
        main = largest


def _take(element: HtmlElement, found: LeftOut) -> None:
    text = " ".join(_text(element).split())
    found.elements.add(element)
    if text:
        found.words.append(text)


def _words(element: HtmlElement, found: LeftOut) -> int:
    return sum(len(text.split()) for text in _pieces(element, found))


def _text(element: HtmlElement) -> str:
    """What a browser shows of it, roughly: a new line for each piece."""
    return "\n".join(_pieces(element, None))


def _pieces(element: HtmlElement, found: LeftOut | None) -> Iterator[str]:
    stack: list[HtmlElement | str] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        if not isinstance(item.tag, str) or item.tag in UNSHOWN or is_hidden(item):
            continue
        if found is not None and item in found.elements:
            continue
        for child in reversed(item):
            if child.tail and child.tail.strip():
                stack.append(child.tail)
            stack.append(child)
        if item.text and item.text.strip():
            yield item.text
