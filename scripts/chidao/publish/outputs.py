"""The files of a site that is being built; one that would be as it was is taken from the site built before.

    what a file shows ──digest──▶ as in the record? ──▶ it stays (in the next site it is a link already)
                                              else ──▶ it is made

A file is what its digest tells and what all files share: the code, the theme, the settings.  The record lies
in .cache/built; it says of each file how it lies on disk, so one that somebody changed is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import NamedTuple

from .linking import link_all

Made = tuple[str, int, int]
"""A file as it was made: its digest, its bytes, and when it was written, in nanoseconds.

There are tens of thousands, which are read and written at each build: a plain tuple takes half the time."""


class Told(NamedTuple):
    """What `Outputs.join` must know of a part."""

    digests: dict[str, str]
    """Of its files, by their addresses."""
    made: set[str]
    """Those that could not be taken as they were."""
    written: list[str]
    """As `Record` has them."""
    listed: list[str]
    """As `Record` has them."""


@dataclass(slots=True)
class Record:
    """What is remembered of a build."""

    shared: str = ""
    """A digest of what all files depend on."""
    files: dict[str, Made] = field(default_factory=dict)
    """By their addresses relative to the site's root."""
    pages: dict[str, str] = field(default_factory=dict)
    """The hash of each page of content/ by its address, as `LibraryRead.hashes` has them."""
    model: str = ""
    """A digest of all that pages tell of one another."""
    evidence: str = ""
    """A digest of the clauses that carry tasks out: they follow from the words of two documents."""
    written: list[str] = field(default_factory=list)
    """The pages that have no page in content/, by their addresses."""
    listed: list[str] = field(default_factory=list)
    """The calendars and the rows of tasks, by their addresses."""


class Outputs:
    """The files of one build."""

    def __init__(self, folder: Path, before: Path, record: Record, shared: str) -> None:
        """*folder* is the site to be built, *before* the one that was built, of which *record* tells: they
        may be one; else `begin` is to be called.  *shared* is a digest of what all files depend on.
        """
        self.folder = folder
        self.before = before
        self.record = record if record.shared == shared else Record()
        self.now = Record(shared)
        self.only: frozenset[str] | None = None
        """The pages that changed, where no file can be another but theirs; None where any may be."""
        self.made: set[str] = set()
        """The addresses of files that could not be taken as they were."""
        self._digests: dict[str, str] = {}
        self._folders: set[str] = set()

    @classmethod
    def anew(cls, folder: Path) -> Outputs:
        """Of a site in *folder* that nothing is known of."""
        return cls(folder, folder, Record(), "")

    def begin(self, whole: Iterable[str]) -> None:
        """Let *folder* begin as the site before, as far as the record tells of it, with the folders named in
        *whole*.  Raises OSError.
        """
        if self.folder != self.before:
            link_all(self.before, self.folder, self.record.files, whole if self.record.files else ())

    def part(self) -> Outputs:
        """Of some files of the same build, which may be made in another process."""
        part = Outputs(self.folder, self.before, self.record, self.now.shared)
        part.only = self.only
        return part

    def told(self) -> Told:
        """What was done for the files of a part."""
        return Told(self._digests, self.made, self.now.written, self.now.listed)

    def join(self, told: Told) -> None:
        """Take in what a part `told`."""
        self._digests |= told.digests
        self.made |= told.made
        self.now.written += told.written
        self.now.listed += told.listed

    def compare(self, pages: dict[str, str], model: str) -> None:
        """Tell which pages there are and what they tell of one another, as `Record` has them."""
        self.now.pages, self.now.model = pages, model
        before = self.record.pages
        if self.record.model == model and before.keys() == pages.keys():
            self.only = frozenset(address for address, digest in pages.items() if before[address] != digest)

    def carry(self, address: str) -> bool:
        """Whether the file at *address*, which shows what it showed before, was taken as it was."""
        made = self.record.files.get(address)
        return made is not None and self.same(address, made[0])

    def expect(self, address: str, digest: str) -> None:
        """Say what the file at *address* will show."""
        self._digests[address] = digest

    def take(self, address: str) -> bool:
        """Whether the file at *address* shows what it showed, as was said by `expect`, and stays.

        If not, it is renewed.
        """
        made = self.record.files.get(address)
        if made is not None and made[0] == self._digests.get(address) and self.is_there(address):
            return True
        self.renew(address)
        return False

    def renew(self, address: str) -> None:
        """Have the file at *address* made: a next site has none there until then."""
        self.made.add(address)
        if self.folder != self.before:
            self._remove(address)

    def is_there(self, address: str) -> bool:
        """Whether the file at *address* lies there as it was made for the site before."""
        made = self.record.files.get(address)
        try:
            status = os.stat(f"{self.folder}/{address}")
        except OSError:
            return False
        return made is not None and (status.st_size, status.st_mtime_ns) == made[1:]

    def same(self, address: str, digest: str) -> bool:
        """`expect`, then `take`."""
        self.expect(address, digest)
        return self.take(address)

    def put(self, address: str, digest: str, make: Callable[[], str]) -> None:
        """Take the file at *address*, or write what *make* gives."""
        if not self.same(address, digest):
            self.place(address).write_text(make(), "utf-8", newline="")

    def place(self, address: str) -> Path:
        """Where the file at *address* is written; its folder is there, the file of the site before is not."""
        self.renew(address)
        return self.rewritten(address)

    def rewritten(self, address: str) -> Path:
        """Where the file at *address* lies or is to lie.  It may be that of the site before: who writes it
        removes it first, and adds it to what was `made`."""
        path = f"{self.folder}/{address}"
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        return Path(path)

    def _remove(self, address: str) -> None:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(f"{self.folder}/{address}")

    def finish(self) -> Record:
        """The record of this build, when all files are there; what else the site before had is removed."""
        for address in self._digests.keys() - self.now.files.keys():
            digest = self._digests[address]
            before = self.record.files.get(address)
            if before and before[0] == digest and address not in self.made:
                self.now.files[address] = before
            else:
                self.look_again(address)
        for address in self.record.files.keys() - self.now.files.keys():
            self._remove(address)
            folder = address.rpartition("/")[0]
            with contextlib.suppress(OSError):  # others lie there
                while folder:
                    os.rmdir(f"{self.folder}/{folder}")
                    folder = folder.rpartition("/")[0]
        return self.now

    def look_again(self, address: str) -> None:
        """Remember the file at *address* as it lies now."""
        with contextlib.suppress(OSError):
            status = os.stat(f"{self.folder}/{address}")
            self.now.files[address] = (self._digests[address], status.st_size, status.st_mtime_ns)


def load_record(path: Path) -> Record:
    """The record in the file *path*; an empty one if there is none, or it is damaged."""
    try:
        return Record(**pickle.loads(path.read_bytes()))
    except Exception:  # what damaged bytes may raise has no end
        return Record()


def save_record(record: Record, path: Path) -> None:
    """Write *record* into the file *path*; without one the next build makes all anew."""
    kept = {each.name: getattr(record, each.name) for each in fields(Record)}
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        temporary.write_bytes(pickle.dumps(kept, 5))
        os.replace(temporary, path)


def digest_of_files(*places: Path) -> str:
    """A digest of the names and bytes of all files in *places*, which are files or folders."""
    digest = hashlib.sha256()
    for place in places:
        found = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in found:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"\n{path.relative_to(place).as_posix()}\n".encode("utf-8", "surrogateescape"))
                digest.update(path.read_bytes())
    return digest.hexdigest()
