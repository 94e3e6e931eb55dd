"""Chữ bị mất của bản sao (ký hiệu �) còn thấy được cho đến khi có người điền lại chữ đúng.

Đạt:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    Như: Trưởng ban tổ chức cấp ủy.

Không đạt, vì một chữ đã mất:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    Như: Trưởng ban tổ ch�c cấp ủy.
"""

from __future__ import annotations

from collections.abc import Iterator

from .page import Page
from .problem import Problem, Severity

CODE = "lost-letters"
TITLE = "Chữ bị mất"

LOST = "\ufffd"


def check(page: Page) -> Iterator[Problem]:
    if LOST not in page.text:
        return
    for number, line in enumerate(page.lines, 1):
        at = line.find(LOST)
        if at >= 0:
            around = line[max(0, at - 15) : at + 30]
            message = f"ký tự bị mất ({LOST}) ở «{around}»; xem bản giấy và sửa lại"
            yield Problem("", number, message, CODE, Severity.WARNING, at + 1)
