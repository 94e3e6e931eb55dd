"""All pages of a project → what is wrong with them."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from ..checks import ALL_PAGES_CHECKS, Edit, Pages, Problem, Severity
from ..checks.outline import Outline
from ..cores import cores
from ..project import Project
from . import kept
from .examine import Examined, examine
from .kept import Kept, Line

_MANY = 60
"""Pages from which a second process is worth its start."""
_SHARE = 25
"""Pages that a process is given at once."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found."""

    problems: tuple[Problem, ...]
    """By page and line."""
    outlines: tuple[Outline, ...]
    """Of the documents that were looked at."""
    pages: Pages
    anew: int
    """Files that were read; the others are as they were."""

    def count(self, severity: Severity) -> int:
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def summary(self) -> str:
        """In one line, for people."""
        departures = Counter(min(outline.departures, 1) for outline in self.outlines)
        return (
            f"{len(self.outlines)} trang: {departures[0]} khớp nguyên văn, "
            f"{departures[1]} đã biên tập so với bản gốc, "
            f"{departures[-1]} không có bản gốc để đối chiếu; "
            f"{self.count(Severity.ERROR)} lỗi, {self.count(Severity.WARNING)} cảnh báo"
        )


def check(project: Project, only: Collection[str] | None = None, jobs: int | None = None) -> Report:
    """Check the pages of *project*.

    With *only*, names of files in the project: the problems of these pages, and those between pages that one
    of these files has to do with (a page that cites one that is gone).  *jobs* is the number of processes.
    """
    lines, anew = _lines(project, jobs or cores())
    files = _files(project, lines)
    pages = Pages.of((line.examined.outline for line in lines), files)
    wanted = None if only is None else _wanted(only, lines)
    found: list[Problem] = []
    for line in lines:
        if wanted is None or line.name in wanted:
            found += line.examined.problems
    for each in ALL_PAGES_CHECKS.values():
        found += [p for p in each(pages) if wanted is None or {p.path, *p.concerns} & wanted]
    looked = [o for o in pages.all if o.is_document and (wanted is None or o.name in wanted)]
    problems = sorted(_located(project, found), key=lambda p: (p.path, p.line, p.column, p.code, p.message))
    return Report(tuple(problems), tuple(looked), pages, anew)


def _wanted(only: Collection[str], lines: Sequence[Line]) -> set[str]:
    """With an original that changed, its page is to be looked at."""
    names = set(only)
    return names | {line.name for line in lines if line.examined.original in names}


def _lines(project: Project, jobs: int) -> tuple[list[Line], int]:
    """The finding of each page, and how many files were looked at for them."""
    held = Kept(project)
    found: dict[str, Line] = {}
    stale: list[Path] = []
    for path in _pages(project):
        name = path.relative_to(project.root).as_posix()
        try:
            line = held.get(name, path.read_bytes())
        except OSError as error:
            found[name] = _unreadable(name, error)
            continue
        if line is None:
            stale.append(path)
        else:
            found[name] = line
    for words in _examined(project, stale, jobs):
        if line := kept.read(words):
            found[line.name] = line
    lines = [found[name] for name in sorted(found)]
    if stale or len(held.lines) != len(lines):
        held.save(line for line in lines if line.words)
    return lines, len(stale)


def _pages(project: Project) -> list[Path]:
    """Documents, and the pages that are written by hand."""
    return sorted(path for path in project.content.rglob("*.md") if not path.is_dir())


def _unreadable(name: str, error: OSError) -> Line:
    message = f"không đọc được tệp ({error.strerror}); xem lại quyền đọc"
    problem = Problem(name, 1, message, "encoding")
    return Line(name, "", None, "", Examined((problem,), Outline(name)))


def _files(project: Project, lines: Sequence[Line]) -> Iterator[str]:
    """What else lies under content/, if a page links to anything."""
    if any(line.examined.outline.links for line in lines):
        for folder, _folders, files in os.walk(project.content):
            inside = Path(folder).relative_to(project.content)
            yield from ((inside / file).as_posix() for file in files if not file.endswith(".md"))


def _examined(project: Project, paths: Sequence[Path], jobs: int) -> Iterator[str]:
    """The line of each of *paths*, found by *jobs* processes where one can be forked."""
    shares = [paths[start : start + _SHARE] for start in range(0, len(paths), _SHARE)]
    if jobs > 1 and len(paths) >= _MANY and _can_fork():
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, fork) as executor:
            pending = [executor.submit(_examine_all, project, share) for share in shares]
            while pending:
                try:
                    yield from pending[0].result()
                except BrokenProcessPool:  # one was ended, perhaps for want of memory
                    break
                pending.pop(0)
                shares.pop(0)
    for share in shares:
        yield from _examine_all(project, share)


def _can_fork() -> bool:
    return threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()


def _examine_all(project: Project, paths: Sequence[Path]) -> list[str]:
    found = []
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError:  # it has gone in the meantime
            continue
        examined = examine(project, path, data)
        stamp = kept.stamp(project, examined.original)
        found.append(kept.write(kept.sha256(data), stamp, examined))
    return found


def _located(project: Project, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Edits that name only what they replace get their place in the line."""
    for problem in problems:
        edit = problem.edit
        if edit is None or edit.start >= 0:
            yield problem
            continue
        line = line_of(project, problem.path, edit.line)
        start = line.rfind(edit.old)
        located = None if start < 0 else Edit(edit.line, start, start + len(edit.old), edit.old, edit.new)
        yield replace(problem, edit=located, column=max(start, 0) + 1)


def line_of(project: Project, name: str, number: int) -> str:
    """A line of a file, counted from 1; empty if there is none."""
    try:
        text = (project.root / name).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    lines = text.split("\n")
    return lines[number - 1] if number <= len(lines) else ""
