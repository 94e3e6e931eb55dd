"""Địa chỉ cũ của một trang không phải là địa chỉ của trang khác.

Khóa «redirects» ghi những địa chỉ mà trang từng có, để liên kết cũ vẫn dẫn đến đây. Lệnh `chidao move` tự
ghi.
"""

from __future__ import annotations

from collections.abc import Iterator

from .pages import Pages
from .problem import Problem

CODE = "old-addresses"
TITLE = "Địa chỉ cũ"


def check(pages: Pages) -> Iterator[Problem]:
    for page in pages.all:
        for _key, address, line in page.redirects:
            if (other := pages.by_address.get(address)) is not None:
                which = "chính trang này" if other is page else f"trang {other.name}"
                message = f"«{address}» đang là địa chỉ của {which}; xóa dòng này"
                yield Problem(page.name, line, message, CODE, concerns=(other.name,))
            elif (first := pages.moved[address][0]) is not page:
                message = f"{first.name} cũng nhận địa chỉ cũ «{address}»; chỉ giữ ở một trang"
                yield Problem(page.name, line, message, CODE, concerns=(first.name,))
