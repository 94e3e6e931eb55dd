"""Lời văn của trang là lời văn của bản gốc; chỗ khác là do biên tập viên sửa, và được nêu ra.

Chỉ là cảnh báo, không phải lỗi: biên tập viên có thể sửa chỗ in sai của bản sao. Trang ghi rõ có bao nhiêu
chỗ; ở đây nêu từng chỗ, từng chữ.

Đạt, vì trang không có bản gốc để so:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN
"""

from __future__ import annotations

from collections.abc import Iterator

from .page import Page
from .problem import Problem, Severity

CODE = "wording"
TITLE = "Lời văn so với bản gốc"


def check(page: Page) -> Iterator[Problem]:
    for departure in (page.entry and page.entry.departures) or ():
        before = f" (sau «{departure.context}»)" if departure.context else ""
        if not departure.page:
            message = f"thiếu so với bản gốc{before}: «{_cut(departure.original)}»"
        elif not departure.original:
            message = f"thêm so với bản gốc{before}: «{_cut(departure.page)}»"
        else:
            message = (
                f"khác bản gốc{before}: bản gốc «{_cut(departure.original)}», "
                f"trang này «{_cut(departure.page)}»"
            )
        message += "; nếu không cố ý thì sửa lại theo bản gốc"
        yield Problem("", departure.line, message, CODE, Severity.WARNING)


def _cut(words: str) -> str:
    return words if len(words) <= 160 else words[:150].rsplit(" ", 1)[0] + " […]"
