"""Read .doc, .rtf and .odt: LibreOffice makes a .docx of them, which is then read."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import ChidaoError
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
