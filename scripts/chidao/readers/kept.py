"""Readings kept in .cache/, so that a scan is not recognised again at each build.

A reading is found by the SHA-256 of its file and the hash of the code that read it: it is what reading the
file now would give, or it is not found.  Texts are not kept, for reading them anew is as fast.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..code_hash import code_hash
from ..errors import ChidaoError
from . import format_of, parcel, read, read_many_here
from .reading import Reading

_CODE = ("readers", "structure", "forms", "document.py", "text.py", "errors.py", "code_hash.py")
"""What a reading depends on."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The readings of a project."""

    folder: Path | None = None
    """Where they lie; None: nothing is kept."""

    @classmethod
    def under(cls, cache: Path) -> Kept:
        """Readings under the folder *cache*, those by the code at work."""
        return cls(cache / "readings" / code_hash(*_CODE))

    def read(self, path: Path, sha256: str | None = None) -> Reading:
        """As `readers.read`; *sha256* of the file where it is known."""
        place = self._place(path, sha256)
        reading = _load(place) or read(path)
        _keep(place, reading)
        return reading

    def read_many_here(self, paths: Sequence[Path]) -> list[Reading | ChidaoError]:
        """As `readers.read_many_here`."""
        places = [self._place(path, None) for path in paths]
        found: list[Reading | ChidaoError | None] = [_load(place) for place in places]
        missing = [index for index, reading in enumerate(found) if reading is None]
        for index, reading in zip(missing, read_many_here([paths[i] for i in missing]), strict=True):
            found[index] = reading
            if isinstance(reading, Reading):
                _keep(places[index], reading)
        return [reading for reading in found if reading is not None]

    def forget_others(self, but: int = 1) -> None:
        """Remove what other code has read, but for the latest: who tries another version comes back."""
        if self.folder is None or not self.folder.parent.is_dir():
            return
        with contextlib.suppress(OSError):
            others = [other for other in self.folder.parent.iterdir() if other != self.folder]
            others.sort(key=lambda other: other.stat().st_mtime, reverse=True)
            for other in others[but:]:
                shutil.rmtree(other, ignore_errors=True)

    def _place(self, path: Path, sha256: str | None) -> Path | None:
        if self.folder is None or format_of(path).limits is None:
            return None
        try:
            name = sha256 or sha256_of(path)
        except OSError:
            return None  # the reader will say what is wrong with it
        return self.folder / name[:2] / f"{name[2:]}{path.suffix.lower()}"


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file.  Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _load(place: Path | None) -> Reading | None:
    if place is None:
        return None
    try:
        reading = parcel.unpack(zlib.decompress(place.read_bytes()))
    except (OSError, zlib.error, parcel.Refused):
        return None
    return reading if isinstance(reading, Reading) else None


def _keep(place: Path | None, reading: Reading) -> None:
    if place is None or place.exists():
        return
    with contextlib.suppress(OSError):  # a disk that is full or not ours to write costs time, no more
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(zlib.compress(parcel.pack(reading), 1))
            os.replace(temporary, place)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
