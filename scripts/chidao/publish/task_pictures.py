"""When tasks are due, at a glance: a bar for each month, and months as a wall calendar has them."""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from ..text import amount
from .given import Given
from .inline_html import escape

_STEP, _BAR, _HIGH, _FOOT = 34, 22, 110, 34
_GAP = 4
"""Months without a task in a row that are left out of the picture."""
_MOST = 120
"""Months that a picture bears: the last ones."""
_SHOWN = 3
"""Tasks that a day of the calendar names."""


def bars_svg(dues: Iterable[str]) -> str:
    """A bar for each month of *dues* (ISO 8601), with how many fall into it; "" if there are none.

    Months without any stand between them, but for long gaps.
    """
    counts = Counter(_month(due) for due in dues)
    if not counts:
        return ""
    slots: list[int | None] = []
    for month in sorted(counts)[-_MOST:]:
        last = slots[-1] if slots else None
        if last is not None:
            gap = month - last - 1
            slots += range(last + 1, month) if gap <= _GAP else [None]
        slots.append(month)
    most, width = max(counts.values()), len(slots) * _STEP + 8
    out = []
    for place, slot in enumerate(slots):
        x = 4 + place * _STEP
        if slot is None:
            out.append(f'<text class="vb-months__label" x="{x + _BAR // 2}" y="{_HIGH + 16}">…</text>')
            continue
        year, number, count = slot // 12, slot % 12 + 1, counts[slot]
        high = round(count * (_HIGH - 20) / most)
        if count:
            out.append(
                f'<rect class="vb-months__bar" data-vb-month="{year}-{number:02}" x="{x}" '
                f'y="{_HIGH - high}" width="{_BAR}" height="{high}"/>'
                f'<text class="vb-months__count" x="{x + _BAR // 2}" y="{_HIGH - high - 4}">'
                f"{amount(count)}</text>"
            )
        out.append(f'<text class="vb-months__label" x="{x + _BAR // 2}" y="{_HIGH + 14}">{number}</text>')
        if place == 0 or number == 1 or slots[place - 1] is None:
            out.append(f'<text class="vb-months__year" x="{x}" y="{_HIGH + 29}">{year}</text>')
    line = f'<line class="vb-months__line" x1="0" y1="{_HIGH}" x2="{width}" y2="{_HIGH}"/>'
    return (
        f'<svg class="vb-months" viewBox="0 0 {width} {_HIGH + _FOOT}" width="{width}" '
        f'height="{_HIGH + _FOOT}" role="img" aria-label="Số việc đến hạn trong từng tháng">'
        f"{line}{''.join(out)}</svg>"
    )


def _month(iso: str) -> int:
    return int(iso[:4]) * 12 + int(iso[5:7]) - 1


def months_html(rows: Sequence[Given], root: str, list_of: Callable[[str], str]) -> str:
    """A calendar of the months in which *rows*, all dated, are due; the last month first.

    *list_of* gives for a month, "2025-07", the address of its list.
    """
    months: dict[str, dict[int, list[Given]]] = defaultdict(lambda: defaultdict(list))
    for given in rows:
        months[given.due[:7]][int(given.due[8:])].append(given)
    return "".join(_grid(month, days, root, list_of(month)) for month, days in sorted(months.items())[::-1])


def _grid(month: str, days: dict[int, list[Given]], root: str, address: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    weeks = []
    for week in calendar.Calendar().monthdayscalendar(year, number):
        cells = "".join(_day(month, day, days.get(day, []), root, address) for day in week)
        weeks.append(f"<tr>{cells}</tr>")
    heads = "".join(f'<th scope="col"><abbr title="{long}">{short}</abbr></th>' for short, long in _WEEKDAYS)
    name = f"Tháng {number}/{year}"
    count = sum(map(len, days.values()))
    return (
        f'<section class="vb-month" aria-labelledby="lich-{month}" data-vb-calendar="{month}">'
        f'<h2 id="lich-{month}">{name} <span class="vb-shelves__count">{amount(count)} việc</span></h2>'
        f'<div class="vb-table" tabindex="0" role="region" aria-label="{name}"><table class="vb-month__grid">'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(weeks)}</tbody></table></div></section>"
    )


_WEEKDAYS = (
    ("T2", "Thứ hai"),
    ("T3", "Thứ ba"),
    ("T4", "Thứ tư"),
    ("T5", "Thứ năm"),
    ("T6", "Thứ sáu"),
    ("T7", "Thứ bảy"),
    ("CN", "Chủ nhật"),
)


def _day(month: str, day: int, due: list[Given], root: str, address: str) -> str:
    if not day:
        return "<td></td>"
    lines = []
    for given in due[:_SHOWN]:
        place = f", {given.place}" if given.place else ""
        lines.append(
            f'<a href="{root}{escape(given.address)}" title="{escape(given.task.title)}">'
            f"{escape(given.paper.short + place, False)}</a>"
        )
    if len(due) > _SHOWN:
        more = f"và {amount(len(due) - _SHOWN)} việc nữa"
        lines.append(f'<a href="{root}{address}#thang-{month}">{more}</a>')
    inside = "".join(f'<span class="vb-month__task">{line}</span>' for line in lines)
    return f'<td data-vb-day="{month}-{day:02}"><span class="vb-month__number">{day}</span>{inside}</td>'
