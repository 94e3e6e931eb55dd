"""Checks: one file each; its docstring is its documentation and its test.

A check looks at one page (or, for `identity`, at all of them) and yields problems in Vietnamese,
each with its place and the next step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ..library import Entry, Library
from ..project import Project
from . import dates, front_matter, identity, lost_letters, original, printed_facts, tasks, wording
from .problem import Problem, Severity

CHECKS: dict[str, Callable[[Entry], Iterable[Problem]]] = {
    front_matter.CODE: front_matter.check,
    dates.CODE: dates.check,
    printed_facts.CODE: printed_facts.check,
    original.CODE: original.check,
    wording.CODE: wording.check,
    lost_letters.CODE: lost_letters.check,
    tasks.CODE: tasks.check,
}


def check(library: Library, project: Project) -> Iterator[Problem]:
    """Every problem of *library*, page by page; broken pages first."""
    for error in library.broken:
        yield Problem(_name(Path(error.path), project), error.line, error.trouble, "front-matter")
    for entry in library.entries:
        found = [problem for each in CHECKS.values() for problem in each(entry)]
        name = _name(entry.path, project)
        yield from sorted(problem.at(name) for problem in found)
    yield from sorted(identity.check(library, project))


def _name(path: Path, project: Project) -> str:
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else str(path)


__all__ = ["CHECKS", "Problem", "Severity", "check"]
