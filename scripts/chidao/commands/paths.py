"""Paths as a person types and reads them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

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
