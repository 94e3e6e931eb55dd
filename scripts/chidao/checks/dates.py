"""Ngày viết năm-tháng-ngày và có trong lịch.

Đạt:

    ---
    type: Kết luận
    date: 2025-07-11
    ---

Không đạt, vì ngày đứng trước:

    ---
    type: Kết luận
    date: 11/7/2025
    ---

Không đạt, vì tháng sáu có ba mươi ngày:

    ---
    type: Báo cáo
    date: 31/6/2021
    ---
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from .page import Page
from .problem import Problem

CODE = "dates"
TITLE = "Ngày tháng"

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# 11/7/2025 · 11-07-2025 · 11.7.2025 · ngày 11 tháng 7 năm 2025: the day comes first in Vietnamese.
_DAY_FIRST = re.compile(r"(?:ngày )?(\d{1,2})(?:[/.-]| tháng )(\d{1,2})(?:[/.-]| năm )(\d{4})", re.IGNORECASE)
# 2025-7-1 · 2025/07/11
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")


def check(page: Page) -> Iterator[Problem]:
    for key in ("date", "reviewed"):
        value = page.front_matter.values.get(key)
        if value is None:
            continue
        line = page.line_of(key)
        if not isinstance(value, str):
            yield Problem("", line, "ngày viết thẳng sau dấu hai chấm: 2025-07-11", CODE)
            continue
        message, right = trouble(value)
        if message:
            edit = page.edit(line, value, right) if right else None
            yield Problem("", line, message, CODE, column=page.column(line, value), edit=edit)


def trouble(value: str) -> tuple[str, str | None]:
    """What is wrong with a date, and the right one where that is certain; "" if nothing is.

    >>> trouble("11/7/2025")
    ('viết ngày dạng năm-tháng-ngày: 2025-07-11, không phải «11/7/2025»', '2025-07-11')
    >>> trouble("2025-07-11")
    ('', None)
    """
    if match := _ISO.fullmatch(value):
        if _exists(*match.groups()):
            return "", None
        year, month, day = map(int, match.groups())
        return f"ngày {day}/{month}/{year} không có trong lịch; xem lại bản gốc, để trống nếu chưa rõ", None
    parts: tuple[str, ...] | None = None
    if match := _DAY_FIRST.fullmatch(value.strip()):
        parts = match.groups()[::-1]
    elif match := _YEAR_FIRST.fullmatch(value.strip()):
        parts = match.groups()
    if parts is None:
        return (
            f"«{value}» không phải là ngày; viết năm-tháng-ngày, ví dụ 2025-07-11, để trống nếu chưa rõ",
            None,
        )
    if not _exists(*parts):
        return f"ngày {value} không có trong lịch; xem lại bản gốc, để trống nếu chưa rõ", None
    right = "{:04}-{:02}-{:02}".format(*map(int, parts))
    return f"viết ngày dạng năm-tháng-ngày: {right}, không phải «{value}»", right


def _exists(year: str, month: str, day: str) -> bool:
    try:
        datetime.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
