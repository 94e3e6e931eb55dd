"""The columns of the catalogue and of the relations, as staff read them in a table.

A heading stays as it is: tables that staff make of these go by it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ..inspection import LEVELS
from .records import Record


class Column(NamedTuple):
    """A column of a table."""

    heading: str
    width: int
    """In letters, where a program can be told."""
    value: Callable[[Record], str | int]
    kind: str = "text"
    """"text", "date" (ISO 8601), "number", or "link" (relative to the site)."""


def _of(key: str) -> Callable[[Record], Any]:
    return lambda record: _flat(record[key])


def _flat(value: object) -> str | int:
    """One line: a cell with a line end breaks what reads tables line by line."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int):
        return value
    if isinstance(value, list):
        return "; ".join(" ".join(str(each).split()) for each in value)
    return " ".join(str(value).split()) if value is not None else ""


def _signer(key: str) -> Callable[[Record], str | int]:
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
