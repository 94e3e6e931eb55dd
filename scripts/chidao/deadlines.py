"""The days by which a document wants something done, where it names the day itself.

Months, quarters, events and durations are not read here; nor who must do what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

# trước ngày 31/7/2025 · chậm nhất là ngày 01/3/2025 · hoàn thành xong vào ngày 30 tháng 6 năm 2025 ·
# thời hạn đến hết ngày 31-12-2026 · trước 17 giờ 00 ngày 15/8/2025
_DUE = re.compile(
    r"\b(?:trước|chậm nhất|muộn nhất|hoàn thành|hạn|thời hạn|xong)\b"
    r"(?:,|\s|là|vào|cuối|đến|hết|trong|trước|xong|chậm nhất|\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{2})?(?:\s?phút)?)*"
    r"\bngày\s(?P<day>\d{1,2})(?:\s?[/.-]\s?|\stháng\s)(?P<month>\d{1,2})(?:\s?[/.-]\s?|\snăm\s)(?P<year>\d{4})\b",
    re.IGNORECASE,
)
# "các hợp đồng ký trước ngày 01/7/2025" tells which, "được thành lập trước ngày …" too: nothing is due.
_PAST = re.compile(
    r"(?:ký|ký kết|ban hành|thành lập|cấp|hiệu lực|công nhận|tuyển dụng|sinh|tiếp nhận|nộp|phê duyệt)\s$",
    re.IGNORECASE,
)


def days_due(text: str) -> Iterator[str]:
    """The days by which something in *text* is due, ISO 8601, in reading order.

    >>> list(days_due("Hoàn thành trước ngày 31/7/2025; báo cáo chậm nhất là ngày 15 tháng 8 năm 2025."))
    ['2025-07-31', '2025-08-15']
    >>> list(days_due("Hợp đồng ký trước ngày 01/7/2025 vẫn có hiệu lực; trước ngày 31/6/2021"))
    []
    """
    for match in _DUE.finditer(text):
        if _PAST.search(text, max(0, match.start() - 20), match.start()):
            continue
        try:
            yield date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
        except ValueError:
            continue  # 31/6/2021: no day of the calendar
