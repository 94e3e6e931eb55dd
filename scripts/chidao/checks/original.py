"""The original of a page is there, and is the file that was converted.

A page without an original passes: some documents reach us as text only.

Passes:

    ---
    type: Kết luận
    ---

Fails, because the file is not there:

    ---
    type: Kết luận
    original:
      file: originals/khong-co.txt
    ---
"""

from __future__ import annotations

from collections.abc import Iterator

from ..library import Entry
from .problem import Problem

CODE = "original"


def check(entry: Entry) -> Iterator[Problem]:
    lines = entry.front_matter.lines
    name = entry.front_matter.original
    line = lines.get("original.file", 1)
    if name and entry.original is None:
        yield Problem(
            "",
            line,
            f"không tìm thấy bản gốc «{name}»; chép tệp vào đó, hoặc bỏ khóa «original»",
            CODE,
        )
    elif entry.original and entry.original.changed:
        yield Problem(
            "",
            lines.get("original.sha256", line),
            f"tệp «{name}» không còn là tệp đã chuyển đổi (SHA-256 khác); "
            "lấy lại tệp cũ, hoặc chạy: chidao convert --diff",
            CODE,
        )
    elif entry.original and entry.departures is None:
        yield Problem("", line, f"không đọc được bản gốc «{name}» để đối chiếu; mở thử tệp này", CODE)
