"""The library: all document pages of a project, read once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from pathlib import Path

from . import readers
from .document import Document, Facts
from .errors import BadPage, ChidaoError
from .fidelity import Departure, departures, plain_text
from .how_read import HowRead, how_read
from .pages import parse
from .pages.front_matter import FrontMatter
from .project import Project
from .readers import txt
from .readers.encoding import decode, plain_utf8
from .readers.kept import Kept
from .structure.numbers import number_key
from .text import key, name_key


class Origin(StrEnum):
    """Where a fact comes from (rule 4: printed, inferred and unknown are three things)."""

    PRINTED = "printed"
    ASSERTED = "asserted"
    """An editor says so; the document does not print it."""
    INFERRED = "inferred"
    """It follows from another document, with a reason, and waits for an editor."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """The original of a page."""

    root: Path
    """Of the project."""
    name: str
    """As front matter states it."""
    size: int
    """Bytes."""
    sha256: str
    changed: bool
    """Whether it is another file than the one that was converted."""
    how: HowRead
    """How its text was obtained."""

    @property
    def path(self) -> Path:
        return self.root / self.name


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the library."""

    content: Path
    address: str
    """Relative to content/: "van-ban/2025/ket-luan-177-kl-tw.md"."""
    front_matter: FrontMatter
    document: Document
    """Its facts are those of the front matter."""
    printed: Facts
    """What the body prints."""
    original: OriginalFile | None
    departures: tuple[Departure, ...] | None
    """Where the text departs from its original; None if there is no original to compare with."""
    undecided: int = 0
    """Places where an editor must choose between two readings; here is what was there before."""

    @property
    def path(self) -> Path:
        return self.content / self.address

    @property
    def facts(self) -> Facts:
        return self.document.facts

    def origin(self, fact: str) -> Origin:
        """Where the fact named *fact* ("date") comes from."""
        value = getattr(self.facts, fact)
        if not value:
            return Origin.UNKNOWN
        return Origin.PRINTED if _plain(value) == _plain(getattr(self.printed, fact)) else Origin.ASSERTED

    @property
    def title(self) -> str:
        """How staff call it: "Kết luận số 177-KL/TW", or its type and subject."""
        facts = self.facts
        kind = facts.type or "Văn bản"
        if facts.number:
            return f"{kind} số {facts.number}"
        if facts.subject:
            first = facts.subject.split()[0]
            if first[1:].islower():
                return f"{kind} {facts.subject[:1].lower()}{facts.subject[1:]}"
            return f"{kind}: {facts.subject}" if first.isupper() else f"{kind} {facts.subject}"
        return self.path.stem


class KeptEntry(Entry):
    """A page that was read before: its words are fetched when they are asked for, and not kept."""

    __slots__ = ("_facts", "_fetch")

    _facts: Facts
    _fetch: Callable[[str], Document]

    def __init__(self, entry: Entry, fetch: Callable[[str], Document]) -> None:
        """What *entry* is, but for its words: *fetch* gives the document at an address."""
        for name in _BESIDE_WORDS:
            object.__setattr__(self, name, getattr(entry, name))
        object.__setattr__(self, "_facts", entry.facts)
        object.__setattr__(self, "_fetch", fetch)

    @property
    def document(self) -> Document:
        return self._fetch(self.address)

    @property
    def facts(self) -> Facts:
        return self._facts


_BESIDE_WORDS = [field.name for field in fields(Entry) if field.name != "document"]


def _plain(value: object) -> object:
    """Where only capitals or the place of an accent differ ("Uỷ", "Ủy"), the same is said."""
    if isinstance(value, tuple):
        return tuple(map(_plain, value))
    return key(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Library:
    """All pages that can be read, and what is wrong with the others."""

    entries: tuple[Entry, ...]
    broken: tuple[BadPage, ...] = ()

    def by_address(self) -> dict[str, Entry]:
        return {entry.address: entry for entry in self.entries}


def same_identity(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pages that state the same type, number, date and bodies: the first of them, and each other one."""
    first: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        facts = entry.facts
        if facts.number and facts.date:
            identity = (
                name_key(facts.type or ""),
                number_key(facts.number),
                facts.date,
                *map(name_key, facts.issuer),
            )
            if (other := first.setdefault(identity, entry)) is not entry:
                yield other, entry


def load(project: Project, paths: Iterable[Path] | None = None, originals: bool = True) -> Library:
    """Read the pages at *paths*, by default all pages of *project*; *originals* as in `read_entry`."""
    entries, broken = [], []
    for path in paths if paths is not None else project.pages():
        try:
            entries.append(read_entry(project, path, originals=originals))
        except BadPage as error:
            broken.append(error)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            broken.append(BadPage(path, line, "tệp không phải UTF-8; mở và lưu lại dưới dạng UTF-8"))
    return Library(tuple(entries), tuple(broken))


def read_entry(project: Project, path: Path, text: str | None = None, originals: bool = True) -> Entry:
    """Read one page, with its original if *originals*; *text* is its file's, where that was read.

    Raises BadPage.
    """
    page = parse(path.read_text("utf-8") if text is None else text, str(path))
    printed = page.document.facts
    stated = page.front_matter.facts
    # The list of recipients stands in the body only; all other facts are the editors' to state.
    facts = replace(stated, recipients=printed.recipients)
    document = replace(page.document, facts=facts)
    original, found = _compare(project, page.front_matter, document) if originals else (None, None)
    address = path.as_posix().removeprefix(f"{project.content.as_posix()}/")
    return Entry(
        project.content, address, page.front_matter, document, printed, original, found, page.undecided
    )


def _compare(
    project: Project, front_matter: FrontMatter, document: Document
) -> tuple[OriginalFile | None, tuple[Departure, ...] | None]:
    name = front_matter.original
    path = project.original_of(name) if name else None
    if name is None or path is None or not path.is_file():
        return None, None
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    changed = front_matter.sha256 is not None and front_matter.sha256 != sha256
    try:
        form = readers.format_of(path)
    except ChidaoError:
        how = how_read(path.suffix or "không rõ loại", "")
        return OriginalFile(project.root, name, len(data), sha256, changed, how), None
    method, warnings, found = _read_again(project, path, data, sha256, document)
    how = how_read(form.name, method, warnings)
    return OriginalFile(project.root, name, len(data), sha256, changed, how), found


_ReadAgain = tuple[str, Sequence[str], tuple[Departure, ...] | None]


def _read_again(project: Project, path: Path, data: bytes, sha256: str, document: Document) -> _ReadAgain:
    """How the original is read, the warnings, and where *document* departs from it; None if it cannot be."""
    try:
        if readers.format_of(path).module == "txt":
            # A quick look at texts, whose words need no reader; nor does what is as it stands in the file
            # need to be told from old encodings.
            words = txt.bare(plain_text(document.paragraphs))
            text = plain_utf8(data)
            if text is not None and txt.words_in(text) == words:
                return "UTF-8", (), ()
            text, encoding, warnings = decode(path, data)
            if txt.words_in(text) == words:
                return encoding, warnings, ()
        reading = Kept.under(project.cache).read(path, sha256)
    except ChidaoError:
        return "", (), None
    return reading.method, reading.warnings, tuple(departures(reading.paragraphs, document.paragraphs))
