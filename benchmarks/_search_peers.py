"""How do the search engines that others would take find Vietnamese: Material's lunr, and Pagefind?

    python benchmarks/_search_peers.py [SET] [--only lunr] [--size 3000] [--questions 462] [--new-pages 10]

Each engine gets the articles the way its users give them, and is asked in headless Chromium through the
files it publishes itself:

* lunr: `mkdocs build` with Material in Vietnamese and its own `search` plugin, one page an article; asked
  through Material's worker, which loads search_index.json and makes the index anew in each page view.
* Pagefind: its binary (from PyPI) over one small HTML file an article; asked through its pagefind.js, the
  first ten results with their texts loaded.

Neither takes a large set within minutes, so each has a number of articles it is tried on: see `Peer.size`.
A smaller set is easier: compare engines on one subset.  Pagefind is no dependency of the project; where it is
not installed it is left out.
"""

from __future__ import annotations

import argparse
import html
import importlib
import importlib.util
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from _search_sets import (
    Article,
    Built,
    CountingServer,
    Qrels,
    Query,
    Sent,
    articles_file,
    quality,
    read_articles,
    read_qrels,
    read_queries,
    run_measured,
    spread,
    strip_accents,
    subset,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
PAGE = "ask.html"
"""The page that asks.  It sets `ready`, a promise of the milliseconds from the start of its navigation until
a question can be put, and `ask(text)`, a promise of [addresses of ten pages, milliseconds]."""


class Peer(Protocol):
    name: str
    size: int
    """So many articles of about 1,900 bytes it indexes, and answers 900 questions about, within three minutes
    and 6 GB on two cores."""

    def label(self) -> str:
        """Its name and version."""

    def missing(self) -> str | None:
        """What to install, when this engine cannot run here."""

    def build(self, articles: Sequence[Article], folder: Path) -> Built:
        """Write *articles* into the empty *folder* and index them, in a process of its own.

        Writing them is not counted: they would be there.
        """

    def open(self, browser: Browser, folder: Path) -> Engine:
        """The engine in a new window that has nothing in its cache, ready for the first question."""


class Lunr:
    name = "lunr"
    # Measured: a question takes 0.2 s here, 0.5 s with 10,000 articles, and the browser 0.7 GB and 1.5 GB.
    size = 3000

    def label(self) -> str:
        return f"lunr of Material {version('mkdocs-material')}"

    def missing(self) -> str | None:
        return None

    def build(self, articles: Sequence[Article], folder: Path) -> Built:
        docs, site = folder / "docs", folder / "site"
        docs.mkdir()
        # The page that must be in the navigation is no article: it is kept out of the index.
        (docs / "index.md").write_text("---\nsearch:\n  exclude: true\n---\n# Trang chủ\n", "utf-8")
        for name, article in _names(articles, folder):
            (docs / f"{name}.md").write_text(_markdown(article), "utf-8")
        (folder / "mkdocs.yml").write_text(_MKDOCS, "utf-8")
        seconds, peak = run_measured([sys.executable, "-m", "mkdocs", "build", "--quiet"], folder)
        worker = next(site.glob("assets/javascripts/workers/search.*.min.js"))
        (site / PAGE).write_text(_ASK_LUNR.replace("WORKER", worker.relative_to(site).as_posix()), "utf-8")
        return Built(seconds, peak, (site / "search" / "search_index.json").stat().st_size)

    def open(self, browser: Browser, folder: Path) -> Engine:
        return Engine(browser, folder, warm=["search/search_index.json"])


# `search` is Material's own (material/search) under this theme; its language, separator and filters come
# from the theme's Vietnamese.  No navigation tree: it would grow with the square of the pages.
_MKDOCS = """\
site_name: Articles
use_directory_urls: false
theme:
  name: material
  language: vi
  font: false
plugins:
  - search
nav:
  - index.md
validation:
  nav:
    omitted_files: ignore
"""

# What Material's bundle does with its worker (integrations/search/worker in its source map): messages
# SETUP 0, READY 1, QUERY 2, RESULT 3; the first ten groups of results are shown, each the sections of a page.
_ASK_LUNR = """\
<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<title>lunr</title>
<link rel="icon" href="data:,">
<script>
const worker = new Worker("WORKER")
let answer
worker.onmessage = ({ data }) => answer(data.data)
function send(type, data) {
  return new Promise((resolve, reject) => {
    answer = resolve
    worker.onerror = (event) => reject(new Error(event.message))
    worker.postMessage({ type, data })
  })
}
const ready = fetch("search/search_index.json")
  .then((response) => response.json())
  .then(({ config, docs }) => send(0, { config, docs, options: { suggest: false } }))
  .then(() => performance.now())
async function ask(text) {
  const start = performance.now()
  const { items } = await send(2, text)
  return [items.slice(0, 10).map(([first]) => first.location), performance.now() - start]
}
</script>
"""


def _markdown(article: Article) -> str:
    """The article as a page.

    A blank line where there is no title: MkDocs would take a first line "Word: …" for metadata.
    """
    text = article.text.replace("&", "&amp;").replace("<", "&lt;")
    return f"# {article.title}\n\n{text}\n" if article.title else f"\n{text}\n"


class Pagefind:
    name = "Pagefind"
    # Measured: 42,719 articles are indexed in 40 s and 4.1 GB, but then a question in twenty takes over 3 s.
    size = 12_000

    def label(self) -> str:
        return f"Pagefind {version('pagefind')}"

    def missing(self) -> str | None:
        if importlib.util.find_spec("pagefind"):
            return None
        install = f"{sys.executable} -m pip install 'pagefind[bin]==1.5.*'"
        return f"Pagefind is not installed and is left out; to compare with it, run {install}"

    def build(self, articles: Sequence[Article], folder: Path) -> Built:
        site = folder / "site"
        site.mkdir()
        for name, article in _names(articles, folder):
            (site / f"{name}.html").write_text(_page(article), "utf-8")
        binary = importlib.import_module("pagefind.service").get_executable()
        seconds, peak = run_measured([str(binary), "--site", "site", "--silent"], folder)
        (site / PAGE).write_text(_ASK_PAGEFIND, "utf-8")
        # The scripts that it publishes besides (four ready-made surfaces, highlighting) are no index.
        index = [path for path in (site / "pagefind").rglob("*") if path.suffix in _PAGEFIND_INDEX]
        return Built(seconds, peak, sum(path.stat().st_size for path in index))

    def open(self, browser: Browser, folder: Path) -> Engine:
        return Engine(browser, folder)


_PAGEFIND_INDEX = {".pf_index", ".pf_fragment", ".pf_meta"}

_ASK_PAGEFIND = """\
<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<title>Pagefind</title>
<link rel="icon" href="data:,">
<script>
let pagefind
// Its init does not wait for what it starts; asking for the filters, of which there are none, does.
const ready = import("./pagefind/pagefind.js")
  .then((module) => (pagefind = module).init())
  .then(() => pagefind.filters())
  .then(() => performance.now())
async function ask(text) {
  const start = performance.now()
  const { results } = await pagefind.search(text)
  const shown = await Promise.all(results.slice(0, 10).map((result) => result.data()))
  return [shown.map(({ raw_url }) => raw_url), performance.now() - start]
}
</script>
"""


def _page(article: Article) -> str:
    title = html.escape(article.title)
    paragraphs = "".join(f"<p>{html.escape(text)}</p>\n" for text in article.text.split("\n\n"))
    return (
        f'<!doctype html>\n<html lang="vi">\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body>\n<main data-pagefind-body>\n<h1>{title}</h1>\n{paragraphs}</main>\n</body>\n</html>\n"
    )


PEERS: tuple[Peer, ...] = (Lunr(), Pagefind())


def _names(articles: Sequence[Article], folder: Path) -> list[tuple[str, Article]]:
    """A file name for each article; ids have slashes.  The engine finds the ids again in names.json."""
    named = [(f"{number:05}", article) for number, article in enumerate(articles)]
    (folder / "names.json").write_text(json.dumps({name: article.id for name, article in named}), "utf-8")
    return named


class Engine:
    """One engine in one window of the browser, served over http; close it, or use it in a `with`."""

    ready_ms: float
    """From the start of the navigation until a question can be put: what is loaded first, and set up."""
    opening: Sent
    """What that loaded."""

    def __init__(self, browser: Browser, folder: Path, warm: Sequence[str] = ()) -> None:
        """*warm* are large files to be packed before the clock runs."""
        self._ids: dict[str, str] = json.loads((folder / "names.json").read_text("utf-8"))
        self._browser = browser
        self.server = CountingServer(folder / "site")
        for path in warm:
            self.server.body(path)
        self.server.__enter__()
        # A context of its own has a cache of its own, which is empty.
        self._context = browser.new_context()
        self._page = self._context.new_page()
        self._page.goto(self.server.address + PAGE)
        self.ready_ms = self._page.evaluate("ready")
        self.opening = self.server.sent

    def query(self, text: str) -> tuple[list[str], float]:
        """The ids of the first ten articles found, and milliseconds in the page until it has them."""
        addresses, milliseconds = self._page.evaluate("text => ask(text)", text)
        return [self._ids[Path(address).stem] for address in addresses], milliseconds

    def memory_mb(self) -> float | None:
        """The largest resident set that a page process of the browser has had; None off Linux.

        Other windows count as well: let this one be alone.
        """
        session = self._browser.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        session.detach()
        peaks = [_peak_mb(process["id"]) for process in processes if process["type"] == "renderer"]
        return max((peak for peak in peaks if peak is not None), default=None)

    def close(self) -> None:
        self._context.close()
        self.server.__exit__(None, None, None)

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _peak_mb(process: int) -> float | None:
    """VmHWM of a process; None where /proc does not tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text("utf-8")
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def from_disk(browser: Browser, folder: Path, text: str) -> str:
    """Ask once in the page opened from file://: how many pages it found, or what the browser complained of.

    Material has a plugin `offline` for this, off unless asked for: it takes a script from unpkg.com and sets
    the index up without a worker, "synchronous by design" (setupSearchWorker in its source map).
    """
    from playwright.sync_api import Error

    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda trouble: complaints.append(trouble.message))
    site = (folder / "site").resolve().as_uri()
    try:
        page.goto(f"{site}/{PAGE}")
        addresses, _ = page.evaluate("async text => { await ready; return ask(text) }", text)
    except Error as trouble:
        return f"does not work: {[*complaints, trouble.message][0]}".replace(f"{site}/", "")
    finally:
        context.close()
    return f"works: {len(addresses)} results"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window, started anew.  Stops the run where something is missing."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None or importlib.util.find_spec("playwright") is None:
        raise SystemExit(
            "Error: this needs a browser and what drives it; "
            "install the Debian package chromium and requirements-dev.txt"
        )
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("set", type=Path, nargs="?", default=ROOT.parent / "shared" / "search")
    parser.add_argument("--only", choices=[peer.name for peer in PEERS])
    parser.add_argument("--size", type=int, help="how many articles, instead of what each engine can take")
    parser.add_argument("--questions", type=int, help="ask this many of the questions, evenly chosen")
    parser.add_argument(
        "--new-pages", type=int, default=10, help="ask this many of them in a page of its own"
    )
    options = parser.parse_args()
    if not articles_file(options.set).is_file():
        print(f"{options.set} holds no articles.jsonl: nothing to search", file=sys.stderr)
        return 2
    articles = read_articles(articles_file(options.set))
    queries, qrels = read_queries(options.set / "queries.jsonl"), read_qrels(options.set / "qrels.tsv")
    queries = evenly(queries, options.questions or len(queries))
    for peer in PEERS:
        if options.only not in (None, peer.name):
            continue
        if missing := peer.missing():
            print(missing)
            continue
        chosen = subset(articles, qrels, options.size or peer.size)
        print(f"{peer.label()}, on a subset of {len(chosen)} articles, {len(queries)} questions")
        with tempfile.TemporaryDirectory() as folder, chromium() as browser:
            built = peer.build(chosen, Path(folder))
            print(
                f"  built in {built.seconds:.1f} s, peak {built.peak_mb:.0f} MB, "
                f"index {built.index_bytes:,} bytes"
            )
            print_new_pages(peer, browser, Path(folder), evenly(queries, options.new_pages))
            print_answers("as asked", lambda text: text, peer, browser, Path(folder), queries, qrels)
            print_answers("without accents", strip_accents, peer, browser, Path(folder), queries, qrels)
            print(f"  from file:// {from_disk(browser, Path(folder), queries[0].text)}")
    return 0


def evenly(queries: Sequence[Query], count: int) -> list[Query]:
    count = min(count, len(queries))
    return [queries[number * len(queries) // count] for number in range(count)]


def print_new_pages(peer: Peer, browser: Browser, folder: Path, queries: Sequence[Query]) -> None:
    """Each question in a page of its own, with nothing in the cache."""
    ready, first, loaded = [], [], []
    for query in queries:
        with peer.open(browser, folder) as engine:
            _found, milliseconds = engine.query(query.text)
            ready.append(engine.ready_ms)
            first.append(engine.ready_ms + milliseconds)
            loaded.append(engine.server.sent)
    print(
        f"  new page ({len(queries)} times): ready after {_of(ready)} ms, answers after {_of(first)} ms; "
        f"loads {_of([sent.raw for sent in loaded])} bytes, gzipped {_of([sent.gzip for sent in loaded])}"
    )


def print_answers(
    way: str,
    typed: Callable[[str], str],
    peer: Peer,
    browser: Browser,
    folder: Path,
    queries: Sequence[Query],
    qrels: Qrels,
) -> None:
    """All questions one after the other in one page; *typed* is how they are written."""
    ranked: dict[str, list[str]] = {}
    times, loaded = [], []
    with peer.open(browser, folder) as engine:
        for query in queries:
            before = engine.server.sent
            ranked[query.id], milliseconds = engine.query(typed(query.text))
            times.append(milliseconds)
            loaded.append(engine.server.sent.since(before).gzip)
        memory = engine.memory_mb()
    found = quality(ranked, qrels)
    print(
        f"  {way}: hit@1 {found.hit1:.3f}, hit@10 {found.hit10:.3f}, MRR@10 {found.mrr10:.3f}, "
        f"{sum(not articles for articles in ranked.values())} questions without any result"
    )
    print(
        f"    same page: {_of(times)} ms, loads {_of(loaded)} bytes gzipped, on average "
        f"{statistics.fmean(loaded):,.0f}; browser {'?' if memory is None else round(memory)} MB"
    )


def _of(values: Sequence[float]) -> str:
    median, p95 = spread(values)
    return f"{median:,.0f} (p95 {p95:,.0f})"


if __name__ == "__main__":
    sys.exit(main())
