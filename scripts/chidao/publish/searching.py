"""Build the search index of a site, beside everything else."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from ..project import Project
from ..search import Searchable, load_abbreviations
from ..search.shards import ENTRY
from .forking import begun, can_fork, started
from .outputs import Outputs

FOLDER = "search"
"""Of the index in the site; theme/partials/search-box.html names it too."""
MANY_CHANGED = 40
"""Changed documents from which an index is as soon written as changed."""


class Indexing:
    """Writes the index of a site into *site*/search, in a process of its own where one can be forked.

    That process is made before the library is read, since what is forked later counts the memory of the
    whole library as its own, and it loads numpy meanwhile.  Raises BadAbbreviations at once.

    For a preview a thread sees to it, once the pages are there: who saves a page looks at the page.
    """

    def __init__(
        self,
        project: Project,
        outputs: Outputs,
        documents: int,
        preview: bool = False,
        after: Indexing | None = None,
        aside: bool = True,
    ) -> None:
        """*after*: that of the build before, which may still write.  *aside*: whether to make that process,
        which can write an index and not change one.
        """
        self._outputs = outputs
        self._after = after if after and after.is_busy else None
        self._documents, self._preview = documents, preview
        self._thread: threading.Thread | None = None
        self._folder = outputs.folder / FOLDER
        outputs.expect(f"{FOLDER}/{ENTRY}", "index")
        self._record = project.cache / ("index-of-preview.json" if preview else "index.json")
        self.abbreviations = load_abbreviations(project.content)
        self._sizes: list[int] = []
        self._process: BaseProcess | None = None
        self._again: Callable[[], object] = lambda: None
        # A pipe holds 64 KB: who fills one waits for who counts.  A file takes all at once.
        self._spool = tempfile.TemporaryFile()  # noqa: SIM115 (closed by `wait`)
        if aside and not preview and can_fork(documents):
            there, self._pipe = multiprocessing.Pipe(duplex=False)
            self._process = started(lambda: self._follow(there))
            there.close()

    @property
    def is_busy(self) -> bool:
        """Whether an index is being written aside, by this build or one before it."""
        after = self._after
        return bool(self._thread and self._thread.is_alive()) or bool(after and after.is_busy)

    @property
    def can_change(self) -> bool:
        """Whether the site before has the index of which the record tells, or will have it: a build that was
        ended may have left the record of a site that never came to stand there."""
        return self._after is not None or self._outputs.is_there(f"{FOLDER}/{ENTRY}")

    def write(self, documents: Callable[[], Iterable[Searchable]]) -> None:
        """Begin to index what *documents* gives: all of them, in the order that the index wants."""
        if not self._process:
            # Of a preview the first one only: it has threads from then on, and they would share one core.
            write = begun(lambda: self._write_anew(documents), self._documents)
            self._again = (lambda: self._begin_aside(write)) if self._preview else write
            return
        left = iter(documents())
        while batch := tuple(islice(left, _BATCH)):
            data = pickle.dumps(batch, protocol=5)
            self._spool.write(data)
            self._spool.flush()
            self._sizes.append(len(data))
            self._tell(len(data))
        self._tell(0)
        self._again = lambda: self._write(self._sizes)

    def update(
        self,
        changed: Sequence[Searchable],
        every: Sequence[Searchable] | None,
        documents: Callable[[], Iterable[Searchable]],
    ) -> None:
        """Begin to put *changed* documents into the index of the site before, as `update_index` does.

        *documents* gives all of them, for where it must be written anew after all.
        """
        if self._preview:

            def write() -> None:
                if not self._is_updated(changed, every):
                    self._write_anew(documents)

            self._again = lambda: self._begin_aside(write)
            return
        if not self._is_updated(changed, every):
            self._again = lambda: self._write_anew(documents)

    def _write_anew(self, documents: Callable[[], Iterable[Searchable]]) -> None:
        from ..search.index import write_index

        new = self._folder.with_name(f"{FOLDER}-new")
        shutil.rmtree(new, ignore_errors=True)
        write_index(documents(), new, self.abbreviations, self._record)
        shutil.rmtree(self._folder, ignore_errors=True)
        new.rename(self._folder)

    def _begin_aside(self, write: Callable[[], object]) -> None:
        def write_behind() -> None:
            if self._after:
                self._after.join()
                self._after = None
            write()
            # The build has been remembered with the index before.
            self.look()

        self._thread = threading.Thread(target=write_behind, daemon=True)
        self._thread.start()

    def join(self) -> None:
        """Wait until an index that is written aside is there."""
        if after := self._after:
            after.join()
        if self._thread:
            self._thread.join()

    def _tell(self, size: int) -> None:
        """Tell that so many bytes more lie in the spool; 0: that is all."""
        if self._process:
            try:
                self._pipe.send(size)
            except OSError:  # it was ended from outside: `wait` does its work
                self._process.join()

    def wait(self) -> None:
        """Call this before the index is used, and behind `write` or `update`."""
        if self._preview:
            self._again()
            return
        if self._process:
            self._process.join()
        if not self._process or self._process.exitcode:
            self._again()
        self._spool.close()
        self.look()

    def look(self) -> None:
        """Remember the index as it lies there now, whoever put it there."""
        self._outputs.look_again(f"{FOLDER}/{ENTRY}")

    def _follow(self, told: Connection) -> None:
        self._pipe.close()
        # Here and not above: numpy takes 20 MB, which no other process needs.
        from ..search import index, letters  # noqa: F401

        letters.prepare()
        self._write(iter(told.recv, 0))

    def _write(self, sizes: Iterable[int]) -> None:
        from ..search.index import write_index

        shutil.rmtree(self._folder, ignore_errors=True)  # links to that of the site before
        write_index(self._fed(sizes), self._folder, self.abbreviations, self._record)

    def _fed(self, sizes: Iterable[int]) -> Iterator[Searchable]:
        at = 0
        for size in sizes:
            # Both processes share one place in the file: each says where it reads.
            yield from pickle.loads(os.pread(self._spool.fileno(), size, at))
            at += size

    def _is_updated(self, changed: Sequence[Searchable], every: Sequence[Searchable] | None) -> bool:
        """Whether the index of the site before is now as it should be."""
        from ..search.updating import update_index

        try:
            if changed or every is not None:
                update_index(self._folder, self._record, changed, every, self.abbreviations)
        except Exception:  # whatever it was, a new index does not need the old one
            return False
        return True


_BATCH = 40
