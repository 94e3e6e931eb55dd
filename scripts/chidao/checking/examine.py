"""One file → its problems, and its outline for the checks of all pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..checks import PAGE_CHECKS, Page, Problem, characters, encoding, front_matter
from ..checks.outline import Outline, outline
from ..errors import BadPage
from ..library import read_entry
from ..project import Project


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a file after a look at it alone."""

    problems: tuple[Problem, ...]
    outline: Outline
    original: str | None = None
    """The path of its original in the project, as its front matter states it."""


def examine(project: Project, path: Path, data: bytes) -> Examined:
    """Look at the page at *path*, whose bytes are *data*."""
    name = path.relative_to(project.root).as_posix()
    if undecodable := list(encoding.check(data)):
        return Examined(tuple(p.at(name) for p in undecodable), Outline(name))
    text = data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    page = Page(name, text)
    if not path.is_relative_to(project.documents):
        return Examined(_sorted(name, characters.check(page)), outline(page))
    try:
        entry = read_entry(project, path, text)
    except BadPage as error:
        found = [front_matter.broken(error, page.lines), *characters.check(page)]
        return Examined(_sorted(name, found), Outline(name))
    page = Page(name, text, entry)
    problems = [problem for check in PAGE_CHECKS.values() for problem in check(page)]
    return Examined(_sorted(name, problems), outline(page), entry.front_matter.original)


def _sorted(name: str, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    found = {problem.at(name) for problem in problems}
    return tuple(sorted(found, key=lambda p: (p.line, p.column, p.code, p.message)))
