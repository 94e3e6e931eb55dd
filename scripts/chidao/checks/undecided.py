"""Chỗ nào bản chuyển đổi mới khác với bản đã biên tập thì phải chọn một.

Khi chuyển đổi lại (chidao convert --update), máy không tự chọn ở chỗ cả hai bên cùng sửa: hai bản được ghi
liền nhau, trên dấu ======= là bản đang có, dưới dấu ấy là bản chuyển đổi mới. Giữ phần đúng (hoặc viết lại từ
hai phần), rồi xóa ba dòng dấu. Thuộc tính cần chọn nằm ở khóa conflicts. Trong khi chờ, trang vẫn hiện bản
đang có, kèm lời báo.

Đạt:

    ---
    type: Kết luận
    date: 2025-07-11
    ---

    # KẾT LUẬN

    1. Giao Ban Tổ chức.

Không đạt, vì đoạn này còn hai bản:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    <<<<<<< BẢN ĐANG CÓ

    1. Giao cho Ban Tổ chức.

    =======

    1. Giao Ban Tổ chức.

    >>>>>>> BẢN CHUYỂN ĐỔI MỚI

Không đạt, vì đã chọn mà còn sót một dòng dấu:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    1. Giao Ban Tổ chức.

    >>>>>>> BẢN CHUYỂN ĐỔI MỚI

Không đạt, vì ngày ban hành còn hai giá trị:

    ---
    type: Kết luận
    date: 2025-07-11
    conflicts:
    - key: date
      new: '2025-07-12'
    ---

    # KẾT LUẬN
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..pages.undecided import leftovers, undecided
from .page import Page
from .problem import Problem

CODE = "undecided"
TITLE = "Chỗ cần chọn giữa hai bản"


def check(page: Page) -> Iterator[Problem]:
    if page.entry is not None and not page.entry.undecided:
        return
    lines = page.text.split("\n")
    for place in undecided(lines):
        message = (
            f"từ đây đến dòng {place.last + 1} có hai bản: trên dòng {place.middle + 1} là bản đang có, "
            "dưới là bản chuyển đổi mới; giữ phần đúng rồi xóa ba dòng dấu"
        )
        yield Problem("", place.first + 1, message, CODE)
    for index in leftovers(lines):
        message = "dòng dấu này còn sót sau khi chọn giữa hai bản; đọc lại đoạn quanh đây rồi xóa dòng này"
        yield Problem("", index + 1, message, CODE)
    for number, conflict in enumerate(page.front_matter.conflicts):
        if isinstance(conflict, dict) and isinstance(key := conflict.get("key"), str):
            ours, new = _value(page.front_matter.values, key), conflict.get("new")
            there = any(key == k or key.startswith(f"{k}.") for k in page.front_matter.values)
            step = (
                f"ghi giá trị đúng vào khóa ấy (dòng {page.line_of(key)})"
                if there
                else "thêm khóa ấy nếu giá trị mới đúng"
            )
            message = (
                f"khóa «{key}»: bản đang có {_shown(ours)}, bản chuyển đổi mới {_shown(new)}; "
                f"{step}, rồi xóa mục này"
            )
            yield Problem("", page.line_of(f"conflicts.{number}"), message, CODE)


def _value(values: Any, key: str) -> Any:
    for part in key.split("."):
        values = values.get(part) if isinstance(values, dict) else None
    return values


def _shown(value: Any) -> str:
    if isinstance(value, list | dict):
        said = [f"«{one}»" for one in (value if isinstance(value, list) else value.values()) if one]
        return f"ghi {'; '.join(said)}" if said else _shown(None)
    return f"ghi «{value}»" if value else "để trống"
