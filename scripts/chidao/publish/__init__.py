"""Publish: entries of the library → what templates and MkDocs need.  Knows HTML, not MkDocs."""

from .catalogue import KINDS
from .copying import copy_originals
from .digest import Digester
from .digests import document_digest, index_digests
from .document_html import contents_html, document_html
from .forge import BadForge, Forge, forge_of
from .forking import shared
from .hand_written import safe_html, safe_markdown
from .history import begin_history
from .joining import joined_css, joined_js, named
from .mending import FORM, mending
from .outputs import Outputs, digest_of_files
from .reading import read_library
from .redirects import redirects
from .searchables import searchables
from .searching import Indexing, can_update
from .site import Site, Written

__all__ = [
    "FORM",
    "KINDS",
    "BadForge",
    "Digester",
    "Forge",
    "Indexing",
    "Outputs",
    "Site",
    "Written",
    "begin_history",
    "can_update",
    "contents_html",
    "copy_originals",
    "digest_of_files",
    "document_digest",
    "document_html",
    "forge_of",
    "index_digests",
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
]
