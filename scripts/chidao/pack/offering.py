"""The newest copy on the site: a page that offers it, and what a copy says on the same page instead."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from ..errors import ChidaoError
from ..exports import DATA, FOR_PEOPLE
from ..exports.amounts import size
from ..text import day
from .reading import Zip
from .regions import fill
from .tree import COPIES, file_of

PAGE = f"{COPIES}.html"
DATA_PAGE = "du-lieu.html"


@dataclass(frozen=True, slots=True)
class _Copy:
    path: Path
    date: str
    since: str
    bytes: int


def offer(site: Path, dist: Path) -> None:
    """Put the newest copy in *dist*, with its updates, on the page of *site* that offers it."""
    page = site / PAGE
    if not page.is_file():
        return
    copies = _copies(dist)
    whole = max((c for c in copies if not c.since), key=lambda c: (c.date, c.path.name), default=None)
    updates = [c for c in copies if c.since and whole and c.date >= whole.date]
    folder = site / COPIES
    shutil.rmtree(folder, ignore_errors=True)
    if whole is None:
        inside = "<p>Chưa có bản ngoại tuyến. Người quản trị tạo bằng lệnh <code>chidao pack</code>.</p>"
    else:
        folder.mkdir(parents=True)
        inside = _whole(whole) + "".join(map(_update, sorted(updates, key=lambda c: c.since, reverse=True)))
        for copy in (whole, *updates):
            _place(copy.path, folder / copy.path.name)
    text = fill(page.read_text("utf-8"), "copies", inside)
    page.write_text(text, "utf-8", newline="\n")


def page_in_copy(path: str, file: Path, date: str) -> Path | bytes | None:
    """What stands in a copy of *date* at *path* of the site; None if it stays on the server."""
    if path.startswith(f"{DATA}/") and path != f"{DATA}/{FOR_PEOPLE}":
        return None
    if path == PAGE:
        inside = (
            f"<p>Bạn đang dùng bản ngoại tuyến ngày <strong>{day(date)}</strong>. "
            "Bản mới xin ở nơi đã phát bản này.</p>"
        )
        return fill(file.read_text("utf-8"), "copies", inside).encode()
    if path == DATA_PAGE:
        html = fill(file.read_text("utf-8"), "server", "")
        return fill(html, "copy", " (chỉ có ở trang trên mạng)").encode()
    return file


def _copies(dist: Path) -> list[_Copy]:
    found = []
    for path in sorted(dist.glob("*.zip")):
        try:
            with Zip(path) as copy:
                manifest = copy.manifest()
        except ChidaoError:
            continue  # another zip
        found.append(_Copy(path, manifest.date, manifest.since, path.stat().st_size))
    return found


def _whole(copy: _Copy) -> str:
    return (
        f'<p><a class="vb-button" href="{COPIES}/{quote(copy.path.name)}" download>Tải bản ngoại tuyến</a> '
        f"ngày <strong>{day(copy.date)}</strong>, {size(copy.bytes)}</p>"
        f'<p class="vb-data__hash">{escape(copy.path.name)}<br>'
        f"SHA-256: <code>{file_of(copy.path).sha256}</code></p>"
    )


def _update(copy: _Copy) -> str:
    return (
        f"<p>Đã có bản ngày {day(copy.since)}? Chỉ cần "
        f'<a href="{COPIES}/{quote(copy.path.name)}" download>bản cập nhật</a> ({size(copy.bytes)}), '
        "giải nén đè lên thư mục của bản ấy.</p>"
    )


def _place(source: Path, target: Path) -> None:
    """The same file under another name, where the disk can; else a copy of it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
