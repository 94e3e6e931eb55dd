"""A page of a document that has no file: its head, as far as it is known, and a place for its words."""

from __future__ import annotations

from pathlib import Path

from ..addresses import Addresses
from ..conversion import write_whole
from ..document import Facts
from ..errors import ChidaoError
from ..pages.front_matter import dump
from ..project import Project


class PageThere(ChidaoError):
    """A page has this address.  Editors read this: Vietnamese."""

    def __init__(self, page: str) -> None:
        super().__init__(f"{page}: đã có trang này; mở trang ấy, hoặc ghi số, ngày, cơ quan khác")


def new_page(project: Project, facts: Facts) -> Path:
    """Write the page of a document of which *facts* are known; it is there whole or not at all.

    Raises PageThere.
    """
    path = Addresses(project).of_new(facts)
    if path.exists():
        raise PageThere(path.relative_to(project.root).as_posix())
    write_whole(path, f"{dump(facts)}\n{_body(facts)}")
    return path


def _body(facts: Facts) -> str:
    """The head as official papers print it (36-HD/VPTW; 30/2020/NĐ-CP, appendix I)."""
    lines = []
    if facts.number:
        # The State prints a colon behind "Số", the Party none.
        party = "-" in facts.number.split("/")[0]
        lines.append(f"Số{'' if party else ':'} {facts.number}")
    if facts.date and facts.place:
        year, month, day = facts.date.split("-")
        shown = month if month in ("01", "02") else month.lstrip("0")
        lines.append(f"{facts.place}, ngày {day} tháng {shown} năm {year}")
    if facts.type:
        lines.append(f"# {facts.type.upper()}")
    if facts.subject:
        lines.append(facts.subject)
    lines.append("1. Chép nguyên văn vào đây.")
    return "\n\n".join(lines) + "\n"
