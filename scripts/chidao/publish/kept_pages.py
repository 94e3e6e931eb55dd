"""What reading a page yields, kept in .cache/pages/ between builds.

    <code>/index                     of each page: the hash of its file, the stamp of its original, its place
    <code>/<name>.segment            for each page: what is known of it, then its words

A page is found again by the hash of its file, by its original's size, times and inode, and by the code at
work.  A file that still has the size, times and inode with which it was found is not read again, unless it
had been written just before: clocks tick more slowly than editors save.  Segments are written once and never
changed; the index is replaced whole.  So a build that is ended leaves what was there, two builds at once lose
no more than time, and what is damaged is read anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import secrets
import shutil
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ..citations import Placed
from ..code_hash import code_hash
from ..document import Document, Facts
from ..errors import ChidaoError
from ..graph.gist import Gist
from ..library import Entry, KeptEntry, OriginalFile
from ..project import Project
from ..tasks import Doer, Task
from .document_bytes import from_bytes, to_bytes

Stamp = tuple[int, int, int, int]
"""Of an original: its size, when it was written, when anything of it was changed, its inode."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """What one page yields."""

    entry: Entry
    citations: list[Placed]
    tasks: list[Task]
    gist: Gist
    hash: str
    """Of its file, of what is known of its original, and of what else it was read by: where two are the same,
    all of it is the same."""
    outline: str
    """A digest of all that other pages show of it, or that follows from it: its own words are not in it, but
    for what is read out of them, and neither are the places where these stand."""


class Place(NamedTuple):
    """Where a page lies in the segments."""

    sha256: bytes
    """Of its file, and of what else it was read by."""
    original: tuple[str, Stamp | None] | None
    """The original that it names, and its stamp; None if it names none."""
    segment: str
    start: int
    known: int
    words: int
    """Bytes: what is known of the page, and behind it its words."""
    checksum: int
    page: tuple[Stamp, bytes] | None = None
    """The stamp of its file when it was found to be as it was, and a digest of what else it was read by."""


class KeptPages:
    """The pages of a project as they were read."""

    def __init__(self, project: Project, besides: bytes = b"", hold: bool = False) -> None:
        """*besides*: what else pages are read by.  With *hold* what was got is held in memory, too."""
        self._project = project
        self._root, self._content = project.root, project.content
        self._besides = hashlib.sha256(besides).digest()
        self._folder = project.cache / "pages" / code_hash()
        self._places: dict[str, Place] = _index(self._folder)
        self._open: dict[str, int] = {}
        self._recent: OrderedDict[str, Document] = OrderedDict()
        self._facts: dict[str, Facts] = {}
        self._taken: set[str] = set()
        self._lock = threading.Lock()
        self._held: dict[str, PageRead] | None = {} if hold else None

    def key(self, data: bytes) -> bytes:
        """By which the page with the file *data* is found."""
        return hashlib.sha256(data + self._besides).digest()

    def get(self, address: str) -> PageRead | None:
        """What the page at *address* yielded when it was read, if it was; see `look`."""
        if self._held and (held := self._held.get(address)):
            return held
        place = self._places.get(address)
        known = place and self._read(place, 0, place.known)
        if not place or not known or zlib.crc32(known) != place.checksum:
            return None
        try:
            return self._whole(address, *pickle.loads(known))
        except Exception:  # what damaged bytes may raise has no end
            return None

    def look(self, addresses: Iterable[str]) -> dict[str, Stamp]:
        """Those of *addresses* whose page and original are as they were when they were read, and the stamp of
        each page."""
        found = {}
        for address in addresses:
            if (place := self._places.get(address)) and (stamp := self._look(address, place)):
                found[address] = stamp
        return found

    def _look(self, address: str, place: Place) -> Stamp | None:
        if place.original and _stamp(self._project, place.original[0]) != place.original[1]:
            return None
        # Of thousands of pages; a Path of each would take longer than the rest.
        path = f"{self._content}/{address}"
        try:
            stamp = stamp_of(path)
            if (stamp, self._besides) == place.page:
                return stamp
            with open(path, "rb") as file:
                return stamp if place.sha256 == self.key(file.read()) else None
        except OSError:
            return None

    def keep(self, pages: Mapping[str, PageRead], stamps: Mapping[str, Stamp]) -> None:
        """Go on with *pages*, which `get` gave, and `look` found as they were with these *stamps*."""
        self._taken.update(pages)
        for address in pages:
            place = self._places[address]
            if place.page is None or place.page[0] != stamps[address]:
                self._places[address] = place._replace(page=self._found(stamps[address]))
        if self._held is not None:
            self._held |= pages

    def _found(self, stamp: Stamp) -> tuple[Stamp, bytes] | None:
        """What a place tells of a file that has this *stamp*: nothing if it was written just now."""
        return (stamp, self._besides) if max(stamp[1:3]) < time.time_ns() - _YOUNG else None

    def _whole(
        self,
        address: str,
        values: tuple[Any, ...],
        original: tuple[Any, ...] | None,
        citations: list[Placed],
        tasks: list[Task],
        gist: Gist,
        *digests: str,
    ) -> PageRead:
        front_matter, facts, printed, departures, undecided = values
        file = OriginalFile(self._root, *original) if original else None
        entry = Entry(
            self._content,
            address,
            front_matter,
            Document(facts, ()),
            printed,
            file,
            departures,
            undecided,
        )
        self._facts[address] = facts
        return PageRead(KeptEntry(entry, self.document), citations, tasks, gist, *digests)

    def document(self, address: str) -> Document:
        """The words of the page at *address*, which was got, or settled."""
        # A preview asks from two threads.
        with self._lock:
            return self._fetched(address)

    def _fetched(self, address: str) -> Document:
        if (found := self._recent.get(address)) is not None:
            self._recent.move_to_end(address)
            return found
        place = self._places[address]
        data = self._read(place, place.known, place.words)
        if data is None:
            raise LostWords(self._folder)
        found = self._recent[address] = from_bytes(data, self._facts[address])
        if len(self._recent) > _RECENT:
            self._recent.popitem(last=False)
        return found

    def _read(self, place: Place, offset: int, size: int) -> bytes | None:
        try:
            if place.segment not in self._open:
                self._open[place.segment] = os.open(self._folder / place.segment, os.O_RDONLY)
            # Processes share one place in the file: each says where it reads.
            data = os.pread(self._open[place.segment], size, place.start + offset)
        except OSError:
            return None
        return data if len(data) == size else None

    def write(
        self, pages: Iterable[tuple[PageRead, bytes, Stamp]]
    ) -> Iterator[tuple[PageRead, Place, bytes]]:
        """Write *pages*, each with the `key` of its file and the stamp that it had before it was read, into a
        segment of their own, as they come.

        Yields each with its place, and what is known of it, for `take`.  Raises OSError.
        """
        name, at = f"{secrets.token_hex(8)}.segment", 0
        with contextlib.ExitStack() as stack:
            for page, key, stamp in pages:
                if not at:
                    self._folder.mkdir(parents=True, exist_ok=True)
                    out = stack.enter_context((self._folder / name).open("wb"))
                known, words = _packed(page), to_bytes(page.entry.document)
                out.write(known)
                out.write(words)
                original = page.entry.front_matter.original
                stamped = (original, _stamp(self._project, original)) if original else None
                sizes = (len(known), len(words))
                place = Place(key, stamped, name, at, *sizes, zlib.crc32(known), self._found(stamp))
                yield page, place, known
                at += sum(sizes)

    def take(self, address: str, place: Place, read: PageRead | bytes) -> PageRead:
        """Take in what `write` wrote, here or (as bytes) in another process; returns it without its words."""
        self._places[address] = place
        if self._held:
            self._held.pop(address, None)
        with self._lock:
            self._recent.pop(address, None)
        self._taken.add(address)
        if isinstance(read, bytes):
            return self._whole(address, *pickle.loads(read))
        self._facts[address] = read.entry.facts
        return replace(read, entry=KeptEntry(read.entry, self.document))

    def save(self) -> None:
        """Write the index of the pages that were taken; a disk that cannot be written costs time, no more."""
        places = {address: self._places[address] for address in sorted(self._taken)}
        self._taken.clear()
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            segments = {place.segment for place in places.values()}
            if len(segments) > _SEGMENTS or self._waste(places, segments) > 0.5:
                places = self._joined(places)
            if places != _index(self._folder):
                temporary = self._folder / f".index.{secrets.token_hex(4)}"
                temporary.write_bytes(pickle.dumps({a: tuple(p) for a, p in places.items()}, 5))
                os.replace(temporary, self._folder / "index")
            self._places |= places
            self._sweep({place.segment for place in places.values()})

    def _waste(self, places: Mapping[str, Place], segments: Iterable[str]) -> float:
        whole = sum((self._folder / name).stat().st_size for name in segments)
        return 1 - sum(p.known + p.words for p in places.values()) / whole if whole else 0.0

    def _joined(self, places: Mapping[str, Place]) -> dict[str, Place]:
        """All *places* in one new segment."""
        name = f"{secrets.token_hex(8)}.segment"
        found: dict[str, Place] = {}
        with (self._folder / f".{name}").open("wb") as out:
            at = 0
            for address, place in places.items():
                data = self._read(place, 0, place.known + place.words)
                if data is None:
                    continue
                out.write(data)
                found[address] = place._replace(segment=name, start=at)
                at += len(data)
        os.replace(self._folder / f".{name}", self._folder / name)
        return found

    def _sweep(self, segments: set[str]) -> None:
        """Remove segments that no index names, and what other code has read."""
        for path in self._folder.iterdir():
            # Another build may be writing: what is young is let alone.
            if path.name != "index" and path.name not in segments and _old(path):
                path.unlink(missing_ok=True)
        for other in self._folder.parent.iterdir():
            if other != self._folder:
                shutil.rmtree(other, ignore_errors=True)


_YOUNG = 4_000_000_000
"""Nanoseconds: in so many a file may be written twice and keep its times, which FAT counts in two seconds."""
_RECENT = 16
"""Documents whose words are held."""
_SEGMENTS = 12
"""Files that an index may name; more are joined."""


class LostWords(ChidaoError):
    """What was read lies no more where it was put."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}: files were removed while the site was built; build it again")


def _index(folder: Path) -> dict[str, Place]:
    try:
        found = pickle.loads((folder / "index").read_bytes())
        return {address: Place(*place) for address, place in found.items()}
    except Exception:  # what damaged bytes may raise has no end
        return {}


def _old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > 3600
    except OSError:
        return False


def _stamp(project: Project, original: str) -> Stamp | None:
    if not original.startswith("originals/") or ".." in original:
        return None
    try:
        return stamp_of(f"{project.root}/{original}")
    except (OSError, ValueError):
        return None


def stamp_of(path: str) -> Stamp:
    status = os.stat(path)
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _packed(read: PageRead) -> bytes:
    """What is known of a page, without its words and without where the project lies."""
    entry = read.entry
    file = entry.original
    values = (entry.front_matter, entry.facts, entry.printed, entry.departures, entry.undecided)
    original = (file.name, file.size, file.sha256, file.changed, file.how) if file else None
    out = io.BytesIO()
    _Pickler(out, protocol=5).dump(
        (values, original, read.citations, read.tasks, read.gist, read.hash, read.outline)
    )
    return out.getvalue()


class _Pickler(pickle.Pickler):
    """Writes dataclasses as calls: read so, hundreds of thousands of small ones take a third of the time."""

    def reducer_override(self, value: Any) -> Any:
        kind: Any = type(value)
        if kind is Doer:
            return _doer, (value.words, _listed(value.bodies), value.group)
        names = _names(kind)
        return NotImplemented if names is None else (kind, tuple(getattr(value, name) for name in names))


def _doer(words: str, listed: str | tuple[str, ...], group: bool) -> Doer:
    return Doer(words, _bodies(listed) if isinstance(listed, str) else listed, group)


@cache
def _listed(bodies: tuple[str, ...]) -> str | tuple[str, ...]:
    """A class of all provinces is named on every other page: its 63 names are one text, written once for each
    page, and parted once for all.

    >>> _listed(("Sở Y tế", "Sở Xây dựng")), _listed(("Sở\\nY tế",)), _listed(())
    ('Sở Y tế\\nSở Xây dựng', ('Sở\\nY tế',), ())
    """
    return "\n".join(bodies) if bodies and not any("\n" in name for name in bodies) else bodies


@cache
def _bodies(listed: str) -> tuple[str, ...]:
    return tuple(listed.split("\n"))


@cache
def _names(kind: Any) -> tuple[str, ...] | None:
    """What a dataclass is made from; None for other classes."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None
