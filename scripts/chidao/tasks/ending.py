"""Until when a document asks for something: the last day of a task, the end of what returns.

trước ngày 31/7/2025                                   that day
định kỳ hằng quý, trước ngày 25                        as long as the document stands
định kỳ hằng quý đến hết năm 2026                      the end that the words name
hằng tháng, in a Kế hoạch … năm 2025                   the end of what the plan is for
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Facts
from . import days
from .model import Deadline, Kind, Task
from .times import CORE, time_of

FOREVER = "9999-12-31"
"""What returns, and nobody says until when."""


def last_day(task: Task, facts: Facts) -> str:
    """The last day on which *task*, of a document with *facts*, asks for something; "" if it names none.

    ISO 8601; FOREVER for what returns without an end.  Whether another document ended it the caller knows.
    """
    if not task.deadlines:
        return ""
    dated = [d.due for d in task.deadlines if d.due]
    returning = [_end(d, task, facts) for d in task.deadlines if _returns(d)]
    return max([*dated, *returning], default="")


def _returns(deadline: Deadline) -> bool:
    """Whether it says how often: "định kỳ báo cáo" alone does not."""
    return deadline.kind is Kind.RECURRING and bool(deadline.every or deadline.on)


def _end(deadline: Deadline, task: Task, facts: Facts) -> str:
    # The time of a row stands in a cell of its own.
    words = task.words if deadline.words in task.words else f"{task.words} {deadline.words}"
    ends = [*_named(words, facts.date), *_years(words, _SPAN), *_years(words, _WITHIN)]
    if not ends and (plan := _PLAN.search((facts.subject or "").lower())):
        ends = list(_years(plan["what"], _YEARS))
    return max(ends, default=FOREVER)


def _named(words: str, issued: str | None) -> Iterator[str]:
    for lead in _UNTIL.finditer(words):
        hit = CORE.match(words, lead.end())
        time = time_of(hit, issued) if hit else None
        if time and time.year_given and time.due:
            yield time.due


def _years(words: str, pattern: re.Pattern[str]) -> Iterator[str]:
    for found in pattern.finditer(words):
        yield days.year(int(found["last"]))[1]


# "đến hết năm 2026", "đến ngày 31/12/2027"; "tính đến" is the cut-off of figures.
_UNTIL = re.compile(r"(?<!tính )(?<!\w)(?:đến|tới) (?:khi )?(?:hết |cuối )?", re.IGNORECASE)
# "giai đoạn 2026 - 2030", "các năm 2024-2026"
_SPAN = re.compile(
    r"(?:giai đoạn|các năm)(?: từ)?(?: năm)? 20\d\d ?(?:[-–]|đến) ?(?:năm )?(?P<last>20\d\d)", re.IGNORECASE
)
# "định kỳ hằng tháng trong năm 2025"
_WITHIN = re.compile(
    r"(?:hằng|hàng|mỗi) (?:tháng|quý|tuần|ngày)[^.;\n]{0,30} năm (?P<last>20\d\d)", re.IGNORECASE
)
# What a plan is for is in its subject: "Kế hoạch cải cách hành chính năm 2025".
_PLAN = re.compile(r"(?:kế hoạch|chương trình)\W(?P<what>(?:(?!tầm nhìn|định hướng).)*)", re.DOTALL)
# Not that of the paper which it carries out: "Chỉ thị số 49-CT/TW ngày 28 tháng 6 năm 2025".
_YEARS = re.compile(r"(?:(?<!\d )năm|[-–]|đến) ?(?P<last>20\d\d)(?!\d)")
