"""`chidao add`: a document joins the project."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..addresses import Addresses
from ..checking.examine import examine
from ..editing import Understood, finish_what_was_begun, understand
from ..editing import add as put_into_place
from ..editing.adding import AlreadyThere, drop, files_in
from ..errors import ChidaoError
from ..inspection import as_card
from ..project import Project
from .ask import agrees, answers, somebody_is_there
from .help import Examples
from .paths import FILES, short


@click.command(cls=Examples)
@FILES
@click.option(
    "--ask/--no-ask", default=None, help="Ask for what is unknown; by default if a person is there."
)
def add(files: tuple[Path, ...], ask: bool | None) -> None:
    """Add documents: show what is understood of each, ask for what is unknown, make original and page.

    \b
    For example:
        chidao add ~/Downloads/177-kl-tw.docx     one file, from anywhere
        chidao add ~/Downloads/cong-van           a folder of them
        chidao add                                what lies in originals/ and has no page yet

    Exit status 1 if a file could not be added; the others are added all the same.
    """
    project = Project.find()
    for name in finish_what_was_begun(project):
        click.echo(f"Làm nốt việc đang dở: {name}")
    known, unknown = files_in(files) if files else (_without_page(project), [])
    for path in unknown:
        click.echo(f"{short(path)}: bỏ qua, không đọc được loại tệp này", err=True)
    if not known:
        click.echo(f"Không có tệp nào để thêm; ghi tên tệp, hoặc chép tệp vào {short(project.originals)}")
        return
    asking = somebody_is_there() if ask is None else ask
    pages, failed = [], 0
    for path in known:
        try:
            if page := _one(project, path, asking):
                pages.append(page)
        except AlreadyThere as there:
            click.echo(str(there))
        except ChidaoError as error:
            click.echo(str(error), err=True)
            failed += 1
    _tell_what_is_next(project, pages)
    if failed:
        sys.exit(1)


def _without_page(project: Project) -> list[Path]:
    """The originals that have no page."""
    addresses = Addresses(project)
    found = []
    for original in project.original_files():
        try:
            if addresses.held(project.name_of(original)) is None:
                found.append(original)
        except ChidaoError:
            found.append(original)  # `understand` says what is wrong with its name
    return found


def _one(project: Project, path: Path, asking: bool) -> Path | None:
    """Add one file; None if the person does not want to."""
    understood = understand(project, path)
    click.echo(as_card(short(path), understood.document, understood.method), nl=not asking)
    given = {}
    if asking:
        try:
            click.echo()
            given = answers(understood.document.facts)
            if not agrees("Ghi trang này?"):
                drop(understood)
                click.echo("Bỏ qua, không ghi gì.\n")
                return None
        except BaseException:
            drop(understood)
            raise
    page = put_into_place(project, understood, given)
    _tell(project, page, understood)
    return page


def _tell(project: Project, page: Path, understood: Understood) -> None:
    click.echo(f"→ {short(page)}")
    click.echo(f"  bản gốc: {understood.name}")
    for problem in examine(project, page, page.read_bytes()).problems:
        click.echo(f"  {problem}")
    click.echo()


def _tell_what_is_next(project: Project, pages: list[Path]) -> None:
    if not pages:
        return
    names = " ".join(short(page) for page in pages) if len(pages) < 4 else ""
    click.echo(
        f"Đã thêm {len(pages)} văn bản. Việc tiếp theo:\n"
        "  1. Mở trang, đối chiếu với bản gốc, điền chỗ còn trống ở phần thuộc tính.\n"
        f"  2. Kiểm tra: chidao check {names}".rstrip()
        + "\n"
        "  3. Xem thử: chidao serve; xong thì ghi «reviewed: năm-tháng-ngày»."
    )
