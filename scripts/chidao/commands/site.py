"""`chidao build` and `chidao serve`: pages → site."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import time

import click

from ..project import DOCUMENTS, Project
from ..swapping import mend, new_site, swap
from .help import Examples


@click.command(cls=Examples)
@click.option("--pages-only", is_flag=True, help="Leave out the data and the Word files to take away.")
def build(pages_only: bool) -> None:
    """Build the site from the pages, with all that is taken away of it.

    \b
    For example:
        chidao build                 content/ → site/, then open site/index.html
        chidao build --pages-only    sooner: no tables, no .docx, no sheets to print

    What did not change since the last build is taken from it.  The site before stays until the new one is
    whole.

    Exit status 1 if a page had to be left out; the others are built all the same.
    """
    project = Project.find()
    start = time.perf_counter()
    mend(project)
    new = new_site(project)
    status, left_out = _mkdocs(project, "build", "--quiet", "--site-dir", str(new), exports=not pages_only)
    if status:
        sys.exit(status)
    swap(project)
    documents = sum(
        name.endswith(".html") for _, _, names in os.walk(project.site / DOCUMENTS) for name in names
    )
    seconds = time.perf_counter() - start
    click.echo(f"{documents} documents built in {seconds:.1f} s")
    click.echo((project.site / "index.html").resolve().as_uri())
    if left_out:
        click.echo(f"{left_out} pages were left out; run chidao check to see them all", err=True)
        sys.exit(1)


@click.command(cls=Examples)
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve.")
def serve(address: str) -> None:
    """Preview the site; a saved change is shown at once, with what `chidao check` finds in the page.

    \b
    For example:
        chidao serve        then open http://127.0.0.1:8000/
    """
    _can_serve(address)
    status, _left_out = _mkdocs(Project.find(), "serve", "--dirty", "--quiet", "--dev-addr", address)
    sys.exit(max(status, 0))


def _can_serve(address: str) -> None:
    """Raise BadParameter if nothing can be served at *address*."""
    host, _colon, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise click.BadParameter(f"{address} is no address; write one like 127.0.0.1:8000")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host.strip("[]"), int(port)), family=family).close()
    except (OSError, OverflowError) as error:
        taken = getattr(error, "errno", None) == errno.EADDRINUSE
        why = "is taken, perhaps by another preview" if taken else f"cannot be served at ({error})"
        other = f"{host}:{int(port) + 1}" if taken else "127.0.0.1:8000"
        raise click.BadParameter(f"{address} {why}; try chidao serve --address {other}") from error


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
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            for line in process.stderr:
                sys.stderr.write(line)
                left_out += line.startswith("left out: ")
        except KeyboardInterrupt:
            # Ctrl+C in a terminal ends both; a signal to this process alone must not leave the other.
            process.terminate()
        finally:
            signal.signal(signal.SIGTERM, before)
    return process.returncode, left_out
