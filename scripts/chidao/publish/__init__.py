"""Publish: entries of the library → what templates and MkDocs need.  Knows HTML, not MkDocs."""

from .catalogue import KINDS
from .copying import copy_originals
from .document_html import contents_html, document_html
from .forking import shared
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
    "contents_html",
    "copy_originals",
    "document_html",
    "read_library",
    "redirects",
    "searchables",
    "shared",
]
