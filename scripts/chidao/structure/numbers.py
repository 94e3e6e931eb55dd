"""Numbers (số, ký hiệu) and dates as printed, with the noise of real files.

Party   127-QĐ/TW   24-BS/UBKTTU   113-CTr/TU   1473-CV/BTCTW     number-TYPE/BODY
State   2820/QĐ-UBND   06/QĐ-TTg   60/2024/QH15   45/2023/NĐ-CP   number[/year]/TYPE-BODY
"""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from ..text import key

_DASH = "[-–—_]"
# 177-KL/TW · 1473 - CV/BTCTW · 11-QĐi/TW
_PARTY = rf"\d{{1,5}}\s?{_DASH}\s?[A-ZĐ][A-Za-zĐđ]{{0,4}}\s?/\s?[A-ZĐ][A-Za-zĐđƯ&.-]*"
# 2820/QĐ-UBND · 45/2023/NĐ-CP · 60/2024/QH15 · 5348/CT-CS · 66.8/2025/NQ-CP · 18 /2021/TT-BTC
_STATE = (
    r"\d{1,6}(?:\.\d{1,2})?[A-Z]?\s?/\s?(?:(?:19|20)\d\d\s?/?\s?)?"
    r"[A-ZĐ][A-Za-zĐđƯ0-9]*(?:\s?[-–—_.,&]\s?[A-ZĐ][A-Za-zĐđƯ0-9.&]*)*"
)
NUMBER = re.compile(rf"(?<![\w/])(?:{_PARTY}|{_STATE})")


def clean(number: str) -> str:
    """Write a printed number in its official form: no blanks, plain hyphens, Latin letters.

    >>> clean("1473 - CV/BTCTW"), clean("43/2017 NĐ_CP")
    ('1473-CV/BTCTW', '43/2017/NĐ-CP')
    """
    number = re.sub(r"[–—_]", "-", re.sub(r"\s", "", latin(number))).rstrip(".,-")
    return re.sub(r"^(\d+)/(\d{4})(?=[A-ZĐ])", r"\1/\2/", number)


def latin(text: str) -> str:
    """Write Cyrillic capitals that look like Latin ones as these ("NĐ-СР"); the length stays."""
    return text if text.isascii() else text.translate(_LOOKALIKE)


_LOOKALIKE = str.maketrans("АВСЕНІКМОРТХ", "ABCEHIKMOPTX")


_PLACE_DATE = re.compile(
    r"(?!Căn cứ|Theo|Luật|Sáng|Chiều|Vào)(?P<place>[A-ZĐ][^\d,;:.()]{1,30}(?:\.\s?[A-ZĐ][^\d,;:()]{1,20})?)"
    r"(?:\s*,\s*|\s+)[Nn]gày\s*(?P<day>\d{1,2}|\.+|…+|)\s*tháng\s*(?P<month>\d{1,2}|\.+|…+|)\s*năm\s*(?P<year>\d{4})?"
)
_DATE = re.compile(
    r"^(?P<place>[A-ZĐ][^\d,;:.()]{1,30}(?:\.\s?[A-ZĐ][^\d,;:()]{1,20})?)\s*,?\s*"
    r"[Nn]gày\s*(?P<day>\d{1,2}|\.+|…+|)\s*tháng\s*(?P<month>\d{1,2}|\.+|…+|)\s*năm\s*(?P<year>\d{4})?"
)
_DATE = re.compile(
    r"[Nn]gày\s+(?P<day>\d{1,2})\s*(?:tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})"
    r"|[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>\d{4}))"
)


def place_and_date(text: str) -> tuple[str, str | None] | None:
    """Read "Hà Nội, ngày 07 tháng 7 năm 2022": the place, and the date if it is whole.

    >>> place_and_date("Hà Nội, ngày 07 tháng 7 năm 2022")
    ('Hà Nội', '2022-07-07')
    """
    match = _PLACE_DATE.match(text)
    if not match:
        return None
    return match["place"].strip(), _iso(match["year"], match["month"], match["day"])


def first_date(text: str) -> str | None:
    """The first whole date of *text*, ISO 8601.

    >>> first_date("ngày 13/8/2021 của"), first_date("ngày 31/6/2021")
    ('2021-08-13', None)
    """
    match = _DATE.search(text)
    if not match:
        return None
    return _iso(match["year"] or match["y2"], match["month"] or match["m2"], match["day"])


def _iso(year: str | None, month: str, day: str) -> str | None:
    try:
        return datetime.date(int(year or ""), int(month), int(day)).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def number_key(number: str) -> str:
    """Spellings of one number made the same: "41/KH-UBND" = "41/kh-ubnd", "07-KH/TW" = "7-KH/TW"."""
    return re.sub(r"^0+(?=\d)", "", key(number).upper().replace(" ", ""))
