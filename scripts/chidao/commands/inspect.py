"""`chidao inspect`: what is understood of files."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .. import readers
from ..errors import ChidaoError
from ..inspection import as_card, as_object
from ..structure import recognise
from .help import Examples


@click.command(cls=Examples)
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
