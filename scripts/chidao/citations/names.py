"""Documents that a text names without a number, and itself.

Luật Đất đai · Bộ luật Lao động 2019 · Hiến pháp · Điều lệ Đảng
Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng · Nghị quyết Hội nghị Trung ương 5 (khoá X)
Quyết định này · Thông báo kết luận này
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .. import forms
from . import patterns

_DATE = rf"(?:,?\s+(?:số\s+)?{re.sub(r'[?]P<[a-z0-9]+>', '?:', patterns.DATE.pattern)})?"
_YEAR = r"(?:\s+(?:năm\s+)?(?:19|20)\d\d)?"


def find_names(text: str) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, type, "named") of each."""
    for match in _laws().finditer(text):
        yield match.start(), match.end(), match["type"].capitalize(), "named"
    for match in _OTHERS.finditer(text):
        first = " ".join(match[0].split()[:2])
        yield (
            match.start(),
            match.end(),
            first.capitalize() if first[:6].lower() != "điều l" else "Điều lệ",
            "named",
        )


def find_selves(text: str) -> Iterator[tuple[int, int, str, str]]:
    """ "Quyết định này": the document itself."""
    for match in _THIS.finditer(text):
        begin = max(0, match.start() - _LONGEST)
        found = _type_before().search(text[begin : match.start()])
        if found:
            word = found[0]
            base = "Thông báo" if word.lower().startswith("thông báo") else word
            yield begin + found.start(), match.end(), base[:1].upper() + base[1:].lower(), "self"


_THIS = re.compile(r"\s+này(?!\w)")
_LONGEST = 30
"""Letters of the longest type."""


@cache
def _type_before() -> re.Pattern[str]:
    laws = "[Ll]uật|[Bb]ộ luật|[Pp]háp lệnh|[Đđ]iều lệ"
    return re.compile(rf"(?<!\w)(?:{patterns.type_words()}|{laws})$")


# A pattern that begins with letters, and looks back behind the first, is searched four times as fast.
_LAW = r"B(?<!\wB)ộ luật|L(?<!\wL)uật|P(?<!\wP)háp lệnh"


@cache
def _laws() -> re.Pattern[str]:
    listed = sorted(forms.laws(), key=len, reverse=True)
    spelled = "|".join(f"[{n[0].upper()}{n[0].lower()}]{re.escape(n[1:])}" for n in listed)
    # A law that no list knows: a capital, then small words up to a stop.
    unlisted = rf"[A-ZĐÁ-Ỹ][a-zà-ỹđ]+(?:\s(?!(?:{_STOPS})\b)[a-zà-ỹđ]+){{1,7}}"
    amending = r"[Ss]ửa đổi, bổ sung một số điều(?:\s[^;.()]{3,40})?\scủa\s[^;.()]{5,260}?(?=\s*ngày\s\d)"
    name = rf"(?:{amending}|(?:{spelled})(?!\w)|{unlisted})"
    return re.compile(rf"(?P<type>{_LAW})\s+{name}{_YEAR}{_DATE}(?!\s+số\s+\d)")


_STOPS = "quy định|này|và|có|được|thì|là|số|ngày|năm|hiện|về|khi|theo|nêu|đã|sửa|trong|tại|để"


_ORDINAL = r"(?:\d{1,2}|nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười(?:\s(?:một|hai|ba|bốn|lăm|sáu|bảy))?)"
_OTHERS = re.compile(
    r"(?:"
    # Hiến pháp · Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam
    rf"H(?<!\wH)(?:iến pháp|IẾN PHÁP)(?:\snước Cộng h(?:òa|oà) xã hội chủ nghĩa Việt Nam)?{_YEAR}"
    # Điều lệ Đảng · Điều lệ trường THCS, trường THPT …
    r"|Đ(?<!\wĐ)iều lệ\s(?:Đảng(?:\sCộng sản Việt Nam)?|[Tt]rường [^;.()]{3,90}?(?=[;.)\n]|$))"
    # Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng · Nghị quyết Đại hội XIII của Đảng
    r"|[Nn](?<!\w[Nn])(?:ghị quyết|GHỊ QUYẾT)\s(?:của\s)?(?:các\s)?(?:Đại hội|ĐẠI HỘI)[^;.:()“”\"\n]{0,60}?"
    r"(?:(?:lần thứ|LẦN THỨ)\s)?\b[XVI]{1,5}\b"
    r"(?:\s(?:của|CỦA)\s(?:Đảng|ĐẢNG)|,\snhiệm kỳ\s\d{4}\s?[-–]\s?\d{4})?"
    # Nghị quyết Hội nghị Trung ương 5 (khoá X) · Nghị quyết Hội nghị lần thứ sáu Ban Chấp hành Trung ương …
    r"|[Nn](?<!\w[Nn])ghị quyết\s(?:của\s)?Hội nghị\s(?:lần thứ\s" + _ORDINAL + r"|Trung ương\s\d{1,2})"
    r"(?:,?\s(?:của\s)?Ban Chấp hành Trung ương(?:\sĐảng)?)?(?:,?\s*\(?kh(?:oá|óa)\s[XVI]+\)?)?"
    r")"
)
