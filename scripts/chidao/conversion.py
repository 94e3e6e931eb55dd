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
from .document import Facts
from .errors import ChidaoError, EditedPage, SamePage
from .pages.front_matter import fingerprint, is_untouched, load, seal, split
from .project import Project
from .structure import recognise
from .text import slug


@dataclass(frozen=True, slots=True)
class Conversion:
    """A page as an original gives it; nothing is written to disk."""

    page: str
    facts: Facts
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
    return Conversion(seal(pages.write(document, name, sha256)), document.facts, document.warnings)


def convert_all(
    project: Project, originals: list[Path], *, force: bool = False, dry: bool = False
) -> Iterator[Result]:
    """Convert each original in turn; one that fails does not stop the others.

    With *force* edited pages are replaced; with *dry* nothing is written.
    """
    known = project.pages_by_original()
    planned: dict[Path, str] = {}
    for original in originals:
        try:
            yield _convert_one(project, original, known, planned, force=force, dry=dry)
        except ChidaoError as error:
            outcome = Outcome.KEPT if isinstance(error, EditedPage) else Outcome.FAILED
            yield Result(original, outcome, message=str(error))
        except OSError as error:
            yield Result(original, Outcome.FAILED, message=f"{original}: {error.strerror or error}")


def _convert_one(
    project: Project,
    original: Path,
    known: dict[str, Path],
    planned: dict[Path, str],
    *,
    force: bool,
    dry: bool,
) -> Result:
    name = project.name_of(original)
    conversion = convert(original, name)
    path = known.get(name) or _address(project, conversion, name, planned)
    planned[path] = name
    known[name] = path
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


def _address(project: Project, conversion: Conversion, name: str, planned: dict[Path, str]) -> Path:
    """Choose the file of a new page: it is the page's address and stays.

    Raises SamePage if another original has become, or becomes in this run, the same document.
    """
    facts = conversion.facts
    folder = project.documents / (facts.date[:4] if facts.date else "chua-ro-nam")
    path = folder / f"{page_slug(facts) or slug(Path(name).stem, 60) or 'van-ban'}.md"
    other = planned.get(path) or (_original_of(path) if path.is_file() else None)
    if other is None:
        return path
    if facts.number and facts.date:
        # Type, number and date agree: one document, unless another body issued it.
        issuer = slug(" ".join(facts.issuer), 40)
        told_apart = path.with_name(f"{path.stem}-{issuer}.md")
        if (
            issuer
            and not path.stem.endswith(issuer)
            and told_apart not in planned
            and _other_issuer(project, path, planned, facts)
        ):
            return told_apart
        raise SamePage(Path(name), path, other)
    sha256 = _sha256(conversion.page)
    if path.is_file() and sha256 == _sha256(path.read_text("utf-8", "replace")):
        raise SamePage(Path(name), path, other)
    return path.with_name(f"{path.stem}-{sha256[:6]}.md")


def page_slug(facts: Facts) -> str:
    """The name of a page's file: type and number, or the first words of its subject; "" if unknown.

    >>> page_slug(Facts(type="Kết luận", number="177-KL/TW"))
    'ket-luan-177-kl-tw'
    """
    parts = [facts.type or ("văn bản" if facts.number or facts.subject else "")]
    if facts.number:
        parts.append(facts.number)
        if facts.level in ("province", "district", "commune"):
            parts.append(facts.province or "")
    elif facts.subject:
        parts.append(slug(facts.subject, 60))
    return slug(" ".join(parts), 120)


def _original_of(path: Path) -> str | None:
    try:
        header, _body, _line = split(path.read_text("utf-8", "replace"), str(path))
        return load(header, str(path)).original or "a page without an original"
    except ChidaoError:
        return "a page that cannot be read"


def _other_issuer(project: Project, path: Path, planned: dict[Path, str], facts: Facts) -> bool:
    if not path.is_file():
        return False
    try:
        header, _body, _line = split(path.read_text("utf-8", "replace"), str(path))
        return load(header, str(path)).facts.issuer != facts.issuer
    except ChidaoError:
        return False


def _sha256(page: str) -> str:
    for line in page.splitlines():
        if line.startswith("  sha256: "):
            return line.removeprefix("  sha256: ").strip("'\"")
    return hashlib.sha256(page.encode("utf-8")).hexdigest()


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
