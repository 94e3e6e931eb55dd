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
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from chidao.checking import documentation
from chidao.project import Project
from chidao.publish import KINDS, Indexing, Site, copy_originals, read_library, redirects, searchables, shared


class _Build:
    """What one build knows; made anew for each."""

    site: Site
    nav: Navigation
    files: Files
    documents: dict[str, File]
    """The pages of documents: chidao writes them, MkDocs knows their addresses."""
    env: Environment
    frames: dict[str, list[str]]
    index: Indexing
    wait_for_originals: Callable[[], None]
    wait_for_documents: Callable[[], object]


_build = _Build()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the library; give the site its lists, its originals and its index."""
    project = Project(Path(config.config_file_path).parent)
    site = Path(config.site_dir)
    _build.index = Indexing(project.content, site, len(files.documentation_pages()))
    # Nothing that a library holds is garbage: looking for some takes a tenth of the time.
    gc.disable()
    library, citations = read_library(project)
    for error in library.broken:
        print(f"left out: {error}", file=sys.stderr)
        if broken := files.get_file_from_path(Path(error.path).relative_to(project.content).as_posix()):
            files.remove(broken)
    for file in [file for file in files if _UNUSED.match(file.src_uri)]:
        files.remove(file)
    _build.wait_for_originals = copy_originals(library.entries, site)
    _build.site = Site(library, citations)
    gc.freeze()
    # Before any document is rendered: it forgets its words then.
    _build.index.feed(searchables(_build.site))
    gc.enable()
    _build.documents = {file.src_uri: file for file in files if file.src_uri in _build.site.entries}
    for file in _build.documents.values():
        # MkDocs resolves links to it, and leaves reading and writing to us.
        file.inclusion = InclusionLevel.EXCLUDED
    for uri in _build.site.listings:
        files.append(File.generated(config, uri, content=""))
    # What editors read of the checks; it is made of their docstrings.
    files.append(File.generated(config, "kiem-tra.md", content=documentation()))
    return files


# 2.6 MB of Material that no page of ours asks for: its script, its search, maps for its developers.
_UNUSED = re.compile(r"assets/(javascripts/(bundle|lunr|workers)|stylesheets/.*\.map|images/favicon\.png)")


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep what the frames show."""
    _build.nav, _build.files, _build.frames = nav, files, {}
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Choose the template and the title of a list."""
    if listing := _build.site.listings.get(page.file.src_uri):
        page.meta = {"template": listing.template}
        page.title = listing.title
    return markdown


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep what renders templates, for the frames."""
    # No template changes during a build: no need to look at the files of nine for each document.
    env.auto_reload = False
    _build.env = env
    _build.wait_for_documents = shared(list(_build.documents), lambda uri: _write_document(config, uri))
    return env


def _write_document(config: MkDocsConfig, uri: str) -> None:
    file = _build.documents[uri]
    html = _framed(
        config, file.url, _build.site.papers[uri].name, "partials/document.html", _build.site.document(uri)
    )
    path = Path(file.abs_dest_path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, "utf-8", newline="\n")


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Hand the templates what they show."""
    context["kinds"] = KINDS
    context["catalogue"] = _build.site.catalogue
    if page.file.src_uri in _build.site.listings:
        context.update(_build.site.listing(page.file.src_uri))
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write the pages that have no file; wait until all documents and originals are there."""
    site = Path(config.site_dir)
    for page in _build.site.written():
        path = site / page.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_framed(config, page.address, page.title, page.partial, page.context), "utf-8")
    for moved in redirects(_build.site.entries.values()):
        path = site / moved.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(moved.html, "utf-8", newline="\n")
    _build.wait_for_documents()
    _build.wait_for_originals()
    _build.index.wait()


def _framed(config: MkDocsConfig, address: str, title: str, partial: str, context: dict[str, Any]) -> str:
    """The whole HTML of a page, *partial* inside the frame.

    What stands around a document (head, header, navigation, footer: 2 ms of templates) is the same
    for all pages of one folder depth.  It is rendered once, with marks where title and document go.
    """
    depth = "/".join([".."] * address.count("/")) or "."
    if depth not in _build.frames:
        page = Page(
            _MARKS[0], File.generated(config, f"{address.removesuffix('.html')}.md", content=""), config
        )
        page.toc = TableOfContents([])
        around = get_context(_build.nav, _build.files, config, page)
        html = _build.env.get_template("document.html").render({**around, "mark": _MARKS})
        # The blanks that templates leave would be in each of thousands of pages.
        html = re.sub(r"\n\s+", "\n", html)
        _build.frames[depth] = re.split(f"({'|'.join(_MARKS)})", html)
    parts = {
        _MARKS[0]: escape(title),
        _MARKS[1]: _build.env.get_template(partial).render({"base_url": depth, **context}),
    }
    return "".join(parts.get(piece, piece) for piece in _build.frames[depth])


_MARKS = ("\ue000title\ue001", "\ue000document\ue001")
