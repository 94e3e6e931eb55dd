"""Publish: entries of the library → what templates and MkDocs need.  Knows HTML, not MkDocs."""

from .catalogue import Catalogue, Shelf, catalogue
from .copying import copy_originals
from .document_html import contents_html, document_html
from .sheet import Sheet, sheet

__all__ = [
    "Catalogue",
    "Sheet",
    "Shelf",
    "catalogue",
    "contents_html",
    "copy_originals",
    "document_html",
    "sheet",
]
