"""The findings of `chidao check` on a page, as a box that stands above it.

What is found in the page alone is looked for when the page is asked for: it is of the file as it is.  What
lies between pages (two with one identity, a relation that points nowhere) is looked for by a process
beside, once the site was built: at 5,000 pages the first time takes 20 seconds.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from ..checking.examine import examine
from ..checks import ALL_PAGES_CHECKS
from ..project import Project

_STYLE = "assets/stylesheets/checked.css"


@dataclass(slots=True)
class Findings:
    """What is wrong with the pages of a project."""

    project: Project
    _between: dict[str, list[tuple[int, str, str, str]]] = field(default_factory=dict)
    """By the name of a page what the last check found: line, severity, message, code."""
    _known: bool = False
    _running: threading.Thread | None = None
    _again: bool = False

    def look(self) -> None:
        """Begin to check all pages, beside everything else; one check runs at a time."""
        if self._running and self._running.is_alive():
            self._again = True
            return
        self._running = threading.Thread(target=self._look, daemon=True)
        self._running.start()

    def _look(self) -> None:
        while True:
            self._again = False
            done = subprocess.run(
                [sys.executable, "-m", "chidao", "check", "--format", "json", "--jobs", "1"],
                cwd=self.project.root,
                capture_output=True,
                encoding="utf-8",
                check=False,
            )
            found: dict[str, list[tuple[int, str, str, str]]] = {}
            try:
                for each in json.loads(done.stdout)["problems"]:
                    told = (each["line"], each["severity"], each["message"], each["code"])
                    found.setdefault(each["file"], []).append(told)
            except (ValueError, KeyError, TypeError):
                return
            self._between, self._known = found, True
            if not self._again:
                return

    def box(self, address: str, root: str) -> str:
        """The box of the page at *address*, relative to content/; *root* leads to the site's root: "../..".

        "" for a page that is not there.
        """
        path = self.project.content / address
        try:
            data = path.read_bytes()
        except (OSError, ValueError):
            return ""
        name = f"content/{address}"
        own = {
            (p.line, str(p.severity), p.message, p.code) for p in examine(self.project, path, data).problems
        }
        # Of what is found in a page alone the last check knows only how the page was.
        between = {each for each in self._between.get(name, ()) if each[3] in ALL_PAGES_CHECKS}
        return _box(sorted(own | between), path, root, self._known)


def _box(found: Iterable[tuple[int, str, str, str]], path: Path, root: str, whole: bool) -> str:
    rows = [
        f'<li class="vb-checked__{escape(severity)}"><span>Dòng {line}</span> {escape(message, False)} '
        f"<code>[{escape(code)}]</code></li>"
        for line, severity, message, code in found
    ]
    said = f"{len(rows)} chỗ cần xem" if rows else "không thấy lỗi"
    more = "" if whole else " <small>Đang kiểm tra quan hệ với các trang khác…</small>"
    items = f"<ul>{''.join(rows)}</ul>" if rows else ""
    state = "vb-checked--some" if rows else "vb-checked--none"
    return (
        f'<link rel="stylesheet" href="{root}/{_STYLE}">'
        f'<aside class="vb-checked {state}" role="status" aria-label="Kiểm tra trang">'
        f"<p><strong>Kiểm tra: {said}</strong> trong tệp <code>{escape(path.name, False)}</code>.{more}</p>"
        f"{items}</aside>"
    )


def unbuilt(address: str, box: str) -> str:
    """What is shown in the place of a page that could not be built."""
    name = escape(address, False)
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        "<title>Chưa dựng được trang</title></head>"
        f"<body><main><h1>Chưa dựng được trang {name}</h1>"
        f"<p>Sửa chỗ nêu dưới đây rồi lưu tệp; trang tự hiện lại.</p>{box}</main></body></html>"
    )
