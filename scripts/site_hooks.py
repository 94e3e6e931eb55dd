"""What MkDocs asks of us while it builds the site.

Every hook is a sentence: it takes what MkDocs gives, calls one function of `chidao`, and gives the
answer back.  MkDocs puts this folder on the import path while it loads this file, so `chidao` is
imported here, at the top.  No other file imports MkDocs.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.commands.build import get_context
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from chidao.building import Build, Held, Settings
from chidao.checking import documentation
from chidao.editing_form import BadForm, Place, place_of, write_form
from chidao.exports import forms_of, offered, write_sitemap
from chidao.pack import offer
from chidao.pack.offering import DATA_PAGE, PAGE
from chidao.preview import Findings, Observer, with_findings
from chidao.project import DOCUMENTS, Project
from chidao.publish import (
    KINDS,
    BadForge,
    Forge,
    Site,
    Written,
    forge_of,
    joined_css,
    joined_js,
    mending,
    named,
    safe_html,
    safe_markdown,
    shared,
)
from chidao.text import amount


class _Build:
    """What one build knows, and what a preview holds between two."""

    build: Build
    forge: Forge
    form: Place | None
    """Where the form of editors keeps what they save; None where there is no form."""
    nav: Navigation
    files: Files
    documents: dict[str, File]
    """The pages of documents: chidao writes them, MkDocs knows their addresses."""
    env: Environment
    frames: dict[str, _Frame]
    wait_for_documents: Callable[[], object]
    exports: bool
    """Whether what is taken away is made, too: `chidao build` asks for it (mkdocs.yml, extra)."""
    held: Held | None = None
    """Of a preview."""
    findings: Findings | None = None

    @property
    def site(self) -> Site:
        return self.build.site


_build = _Build()


def on_startup(command: str, dirty: bool) -> None:
    """Learn whether this is a preview."""
    _build.held = Held() if command == "serve" else None


def on_serve(server: Any, config: MkDocsConfig, builder: Callable[..., None]) -> Any:
    """Hear of a saved file at once, and show what is wrong with a page on the page."""
    watched = [config.docs_dir, config.config_file_path]
    for path in watched:
        server.unwatch(path)
    server.observer = Observer()
    for path in watched:
        server.watch(path)
    _build.findings = Findings(_build.build.project)
    _build.findings.look()
    assert _build.held
    app = with_findings(server.serve_request, _build.findings, _build.held.wait, server.mount_path)
    server.set_app(app)
    print(f"preview at {server.url}; Ctrl+C ends it", flush=True)
    return server


def on_pre_build(config: MkDocsConfig) -> None:
    """Begin: what can is done while MkDocs looks for files."""
    project = Project(Path(config.config_file_path).parent)
    _build.forge = _forge(config, project)
    _build.form = _form(config, _build.forge)
    _build.exports = config.extra.get("exports") is True
    _build.build = Build(project, Path(config.site_dir), _settings(config, project), _build.held)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the library; give the site its lists, its originals and its index."""
    build, project = _build.build, _build.build.project
    for error in build.read(_by_hand(files)):
        print(f"left out: {error}", file=sys.stderr)
        if broken := files.get_file_from_path(Path(error.path).relative_to(project.content).as_posix()):
            files.remove(broken)
            if _build.held:
                Path(broken.abs_dest_path).unlink(missing_ok=True)
    for file in [file for file in files if _UNUSED.match(file.src_uri)]:
        files.remove(file)
    _join(files, config)
    _build.documents = {file.src_uri: file for file in files if file.src_uri in build.site.entries}
    for file in _build.documents.values():
        # MkDocs resolves links to it, and leaves reading and writing to us.
        file.inclusion = InclusionLevel.EXCLUDED
    if _build.held:
        _forget_pages_by_hand(files)
    for uri in build.site.listings:
        files.append(File.generated(config, uri, content=""))
    # What editors read of the checks; it is made of their docstrings.
    files.append(File.generated(config, "kiem-tra.md", content=documentation()))
    return files


def _forget_pages_by_hand(files: Files) -> None:
    """Have MkDocs write them anew: the first page shows the newest documents."""
    for file in files.documentation_pages():
        if file.src_uri not in _build.documents:
            Path(file.abs_dest_path).unlink(missing_ok=True)


def _settings(config: MkDocsConfig, project: Project) -> Settings:
    others = repr((config.site_description, config.extra, config.nav, _build.forge))
    files = (project.root / "theme", Path(config.config_file_path), Path(__file__))
    return Settings(config.site_name, config.site_url or "", _build.exports, others, files)


def _by_hand(files: Files) -> list[Path]:
    """The files in content/ that are no documents: pages written by hand, words that search understands."""
    paths = [Path(f.abs_src_path) for f in files if f.abs_src_path and not f.src_uri.startswith(DOCUMENTS)]
    return sorted(path for path in paths if path.suffix in (".md", ".yml"))


def _forge(config: MkDocsConfig, project: Project) -> Forge:
    template = config.edit_uri_template
    try:
        return forge_of(
            project.root, config.extra, config.repo_url, config.edit_uri, str(template) if template else None
        )
    except BadForge as error:
        raise PluginError(str(error)) from None


def _form(config: MkDocsConfig, forge: Forge) -> Place | None:
    try:
        return place_of(forge, config.extra)
    except BadForm as error:
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
    templates = _build.build.project.cache / "templates"
    with contextlib.suppress(OSError):
        templates.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(templates))
    env.filters["amount"] = amount
    _build.env = env
    _build.build.begin_rest(partial(_around, config), partial(_whole, config))
    changed = [
        uri
        for uri, file in _build.documents.items()
        if not _build.build.document_as_it_was(uri, file.dest_uri, _around(config, file.dest_uri))
    ]
    for uri in _build.site.listings:
        file = files.get_file_from_path(uri)
        if file and file.page:
            address = file.dest_uri
            if _build.build.list_as_it_was(uri, address, _around(config, address)):
                file.page.meta = {"template": _NOTHING}
    _build.wait_for_documents = shared(changed, lambda uri: _write_document(config, uri))
    return env


_NOTHING = "nothing.html"
"""The template of a page that is taken as it was: MkDocs writes no file where nothing is shown."""


def _write_document(config: MkDocsConfig, uri: str) -> None:
    file = _build.documents[uri]
    title = _build.site.papers[uri].name
    context = {
        **_build.site.document(uri, lines=_build.forge.is_there),
        "forms": forms_of(uri) if _build.exports else None,
        "mending": mending(_build.forge, title, file.dest_uri, uri, form=_build.form is not None),
    }
    html = _framed(config, file.url, title, "partials/document.html", context)
    _build.build.outputs.place(file.dest_uri).write_text(html, "utf-8", newline="\n")


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Hand the templates what they show."""
    context["kinds"] = KINDS
    context["catalogue"] = _build.site.catalogue
    if page.meta.get("template") == _NOTHING:
        return context
    if page.file.src_uri in _build.site.listings:
        context.update(_build.site.listing(page.file.src_uri))
    written = page.file.src_uri if page.file.generated_by is None else None
    context["mending"] = mending(_build.forge, str(page.title or ""), page.file.dest_uri, written)
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Wait until all is there, and write what tells of it."""
    _build.wait_for_documents()
    _build.build.finish(partial(_write_taking_away, config, Path(config.site_dir)))
    if _build.findings:
        _build.findings.look()


def _whole(config: MkDocsConfig, page: Written) -> str:
    return _framed(config, page.address, page.title, page.partial, page.make())


def _write_taking_away(config: MkDocsConfig, site: Path) -> None:
    """The pages that tell of files: written when these are there."""
    copies = _framed(config, PAGE, "Bản ngoại tuyến", "partials/offline-copy.html", {})
    (site / PAGE).write_text(copies, "utf-8", newline="\n")
    if _build.exports:
        context = {"files": offered(site), "documents": len(_build.site.entries)}
        data = _framed(config, DATA_PAGE, "Dữ liệu", "partials/data.html", context)
        (site / DATA_PAGE).write_text(data, "utf-8", newline="\n")
        offer(site, Path(config.config_file_path).parent / "dist")
    if _build.form:
        names = {uri: _build.site.papers[uri].name for uri in _build.documents}
        form = write_form(site, names, config.site_name, _build.forge, _build.form)
        html = _framed(config, form.page, "Biểu mẫu sửa văn bản", "partials/editing-form.html", form.context)
        (site / form.page).write_text(html, "utf-8", newline="\n")
    write_sitemap(site, config.site_url or "")


def _framed(config: MkDocsConfig, address: str, title: str, partial: str, context: dict[str, Any]) -> str:
    """The whole HTML of a page, *partial* inside the frame."""
    frame = _frame(config, address)
    parts = {
        _MARKS[0]: escape(title),
        _MARKS[1]: _build.env.get_template(partial).render(
            {"base_url": frame.root, "site_name": config.site_name, **context}
        ),
        _MARKS[2]: _build.env.get_template("partials/mending.html").render(
            {"mending": mending(_build.forge, title, address, None), **context}
        ),
    }
    return "".join(parts.get(piece, piece) for piece in frame.pieces)


@dataclass(frozen=True)
class _Frame:
    """What stands around a page, with marks where title and document go."""

    root: str
    """The way to the root of the site: "../.."."""
    pieces: list[str]
    digest: str


def _around(config: MkDocsConfig, address: str) -> str:
    return _frame(config, address).digest


def _frame(config: MkDocsConfig, address: str) -> _Frame:
    """What stands around the page at *address* (head, header, navigation, footer: 2 ms of templates).

    It is the same for all pages of one folder depth, and is rendered once for each.
    """
    depth = "/".join([".."] * address.count("/")) or "."
    if depth not in _build.frames:
        # A page that is in no navigation: nothing there is marked as the page that is read.
        page = Page(_MARKS[0], File.generated(config, f"{'-/' * address.count('/')}-.md", content=""), config)
        page.toc = TableOfContents([])
        around = get_context(_build.nav, _build.files, config, page)
        html = _build.env.get_template("document.html").render({**around, "mark": _MARKS})
        # The blanks that templates leave would be in each of thousands of pages.
        html = re.sub(r"\n\s+", "\n", html)
        pieces = re.split(f"({'|'.join(_MARKS)})", html)
        _build.frames[depth] = _Frame(depth, pieces, hashlib.sha256(html.encode()).hexdigest()[:16])
    return _build.frames[depth]


_MARKS = ("\ue000title\ue001", "\ue000document\ue001", "\ue000mending\ue001")
