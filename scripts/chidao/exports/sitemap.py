"""The addresses of all pages, for search engines (sitemaps.org).

Such a list may hold whole addresses only.  A site that has none (`site_url` is not set, because it lies
on a stick or on any server) has no sitemap; its lists lead to every page all the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from .office import escape

MOST = 50_000
"""Addresses in one file; more are parted, and an index names the parts."""
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write_sitemap(site: Path, site_url: str) -> None:
    """Write sitemap.xml for the pages that lie in *site*; remove what MkDocs wrote.

    MkDocs lists the pages that it made, dated with the day of the build, as .xml and as .gz: without
    the pages of documents that are only cited, and other bytes each day.
    """
    for old in site.glob("sitemap*.xml*"):
        old.unlink()
    if not site_url:
        return
    listed = sorted(page for page in _pages(site) if not page.startswith(_NOT_LISTED))
    for name, text in sitemaps(listed, site_url):
        (site / name).write_text(text, "utf-8", newline="\n")


def _pages(site: Path) -> Iterator[str]:
    # Of tens of thousands of files; a Path of each takes five times as long.
    for folder, _folders, names in os.walk(site):
        before = Path(folder).relative_to(site).as_posix()
        yield from (name if before == "." else f"{before}/{name}" for name in names if name.endswith(".html"))


_NOT_LISTED = ("404.html", "tai-ve/", "originals/", "bien-tap/")
"""A sheet to print is the same document once more; the form is for editors."""


def sitemaps(pages: Sequence[str], site_url: str) -> Iterable[tuple[str, str]]:
    """File names and texts of the sitemap of *pages*."""
    root = site_url.rstrip("/") + "/"
    addresses = [f"{root}{quote(page)}" for page in pages]
    if len(addresses) <= MOST:
        yield "sitemap.xml", _list("urlset", "url", addresses)
        return
    parts = [addresses[i : i + MOST] for i in range(0, len(addresses), MOST)]
    names = [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _list("urlset", "url", part)
    yield "sitemap.xml", _list("sitemapindex", "sitemap", [root + name for name in names])


def _list(whole: str, each: str, addresses: Iterable[str]) -> str:
    inside = "".join(f"<{each}><loc>{escape(address)}</loc></{each}>\n" for address in addresses)
    return f"{_HEAD}<{whole} {_NAMESPACE}>\n{inside}</{whole}>\n"
