"""The files of a built site, and what becomes of each in a copy."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ..errors import ChidaoError
from .manifest import File

SITE = "kho"
"""The folder of the copy in which the site lies."""
COPIES = "ban-ngoai-tuyen"
"""The folder of the site in which copies are offered; no copy holds another."""
FORM = "bien-tap"
"""The folder of the form, which edits nothing from a disk."""
_LEFT_OUT = (f"{COPIES}/", f"{FORM}/", "sitemap")


class NoSite(ChidaoError):
    """There is nothing to pack."""

    def __init__(self, site: Path) -> None:
        super().__init__(f"{site}: there is no built site; run chidao build first")


class NotAFile(ChidaoError):
    """Something in the site is neither a file nor a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: is a link or no ordinary file; remove it, run chidao build and pack again")


def files_of(site: Path) -> Iterator[tuple[str, Path]]:
    """Each file of *site* that goes into a copy, with its path in the site, in a stable order.

    Raises NoSite, NotAFile.
    """
    if not (site / "index.html").is_file():
        raise NoSite(site)
    yield from sorted(_walk(site, ""))


def _walk(folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                if f"{path}/" not in _LEFT_OUT:
                    yield from _walk(Path(entry.path), f"{path}/")
            elif not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
                raise NotAFile(Path(entry.path))
            elif prefix or not path.startswith(_LEFT_OUT):
                yield path, Path(entry.path)


def file_of(path: Path) -> File:
    """What the manifest says of the file at *path*."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
            size += len(block)
    return File(digest.hexdigest(), size)
