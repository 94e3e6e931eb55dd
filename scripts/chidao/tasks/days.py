"""The days that the words of a time limit mean: the calendar, and nothing of language."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def day(year: int, month: int, number: int) -> str | None:
    """ISO 8601; None if no calendar has that day.

    >>> day(2025, 7, 31), day(2021, 6, 31)
    ('2025-07-31', None)
    """
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def month(year: int, number: int) -> tuple[str, str]:
    """The first and the last day of a month.

    >>> month(2024, 2)
    ('2024-02-01', '2024-02-29')
    """
    return f"{year:04}-{number:02}-01", f"{year:04}-{number:02}-{monthrange(year, number)[1]:02}"


def quarter(year: int, number: int) -> tuple[str, str]:
    """The first and the last day of a quarter, 1 to 4.

    >>> quarter(2025, 3)
    ('2025-07-01', '2025-09-30')
    """
    return month(year, number * 3 - 2)[0], month(year, number * 3)[1]


def year(number: int) -> tuple[str, str]:
    """The first and the last day of a year."""
    return f"{number:04}-01-01", f"{number:04}-12-31"


def before(iso: str) -> str:
    """The day before."""
    return (date.fromisoformat(iso) - timedelta(1)).isoformat()


def after(iso: str, amount: int, unit: str, working: bool = False) -> str:
    """The day that lies *amount* days, weeks, months or years after *iso*.

    Working days leave out Saturdays and Sundays; holidays are not known here.

    >>> after("2025-07-11", 10, "ngày"), after("2025-07-11", 10, "ngày", working=True)
    ('2025-07-21', '2025-07-25')
    >>> after("2025-01-31", 1, "tháng")
    '2025-02-28'
    """
    start = date.fromisoformat(iso)
    if unit == "tuần":
        return (start + timedelta(7 * amount)).isoformat()
    if unit in ("tháng", "năm"):
        months = start.month - 1 + amount * (12 if unit == "năm" else 1)
        in_year, in_month = start.year + months // 12, months % 12 + 1
        number = min(start.day, monthrange(in_year, in_month)[1])
        return date(in_year, in_month, number).isoformat()
    if not working:
        return (start + timedelta(amount)).isoformat()
    while amount > 0:
        start += timedelta(1)
        amount -= start.weekday() < 5
    return start.isoformat()


def coming(month_number: int, issued: str) -> int:
    """The year of the first such month that is not over on the day *issued*.

    >>> coming(12, "2025-11-20"), coming(3, "2025-11-20")
    (2025, 2026)
    """
    in_year, in_month = int(issued[:4]), int(issued[5:7])
    return in_year if month_number >= in_month else in_year + 1
