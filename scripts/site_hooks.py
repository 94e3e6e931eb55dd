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
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from chidao.checking import documentation
from chidao.exports import build_exports, forms_of, offered, write_calendars, write_sitemap
from chidao.pack import offer
from chidao.pack.offering import DATA_PAGE, PAGE
from chidao.project import Project
from chidao.publish import (
    KINDS,
    BadForge,
    Forge,
    Indexing,
    Site,
    begin_history,
    copy_originals,
    forge_of,
    joined_css,
    joined_js,
    mending,
    named,
    read_library,
    redirects,
    safe_html,
    safe_markdown,
    searchables,
    shared,
    write_task_rows,
)
from chidao.text import amount


class _Build:
    """What one build knows; made anew for each."""

    site: Site
    forge: Forge
    nav: Navigation
    files: Files
    documents: dict[str, File]
    """The pages of documents: chidao writes them, MkDocs knows their addresses."""
    env: Environment
    frames: dict[str, list[str]]
    index: Indexing
    wait_for_originals: Callable[[], None]
    wait_for_documents: Callable[[], object]
    exports: bool
    """Whether what is taken away is made, too: `chidao build` asks for it (mkdocs.yml, extra)."""
    wait_for_exports: Callable[[], None]


_build = _Build()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the library; give the site its lists, its originals and its index."""
    project = Project(Path(config.config_file_path).parent)
    site = Path(config.site_dir)
    _build.forge = _forge(config, project)
    _build.index = Indexing(project.content, site, len(files.documentation_pages()))
    # Nothing that a library holds is garbage: looking for some takes a tenth of the time.
    gc.disable()
    read_history = begin_history(project.content)
    library, citations, tasks = read_library(project)
    for error in library.broken:
        print(f"left out: {error}", file=sys.stderr)
        if broken := files.get_file_from_path(Path(error.path).relative_to(project.content).as_posix()):
            files.remove(broken)
    for file in [file for file in files if _UNUSED.match(file.src_uri)]:
        files.remove(file)
    _join(files, config)
    _build.wait_for_originals = copy_originals(library.entries, site, project.cache)
    _build.site = Site(library, citations, tasks, read_history())
    gc.freeze()
    # Before any document is rendered: it forgets its words then.
    _build.index.feed(searchables(_build.site))
    _build.exports = config.extra.get("exports") is True
    if _build.exports:
        _build.wait_for_exports = build_exports(
            _build.site, site, config.site_name, config.site_url or "", lambda: Site(*read_library(project))
        )
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


def _forge(config: MkDocsConfig, project: Project) -> Forge:
    template = config.edit_uri_template
    try:
        return forge_of(
            project.root, config.extra, config.repo_url, config.edit_uri, str(template) if template else None
        )
    except BadForge as error:
        raise PluginError(str(error)) from None


def _join(files: Files, config: MkDocsConfig) -> None:
    """Put one style sheet and one script in the place of those that mkdocs.yml lists."""
    css = joined_css(_taken(files, [str(path) for path in config.extra_css]))
    js = joined_js(_taken(files, [str(script) for script in config.extra_javascript]))
    config.extra_css = [named("assets/stylesheets/chidao", ".css", css)]
    script = ExtraScriptValue(named("assets/javascripts/chidao", ".js", js))
    script.defer = True
    config.extra_javascript = [script]
    files.append(File.generated(config, config.extra_css[0], content=css))
    files.append(File.generated(config, script.path, content=js))


def _taken(files: Files, paths: list[str]) -> list[str]:
    """The contents of files that are no longer published by themselves."""
    contents = []
    for path in paths:
        if file := files.get_file_from_path(path):
            contents.append(file.content_string)
            files.remove(file)
        else:
            print(f"left out: {path}: no such file in theme/ or content/; put it there", file=sys.stderr)
    return contents


# 2.6 MB of Material that no page of ours asks for: its script, its search, maps for its developers.
_UNUSED = re.compile(r"assets/(javascripts/(bundle|lunr|workers)|stylesheets/.*\.map|images/favicon\.png)")


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep what the frames show."""
    _build.nav, _build.files, _build.frames = nav, files, {}
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Choose the template and the title of a list; let Python-Markdown read every page to its end."""
    if listing := _build.site.listings.get(page.file.src_uri):
        page.meta = {"template": listing.template}
        page.title = listing.title
    return safe_markdown(markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let nothing in a hand-written page run or reach the network."""
    # Only Material's own link past the header would show it, unescaped; ours stands in the header.
    page.toc = TableOfContents([])
    return safe_html(html)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep what renders templates, for the frames."""
    # No template changes during a build: no need to look at the files of nine for each document.
    env.auto_reload = False
    env.filters["amount"] = amount
    _build.env = env
    _build.wait_for_documents = shared(list(_build.documents), lambda uri: _write_document(config, uri))
    return env


def _write_document(config: MkDocsConfig, uri: str) -> None:
    file = _build.documents[uri]
    title = _build.site.papers[uri].name
    context = {
        **_build.site.document(uri, lines=_build.forge.is_there),
        "forms": forms_of(uri) if _build.exports else None,
        "mending": mending(_build.forge, title, file.dest_uri, uri),
    }
    html = _framed(config, file.url, title, "partials/document.html", context)
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
    written = page.file.src_uri if page.file.generated_by is None else None
    context["mending"] = mending(_build.forge, str(page.title or ""), page.file.dest_uri, written)
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write the pages that have no file; wait until all documents and originals are there."""
    site = Path(config.site_dir)
    for page in _build.site.written():
        path = site / page.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_framed(config, page.address, page.title, page.partial, page.context), "utf-8")
    write_calendars(_build.site, site, config.site_name, config.site_url or "")
    write_task_rows(_build.site.given, site)
    for moved in redirects(_build.site.entries.values()):
        path = site / moved.address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(moved.html, "utf-8", newline="\n")
    _build.wait_for_documents()
    _build.wait_for_originals()
    _build.index.wait()
    _write_taking_away(config, site)


def _write_taking_away(config: MkDocsConfig, site: Path) -> None:
    """The pages that tell of files: written when these are there."""
    copies = _framed(config, PAGE, "Bản ngoại tuyến", "partials/offline-copy.html", {})
    (site / PAGE).write_text(copies, "utf-8", newline="\n")
    if _build.exports:
        _build.wait_for_exports()
        context = {"files": offered(site), "documents": len(_build.site.entries)}
        data = _framed(config, DATA_PAGE, "Dữ liệu", "partials/data.html", context)
        (site / DATA_PAGE).write_text(data, "utf-8", newline="\n")
        offer(site, Path(config.config_file_path).parent / "dist")
    write_sitemap(site, config.site_url or "")


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
        _MARKS[1]: _build.env.get_template(partial).render(
            {"base_url": depth, "site_name": config.site_name, **context}
        ),
        _MARKS[2]: _build.env.get_template("partials/mending.html").render(
            {"mending": mending(_build.forge, title, address, None), **context}
        ),
    }
    return "".join(parts.get(piece, piece) for piece in _build.frames[depth])


_MARKS = ("\ue000title\ue001", "\ue000document\ue001", "\ue000mending\ue001")
