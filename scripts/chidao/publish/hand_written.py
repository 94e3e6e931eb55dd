r"""The HTML of a hand-written page, without what could run in a browser or reach the network.

Python-Markdown lets raw HTML, any address and any attribute through.  A page of an editor may hold what
was copied from anywhere, so here only what is known to be harmless stays:

* elements and attributes of the lists below; a tag of any other element becomes words again, so that
  nothing vanishes unseen, and any other attribute is left out;
* links to pages, to http(s), mail and telephone; a link to anything else loses its address;
* images of the site itself; in place of another stands a link to it, which is fetched when it is pressed.

>>> safe_html('<p onclick="x()">Nhấn <kbd>Tab</kbd><script>alert(1)</script></p>')
'<p>Nhấn <kbd>Tab</kbd>&lt;script&gt;alert(1)&lt;/script&gt;</p>'
>>> safe_html('<a href="java\tscript:alert(1)">a</a> <img alt="Dấu" src="//example.org/dau.png">')
'<a>a</a> <a href="//example.org/dau.png">Dấu</a>'

What comes out is written anew from what was read: no element of another language (SVG, MathML) and none
whose inside is no HTML (<style>, <noscript>, <textarea>) is among those that stay, so a browser reads
the same elements that were meant here.
"""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

_ELEMENT = re.compile(
    r"""
      h[1-6] | p | div | section | blockquote | pre | hr | br | figure | figcaption | details | summary
    | ul | ol | li | dl | dt | dd | table | caption | thead | tbody | tfoot | tr | th | td | img
    | a | abbr | b | cite | code | del | em | i | ins | kbd | mark | q | s | samp | small | span | strong
    | sub | sup | time | u | var
    """,
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""
      id | class | title | lang | dir | role | aria-[a-z]+ | hreflang | src | alt | width | height
    | colspan | rowspan | scope | align | start | reversed | value | open | datetime
    """,
    re.VERBOSE,
)
_VOID = frozenset(("br", "hr", "img"))


def safe_html(html: str) -> str:
    """*html* with nothing in it that runs or is fetched from elsewhere."""
    reader = _Reader()
    # Declarations and instructions would vanish; html.parser breaks off at some.
    reader.feed(_DECLARATION.sub("&lt;", html))
    reader.close()
    return "".join(reader.out)


_DECLARATION = re.compile(r"<(?=\?|!(?!--))")


def safe_markdown(markdown: str) -> str:
    """*markdown* without what stops Python-Markdown 3.11 with an exception.

    >>> safe_markdown("<![x>")
    '&lt;![x>'
    """
    return markdown.replace("<![", "&lt;![")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []

    def set_cdata_mode(self, elem: str, *, escapable: bool = False) -> None:
        """Read on: what stands in a <script> whose tags are words is read by a browser as elements."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if not _ELEMENT.fullmatch(tag):
            self.out.append(escape(self.get_starttag_text() or "", False))
        elif tag == "img" and not _is_of_the_site(given.get("src", "")):
            self.out.append(_link_instead(given))
        else:
            self.out.append(f"<{tag}{_attributes(given)}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if _ELEMENT.fullmatch(tag) and tag not in _VOID:
            self.out.append(f"</{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.out.append(f"</{tag}>" if _ELEMENT.fullmatch(tag) else f"&lt;/{escape(tag)}&gt;")

    def handle_data(self, data: str) -> None:
        self.out.append(escape(data, False))

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")


def _attributes(given: dict[str, str]) -> str:
    kept = ((name, value) for name, value in given.items() if _is_kept(name, value))
    return "".join(f' {name}="{escape(value)}"' for name, value in kept)


def _is_kept(name: str, value: str) -> bool:
    if name == "href":
        return scheme_of(value) in _LINKED
    return bool(_ATTRIBUTE.fullmatch(name))


_LINKED = {"", "http", "https", "mailto", "tel"}


def scheme_of(address: str) -> str:
    r"""The scheme that a browser sees in *address*, in small letters; "" for an address on the site.

    A browser leaves out tabs and ends of lines wherever they stand, blanks and control characters in front.

    >>> scheme_of("Java\nScript:alert(1)"), scheme_of("../huong-dan.html#a:b"), scheme_of("1:2")
    ('javascript', '', '')
    """
    found = re.match(r"[\0- ]*([a-z][a-z0-9+.-]*):", re.sub(r"[\t\n\r]", "", address), re.IGNORECASE)
    return found[1].lower() if found else ""


def _is_of_the_site(source: str) -> bool:
    """ "//example.org" is another machine, "/dau.png" from file:// the disk; browsers take "\\" for "/"."""
    return scheme_of(source) == "" and not re.match(r"[\0- ]*[/\\]", source)


def _link_instead(image: dict[str, str]) -> str:
    source = image.get("src", "")
    words = escape(image.get("alt") or source, False)
    return f'<a href="{escape(source)}">{words}</a>' if scheme_of(source) in _LINKED else words
