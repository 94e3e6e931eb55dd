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


def build_exports(site: Site, folder: Path, name: str, site_url: str) -> Callable[[], None]:
    """Begin to write what is taken away of *site* into *folder*; call what is returned before it is used."""

    def work() -> None:
        write_data(site, folder, name, site_url)
        write_forms(site, folder)

    return aside(work, len(site.entries))
