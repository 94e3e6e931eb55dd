"""Give a page another address.  The old one stays in `redirects`, and the site leads from there.

First the page, in its old place, says that this will be an old address of it; then it is renamed.  Whoever is
in between finds a page that names its own address, which the site passes over.  Last, the relations and links
of other pages get the new address: each is an edit of one line.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from .. import checking
from ..conversion import write_whole
from ..errors import ChidaoError
from ..pages.front_matter import load, split
from ..project import Project


class CannotMove(ChidaoError):
    """Editors read this: Vietnamese."""

    def __init__(self, path: Path, trouble: str) -> None:
        super().__init__(f"{path}: {trouble}")


@dataclass(frozen=True, slots=True)
class Moved:
    """What `move` did."""

    page: Path
    """Where the page is now."""
    mended: dict[str, int]
    """Files in which the address was put right, and in how many places."""


def move(project: Project, old: Path, new: Path) -> Moved:
    """Give the page *old* the address *new*, a file or a folder.  Raises CannotMove, BadPage."""
    source, target = old.resolve(), new.resolve()
    if new.is_dir():
        target = target / source.name
    _refuse(project, old, source, new, target)
    address, to = (path.relative_to(project.content).as_posix() for path in (source, target))
    text = source.read_bytes().decode("utf-8")
    write_whole(source, with_redirect(text, address, to, str(old)))
    target.parent.mkdir(parents=True, exist_ok=True)
    os.rename(source, target)
    moved = target.relative_to(project.root).as_posix()
    told = checking.check(project, [moved, f"content/{address}"]).problems
    stale = [p for p in told if p.edit and f"content/{address}" in p.concerns]
    return Moved(target, checking.mend(project, stale, again=False))


def _refuse(project: Project, old: Path, source: Path, new: Path, target: Path) -> None:
    if not source.is_file():
        raise CannotMove(old, "không có trang này")
    for given, path in ((old, source), (new, target)):
        if not path.is_relative_to(project.documents):
            raise CannotMove(given, "trang văn bản phải nằm trong content/van-ban/")
    if target.suffix != ".md":
        raise CannotMove(new, "tên trang phải kết thúc bằng .md")
    if target.exists():
        raise CannotMove(new, "đã có trang này; chọn tên khác")


def with_redirect(text: str, address: str, to: str, path: str = "") -> str:
    """*text* with *address* among its old addresses, and *to* no longer among them.  Raises BadPage.

    >>> with_redirect("---\\ntype: Luật\\n---\\n", "van-ban/a.md", "van-ban/b.md")
    '---\\ntype: Luật\\nredirects:\\n- van-ban/a.md\\n---\\n'
    """
    header, _body, body_line = split(text, path)
    given = load(header, path)
    stated = given.values.get("redirects")
    known = [value for value in stated if isinstance(value, str)] if isinstance(stated, list) else []
    kept = [value for value in [*known, address] if value != to]
    lines = text.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    start = given.lines["redirects"] - 1 if "redirects" in given.values else body_line - 2
    stop = start
    if "redirects" in given.values:
        stop = start + 1
        while stop < body_line - 2 and lines[stop].lstrip(" ").startswith("-"):
            stop += 1
    new = ["redirects:", *(f"- {value}" for value in dict.fromkeys(kept))]
    return "\n".join([*lines[:start], *(line + end for line in new), *lines[stop:]])
