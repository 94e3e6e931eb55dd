"""The old addresses of pages that moved: small pages that lead to the new ones.

They work from a disk and under a strict policy for scripts: a script of the site goes on at once and takes
the clause along ("#2.3"); without it the browser goes on after a second, and there is a link to press.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from ..library import Entry
from ..project import DOCUMENTS


@dataclass(frozen=True, slots=True)
class Redirect:
    """A page that leads to another."""

    address: str
    """Relative to the site: "van-ban/2022/ten-cu.html"."""
    html: str


def redirects(entries: Iterable[Entry]) -> Iterator[Redirect]:
    """The pages for all old addresses.  One that is a page's own, or was claimed before, is passed over."""
    held = list(entries)
    taken = {entry.address for entry in held}
    for entry in held:
        given = entry.front_matter.values.get("redirects")
        for old in given if isinstance(given, list) else ():
            if isinstance(old, str) and _is_address(old) and old not in taken:
                taken.add(old)
                address = f"{old.removesuffix('.md')}.html"
                yield Redirect(address, _html(address, entry))


def _is_address(old: str) -> bool:
    """Whether a page can have lain there; what editors write must not lead out of the site."""
    return old.endswith(".md") and old.startswith(f"{DOCUMENTS}/") and posixpath.normpath(old) == old


_POLICY = "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'"


def _html(address: str, entry: Entry) -> str:
    folder = posixpath.dirname(address)
    to = escape(quote(posixpath.relpath(f"{entry.address.removesuffix('.md')}.html", folder)))
    script = posixpath.relpath("assets/javascripts/moved.js", folder)
    title = escape(entry.title)
    return (
        "<!doctype html>\n"
        '<html lang="vi">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="1; url={to}">\n'
        f'<link rel="canonical" href="{to}">\n'
        f"<title>{title}: đã chuyển</title>\n"
        f'<script src="{script}" defer></script>\n'
        "</head>\n"
        "<body>\n"
        f'<p>Trang này đã chuyển đến địa chỉ mới: <a href="{to}" data-vb-moved>{title}</a>.</p>\n'
        "</body>\n"
        "</html>\n"
    )
