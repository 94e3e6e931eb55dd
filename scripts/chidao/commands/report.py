"""`chidao report`: the outline of a report → a skeleton, with what the library knows."""

from __future__ import annotations

from pathlib import Path

import click

from .. import reports
from ..errors import ChidaoError
from ..project import Project
from .help import Examples


@click.command("report", cls=Examples)
@click.argument("page", type=click.Path(path_type=Path))
@click.option("--body", required=True, help="Who reports, with its province: «Tỉnh uỷ Hà Tĩnh».")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A .docx or .md file.")
@click.option("--outline", "number", type=click.IntRange(1), help="Which one, where a page holds several.")
def report(page: Path, body: str, output: Path | None, number: int | None) -> None:
    """Make the skeleton of a report from the outline on a page.

    \b
    For example:
        chidao report content/van-ban/2021/de-cuong.md --body "Tỉnh uỷ Hà Tĩnh" -o bao-cao.docx
        chidao report content/van-ban/2021/de-cuong.md --body "Tỉnh uỷ Hà Tĩnh"

    The outline's headings and questions stay in their order; what the library knows stands under them
    with its source; the rest is marked as blank.  A file that is there is not replaced.
    """
    if output is not None:
        if output.suffix.lower() not in (".docx", ".md"):
            raise ChidaoError(f"{output}: is no .docx and no .md; name the file so, for example bao-cao.docx")
        if output.exists():
            raise ChidaoError(f"{output}: is there already; remove it, or name another file")
        if not output.parent.is_dir():
            raise ChidaoError(f"{output}: there is no folder {output.parent}; make it, or name another file")
    skeleton = reports.report(Project.find(), page, body, number)
    if output is None:
        click.echo(reports.markdown(skeleton), nl=False)
        return
    if output.suffix.lower() == ".docx":
        output.write_bytes(reports.docx(skeleton))
    else:
        output.write_text(reports.markdown(skeleton), "utf-8")
    click.echo(str(output))
