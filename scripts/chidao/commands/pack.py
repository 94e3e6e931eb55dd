"""`chidao pack`: the built site → an offline copy."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime
from pathlib import Path

import click

from ..errors import ChidaoError
from ..pack.copying import pack as pack_site
from ..pack.offering import offer
from ..pack.settings import settings
from ..project import Project
from .help import Examples

DIST = "dist"
"""The folder of the project in which copies lie."""


@click.command(cls=Examples)
@click.option("--since", type=click.Path(path_type=Path), help="An older copy: pack only what changed since.")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="Of the copy; by default today.")
@click.option("--warn-after", type=click.IntRange(1), metavar="DAYS", help="Age from which the copy warns.")
@click.option("--output", type=click.Path(path_type=Path), help="The folder for the zip; by default dist/.")
def pack(since: Path | None, day: str | None, warn_after: int | None, output: Path | None) -> None:
    """Pack the built site as an offline copy.

    \b
    For example:
        chidao pack                                     site/ → dist/<name>-<date>.zip
        chidao pack --since dist/chidao-2026-10-20.zip  an update, to be unzipped over that copy
        chidao pack --warn-after 30                     it warns when it is a month old

    The same site and date give the same bytes; the date may also come from SOURCE_DATE_EPOCH.
    """
    project = Project.find()
    start = time.perf_counter()
    given = settings(project.root / "mkdocs.yml")
    dist = output or project.root / DIST
    packed = pack_site(
        project.site,
        dist,
        given.site_name,
        given.stem,
        _day(day),
        warn_after or given.warn_after,
        since,
    )
    offer(project.site, project.root / DIST)
    manifest = packed.manifest
    count = manifest.brings if manifest.since else len(manifest.files)
    what = f"an update of the copy of {manifest.since}, " if manifest.since else ""
    seconds = time.perf_counter() - start
    click.echo(f"{what}{count} files, {packed.size / 1e6:.1f} MB, packed in {seconds:.1f} s")
    click.echo(str(packed.path))


def _day(given: str | None) -> str:
    if given is not None:
        try:
            if len(given) == 10:
                return date.fromisoformat(given).isoformat()
        except ValueError:
            pass
        raise click.UsageError(f"--date {given}: is no day; write it as 2026-11-20")
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            raise ChidaoError(f"SOURCE_DATE_EPOCH is {epoch!r}; set it to seconds, or unset it") from None
    return date.today().isoformat()
