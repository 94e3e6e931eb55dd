"""Tệp là UTF-8.

Tệp lưu bằng bảng mã khác (UTF-16, Windows-1258, TCVN3) không đọc được chắc chắn: dấu tiếng Việt có thể thành
chữ khác. Mở tệp trong trình soạn thảo rồi lưu lại dưới dạng UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterator

from .problem import Problem

CODE = "encoding"
TITLE = "Bảng mã của tệp"


def check(data: bytes) -> Iterator[Problem]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield Problem("", 1, "tệp là UTF-16; mở và lưu lại dưới dạng UTF-8", CODE)
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[start : error.start].decode("utf-8", "replace")) + 1
        message = "tệp không phải UTF-8; mở và lưu lại dưới dạng UTF-8"
        yield Problem("", line, message, CODE, column=column)
