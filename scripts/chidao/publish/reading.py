"""Read the library for a site: its pages, what they cite, and what they ask for.

page ──▶ as it was read before (kept_pages)  ─┐
     ──▶ parsed, cited, asked ──▶ kept ───────┴──▶ LibraryRead, without its words
"""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import cast

from .. import tasks as asked
from ..citations import Placed, citations_of
from ..errors import BadPage
from ..graph.gist import Gist, gist_of
from ..graph.inference import BEHIND
from ..library import Entry, Library, read_entry
from ..project import Project
from ..search import load_abbreviations
from ..tasks import Task
from ..tasks.editors import with_editors
from .digest import Digester
from .forking import begun, can_fork
from .kept_pages import KeptPages, PageRead, Place, Stamp, stamp_of

_PROCESSES, _BATCH = 2, 40
"""Processes that read at once, and pages that one hands over at a time."""
_Abbreviations = Mapping[str, Sequence[str]]

Tasks = dict[str, list[Task]]
"""By the address of the page that asks for them; a page that asks for nothing is left out."""


@dataclass(frozen=True, slots=True)
class LibraryRead:
    """A library, and what its pages yield, by address."""

    library: Library
    pages: tuple[PageRead, ...] = ()
    citations: dict[str, list[Placed]] = field(default_factory=dict)
    tasks: Tasks = field(default_factory=dict)
    gists: dict[str, Gist] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    """Where two are the same, all that a page yields is the same."""
    outlines: dict[str, str] = field(default_factory=dict)
    """Where two are the same, all that other pages show of a page is the same."""


def read_library(
    project: Project,
    kept: KeptPages | None = None,
    tell: Callable[[list[str]], object] = lambda _altered: None,
) -> LibraryRead:
    """All pages of *project*; those that changed are read, the others are as they were read before.

    Where processes can be forked two of them read, so that this one never holds what reading takes.  The
    words of a document are not held: they are fetched when somebody asks for them.  *kept* is what
    `kept_pages` gave.  *tell* is told the addresses of the pages to be read, before they are.
    """
    kept = kept or kept_pages(project)
    addresses = project.addresses()
    # What tells whether a page is as it was takes as long as what it yielded takes to come back.
    look = begun(lambda: kept.look(addresses), len(addresses))
    found = {address: read for address in addresses if (read := kept.get(address))}
    stamps = look()
    found = {address: read for address, read in found.items() if address in stamps}
    kept.keep(found, stamps)
    altered = [address for address in addresses if address not in found]
    tell(altered)
    reader = _Reader(project, load_abbreviations(project.content), kept)
    found |= reader.read([project.content / address for address in altered])
    kept.save()
    return _library(addresses, found, reader.broken)


def read_beside(project: Project, kept: KeptPages, altered: Callable[[], Collection[str]]) -> LibraryRead:
    """What `read_library` reads at the same time in another process, which tells what is *altered* when it is
    asked; nothing is kept of it.
    """
    addresses = project.addresses()
    found = {address: read for address in addresses if (read := kept.get(address))}
    again = {*altered(), *(address for address in addresses if address not in found)}
    reader = _Reader(project, load_abbreviations(project.content), kept)
    for address in again:
        found.pop(address, None)
    found |= {read.entry.address: read for read in reader.anew(project.content / each for each in again)}
    return _library(addresses, found, reader.broken)


def _library(
    addresses: Iterable[str], found: Mapping[str, PageRead], broken: Iterable[BadPage]
) -> LibraryRead:
    reads = [found[address] for address in addresses if address in found]
    return LibraryRead(
        Library(tuple(read.entry for read in reads), tuple(sorted(broken, key=lambda e: str(e.path)))),
        tuple(reads),
        {read.entry.address: read.citations for read in reads},
        {read.entry.address: read.tasks for read in reads if read.tasks},
        {read.entry.address: read.gist for read in reads},
        {read.entry.address: read.hash for read in reads},
        {read.entry.address: read.outline for read in reads},
    )


def kept_pages(project: Project, hold: bool = False) -> KeptPages:
    """The pages of *project* as they were read before; held in memory, too, for who reads again and again."""
    abbreviations = load_abbreviations(project.content)
    return KeptPages(project, repr(sorted(abbreviations.items())).encode(), hold)


class _Reader:
    def __init__(self, project: Project, abbreviations: _Abbreviations, kept: KeptPages) -> None:
        self.broken: list[BadPage] = []
        self._project = project
        self._abbreviations = abbreviations
        self._kept = kept
        self._digest = Digester(frozenset({"start", "end", "paragraph"}))

    def read(self, paths: Sequence[Path]) -> dict[str, PageRead]:
        """The pages at *paths*, by address."""
        if not can_fork(len(paths)):
            return dict(self._keep(paths))
        fork = multiprocessing.get_context("fork")
        found: dict[str, PageRead] = {}
        shares: dict[Connection, list[Path]] = {}
        processes = []
        for number in range(_PROCESSES):
            here, there = fork.Pipe(duplex=False)
            shares[here] = list(paths[number::_PROCESSES])
            process = fork.Process(target=self._send, args=(shares[here], there), daemon=True)
            process.start()
            processes.append(process)
            there.close()
        left = set(shares)
        while left:
            for ready in wait(list(left)):
                here = cast(Connection, ready)
                try:
                    sent, broken = here.recv()
                except EOFError:  # the process was ended, perhaps for want of memory
                    found |= self._keep(path for path in shares[here] if self._address(path) not in found)
                    left.remove(here)
                    continue
                for address, place, known in sent:
                    found[address] = self._kept.take(address, place, known)
                if broken is not None:
                    self.broken += broken
                    left.remove(here)
        for process in processes:
            process.join()
        return found

    def anew(self, paths: Iterable[Path]) -> Iterator[PageRead]:
        """The pages at *paths*, with their words, of which nothing is kept."""
        return (read for read, _key, _stamp in self._pages(paths))

    def _address(self, path: Path) -> str:
        return path.as_posix().removeprefix(f"{self._project.content.as_posix()}/")

    def _keep(self, paths: Iterable[Path]) -> Iterator[tuple[str, PageRead]]:
        left = list(paths)
        done = set()
        try:
            for read, place, _known in self._kept.write(self._pages(left)):
                address = read.entry.address
                yield address, self._kept.take(address, place, read)
                done.add(address)
        except OSError:  # a disk that is full, or not ours to write, costs time, no more
            for read, _key, _stamp in self._pages(left):
                if read.entry.address not in done:
                    yield read.entry.address, read

    def _send(self, paths: Sequence[Path], there: Connection) -> None:
        """Read *paths* and hand them over, some at a time; with the last those that are broken."""
        sent: list[tuple[str, Place, bytes]] = []
        for read, place, known in self._kept.write(self._pages(paths)):
            sent.append((read.entry.address, place, known))
            if len(sent) == _BATCH:
                there.send((sent, None))
                sent = []
        there.send((sent, self.broken))

    def _pages(self, paths: Iterable[Path]) -> Iterator[tuple[PageRead, bytes, Stamp]]:
        """Each page that can be read, with the key by which it is kept, and the stamp that its file had."""
        for path in paths:
            try:
                stamp = stamp_of(str(path))
                data = path.read_bytes()
                entry = read_entry(self._project, path, _text(data))
            except BadPage as error:
                self.broken.append(error)
            except UnicodeDecodeError as error:
                line = error.object[: error.start].count(b"\n") + 1
                words = "tệp không phải UTF-8; mở và lưu lại dưới dạng UTF-8"
                self.broken.append(BadPage(path, line, words))
            else:
                yield self._yield(entry, data), self._kept.key(data), stamp

    def _yield(self, entry: Entry, data: bytes) -> PageRead:
        document, file = entry.document, entry.original
        original = (file.name, file.size, file.sha256, file.changed) if file else None
        digest = hashlib.blake2b(self._kept.key(data) + repr(original).encode(), digest_size=16)
        yields = (citations_of(document), tasks_in(entry, self._abbreviations), gist_of(document))
        return PageRead(entry, *yields, digest.hexdigest(), self._outline(entry, *yields))

    def _outline(self, entry: Entry, citations: list[Placed], tasks: list[Task], gist: Gist) -> str:
        document, file = entry.document, entry.original
        behind = [
            document.paragraphs[each.paragraph].text[each.citation.end :][:BEHIND]
            for each in citations
            if each.citation.date and each.citation.number
        ]
        return self._digest(
            (entry.facts, entry.printed, entry.front_matter.values, entry.undecided),
            file and (file.name, file.size, file.sha256, file.changed, file.how),
            (citations, behind, tasks, gist),
        )


def _text(data: bytes) -> str:
    """As Python reads a file of text."""
    return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def find_tasks(entries: Iterable[Entry], abbreviations: _Abbreviations | None = None) -> Tasks:
    """What the documents of *entries* ask for, as found and as their editors say."""
    found = {entry.address: tasks_in(entry, abbreviations) for entry in entries}
    return {address: tasks for address, tasks in found.items() if tasks}


def tasks_in(entry: Entry, abbreviations: _Abbreviations | None = None) -> list[Task]:
    """What the document of *entry* asks for, as found and as its editors say."""
    document = entry.document
    tasks = asked.tasks_of(document, entry.address, abbreviations)
    if stated := entry.front_matter.values.get("tasks"):
        tasks = with_editors(tasks, stated, entry.address, document, abbreviations)
    return tasks
