"""Loại văn bản là một loại có trong quy định, viết thường, và hợp với ký hiệu trong số.

Các loại theo Quy định 399-QĐ/TW và Nghị định 30/2020/NĐ-CP, phụ lục III.

Đạt:

    ---
    type: Quy định
    number: 294-QĐ/TW
    ---

Không đạt, vì viết hoa cả tên loại:

    ---
    type: KẾT LUẬN
    ---

Không đạt, vì không có loại nào như thế:

    ---
    type: Kết luân
    ---

Không đạt, vì KL là ký hiệu của kết luận:

    ---
    type: Thông báo
    number: 177-KL/TW
    ---
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache

from .. import forms
from ..text import fold, key
from .page import Page
from .problem import Problem, Severity

CODE = "types"
TITLE = "Loại văn bản"

_PARTY = re.compile(r"\d+-([A-ZĐ][A-Za-zĐđ]*)/")
_STATE = re.compile(r"\d+[A-Z]?(?:\.\d+)?/(?:\d{4}/)?([A-ZĐ][A-Za-zĐđ]*)-")


def check(page: Page) -> Iterator[Problem]:
    value = page.stated("type")
    if value is None:
        return
    line = page.line_of("type")
    column = page.column(line, value)
    form = forms.types().get(key(value))
    if form is None:
        near = [f.name for f in forms.types().values() if fold(f.name) == fold(value)]
        near = near or difflib.get_close_matches(value, [f.name for f in forms.types().values()], 1, 0.75)
        hint = f"có phải là «{near[0]}»?" if near else "xem lại tên loại in trong văn bản"
        message = f"không có loại văn bản «{value}» trong quy định; {hint}"
        yield Problem("", line, message, CODE, Severity.WARNING, column)
        return
    if value != form.name:
        message = f"tên loại viết như trong câu: «{form.name}», không phải «{value}»"
        yield Problem("", line, message, CODE, column=column, edit=page.edit(line, value, form.name))
    if (number := page.stated("number")) and (others := _others(form, number)):
        message = f"«{number}» mang ký hiệu của {others}, loại văn bản ghi «{form.name}»; xem lại bản gốc"
        yield Problem("", line, message, CODE, Severity.WARNING, column)


def _others(form: forms.TypeForm, number: str) -> str:
    """The types that the code in *number* is for, where *form* is none of them."""
    # A công văn of the State names who drafted it: "5348/CT-CS" is of the Cục Thuế (30/2020/NĐ-CP, III).
    # A consolidated text keeps the type of what it consolidates: Thông tư 469/VBHN-BLĐTBXH.
    if (form.name == "Công văn" and _STATE.match(number)) or "/VBHN-" in number:
        return ""
    for pattern, codes in ((_PARTY, _party()), (_STATE, _state())):
        if match := pattern.match(number):
            names = codes.get(match[1], ())
            return "" if form.name in names else " hoặc ".join(name.lower() for name in names)
    return ""


@cache
def _party() -> dict[str, tuple[str, ...]]:
    return _by_code({form.name: form.party for form in forms.types().values()})


@cache
def _state() -> dict[str, tuple[str, ...]]:
    return _by_code({form.name: form.state for form in forms.types().values()})


def _by_code(codes: dict[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, each in codes.items():
        for code in sorted(each):
            found[code] = (*found.get(code, ()), name)
    return found
