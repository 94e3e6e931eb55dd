"""Số, ký hiệu viết đúng dạng, và năm trong số là năm ban hành.

Văn bản của Đảng: số-KÝ HIỆU/CƠ QUAN (Hướng dẫn 36-HD/VPTW). Văn bản của Nhà nước: số[/năm]/KÝ HIỆU-CƠ QUAN
(Nghị định 30/2020/NĐ-CP, phụ lục III).

Đạt:

    ---
    type: Kết luận
    number: 177-KL/TW
    ---

Đạt:

    ---
    type: Nghị định
    number: 45/2023/NĐ-CP
    date: 2023-07-01
    ---

Không đạt, vì trong số không có dấu cách:

    ---
    type: Kết luận
    number: 177 - KL/TW
    ---

Không đạt, vì đây không phải là một số:

    ---
    type: Kết luận
    number: KL177
    ---

Không đạt, vì «Không số» không phải là một số:

    ---
    type: Kết luận
    number: Không số
    ---

Không đạt, vì số ghi năm khác năm ban hành:

    ---
    type: Nghị định
    number: 45/2023/NĐ-CP
    date: 2024-07-01
    ---
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..structure.numbers import NUMBER, clean
from .page import Page
from .problem import Problem, Severity

CODE = "numbers"
TITLE = "Số, ký hiệu"

_YEAR = re.compile(r"\d+[A-Z]?(?:\.\d+)?/((?:19|20)\d\d)/")


def check(page: Page) -> Iterator[Problem]:
    value = page.stated("number")
    if value is None:
        return
    line = page.line_of("number")
    column = page.column(line, value)
    number = clean(value)
    if not NUMBER.fullmatch(number):
        message = (
            f"«{value}» không có dạng của số, ký hiệu, như 177-KL/TW hay 2820/QĐ-UBND; "
            "xem lại bản gốc, để trống nếu văn bản không có số"
        )
        # The schema lets no blank into a number.
        severity = Severity.ERROR if re.search(r"\s", value) else Severity.WARNING
        yield Problem("", line, message, CODE, severity, column)
    elif number != value:
        message = f"số, ký hiệu không có dấu cách, dùng dấu - thường: viết «{number}», không phải «{value}»"
        yield Problem("", line, message, CODE, column=column, edit=page.edit(line, value, number))
        return
    year, date = _YEAR.match(number), page.stated("date")
    if year and date and re.match(r"\d{4}-", date) and year[1] != date[:4]:
        message = (
            f"số ghi năm {year[1]}, ngày ban hành ghi năm {date[:4]}; xem lại bản gốc, sửa một trong hai"
        )
        yield Problem("", line, message, CODE, Severity.WARNING, column)
