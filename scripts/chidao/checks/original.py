"""Bản gốc của trang có trong originals/, và vẫn là tệp đã chuyển đổi.

Trang không ghi bản gốc thì đạt: có văn bản chỉ đến tay dưới dạng chữ.

Đạt:

    ---
    type: Kết luận
    ---

Không đạt, vì không có tệp ấy:

    ---
    type: Kết luận
    original:
      file: originals/khong-co.txt
    ---
"""

from __future__ import annotations

from collections.abc import Iterator

from .page import Page
from .problem import Problem

CODE = "original"
TITLE = "Bản gốc"


def check(page: Page) -> Iterator[Problem]:
    if page.entry is None:
        return
    name, original = page.front_matter.original, page.entry.original
    line = page.line_of("original.file")
    if name and original is None:
        message = f"không tìm thấy bản gốc «{name}»; chép tệp vào đó, hoặc bỏ khóa «original»"
        yield Problem("", line, message, CODE)
    elif original and original.changed:
        message = (
            f"tệp «{name}» không còn là tệp đã chuyển đổi (SHA-256 khác); "
            "lấy lại tệp cũ, hoặc chạy: chidao convert --update"
        )
        yield Problem("", page.line_of("original.sha256"), message, CODE)
    elif original and page.entry.departures is None:
        message = f"không đọc được bản gốc «{name}» để đối chiếu; xem vì sao bằng lệnh: chidao inspect {name}"
        yield Problem("", line, message, CODE)
