"""One build: what the pages of a project show, and what of the site before can be taken as it was.

    pages ──▶ LibraryRead ──▶ Site ──▶ each file: as it was? ──▶ taken
                                                       else ──▶ made

It knows nothing of MkDocs: hooks tell it where things lie, and render what it asks for.
"""

from __future__ import annotations

import gc
import os
import sysconfig
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from .code_hash import code_hash
from .errors import BadPage
from .exports import write_calendars, write_data, write_forms
from .project import Project
from .publish.copying import copy_originals
from .publish.digest import Digester
from .publish.digests import document_digest, list_digest
from .publish.forking import aside, asking, begun
from .publish.history import History, begin_history, latest_commit
from .publish.kept_pages import KeptPages
from .publish.outputs import Outputs, Record, Told, digest_of_files, load_record, save_record
from .publish.reading import LibraryRead, kept_pages, read_beside, read_library
from .publish.redirects import redirects
from .publish.searchables import searchables
from .publish.searching import FOLDER as INDEX_FOLDER
from .publish.searching import MANY_CHANGED, Indexing
from .publish.site import Site, Written
from .publish.task_pages import write_task_rows
from .search import load_abbreviations
from .swapping import sweep, take_left


@dataclass(slots=True)
class Held:
    """What a preview holds in memory from one build to the next."""

    record: Record = field(default_factory=Record)
    site: Site | None = None
    model: str = ""
    """That of the site, as `Record` has it."""
    kept: KeptPages | None = None
    index: Indexing | None = None
    """Which may still be written."""
    abbreviations: object = None
    """By which the pages were read."""
    commit: str = ""
    history: History | None = None
    """As of that commit."""
    rest: Thread | None = None
    """Which puts what is not needed to look at a page of a document."""

    def wait(self) -> None:
        """Wait until all is there but the search index."""
        if self.rest:
            self.rest.join()


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set for a whole site."""

    name: str
    url: str
    exports: bool
    """Whether what is taken away is made, too."""
    others: str
    """All else that pages depend on, in any words that differ where it does."""
    files: tuple[Path, ...]
    """Files and folders that pages depend on: theme, configuration."""


_Work = Callable[[Outputs], None]


class Build:
    """One build of a site."""

    site: Site

    def __init__(self, project: Project, folder: Path, settings: Settings, held: Held | None = None) -> None:
        """*folder* is where the site is to lie: nothing is written there before `read`.

        With *held* it is a preview: the site is changed where it lies.  Raises BadAbbreviations.
        """
        self.project = project
        self._settings = settings
        self._held = held
        self._began = time.perf_counter()
        if held:
            held.wait()
        record = held.record if held else load_record(project.cache / "built")
        before = folder if held else project.site
        self.outputs = Outputs(folder, before, record, _shared(settings))
        again = held is None and bool(self.outputs.record.files)
        documents = self._documents = len(self.outputs.record.pages) or len(project.addresses())
        self._index = Indexing(
            project,
            self.outputs,
            documents,
            preview=held is not None,
            after=held.index if held else None,
            aside=not again,
        )
        if held:
            held.index = self._index
        self._waits: list[Callable[[], object]] = []
        self._wait_for_second: Callable[[], Told] | None = None
        self._wait_for_rest: Callable[[], Told]
        self._left: list[_Work] = []
        self._kept = self._kept_pages()
        self._tell = self._begin_second()

    def read(self, by_hand: Iterable[Path]) -> tuple[BadPage, ...]:
        """Read the library; returns the pages that cannot be read.

        *by_hand* are the files in content/ that are no documents.
        """
        # Nothing that a library holds is garbage: looking for some takes a tenth of the time.
        gc.disable()
        wait_for_links = self._begin_links()
        read_history = self._begin_history()
        read = read_library(self.project, self._kept, self._tell)
        history = read_history()
        model = Digester()(read.outlines, history, digest_of_files(*sorted(by_hand)))
        self.outputs.compare(read.hashes, model)
        self.site = self._site(read, history)
        # From here on files are taken, or made.
        wait_for_links()
        self._tell(self.outputs.only)
        self._waits.append(copy_originals(read, self.outputs, self.project.cache))
        if self._held is None:
            gc.enable()
        return read.library.broken

    def _begin_second(self) -> Callable[[object], None]:
        """Have a second process read the library, too, and put what needs no template: memory that two share
        is copied when either touches it, and that takes longer.

        What is returned tells it which pages are read anew; then, when it may write, `Outputs.only`.
        """
        if self._held or not self.outputs.record.files:
            return lambda _what: None

        def work(ask: Callable[[], Any]) -> Told:
            gc.disable()
            read = read_beside(self.project, self._kept, lambda: _few(ask()))
            self.outputs.now.pages, self.site = read.hashes, self._site(read, None)
            self.outputs.only = ask()
            return self._put_rest()

        def tell(what: Any) -> None:
            tell_second(what)
            if what and len(what) > MANY_CHANGED:
                self._wait_for_second = None

        self._wait_for_second, tell_second = asking(work, self._documents, instead=self._put_rest)
        return tell

    def _begin_links(self) -> Callable[[], object]:
        """Let the site begin as the one before, which lies beside it."""
        outputs, documents = self.outputs, self._documents
        if outputs.folder == outputs.before:
            return lambda: None
        if outputs.record.files:
            take_left(self.project, outputs.folder)
            return aside(lambda: outputs.begin([INDEX_FOLDER]), documents)
        return aside(lambda: sweep(self.project), documents)

    def _kept_pages(self) -> KeptPages:
        """The pages as they were read before; a preview holds them in memory."""
        if self._held is None:
            return kept_pages(self.project)
        abbreviations = load_abbreviations(self.project.content)
        if self._held.kept is None or self._held.abbreviations != abbreviations:
            self._held.kept = kept_pages(self.project, hold=True)
            self._held.abbreviations = abbreviations
        return self._held.kept

    def _begin_history(self) -> Callable[[], History | None]:
        """Ask git for the history of the pages; a preview does so once for each commit."""
        held = self._held
        if held is None:
            return begin_history(self.project.content)
        commit = latest_commit(self.project.root)
        if not commit or held.commit != commit:
            held.commit, held.history = commit, begin_history(self.project.content)()
        return lambda: held.history

    def _site(self, read: LibraryRead, history: History | None) -> Site:
        """What the pages show: of a preview the same as before, if the words of pages alone changed."""
        outputs, held = self.outputs, self._held
        if held and held.site and outputs.only is not None and held.model == outputs.now.model:
            changed = [page for page in read.pages if page.entry.address in outputs.only]
            if all(held.site.take(page) for page in changed):
                outputs.now.evidence = outputs.record.evidence
                return held.site
        site = Site.of(read, history)
        outputs.now.evidence = site.evidence
        if outputs.record.evidence != site.evidence:
            outputs.only = None
        if held:
            held.site, held.model = site, outputs.now.model
        gc.freeze()
        return site

    def _begin_index(self) -> None:
        """Begin to write the search index, or to change the one of the site before."""
        outputs, site, index = self.outputs, self.site, self._index
        before, now = outputs.record.pages, outputs.now.pages
        changed = {key for key, digest in now.items() if before.get(key) != digest}
        if not index.can_change or before.keys() != now.keys() or len(changed) > MANY_CHANGED:
            index.write(lambda: searchables(site))
        elif outputs.only is not None:
            index.update(list(searchables(site, only=changed)), None, lambda: searchables(site))
        else:
            every = list(searchables(site, changed))
            found = [each for key, each in zip(sorted(site.entries), every, strict=False) if key in changed]
            index.update(found, every, lambda: searchables(site))

    # Files

    def document_as_it_was(self, key: str, address: str, around: str) -> bool:
        """Whether the page of the document *key*, to lie at *address*, was taken from the site before.

        *around* is a digest of what stands around it.
        """
        if self.outputs.only is not None and key not in self.outputs.only:
            return self.outputs.carry(address)
        return self.outputs.same(address, f"{document_digest(key, self.site)} {around}")

    def list_as_it_was(self, uri: str, address: str, around: str) -> bool:
        """Whether the list *uri*, to lie at *address*, was taken from the site before; *around* as above."""
        if self.outputs.only is not None and self.outputs.carry(address):
            return True
        if digest := list_digest(uri, self.site):
            return self.outputs.same(address, f"{digest} {around}")
        self.outputs.expect(address, around)
        self.outputs.renew(address)
        return False

    def begin_rest(self, around: Callable[[str], str], render: Callable[[Written], str]) -> None:
        """Begin to put what stands for no page in content/: pages, data, forms, calendars, the index.

        *around* gives a digest of what stands around an address, *render* the HTML of a page.
        """

        def written(outputs: Outputs) -> None:
            self._write_written(outputs, around, render)

        if self._wait_for_second:
            self._wait_for_rest, self._left = self._wait_for_second, [written]
            return
        if self._held:
            aside, self._left = [written], [self._write_data, self._write_forms, self._write_listed]
        else:
            aside, self._left = [self._write_data, self._write_forms], [self._write_listed, written]
        self._wait_for_rest = begun(lambda: self._told(aside), len(self.site.entries))
        if not self._held or not self.outputs.record.files:
            self._begin_index()

    def _put_rest(self) -> Told:
        """Put what a second process puts."""
        self._begin_index()
        told = self._told([self._write_data, self._write_listed, self._write_forms])
        self._index.wait()
        return told

    def _told(self, works: Iterable[_Work]) -> Told:
        outputs = self.outputs.part()
        for work in works:
            work(outputs)
        return outputs.told()

    def _write_data(self, outputs: Outputs) -> None:
        if self._settings.exports:
            kept, settings = self.project.cache / "data", self._settings
            write_data(self.site, outputs, kept, settings.name, settings.url)

    def _write_forms(self, outputs: Outputs) -> None:
        if self._settings.exports:
            write_forms(self.site, outputs)

    def _write_listed(self, outputs: Outputs) -> None:
        site, settings, before = self.site, self._settings, outputs.record.listed
        if outputs.only is not None and all(map(outputs.carry, before)):
            outputs.now.listed = before
        else:
            calendars = write_calendars(site, outputs, settings.name, settings.url)
            outputs.now.listed = [*calendars, *write_task_rows(site.given, outputs)]

    def _write_written(
        self, outputs: Outputs, around: Callable[[str], str], render: Callable[[Written], str]
    ) -> None:
        site = self.site
        pages, before = site.written(), outputs.record.written
        if (only := outputs.only) is not None:
            pairs = [pair for pair in site.pairs if {pair.implementing.key, pair.implemented.key} & only]
            touched = {pair.address for pair in pairs}
            if all(outputs.carry(address) for address in before if address not in touched):
                pages = site.comparisons(pairs)
                outputs.now.written = [address for address in before if address not in touched]
        for page in pages:
            digest = f"{page.title} {page.digest} {around(page.address)}"
            outputs.put(page.address, digest, lambda page=page: render(page))  # type: ignore[misc]
            outputs.now.written.append(page.address)
        for moved in redirects(site.entries.values()):
            outputs.place(moved.address).write_text(moved.html, "utf-8", newline="\n")

    def finish(self, last: Callable[[], object]) -> None:
        """Wait until all is there that goes on beside, do what is the *last*, and remember what was built.

        Of a preview a thread does so: who saves a page looks at the page.  What was made is told twice then.
        """
        held = self._held
        if held is None:
            self._finish(last)
            save_record(self.outputs.finish(), self.project.cache / "built")
            return
        again = held.record.pages
        made = len(self.outputs.made)
        if again:
            print(f"{self._changed(again)} changed: {made} files made in {self._seconds()}", flush=True)

        def rest() -> None:
            self._finish(last)
            held.record = self.outputs.finish()
            if again and (more := len(self.outputs.made) - made):
                print(f"{more} more files in {self._seconds()}", flush=True)

        held.rest = Thread(target=rest, daemon=True)
        held.rest.start()

    def _finish(self, last: Callable[[], object]) -> None:
        self.outputs.join(self._told(self._left))
        self.outputs.join(self._wait_for_rest())
        for wait in self._waits:
            wait()
        last()
        if self._held and self.outputs.record.files:
            self._begin_index()
        if self._wait_for_second:
            self._index.look()
        else:
            self._index.wait()

    def _changed(self, before: Mapping[str, str]) -> str:
        now = self.outputs.now.pages
        changed = sorted(page for page in now.keys() | before.keys() if now.get(page) != before.get(page))
        return (", ".join(changed[:3]) + (" …" if len(changed) > 3 else "")) or "no page"

    def _seconds(self) -> str:
        return f"{time.perf_counter() - self._began:.2f} s"


def _few(altered: list[str]) -> list[str]:
    """Ends a second process that would read for as long as the first one."""
    if len(altered) > MANY_CHANGED:
        raise SystemExit(1)
    return altered


def _shared(settings: Settings) -> str:
    """A digest of what all files depend on besides the pages: code, packages, theme, settings."""
    packages = sorted(n for n in os.listdir(sysconfig.get_path("purelib")) if n.endswith(".dist-info"))
    told = (settings.name, settings.url, settings.exports, settings.others, code_hash(), packages)
    return Digester()(told, digest_of_files(*settings.files))
