"""Each document in the forms that are taken away: its Markdown, a .docx, a sheet to print."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..library import Entry
from .office import About
from .paper import paper_html
from .records import form
from .word import docx

if TYPE_CHECKING:
    from ..publish.site import Site


@dataclass(frozen=True, slots=True)
class Forms:
    """Where a document lies in other forms: addresses relative to the site's root, ready for an href."""

    docx: str
    print: str
    markdown: str


def forms_of(key: str) -> Forms:
    """The forms of the held document *key*."""
    return Forms(*(quote(form(key, suffix)) for suffix in (".docx", ".html", ".md")))


def write_forms(site: Site, folder: Path) -> None:
    """Write all forms of all documents of *site* into *folder*, the root of the built site."""
    folders: set[Path] = set()
    for key, entry in site.entries.items():
        target = folder / form(key, ".docx")
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        name, paper = site.papers[key].name, site.papers[key].address
        document = entry.document
        target.write_bytes(docx(document, _about(entry, name)))
        shutil.copyfile(entry.path, folder / form(key, ".md"))
        sheet = form(key, ".html")
        root = "/".join([".."] * sheet.count("/"))
        html = paper_html(document, name, f"{root}/{paper}", root)
        (folder / sheet).write_text(html, "utf-8", newline="\n")


def _about(entry: Entry, name: str) -> About:
    facts = entry.facts
    return About(
        name,
        facts.subject or "",
        "; ".join(facts.issuer),
        "Trích từ kho văn bản chỉ đạo để tra cứu; bản chính thức là văn bản do cơ quan ban hành phát hành.",
    )
