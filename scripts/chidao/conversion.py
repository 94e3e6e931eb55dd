"""Originals → pages.  A page that an editor has touched is never written over."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from . import pages, readers
from .addresses import Addresses
from .document import Facts
from .engine import Engine, Here, Pending
from .errors import BadPage, ChidaoError, EditedPage, OpenConflicts, UnreadableOriginal
from .finished import Finished
from .merging import Merged, Written, ancestor, merge
from .pages.front_matter import FrontMatter, fingerprint, is_untouched, load, seal, sealed_with, split
from .pages.undecided import count
from .project import Project
from .readers.kept import Kept, sha256_of
from .readers.reading import Reading
from .readers.sandbox import Job
from .structure import recognise

NOTHING_KEPT = Kept()


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
    MERGED = "merged"
    CONFLICTS = "merged with conflicts"
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
    """The page as it is and as it would be written, where these differ."""
    merged: Merged | None = None


def convert(original: Path, name: str | None = None, kept: Kept = NOTHING_KEPT) -> Conversion:
    """Read *original* and return its page.  *name* is its path in the project, for the front matter.

    Raises UnknownFormat or UnreadableOriginal.
    """
    return _conversion(original, name, kept.read(original))


def convert_here(pairs: Sequence[tuple[Path, str]], kept: Kept) -> list[Conversion | ChidaoError]:
    """Convert originals of one format, each with its name, in this process: what a job of an engine does."""
    readings = kept.read_many_here([original for original, _name in pairs])
    return [
        reading if isinstance(reading, ChidaoError) else _conversion(original, name, reading)
        for (original, name), reading in zip(pairs, readings, strict=True)
    ]


def _conversion(original: Path, name: str | None, reading: Reading) -> Conversion:
    document = recognise(reading.paragraphs, reading.warnings)
    try:
        sha256 = sha256_of(original)
    except OSError as error:  # it has gone while it was read
        trouble = (error.strerror or "cannot be opened").lower()
        raise UnreadableOriginal(original, trouble, "check its name and who may read it") from None
    page = seal(pages.write(document, name, sha256))
    return Conversion(page, document.facts, sha256, document.warnings)


UNDER_WAY = 64
"""Originals that are planned at once: few enough for memory, many enough for batches."""


def convert_all(
    project: Project,
    originals: Sequence[Path],
    *,
    force: bool = False,
    dry: bool = False,
    update: bool = False,
    takes: Mapping[Path, Path] | None = None,
    engine: Engine | None = None,
) -> Generator[Result, None, None]:
    """Convert each original, in turn or by *engine*, and settle them in their order.

    One that fails does not stop the others.  With *force* edited pages are replaced, with *update* they are
    merged; with *dry* nothing is written (with *update*, nothing but in .cache/).  *takes* are pages that
    get another original, by that original: raises OutsideProject or HasPage where that cannot be.
    """
    run = _Run(project, engine or Here(), force, dry, update)
    waiting: deque[_Step] = deque()
    try:
        for original, page in (takes or {}).items():
            run.take(original, page)
        for start in range(0, len(originals), UNDER_WAY):
            waiting += run.planned(originals[start : start + UNDER_WAY])
            # The next ones are begun while the last of these are still being done.
            while len(waiting) > UNDER_WAY // 2:
                yield run.settled(waiting.popleft())
        while waiting:
            yield run.settled(waiting.popleft())
        run.tidy()
    finally:
        run.close()


@dataclass(frozen=True, slots=True)
class _Step:
    """An original that is being converted, or the result, if that is known already."""

    original: Path
    name: str = ""
    result: Result | None = None
    pending: Pending | None = None
    """Of the job that it is part of."""
    share: int = 0
    """Which part of that job."""
    alone: bool = True
    """Whether it is the only one."""


class _Run:
    """One run of `convert_all`."""

    def __init__(self, project: Project, engine: Engine, force: bool, dry: bool, update: bool) -> None:
        self._project, self._engine, self._force, self._dry = project, engine, force, dry
        self._update = update
        self._addresses = Addresses(project)
        self._finished = Finished(project.cache)
        # To merge, one looks first and writes then: a scan shall not be recognised twice for that.
        self._remembers = update or not dry
        self._kept = Kept.under(project.cache) if self._remembers else NOTHING_KEPT
        self._as_written = Written(project.cache)

    def take(self, original: Path, page: Path) -> None:
        """Let *page* come from *original*.  Raises OutsideProject."""
        self._addresses.take(self._project.name_of(original), page)

    def planned(self, originals: Sequence[Path]) -> list[_Step]:
        """Begin the work on *originals*: steps in their order."""
        steps = [self._first_step(original) for original in originals]
        for batch in _batches(steps):
            pending = self._submitted([steps[index] for index in batch])
            for share, index in enumerate(batch):
                alone = len(batch) == 1
                steps[index] = replace(steps[index], pending=pending, share=share, alone=alone)
        return steps

    def _first_step(self, original: Path) -> _Step:
        try:
            name = self._project.name_of(original)
            readers.format_of(original)
        except ChidaoError as error:
            return _Step(original, result=Result(original, Outcome.FAILED, message=str(error)))
        return _Step(original, name, self._done_before(original, name) if self._remembers else None)

    def _done_before(self, original: Path, name: str) -> Result | None:
        """What became of it in an earlier run, if it would become the same today."""
        path = self._addresses.held(name)
        page = _read(path) if path else None
        seal = sealed_with(page) if page else None
        if page is None or seal is None or (self._force and not is_untouched(page)):
            return None
        try:
            known = (name, sha256_of(original), seal) in self._finished
        except OSError:
            return None
        return Result(original, Outcome.UNCHANGED, path) if known else None

    def _submitted(self, steps: list[_Step]) -> Pending:
        limits = readers.format_of(steps[0].original).limits
        if limits is not None and len(steps) > 1:
            limits = replace(limits, seconds=limits.seconds + 10 * len(steps))
        pairs = tuple((step.original, step.name) for step in steps)
        return self._engine.submit(
            Job(
                f"{__name__}:convert_here",
                (pairs, self._kept),
                steps[0].original,
                limits,
                (__name__, *readers.modules_for(steps[0].original)),
            )
        )

    def settled(self, step: _Step) -> Result:
        """Wait for *step* and write its page."""
        if step.result is not None:
            return step.result
        try:
            return self._written(step, self._conversion(step))
        except ChidaoError as error:
            outcome = Outcome.KEPT if isinstance(error, EditedPage) else Outcome.FAILED
            return Result(step.original, outcome, message=str(error))
        except OSError as error:
            return Result(
                step.original, Outcome.FAILED, message=f"{step.original}: {error.strerror or error}"
            )

    def _conversion(self, step: _Step) -> Conversion:
        assert step.pending is not None
        try:
            conversion: Conversion | ChidaoError = step.pending.result()[step.share]
        except ChidaoError:
            if step.alone:
                raise
            # One of the batch ended it; the others shall not suffer.
            conversion = self._submitted([step]).result()[0]
        if isinstance(conversion, ChidaoError):
            raise conversion
        return conversion

    def _written(self, step: _Step, conversion: Conversion) -> Result:
        original, warnings = step.original, conversion.warnings
        path = self._addresses.of(step.name, conversion.facts, conversion.sha256)
        old = _read(path)
        if old == conversion.page:
            self._remember(step, conversion)
            return Result(original, Outcome.UNCHANGED, path, warnings)
        difference = (old or "", conversion.page)
        if old is not None and not self._force and not is_untouched(old):
            if _written_then(old, path) == fingerprint(conversion.page):
                # Conversion says what it said then: all that differs is the editor's work.
                self._remember(step, conversion)
                return Result(original, Outcome.UNCHANGED, path, warnings, "", difference)
            if self._update:
                return self._merged(step, path, old, conversion)
            return Result(original, Outcome.KEPT, path, warnings, str(EditedPage(path)), difference)
        self._write(step, path, conversion.page, conversion)
        if old is not None and not self._dry and is_untouched(old):
            self._as_written.forget(sealed_with(old))
        return Result(original, Outcome.CONVERTED, path, warnings, "", difference)

    def _merged(self, step: _Step, path: Path, old: str, conversion: Conversion) -> Result:
        _refuse_other_encodings(path)
        if waiting := count(old) + len(_front_matter(old, path).conflicts):
            raise OpenConflicts(path, waiting)
        base = ancestor(self._project.root, path, old, self._as_written)
        merged = merge(base, old, conversion.page, str(path))
        self._write(step, path, merged.page, conversion)
        outcome = Outcome.CONFLICTS if merged.conflicts else Outcome.MERGED
        return Result(step.original, outcome, path, conversion.warnings, "", (old, merged.page), merged)

    def _write(self, step: _Step, path: Path, page: str, conversion: Conversion) -> None:
        """Write *page*, made of *conversion*, of which a later merge will want to know."""
        if not self._dry:
            self._as_written.keep(conversion.page)
            write_whole(path, page, self._project.cache / "writing")
            self._remember(step, conversion)

    def _remember(self, step: _Step, conversion: Conversion) -> None:
        seal = sealed_with(conversion.page)
        if seal and self._remembers:
            self._as_written.keep(conversion.page)
            self._finished.add(step.name, conversion.sha256, seal)

    def tidy(self) -> None:
        """Forget what older code has read."""
        self._kept.forget_others()

    def close(self) -> None:
        """End what is being done, and the record."""
        self._engine.close()
        self._finished.close()


def _batches(steps: Sequence[_Step]) -> Iterator[list[int]]:
    """Indices of steps that one job does: originals of one format where starting is what takes long."""
    together: dict[str, list[int]] = {}
    for index, step in enumerate(steps):
        if step.result is not None:
            continue
        form = readers.format_of(step.original)
        batch = together.setdefault(form.module, []) if form.batch > 1 else []
        batch.append(index)
        if len(batch) >= form.batch:
            yield batch
            together.pop(form.module, None)
    yield from together.values()


def _read(path: Path) -> str | None:
    return path.read_text("utf-8", "replace") if path.is_file() else None


def _refuse_other_encodings(page: Path) -> None:
    """Raise BadPage where a letter of *page* could not be read: merged, it would be lost for good."""
    try:
        page.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadPage(page, line, "tệp không phải UTF-8; mở và lưu lại dưới dạng UTF-8") from None


def _written_then(page: str, path: Path) -> str | None:
    return _front_matter(page, path).converted


def _front_matter(page: str, path: Path) -> FrontMatter:
    header, _body, _line = split(page, str(path))
    return load(header, str(path))


def write_whole(path: Path, text: str, by: Path | None = None) -> None:
    """Write a file so that it is there whole or not at all: a temporary file, then rename.

    A run that is killed in between leaves the temporary file: in the folder *by*, where it does no harm, by
    default beside *path*.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = path.parent
    if by is not None:
        with contextlib.suppress(OSError):
            by.mkdir(parents=True, exist_ok=True)
            # A file can be renamed on its own disk only.
            folder = by if by.stat().st_dev == path.parent.stat().st_dev else path.parent
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
