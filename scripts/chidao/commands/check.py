"""`chidao check`: what editors should look at."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path

import click

from .. import checking
from ..checks import Severity
from ..errors import ChidaoError
from ..project import Project
from .help import Examples
from .paths import FILES, short


@click.command(cls=Examples)
@FILES
@click.option("--fix", is_flag=True, help="Make the corrections that are certain, and no other change.")
@click.option("--since", metavar="REF", help="Only what differs from this git revision.")
@click.option(
    "--format", "form", type=click.Choice(list(checking.FORMATS)), default="text", help="How to tell it."
)
@click.option("--strict", is_flag=True, help="Count warnings as errors, too.")
@click.option("--jobs", type=click.IntRange(1), help="Processes; by default one for each core.")
@click.option("--watch", is_flag=True, help="Go on, and check again at each change.")
def check(
    files: tuple[Path, ...],
    fix: bool,
    since: str | None,
    form: str,
    strict: bool,
    jobs: int | None,
    watch: bool,
) -> None:
    """Check pages: front matter, dates, identity, Markdown, links, and every word against the original.

    \b
    For example:
        chidao check
        chidao check content/van-ban/2025/ket-luan-177-kl-tw.md
        chidao check --since main             what this branch changes
        chidao check --fix                    mend what is certain
        chidao check --format sarif > check.sarif

    Exit status 0 if all is well (warnings do not count), 1 if there are errors, 2 if it could not run.
    """
    project = Project.find()
    only = None if not files else set(_names(project, files))
    if since is not None:
        changed = checking.changed_since(project.root, since)
        only = changed if only is None else only & changed
    if watch and fix:
        raise click.UsageError("--watch only tells what is wrong: choose it or --fix")
    if watch:
        _watch(project, only, form, jobs)
    report = checking.check(project, only, jobs)
    # A page that was not named is not written, though a problem in it may be about one that was.
    named = [p for p in report.problems if only is None or not files or p.path in only]
    if fix and (made := checking.mend(project, named)):
        for name, count in sorted(made.items()):
            click.echo(f"{name}: đã sửa {count} chỗ", err=True)
        report = checking.check(project, only, jobs)
    click.echo(checking.FORMATS[form](report, project))
    if report.count(Severity.ERROR) or (strict and report.count(Severity.WARNING)):
        sys.exit(1)


def _names(project: Project, files: Iterable[Path]) -> Iterable[str]:
    """The names in the project of pages, and of those in folders."""
    content = project.content.resolve()
    for path in files:
        whole = path.resolve()
        if not whole.exists():
            raise ChidaoError(f"{path}: there is no such page; pages lie in {short(project.documents)}")
        if not whole.is_relative_to(content):
            raise ChidaoError(f"{path}: is no page of this project; pages lie in {short(project.documents)}")
        if whole.suffix != ".md" and not whole.is_dir():
            raise ChidaoError(f"{path}: is no page; name a file that ends in .md, or a folder of such")
        found = sorted(whole.rglob("*.md")) if whole.is_dir() else [whole]
        for page in found:
            yield f"content/{page.relative_to(content).as_posix()}"


_PAUSE = 0.5
"""Seconds between two looks at the files."""


def _watch(project: Project, only: set[str] | None, form: str, jobs: int | None) -> None:
    """Tell the problems each time something has changed, until interrupted.

    The two lines of dashes tell an editor where a run begins and ends.
    """
    before = None
    try:
        while True:
            state = _state(project)
            if state != before:
                click.echo("--- đang kiểm tra ---")
                click.echo(checking.FORMATS[form](checking.check(project, only, jobs), project))
                click.echo("--- đã kiểm tra xong ---")
                sys.stdout.flush()
                before = state
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        sys.exit(130)


def _state(project: Project) -> dict[str, int]:
    """When each page and original was changed last."""
    found = {}
    for folder in (project.content, project.originals):
        for path in folder.rglob("*"):
            try:
                found[str(path)] = path.stat().st_mtime_ns
            except OSError:
                continue
    return found
