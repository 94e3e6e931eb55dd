"""Mỗi phần đánh số, mỗi gạch đầu dòng bắt đầu một đoạn; không dính vào đoạn trên.

CommonMark nối một dòng vào đoạn trên nếu không có dòng trống ở giữa. Chỉ sau một gạch đầu dòng hay một số
cùng loại thì không cần dòng trống.

Đạt:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    Bộ Chính trị kết luận:

    1. Giao Ban Tổ chức.
    2. Giao Văn phòng.

Đạt, vì dòng này bắt đầu bằng số của một văn bản:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    Tiếp tục thực hiện Kết luận số
    177-KL/TW và Chỉ thị số
    12/CT-TTg.

Không đạt, vì «2.» dính vào đoạn trên:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    Bộ Chính trị kết luận như sau.
    2. Giao Văn phòng.

Không đạt, vì «1/» dính vào đoạn trên:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    Bộ Chính trị kết luận như sau.
    1/ Giao Ban Tổ chức.

Không đạt, vì «b)» dính vào đoạn trên:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    1. Giao Ban Tổ chức:

    a) Theo dõi.
    b) Đôn đốc.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..document import Paragraph
from ..structure.labels import label_of
from ..structure.numbers import NUMBER
from .page import Page
from .problem import Edit, Problem

CODE = "swallowed"
TITLE = "Dòng dính vào đoạn trên"

# A sentence that `convert` puts on a line of its own begins with a capital, a quotation mark or "(1)":
# a line that begins otherwise was meant to begin something.
_MEANT = re.compile(
    r"\s*(?P<label>\d{1,3}(?:\.\d{1,2}){0,3}[.)/-](?=\s|[A-ZĐÀ-Ỹ])|[a-zđ]\)|[-+](?=\s?[A-ZĐÀ-Ỹ]))"
)
# These begin with a capital, as sentences do: only where the one before begins the paragraph.
_WORD = re.compile(r"\s*(?P<label>(?:Điều|Chương|Mục|Phần)\s+\w+[.:]?|[IVX]{1,5}[.-])(?=\s)")


def check(page: Page) -> Iterator[Problem]:
    if page.entry is None:
        return
    for paragraph in page.entry.document.paragraphs:
        for _offset, number in paragraph.lines:
            line = page.line(number)
            if _begins_with_a_number(line):
                continue
            match = _MEANT.match(line)
            if match is None and (match := _WORD.match(line)) and not _goes_on(paragraph, match["label"]):
                match = None
            if match is None or not _continues(page, paragraph, number):
                continue
            label = match["label"]
            message = f"dòng bắt đầu bằng «{label}» dính vào đoạn trên; thêm một dòng trống trước dòng này"
            start = match.start("label")
            edit = Edit(number, 0, start, line[:start], "\n" if start == 0 else "\n" + line[:start])
            yield Problem("", number, message, CODE, page.blame, start + 1, edit)


def _begins_with_a_number(line: str) -> bool:
    """Whether a line goes on with the number of a document, "12/CT-TTg", and not with a label, "1/ Giao"."""
    match = NUMBER.match(line.lstrip())
    return match is not None and " " not in match[0] and len(re.findall(r"[/-]", match[0])) > 1


def _continues(page: Page, paragraph: Paragraph, number: int) -> bool:
    """Whether the line lies in the paragraph of the line above, and not in a head of several lines."""
    above = page.line(number - 1).strip()
    return bool(above) and not above.startswith("#") and number > paragraph.line


def _goes_on(paragraph: Paragraph, label: str) -> bool:
    """Whether *label* is of the kind that begins the paragraph: "Điều 6." under "Điều 5."."""
    first, here = label_of(paragraph.text), label_of(f"{label} X")
    return bool(first and here and first.kind == here.kind and first.value != here.value)
