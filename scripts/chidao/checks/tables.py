"""Mỗi hàng của bảng có đủ ô, và bảng có hàng gạch dưới hàng đầu.

Ô thừa so với hàng đầu sẽ mất trên trang; dòng có dấu | mà không có hàng gạch thì không thành bảng.

Đạt:

    ---
    type: Kế hoạch
    ---

    # KẾ HOẠCH

    | TT | Nội dung |
    | --- | --- |
    | 1 | Rà soát |

Không đạt, vì hàng cuối có ba ô:

    ---
    type: Kế hoạch
    ---

    # KẾ HOẠCH

    | TT | Nội dung |
    | --- | --- |
    | 1 | Rà soát | 2025 |

Không đạt, vì thiếu hàng gạch:

    ---
    type: Kế hoạch
    ---

    # KẾ HOẠCH

    | TT | Nội dung |
    | 1 | Rà soát |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .page import Page
from .problem import Edit, Problem, Severity

CODE = "tables"
TITLE = "Bảng"

_RULE = re.compile(r"\s{0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)(?:\\\\)*\|")


def check(page: Page) -> Iterator[Problem]:
    if page.entry is None or "|" not in page.text:
        return
    run: list[tuple[int, str]] = []
    for number, line in [*page.body(), (0, "")]:
        if line.lstrip().startswith("|"):
            run.append((number, line))
        elif run:
            yield from _of_table(run)
            run = []


def _of_table(rows: list[tuple[int, str]]) -> Iterator[Problem]:
    first, head = rows[0]
    width = _cells(head)
    if len(rows) < 2 or not _RULE.fullmatch(rows[1][1]):
        line = " ".join(["|", *["--- |"] * width])
        message = f"thiếu hàng gạch dưới hàng đầu của bảng nên không thành bảng; thêm dòng {line}"
        indent = head[: len(head) - len(head.lstrip())]
        edit = Edit(first, len(head), len(head), "", f"\n{indent}{line}") if len(rows) > 1 else None
        yield Problem("", first, message, CODE, edit=edit)
        return
    if (cells := _cells(rows[1][1])) != width:
        message = f"hàng gạch có {cells} ô, hàng đầu có {width} ô nên không thành bảng; sửa cho bằng nhau"
        yield Problem("", rows[1][0], message, CODE)
        return
    for number, row in rows[2:]:
        cells = _cells(row)
        if cells > width:
            message = (
                f"hàng này có {cells} ô, hàng đầu chỉ có {width}: ô thừa sẽ mất; "
                "thêm ô ở hàng đầu, hoặc viết \\| nếu dấu | là chữ"
            )
            yield Problem("", number, message, CODE)
        elif cells < width:
            message = f"hàng này có {cells} ô, hàng đầu có {width}; thêm ô trống cho đủ"
            yield Problem("", number, message, CODE, Severity.WARNING)


def _cells(row: str) -> int:
    row = row.strip()
    return (
        len(_PIPE.findall(row)) - row.startswith("|") - bool(re.search(r"(?<!\\)(?:\\\\)*\|$", row[1:])) + 1
    )
