"""`chidao verify`: is an offline copy as it was packed?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..pack.verifying import verify as verify_copy
from .help import Examples


@click.command(cls=Examples)
@click.argument("copy", type=click.Path(path_type=Path))
def verify(copy: Path) -> None:
    """Check an offline copy, a folder or a zip, against its manifest.

    \b
    For example:
        chidao verify dist/chidao-2026-11-20.zip
        chidao verify /media/usb/chidao

    Exit status 0 if every file is as it was packed, 1 if not, 2 if it could not be checked.
    """
    report = verify_copy(copy)
    for path, finding in report.findings:
        click.echo(f"{_printable(path)}: {finding}")
    date_of, since = report.manifest.date, report.manifest.since
    kind = f"bản cập nhật từ bản ngày {since}" if report.update else "bản ngoại tuyến"
    wrong = f"{len(report.findings)} chỗ sai" if report.findings else "nguyên vẹn"
    click.echo(f"{_printable(str(copy))}: {kind} ngày {date_of}, {report.checked} tệp, {wrong}")
    if report.findings:
        sys.exit(1)


def _printable(path: str) -> str:
    """A name that a stranger chose, harmless on a terminal."""
    shown = path.encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in shown)
