"""What the front matter states and what the text prints agree.

Passes:

    ---
    type: Kết luận
    number: 177-KL/TW
    date: 2025-07-11
    ---

    Số 177-KL/TW

    Hà Nội, ngày 11 tháng 7 năm 2025

    # KẾT LUẬN

    VỀ TIẾP TỤC XÂY DỰNG TỔ CHỨC

Fails, because the text prints another number:

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

from ..library import Entry
from ..text import key
from .problem import Problem

CODE = "printed-facts"

_NAMES = {"type": "loại văn bản", "number": "số, ký hiệu", "date": "ngày ban hành"}


def check(entry: Entry) -> Iterator[Problem]:
    for fact, name in _NAMES.items():
        stated = getattr(entry.facts, fact)
        printed = getattr(entry.printed, fact)
        if stated and printed and key(stated) != key(printed):
            yield Problem(
                "",
                entry.front_matter.lines.get(fact, 1),
                f"{name} ghi «{stated}» nhưng văn bản in «{printed}»; sửa lại một trong hai",
                CODE,
            )
