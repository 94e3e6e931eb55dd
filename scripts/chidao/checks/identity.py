"""Không có hai trang của cùng một văn bản: loại, số, ngày và cơ quan ban hành chỉ ra một văn bản duy nhất.

Cùng số mà khác ngày, khác loại hay khác cơ quan là văn bản khác: 34-KL/TW có của ngày 07/8/2018 và của ngày
18/4/2022.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..structure.numbers import number_key
from ..text import key
from .outline import Outline
from .pages import Pages
from .problem import Problem

CODE = "identity"
TITLE = "Hai trang của một văn bản"


def check(pages: Pages) -> Iterator[Problem]:
    """Pages that state the same identity, each pointing at the first."""
    first: dict[tuple[str, ...], Outline] = {}
    for page in pages.all:
        if not (page.number and page.date):
            continue
        identity = (key(page.type), number_key(page.number), page.date, *map(key, page.issuer))
        other = first.setdefault(identity, page)
        if other is not page:
            message = (
                f"cùng loại, số, ngày và cơ quan với {other.name}; "
                "nếu là một văn bản thì xóa một trang, nếu không thì sửa thông tin cho đúng"
            )
            yield Problem(page.name, page.number_line, message, CODE, concerns=(other.name,))
