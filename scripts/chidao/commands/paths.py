"""Paths as a person types and reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from ..errors import ChidaoError
from ..pages.front_matter import load, split
from ..project import Project

FILES = click.argument("files", nargs=-1, type=click.Path(path_type=Path))


def here(path: Path) -> Path:
    """A path as a person would type it here."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except (ValueError, OSError, RuntimeError):
        return path


def short(path: Path) -> str:
    return str(here(path))


def expand(files: Iterable[Path], project: Project) -> list[Path]:
    """Folders stand for the originals in them."""
    found: list[Path] = []
    for path in files:
        if path.is_dir():
            inside = path.resolve()
            found += [p for p in project.original_files() if p.resolve().is_relative_to(inside)]
        else:
            found.append(path)
    return found


def of_pages(files: Iterable[Path], project: Project) -> Iterator[Path]:
    """Pages, and folders of them, stand for their originals.  Raises NoOriginal, BadPage."""
    for path in files:
        whole = path.resolve()
        if not whole.is_relative_to(project.documents.resolve()) or not whole.exists():
            yield path
            continue
        for page in sorted(whole.rglob("*.md")) if whole.is_dir() else [whole]:
            name = original_of(page)
            original = project.original_of(name) if name else None
            if original is None and not whole.is_dir():
                raise NoOriginal(path, name)
            if original is not None:
                yield original


def original_of(page: Path) -> str | None:
    """The original of *page*, as its front matter states it.  Raises BadPage."""
    header, _body, _line = split(page.read_text("utf-8", "replace"), short(page))
    return load(header, short(page)).original


class NoOriginal(ChidaoError):
    """A page has no original to be converted again."""

    def __init__(self, page: Path, name: str | None) -> None:
        trouble = f"its original {name} is not there" if name else "has no original"
        super().__init__(f"{page}: {trouble}; name the file: chidao convert --update FILE --page {page}")
