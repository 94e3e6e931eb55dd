"""What the words of a day, a month, a quarter or a year mean.

ngày 31/7/2025 · ngày 05 tháng 12 năm 2025 · ngày 15/12 · tháng 10/2022 · Quý I/2026 · năm 2027
"""

from __future__ import annotations

import re
from typing import NamedTuple

from . import days
from .model import Kind

# What is searched for; all that stands before is looked at only where one of these is found.
CORE = re.compile(
    r"""
      # ngày 31/7/2025 · ngày 05 tháng 12 năm 2025 · ngày 15/12 · ngày 10 · ngày 16-22/11/2025
      (?<!\w)[Nn]gày[ ] (?:\d{1,2}[ ]?[-–][ ]?(?=\d{1,2}/\d{1,2}/\d{4}))?
        (?P<day>\d{1,2})(?!\d)
        (?: (?:[ ]?[/.-][ ]?|[ ]tháng[ ])(?P<month>\d{1,2})(?!\d)
            (?: (?:[ ]?[/.-][ ]?|,?[ ]năm[ ])(?P<year>\d{4})(?!\d) )? )?
      # 31/7/2025 without the word
    | (?<![\d/.-])(?P<day2>\d{1,2})/(?P<month2>\d{1,2})/(?P<year2>\d{4})(?![\d/])
      # tháng 10/2022 · tháng 12 năm 2025 · tháng 6 · tháng 11-12/2025
    | (?<!\w)[Tt]háng[ ] (?:\d{1,2}[ ]?[-–][ ]?(?=\d{1,2}/\d{4}))?
        (?P<month3>\d{1,2})(?!\d|[ ]?%) (?: (?:[ ]?[/-][ ]?|[ ]năm[ ])(?P<year3>\d{4})(?!\d) )?
      # Quý I/2026 · quý III năm 2025 · Quí IV-2025
    | (?<!\w)[Qq][Uu][ÝýÍí][ ] (?P<quarter>IV|I{1,3}|[1-4])(?!\w)
        (?: (?:[ ]?[/-][ ]?|,?[ ]năm[ ])(?P<year4>\d{4})(?!\d) )?
      # năm 2027
    | (?<!\w)[Nn]ăm[ ](?P<year5>20\d\d)(?!\d|[ ]?[-–][ ]?\d)
    """,
    re.VERBOSE,
)
# The same, each beginning with a letter, so that the search skips quickly: (pattern, how far before it a
# core begins).
_SKIPS = (
    (re.compile(r"gày \d"), 1),
    (re.compile(r"háng \d"), 1),
    (re.compile(r"ăm 20\d\d"), 1),
    *((re.compile(rf"{letter} [IV1-4]"), 2) for letter in "ýíÝÍ"),
)
_YEAR = re.compile(r"/20\d\d")


class Time(NamedTuple):
    """The time that a core means."""

    kind: Kind
    since: str | None
    due: str | None
    year_given: bool
    impossible: bool = False


def candidates(text: str) -> list[int]:
    """Where a core may begin, in reading order."""
    found = [m.start() - back for skip, back in _SKIPS for m in skip.finditer(text)]
    for m in _YEAR.finditer(text):
        if bare := _BARE_DATE.search(text, max(0, m.start() - 6), m.end()):
            found.append(bare.start())
    return sorted(c for c in found if c >= 0)


_BARE_DATE = re.compile(r"(?<![\d/.-])\d{1,2}/\d{1,2}/20\d\d\Z")


def time_of(hit: re.Match[str], issued: str | None) -> Time:
    """What a core means; a year that is not printed is the first that fits the document's day."""
    given = hit.groupdict()
    if number := given["day"] or given["day2"]:
        in_month, in_year = given["month"] or given["month2"], given["year"] or given["year2"]
        if not in_month:
            return Time(Kind.DATE, None, None, False)
        year = int(in_year) if in_year else _coming(int(in_month), issued)
        if year is None:
            return Time(Kind.DATE, None, None, False)
        iso = days.day(year, int(in_month), int(number))
        return Time(Kind.DATE, None, iso, bool(in_year), iso is None)
    if in_month := given["month3"]:
        if not 1 <= int(in_month) <= 12:
            return Time(Kind.MONTH, None, None, False, True)
        year = int(given["year3"]) if given["year3"] else _coming(int(in_month), issued)
        since, due = days.month(year, int(in_month)) if year else (None, None)
        return Time(Kind.MONTH, since, due, bool(given["year3"]))
    if name := given["quarter"]:
        which = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(name) or int(name)
        year = int(given["year4"]) if given["year4"] else _coming(which * 3, issued)
        since, due = days.quarter(year, which) if year else (None, None)
        return Time(Kind.QUARTER, since, due, bool(given["year4"]))
    since, due = days.year(int(given["year5"]))
    return Time(Kind.YEAR, since, due, True)


def _coming(month: int, issued: str | None) -> int | None:
    return days.coming(month, issued) if issued and 1 <= month <= 12 else None


def as_led(time: Time, chain: str) -> Time:
    """The days meant by "đầu tháng 3", "trung tuần tháng 4", "trước tháng 12/2025", "đến hết …"."""
    since, due = time.since, time.due
    if since is None or due is None or time.kind is Kind.DATE:
        return time
    if time.kind is Kind.MONTH and (part := _PART.search(chain)):
        first, last = _PARTS[part[0]]
        since, due = f"{since[:8]}{first:02}", f"{due[:8]}{last:02}" if last else due
    elif chain.endswith("trước"):
        return time._replace(since=None, due=days.before(since))
    return time._replace(since=since, due=due)


_PART = re.compile(r"(?:đầu|thượng tuần|giữa|trung tuần|hạ tuần)\Z")
_PARTS = {
    "đầu": (1, 10),
    "thượng tuần": (1, 10),
    "giữa": (11, 20),
    "trung tuần": (11, 20),
    "hạ tuần": (21, 0),
}


def days_in(words: str) -> tuple[tuple[int | None, int], ...]:
    """The days, months and quarters that *words* name, as (month, last day)."""
    found: list[tuple[int | None, int]] = []
    for hit in _ON.finditer(words):
        if hit["day"]:
            found.append((int(hit["month"]), int(hit["day"])))
        elif hit["day2"]:
            found.append((None, int(hit["day2"])))
        elif hit["only"] and int(hit["only"]) in _LONGEST:
            found.append((int(hit["only"]), _LONGEST[int(hit["only"])]))
        elif hit["quarter"]:
            last = 3 * ({"I": 1, "II": 2, "III": 3, "IV": 4}.get(hit["quarter"]) or int(hit["quarter"]))
            found.append((last, _LONGEST[last]))
    if len(found) > 1 and found[0][0] is None:
        found = [(month or found[-1][0], day) for month, day in found]
    return tuple(f for f in found if (f[0] or 1) in _LONGEST and 1 <= f[1] <= _LONGEST[f[0] or 1])


_ON = re.compile(
    r"(?:(?:ngày )?(?<!\d)(?P<day>\d{1,2})(?:/| tháng )(?P<month>\d{1,2})(?!\d))|"
    r"ngày (?P<day2>\d{1,2})(?![\d/])|"
    r"tháng (?P<only>\d{1,2})(?!\d)|quý (?P<quarter>IV|I{1,3}|[1-4])(?!\w)",
    re.IGNORECASE,
)
# February by its shorter year, for what returns each year.
_LONGEST = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def every(words: str) -> str:
    """How often it returns: "năm", "quý", "tháng", "6 tháng"."""
    if number := _PERIOD.search(words):
        return f"{int(number[1] or number[3])} {number[2] or number[4]}"
    found = _EACH.search(words) or _OF_EACH.search(words)
    return found[1].lower() if found else "năm"


_EACH = re.compile(r"(?:h[ằà]ng|mỗi) (năm|quý|tháng|tuần|ngày)", re.IGNORECASE)
_OF_EACH = re.compile(r"(?:của|trong) (năm|quý|tháng|tuần)(?! [IVX\d])", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:định kỳ|mỗi|cứ) (\d{1,2}) (?:\(\w+\) )?(tháng|ngày|tuần|năm)|"
    r"(?<!ngày )(\d{1,2}) (?:\(\w+\) )?(tháng|ngày|tuần|năm) ?(?:/ ?lần|một lần|1 lần|01 lần)",
    re.IGNORECASE,
)


def why(time: Time) -> str:
    said = {
        Kind.MONTH: "ngày cuối của thời gian trong tháng",
        Kind.QUARTER: "ngày cuối quý",
        Kind.YEAR: "ngày cuối năm",
    }
    parts = [said[time.kind]] if time.kind in said else []
    if not time.year_given:
        parts.append("năm suy theo ngày ban hành văn bản")
    return "; ".join(parts)
