"""`chidao new`: a page without an original."""

from __future__ import annotations

import click

from ..document import Facts
from ..editing import new_page, with_answers
from ..editing.asking import QUESTIONS
from ..project import Project
from .ask import answers, somebody_is_there
from .help import Examples
from .paths import short


@click.command(cls=Examples)
@click.option("--type", "type_", metavar="TYPE", help="Tên loại: Kết luận.")
@click.option("--number", metavar="NUMBER", help="Số, ký hiệu: 177-KL/TW.")
@click.option("--issuer", metavar="BODY", multiple=True, help="The body that issues it; may be given again.")
@click.option("--date", metavar="DATE", help="The day of issue: 11/7/2025 or 2025-07-11.")
@click.option("--place", metavar="PLACE", help="Where it was issued: Hà Nội.")
@click.option("--subject", metavar="WORDS", help="Trích yếu.")
@click.option(
    "--ask/--no-ask", default=None, help="Ask for what is not given; by default if a person is there."
)
def new(
    type_: str | None,
    number: str | None,
    issuer: tuple[str, ...],
    date: str | None,
    place: str | None,
    subject: str | None,
    ask: bool | None,
) -> None:
    """Begin the page of a document that has no file: its head, and a place for its words.

    \b
    For example:
        chidao new                 asks for what it needs
        chidao new --type "Kết luận" --number 177-KL/TW --date 11/7/2025 --issuer "Bộ Chính trị"
    """
    project = Project.find()
    given = {
        "type": type_,
        "number": number,
        "issuer": ";".join(issuer),
        "date": date,
        "subject": subject,
    }
    read = {question.fact: question.read for question in QUESTIONS}
    facts = Facts(place=place)
    known = {}
    for fact, text in given.items():
        if text:
            try:
                known[fact] = read[fact](text)
            except ValueError as trouble:
                raise click.BadParameter(str(trouble), param_hint=f"--{fact}") from None
    facts = with_answers(facts, known)
    if somebody_is_there() if ask is None else ask:
        facts = with_answers(facts, answers(facts))
    if not facts.type:
        raise click.UsageError("a page needs a type: --type, or run it in a terminal to be asked")
    page = new_page(project, facts)
    click.echo(
        f"→ {short(page)}\n"
        "Việc tiếp theo:\n"
        "  1. Mở trang, chép nguyên văn vào chỗ «1. Chép nguyên văn vào đây.»\n"
        f"  2. Kiểm tra: chidao check {short(page)}"
    )
