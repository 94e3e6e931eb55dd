"""Các phần đánh số nối tiếp nhau: không thiếu số, không có hai phần cùng số.

Văn bản thật có khi in sai số: nếu bản gốc in đúng như thế thì để nguyên. Vì vậy đây là cảnh báo; chỉ là lỗi
khi trang có chỗ khác bản gốc ngay tại đó.

Đạt:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    1. Giao Ban Tổ chức.

    2. Giao Văn phòng:

    a) Theo dõi.

    b) Đôn đốc.

    c) Báo cáo.

    d) Lưu trữ.

    đ) Tổng hợp.

Đạt, vì có dấu chấm sau số hay không thì vẫn là các mục nối tiếp:

    ---
    type: Luật
    ---

    # LUẬT

    ## Mục 1

    Điều 1. Phạm vi.

    ## Mục 2.

    Điều 2. Đối tượng.

    ## Mục 3

    Điều 3. Hiệu lực.

Không đạt, vì thiếu số 2:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    1. Giao Ban Tổ chức.

    3. Giao Văn phòng.

Không đạt, vì có hai số 2:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    1. Giao Ban Tổ chức.

    2. Giao Văn phòng.

    2. Giao Ban Nội chính.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ..document import Clause, Document
from ..structure.labels import label_of
from .page import Page
from .problem import Problem, Severity

CODE = "numbering"
TITLE = "Đánh số"

_SERIES = ("phần", "chương", "mục", "tiểu mục", "điều", "mục la mã", "mục chữ", "số", "điểm")
# Letters of điểm in their order; some papers leave đ out, some have f and j.
_LETTERS = (
    "abcdđeghiklmnopqrstuvxy",
    "abcdeghiklmnopqrstuvxy",
    "abcdđefghijklmnopqrstuvwxyz",
    "abcdefghijklmnopqrstuvwxyz",
)
# "a1)" was put between two by an amendment; "20 - 22" is a range at the beginning of a cell.
_NO_SERIES = re.compile(r"[a-zđ]\d|\d+\s+[-–]|\d+[a-zđ]")


_WORDED = ("phần", "chương", "mục", "tiểu mục", "điều")
_SENTENCE = re.compile(r"[^\W\d_]| +\w*[^\W\d_A-ZĐÀ-Ỹ]")
_MANY = 3
"""Breaks of one run from which it may be a list of codes."""


@dataclass(frozen=True, slots=True)
class Place:
    """A clause among its brothers."""

    clause: Clause
    values: tuple[int, ...]
    """The places in the series that its label may stand for: e is the sixth, or the fifth without đ."""

    def follows(self, value: int) -> bool:
        return value + 1 in self.values


def check(page: Page) -> Iterator[Problem]:
    if page.entry is None:
        return
    document = page.entry.document
    edited = {departure.line for departure in page.entry.departures or ()}
    received = page.entry.departures == ()
    for before, here, message in breaks(document):
        first, line = (document.paragraphs[c.paragraph].line_at(c.start) for c in (before, here))
        severity = Severity.WARNING
        if any(first <= number <= line for number in edited):
            severity = Severity.ERROR
        advice = "xem bản gốc, sửa nếu chép sai"
        if received:
            advice = "bản gốc cũng vậy, để nguyên nếu bản in đúng như thế"
        yield Problem("", line, f"{message}; {advice}", CODE, severity)


def breaks(document: Document) -> Iterator[tuple[Clause, Clause, str]]:
    """Where brothers do not follow each other: the one before, the one that does not fit, and why."""
    for brothers in _brothers(document):
        found = list(_breaks(brothers))
        # A list of codes, or of every other row of a table, does not count.
        if len(found) < _MANY or len(found) * 3 < len(brothers):
            yield from found


def _brothers(document: Document) -> Iterator[list[Place]]:
    """Runs of clauses that count on, as they stand in the text."""
    open_: dict[tuple[str, str, str], list[Place]] = {}
    path: list[Clause] = []
    # Most articles are "Điều 4."; then "Điều 4" at the beginning of a line is a citation or a cell.
    styles = Counter(_style(clause) for clause in document.clauses if clause.kind == "điều")
    usual = styles.most_common(1)[0][0] if styles else ""
    for clause in document.clauses:
        while path and path[-1].depth >= clause.depth:
            path.pop()
        if clause.kind == "phụ lục":
            yield from open_.values()
            open_.clear()
        elif clause.kind == "điều" and _style(clause) != usual:
            continue
        elif clause.kind in _SERIES and (values := _values(clause, document)):
            # Articles count through all chapters.
            parent = "" if clause.kind == "điều" else path[-1].id if path else ""
            # "Mục 5." between "Mục 4" and "Mục 6" is of their run, whatever sign stands behind it.
            style = "" if clause.kind in _WORDED else _style(clause)
            run = open_.setdefault((parent, clause.kind, style), [])
            if 1 in values and run:
                yield list(run)
                run.clear()
            run.append(Place(clause, values))
        path.append(clause)
    yield from open_.values()


def _style(clause: Clause) -> str:
    """The sign behind the number; "06." is a quantity where numbers are "6."."""
    sign = re.sub(r"\w", "", clause.label.split()[-1])
    return f"{sign}0" if clause.label[:1] == "0" else sign


def _breaks(run: Sequence[Place]) -> Iterator[tuple[Clause, Clause, str]]:
    last, was = run[0], run[0].values[0]
    instead: int | None = None
    """What would have stood there, had the one before been right."""
    for here, following in zip_longest(run[1:], run[2:]):
        if here.follows(was) or (instead is not None and here.follows(instead)):
            last, was, instead = here, _value(here, was), None
            continue
        if was in here.values:
            yield last.clause, here.clause, f"«{here.clause.label}» có hai lần"
            last, instead = here, was + 1
            continue
        if following is not None and following.follows(was):
            continue  # no brother: a line that happens to begin with a number
        if min(here.values) > was:
            yield last.clause, here.clause, _missing(last.clause, here.clause)
        elif following is not None and following.follows(was + 1):
            yield last.clause, here.clause, f"«{here.clause.label}» đứng sau «{last.clause.label}»"
        # else a list of its own, whose beginning has no label
        last, was, instead = here, _value(here, was), was + 1


def _value(here: Place, was: int) -> int:
    return was + 1 if here.follows(was) else here.values[0]


def _missing(before: Clause, here: Clause) -> str:
    return f"sau «{before.label}» đến «{here.label}», thiếu số ở giữa"


def _values(clause: Clause, document: Document) -> tuple[int, ...]:
    """None where the label does not tell, or is none: "Chương II Thông tư này …", "8-digit codes"."""
    behind = document.paragraphs[clause.paragraph].text[clause.start + len(clause.label) :]
    if _SENTENCE.match(behind) and (
        (clause.kind in _WORDED and not _style(clause)) or clause.label[-1] in "-–"
    ):
        return ()
    label = label_of(clause.label) if not _NO_SERIES.match(clause.label) else None
    value = label.value if label else ""
    if clause.kind in ("điểm", "mục chữ"):
        letter = value.lower()
        return tuple(sorted({order.index(letter) + 1 for order in _LETTERS if letter and letter in order}))
    last = value.rsplit(".", 1)[-1]
    if last.isdigit():
        return (int(last),)
    roman = _roman(last)
    return (roman,) if roman else ()


def _roman(text: str) -> int:
    """The number that Roman figures write; 0 if they are none.

    >>> _roman("IV"), _roman("XXI"), _roman("D")
    (4, 21, 0)
    """
    if not re.fullmatch(r"(?=.)C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", text):
        return 0
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in text]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
