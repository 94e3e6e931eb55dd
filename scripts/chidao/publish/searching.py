"""Build the search index of a site, beside everything else."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from ..search import Searchable, load_abbreviations
from .forking import can_fork

FOLDER = "search"
"""Of the index in the site; theme/partials/search-box.html names it too."""


class Indexing:
    """Writes the index of a site into *site*/search, in a process of its own where one can be forked.

    That process is made before the library is read, since what is forked later counts the memory of the
    whole library as its own, and it loads numpy meanwhile.  The abbreviations of the editors are in
    *content*; raises BadAbbreviations at once.
    """

    def __init__(self, content: Path, site: Path, documents: int) -> None:
        self._folder = site / FOLDER
        self._abbreviations = load_abbreviations(content)
        self._sizes: list[int] = []
        self._process: BaseProcess | None = None
        # A pipe holds 64 KB: who fills one waits for who counts.  A file takes all at once.
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115 (closed by `wait`)
        if can_fork(documents):
            fork = multiprocessing.get_context("fork")
            there, self._pipe = fork.Pipe(duplex=False)
            self._process = fork.Process(target=self._follow, args=(there,), daemon=True)
            self._process.start()
            there.close()

    def feed(self, documents: Iterable[Searchable]) -> None:
        """Hand over *documents*, all of them, in the order that the index wants."""
        left = iter(documents)
        while batch := tuple(islice(left, _BATCH)):
            data = pickle.dumps(batch, protocol=5)
            self._spool.write(data)
            self._spool.flush()
            self._sizes.append(len(data))
            self._tell(len(data))
        self._tell(0)

    def _tell(self, size: int) -> None:
        if self._process:
            try:
                self._pipe.send(size)
            except OSError:  # it was ended from outside: `wait` does its work
                self._process.join()

    def wait(self) -> None:
        """Call this before the index is used, and behind `feed`."""
        if self._process:
            self._process.join()
        if not self._process or self._process.exitcode:
            self._write(self._sizes)
        self._spool.close()

    def _follow(self, sizes: Connection) -> None:
        self._pipe.close()
        self._write(iter(sizes.recv, 0))

    def _write(self, sizes: Iterable[int]) -> None:
        # Here and not above: numpy takes 20 MB, which no other process needs.
        from ..search.index import write_index

        write_index(self._fed(sizes), self._folder, self._abbreviations)

    def _fed(self, sizes: Iterable[int]) -> Iterator[Searchable]:
        at = 0
        for size in sizes:
            # Both processes share one place in the file: each says where it reads.
            yield from pickle.loads(os.pread(self._spool.fileno(), size, at))
            at += size


_BATCH = 40
