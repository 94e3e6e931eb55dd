"""Letters that a copy has lost (U+FFFD) stay visible until somebody puts the right ones back.

Passes:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    Như: Trưởng ban tổ chức cấp ủy.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..library import Entry
from .problem import Problem, Severity

CODE = "lost-letters"


def check(entry: Entry) -> Iterator[Problem]:
    for paragraph in entry.document.paragraphs:
        at = paragraph.text.find("\ufffd")
        if at >= 0:
            around = paragraph.text[max(0, at - 15) : at + 30]
            yield Problem(
                "",
                paragraph.line_at(at),
                f"ký tự bị mất (\ufffd) ở «{around}»; xem bản giấy và sửa lại",
                CODE,
                Severity.NOTE,
            )
