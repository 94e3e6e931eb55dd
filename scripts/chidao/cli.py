"""The command `chidao`: what it can do is the list of its subcommands, each with an example first."""

from __future__ import annotations

import os
import sys

import click

from . import __version__
from .commands.help import Commands, Group
from .errors import ChidaoError

_MODULES = {
    "add": "add",
    "build": "site",
    "changes": "changes",
    "check": "check",
    "convert": "convert",
    "inspect": "inspect",
    "move": "move",
    "new": "new",
    "pack": "pack",
    "report": "report",
    "serve": "site",
    "verify": "verify",
}


@click.group(cls=Group, commands=Commands(_MODULES))
@click.version_option(__version__, prog_name="chidao")
def cli() -> None:
    """Turn directive documents into pages, check them, and publish them as a site.

    For example:

    \b
        chidao add FILE           a document → its page
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
