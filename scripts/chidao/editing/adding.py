"""A file becomes an original of the project and a page, both or neither.

Original and page are prepared in .cache/adding/, with a plan that says where they go; then each is renamed
into its place.  A run that was ended before the plan was written has done nothing; one that was ended after
it is finished by the next run.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import pages, readers
from ..addresses import Addresses
from ..conversion import write_whole
from ..document import Document
from ..errors import ChidaoError, UnknownFormat, UnreadableOriginal
from ..merging import Written
from ..pages.front_matter import seal
from ..project import Project
from ..readers.kept import Kept, sha256_of
from ..structure import recognise
from .asking import with_answers

_PLAN = "plan.json"


class AlreadyThere(ChidaoError):
    """The project holds this file.  Editors read this: Vietnamese."""

    def __init__(self, source: Path, name: str, page: str | None) -> None:
        where = f", trang {page}" if page else "; chưa có trang: chạy chidao add " + name
        super().__init__(f"{source}: kho đã có tệp này ({name}{where})")


@dataclass(frozen=True, slots=True)
class Understood:
    """A file that was read and is not yet part of the project."""

    source: Path
    """The file that was given."""
    copy: Path
    """What will be the original: a copy in .cache/, or *source* if it lies in originals/."""
    name: str
    """What the original will be called: "originals/177-kl-tw.docx"."""
    sha256: str
    document: Document
    method: str
    """How it was read."""


def understand(project: Project, source: Path) -> Understood:
    """Read *source*, from anywhere.  Raises ChidaoError; nothing is written but under .cache/."""
    readers.format_of(source)
    inside = source.resolve().is_relative_to(project.originals.resolve())
    copy = source if inside else _copied(project, source)
    try:
        sha256 = sha256_of(copy)
        name = project.name_of(source) if inside else _free_name(project, source, sha256)
        held = Addresses(project).held(name)
        if held is not None:
            raise AlreadyThere(source, name, held.relative_to(project.root).as_posix())
        reading = Kept.under(project.cache).read(copy, sha256)
    except OSError as error:
        _drop(copy, source)
        raise UnreadableOriginal(
            source, (error.strerror or "cannot be opened").lower(), "check its name"
        ) from None
    except ChidaoError as error:
        _drop(copy, source)
        if str(copy) in str(error):  # a person knows the file that was given
            raise ChidaoError(str(error).replace(str(copy), str(source))) from None
        raise
    document = recognise(reading.paragraphs, reading.warnings)
    return Understood(source, copy, name, sha256, document, reading.method)


def add(project: Project, understood: Understood, answers: Mapping[str, Any]) -> Path:
    """Put the original and its page into their places; *answers* are facts that an editor knows.

    Returns the page.  Raises SamePage if the project has a page of this document.
    """
    document = understood.document
    facts = with_answers(document.facts, answers) if answers else document.facts
    written = pages.write(document, understood.name, understood.sha256)
    answered = pages.write(replace(document, facts=facts), understood.name, understood.sha256)
    try:
        path = Addresses(project).of(understood.name, facts, understood.sha256)
    except ChidaoError:
        drop(understood)
        raise
    # The seal is that of the page as conversion would write it: an answer is an editor's work.
    page = seal(answered, written)
    Written(project.cache).keep(seal(written))
    if understood.copy == understood.source:
        write_whole(path, page, project.cache / "writing")  # the original is in its place
        return path
    folder = understood.copy.parent
    write_whole(folder / "page.md", page)
    plan = {"original": understood.name, "page": path.relative_to(project.root).as_posix()}
    write_whole(folder / _PLAN, json.dumps({**plan, "copy": understood.copy.name}))
    _carry_out(project, folder)
    return path


def drop(understood: Understood) -> None:
    """Forget a file that shall not be added."""
    _drop(understood.copy, understood.source)


def _drop(copy: Path, source: Path) -> None:
    if copy != source:
        shutil.rmtree(copy.parent, ignore_errors=True)


def finish_what_was_begun(project: Project) -> list[str]:
    """Carry out the plans of runs that were ended, and clear away what they had only begun.

    Returns the pages that are there now.
    """
    finished = []
    for folder in sorted((project.cache / "adding").glob("*-*")):
        if _is_running(folder.name.split("-")[0]):
            continue
        if (folder / _PLAN).is_file():
            finished.append(_carry_out(project, folder))
        else:
            shutil.rmtree(folder, ignore_errors=True)
    return finished


def _is_running(pid: str) -> bool:
    if not pid.isdigit() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _carry_out(project: Project, folder: Path) -> str:
    """Rename both files into their places; what is there already was carried out before."""
    plan = json.loads((folder / _PLAN).read_text("utf-8"))
    for made, name in ((plan["copy"], plan["original"]), ("page.md", plan["page"])):
        source, target = folder / made, project.root / name
        if source.is_file() and not target.exists():
            _into_place(source, target)
    shutil.rmtree(folder, ignore_errors=True)
    return str(plan["page"])


def _into_place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.rename(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # .cache/ lies on another disk: copy beside the target, then rename.
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".tmp")
        os.close(handle)
        try:
            shutil.copyfile(source, temporary)
            os.chmod(temporary, 0o644)
            os.rename(temporary, target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _copied(project: Project, source: Path) -> Path:
    """A copy of *source* in a folder of its own, named after this process."""
    (project.cache / "adding").mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=project.cache / "adding", prefix=f"{os.getpid()}-"))
    copy = folder / f"original{source.suffix.lower()}"
    try:
        shutil.copyfile(source, copy)
        os.chmod(copy, 0o644)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        trouble = (error.strerror or "cannot be opened").lower()
        raise UnreadableOriginal(source, trouble, "check its name and who may read it") from None
    return copy


def _free_name(project: Project, source: Path, sha256: str) -> str:
    """What *source* will be called.  Raises AlreadyThere if originals/ has the same bytes."""
    size = source.stat().st_size
    for original in project.original_files():
        with contextlib.suppress(OSError):
            if original.stat().st_size == size and sha256_of(original) == sha256:
                name = project.name_of(original)
                page = Addresses(project).held(name)
                shown = page.relative_to(project.root).as_posix() if page else None
                raise AlreadyThere(source, name, shown)
    target = project.originals / source.name.lstrip(".~$")
    if target.exists():
        target = target.with_name(f"{target.stem}-{sha256[:6]}{target.suffix}")
    return project.name_of(target)


def files_in(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """The files that *paths* stand for, folders opened; and those that no reader knows."""
    known: list[Path] = []
    unknown: list[Path] = []
    for path in paths:
        if not path.is_dir():
            known.append(path)
            continue
        for inside in sorted(path.rglob("*")):
            if not inside.is_file() or inside.name.startswith((".", "~$")):
                continue
            try:
                readers.format_of(inside)
                known.append(inside)
            except UnknownFormat:
                unknown.append(inside)
    return known, unknown
