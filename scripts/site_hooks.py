"""What MkDocs asks of us while it builds the site.

Every hook is a sentence: it takes what MkDocs gives, calls one function of `chidao`, and gives the
answer back.  MkDocs puts this folder on the import path while it loads this file, so `chidao` is
imported here, at the top.  No other file imports MkDocs.
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from chidao import library as libraries
from chidao.library import Entry
from chidao.project import Project
from chidao.publish import (
    Catalogue,
    Shelf,
    catalogue,
    contents_html,
    copy_originals,
    document_html,
    sheet,
)
from chidao.publish.catalogue import KINDS


class _Build:
    """What one build knows; made anew for each."""

    entries: dict[str, Entry]
    catalogue: Catalogue
    contents: dict[str, str]
    shelves: dict[str, tuple[Shelf, int]]
    env: Environment
    frames: dict[str, list[str]]
    wait_for_originals: Callable[[], None]


_build = _Build()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add originals and browse pages to the files of the site."""
    project = Project(Path(config.config_file_path).parent)
    # Nothing that a library holds is garbage: looking for some takes a tenth of the time.
    gc.disable()
    library = libraries.load(project)
    gc.freeze()
    gc.enable()
    for error in library.broken:
        print(f"left out: {error}", file=sys.stderr)
        if broken := files.get_file_from_path(Path(error.path).relative_to(project.content).as_posix()):
            files.remove(broken)
    for file in [file for file in files if _UNUSED.match(file.src_uri)]:
        files.remove(file)
    _build.entries = library.by_address()
    _build.catalogue = catalogue(library.entries)
    _build.shelves = {}
    _build.contents = {}
    _build.wait_for_originals = copy_originals(library.entries, Path(config.site_dir))
    for kind, shelves in _build.catalogue.shelves.items():
        files.append(File.generated(config, f"duyet/{kind}/index.md", content=""))
        for shelf in shelves:
            for number in range(1, len(shelf.pages()) + 1):
                address = shelf.page_address(number).removesuffix(".html") + ".md"
                _build.shelves[address] = (shelf, number)
                files.append(File.generated(config, address, content=""))
    return files


# 2.6 MB of Material that no page of ours asks for: its script, its search, maps for its developers.
_UNUSED = re.compile(r"assets/(javascripts/(bundle|lunr|workers)|stylesheets/.*\.map|images/favicon\.png)")


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """A document page is read by chidao: MkDocs need not look at it."""
    return "" if page.file.src_uri in _build.entries else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Choose the template and the title of a page that is ours."""
    uri = page.file.src_uri
    if uri in _build.entries:
        page.meta = {"template": "framed.html"}
        page.title = _build.entries[uri].title
    elif uri in _build.shelves:
        page.meta = {"template": "shelf.html"}
        page.title = _build.shelves[uri][0].name
    elif uri.startswith("duyet/"):
        page.meta = {"template": "shelves.html"}
        page.title = KINDS[uri.split("/")[1]]
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Render a document from the parse that the library made."""
    uri = page.file.src_uri
    entry = _build.entries.get(uri)
    if entry is None:
        return html
    _build.contents[uri] = contents_html(entry.document)
    rendered = document_html(entry.document)
    # Its words stand in the page now; thousands of documents need not be held twice.
    _build.entries[uri] = replace(entry, document=replace(entry.document, paragraphs=(), clauses=()))
    return rendered


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep what renders templates, for the frames."""
    _build.env, _build.frames = env, {}
    return env


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Hand the templates what they show."""
    uri = page.file.src_uri
    context["kinds"] = KINDS
    context["catalogue"] = _build.catalogue
    if entry := _build.entries.get(uri):
        shown = {"sheet": sheet(entry, _build.catalogue.address_of), "contents": _build.contents.pop(uri)}
        context["html"] = _framed({**context, **shown}, page)
    elif uri in _build.shelves:
        context["shelf"], context["number"] = _build.shelves[uri]
    elif uri.startswith("duyet/"):
        context["kind"] = uri.split("/")[1]
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Wait until every original stands beside its page."""
    _build.wait_for_originals()


def _framed(context: dict[str, Any], page: Page) -> str:
    """The whole HTML of a document page.

    What stands around a document (head, header, navigation, footer: 2 ms of templates) is the same
    for all documents of one folder depth.  It is rendered once, with marks where title and document go.
    """
    depth = context["base_url"]
    if depth not in _build.frames:
        frame = copy(page)
        frame.title, frame.toc = _MARKS[0], TableOfContents([])
        html = _build.env.get_template("document.html").render({**context, "page": frame, "mark": _MARKS})
        # The blanks that templates leave would be in each of thousands of pages.
        html = re.sub(r"\n\s+", "\n", html)
        _build.frames[depth] = re.split(f"({'|'.join(_MARKS)})", html)
    parts = {
        _MARKS[0]: escape(page.title or ""),
        _MARKS[1]: _build.env.get_template("partials/document.html").render(context),
    }
    pieces = _build.frames[depth]
    return "".join(parts.get(piece, piece) for piece in pieces)


_MARKS = ("\ue000title\ue001", "\ue000document\ue001")
