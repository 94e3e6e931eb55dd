"""The columns of the catalogue, of the relations and of the tasks, as staff read them in a table.

A heading stays as it is: tables that staff make of these go by it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ..document import LEVELS
from ..publish.links import clause_name
from ..text import day
from .records import Record

Cell = str | int


class Column(NamedTuple):
    """A column of a table."""

    heading: str
    width: int
    """In letters, where a program can be told."""
    value: Callable[[Record], Cell]
    kind: str = "text"
    """"text", "date" (ISO 8601), "number", or "link" (relative to the site)."""


def _of(key: str) -> Callable[[Record], Any]:
    return lambda record: _flat(record[key])


def _flat(value: object) -> Cell:
    """One line: a cell with a line end breaks what reads tables line by line."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return value
    if isinstance(value, list):
        return "; ".join(" ".join(str(each).split()) for each in value)
    return " ".join(str(value).split())


def _signer(key: str) -> Callable[[Record], Cell]:
    return lambda record: _flat((record["signer"] or {}).get(key))


def _inferred(record: Record) -> str:
    return ", ".join(_FACTS.get(name, name) for name in record["inferred"])


_FACTS = {
    "number": "số, ký hiệu",
    "issuer": "cơ quan ban hành",
    "date": "ngày ban hành",
    "level": "cấp",
    "province": "tỉnh, thành phố",
}
_FIDELITY = {
    "same": "khớp nguyên văn",
    "recognised": "nhận dạng từ ảnh quét",
    "edited": "đã biên tập",
    "changed": "tệp gốc đã thay đổi",
    "none": "chưa đối chiếu",
}

_KINDS = {
    "date": "ngày",
    "month": "tháng",
    "quarter": "quý",
    "year": "năm",
    "event": "theo sự kiện",
    "duration": "khoảng thời gian",
    "recurring": "định kỳ",
}


def _names(key: str) -> Callable[[Record], Cell]:
    return lambda record: _flat([doer["words"] for doer in record[key]])


def _limits(record: Record) -> Cell:
    return _flat([limit["words"] or _day(limit["date"]) for limit in record["deadlines"]])


def _kinds(record: Record) -> str:
    return "; ".join(dict.fromkeys(_KINDS[limit["kind"]] for limit in record["deadlines"]))


def _reasons(record: Record) -> Cell:
    return _flat(list(dict.fromkeys(limit["reason"] for limit in record["deadlines"] if limit["reason"])))


def _day(iso: str | None) -> str:
    return f"ngày {day(iso)}" if iso else ""


def _progress(key: str) -> Callable[[Record], Cell]:
    """What editors say of a task, with the body where it is that of one."""

    def value(record: Record) -> Cell:
        said = [p for p in record["progress"] if p[key]]
        return _flat([f"{p['body']}: {p[key]}" if p["body"] else str(p[key]) for p in said])

    return value


CATALOGUE = (
    Column("Tên văn bản", 34, _of("title")),
    Column("Loại văn bản", 14, _of("type")),
    Column("Số, ký hiệu", 20, _of("number")),
    Column("Cơ quan ban hành", 32, _of("issuer")),
    Column("Cấp", 12, lambda r: LEVELS.get(r["level"] or "", r["level"] or "")),
    Column("Tỉnh, thành phố", 16, _of("province")),
    Column("Ngày ban hành", 14, _of("date"), "date"),
    Column("Trích yếu", 60, _of("subject")),
    Column("Người ký", 22, _signer("name")),
    Column("Chức vụ người ký", 22, _signer("position")),
    Column("Tình trạng", 22, _of("status")),
    Column("Phần suy ra", 22, _inferred),
    Column("So với bản gốc", 20, lambda r: _FIDELITY[r["fidelity"]]),
    Column("Ngày rà soát", 14, _of("reviewed"), "date"),
    Column("Số điều khoản", 12, _of("clauses"), "number"),
    Column("Số nơi dẫn chiếu", 12, _of("cited_by"), "number"),
    Column("Ghi chú", 30, _of("note")),
    Column("Trang văn bản", 44, _of("page"), "link"),
    Column("Bản gốc", 44, lambda r: r["original"]["file"] if r["original"] else "", "link"),
    Column("Mã văn bản", 44, _of("id")),
)

RELATIONS = (
    Column("Văn bản", 34, _of("source_title")),
    Column("Quan hệ", 20, _of("verb")),
    Column("Văn bản kia", 34, _of("target_title")),
    Column("Ngày văn bản kia", 16, _of("target_date"), "date"),
    Column("Kho có văn bản kia", 12, _of("target_held")),
    Column("Nêu tại", 20, _of("clause")),
    Column("Lời văn nêu quan hệ", 60, _of("words")),
    Column("Số lần", 8, _of("count"), "number"),
    Column("Biên tập viên ghi", 12, _of("asserted")),
    Column("Mã văn bản", 44, _of("source")),
    Column("Mã văn bản kia", 44, _of("target")),
    Column("Mã văn bản nêu quan hệ", 44, _of("said_by")),
)

TASKS = (
    Column("Văn bản", 34, _of("document_title")),
    Column("Ngày ban hành", 14, _of("document_date"), "date"),
    Column("Điều khoản", 18, lambda r: clause_name(r["clause"]) if r["clause"] else ""),
    Column("Việc", 60, _of("title")),
    Column("Chủ trì", 32, _names("leads")),
    Column("Phối hợp", 32, _names("helpers")),
    Column("Thời hạn", 28, _limits),
    Column("Ngày cuối", 14, _of("due"), "date"),
    Column("Loại thời hạn", 16, _kinds),
    Column("Cách tính", 28, _reasons),
    Column("Nguồn", 16, lambda r: "biên tập viên ghi" if r["asserted"] else "máy nhận ra"),
    Column("Tiến độ", 14, _progress("state")),
    Column("Ngày xong", 14, _progress("done")),
    Column("Văn bản thực hiện", 34, _progress("document")),
    Column("Trang văn bản", 44, _of("page"), "link"),
    Column("Mã văn bản", 44, _of("document")),
)
