"""Tasks as the rows of a table: for CSV and XLSX, and for the page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from ..text import day
from .model import Deadline, Kind, Task

HEADER = (
    "Văn bản",
    "Ngày ban hành",
    "Điều khoản",
    "Việc",
    "Chủ trì",
    "Phối hợp",
    "Thời hạn",
    "Ngày cuối",
    "Loại thời hạn",
    "Cách tính",
    "Tiến độ",
    "Ngày xong",
    "Văn bản thực hiện",
    "Địa chỉ",
)
KINDS = {
    Kind.DATE: "ngày",
    Kind.MONTH: "tháng",
    Kind.QUARTER: "quý",
    Kind.YEAR: "năm",
    Kind.EVENT: "theo sự kiện",
    Kind.DURATION: "khoảng thời gian",
    Kind.RECURRING: "định kỳ",
}


def rows(tasks: Iterable[Task], documents: Mapping[str, tuple[str, str | None]]) -> list[tuple[str, ...]]:
    """A row of texts for each task, in the order of HEADER; days as ISO 8601, for machines to sort.

    *documents* gives the name and the day of each page.
    """
    return [_row(task, *documents.get(task.page, (task.page, None))) for task in tasks]


def _row(task: Task, name: str, issued: str | None) -> tuple[str, ...]:
    limit = task.deadline
    progress = task.progress[-1] if task.progress else None
    return (
        name,
        issued or "",
        task.clause or "",
        task.title,
        "; ".join(doer.words for doer in task.leads),
        "; ".join(doer.words for doer in task.helpers),
        _said(limit),
        (limit.due or "") if limit else "",
        KINDS[limit.kind] if limit else "",
        limit.reason if limit else "",
        str(progress.state) if progress else "",
        (progress.done or "") if progress else "",
        (progress.document or "") if progress else "",
        task.id,
    )


def _said(limit: Deadline | None) -> str:
    if limit is None:
        return ""
    return limit.words or f"ngày {day(limit.due)}"


def csv_text(table: Iterable[tuple[str, ...]]) -> str:
    """The rows as CSV that Excel opens with its accents: UTF-8 with a mark, CRLF.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([_harmless(cell) for cell in row] for row in table)
    return "\ufeff" + out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
