"""A hash of the code at work: what was computed under another one is computed anew."""

from __future__ import annotations

import hashlib
import shutil
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

_PACKAGE = Path(__file__).parent
_SOURCES = (".py", ".yml", ".json", ".csv")
_PACKAGES = ("lxml", "pypdfium2", "pdfplumber", "python-calamine", "firecrawl-anydoc", "ftfy", "pillow")
_PROGRAMS = ("soffice", "tesseract")


@cache
def code_hash(*parts: str) -> str:
    """Of the *parts* of this package ("readers", "text.py"), by default all of it.

    With it the libraries and programs that read foreign files, and Python.
    """
    digest = hashlib.sha256(sys.version.encode())
    for path in _files(parts):
        digest.update(f"\n{path.relative_to(_PACKAGE).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    for name in (*map(_version, _PACKAGES), *map(_program, _PROGRAMS)):
        digest.update(f"\n{name}".encode())
    return digest.hexdigest()[:16]


def _files(parts: tuple[str, ...]) -> list[Path]:
    roots = [_PACKAGE / part for part in parts] or [_PACKAGE]
    found = [path for root in roots for path in ([root] if root.is_file() else root.rglob("*"))]
    return sorted(path for path in found if path.suffix in _SOURCES and path.is_file())


def _version(package: str) -> str:
    try:
        return f"{package} {metadata.version(package)}"
    except metadata.PackageNotFoundError:
        return f"{package} is not there"


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        return f"{name} is not there"
    path = Path(found).resolve()
    return f"{path} {path.stat().st_mtime_ns}"
