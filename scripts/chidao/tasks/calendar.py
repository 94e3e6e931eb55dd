"""Deadlines as an iCalendar feed (RFC 5545) that Outlook, Google and phones subscribe to.

One all-day event for each dated deadline on its last day; one that repeats for each day of the month or year
that returns.  The same tasks give the same bytes: a feed that did not change is not fetched again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from . import days
from .model import Deadline, Kind, Task

_LINE = 75
"""Octets of a content line without its break; longer ones are folded (RFC 5545, 3.1)."""
_PRODUCT = "-//chidao//Nhiem vu va thoi han//VI"


def has_events(task: Task) -> bool:
    """Whether *task* has a day to be put in a calendar, or days that return."""
    return bool(task.deadlines) and any(d.due or d.on for d in task.deadlines)


def write(tasks: Iterable[Task], name: str, issued: Mapping[str, str], root: str = "") -> str:
    """The feed called *name* of *tasks*, with CRLF line ends.

    *issued* gives the day of each page, ISO 8601: the stamp of its events, the first time of what returns.
    *root* is the address of the site, for links; empty: none are written.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escape(name)}",
        f"X-WR-CALNAME:{escape(name)}",
    ]
    for task in tasks:
        for number, deadline in enumerate(task.deadlines, 1):
            lines += _event(task, deadline, number, issued.get(task.page), root)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines)


def _event(task: Task, deadline: Deadline, number: int, issued: str | None, root: str) -> Iterator[str]:
    for place, (day, rule) in enumerate(_days(deadline, issued), 1):
        yield "BEGIN:VEVENT"
        yield f"UID:{_uid(task.id, number, place)}"
        yield f"DTSTAMP:{_basic(issued or day)}T000000Z"
        yield f"DTSTART;VALUE=DATE:{_basic(day)}"
        yield f"DTEND;VALUE=DATE:{_basic(days.after(day, 1, 'ngày'))}"
        if rule:
            yield f"RRULE:{rule}"
        yield f"SUMMARY:{escape(task.title)}"
        yield f"DESCRIPTION:{escape(_description(task, deadline))}"
        if root:
            yield f"URL:{root}{_address(task)}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def _days(deadline: Deadline, issued: str | None) -> Iterator[tuple[str, str]]:
    """The day of an event and, if it returns, its rule (RFC 5545, 3.3.10)."""
    if deadline.due:
        yield deadline.due, ""
        return
    if deadline.kind is not Kind.RECURRING or not issued:
        return
    year = int(issued[:4])
    for month, number in deadline.on:
        rule = (
            f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={number}"
            if month
            else f"FREQ=MONTHLY;BYMONTHDAY={number}"
        )
        first = days.day(year, month or int(issued[5:7]), number)
        if month and first and first < issued:
            first = days.day(year + 1, month, number)
        if first:
            yield first, rule


def _address(task: Task) -> str:
    """Of the clause: the id of a task has its anchor."""
    page, _sign, rest = task.id.partition("#")
    anchor = quote(rest.rpartition("/")[0], safe="(),~")
    return f"{quote(page.removesuffix('.md'))}.html" + (f"#{anchor}" if anchor else "")


def _uid(task_id: str, number: int, place: int) -> str:
    """Stable while the task keeps its id; short, ASCII, and like no other."""
    return f"{hashlib.sha256(f'{task_id}/{number}/{place}'.encode()).hexdigest()[:32]}@chidao"


def _description(task: Task, deadline: Deadline) -> str:
    who = "; ".join(doer.words for doer in task.leads)
    beside = "; ".join(doer.words for doer in task.helpers)
    parts = [
        f"Chủ trì: {who}" if who else "",
        f"Phối hợp: {beside}" if beside else "",
        f"Thời hạn: {deadline.words}" if deadline.words else "",
        task.words,
    ]
    return "\n".join(part for part in parts if part)


def _basic(iso: str) -> str:
    return iso.replace("-", "")


def escape(text: str) -> str:
    r"""Write *text* as a value of type TEXT (RFC 5545, 3.3.11).

    >>> print(escape("Sở A; Sở B, C\nD"))
    Sở A\; Sở B\, C\nD
    """
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\n", "\\n")


def fold(line: str) -> str:
    """Break *line* before its 76th octet; letters stay whole (RFC 5545, 3.1).

    >>> max(len(part.encode()) for part in fold("SUMMARY:" + "ệ" * 60).split("\\r\\n"))
    74
    """
    if len(line) <= _LINE and line.isascii():
        return line
    data = line.encode()
    out, start, room = [], 0, _LINE
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # inside of a letter
            end -= 1
        out.append(data[start:end])
        start, room = end, _LINE - 1  # a blank begins what goes on
    out.append(data[start:])
    return b"\r\n ".join(out).decode()
