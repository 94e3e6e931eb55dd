"""Publish: entries of the library → what templates and MkDocs need.  Knows HTML, not MkDocs."""

from .catalogue import KINDS
from .copying import copy_originals
from .document_html import contents_html, document_html
from .forking import shared
from .hand_written import safe_html, safe_markdown
from .history import begin_history
from .joining import joined_css, joined_js, named
from .reading import read_library
from .redirects import redirects
from .searchables import searchables
from .searching import Indexing
from .site import Site, Written

__all__ = [
    "KINDS",
    "Indexing",
    "Site",
    "Written",
    "begin_history",
    "contents_html",
    "copy_originals",
    "document_html",
    "joined_css",
    "joined_js",
    "named",
    "read_library",
    "redirects",
    "safe_html",
    "safe_markdown",
    "searchables",
    "shared",
]
