"""Thuộc tính và lời văn nói cùng một điều.

Đạt:

    ---
    type: Kết luận
    number: 177-KL/TW
    date: 2025-07-11
    ---

    Số 177-KL/TW

    Hà Nội, ngày 11 tháng 7 năm 2025

    # KẾT LUẬN

    VỀ TIẾP TỤC XÂY DỰNG TỔ CHỨC

Không đạt, vì văn bản in một số khác:

    ---
    type: Kết luận
    number: 178-KL/TW
    ---

    Số 177-KL/TW

    Hà Nội, ngày 11 tháng 7 năm 2025

    # KẾT LUẬN

    VỀ TIẾP TỤC XÂY DỰNG TỔ CHỨC
"""

from __future__ import annotations

from collections.abc import Iterator

from ..text import key
from .page import Page
from .problem import Problem

CODE = "printed-facts"
TITLE = "Thuộc tính so với lời văn"

_NAMES = {"type": "loại văn bản", "number": "số, ký hiệu", "date": "ngày ban hành"}


def check(page: Page) -> Iterator[Problem]:
    if page.entry is None:
        return
    for fact, name in _NAMES.items():
        stated = getattr(page.entry.facts, fact)
        printed = getattr(page.entry.printed, fact)
        if not stated or not printed or _plain(fact, stated) == _plain(fact, printed):
            continue
        line = page.line_of(fact)
        message = f"{name} ghi «{stated}» nhưng văn bản in «{printed}»; sửa lại một trong hai"
        yield Problem("", line, message, CODE, column=page.column(line, stated))


def _plain(fact: str, value: str) -> str:
    # How a number is spelt is for `numbers`.
    return key(value).replace(" ", "") if fact == "number" else key(value)
