"""What MkDocs asks of us while it builds the site.

Every hook is a sentence: it takes what MkDocs gives, calls one function of `chidao`, and gives the
answer back.  MkDocs puts this folder on the import path while it loads this file, so `chidao` is
imported here, at the top.  No other file imports MkDocs.
"""

from __future__ import annotations

import gc
import multiprocessing.process
import re
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from chidao.checking import documentation
from chidao.project import Project
from chidao.publish import KINDS, Site, build_search, can_fork, copy_originals, read_library, redirects


class _Build:
    """What one build knows; made anew for each."""

    site: Site
    nav: Navigation
    files: Files
    env: Environment
    rendering: multiprocessing.process.BaseProcess | None
    """Another process, which renders the documents of `theirs`."""
    theirs: dict[str, File]
    frames: dict[str, list[str]]
    wait_for_originals: Callable[[], None]
    wait_for_search: Callable[[], None]


_build = _Build()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the library; give the site its lists, its originals and its index."""
    project = Project(Path(config.config_file_path).parent)
    # Nothing that a library holds is garbage: looking for some takes a tenth of the time.
    gc.disable()
    library, citations = read_library(project)
    for error in library.broken:
        print(f"left out: {error}", file=sys.stderr)
        if broken := files.get_file_from_path(Path(error.path).relative_to(project.content).as_posix()):
            files.remove(broken)
    for file in [file for file in files if _UNUSED.match(file.src_uri)]:
        files.remove(file)
    _build.wait_for_originals = copy_originals(library.entries, Path(config.site_dir))
    _build.site = Site(library, citations)
    gc.freeze()
    # Here, while MkDocs is alone with its pages, and before any is rendered: a rendered document forgets
    # its words.
    _build.wait_for_search = build_search(
        _build.site,
        Path(config.docs_dir),
        Path(config.site_dir),
        lambda: Site(*read_library(project)),
    )
    gc.enable()
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


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """A document page is read by chidao: MkDocs need not look at it."""
    if page.file.src_uri not in _build.site.entries:
        return None
    # Nor make a Markdown parser for each: that alone takes a twentieth of a build.
    page.content, page.toc = "", TableOfContents([])
    page.render = _nothing  # type: ignore[method-assign]
    return ""


def _nothing(config: MkDocsConfig, files: Files) -> None:
    """What MkDocs renders of a page that chidao renders."""


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Choose the template and the title of a page that is ours."""
    uri = page.file.src_uri
    if uri in _build.site.entries:
        page.meta = {"template": "framed.html"}
        page.title = _build.site.papers[uri].name
    elif listing := _build.site.listings.get(uri):
        page.meta = {"template": listing.template}
        page.title = listing.title
    return markdown


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep what renders templates, for the frames."""
    # No template changes during a build: no need to look at the files of nine for each document.
    env.auto_reload = False
    _build.env = env
    _share(config, files)
    return env


def _share(config: MkDocsConfig, files: Files) -> None:
    """Let another process render three documents of five, where it can: MkDocs has work with each here."""
    documents = {file.src_uri: file for file in files if file.src_uri in _build.site.entries}
    _build.theirs, _build.rendering = {}, None
    if can_fork(len(documents)):
        _build.theirs = {uri: file for n, (uri, file) in enumerate(documents.items()) if n % 5 < 3}
        _build.rendering = multiprocessing.get_context("fork").Process(
            target=_write_documents, args=(config, _build.theirs), daemon=True
        )
        _build.rendering.start()


def _write_documents(config: MkDocsConfig, files: dict[str, File]) -> None:
    for uri, file in files.items():
        path = Path(file.abs_dest_path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_document(config, uri, file.url), "utf-8", newline="\n")


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Hand the templates what they show."""
    uri = page.file.src_uri
    if uri in _build.site.entries:
        context["html"] = "" if uri in _build.theirs else _document(config, uri, page.url)
        return context
    context["kinds"] = KINDS
    context["catalogue"] = _build.site.catalogue
    if uri in _build.site.listings:
        context.update(_build.site.listing(uri))
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
    if _build.rendering:
        _build.rendering.join()
        if _build.rendering.exitcode:  # ended from outside, or a trouble that is told once more here
            _write_documents(config, _build.theirs)
    _build.wait_for_originals()
    _build.wait_for_search()


def _document(config: MkDocsConfig, uri: str, url: str) -> str:
    """The whole HTML of a document page."""
    title = _build.site.papers[uri].name
    return _framed(config, url, title, "partials/document.html", _build.site.document(uri))


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
