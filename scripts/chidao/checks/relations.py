"""Quan hệ do biên tập viên ghi dẫn đến một văn bản và những điều khoản có thật.

Khóa «document» ghi địa chỉ trang (van-ban/2025/ten-trang.md), hoặc số và ngày (34-KL/TW 2018-08-07). Văn bản
chưa có trong kho thì ghi số và ngày.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from ..structure.numbers import NUMBER, clean, number_key
from . import dates
from .outline import Outline, Stated
from .pages import Pages
from .problem import Edit, Problem, Severity

CODE = "relations"
TITLE = "Quan hệ với văn bản khác"


def check(pages: Pages) -> Iterator[Problem]:
    for page in pages.all:
        for stated in page.relations:
            yield from _of_one(page, stated, pages)


def _of_one(page: Outline, stated: Stated, pages: Pages) -> Iterator[Problem]:
    target: Outline | None = None
    if stated.document.endswith(".md"):
        target = pages.by_address.get(stated.document)
        if target is None:
            yield _nowhere(page, stated, pages)
    else:
        number, _, date = stated.document.partition(" ")
        if problem := _misspelt(page, stated, number, date.strip()):
            yield problem
            return
        named = [p for p in pages.by_number.get(number_key(number), ()) if not date or p.date == date.strip()]
        if len(named) > 1:
            message = f"có {len(named)} văn bản «{stated.document}»; ghi địa chỉ trang: " + " hoặc ".join(
                p.address for p in named
            )
            others = tuple(p.name for p in named)
            yield Problem(page.name, stated.line, message, CODE, Severity.WARNING, concerns=others)
        target = named[0] if len(named) == 1 else None
    if target is page:
        message = "quan hệ này dẫn về chính trang này; ghi văn bản kia, hoặc xóa đi"
        yield Problem(page.name, stated.line, message, CODE)
        return
    for ours, theirs, line in stated.clauses:
        for one, clause in ((page, ours), (target, theirs)):
            if one and clause and clause not in one.clauses:
                message = f"không có điều khoản «{clause}» trong {one.address}; xem mục lục của trang ấy"
                yield Problem(page.name, line, message, CODE, concerns=(one.name,))


def _nowhere(page: Outline, stated: Stated, pages: Pages) -> Problem:
    """A page that is not there: it has moved, or another was meant."""
    document = stated.document
    moved = pages.moved.get(document, [])
    concerns = (f"content/{document}", *(other.name for other in moved))
    if len(moved) == 1:
        right = moved[0].address
        message = f"trang «{document}» đã chuyển; ghi địa chỉ mới «{right}»"
        # An outline knows no columns; `checking.run` finds the place in the line.
        edit = Edit(stated.line, -1, -1, document, right)
        return Problem(page.name, stated.line, message, CODE, edit=edit, concerns=concerns)
    stem = PurePosixPath(document).name
    same = [o.address for o in pages.all if PurePosixPath(o.name).name == stem]
    hint = f"có phải là «{same[0]}»?" if len(same) == 1 else "chép đúng địa chỉ, hoặc ghi số và ngày"
    message = f"không có trang «{document}» trong kho; {hint}"
    return Problem(page.name, stated.line, message, CODE, concerns=concerns)


def _misspelt(page: Outline, stated: Stated, number: str, date: str) -> Problem | None:
    if not NUMBER.fullmatch(number) or clean(number) != number:
        message = (
            f"«{stated.document}» không phải là địa chỉ trang (van-ban/….md) hay số, ký hiệu; "
            "viết như: 34-KL/TW 2018-08-07"
        )
        return Problem(page.name, stated.line, message, CODE)
    if date and (trouble := dates.trouble(date)[0]):
        return Problem(page.name, stated.line, trouble, CODE)
    return None
