"""Liên kết trên các trang viết tay dẫn đến một trang và một mục có thật.

Trang văn bản không có liên kết viết tay: máy tự đặt (xem «markup»).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from .outline import Link, Outline
from .pages import Pages
from .problem import Edit, Problem

CODE = "links"
TITLE = "Liên kết"

MADE = re.compile(
    r"(?:tim-kiem|thuc-hien|dong-thoi-gian|can-ra-soat|kiem-tra)\.md|duyet/.*|originals/.*|dan-chieu/.*|doi-chieu/.*"
)
"""Pages that a build makes; they have no file."""


def check(pages: Pages) -> Iterator[Problem]:
    for page in pages.all:
        for link in page.links:
            if problem := _trouble(page, link, pages):
                yield problem


def _trouble(page: Outline, link: Link, pages: Pages) -> Problem | None:
    if re.match(r"[a-z][a-z0-9+.-]*:|//", link.target, re.IGNORECASE):
        return None
    path, _, anchor = link.target.partition("#")
    path, anchor = unquote(path.partition("?")[0]), unquote(anchor)
    address = page.address
    if path:
        address = posixpath.normpath(posixpath.join(posixpath.dirname(page.address), path))
    target = pages.by_address.get(address)
    if target is None:
        if MADE.fullmatch(address) or address in pages.files:
            return None
        return _nowhere(page, link, address, pages)
    if anchor and not target.has_anchor(anchor):
        message = f"không có mục «#{anchor}» trong {target.address}; xem lại tên mục"
        return Problem(page.name, link.line, message, CODE, column=link.column, concerns=(target.name,))
    return None


def _nowhere(page: Outline, link: Link, address: str, pages: Pages) -> Problem:
    moved = pages.moved.get(address, [])
    concerns = (f"content/{address}", *(other.name for other in moved))
    if len(moved) == 1:
        right = posixpath.relpath(moved[0].address, posixpath.dirname(page.address) or ".")
        anchor = link.target.partition("#")[1:]
        new = right + "".join(anchor)
        start = link.column - 1
        edit = Edit(link.line, start, start + len(link.target), link.target, new)
        message = f"trang «{link.target}» đã chuyển; viết «{new}»"
        return Problem(page.name, link.line, message, CODE, column=link.column, edit=edit, concerns=concerns)
    message = f"không có trang hay tệp «{link.target}»; xem lại địa chỉ, tính từ trang này"
    return Problem(page.name, link.line, message, CODE, column=link.column, concerns=concerns)
