"""Readers: one file per format, one `read(path) -> Reading` per file.

A reader turns a file into paragraphs with what the layout told (bold, heading,
table row, line).  It does not ask what the paragraphs mean: that is `structure`.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import ChidaoError, UnknownFormat, UnreadableOriginal
from . import sandbox
from .first_bytes import check
from .reading import Reading
from .sandbox import Limits


class Format(NamedTuple):
    """How the files of a suffix are read."""

    name: str
    """As staff call it: "Word (.docx)"."""
    module: str
    """Of this package; it has `read(path) -> Reading` and is loaded when it is needed."""
    limits: Limits | None = Limits()
    """What its child process may take; None: read here, for formats that need no library."""
    batch: int = 1
    """How many files `read_many(paths)` of its module is given at once, where starting is what takes long."""


FORMATS: dict[str, Format] = {
    ".txt": Format("văn bản thuần (.txt)", "txt", None),
    ".md": Format("Markdown (.md)", "txt", None),
    ".docx": Format("Word (.docx)", "docx"),
    ".doc": Format("Word cũ (.doc)", "word_processors", batch=24),
    ".rtf": Format("văn bản RTF (.rtf)", "word_processors", batch=24),
    ".odt": Format("OpenDocument (.odt)", "word_processors", batch=24),
    ".pdf": Format("PDF (.pdf)", "pdf"),
    ".html": Format("trang web (.html)", "html"),
    ".htm": Format("trang web (.htm)", "html"),
    ".xls": Format("Excel (.xls)", "sheets"),
    ".xlsx": Format("Excel (.xlsx)", "sheets"),
    ".png": Format("ảnh quét (.png)", "scan"),
    ".jpg": Format("ảnh quét (.jpg)", "scan"),
    ".jpeg": Format("ảnh quét (.jpeg)", "scan"),
    ".tif": Format("ảnh quét (.tif)", "scan"),
    ".tiff": Format("ảnh quét (.tiff)", "scan"),
}


def read(path: Path) -> Reading:
    """Read an original, whatever its format; foreign formats in a child process with limits.

    Raises UnknownFormat or UnreadableOriginal; both name the file and the next step.
    """
    form = format_of(path)
    if form.limits is None or sandbox.inside():
        return read_here(path)
    check(path)
    job = sandbox.Job(f"{__name__}:read_here", (path,), path, form.limits, modules_for(path))
    reading: Reading = sandbox.run(job)
    return reading


def format_of(path: Path) -> Format:
    """The format of *path* by its suffix.  Raises UnknownFormat."""
    try:
        return FORMATS[path.suffix.lower()]
    except KeyError:
        raise UnknownFormat(path, known=sorted(FORMATS)) from None


def modules_for(path: Path) -> tuple[str, ...]:
    """The modules that read *path*, so that a worker loads them once."""
    return (f"{__name__}.{format_of(path).module}",)


def read_here(path: Path) -> Reading:
    """Read an original in this process, without limits.  Raises as `read`."""
    form = format_of(path)
    try:
        module = importlib.import_module(f"{__name__}.{form.module}")
    except ModuleNotFoundError as error:
        raise UnreadableOriginal(
            path, f"needs the Python package {error.name}, which is not there", "run make setup"
        ) from None
    reading: Reading = module.read(path)
    return reading


def read_many_here(paths: Sequence[Path]) -> list[Reading | ChidaoError]:
    """Read originals of one format in this process: for each its reading, or what `read` would raise."""
    if len(paths) > 1 and format_of(paths[0]).batch > 1:
        module = importlib.import_module(f"{__name__}.{format_of(paths[0]).module}")
        return list(module.read_many(paths))
    return [_read_or_error(path) for path in paths]


def _read_or_error(path: Path) -> Reading | ChidaoError:
    try:
        if format_of(path).limits is not None:
            check(path)
        return read_here(path)
    except ChidaoError as error:
        return error


__all__ = [
    "FORMATS",
    "Format",
    "Reading",
    "format_of",
    "modules_for",
    "read",
    "read_here",
    "read_many_here",
]
