"""Read a web page (.html): saved from a portal, or written by Word or LibreOffice.  Nothing is fetched."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from ..errors import UnreadableOriginal
from .encoding import LARGEST
from .reading import Reading
from .web import charset
from .web.notes import notes_of
from .web.portal import LeftOut, left_out
from .web.walker import Walker
from .word.paragraphs import paragraphs


def read(path: Path) -> Reading:
    """Read a .html or .htm file.  Raises UnreadableOriginal."""
    size = path.stat().st_size
    if size > LARGEST:
        raise UnreadableOriginal(
            path,
            f"has {size / 1e6:.0f} MB, more than any web page ({LARGEST / 1e6:.0f} MB)",
            "split it into its documents, or check that it is the right file",
        )
    text, encoding = charset.decode(path.read_bytes())
    page = _parsed(path, text)
    body = page.find("body")
    if body is None:
        raise _without_words(path)
    left = left_out(page, body)
    walker = Walker(notes_of(body), left.elements)
    made = paragraphs(list(walker.blocks(body)))
    if not made.paragraphs:
        raise _without_words(path)
    method = ", ".join(["HTML", encoding, *made.schemes])
    return Reading(made.paragraphs, method, tuple(_warnings(walker, left)))


# libxml2 takes an encoding declared inside for that of the bytes, which are letters already.
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ZEROS = re.compile("[\x00\ufeff]")


def _parsed(path: Path, text: str) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        page = lxml_html.document_fromstring(_ZEROS.sub("", _DECLARATION.sub("", text)), parser=parser)
    except (etree.ParserError, ValueError):
        raise _without_words(path) from None
    # libxml2 stops there, and what follows would be lost without a word.
    if any("depth" in error.message for error in parser.error_log):
        raise UnreadableOriginal(
            path,
            "nests its elements more than 250 deep",
            "open it in a browser, copy its text into Word and save it as .docx",
        )
    return page


def _without_words(path: Path) -> UnreadableOriginal:
    return UnreadableOriginal(path, "has no words", "copy the document again from where it came")


def _warnings(walker: Walker, left: LeftOut) -> list[str]:
    found = []
    if left.words:
        count = sum(len(words.split()) for words in left.words)
        shown = " … ".join(" ".join(words.split()[:6]) for words in left.words[:3])
        found.append(f'left out as the web page\'s own: {count} words, "{shown}"')
    if count := walker.counts["deleted"]:
        found.append(f"tracked changes are read as accepted: {count} deletions")
    if count := walker.counts["comment"]:
        found.append(f"comments are left out: {count}")
    if count := walker.counts["picture"]:
        found.append(f"pictures are left out: {count}")
    return found
