"""Cơ quan, cấp và tỉnh hợp với số, ký hiệu và ngày ban hành.

Tên cơ quan theo mã trong số (TW, BTCTW, TTg…), vào ngày ban hành; tỉnh, huyện theo ngày: từ 01/7/2025 còn
34 tỉnh, thành phố và không còn cấp huyện.

Đạt:

    ---
    type: Hướng dẫn
    number: 45-HD/BTCTW
    issuer:
    - Ban Tổ chức Trung ương
    level: central
    date: 2025-07-11
    ---

Không đạt, vì TTg là mã của Thủ tướng Chính phủ:

    ---
    type: Chỉ thị
    number: 12/CT-TTg
    issuer:
    - Bộ Chính trị
    level: central
    date: 2025-07-11
    ---

Không đạt, vì TW là cấp Trung ương:

    ---
    type: Kết luận
    number: 177-KL/TW
    level: province
    ---

Không đạt, vì khi ấy Bình Thuận đã thuộc Lâm Đồng:

    ---
    type: Kế hoạch
    number: 12/KH-UBND
    level: province
    province: Bình Thuận
    date: 2025-09-01
    ---

Không đạt, vì tên tỉnh không có chữ «tỉnh»:

    ---
    type: Kế hoạch
    province: Tỉnh Hà Tĩnh
    ---
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from .. import forms
from ..structure.names import body_of
from ..text import day, fold, key
from .page import Page
from .problem import Problem, Severity

CODE = "bodies"
TITLE = "Cơ quan, cấp, tỉnh"

_LEVELS = {"central": "Trung ương", "province": "tỉnh", "district": "huyện", "commune": "xã"}


def check(page: Page) -> Iterator[Problem]:
    yield from _body(page)
    yield from _level(page)
    yield from _province(page)


def _body(page: Page) -> Iterator[Problem]:
    """The body that the code in the number names is among the issuers."""
    number, date = page.stated("number"), page.front_matter.facts.date
    body = body_of(number, date)
    issuers = page.front_matter.facts.issuer
    if body is None or body.name is None or not issuers:
        return
    name = _plain(body.name)
    if not any(name in _plain(issuer) or _plain(issuer) in name for issuer in issuers):
        line = page.line_of("issuer.0")
        message = (
            f"số «{number}» mang mã {body.code} của {body.name}, cơ quan ghi «{issuers[0]}»; "
            "xem lại bản gốc, sửa một trong hai"
        )
        yield Problem("", line, message, CODE, Severity.WARNING)


def _plain(name: str) -> str:
    # "Quốc hội khóa XV", "Bộ trưởng Bộ Nội vụ", "Ủy ban Kiểm tra Trung ương Đảng"
    return re.sub(r"[^\w]+", " ", key(name)).strip()


def _level(page: Page) -> Iterator[Problem]:
    level, number, date = page.stated("level"), page.stated("number"), page.front_matter.facts.date
    line = page.line_of("level")
    body = body_of(number, date)
    if level in _LEVELS and body and body.level in _LEVELS and body.level != level:
        message = (
            f"số «{number}» mang mã {body.code} của cấp {_LEVELS[body.level]}, cấp ghi «{level}»; "
            f"xem lại bản gốc, sửa thành «{body.level}» nếu số đúng"
        )
        yield Problem("", line, message, CODE, Severity.WARNING)
    elif level == "district" and date and date > forms.DISTRICTS_UNTIL:
        message = f"sau ngày {day(forms.DISTRICTS_UNTIL)} không còn cấp huyện; xem lại cấp và ngày ban hành"
        yield Problem("", line, message, CODE, Severity.WARNING)


def _province(page: Page) -> Iterator[Problem]:
    value, date = page.stated("province"), page.front_matter.facts.date
    if value is None:
        return
    line = page.line_of("province")
    column = page.column(line, value)
    named = {key(p.name): p for p in forms.provinces().values()}
    province = named.get(key(value))
    if province is None:
        bare = re.sub(r"^(?:tỉnh|thành phố|tp\.?)\s+", "", value, flags=re.IGNORECASE)
        if right := named.get(key(bare)):
            message = f"tên tỉnh không có chữ «tỉnh» hay «thành phố»: viết «{right.name}»"
            edit = page.edit(line, value, right.name)
            yield Problem("", line, message, CODE, column=column, edit=edit)
            return
        names = {fold(p.name): p.name for p in named.values()}
        near = difflib.get_close_matches(fold(value), names, 1, 0.75)
        hint = f"có phải là «{names[near[0]]}»?" if near else "viết tên tỉnh tại ngày ban hành"
        yield Problem("", line, f"không có tỉnh, thành phố «{value}»; {hint}", CODE, Severity.WARNING, column)
    elif province.until and date and date > province.until:
        message = (
            f"sau ngày {day(province.until)}, {province.name} thuộc {province.now}; "
            "ghi tên tại ngày ban hành, hoặc xem lại ngày"
        )
        yield Problem("", line, message, CODE, Severity.WARNING, column)
