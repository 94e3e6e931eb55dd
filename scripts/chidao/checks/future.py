"""Ngày ban hành và ngày rà soát không ở sau hôm nay.

Ngày trong tương lai thường là gõ nhầm năm.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..text import day
from . import dates
from .pages import Pages
from .problem import Problem

CODE = "future"
TITLE = "Ngày chưa đến"

_NAMES = {"date": "ngày ban hành", "reviewed": "ngày rà soát"}


def check(pages: Pages, today: datetime.date | None = None) -> Iterator[Problem]:
    now = (today or datetime.date.today()).isoformat()
    for page in pages.all:
        for name, value, line in page.dates:
            if value > now and not dates.trouble(value)[0]:
                message = f"{_NAMES[name]} {day(value)} chưa đến; xem lại năm, để trống nếu chưa rõ"
                yield Problem(page.name, line, message, CODE)
