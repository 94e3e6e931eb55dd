"""`chidao changes`: what a branch changes on the site."""

from __future__ import annotations

import gc

import click

from ..changes import FORMATS, changes_since
from ..project import Project
from .help import Examples


@click.command(cls=Examples)
@click.option("--since", metavar="REF", required=True, help="The git revision to compare with.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How to tell it.")
def changes(since: str, form: str) -> None:
    """Tell reviewers what changes on the site: pages, facts, relations, and what citations mean.

    \b
    For example:
        chidao changes --since main
        chidao changes --since origin/main --format markdown > changes.md

    What is compared is the working tree with the commit at which its branch left REF.
    """
    # Nothing that a library holds is garbage: looking for some takes a fifth of the time.
    gc.disable()
    click.echo(FORMATS[form](changes_since(Project.find(), since)), nl=False)
