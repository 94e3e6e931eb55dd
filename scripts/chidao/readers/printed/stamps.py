"""What a digital signature prints on a page, who signed and at what second: no part of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .layout import Line, Sheet

_SIGNED = re.compile(
    r"(?:Người ký|Ký bởi|Được ký bởi|Digitally signed by|Ký số bởi|Signature (?:Not )?Verified|Chữ ký số)\b"
)
_MORE = re.compile(
    r"(?:Email|E-mail|Cơ quan|Tổ chức|Chức vụ|Đơn vị|Thời gian ký|Ngày ký|Giờ ký|Ký ngày|Date|DN|"
    r"Reason|Location|Lý do|Foxit|Adobe|Version|Phiên bản)\b"
)
# 20.02.2024 14:29:32 +07:00: no person writes the second at which he signs.
_SECOND = re.compile(r"\b\d{1,2}:\d{2}:\d{2}\b")
_LONGEST = 8


def take_stamps(sheet: Sheet) -> list[str]:
    """Take the text of digital signatures off *sheet* and return it, a string for each."""
    found = []
    for index, row in enumerate(sheet.rows):
        for line in row:
            if _SIGNED.match(line.text):
                lines = [line, *_below(line, sheet.rows[index + 1 : index + _LONGEST])]
                if any(_SECOND.search(x.text) for x in lines):
                    found.append(lines)
    gone = {id(line) for lines in found for line in lines}
    if gone:
        rows = [[line for line in row if id(line) not in gone] for row in sheet.rows]
        sheet.rows = [row for row in rows if row]
    return [" ".join(line.text for line in lines) for lines in found]


def _below(first: Line, rows: Sequence[list[Line]]) -> list[Line]:
    """The lines of the stamp below its first: close together, in one place, in small type."""
    found: list[Line] = []
    base = first.base
    for row in rows:
        line = next((x for x in row if abs(x.left - first.left) < 3 * first.size), None)
        if line is None:
            continue
        if line.base - base > 2.2 * first.size or abs(line.size - first.size) > 1:
            break
        found.append(line)
        base = line.base
    # A long name may go on over the next line: only if another line of the stamp follows.
    while found and not (_MORE.match(found[-1].text) or _SECOND.search(found[-1].text)):
        found.pop()
    return found
