"""What MkDocs asks of us while it builds the site.

Every hook is a sentence: it takes what MkDocs gives, calls one function of `chidao`, and gives the
answer back.  MkDocs puts this folder on the import path while it loads this file, so `chidao` is
imported here, at the top.  No other file imports MkDocs.
"""

from __future__ import annotations

import gc
import hashlib
import os
import re
import sys
import sysconfig
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
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
from chidao.code_hash import code_hash
from chidao.editing_form import BadForm, Place, place_of, write_form
from chidao.exports import build_exports, forms_of, offered, write_calendars, write_sitemap
from chidao.pack import offer
from chidao.pack.offering import DATA_PAGE, PAGE
from chidao.preview import Findings, Observer, with_findings
from chidao.project import DOCUMENTS, Project
from chidao.publish import (
    KINDS,
    MANY_CHANGED,
    BadForge,
    Digester,
    Forge,
    History,
    Indexing,
    KeptPages,
    LibraryRead,
    Outputs,
    Record,
    Site,
    Written,
    begin_history,
    can_update,
    copy_originals,
    digest_of_files,
    document_digest,
    forge_of,
    index_digests,
    joined_css,
    joined_js,
    kept_pages,
    latest_commit,
    list_digest,
    load_record,
    mending,
    named,
    read_library,
    redirects,
    safe_html,
    safe_markdown,
    save_record,
    searchables,
    shared,
    words_digests,
)
from chidao.search import load_abbreviations


class _Build:
    """What one build knows, and what a preview holds between two."""

    site: Site
    forge: Forge
    form: Place | None
    """Where the form of editors keeps what they save; None where there is no form."""
    nav: Navigation
    files: Files
    documents: dict[str, File]
    """The pages of documents: chidao writes them, MkDocs knows their addresses."""
    env: Environment
    frames: dict[str, _Frame]
    project: Project
    outputs: Outputs
    index: Indexing
    wait_for_originals: Callable[[], None]
    wait_for_documents: Callable[[], object]
    exports: bool
    """Whether what is taken away is made, too: `chidao build` asks for it (mkdocs.yml, extra)."""
    wait_for_exports: Callable[[], None]
    began: float
    serving = False
    """Whether this is a preview: its site is changed where it lies, and much is held in memory."""
    served: Record = Record()
    kept: tuple[object, KeptPages] | None = None
    """The pages as they were read, and the abbreviations by which they were."""
    history: tuple[str, History | None] = ("", None)
    """Of the pages, and the commit that it ends with."""
    findings: Findings | None = None


_build = _Build()


def on_startup(command: str, dirty: bool) -> None:
    """Learn whether this is a preview."""
    _build.serving = command == "serve"


def on_serve(server: Any, config: MkDocsConfig, builder: Callable[..., None]) -> Any:
    """Hear of a saved file at once, and show what is wrong with a page on the page."""
    watched = [config.docs_dir, config.config_file_path]
    for path in watched:
        server.unwatch(path)
    server.observer = Observer()
    for path in watched:
        server.watch(path)
    _build.findings = Findings(_build.project)
    _build.findings.look()
    server.set_app(with_findings(server.serve_request, _build.findings))
    print(f"preview at {server.url}; Ctrl+C ends it", flush=True)
    return server


def on_config(config: MkDocsConfig) -> None:
    """Look at the clock."""
    _build.began = time.perf_counter()


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the library; give the site its lists, its originals and its index."""
    _build.project = project = Project(Path(config.config_file_path).parent)
    _build.forge = _forge(config, project)
    _build.form = _form(config, _build.forge)
    _build.exports = config.extra.get("exports") is True
    folder = Path(config.site_dir)
    before, record = (
        (folder, _build.served) if _build.serving else (project.site, load_record(_record(project)))
    )
    _build.outputs = outputs = Outputs(folder, before, record, _shared(config, project))
    _build.index = Indexing(project, outputs, len(files.documentation_pages()))
    # Nothing that a library holds is garbage: looking for some takes a tenth of the time.
    gc.disable()
    read_history = _begin_history(project)
    read = read_library(project, _kept_pages(project))
    for error in read.library.broken:
        print(f"left out: {error}", file=sys.stderr)
        if broken := files.get_file_from_path(Path(error.path).relative_to(project.content).as_posix()):
            files.remove(broken)
            if _build.serving:
                (folder / broken.dest_uri).unlink(missing_ok=True)
    for file in [file for file in files if _UNUSED.match(file.src_uri)]:
        files.remove(file)
    _join(files, config)
    _build.wait_for_originals = copy_originals(read, outputs, project.cache)
    history = read_history()
    by_hand = digest_of_files(*_by_hand(files))
    outputs.compare(read.hashes, Digester()(read.outlines, history, by_hand))
    _build.site = _site(read, history)
    _index(_build.site)
    if _build.exports:
        _build.wait_for_exports = build_exports(_build.site, outputs, config.site_name, config.site_url or "")
    if not _build.serving:
        gc.enable()
    _build.documents = {file.src_uri: file for file in files if file.src_uri in _build.site.entries}
    for file in _build.documents.values():
        # MkDocs resolves links to it, and leaves reading and writing to us.
        file.inclusion = InclusionLevel.EXCLUDED
    if _build.serving:
        _forget_pages_by_hand(files)
    for uri in _build.site.listings:
        files.append(File.generated(config, uri, content=""))
    # What editors read of the checks; it is made of their docstrings.
    files.append(File.generated(config, "kiem-tra.md", content=documentation()))
    return files


def _forget_pages_by_hand(files: Files) -> None:
    """Have MkDocs write them anew: the first page shows the newest documents."""
    for file in files.documentation_pages():
        if file.src_uri not in _build.documents:
            Path(file.abs_dest_path).unlink(missing_ok=True)


def _record(project: Project) -> Path:
    return project.cache / "built"


def _kept_pages(project: Project) -> KeptPages:
    """The pages as they were read before; a preview holds them in memory."""
    if not _build.serving:
        return kept_pages(project)
    abbreviations = load_abbreviations(project.content)
    if _build.kept is None or _build.kept[0] != abbreviations:
        _build.kept = abbreviations, kept_pages(project, hold=True)
    return _build.kept[1]


def _begin_history(project: Project) -> Callable[[], History | None]:
    """Ask git for the history of the pages; a preview does so once for each commit."""
    if not _build.serving:
        return begin_history(project.content)
    commit = latest_commit(project.root)
    if not commit or _build.history[0] != commit:
        _build.history = commit, begin_history(project.content)()
    return lambda: _build.history[1]


def _site(read: LibraryRead, history: History | None) -> Site:
    """What the pages show: of a preview the same as before, if the words of pages alone changed."""
    outputs = _build.outputs
    if _build.serving and outputs.only is not None and _build.served.pages:
        changed = [page for page in read.pages if page.entry.address in outputs.only]
        if all(_build.site.take(page) for page in changed):
            outputs.now.evidence = outputs.record.evidence
            return _build.site
    site = Site.of(read, history)
    outputs.now.evidence = site.evidence
    if outputs.record.evidence != site.evidence:
        outputs.only = None
    gc.freeze()
    return site


def _shared(config: MkDocsConfig, project: Project) -> str:
    """A digest of what all files depend on besides the pages: code, templates, settings, packages."""
    packages = sorted(n for n in os.listdir(sysconfig.get_path("purelib")) if n.endswith(".dist-info"))
    settings = (config.site_name, config.site_url, config.site_description, config.extra, config.nav)
    theme = digest_of_files(project.root / "theme", Path(config.config_file_path), Path(__file__))
    return "\n".join([code_hash(), theme, repr(settings), repr(_build.forge), *packages])


def _index(site: Site) -> None:
    """Begin to write the search index, or to change the one of the site before."""
    before, now, only = _build.outputs.record, _build.outputs.now, _build.outputs.only
    if only is not None and len(only) <= MANY_CHANGED:
        found = list(searchables(site, only=only))
        now.index = before.index
        now.words = {**before.words, **words_digests(found, site)}
        _build.index.update(found, lambda: searchables(site))
        return
    shown = list(searchables(site, ()))
    now.words, now.index = index_digests(shown, site, _build.index.abbreviations)
    changed = can_update(before.words, now.words) if before.index == now.index else None
    if changed is None:
        _build.index.write(searchables(site))
    else:
        found = [each for each in searchables(site, changed) if each.address in changed]
        _build.index.update(found, lambda: searchables(site))


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
    _build.env = env
    changed = [uri for uri in _build.documents if not _as_it_was(config, uri)]
    for uri in _build.site.listings:
        if (file := files.get_file_from_path(uri)) and file.page and _list_as_it_was(config, file):
            file.page.meta = {"template": _NOTHING}
    _build.wait_for_documents = shared(changed, lambda uri: _write_document(config, uri))
    return env


def _as_it_was(config: MkDocsConfig, uri: str) -> bool:
    """Whether the page of the document *uri* could be taken from the site before."""
    outputs, address = _build.outputs, _build.documents[uri].dest_uri
    if outputs.only is not None and uri not in outputs.only:
        return outputs.carry(address)
    digest = f"{document_digest(uri, _build.site)} {_frame(config, address).digest}"
    return outputs.same(address, digest)


def _list_as_it_was(config: MkDocsConfig, file: File) -> bool:
    """Whether a list could be taken from the site before."""
    outputs, address = _build.outputs, file.dest_uri
    if outputs.only is not None and outputs.carry(address):
        return True
    digest = list_digest(file.src_uri, _build.site)
    outputs.expect(address, f"{digest} {_frame(config, address).digest}")
    return bool(digest) and outputs.take(address)


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
    _build.outputs.place(file.dest_uri).write_text(html, "utf-8", newline="\n")


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
    """Write the pages that have no file; wait until all documents and originals are there."""
    site = Path(config.site_dir)
    _write_written(config)
    for moved in redirects(_build.site.entries.values()):
        _build.outputs.place(moved.address).write_text(moved.html, "utf-8", newline="\n")
    _build.wait_for_documents()
    _build.wait_for_originals()
    _build.index.wait()
    _write_taking_away(config, site)
    _finish()


def _finish() -> None:
    """Remember what was built; tell who looks at a preview what was made for the change."""
    record = _build.outputs.finish()
    if not _build.serving:
        save_record(record, _record(_build.project))
        return
    before, _build.served = _build.served.pages, record
    changed = [
        page for page in record.pages.keys() | before.keys() if record.pages.get(page) != before.get(page)
    ]
    seconds = time.perf_counter() - _build.began
    what = ", ".join(sorted(changed)[:3]) + (" …" if len(changed) > 3 else "")
    if before:
        print(f"{what or 'no page'} changed: {_build.outputs.made} files made in {seconds:.2f} s", flush=True)
    if _build.findings:
        _build.findings.look()


def _write_written(config: MkDocsConfig) -> None:
    """The pages and calendars that no page in content/ stands for."""
    outputs = _build.outputs
    pages = _build.site.written()
    before = outputs.record.written
    if (only := outputs.only) is not None:
        pairs = [p for p in _build.site.pairs if {p.implementing.key, p.implemented.key} & only]
        touched = {pair.address for pair in pairs}
        if all(outputs.carry(address) for address in before if address not in touched):
            pages = _build.site.comparisons(pairs)
            outputs.now.written = [address for address in before if address not in touched]
    calendars = not outputs.now.written
    for page in pages:
        digest = f"{page.title} {page.digest} {_frame(config, page.address).digest}"
        outputs.put(page.address, digest, partial(_whole, config, page))
        outputs.now.written.append(page.address)
    if calendars:
        found = write_calendars(_build.site, outputs, config.site_name, config.site_url or "")
        outputs.now.written += found


def _whole(config: MkDocsConfig, page: Written) -> str:
    return _framed(config, page.address, page.title, page.partial, page.make())


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
