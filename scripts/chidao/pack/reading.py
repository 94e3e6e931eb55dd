"""A zip that a stranger may have made, read within bounds; and a folder, read likewise."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

from ..errors import ChidaoError
from .manifest import LARGEST, BadManifest, File, Manifest, is_inside, read

_ENCRYPTED = 0x1


class NoZip(ChidaoError):
    """The file is no zip that can be read."""

    def __init__(self, path: Path, trouble: str) -> None:
        super().__init__(f"{path}: {trouble}; download or copy the zip anew")


class Zip:
    """A copy in a zip."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.unsafe: list[str] = []
        """Names in it that lead elsewhere, are links, are encrypted, or stand there twice."""
        self._entries: dict[str, zipfile.ZipInfo] = {}
        try:
            self._archive = zipfile.ZipFile(path)
        except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as error:
            trouble = (
                "is not there" if isinstance(error, FileNotFoundError) else "is no zip, or a damaged one"
            )
            raise NoZip(path, trouble) from None
        entries = self._archive.infolist()
        # Entries that share their bytes make of 10 MB as many TB as one likes.
        if sum(entry.compress_size for entry in entries) > path.stat().st_size:
            raise NoZip(path, "holds more than it has bytes for, as zip bombs do")
        for entry in entries:
            self._take(entry)

    def _take(self, entry: zipfile.ZipInfo) -> None:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        name = entry.filename
        if name.endswith("/") and not entry.file_size and is_inside(name[:-1]):
            return
        plain = kind in (0, stat.S_IFREG) and not entry.flag_bits & _ENCRYPTED
        packed = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        path = unicodedata.normalize("NFC", name)
        if not (plain and packed and is_inside(name)) or path in self._entries:
            self.unsafe.append(name)
        else:
            self._entries[path] = entry

    def manifest(self) -> Manifest:
        """For an update, what it knows of: its own files, and some others.  Raises BadManifest."""
        return read(str(self.path), self._small, zipped=True)

    def _small(self, path: str) -> bytes | None:
        entry = self._entries.get(path)
        if entry is None:
            return None
        try:
            with self._archive.open(entry) as file:
                data = file.read(LARGEST + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
            raise BadManifest(str(self.path), f"{path} is damaged") from None
        if len(data) > LARGEST:
            raise BadManifest(str(self.path), f"{path} is larger than a manifest can be")
        return data

    def paths(self) -> Iterator[str]:
        yield from self._entries

    def file(self, path: str, size: int) -> File | None:
        """The file at *path*, of which no more than *size* bytes are wanted; None if it cannot be read."""
        try:
            with self._archive.open(self._entries[path]) as file:
                return _digest(cast(BinaryIO, file), size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
            return None

    def __enter__(self) -> Zip:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()


def opened(path: Path) -> Zip | Folder:
    """The copy at *path*.  Raises NoZip."""
    if not path.exists():
        raise NoZip(path, "is not there")
    return Folder(path) if path.is_dir() else Zip(path)


class Folder:
    """A copy that was unzipped."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.unsafe: list[str] = []
        """Links, and what is no ordinary file."""
        self._found: dict[str, Path] = {}

    def manifest(self) -> Manifest:
        """Raises BadManifest."""
        manifest = read(str(self.path), self._small)
        # Only in the folders of the copy: a stick may hold much else.
        for top in sorted({path.split("/")[0] for path in manifest.files}):
            self._walk(self.path / top, top)
        return manifest

    def _small(self, path: str) -> bytes | None:
        file = self.path / path
        try:
            status = file.stat()
            if not stat.S_ISREG(status.st_mode):
                return None
            if status.st_size > LARGEST:
                raise BadManifest(str(self.path), f"{path} is larger than a manifest can be")
            return file.read_bytes()
        except OSError:
            return None

    def _walk(self, here: Path, path: str) -> None:
        try:
            mode = here.lstat().st_mode
        except OSError:
            return
        if stat.S_ISDIR(mode):
            try:
                names = os.listdir(here)
            except OSError:
                self.unsafe.append(path)
                return
            for name in sorted(names):
                self._walk(here / name, f"{path}/{name}")
        elif stat.S_ISREG(mode):
            # macOS takes names apart (NFD) where it writes them.
            self._found[unicodedata.normalize("NFC", path)] = here
        else:
            self.unsafe.append(path)

    def paths(self) -> Iterator[str]:
        yield from self._found

    def file(self, path: str, size: int) -> File | None:
        """The file at *path*, of which no more than *size* bytes are wanted; None if it cannot be read."""
        try:
            with self._found[path].open("rb") as file:
                return _digest(file, size)
        except OSError:
            return None

    def __enter__(self) -> Folder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


def _digest(file: BinaryIO, size: int) -> File:
    """Of at most one byte more than *size*: what is longer is another file anyway."""
    digest, left = hashlib.sha256(), size + 1
    while left and (block := file.read(min(left, 1 << 20))):
        digest.update(block)
        left -= len(block)
    return File(digest.hexdigest(), size + 1 - left)
