"""What a reader is offered who sees something wrong: the file of the page, and a report that is half written.

The links serve as they stand.  A script (mending.js) adds the clause that is being read, its line and the
chosen words; its part of a report comes behind the first block of lines, which tells of the page.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote

from .forge import Forge

FORM = "bien-tap/sua.html"
"""The form for editors who do not write Markdown (chidao.editing_form), in the site."""

_LONG = 60
"""Letters of a title in a report: addresses have a limit, and an accented letter takes nine of it."""


@dataclass(frozen=True, slots=True)
class Mending:
    """The links of a page."""

    edit: str
    """Where its file is edited, or a mail that asks for a change; "" for a page that has no file."""
    report: str
    in_forge: bool
    """Whether they lead to a forge; else both begin a mail."""
    form: str = ""
    """Where the file is edited in a form; "" where it is not."""


def mending(forge: Forge, title: str, address: str, page: str | None, form: bool = False) -> Mending:
    """For the page with this *title*; *address* relative to the site, *page* its file in content/, if any.

    *form*: whether the file is one that the form edits.
    """
    facts = [f"Địa chỉ: {address}"]
    if page is not None:
        facts.append(f"Tệp: {forge.folder or 'content/'}{page}")
    report = forge.report(f"Báo lỗi: {_short(title)}", _text(forge, facts, "Sai ở đâu, nên sửa thế nào:"))
    edit = ""
    if page is not None:
        edit = forge.address_of(page) or forge.report(
            f"Đề nghị sửa: {_short(title)}", _text(forge, facts, "Xin sửa như sau:")
        )
    to_form = f"{posixpath.relpath(FORM, posixpath.dirname(address))}?tep={quote(page or '')}" if form else ""
    return Mending(edit, report, forge.is_there, to_form)


def _text(forge: Forge, facts: list[str], asked: str) -> str:
    # Set in as code, nothing of a document is a command or calls somebody ("/close", "@all").
    indent = "    " if forge.is_there else ""
    return "\n".join(f"{indent}{fact}" for fact in facts) + f"\n\n{asked}\n"


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= _LONG else f"{line[:_LONG].rsplit(' ', 1)[0]}…"
