"""Read a Word document (.docx): what Word shows and prints, in the order in which it is read."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from ..document import Paragraph
from ..errors import UnreadableOriginal
from ..text import fold_blanks, normalise
from . import txt
from .reading import Reading
from .word.package import LARGEST_FILE, Package
from .word.paragraphs import paragraphs
from .word.runs import Told
from .word.story import Reader
from .word.witness import witness


def read(path: Path) -> Reading:
    """Read a .docx file.  Raises UnreadableOriginal."""
    return from_bytes(path, _bytes(path))


def from_bytes(path: Path, data: bytes) -> Reading:
    """Read the bytes of a .docx file; *path* is only for messages."""
    reader = Reader(Package(path, data))
    found = paragraphs(list(reader.blocks()))
    if not found.paragraphs:
        raise _without_words(path, reader.package)
    method = ", ".join(["Word (.docx)", *found.schemes])
    noted = found.paragraphs if reader.notes else _with_typed_notes(found.paragraphs)
    return Reading(noted, method, tuple(_warnings(reader.told)))


def words(path: Path, data: bytes) -> str:
    """All words of a .docx file in the order of the file, as `txt.bare` leaves them: a second witness."""
    return txt.bare(" ".join(witness(Package(path, data))))


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableOriginal(path, "is a folder", "name the files in it")
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise UnreadableOriginal(
                path,
                f"has {size / 1e6:.0f} MB, more than any Word document ({LARGEST_FILE / 1e6:.0f} MB)",
                "make its pictures smaller in Word, or check that it is the right file",
            )
        return path.read_bytes()
    except OSError as error:
        trouble = (error.strerror or "cannot be opened").lower()
        raise UnreadableOriginal(path, trouble, "check its name and who may read it") from None


def _without_words(path: Path, package: Package) -> UnreadableOriginal:
    if package.has("/media/"):
        return UnreadableOriginal(
            path, "holds pictures and no words, perhaps a scan", "save it as .pdf, which is read with OCR"
        )
    return UnreadableOriginal(path, "has no words", "copy the document again from where it came")


_TYPED = re.compile(r"\[\d{1,3}\]\s*\S")


def _with_typed_notes(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Notes that somebody typed, as portals do: "[1]" in the text, "[1] Sau khi …" behind it."""
    if not any(_TYPED.match(paragraph.text) for paragraph in paragraphs):
        return paragraphs
    found = []
    for paragraph in paragraphs:
        notes = () if paragraph.cells else txt.notes(paragraph.text)
        found.append(replace(paragraph, marks=paragraph.marks + notes) if notes else paragraph)
    return tuple(found)


def _warnings(told: Told) -> list[str]:
    counts = told.counts
    found = []
    if counts["inserted"] or counts["deleted"]:
        found.append(
            "tracked changes are read as accepted: "
            f"{_many(counts['inserted'], 'insertion')}, {_many(counts['deleted'], 'deletion')}"
        )
    if counts["comment"]:
        found.append(f"comments are left out: {counts['comment']}")
    if counts["hidden"]:
        shown = "; ".join(f'"{_short(text)}"' for text in told.hidden)
        found.append(f"hidden text is left out: {_many(counts['hidden'], 'place')}, {shown}")
    for kind, name in _UNREAD:
        if counts[kind]:
            found.append(f"not read: {_many(counts[kind], name)}")
    return found


_UNREAD = (
    ("diagram", "diagram"),
    ("chart", "chart"),
    ("object", "embedded object"),
    ("elsewhere", "embedded file"),
)


def _many(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def _short(text: str) -> str:
    text = fold_blanks(normalise(text))
    return text if len(text) <= 40 else text[:40].rsplit(" ", 1)[0] + " …"
