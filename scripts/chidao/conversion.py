"""Originals → pages.  A page that an editor has touched is never written over."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from . import pages, readers
from .addresses import Addresses
from .document import Facts
from .errors import ChidaoError, EditedPage
from .pages.front_matter import fingerprint, is_untouched, load, seal, split
from .project import Project
from .structure import recognise


@dataclass(frozen=True, slots=True)
class Conversion:
    """A page as an original gives it; nothing is written to disk."""

    page: str
    facts: Facts
    sha256: str
    """Of the original's bytes."""
    warnings: tuple[str, ...] = ()


class Outcome(StrEnum):
    """What became of an original."""

    CONVERTED = "converted"
    UNCHANGED = "unchanged"
    KEPT = "kept because edited"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Result:
    """What `convert_all` did with one original."""

    original: Path
    outcome: Outcome
    page: Path | None = None
    warnings: tuple[str, ...] = ()
    message: str = ""
    difference: tuple[str, str] | None = None
    """The page as it is and as conversion would write it, where these differ."""


def convert(original: Path, name: str | None = None) -> Conversion:
    """Read *original* and return its page.  *name* is its path in the project, for the front matter.

    Raises UnknownFormat or UnreadableOriginal.
    """
    reading = readers.read(original)
    document = recognise(reading.paragraphs, reading.warnings)
    sha256 = hashlib.sha256(original.read_bytes()).hexdigest()
    page = seal(pages.write(document, name, sha256))
    return Conversion(page, document.facts, sha256, document.warnings)


def convert_all(
    project: Project, originals: list[Path], *, force: bool = False, dry: bool = False
) -> Iterator[Result]:
    """Convert each original in turn; one that fails does not stop the others.

    With *force* edited pages are replaced; with *dry* nothing is written.
    """
    addresses = Addresses(project)
    for original in originals:
        try:
            yield _convert_one(project, original, addresses, force=force, dry=dry)
        except ChidaoError as error:
            outcome = Outcome.KEPT if isinstance(error, EditedPage) else Outcome.FAILED
            yield Result(original, outcome, message=str(error))
        except OSError as error:
            yield Result(original, Outcome.FAILED, message=f"{original}: {error.strerror or error}")


def _convert_one(project: Project, original: Path, addresses: Addresses, *, force: bool, dry: bool) -> Result:
    name = project.name_of(original)
    conversion = convert(original, name)
    path = addresses.of(name, conversion.facts, conversion.sha256)
    old = _read(path)
    if old is not None:
        if old == conversion.page:
            return Result(original, Outcome.UNCHANGED, path, conversion.warnings)
        difference = (old, conversion.page)
        if not force and not is_untouched(old):
            if _written_then(old, path) == fingerprint(conversion.page):
                # Conversion says what it said then: all that differs is the editor's work.
                return Result(original, Outcome.UNCHANGED, path, conversion.warnings, "", difference)
            message = str(EditedPage(path))
            return Result(original, Outcome.KEPT, path, conversion.warnings, message, difference)
    else:
        difference = ("", conversion.page)
    if not dry:
        write_whole(path, conversion.page)
    return Result(original, Outcome.CONVERTED, path, conversion.warnings, "", difference)


def _read(path: Path) -> str | None:
    return path.read_text("utf-8", "replace") if path.is_file() else None


def _written_then(page: str, path: Path) -> str | None:
    header, _body, _line = split(page, str(path))
    return load(header, str(path)).converted


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all: a temporary file, then rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
