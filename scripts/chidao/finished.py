"""What conversion has finished, kept in .cache/: a stopped run over 10,000 files goes on where it was.

The record says only this: the code at work made the page with this fingerprint of the original with this
name and hash.  Whether that page is there, and the original is still that file, is looked at each time;
without the record everything is converted anew, to the same end.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TextIO

from .code_hash import code_hash


class Finished:
    """The record of a project."""

    def __init__(self, cache: Path) -> None:
        self._path = cache / "converted" / f"{code_hash()}.txt"
        self._lines: set[str] = set()
        self._file: TextIO | None = None
        with contextlib.suppress(OSError):
            # A last line that was cut off fits nothing.
            self._lines = set(self._path.read_text("utf-8", "replace").split("\n"))

    def __contains__(self, made: tuple[str, str, str]) -> bool:
        """Whether (name, SHA-256 of the original, fingerprint of its page) is what this code makes."""
        return _line(*made) in self._lines

    def add(self, name: str, sha256: str, fingerprint: str) -> None:
        """Remember it, at once and on disk; a disk that cannot be written costs time, no more."""
        line = _line(name, sha256, fingerprint)
        if line in self._lines:
            return
        self._lines.add(line)
        with contextlib.suppress(OSError):
            if self._file is None:
                self._file = self._opened()
            self._file.write(f"{line}\n")
            self._file.flush()

    def _opened(self) -> TextIO:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        for other in self._path.parent.glob("*.txt"):  # records of other code
            if other != self._path:
                other.unlink(missing_ok=True)
        torn = self._path.is_file() and not self._path.read_bytes().endswith(b"\n")
        file = self._path.open("a", encoding="utf-8")
        if torn:
            file.write("\n")
        return file

    def close(self) -> None:
        """Close the file on disk."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None


def _line(name: str, sha256: str, fingerprint: str) -> str:
    return f"{sha256} {fingerprint} {name}"
