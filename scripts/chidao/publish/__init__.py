"""Publish: entries of the library → what templates and MkDocs need.  Knows HTML, not MkDocs."""

from .catalogue import KINDS
from .copying import copy_originals
from .document_html import contents_html, document_html
from .forking import can_fork
from .reading import read_library
from .redirects import redirects
from .searching import build_search
from .site import Site, Written

__all__ = [
    "KINDS",
    "Site",
    "Written",
    "build_search",
    "can_fork",
    "contents_html",
    "copy_originals",
    "document_html",
    "read_library",
    "redirects",
]
