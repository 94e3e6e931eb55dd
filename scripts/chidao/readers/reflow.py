"""Rejoin lines that a fixed width or a careless copy has broken.

What decides whether a line goes on with the one before: the first letter (Vietnamese prose begins
a sentence with a capital), the last sign before, the label of a clause, the case of both lines,
and whether the next word would still have fitted.  Capitals are never joined to anything here:
in the head and the signature each line has its own meaning (`structure` joins what belongs together).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..structure.labels import starts_clause
from ..text import is_caps


class Line(NamedTuple):
    """A line that is not blank."""

    text: str
    number: int
    level: int
    """Heading level of a Markdown heading, else 0."""
    cells: tuple[str, ...]
    """Cells of a table row, else empty."""
    tight: bool
    """No blank line before it."""


def reflow(lines: list[Line]) -> Iterable[list[Line]]:
    """Group *lines* into paragraphs."""
    width = _wrapped_at(lines)
    group: list[Line] = []
    for line in lines:
        answers = group and group[0].text.startswith("Kính gửi") and _ANSWERS.match(line.text)
        if group and not answers and _goes_on(group[-1], line, width):
            group.append(line)
            continue
        if group:
            yield group
        group = [line]
    if group:
        yield group


def _wrapped_at(lines: list[Line]) -> int:
    """The width at which the lines were broken, in characters; 0 if each line is a paragraph.

    In wrapped text many lines begin with a small letter, straight below another line.
    """
    inner = [line for line in lines if line.tight]
    if len(inner) < 4:
        return 0
    small = sum(line.text[0].islower() and not starts_clause(line.text) for line in inner)
    if small * 8 < len(inner):
        return 0
    lengths = sorted(len(line.text) for line in lines)
    return lengths[len(lengths) * 95 // 100]


# A line that ends so is not a whole thought: the next one goes on, whatever it begins with.
_OPEN_END = re.compile(
    r"(?:^|\s)(?:[Ss]ố:?|ngày|tháng|năm|khoản|điểm|Điều|điều|mục|Mục|Chương|Phụ lục|của|và|cho|"
    r"với|các|những|tại|theo|về|Về|từ|đến|là|có|trong|do|bởi|hoặc|thuộc|TP|Tp|đồng chí|,|–)\**$"
)
# "khoản 1" over "Điều 372 Bộ luật Tố tụng hình sự": one reference.
_UNIT = re.compile(r"(?:^|[\s,(])(?:khoản|điểm) [\da-zđ]{1,3},?$")
_STOPPED = tuple('.;:!?…/”"')
_OPENS = re.compile(
    r"(?:\*\*)?(?:Căn cứ|Theo đề nghị|Xét |Nơi nhận|Kính gửi|Số ?:|V/v|Ghi chú|Lưu ý|ĐIỀU|\(Ban hành kèm|"
    r"\(?Kèm theo|Hà Nội, ngày|Độc lập|THÔNG BÁO|KẾT LUẬN)"
)
# The text of a letter, below the bodies to which it goes.
_ANSWERS = re.compile(
    r"(?:Trả lời|Phúc đáp|Thực hiện|Triển khai|Căn cứ|Theo|Xét|Ngày|Trong|Qua|Vừa qua|Thời gian|Liên quan|"
    r"Để|Nhằm|Tiếp|Sau khi|Hiện nay)\s"
)
_OFFICE = re.compile(r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\b[./]?")


def _goes_on(last: Line, line: Line, width: int) -> bool:
    before, here = last.text, line.text
    if last.cells or line.cells or line.level:
        return False
    if width and line.tight and _is_fragment(before) and not (last.tight and is_caps(before)):
        return True
    if starts_clause(here):
        return line.tight and bool(_UNIT.search(before)) and here.startswith("Điều")
    if _is_rule(before) or _is_rule(here):
        return False
    if here[0] in ";,)" and line.tight:
        return True  # no line begins with such a sign
    first = here.lstrip('*“"(')[:1]
    if not line.tight:
        # A blank line cuts a sentence in two only by mistake: what follows is in small letters.
        return (
            first.islower()
            and not last.level
            and len(before) > 30
            and not before.rstrip("*").endswith(_STOPPED)
            and not is_caps(before)
        )
    if last.level:
        return False
    if _OPEN_END.search(before) and (here[0].isdigit() or not is_caps(here)):
        return True
    if is_caps(before) or is_caps(here):
        return False
    if first.islower():
        return True
    if before.rstrip("*").endswith(_STOPPED):
        # Both sentences may belong to one paragraph, if the line was full.
        word = here.split(" ", 1)[0]
        return bool(width) and len(before) + 1 + len(word) > width and not _OPENS.match(here)
    if not width or _OPENS.match(here) or _OFFICE.match(before):
        return False
    return _is_prose(before)


_WHOLE = frozenset(("LUẬT", "LỆNH"))


def _is_fragment(text: str) -> bool:
    """One syllable alone on its line, or a dash: the rest of it stands below ("Mai / Sơn").

    In capitals only at the top of a column: below another line it ends that one.
    """
    return text == "-" or (len(text) < 8 and text.isalpha() and text not in _WHOLE)


def _is_rule(text: str) -> bool:
    return not text.strip("-_*=–—. ~")


def _is_prose(text: str) -> bool:
    """Not a name alone on its line ("Nguyễn Mạnh Cường"): that is whole as it stands."""
    return len(text) > 30 or not all(word[:1].isupper() for word in text.split())
