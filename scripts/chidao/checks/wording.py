"""The words of a page are the words of its original; a departure is an editor's, and is shown.

A departure is a note, not an error: an editor may mend a misprint of a copy.  The page says how many
there are, and this check shows each, word by word.

Passes (a page without an original has nothing to depart from):

    ---
    type: Kết luận
    ---

    # KẾT LUẬN
"""

from __future__ import annotations

from collections.abc import Iterator

from ..library import Entry
from .problem import Problem, Severity

CODE = "wording"


def check(entry: Entry) -> Iterator[Problem]:
    for departure in entry.departures or ():
        before = f" (sau «{departure.context}»)" if departure.context else ""
        if not departure.page:
            message = f"thiếu so với bản gốc{before}: «{_cut(departure.original)}»"
        elif not departure.original:
            message = f"thêm so với bản gốc{before}: «{_cut(departure.page)}»"
        else:
            message = (
                f"khác bản gốc{before}: bản gốc «{_cut(departure.original)}», "
                f"trang này «{_cut(departure.page)}»"
            )
        yield Problem("", departure.line, message, CODE, Severity.NOTE)


def _cut(words: str) -> str:
    return words if len(words) <= 160 else words[:150].rsplit(" ", 1)[0] + " […]"
