"""Writing a zip that has the same bytes whenever it is made, and is there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What is compressed already gains nothing and costs the most time.
_PACKED = (
    ".docx",
    ".xlsx",
    ".pptx",
    ".pdf",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".woff2",
    ".gz",
    ".zip",
)
LEVEL = 6
"""Of compression: 9 takes half as long again for one hundredth less."""


class Writer:
    """Takes files in order."""

    def __init__(self, archive: zipfile.ZipFile, date: str) -> None:
        self._archive = archive
        year, month, day = map(int, date.split("-"))
        # Zip knows years from 1980 to 2107.
        self._time = (min(max(year, 1980), 2107), month, day, 0, 0, 0)

    def add(self, path: str, data: bytes) -> None:
        """Put *data* into the zip as *path*; names that are not ASCII get the flag of UTF-8."""
        self._archive.writestr(self._entry(path), data, compresslevel=LEVEL)

    def add_file(self, path: str, source: Path) -> None:
        """Put the file *source* into the zip as *path*, however large it is."""
        size = source.stat().st_size
        if size <= _AT_ONCE:
            self.add(path, source.read_bytes())
            return
        entry = self._entry(path)
        entry.file_size = size
        # ZipFile.open knows no compresslevel of its own before Python 3.13.
        self._archive.compresslevel = LEVEL
        with source.open("rb") as file, self._archive.open(entry, "w", force_zip64=size > _ZIP64) as into:
            shutil.copyfileobj(file, into, 1 << 20)

    def _entry(self, path: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(path, self._time)
        entry.create_system, entry.external_attr = 3, 0o100644 << 16
        packed = path.lower().endswith(_PACKED)
        entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        return entry


_AT_ONCE = 32_000_000
_ZIP64 = 1 << 31


@contextmanager
def writing(target: Path, date: str) -> Iterator[Writer]:
    """A zip that becomes *target* when all is written; nothing is left of one that failed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", allowZip64=True, strict_timestamps=False) as archive:
                yield Writer(archive, date)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
