"""Assignment tables: who leads, who takes part, by when, for each task of an annex.

    STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành

Texts from portals have lost the lines of their tables and keep each cell as a paragraph: the cells of a
row are then laid on the columns so that bodies stand under bodies and times under times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Document, Role
from .actors import actor_at, actors_at
from .dated import in_cell
from .limits import find_limits
from .model import Deadline
from .returning import returning_cell


@dataclass(frozen=True, slots=True)
class Assignment:
    """One row of an assignment table."""

    cells: tuple[int, ...]
    """Indexes of the paragraphs that it is made of."""
    what: str
    lead: str | None
    """Who leads, as printed."""
    helpers: str | None
    deadline: Deadline | None
    """Its offsets count in the cell."""
    time_at: int | None
    """Index of the paragraph that holds the time."""
    result: str | None = None


_TIME = re.compile(
    r"(?:thời (?:gian|hạn)|tiến độ|lộ trình|hoàn thành)(?: (?:hoàn thành|thực hiện|trình|ban hành|báo cáo|"
    r"xong))*(?: \(.*\))?\W*\Z|thời hạn|thời gian (?:hoàn thành|thực hiện|trình|ban hành)",
    re.IGNORECASE,
)
_LEADER = re.compile(
    r"chủ trì|(?:cơ quan|đơn vị|bộ phận)(?:/cá nhân)? thực hiện|đầu mối|phân công|cơ quan trình|"
    r"chịu trách nhiệm",
    re.IGNORECASE,
)
_HELPER = re.compile(r"phối hợp|soạn thảo|thẩm tra", re.IGNORECASE)
_PERSON = re.compile(r"người (?:đứng đầu|chịu|phụ trách)|lãnh đạo|chỉ đạo", re.IGNORECASE)
_WHAT = re.compile(
    r"nhiệm vụ|nội dung|công việc|đề án|văn bản|hoạt động|giải pháp|chương trình|dự án|chỉ tiêu",
    re.IGNORECASE,
)
_RESULT = re.compile(r"kết quả|sản phẩm|dự kiến", re.IGNORECASE)
_FIRST = re.compile(r"(?:STT|TT|Số TT|Số thứ tự|S\. ?TT)\.?\Z", re.IGNORECASE)
_STEP = re.compile(r"trình tự|quy trình|bước|người thực hiện", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-HĐ])[.)]?\Z")


@dataclass(frozen=True, slots=True)
class Tables:
    """The assignment tables of a document."""

    rows: tuple[Assignment, ...]
    cells: frozenset[int]
    """Indexes of all paragraphs that they are made of, their heads too."""


def tables_of(document: Document, issued: str | None) -> Tables:
    """The assignment tables of *document*; *issued* is its day, ISO 8601."""
    rows: list[Assignment] = []
    heads: list[int] = []
    done = 0
    for index, paragraph in enumerate(document.paragraphs):
        if index < done or not (paragraph.cells or paragraph.text[:1] in "STst"):
            continue
        if paragraph.role is not Role.BODY:
            continue
        if paragraph.cells:
            done = _ruled_rows(document, index, issued, rows, heads)
        elif _FIRST.match(paragraph.text):
            done, columns = _header(document, index)
            if columns:
                heads += range(index, done)
                for row, behind in _rows(document, done, columns, issued):
                    rows.append(row)
                    done = behind
    cells = {cell for row in rows for cell in row.cells}
    return Tables(tuple(rows), frozenset(cells.union(heads)))


def _ruled_rows(
    document: Document, index: int, issued: str | None, rows: list[Assignment], heads: list[int]
) -> int:
    """Add the rows of a table whose cells are known, if it assigns work; the index behind it."""
    paragraphs = document.paragraphs
    columns = [_column(cell) for cell in paragraphs[index].cells]
    if "lead" not in columns or "what" not in columns:
        return index + 1
    heads.append(index)
    index += 1
    while index < len(paragraphs) and paragraphs[index].cells:
        if row := _ruled(index, paragraphs[index].cells, columns, issued):
            rows.append(row)
        index += 1
    return index


def _column(head: str) -> str:
    """What stands in a column, by its head."""
    if _FIRST.match(head):
        return "number"
    if _STEP.search(head):
        return "step"
    if _HELPER.search(head):
        return "helper"
    if _PERSON.search(head):
        return "person"
    if _TIME.match(head):
        return "time"
    if _LEADER.search(head):
        return "lead"
    if _RESULT.search(head):
        return "result"
    if _WHAT.search(head):
        return "what"
    return "other"


def _header(document: Document, index: int) -> tuple[int, list[str]]:
    """Where the rows begin below the heads from *index* on, and the columns; none if it is no such table."""
    columns = []
    end = index + 1
    for end in range(index + 1, min(index + 12, len(document.paragraphs))):
        paragraph = document.paragraphs[end]
        if paragraph.role is not Role.BODY or _NUMBER.match(paragraph.text):
            break
        if len(paragraph.text) > 70:
            return end, []
        columns.append(_column(paragraph.text))
    if "lead" in columns and "step" not in columns and ("what" in columns or "time" in columns):
        return end, columns
    return end, []


def _rows(
    document: Document, index: int, columns: list[str], issued: str | None
) -> Iterator[tuple[Assignment, int]]:
    """The rows below a header, each with the index behind it."""
    paragraphs = document.paragraphs
    while index < len(paragraphs):
        if paragraphs[index].role is not Role.BODY or not _NUMBER.match(paragraphs[index].text):
            return
        end = index + 1
        while (
            end < len(paragraphs)
            and paragraphs[end].role is Role.BODY
            and not _NUMBER.match(paragraphs[end].text)
            and not _FIRST.match(paragraphs[end].text)
            and end - index < 40
        ):
            end += 1
        texts = [p.text for p in paragraphs[index + 1 : end]]
        used, row = _laid(index + 1, texts, columns, issued, last=end == len(paragraphs))
        if row is not None:
            yield row, index + 1 + used
        index = end if not used or used == len(texts) or end < len(paragraphs) else index + 1 + used
        if end - index > 40:
            return


def _laid(
    first: int, texts: list[str], columns: list[str], issued: str | None, last: bool
) -> tuple[int, Assignment | None]:
    """Lay the cells of a row on the columns: bodies under bodies, times under times."""
    if len(texts) < 2:
        return len(texts), None
    kinds = [_kind(text, issued) for text in texts]
    best: list[list[tuple[float, tuple[int, ...]]]] = []
    for at, text in enumerate(texts):
        here: list[tuple[float, tuple[int, ...]]] = []
        for column, name in enumerate(columns):
            fits = _FITS.get((kinds[at], name), _FITS[(kinds[at], "other")])
            if at == 0:
                here.append((fits + 1 - 0.5 * column, (column,)))
                continue
            options = []
            for before in range(column + 1):
                score, path = best[at - 1][before]
                if before == column:
                    step = 0.2 if text[:1] in "-–+" else -0.6
                else:
                    step = 1 - 0.5 * (column - before - 1)
                options.append((score + fits + step, (*path, column)))
            here.append(max(options))
        best.append(here)
    path = max(best[-1])[1]
    values: dict[str, list[int]] = {}
    for at, column in enumerate(path):
        values.setdefault(columns[column], []).append(at)

    def joined(name: str) -> str | None:
        parts = [texts[at].lstrip("-–+ ").rstrip(";") for at in values.get(name, ())]
        out = parts[0] if parts else None
        for part in parts[1:]:
            out = f"{out}{'; ' if actor_at(part, 0) else ' '}{part}"
        return out

    deadline, time_at = None, None
    for at in values.get("time", ()):
        if kinds[at] == "time" and deadline is None:
            deadline, time_at = time_in(texts[at], issued), first + at
    return len(texts), Assignment(
        tuple(range(first, first + len(texts))),
        joined("what") or texts[0],
        joined("lead"),
        joined("helper"),
        deadline,
        time_at,
        joined("result"),
    )


_FITS = {
    ("time", "time"): 4.0,
    ("time", "other"): -2.0,
    ("actor", "lead"): 2.0,
    ("actor", "helper"): 2.0,
    ("actor", "person"): 2.0,
    ("actor", "other"): -0.5,
    ("actor", "time"): -3.0,
    ("words", "what"): 1.5,
    ("words", "result"): 1.0,
    ("words", "lead"): -1.5,
    ("words", "helper"): -0.5,
    ("words", "person"): -1.5,
    ("words", "time"): -1.0,
    ("words", "other"): 0.5,
}


def _kind(text: str, issued: str | None) -> str:
    if len(text) < 90 and (
        time_in(text, issued) or re.match(r"(?:Thường xuyên|Theo (?:lộ trình|tiến độ)|20\d\d)", text)
    ):
        return "time"
    bare = text.lstrip("-–+ ")
    end = actors_at(bare, 0)
    if end is not None and (
        end >= len(bare) - 2
        or (bare[end] in ";,.(" and len(bare) < 300 and end > len(bare) * 0.3)
        or (len(bare) < 90 and bare.startswith(("được ", "có "), end + 1))
    ):
        return "actor"
    return "words"


def time_in(text: str, issued: str | None) -> Deadline | None:
    """The time limit in a cell, if it is one."""
    return returning_cell(text) or in_cell(text, issued) or next(iter(find_limits(text, issued)), None)


def _ruled(index: int, cells: tuple[str, ...], columns: list[str], issued: str | None) -> Assignment | None:
    """A row whose cells are known."""
    values: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=False):
        if cell:
            values.setdefault(name, cell)
    if not values.keys() & {"lead", "helper", "time"} or "what" not in values:
        return None  # a row over others: "NHÓM DỰ ÁN KIỂM SOÁT ĐỐT MỞ"
    time = values.get("time", "")
    return Assignment(
        (index,),
        values["what"],
        values.get("lead"),
        values.get("helper"),
        time_in(time, issued) if time else None,
        index,
        values.get("result"),
    )
