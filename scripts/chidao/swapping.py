"""Put a site that was built beside the one before in its place: a reader sees the one or the other, whole.

.cache/site         the new site while it is built
.cache/site-before  the one before; the next site begins with its files, most of which are those of the site
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
from pathlib import Path

from .errors import ChidaoError
from .project import DOCUMENTS, Project


class NotSwapped(ChidaoError):
    """The new site could not be put in its place."""

    def __init__(self, site: Path, error: OSError) -> None:
        super().__init__(
            f"{site}: the new site could not be put here ({error.strerror}); close what has its files open, "
            "or look whether the disk is full, and build again"
        )


def new_site(project: Project) -> Path:
    """Where the next site of *project* is to be built."""
    return project.cache / "site"


def _before(project: Project) -> Path:
    return project.cache / "site-before"


def mend(project: Project) -> None:
    """Undo a swap that was ended halfway, on a system that cannot exchange two folders at once."""
    if not project.site.exists() and _before(project).is_dir():
        with contextlib.suppress(OSError):
            os.rename(_before(project), project.site)


def take_left(project: Project, folder: Path) -> None:
    """Put what the last swap left of the site before into the empty *folder*, if it left something."""
    with contextlib.suppress(OSError):
        if _before(project).is_dir():
            if folder.exists():
                folder.rmdir()
            os.rename(_before(project), folder)


def sweep(project: Project) -> None:
    """Remove what the last swap left of the site before."""
    shutil.rmtree(_before(project), ignore_errors=True)


def swap(project: Project) -> None:
    """Put what was built at `new_site` in the place of the site.  Raises NotSwapped, with all as before.

    The site before is left in .cache/ for `take_left` where its files are those of the new one: it takes no
    room then.
    """
    new, site, before = new_site(project), project.site, _before(project)
    sweep(project)
    try:
        if not site.exists():
            os.rename(new, site)
        elif not site.is_symlink() and _exchange(new, site):
            os.rename(new, before)
        else:
            _in_turn(new, site, before)
    except OSError as error:
        raise NotSwapped(site, error) from error
    page = next((before / DOCUMENTS).rglob("*.html"), None) if before.is_dir() else None
    if page is None or page.stat().st_nlink == 1:
        sweep(project)


def _in_turn(new: Path, site: Path, before: Path) -> None:
    site = site.resolve()
    try:
        os.rename(site, before)
    except OSError:  # a mounted folder: its files can be exchanged, it cannot
        _refill(site, new)
        return
    try:
        os.rename(new, site)
    except OSError:
        os.rename(before, site)
        raise


def _refill(site: Path, new: Path) -> None:
    for old in list(site.iterdir()):
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        else:
            old.unlink()
    for path in list(new.iterdir()):
        shutil.move(path, site / path.name)
    new.rmdir()


_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def _exchange(one: Path, other: Path) -> bool:
    """Whether the two folders changed places, at once (Linux, renameat2)."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError, TypeError):
        return False
    done = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(done == 0)
