"""Publish: entries of the library → what templates and MkDocs need.  Knows HTML, not MkDocs."""

from .catalogue import KINDS
from .copying import copy_originals
from .digest import Digester
from .digests import document_digest, index_digests, list_digest, words_digests
from .document_html import contents_html, document_html
from .forge import BadForge, Forge, forge_of
from .forking import shared
from .hand_written import safe_html, safe_markdown
from .history import History, begin_history, latest_commit
from .joining import joined_css, joined_js, named
from .kept_pages import KeptPages
from .mending import FORM, mending
from .outputs import Outputs, Record, digest_of_files, load_record, save_record
from .reading import LibraryRead, kept_pages, read_library
from .redirects import redirects
from .searchables import searchables
from .searching import MANY_CHANGED, Indexing, can_update
from .site import Site, Written

__all__ = [
    "FORM",
    "KINDS",
    "MANY_CHANGED",
    "BadForge",
    "Digester",
    "Forge",
    "History",
    "Indexing",
    "KeptPages",
    "LibraryRead",
    "Outputs",
    "Record",
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
    "kept_pages",
    "latest_commit",
    "list_digest",
    "load_record",
    "mending",
    "named",
    "read_library",
    "redirects",
    "safe_html",
    "safe_markdown",
    "save_record",
    "searchables",
    "shared",
    "words_digests",
]
