"""Put originals beside their pages."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from ..errors import ChidaoError
from ..library import Entry
from .forking import can_fork


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
    if not can_fork(len(files)):
        _copy(files, site)
        return lambda: None
    process = multiprocessing.get_context("fork").Process(target=_copy, args=(files, site))
    process.start()

    def wait() -> None:
        process.join()
        if process.exitcode:  # ended from outside, or a trouble that is met once more here
            try:
                _copy(files, site)
            except OSError as error:
                raise NotCopied(site) from error

    return wait


def _copy(files: dict[str, Path], site: Path) -> None:
    folders: set[Path] = set()
    for name, source in files.items():
        target = site / name
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        shutil.copyfile(source, target)
