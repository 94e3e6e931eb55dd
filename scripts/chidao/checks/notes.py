"""Mỗi chú thích có chỗ dẫn và có lời, mỗi thứ một lần.

Đạt:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    Giao các tỉnh uỷ[^1] chủ trì.

    [^1]: Gồm 34 tỉnh uỷ, thành uỷ.

Đạt, vì chỗ dẫn đứng đầu đoạn:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    [^1] Các tỉnh uỷ chủ trì.

    [^1]: Gồm 34 tỉnh uỷ, thành uỷ.

Không đạt, vì không có lời chú thích 2:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    Giao các tỉnh uỷ[^1] và ban đảng[^2] chủ trì.

    [^1]: Gồm 34 tỉnh uỷ, thành uỷ.

Không đạt, vì thiếu dấu hai chấm sau [^1]:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    Giao các tỉnh uỷ[^1] chủ trì.

    [^1] Gồm 34 tỉnh uỷ, thành uỷ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .page import Page
from .problem import Edit, Problem, Severity

CODE = "notes"
TITLE = "Chú thích"

_REFERENCE = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")
_NOTE = re.compile(r"\s{0,3}\[\^([^\]\s]+)\]:")
_NO_COLON = re.compile(r"\[\^([^\]\s]+)\](?=\s+\S)")


def check(page: Page) -> Iterator[Problem]:
    if page.entry is None or "[^" not in page.text:
        return
    given = {match[1] for _number, line in page.body() if (match := _NOTE.match(line))}
    notes: dict[str, int] = {}
    referred: dict[str, tuple[int, int]] = {}
    above = ""
    for number, line in page.body():
        start = 0
        if match := _NOTE.match(line):
            start = match.end()
            if match[1] in notes:
                yield _twice(page, match[1], number, notes[match[1]])
            notes.setdefault(match[1], number)
        elif not above.strip() and (match := _NO_COLON.match(line)) and match[1] not in given:
            start = match.end()
            message = f"thiếu dấu hai chấm: viết «[^{match[1]}]: » rồi đến lời chú thích"
            yield Problem("", number, message, CODE, edit=Edit(number, start, start, "", ":"))
            notes.setdefault(match[1], number)
        for match in _REFERENCE.finditer(line, start):
            referred.setdefault(match[1], (number, match.start() + 1))
        above = line
    yield from _apart(page, notes, referred)


def _twice(page: Page, label: str, number: int, first: int) -> Problem:
    message = f"chú thích [^{label}] có lời hai lần, lần trước ở dòng {first}; đánh số lại một trong hai"
    return Problem("", number, message, CODE, page.blame)


def _apart(page: Page, notes: dict[str, int], referred: dict[str, tuple[int, int]]) -> Iterator[Problem]:
    """References without a note, and notes to which nothing refers."""
    for label, (number, column) in referred.items():
        if label not in notes:
            message = f"chú thích [^{label}] không có lời; thêm một đoạn «[^{label}]: …» ở cuối trang"
            yield Problem("", number, message, CODE, page.blame, column)
    for label, number in notes.items():
        # In headings and cells a reference is plain: "[11]".
        if label not in referred and f"[{label}]" not in page.text:
            message = f"không chỗ nào dẫn chú thích [^{label}]; thêm [^{label}] vào chỗ cần chú thích"
            yield Problem("", number, message, CODE, Severity.WARNING)
