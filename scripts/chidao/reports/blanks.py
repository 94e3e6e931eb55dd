"""What an outline leaves open: blanks to be filled, and what is asked only where there is something.

Ban Thường vụ tỉnh ủy (thành ủy)… báo cáo      a blank
năm 20.....; số:....../.........; ____         blanks
… đầu mối trực thuộc (nếu có)                  optional
…                                              more of the same, alone on its line
"""

from __future__ import annotations

import re

BLANK = re.compile(r"(?:\.{0,2}…|\.{3,}|_{3,})(?:\s?(?:…|\.{2,}|_{2,}))*")
"""A run of dots or of low lines, as forms print them."""

FILL = "[… điền …]"
"""What the skeleton writes where something must be filled in."""

_OPTIONAL = re.compile(r"\(\s*nếu có\b", re.IGNORECASE)


def is_optional(text: str) -> bool:
    """Whether *text* is asked only of those who have it.

    >>> is_optional("Số lượng đầu mối trực thuộc (nếu có)"), is_optional("Nếu có vướng mắc thì nêu rõ")
    (True, False)
    """
    return _OPTIONAL.search(text) is not None


def goes_on(text: str) -> bool:
    """Whether a line says no more than that there may be others.

    >>> goes_on("…"), goes_on("- ....."), goes_on("1.2- Về thí điểm…:")
    (True, True, False)
    """
    return bool(BLANK.search(text)) and not re.search(r"[^\W_]", text)


def marked(text: str) -> str:
    """*text* with its blanks in brackets, so that none is overlooked.

    >>> marked("thành ủy… báo cáo năm 20......")
    'thành ủy […] báo cáo năm 20[…]'
    """
    return BLANK.sub(lambda m: f"{' ' if m.start() and text[m.start() - 1].isalpha() else ''}[…]", text)
