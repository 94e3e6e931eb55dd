"""Put originals beside their pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from ..errors import ChidaoError
from ..library import Entry
from .forking import aside


class NotCopied(ChidaoError):
    """The originals could not be put into the site."""

    def __init__(self, site: Path) -> None:
        super().__init__(f"{site}: the originals could not be copied; is the disk full?")


def copy_originals(entries: Iterable[Entry], site: Path) -> Callable[[], None]:
    """Begin to copy the originals of *entries* into *site*, under their own names.

    Creating a file takes the disk as long as rendering a page takes us: where a process can be forked
    both go on at once.  Call what is returned before the site is used; it raises NotCopied.
    """
    files = {e.original.name: e.original.path for e in entries if e.original}
    wait = aside(lambda: _copy(files, site), len(files))

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
