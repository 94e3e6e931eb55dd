"""What a copy says of itself: the start page, the guide, its day on every page, what is gone."""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files

from ..text import day

START = "00-MO-TAI-DAY.html"
GUIDE = "01-HUONG-DAN.txt"
SCRIPT = "assets/javascripts/copy.js"
"""Of the site: a file that says nothing on a server."""


def start_page(name: str, date: str, since: str) -> bytes:
    """The one file that a clerk opens."""
    update = ""
    if since:
        update = (
            f"<p>Vừa cập nhật từ bản ngày {_day(since)}. "
            "Nếu máy hỏi có ghi đè (Replace) không: chọn ghi đè tất cả.</p>"
        )
    return _filled("start.html", name=escape(name), day=_day(date), update=update).encode()


def guide(name: str, date: str, days: int, zipped: str, room: int) -> bytes:
    """The guide, as Notepad of any Windows shows it: a byte order mark, lines that end with CR LF.

    *room*: bytes that the copy takes on a stick.
    """
    text = _filled("guide.txt", name=name, day=_day(date), days=str(days), zip=zipped, start=START)
    text = text.replace("[[room]]", f"{-(-room // 100_000_000) / 10:.1f} GB".replace(".", ","))
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def script(date: str, days: int) -> bytes:
    """The script that every page of a copy runs; *days* is the age from which it warns."""
    return _filled("copy.js", date=json.dumps(date), day=json.dumps(_day(date)), days=str(days)).encode()


def gone_page() -> bytes:
    """What an update puts into a page that the site has no more."""
    return _filled("gone.html", start=START).encode()


def _day(date: str) -> str:
    return day(date) or date


def _filled(part: str, /, **values: str) -> str:
    text = (files(__package__) / "parts" / part).read_text("utf-8")
    for key, value in values.items():
        text = text.replace(f"[[{key}]]", value)
    return text
