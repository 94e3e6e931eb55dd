"""Each document in the forms that are taken away: its Markdown, a .docx, a sheet to print."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..library import Entry
from .office import About
from .paper import paper_html
from .records import form
from .word import docx

if TYPE_CHECKING:
    from ..publish.outputs import Outputs
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


_SUFFIXES = (".docx", ".md", ".html")


def write_forms(site: Site, outputs: Outputs) -> None:
    """Put all forms of all documents of *site* into it."""
    for key in site.entries:
        digest = site.digest(site.hashes.get(key, ""), site.papers[key].name, site.papers[key].address)
        left = [suffix for suffix in _SUFFIXES if not outputs.same(form(key, suffix), digest)]
        if left:
            _write(key, left, site, outputs)


def _write(key: str, suffixes: Iterable[str], site: Site, outputs: Outputs) -> None:
    entry, name, page = site.entries[key], site.papers[key].name, site.papers[key].address
    document = entry.document
    for suffix in suffixes:
        path = outputs.place(form(key, suffix))
        if suffix == ".docx":
            path.write_bytes(docx(document, _about(entry, name)))
        elif suffix == ".md":
            shutil.copyfile(entry.path, path)
        else:
            root = "/".join([".."] * form(key, suffix).count("/"))
            path.write_text(paper_html(document, name, f"{root}/{page}", root), "utf-8", newline="\n")


def _about(entry: Entry, name: str) -> About:
    facts = entry.facts
    return About(
        name,
        facts.subject or "",
        "; ".join(facts.issuer),
        "Trích từ kho văn bản chỉ đạo để tra cứu; bản chính thức là văn bản do cơ quan ban hành phát hành.",
    )
