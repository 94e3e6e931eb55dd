"""Read the library for a site: its pages, and what they cite."""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from .. import library as libraries
from ..citations import Placed, citations_of
from ..library import Library
from ..project import Project
from .forking import can_fork

_MANY = 100
"""Pages from which a second process is worth its start."""
_SHARES, _THEIRS = 15, (1, 3, 5, 7, 9, 11, 13)

Read = tuple[Library, dict[str, list[Placed]]]


def read_library(project: Project, originals: bool = True) -> Read:
    """All pages of *project*, and the citations of each by its address; with their originals, or without.

    Every page is read by itself: where a process can be forked and there is a core for it, it reads some
    of them; a little less than half, for it must also hand over what it has read.
    """
    paths = list(project.pages())
    if not can_fork(len(paths)):
        return _read(project, paths, originals)
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    mine = [path for number, path in enumerate(paths) if number % _SHARES not in _THEIRS]
    theirs = [path for number, path in enumerate(paths) if number % _SHARES in _THEIRS]
    process = fork.Process(target=_send, args=(project, theirs, there, originals), daemon=True)
    process.start()
    there.close()
    one = _read(project, mine, originals)
    try:
        other: Read = here.recv()
    except EOFError:  # the process was ended, perhaps for want of memory
        other = _read(project, theirs, originals)
    process.join()
    return _joined(one, other)


def _read(project: Project, paths: Sequence[Path], originals: bool) -> Read:
    library = libraries.load(project, paths, originals)
    return library, {entry.address: citations_of(entry.document) for entry in library.entries}


def _send(project: Project, paths: Sequence[Path], there: Connection, originals: bool) -> None:
    there.send(_read(project, paths, originals))


def _joined(one: Read, other: Read) -> Read:
    entries = sorted([*one[0].entries, *other[0].entries], key=lambda e: e.path)
    broken = sorted([*one[0].broken, *other[0].broken], key=lambda e: str(e.path))
    return Library(tuple(entries), tuple(broken)), one[1] | other[1]
