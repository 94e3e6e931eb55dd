"""Read the library for a site: its pages, what they cite, and what they ask for."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from .. import library as libraries
from ..citations import Placed, citations_of
from ..library import Entry, Library
from ..project import Project
from ..search import load_abbreviations
from ..tasks import Task, tasks_of
from ..tasks.editors import with_editors
from .forking import can_fork

_MANY = 100
"""Pages from which a second process is worth its start."""
_SHARES, _THEIRS = 15, (1, 3, 5, 7, 9, 11, 13)

Tasks = dict[str, list[Task]]
"""By the address of the page that asks for them; a page that asks for nothing is left out."""
Read = tuple[Library, dict[str, list[Placed]], Tasks]


def read_library(project: Project, whole: bool = True) -> Read:
    """All pages of *project*, and the citations and the tasks of each by its address.

    Without their originals and without tasks if not *whole*.

    Every page is read by itself: where a process can be forked and there is a core for it, it reads some
    of them; a little less than half, for it must also hand over what it has read.
    """
    paths = list(project.pages())
    if not can_fork(len(paths)):
        return _read(project, paths, whole)
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    mine = [path for number, path in enumerate(paths) if number % _SHARES not in _THEIRS]
    theirs = [path for number, path in enumerate(paths) if number % _SHARES in _THEIRS]
    process = fork.Process(target=_send, args=(project, theirs, there, whole), daemon=True)
    process.start()
    there.close()
    one = _read(project, mine, whole)
    try:
        other: Read = here.recv()
    except EOFError:  # the process was ended, perhaps for want of memory
        other = _read(project, theirs, whole)
    process.join()
    return _joined(one, other)


def _read(project: Project, paths: Sequence[Path], whole: bool) -> Read:
    library = libraries.load(project, paths, whole)
    citations = {entry.address: citations_of(entry.document) for entry in library.entries}
    return (
        library,
        citations,
        find_tasks(library.entries, load_abbreviations(project.content)) if whole else {},
    )


def find_tasks(entries: Iterable[Entry], abbreviations: Mapping[str, Sequence[str]] | None = None) -> Tasks:
    """What the documents of *entries* ask for, as found and as their editors say."""
    found: Tasks = {}
    for entry in entries:
        tasks = tasks_of(entry.document, entry.address, abbreviations)
        if stated := entry.front_matter.values.get("tasks"):
            tasks = with_editors(tasks, stated, entry.address, entry.document, abbreviations)
        if tasks:
            found[entry.address] = tasks
    return found


def _send(project: Project, paths: Sequence[Path], there: Connection, whole: bool) -> None:
    there.send(_read(project, paths, whole))


def _joined(one: Read, other: Read) -> Read:
    entries = sorted([*one[0].entries, *other[0].entries], key=lambda e: e.path)
    broken = sorted([*one[0].broken, *other[0].broken], key=lambda e: str(e.path))
    return Library(tuple(entries), tuple(broken)), one[1] | other[1], one[2] | other[2]
