"""`chidao convert`: originals → pages."""

from __future__ import annotations

import difflib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ..conversion import Outcome, Result, convert_all
from ..cores import cores
from ..engine import Engine, Here, Processes
from ..errors import ChidaoError
from ..project import Project
from .help import Examples
from .paths import FILES, expand, here, of_pages, original_of, short
from .updating import told


@click.command(cls=Examples)
@FILES
@click.option("--diff", "show", is_flag=True, help="Show what would change; write nothing.")
@click.option("--update", is_flag=True, help="Merge into edited pages; show what would be done.")
@click.option("--write", is_flag=True, help="With --update: do it.")
@click.option("--page", type=click.Path(path_type=Path), help="With --update: the page that FILE is for.")
@click.option("--force", is_flag=True, help="Replace pages even if they were edited by hand.")
@click.option("--jobs", type=click.IntRange(1), help="Processes; by default one for each core.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", help="Where to work.")
@click.option("--scheduler", metavar="ADDRESS", help="Of the Dask cluster: tcp://host:8786.")
def convert(
    files: tuple[Path, ...],
    show: bool,
    update: bool,
    write: bool,
    page: Path | None,
    force: bool,
    jobs: int | None,
    engine: str,
    scheduler: str | None,
) -> None:
    """Convert originals into pages.

    \b
    For example:
        chidao convert                              all of originals/
        chidao convert originals/177-kl-tw.txt      one file
        chidao convert --diff                       what would change, without writing
        chidao convert --update                     what would be merged into edited pages
        chidao convert --update --write             merge it
        chidao convert --update originals/moi.docx --page content/van-ban/2025/ket-luan-177-kl-tw.md
                                                    a better original for a page
        chidao convert --engine dask --scheduler tcp://10.0.0.5:8786

    A page that an editor has changed is kept; with --update, what conversion says otherwise than it did
    goes into it, what the editor changed stays, and what both changed is marked for the editor to choose
    (FILES may then be pages).  Exit status 1 if a file failed or a merge has conflicts; the others are
    done all the same.  A run that was stopped goes on where it was when it is started again.
    """
    _refuse(files, update=update, write=write, page=page, force=force)
    project = Project.find()
    chosen = expand(of_pages(files, project) if update else files, project)
    originals = [here(path) for path in (chosen if files else project.original_files())]
    if not originals:
        click.echo(f"No originals in {short(project.originals)}; put documents there and run again.")
        return
    worker = _engine(engine, scheduler, jobs, originals)
    counts: Counter[Outcome] = Counter()
    dry = not write if update else show
    takes = {originals[0]: _page(page, project)} if page else {}
    before = original_of(page) if page else None
    results = convert_all(project, originals, force=force, dry=dry, update=update, takes=takes, engine=worker)
    try:
        for result in _progress(results, len(originals)):
            counts[result.outcome] += 1
            _tell(result, show, update, write)
    except KeyboardInterrupt:
        results.close()
        done = f"{counts.total()} of {len(originals)}"
        click.echo(f"\nStopped after {done}; run the same command again to go on from there", err=True)
        sys.exit(130)
    sums = [f"{counts[o]} {o.value}" for o in Outcome if counts[o]]
    click.echo(f"{'Would be: ' if dry else ''}{', '.join(sums)}")
    if (
        before
        and before != project.name_of(originals[0])
        and not dry
        and not counts[Outcome.FAILED]
        and project.original_of(before)
    ):
        click.echo(f"{before} is no longer the original of a page; remove it (git keeps it)")
    if update and dry and counts.total() > counts[Outcome.UNCHANGED] + counts[Outcome.FAILED]:
        click.echo("Nothing is written; to do it, add --write")
    if counts[Outcome.FAILED] or counts[Outcome.CONFLICTS]:
        sys.exit(1)


def _refuse(files: Sequence[Path], *, update: bool, write: bool, page: Path | None, force: bool) -> None:
    if (write or page) and not update:
        raise click.UsageError(f"{'--write' if write else '--page'} is for --update")
    if update and force:
        raise click.UsageError("--update keeps what editors wrote, --force replaces it: choose one")
    if page and len(files) != 1:
        raise click.UsageError("--page needs one FILE: the original that the page shall have")


def _page(page: Path, project: Project) -> Path:
    """The page that a person named."""
    whole = page.resolve()
    if not whole.is_file() or not whole.is_relative_to(project.documents.resolve()):
        raise ChidaoError(f"{page}: there is no such page; pages lie in {short(project.documents)}")
    return project.root / whole.relative_to(project.root.resolve())


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
    count = min(jobs or cores(), len(originals))
    return Processes(count) if count > 1 and len(originals) > _FEW else Here()


def _tell(result: Result, show: bool, update: bool, write: bool) -> None:
    name = short(result.original)
    if result.message:
        click.echo(result.message, err=True)
    elif update:
        for line in told(result, write):
            click.echo(line)
    elif result.outcome is Outcome.CONVERTED and result.page:
        click.echo(f"{name} → {short(result.page)}")
    if result.outcome in (Outcome.CONVERTED, Outcome.MERGED, Outcome.CONFLICTS):
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
