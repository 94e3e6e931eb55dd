"""Build the search index of a site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..search import load_abbreviations, write_index
from .forking import aside
from .searchables import searchables
from .site import Site

FOLDER = "search"
"""Of the index in the site; theme/partials/search-box.html names it too."""


def build_search(site: Site, content: Path, folder: Path, reread: Callable[[], Site]) -> Callable[[], None]:
    """Begin to write the index of *site* into *folder*/search; call what is returned before it is used.

    The abbreviations of the editors are in *content*; raises BadAbbreviations at once.  *reread* gives the
    site once more: documents that are rendered meanwhile have forgotten their words.
    """
    abbreviations = load_abbreviations(content)

    def write(site: Site) -> None:
        write_index(searchables(site), folder / FOLDER, abbreviations)

    return aside(lambda: write(site), len(site.entries), again=lambda: write(reread()))
