"""Read .doc, .rtf and .odt: LibreOffice makes a .docx of them, which is then read."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import ChidaoError, UnreadableOriginal
from . import docx, libreoffice
from .first_bytes import check
from .reading import Reading


def read(path: Path) -> Reading:
    """Read one file.  Raises UnreadableOriginal."""
    (reading,) = read_many([path])
    if isinstance(reading, ChidaoError):
        raise reading
    return reading


def read_many(paths: Sequence[Path]) -> list[Reading | ChidaoError]:
    """Read files in one start of LibreOffice: for each its reading, or what `read` would raise."""
    found: dict[Path, Reading | ChidaoError] = {}
    for path in paths:
        try:
            check(path)
            _check_whole(path)
        except ChidaoError as error:
            found[path] = error
    converted = libreoffice.convert_many([path for path in paths if path not in found])
    for path, result in converted.items():
        found[path] = result if isinstance(result, ChidaoError) else _read(path, result)
    return [found[path] for path in paths]


def words(path: Path, data: bytes) -> str:
    """All words of a file, as `docx.words` finds them: a second witness, behind the same LibreOffice."""
    with tempfile.TemporaryDirectory(prefix="chidao-words-") as folder:
        copy = Path(folder, f"original{path.suffix.lower()}")
        copy.write_bytes(data)
        result = libreoffice.convert_many([copy])[copy]
    if isinstance(result, ChidaoError):
        raise result
    return docx.words(path, result)


LARGEST = 256 * 1024 * 1024
"""Bytes that an .odt may unpack to; 2,000 pages with their pictures have less."""


def _check_whole(path: Path) -> None:
    """Look for what LibreOffice runs for minutes over, and for what it reads half without a word.

    Raises UnreadableOriginal.
    """
    if path.suffix.lower() == ".odt":
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > LARGEST:
            raise UnreadableOriginal(
                path,
                f"unpacks to {unpacked / 1e6:.0f} MB, more than any document ({LARGEST / 1e6:.0f} MB)",
                "check that it is the right file",
            )
    elif path.suffix.lower() == ".rtf" and not _is_closed(path.read_bytes()):
        raise UnreadableOriginal(path, "is damaged or cut off", "copy the document again from where it came")


# Binary data of a stated length, signs that are escaped, and groups (RTF 1.9.1, "Basic Entities").
_GROUPS = re.compile(rb"\\bin(\d{1,10}) ?|\\[\\{}]|([{}])")


def _is_closed(data: bytes) -> bool:
    """Whether the group that is the document ends."""
    depth = at = 0
    while match := _GROUPS.search(data, at):
        at = match.end() + int(match[1] or 0)
        if match[2]:
            depth += 1 if match[2] == b"{" else -1
            if depth <= 0:
                return True
    return False


def _read(path: Path, converted: bytes) -> Reading | ChidaoError:
    try:
        reading = docx.from_bytes(path, converted)
    except ChidaoError as error:
        return error
    name = f"{_NAMES[path.suffix.lower()]} by LibreOffice"
    return replace(reading, method=", ".join([name, *reading.method.split(", ")[1:]]))


_NAMES = {
    ".doc": "Word (.doc)",
    ".dot": "Word (.dot)",
    ".rtf": "Rich Text (.rtf)",
    ".odt": "OpenDocument (.odt)",
}
