"""A folder that begins as the site before: each file is a link, so that no bytes are copied.

    the site before ──links──▶ the next site ──changed, exchanged──▶ the site; the one before is left over
           what is left over ──▶ lacks the few files that the last build made ──▶ links ──▶ the one after next

Two folders take turns, since to link and to remove tens of thousands of files would take a second each.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path


def link_all(site: Path, folder: Path, addresses: Iterable[str], whole: Iterable[str] = ()) -> None:
    """Bring *folder* to hold the files of *site* that have *addresses*, and nothing else.

    Of the folders named in *whole* all files are meant.  What lies in *folder* and is such a file already
    stays; a file that *site* has not is not missed.  Raises OSError.

    Who changes a file in *folder* must remove it first, or he writes into the one in *site*.
    """
    wanted = _by_folder(addresses)
    for name in whole:
        for path, _folders, names in os.walk(site / name):
            wanted[os.path.relpath(path, site)] = set(names)
    inside: dict[str, set[str]] = {"": set()}
    for path in wanted:
        inside.setdefault(path, set())
        while path:
            path, _slash, name = path.rpartition("/")
            inside.setdefault(path, set()).add(name)
    for path in sorted(inside):
        _bring(f"{site}/{path}", f"{folder}/{path}", wanted.get(path, set()), inside[path])


def _by_folder(addresses: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for address in addresses:
        path, _, name = address.rpartition("/")
        found.setdefault(path, set()).add(name)
    return found


def _bring(there: str, here: str, names: set[str], folders: set[str]) -> None:
    """Bring the one folder *here* to hold the *names* of *there*, and besides no folders but *folders*."""
    left = {}
    with contextlib.suppress(FileNotFoundError), os.scandir(there) as found:
        left = {e.name: e.inode() for e in found if e.name in names and e.is_file(follow_symlinks=False)}
    os.makedirs(here, exist_ok=True)
    with os.scandir(here) as found:
        for each in found:
            if each.is_dir(follow_symlinks=False):
                if each.name not in folders:
                    shutil.rmtree(each.path)
            elif left.get(each.name) == each.inode():
                del left[each.name]
            else:
                os.unlink(each.path)
    for name in left:
        _link(f"{there}/{name}", f"{here}/{name}")


def _link(there: str, here: str) -> None:
    try:
        os.link(there, here)
    except OSError:  # a disk that knows no links
        shutil.copy2(there, here)
