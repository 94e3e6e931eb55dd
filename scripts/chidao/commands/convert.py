"""`chidao convert`: originals → pages."""

from __future__ import annotations

import difflib
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ..conversion import Outcome, Result, convert_all
from ..engine import Engine, Here, Processes
from ..project import Project
from .help import Examples
from .paths import FILES, expand, here, short


@click.command(cls=Examples)
@FILES
@click.option("--diff", "show", is_flag=True, help="Show what would change; write nothing.")
@click.option("--force", is_flag=True, help="Replace pages even if they were edited by hand.")
@click.option("--jobs", type=click.IntRange(1), help="Processes; by default one for each core.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", help="Where to work.")
@click.option("--scheduler", metavar="ADDRESS", help="Of the Dask cluster: tcp://host:8786.")
def convert(
    files: tuple[Path, ...], show: bool, force: bool, jobs: int | None, engine: str, scheduler: str | None
) -> None:
    """Convert originals into pages.

    \b
    For example:
        chidao convert                              all of originals/
        chidao convert originals/177-kl-tw.txt      one file
        chidao convert --diff                       what would change, without writing
        chidao convert --engine dask --scheduler tcp://10.0.0.5:8786

    A page that an editor has changed is kept.  Exit status 1 if a file failed; the others are done
    all the same.  A run that was stopped goes on where it was when it is started again.
    """
    project = Project.find()
    originals = [here(path) for path in (expand(files, project) if files else project.original_files())]
    if not originals:
        click.echo(f"No originals in {short(project.originals)}; put documents there and run again.")
        return
    worker = _engine(engine, scheduler, jobs, originals)
    counts: Counter[Outcome] = Counter()
    results = convert_all(project, originals, force=force, dry=show, engine=worker)
    try:
        for result in _progress(results, len(originals)):
            counts[result.outcome] += 1
            _tell(result, show)
    except KeyboardInterrupt:
        results.close()
        done = f"{counts.total()} of {len(originals)}"
        click.echo(f"\nStopped after {done}; run the same command again to go on from there", err=True)
        sys.exit(130)
    sums = [f"{counts[o]} {o.value}" for o in Outcome if counts[o]]
    click.echo(f"{'Would be: ' if show else ''}{', '.join(sums)}")
    if counts[Outcome.FAILED]:
        sys.exit(1)


_FEW = 8
"""Texts that are converted before a second process has started."""


def _engine(name: str, scheduler: str | None, jobs: int | None, originals: Sequence[Path]) -> Engine:
    """Where to convert *originals*."""
    if name == "dask":
        if scheduler is None:
            raise click.UsageError(
                "--engine dask needs the address of a cluster: --scheduler tcp://host:8786"
            )
        from ..cluster import Cluster  # an extra that few install

        return Cluster(scheduler)
    if scheduler is not None:
        raise click.UsageError("--scheduler is for --engine dask")
    count = min(jobs or len(os.sched_getaffinity(0)), len(originals))
    return Processes(count) if count > 1 and len(originals) > _FEW else Here()


def _tell(result: Result, show: bool) -> None:
    name = short(result.original)
    if result.message:
        click.echo(result.message, err=True)
    elif result.outcome is Outcome.CONVERTED and result.page:
        click.echo(f"{name} → {short(result.page)}")
    if result.outcome is Outcome.CONVERTED:
        for warning in result.warnings:
            click.echo(f"{name}: note: {warning}", err=True)
    if show and result.difference and result.page:
        page = short(result.page)
        old, new = (text.splitlines(keepends=True) for text in result.difference)
        click.echo("".join(difflib.unified_diff(old, new, page, f"{page} (converted)")), nl=False)


def _progress(results: Iterator[Result], length: int) -> Iterator[Result]:
    """A bar on standard error, where a person is looking and the work is long."""
    if length < 20 or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(results, length=length, label="Converting", file=sys.stderr) as bar:
        yield from bar
