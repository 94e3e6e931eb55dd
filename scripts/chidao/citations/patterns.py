"""The shapes a citation can take.  Each pattern shows what it is for.

Texts come with their lines rejoined, so a blank is a blank; noisy spellings keep their noise.
"""

from __future__ import annotations

import re
from functools import cache

from .. import forms

_DASH = r"\s?[-–—]\s?"
# 18-NQ/TW · 1473 - CV/BTCTW · 57- NQ/TW · 05-QĐ/BCĐTW · 11-QĐi/TW
_PARTY = rf"\d{{1,5}}{_DASH}[A-ZĐ][A-Za-zĐđ]{{0,4}}\s?/\s?[A-ZĐ][A-Za-zĐđƯ]*(?:-[A-ZĐ]{{2,}}\w*)*"
# 45/2023/NĐ-CP · 43/2017 NĐ-CP · 2820/QĐ-UBND · 9086/BNV-CTTN&BĐG · NĐ_CP
_STATE = (
    r"\d{1,6}[A-Z]?(?:\.\d)?\s?/\s?(?:(?:19|20)\d\d\s?/?\s?)?[A-ZĐ][A-Za-zĐđ]{0,9}\d{0,2}"
    r"(?:\s?[-–—_]\s?[A-ZĐ][A-Za-zĐđ0-9]*(?:[&.][A-ZĐ][A-Za-zĐđ]*)*)+"
)
# 60/2024/QH15 · 1664/NQ-UBTVQH15 (State) · 47/QH13
_ASSEMBLY = r"\d{1,4}\s?/\s?(?:(?:19|20)\d\d\s?/\s?)?(?:UBTV)?QH\d{1,2}"
# That a digit comes is asked first: it is the quickest question, and most letters fail it.
NUMBER = re.compile(rf"(?=[0-9])(?<![\w/.-])(?:{_PARTY}|{_STATE}|{_ASSEMBLY})(?![\w/])")

# 07/8/2018 · 19 tháng 11 năm 2025 · 22-12-2024
DATE = re.compile(
    r"ngày\s+(?P<day>\d{1,2})(?:\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})"
    r"|\s+tháng\s+(?P<month2>\d{1,2})(?:\s+năm|/)\s+?(?P<year2>\d{4}))"
)
# khoá XII · (khoá X) · khóa XIII
TERM = re.compile(r",?\s*\(?kh(?:oá|óa)\s+(?P<term>[XVI]+)\b\)?")

# điểm a khoản 2 Điều 5 · Khoản 1 Điều 7 · mục II.3 · Phụ lục 01, in front of "của" or of the citation itself
_UNIT_PART = (
    r"(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Mm]ục|[Tt]iểu mục|[Cc]hương|[Pp]hần|[Pp]hụ lục)\s+"
    r"(?:số\s+)?(?:[IVX]+(?:\.\d+)*|\d+[a-zđ]?(?:\.\d+)*|[a-zđ]\b|[A-Z]\b)"
    r"(?:\s*,\s*(?:\d+[a-zđ]?|[a-zđ])(?=[\s,]))*"
)
UNIT = re.compile(rf"(?P<unit>{_UNIT_PART}(?:\s*(?:,|và|của)?\s*{_UNIT_PART}){{0,9}})\s*(?:của\s+|,\s*)?$")


@cache
def type_words() -> str:
    """The words that name a type, longest first, each with its first letter in both cases."""
    names = {form.name for form in forms.types().values()}
    names |= {"Văn bản", "Thông báo kết luận", "Thông báo Kết luận"}
    names -= {"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Điều lệ", "Điều lệ Đảng"}
    spelled = [first + name[1:] for name in names for first in (name[0].upper(), name[0].lower())]
    return trie(sorted(set(spelled)))


def trie(words: list[str]) -> str:
    """A pattern that matches the longest of *words*, sharing what they begin with.

    Trying fifty words at each letter of a text is what finding would spend its time on.

    >>> trie(["an", "anh", "em"])
    '(?:an(?:h)?|em)'
    """
    ends = "" in words
    groups: dict[str, list[str]] = {}
    for word in words:
        if word:
            groups.setdefault(word[0], []).append(word[1:])
    branches = []
    for letter, tails in groups.items():
        while len(tails) == 1 and tails[0]:  # no fork: go on in one piece
            letter, tails = letter + tails[0][0], [tails[0][1:]]
        rest = trie(tails) if tails != [""] else ""
        branches.append(re.escape(letter) + rest)
    body = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{body}?" if ends else body


# "Kế hoạch hành động số ", "Báo cáo giải trình, tiếp thu số ", "Kết luận ", right before a number
@cache
def typed() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?P<type>{type_words()})(?P<more>(?:,?\s[a-zà-ỹđ]+){{0,5}}?)"
        r"\s*(?:s[ốổo]\s*:?)?\s*$"
    )
