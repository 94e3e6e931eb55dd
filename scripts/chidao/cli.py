"""The command `chidao`: what it can do is the list of its subcommands, each with an example first."""

from __future__ import annotations

import difflib
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from . import __version__, readers
from . import library as libraries
from .checks import Severity, check
from .commands.report import report
from .conversion import Outcome, Result, convert_all
from .engine import Engine, Here, Processes
from .errors import ChidaoError
from .help import Examples
from .inspection import as_card, as_object
from .pack.commands import pack_command, verify_command
from .project import DOCUMENTS, Project
from .structure import recognise


class _Group(click.Group):
    command_class = Examples

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_help_text(ctx, formatter)
        self.format_usage(ctx, formatter)
        self.format_options(ctx, formatter)


@click.group(cls=_Group)
@click.version_option(__version__, prog_name="chidao")
def cli() -> None:
    """Turn directive documents into pages, check them, and publish them as a site.

    For example:

    \b
        chidao convert            originals/ → content/van-ban/
        chidao check              what editors should look at
        chidao build              content/ → site/
        chidao pack               site/ → dist/….zip, to carry away
    """


def main() -> None:
    """Run the command; a trouble that we can explain is one sentence and exit status 2."""
    try:
        cli(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except ChidaoError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has gone ("chidao inspect … | head").
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


cli.add_command(pack_command)
cli.add_command(verify_command)
cli.add_command(report)

_FILES = click.argument("files", nargs=-1, type=click.Path(path_type=Path))


@cli.command()
@_FILES
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
    originals = [_here(path) for path in (_expand(files, project) if files else project.original_files())]
    if not originals:
        click.echo(f"No originals in {_short(project.originals)}; put documents there and run again.")
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
        from .cluster import Cluster  # an extra that few install

        return Cluster(scheduler)
    if scheduler is not None:
        raise click.UsageError("--scheduler is for --engine dask")
    count = min(jobs or len(os.sched_getaffinity(0)), len(originals))
    return Processes(count) if count > 1 and len(originals) > _FEW else Here()


def _tell(result: Result, show: bool) -> None:
    name = _short(result.original)
    if result.message:
        click.echo(result.message, err=True)
    elif result.outcome is Outcome.CONVERTED and result.page:
        click.echo(f"{name} → {_short(result.page)}")
    if result.outcome is Outcome.CONVERTED:
        for warning in result.warnings:
            click.echo(f"{name}: note: {warning}", err=True)
    if show and result.difference and result.page:
        page = _short(result.page)
        old, new = (text.splitlines(keepends=True) for text in result.difference)
        click.echo("".join(difflib.unified_diff(old, new, page, f"{page} (converted)")), nl=False)


def _expand(files: Iterable[Path], project: Project) -> list[Path]:
    """Folders stand for the files in them."""
    found: list[Path] = []
    for path in files:
        if path.is_dir():
            inside = path.resolve()
            found += [p for p in project.original_files() if p.resolve().is_relative_to(inside)]
        else:
            found.append(path)
    return found


def _progress(results: Iterator[Result], length: int) -> Iterator[Result]:
    """A bar on standard error, where a person is looking and the work is long."""
    if length < 20 or not sys.stderr.isatty():
        yield from results
        return
    with click.progressbar(results, length=length, label="Converting", file=sys.stderr) as bar:
        yield from bar


@cli.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object per file and line.")
@click.option("--text", "as_text", is_flag=True, help="The plain text as understood.")
def inspect(files: tuple[Path, ...], as_json: bool, as_text: bool) -> None:
    """Show what is understood of files, without writing anything.

    \b
    For example:
        chidao inspect originals/177-kl-tw.txt
        chidao inspect --json *.txt > understood.jsonl

    Exit status 1 if a file cannot be read; the others are shown all the same.
    """
    failed = False
    for path in files:
        try:
            reading = readers.read(path)
        except ChidaoError as error:
            click.echo(str(error), err=True)
            failed = True
            continue
        if as_text:
            click.echo(reading.text)
            continue
        document = recognise(reading.paragraphs, reading.warnings)
        if as_json:
            understood = as_object(str(path), document, reading.method)
            click.echo(json.dumps(understood, ensure_ascii=False))
        else:
            click.echo(as_card(str(path), document, reading.method))
    if failed:
        sys.exit(1)


@cli.command("check")
@_FILES
@click.option("--strict", is_flag=True, help="Count notes as problems, too.")
def check_pages(files: tuple[Path, ...], strict: bool) -> None:
    """Check pages: front matter, dates, identity, and every word against the original.

    \b
    For example:
        chidao check
        chidao check content/van-ban/2025/ket-luan-177-kl-tw.md

    Exit status 0 if all is well (notes do not count), 1 if there are problems, 2 if it could not run.
    """
    project = Project.find()
    paths = [path.resolve() for path in files] or list(project.pages())
    for path in paths:
        if not path.is_file():
            raise ChidaoError(f"{path}: there is no such page; pages lie in {_short(project.documents)}")
        if not path.is_relative_to(project.content):
            raise ChidaoError(f"{path}: is no page of this project; pages lie in {_short(project.documents)}")
    library = libraries.load(project, paths)
    counts: Counter[Severity] = Counter()
    for problem in check(library, project):
        counts[problem.severity] += 1
        click.echo(str(problem))
    same = sum(entry.departures == () for entry in library.entries)
    edited = sum(bool(entry.departures) for entry in library.entries)
    without = sum(entry.departures is None for entry in library.entries)
    click.echo(
        f"{len(paths)} trang: {same} khớp nguyên văn, {edited} đã biên tập so với bản gốc, "
        f"{without} không có bản gốc để đối chiếu; "
        f"{counts[Severity.ERROR]} lỗi, {counts[Severity.NOTE]} ghi nhận"
    )
    if counts[Severity.ERROR] or (strict and counts[Severity.NOTE]):
        sys.exit(1)


@cli.command()
@click.option("--pages-only", is_flag=True, help="Leave out the data and the Word files to take away.")
def build(pages_only: bool) -> None:
    """Build the site from the pages, with all that is taken away of it.

    \b
    For example:
        chidao build                 content/ → site/, then open site/index.html
        chidao build --pages-only    sooner: no tables, no .docx, no sheets to print

    Exit status 1 if a page had to be left out; the others are built all the same.
    """
    project = Project.find()
    start = time.perf_counter()
    status, left_out = _mkdocs(project, "build", "--quiet", exports=not pages_only)
    if status:
        sys.exit(status)
    documents = sum(1 for _ in (project.site / DOCUMENTS).rglob("*.html"))
    seconds = time.perf_counter() - start
    click.echo(f"{documents} documents built in {seconds:.1f} s")
    click.echo((project.site / "index.html").resolve().as_uri())
    if left_out:
        click.echo(f"{left_out} pages were left out; run chidao check to see them all", err=True)
        sys.exit(1)


@cli.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve.")
def serve(address: str) -> None:
    """Preview the site; a saved change is shown at once.

    \b
    For example:
        chidao serve        then open http://127.0.0.1:8000/
    """
    status, _left_out = _mkdocs(Project.find(), "serve", "--dev-addr", address)
    sys.exit(status)


def _mkdocs(project: Project, *arguments: str, exports: bool = False) -> tuple[int, int]:
    """Run MkDocs in a process of its own, since nothing here imports it; *exports* is told to our hooks.

    Returns its exit status, and how many pages our hooks left out (they say so, line by line).
    """
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "CHIDAO_EXPORTS": "true" if exports else "false",
    }
    command = [sys.executable, "-m", "mkdocs", *arguments]
    left_out = 0
    with subprocess.Popen(
        command, cwd=project.root, env=environment, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            sys.stderr.write(line)
            left_out += line.startswith("left out: ")
    return process.returncode, left_out


def _here(path: Path) -> Path:
    """A path as a person would type it here."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except (ValueError, OSError, RuntimeError):
        return path


def _short(path: Path) -> str:
    return str(_here(path))
