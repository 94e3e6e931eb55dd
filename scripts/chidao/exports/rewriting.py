"""A file that is written piece by piece, out of the file that it was before as far as that goes.

pieces ──▶ as the file before goes on? ──▶ read from there, many at once
                                  else ──▶ written
"""

from __future__ import annotations

import hashlib
import mmap
from pathlib import Path
from typing import IO


class Rewriting:
    """One file."""

    def __init__(self, path: Path, before: Path | None) -> None:
        """*path* may be *before* itself, or a link to it: the file before is not written into."""
        self.size = 0
        """Bytes, of all pieces."""
        self._path = path
        self._old = _mapped(before) if before else b""
        # What was added last and stands in the file before, too: not written yet.
        self._start = self._end = 0
        self._out: IO[bytes] | None = None
        self._digest = hashlib.sha256()

    def copy(self, start: int, length: int) -> None:
        """Add what stands in the file before."""
        if start != self._end:
            self._write_copied()
            self._start = start
        self._end = start + length
        self.size += length

    def put(self, data: bytes) -> None:
        """Add *data*."""
        end = self._end + len(data)
        if self._old[self._end : end] == data:
            self._end = end
        else:
            self._write_copied()
            self._write(data)
        self.size += len(data)

    @property
    def unchanged(self) -> bool:
        """Whether what was added is the file before, from its first byte to its last."""
        return self._out is None and (self._start, self._end) == (0, len(self._old))

    def finish(self) -> str:
        """Write the file to its end; returns the SHA-256 of its bytes."""
        self._write_copied()
        self._write(b"")
        if self._out:
            self._out.close()
        return self._digest.hexdigest()

    def _write_copied(self) -> None:
        if self._start < self._end:
            with memoryview(self._old) as old, old[self._start : self._end] as copied:
                self._write(copied)
        self._start = self._end

    def _write(self, data: bytes | memoryview) -> None:
        if self._out is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.unlink(missing_ok=True)
            self._out = self._path.open("wb")
        self._out.write(data)
        self._digest.update(data)


def _mapped(path: Path) -> bytes | mmap.mmap:
    with path.open("rb") as file:
        try:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:  # an empty file cannot be mapped
            return b""
