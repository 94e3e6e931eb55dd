"""Publish: entries of the library → what templates and MkDocs need.  Knows HTML, not MkDocs."""

from .catalogue import KINDS
from .document_html import contents_html, document_html
from .forge import BadForge, Forge, forge_of
from .forking import shared
from .hand_written import safe_html, safe_markdown
from .joining import joined_css, joined_js, named
from .mending import FORM, mending
from .reading import read_library
from .searchables import searchables
from .site import Site, Written

__all__ = [
    "FORM",
    "KINDS",
    "BadForge",
    "Forge",
    "Site",
    "Written",
    "contents_html",
    "document_html",
    "forge_of",
    "joined_css",
    "joined_js",
    "mending",
    "named",
    "read_library",
    "safe_html",
    "safe_markdown",
    "searchables",
    "shared",
]
