"""Publish: entries of the library → what templates and MkDocs need.  Knows HTML, not MkDocs."""

from .catalogue import KINDS
from .copying import copy_originals
from .document_html import contents_html, document_html
from .forge import BadForge, Forge, forge_of
from .forking import shared
from .hand_written import safe_html, safe_markdown
from .history import begin_history
from .joining import joined_css, joined_js, named
from .mending import mending
from .reading import read_library
from .redirects import redirects
from .searchables import searchables
from .searching import Indexing
from .site import Site, Written
from .task_pages import write_task_rows

__all__ = [
    "KINDS",
    "BadForge",
    "Forge",
    "Indexing",
    "Site",
    "Written",
    "begin_history",
    "contents_html",
    "copy_originals",
    "document_html",
    "forge_of",
    "joined_css",
    "joined_js",
    "mending",
    "named",
    "read_library",
    "redirects",
    "safe_html",
    "safe_markdown",
    "searchables",
    "shared",
    "write_task_rows",
]
