"""Readers: one file per format, one `read(path) -> Reading` per file.

A reader turns a file into paragraphs with what the layout told (bold, heading,
table row, line).  It does not ask what the paragraphs mean: that is `structure`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..errors import UnknownFormat
from . import txt
from .reading import Reading

READERS: dict[str, Callable[[Path], Reading]] = {
    ".txt": txt.read,
    ".md": txt.read,
}


def read(path: Path) -> Reading:
    """Read an original, whatever its format.

    Raises UnknownFormat or UnreadableOriginal; both name the file and the next step.
    """
    try:
        reader = READERS[path.suffix.lower()]
    except KeyError:
        raise UnknownFormat(path, known=sorted(READERS)) from None
    return reader(path)


__all__ = ["READERS", "Reading", "read"]
