"""A date is written year-month-day and exists in the calendar.

Passes:

    ---
    type: Kết luận
    date: 2025-07-11
    ---

Fails, because the day comes first:

    ---
    type: Kết luận
    date: 11/7/2025
    ---

Fails, because June has thirty days:

    ---
    type: Báo cáo
    date: 31/6/2021
    ---
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ..library import Entry
from .problem import Problem

CODE = "dates"


def check(entry: Entry) -> Iterator[Problem]:
    for key in ("date", "reviewed"):
        value = entry.front_matter.values.get(key)
        if value is not None and (message := _trouble(str(value))):
            yield Problem("", entry.front_matter.lines.get(key, 1), message, CODE)


def _trouble(value: str) -> str | None:
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value):
        year, month, day = map(int, match.groups())
        if _exists(year, month, day):
            return None
        return f"ngày {day}/{month}/{year} không có trong lịch; xem lại bản gốc, để trống nếu chưa rõ"
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", value):
        day, month, year = map(int, match.groups())
        if _exists(year, month, day):
            return f"viết ngày dạng năm-tháng-ngày: {year}-{month:02}-{day:02}, không phải «{value}»"
        return f"ngày {value} không có trong lịch; xem lại bản gốc, để trống nếu chưa rõ"
    return f"«{value}» không phải là ngày; viết năm-tháng-ngày, ví dụ 2025-07-11, để trống nếu chưa rõ"


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True
