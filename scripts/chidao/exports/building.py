"""Write all exports while the pages are rendered."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..publish.forking import aside
from .data import DATA, carry_data, expect_data, write_data
from .forms import expect_forms, write_forms

if TYPE_CHECKING:
    from ..publish.outputs import Outputs
    from ..publish.site import Site


def build_exports(site: Site, outputs: Outputs, name: str, site_url: str) -> Callable[[], None]:
    """Begin to write what is taken away of *site*; call what is returned before it is used."""
    expect_data(outputs)
    expect_forms(site, outputs)

    def work() -> None:
        if not carry_data(site, outputs, name, site_url):
            shutil.rmtree(outputs.folder / DATA, ignore_errors=True)
            write_data(site, outputs.folder, name, site_url)
        write_forms(site, outputs)

    return aside(work, len(site.entries))
