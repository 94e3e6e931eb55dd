"""Put originals beside their pages, and a rendering of each that no browser shows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

from ..errors import ChidaoError
from ..library import Entry
from ..readers.kept import Kept
from .forking import aside
from .rendering import Rendering
from .sheet import rendering_of


class NotCopied(ChidaoError):
    """The originals could not be put into the site."""

    def __init__(self, site: Path) -> None:
        super().__init__(f"{site}: the originals could not be copied; is the disk full?")


def copy_originals(entries: Iterable[Entry], site: Path, cache: Path) -> Callable[[], None]:
    """Begin to copy the originals of *entries* into *site*, under their own names, and to render them.

    Creating a file takes the disk as long as rendering a page takes us: where a process can be forked
    both go on at once.  Call what is returned before the site is used; it raises NotCopied.
    """
    entries = list(entries)
    files = {e.original.name: e.original.path for e in entries if e.original}

    def put() -> None:
        _copy(files, site)
        _render(entries, site, Kept.under(cache))

    wait = aside(put, len(files))

    def copied() -> None:
        try:
            wait()
        except OSError as error:
            raise NotCopied(site) from error

    return copied


def _copy(files: dict[str, Path], site: Path) -> None:
    folders: set[Path] = set()
    for name, source in files.items():
        target = site / name
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        shutil.copyfile(source, target)


def _render(entries: Iterable[Entry], site: Path, kept: Kept) -> None:
    for entry in entries:
        if entry.original and (name := rendering_of(entry.original.name)):
            target = site / name
            target.parent.mkdir(parents=True, exist_ok=True)
            page = quote(entry.address.removesuffix(".md") + ".html")
            html = Rendering(entry.original, entry.title, page).html(kept)
            target.write_text(html, "utf-8", newline="\n")
