"""Which parts of a web page are the portal's own: menus, side bars, footers, buttons to share.

Leaving out too much loses the document, so nothing that speaks like one is left out, and what is left out
is told.  A page that Word or LibreOffice wrote has no such parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from .elements import BLOCKS, CONTROLS, UNSHOWN
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
    _leave_out(body, found, _Page(body))
    counts: dict[HtmlElement, int] = {}
    _count(body, found, counts)
    main = _main(body, counts)
    while main is not body:
        around = main.getparent()
        for other in around:
            if other is not main and counts.get(other):
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


class _Page:
    """Where on a page the document stands: what is the portal's own stands before it and behind."""

    def __init__(self, body: HtmlElement) -> None:
        self.order = {element: index for index, element in enumerate(body.iter())}
        self.words = len(_text(body).split())
        speaking = [
            index
            for element, index in self.order.items()
            if isinstance(element.tag, str)
            and (_speaks(element.text) or any(_speaks(child.tail) for child in element))
        ]
        self.first, self.last = (speaking[0], speaking[-1]) if speaking else (len(self.order), -1)

    def is_inside(self, element: HtmlElement) -> bool:
        """Whether the document begins before *element* and goes on behind it."""
        return self.first < self.order[element] < self.last


def _speaks(text: str | None) -> bool:
    return bool(text) and _SPEAKS.search(text or "") is not None


def _leave_out(element: HtmlElement, found: LeftOut, page: _Page) -> None:
    for child in element:
        if not _is_shown(child):
            continue
        if _is_own(child, page):
            _take(child, found)
        else:
            _leave_out(child, found, page)


_MOST_SHARE, _FEW_WORDS = 0.4, 30


def _is_own(element: HtmlElement, page: _Page) -> bool:
    """Whether *element* is a part of the portal."""
    if element.tag in CONTROLS:
        return True
    is_menu = _is_menu(element)
    if not is_menu and not _is_named_so(element):
        return False
    text = _text(element)
    count = len(text.split())
    if _SPEAKS.search(text) or (page.is_inside(element) and count > _FEW_WORDS):
        return False
    return is_menu or count < _MOST_SHARE * page.words


def _is_named_so(element: HtmlElement) -> bool:
    if element.tag in _TAGS or (element.get("role") or "").lower() in _ROLES:
        within = {around.tag for around in element.iterancestors()}
        return element.tag not in ("header", "footer") or not within & {"article", "main"}
    name = f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
    return element.tag not in ("body", "main", "article", "form") and bool(_NAMES.search(name))


def _is_menu(element: HtmlElement) -> bool:
    """Whether it is all links; a table of several columns may list documents."""
    if element.tag not in ("ul", "ol", "div", "table", "section", "td", "dl"):
        return False
    if element.tag == "td" and len([cell for cell in element.getparent() if cell.tag == "td"]) > 2:
        return False
    if element.tag == "table" and any(len(row) > 2 for row in element.iter("tr")):
        return False
    links = [
        len("".join(link.itertext()).strip()) for link in element.iter("a") if link.get("href") is not None
    ]
    links = [length for length in links if length]
    if len(links) < _MENU_LINKS:
        return False
    return sum(links) > _MENU_SHARE * len(_text(element).replace("\n", " ").strip())


_MAIN_SHARE = 0.8
_OF_TEXT = frozenset(("p", "table", "tr", "td", "tbody", "ul", "ol"))
"""They are parts of a document, not what is around it."""


def _main(body: HtmlElement, counts: dict[HtmlElement, int]) -> HtmlElement:
    """The innermost element that holds the document: all that speaks like one, and most of the words."""
    main = body
    while True:
        children = [child for child in main if child in counts]
        largest = max(children, key=counts.__getitem__, default=None)
        if (
            largest is None
            or largest.tag in _OF_TEXT
            or not (largest.tag in BLOCKS or _holds_blocks(largest))
        ):
            return main
        others = [child for child in children if child is not largest]
        if counts[largest] < _MAIN_SHARE * counts[main] or any(_SPEAKS.search(_text(c)) for c in others):
            return main
        if any((child.tail or "").strip() for child in main) or (main.text or "").strip():
            return main
        main = largest


def _holds_blocks(element: HtmlElement) -> bool:
    """Whether it is only by its name part of a line: SharePoint and Oracle put whole pages into a `span`."""
    return next(element.iterdescendants(*BLOCKS), None) is not None


def _take(element: HtmlElement, found: LeftOut) -> None:
    text = " ".join(_text(element).split())
    found.elements.add(element)
    if text:
        found.words.append(text)


def _count(element: HtmlElement, found: LeftOut, counts: dict[HtmlElement, int]) -> int:
    """The words that are shown and not left out; also noted in *counts*, as for all elements inside."""
    if element in found.elements or not _is_shown(element):
        return 0
    total = len((element.text or "").split())
    for child in element:
        total += _count(child, found, counts) + len((child.tail or "").split())
    counts[element] = total
    return total


def _is_shown(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.tag not in UNSHOWN and not is_hidden(element)


def _text(element: HtmlElement) -> str:
    """What a browser shows of it, roughly: a new line for each piece."""
    return "\n".join(_pieces(element))


def _pieces(element: HtmlElement) -> Iterator[str]:
    stack: list[HtmlElement | str] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        if not _is_shown(item):
            continue
        for child in reversed(item):
            if child.tail and child.tail.strip():
                stack.append(child.tail)
            stack.append(child)
        if item.text and item.text.strip():
            yield item.text
