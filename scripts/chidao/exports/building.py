"""Write all exports while the pages are rendered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ..publish.forking import aside
from .data import write_data
from .forms import write_forms

if TYPE_CHECKING:
    from ..publish.site import Site


def build_exports(
    site: Site, folder: Path, name: str, site_url: str, reread: Callable[[], Site]
) -> Callable[[], None]:
    """Begin to write what is taken away of *site* into *folder*; call what is returned before it is used.

    *reread* gives the site once more: documents that are rendered meanwhile have forgotten their words.
    """

    began = False

    def work() -> None:
        here = reread() if began else site
        write_data(here, folder, name, site_url)
        write_forms(here, folder)

    wait = aside(work, len(site.entries))
    # A process that was ended has its work done anew, when the documents have been rendered.
    began = True
    return wait
