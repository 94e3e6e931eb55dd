"""Write all exports while the pages are rendered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ..publish.forking import aside
from .data import expect_data, write_data
from .forms import expect_forms, write_forms

if TYPE_CHECKING:
    from ..publish.outputs import Outputs
    from ..publish.site import Site


def build_exports(site: Site, outputs: Outputs, cache: Path, name: str, site_url: str) -> Callable[[], None]:
    """Begin to write what is taken away of *site*; call what is returned before it is used.

    The rest as `write_data` takes it; *cache* is the project's.
    """
    expect_data(outputs)
    expect_forms(site, outputs)

    def work() -> None:
        write_data(site, outputs, cache / "data", name, site_url)
        write_forms(site, outputs)

    return aside(work, len(site.entries))
