"""What was found in each file, kept in .cache/ between runs.

A finding is found again by the hash of its file and of the code at work; of the original it is enough
that size, times and inode are as they were.  One line a file, with a checksum: a line that is damaged is a
file to look at again.  All is written whole or not at all, and there is a line for each page that is there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from ..checks import Edit, Problem, Severity
from ..checks.original import CODE as ABOUT_ORIGINAL
from ..checks.outline import Outline
from ..code_hash import code_hash
from ..conversion import write_whole
from ..project import Project
from .examine import Examined

_PARSERS = ("markdown-it-py", "mdit-py-plugins", "pyyaml", "jsonschema", "markdown")


@dataclass(frozen=True, slots=True)
class Line:
    """The finding of one file, as it is kept."""

    name: str
    sha256: str
    stamp: list[int] | None
    """Of the original; None: there is none."""
    words: str
    """The line as it is written."""
    examined: Examined


class Kept:
    """The findings of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._path = project.cache / "checked" / f"{_code()}.jsonl"
        self.lines: dict[str, Line] = {}
        with contextlib.suppress(OSError):
            for words in self._path.read_text("utf-8", "replace").split("\n"):
                if line := read(words):
                    self.lines[line.name] = line

    def get(self, name: str, data: bytes) -> Line | None:
        """What was found in the file *name*, if it and its original are what they were."""
        line = self.lines.get(name)
        if line is None or line.sha256 != sha256(data):
            return None
        if any(problem.code == ABOUT_ORIGINAL for problem in line.examined.problems):
            return None  # a program that reads it may have been installed since
        return line if line.stamp == stamp(self._project, line.examined.original) else None

    def save(self, lines: Iterable[Line]) -> None:
        """Keep *lines*, and nothing else; a disk that cannot be written costs time, no more."""
        with contextlib.suppress(OSError):
            write_whole(self._path, "".join(f"{line.words}\n" for line in lines))
            for other in self._path.parent.glob("*.jsonl"):  # findings of other code
                if other != self._path:
                    other.unlink(missing_ok=True)


def _code() -> str:
    versions = " ".join(f"{name} {metadata.version(name)}" for name in _PARSERS)
    return hashlib.sha256(f"{code_hash()} {versions}".encode()).hexdigest()[:16]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def stamp(project: Project, original: str | None) -> list[int] | None:
    """What changes when the original changes; the last change of its inode cannot be set by hand."""
    path = project.original_of(original) if original else None
    if path is None:
        return None
    try:
        status = path.stat()
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]


def write(sha256: str, stamp: list[int] | None, examined: Examined) -> str:
    """The line of a finding: its checksum, then JSON."""
    problems = [
        [p.line, p.message, p.code, p.severity, p.column, _edit(p.edit), p.concerns]
        for p in examined.problems
    ]
    values = [sha256, stamp, examined.original, problems, examined.outline.as_json()]
    words = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return f"{zlib.crc32(words.encode()):08x} {words}"


def _edit(edit: Edit | None) -> list[Any] | None:
    return [edit.line, edit.start, edit.end, edit.old, edit.new] if edit else None


def read(words: str) -> Line | None:
    """The finding of a line; None if it is damaged."""
    checksum, _, values = words.partition(" ")
    if f"{zlib.crc32(values.encode()):08x}" != checksum:
        return None
    try:
        sha, stamped, original, problems, outlined = json.loads(values)
        outline = Outline.from_json(outlined)
        found = tuple(
            Problem(
                outline.name, line, message, code, Severity(severity), column,
                Edit(*edit) if edit else None, tuple(concerns),
            )
            for line, message, code, severity, column, edit, concerns in problems
        )  # fmt: skip
    except (ValueError, TypeError, IndexError):
        return None
    return Line(outline.name, sha, stamped, words, Examined(found, outline, original))
