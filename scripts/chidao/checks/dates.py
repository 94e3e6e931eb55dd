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

Không đạt, vì thời hạn của nhiệm vụ cũng phải có trong lịch:

    ---
    type: Chỉ thị
    tasks:
    - clause: "1"
      deadline: 2025-02-31
    ---

    # CHỈ THỊ

    1. Giao Sở Tài chính rà soát nhu cầu kinh phí của các đơn vị.

Đạt, vì chưa rõ thì để trống:

    ---
    type: Báo cáo
    date: ""
    ---
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .page import Page
from .problem import Problem

CODE = "dates"
TITLE = "Ngày tháng"

KEYS = ("date", "reviewed")
TASK_KEYS = ("deadline", "done")
_BLANK = ", để trống nếu chưa rõ"

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# 11/7/2025 · 11-07-2025 · 11.7.2025 · ngày 11 tháng 7 năm 2025: the day comes first in Vietnamese.
_DAY_FIRST = re.compile(r"(?:ngày )?(\d{1,2})(?:[/.-]| tháng )(\d{1,2})(?:[/.-]| năm )(\d{4})", re.IGNORECASE)
# 2025-7-1 · 2025/07/11
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})")


def check(page: Page) -> Iterator[Problem]:
    for key, value in _dates(page.front_matter.values):
        # What is no text `front_matter` tells, and what is blank is not known.
        if not isinstance(value, str) or not value.strip():
            continue
        message, right = trouble(value)
        if message:
            if key.startswith("tasks."):
                message = message.removesuffix(_BLANK)  # that would take away a deadline that was found
            line = page.line_of(key)
            edit = page.edit(line, value, right) if right else None
            yield Problem("", line, message, CODE, column=page.column(line, value), edit=edit)


def _dates(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The keys that say a day, and what they say: of the document, and of its tasks."""
    for key in KEYS:
        yield key, values.get(key)
    tasks = values.get("tasks")
    for index, task in enumerate(tasks if isinstance(tasks, list) else ()):
        for key in TASK_KEYS if isinstance(task, dict) else ():
            yield f"tasks.{index}.{key}", task.get(key)


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
        return f"ngày {day}/{month}/{year} không có trong lịch; xem lại bản gốc{_BLANK}", None
    parts: tuple[str, ...] | None = None
    if match := _DAY_FIRST.fullmatch(value.strip()):
        parts = match.groups()[::-1]
    elif match := _YEAR_FIRST.fullmatch(value.strip()):
        parts = match.groups()
    if parts is None:
        return (
            f"«{value}» không phải là ngày; viết năm-tháng-ngày, ví dụ 2025-07-11{_BLANK}",
            None,
        )
    if not _exists(*parts):
        return f"ngày {value} không có trong lịch; xem lại bản gốc{_BLANK}", None
    right = "{:04}-{:02}-{:02}".format(*map(int, parts))
    return f"viết ngày dạng năm-tháng-ngày: {right}, không phải «{value}»", right


def _exists(year: str, month: str, day: str) -> bool:
    try:
        datetime.date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True
