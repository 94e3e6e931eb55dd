"""Nothing that a document, a page or a file name can say runs in the reader's browser or reaches the network.

The words of tests/cases/payloads.txt (and of published corpora, see hostile_words.py) stand in every place
of a site that takes words.  All its pages are opened in Chromium and in Firefox, over http:// and from
file://, as they are and without their Content-Security-Policy: the policy guards the reader, but the
pages are right without it.  Each two of these meet, or all three: see `pytest_generate_tests`.
"""

from __future__ import annotations

import functools
import json
import re
import shutil
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import ThreadingHTTPServer
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pytest
from markdown import Markdown

import chromium
import hostile_words
from chidao.publish import safe_html, safe_markdown
from conftest import Quiet
from firefox import Firefox
from helpers import LONG
from sites import Page

pytestmark = pytest.mark.browser
WORDS = hostile_words.payloads()
LOADED = re.compile(
    r'<script src="[^"<>]*assets/javascripts/[\w.-]+\.js"( defer)?></script>|<link rel="stylesheet"[^<>]*>'
)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')

# What no page of the site has, whatever it shows: told in the console, where it is a complaint.
STRANGERS = """
globalThis.strangers = () => {
  const told = []
  const here = location.href.slice(0, location.href.lastIndexOf(ROOT) + ROOT.length)
  for (const element of document.querySelectorAll("*")) {
    const {localName: name, namespaceURI: language} = element
    const tell = (what) => told.push(`stranger: ${what} in ${element.outerHTML.slice(0, 200)}`)
    if (/^(iframe|frame|object|embed|base|style|template|audio|video|portal|applet|math|use|image)$/.test(name)) tell(name)
    if (name === "script" && element.type !== "application/ld+json" && !element.src.startsWith(here)) tell("script")
    if (name === "link" && !element.href.startsWith(here)) tell("link")
    if (name === "img" && element.src && !element.src.startsWith(here)) tell("image")
    if (name === "meta" && !/^(Content-Security-Policy|)$/.test(element.httpEquiv)) tell("meta")
    if (name === "form" && element.getAttribute("action") && !element.action.startsWith(here)) tell("form")
    if (language.endsWith("/svg") && !element.closest("svg").className.baseVal.startsWith("vb-")) tell("svg")
    if (language.endsWith("/MathML")) tell("MathML")
    for (const {name: attribute, value} of element.attributes) {
      if (/^on/.test(attribute) || /^(srcdoc|formaction|background|ping|manifest|poster)$/.test(attribute)) tell(attribute)
      if (attribute === "style" && !element.closest(".vb-preview")) tell("style")
    }
    if ("href" in element && name === "a") {
      const address = element.href.baseVal ?? element.href
      if (address && !/^(https?|file|mailto|tel):/.test(new URL(address, location.href).href)) tell("address")
    }
  }
  return told
}
addEventListener("load", () => strangers().forEach((told) => console.error(told)))
"""


@dataclass(frozen=True)
class Site:
    """A site whose every page lies there as a part of a sheaf too."""

    root: Path
    sheaves: dict[str, list[str]]
    """The addresses of the pages in each."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """The hostile site as it is, and without its policy."""
    built = hostile_words.site_of_hostile_words(tmp_path_factory.mktemp("doc") / "du-an", WORDS)
    bare = built.parent / "bare" / "site"
    shutil.copytree(built, bare)
    for path in bare.rglob("*.html"):
        html, found = POLICY.subn("", path.read_text("utf-8"))
        assert found == 1, f"{path}: {found} policies"
        path.write_text(html, "utf-8")
    return {"policy": Site(built, write_sheaves(built)), "no policy": Site(bare, write_sheaves(bare))}


def write_sheaves(site: Path, size: int = 60) -> dict[str, list[str]]:
    """Write the pages of *site* one after another, *size* to a file, without scripts and styles.

    A browser takes 40 ms to begin with a document, whatever is in it.  In one file are pages of one
    folder, so that their links lead where they led, and of one policy.  Past its </html> the parser goes
    on in the body; before each page but the first stands a rule with its address, and in no other element
    unless the page before has swallowed it.  A page that Python-Markdown renders may leave a harmless
    element open, and is by itself.
    """
    groups = defaultdict(list)
    for path in sorted(set(site.rglob("*.html")) - {site / "404.html"}):
        html = LOADED.sub("", path.read_text("utf-8"))
        alone = path.name if path.name.startswith("viet-tay") else ""
        groups[path.parent, "".join(POLICY.findall(html)), alone].append((quoted(path, site), html))
    sheaves = {}
    for (folder, _policy, _alone), pages in groups.items():
        for start in range(0, len(pages), size):
            (first, html), *others = pages[start : start + size]
            html += "".join(f'<hr data-page="{name}">{POLICY.sub("", other)}' for name, other in others)
            path = folder / f"tap-{len(sheaves)}.html"
            path.write_text(html, "utf-8")
            sheaves[quoted(path, site)] = [first, *(name for name, _html in others)]
    return sheaves


def quoted(path: Path, site: Path) -> str:
    return quote(path.relative_to(site).as_posix())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each two of policy, protocol and browser meet; in a long run each three."""
    if "visit" in metafunc.fixturenames:
        ways = (("policy", "no policy"), ("http", "file"), ("chromium", "firefox"))
        settings = [s for s in product(*ways) if LONG or ("policy" in s) ^ ("http" in s) ^ ("chromium" in s)]
        metafunc.parametrize(("hostile_site", "address", "visit"), settings, indirect=True)


@pytest.fixture
def hostile_site(request: pytest.FixtureRequest, sites: dict[str, Site]) -> Site:
    return sites[request.param]


@pytest.fixture
def address(request: pytest.FixtureRequest, hostile_site: Site) -> Iterator[str]:
    """Of the root of the site, with a slash at its end."""
    if request.param == "file":
        yield f"{hostile_site.root.as_uri()}/"
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(hostile_site.root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def visit(request: pytest.FixtureRequest, address: str) -> Iterator[Callable]:
    """Opens an address in one of the browsers; `complaints` are what its pages complained of."""
    root = "/".join(address.split("/")[-2:]) if address.startswith("file") else address
    before = STRANGERS.replace("ROOT", json.dumps(root))
    if request.param == "chromium":
        windows = chromium.Windows(request.getfixturevalue("browser"))

        def open_page(to: str) -> chromium.Driven:
            return chromium.Driven(windows.open(to, before=before))

        yield open_page, lambda: windows.complaints
        windows.close()
    else:
        firefox: Firefox = request.getfixturevalue("firefox")
        pages = []

        def open_in_firefox(to: str):
            pages.append(firefox.open(to, before=before))
            return pages[-1]

        yield open_in_firefox, lambda: [told for page in pages for told in page.complaints]
        for page in pages:
            page.close()


def grave(complaints: list[str], address: str) -> list[str]:
    """*complaints* but those of pictures of the site that are not there: hostile words may name one."""
    missing = ("failed: " + address, "Failed to load resource: the server responded with a status of 404",
               "Failed to load resource: net::ERR_FILE_NOT_FOUND")  # fmt: skip
    return [told for told in complaints if not told.startswith(missing)]


# The pages of a sheaf but the first, where none is part of another.
APART = "[...document.querySelectorAll('body > hr[data-page]')].map((hr) => hr.dataset.page)"


def test_no_page_runs_or_asks_for_anything(hostile_site: Site, address: str, visit) -> None:
    open_page, complaints = visit
    page = open_page(f"{address}index.html")
    for sheaf, names in hostile_site.sheaves.items():
        page.goto(address + sheaf)
        assert page.evaluate(APART) == names[1:], sheaf
        assert grave(complaints(), address) == [], f"{sheaf}, which is {names}"
    assert grave(complaints(), address) == []


def test_no_page_with_its_scripts_runs_or_asks_for_anything(hostile_site: Site, address: str, visit) -> None:
    open_page, complaints = visit
    page = open_page(f"{address}index.html")
    for name in one_of_each_kind(hostile_site.root):
        page.goto(address + name)
        page.evaluate(SHOW_A_PREVIEW)
        assert page.evaluate("strangers()") == [], name
    assert grave(complaints(), address) == []


SHOW_A_PREVIEW = """new Promise((shown) => {
  const link = document.querySelector("a[aria-describedby]")
  link?.dispatchEvent(new PointerEvent("pointerover", {bubbles: true, pointerType: "mouse"}))
  setTimeout(() => shown(document.querySelector(".vb-preview:not([hidden])")?.textContent), link ? 200 : 0)
})"""


def one_of_each_kind(site: Path) -> list[str]:
    names = ["index.html", "can-ra-soat.html", "dong-thoi-gian.html", "thuc-hien.html", "viet-tay-0.html"]
    names += [f"duyet/{kind}/index.html" for kind in ("loai", "co-quan", "nam", "tinh", "cap")]
    names += [
        f"van-ban/2025/{name}-0.html" for name in ("tat-ca", "sai", "trich-yeu", "ket-luan", "ke-hoach")
    ]
    for folder in ("doi-chieu", "dan-chieu", "duyet/loai", "van-ban/chua-ro-nam"):
        found = sorted((site / folder).glob("*[0-9a-z].html"))
        names.append(quoted(next(p for p in found if not p.name.startswith("tap-")), site))
    return names


def test_what_is_asked_and_what_is_found_are_shown_as_words(address: str, visit) -> None:
    open_page, complaints = visit
    page = open_page(f"{address}tim-kiem.html")
    status = "document.querySelector('[data-vb-status]').textContent"
    for start in range(0, len(WORDS), 40):
        asked = quote(" ".join(WORDS[start : start + 40]).encode("utf-8", "replace"), safe="")
        page.goto(
            f"{address}tim-kiem.html?q={asked}&loai={asked[:900]}&sap-xep={asked[:300]}&tu={asked[:300]}#{asked[:900]}"
        )
        page.wait_for(status)
        assert page.evaluate("strangers()") == []
    # Each of these finds documents whose subjects, types, bodies and clauses are hostile.
    for asked in ("nghị quyết", "alert", "script onerror", "1-KL/TW"):
        page.goto(f"{address}tim-kiem.html?q={quote(asked)}")
        page.wait_for("document.querySelectorAll('[data-vb-hits] > li').length")
        assert page.evaluate("strangers()") == [], asked
    page.click("#vb-search-box")
    page.type("alert")
    page.wait_for("document.querySelectorAll('#vb-search-list [role=option]').length")
    assert page.evaluate("strangers()") == []
    assert grave(complaints(), address) == []


def test_the_words_are_all_there(sites: dict[str, Site]) -> None:
    found = sorted((sites["policy"].root / "van-ban" / "2025").glob("ket-luan-*.html"))
    text = " ".join(Page(path).text("vb") for path in found)
    for word in (
        "<script>alert(1)</script>",
        "</textarea><script>alert(1)</script>",
        '" autofocus onfocus=alert(1)',
    ):
        assert word in text


@pytest.mark.parametrize(
    "html",
    [
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "<a href=javascript:alert(1)>x</a>",
        "<p style='position:fixed'>x</p>",
        "<iframe src=x></iframe>",
    ],
)
def test_a_hostile_word_that_is_no_word_is_noticed(html: str, tmp_path: Path, browser, firefox) -> None:
    (tmp_path / "404.html").touch()
    (tmp_path / "trang.html").write_text(f"<!doctype html><meta charset=utf-8>{html}", "utf-8")
    before = STRANGERS.replace("ROOT", json.dumps(f"{tmp_path.name}/"))
    windows = chromium.Windows(browser)
    windows.open((tmp_path / "trang.html").as_uri(), before=before).wait_for_load_state()
    page = firefox.open((tmp_path / "trang.html").as_uri(), before=before)
    for complaints in (windows.complaints, page.complaints):
        assert any(told.startswith(("stranger: ", "ran: alert()")) for told in complaints), complaints
    windows.close()
    page.close()


@pytest.mark.parametrize("html", ["<!--", "<title>", "<textarea>", "<select>", "<div>", "<a title='"])
def test_a_page_that_swallows_what_follows_is_noticed(html: str, tmp_path: Path, browser) -> None:
    (tmp_path / "404.html").touch()
    for name, inside in (("1", "một"), ("2", html), ("3", "ba")):
        page = f"<!doctype html><html><head><title>a</title></head><body><p>{inside}</p></body></html>"
        (tmp_path / f"{name}.html").write_text(page, "utf-8")
    ((sheaf, names),) = write_sheaves(tmp_path).items()
    page = browser.new_page()
    page.goto((tmp_path / sheaf).as_uri())
    assert page.evaluate(APART) != names[1:]
    page.close()


def test_of_a_hand_written_page_only_the_harmless_stays(tmp_path: Path, browser, firefox) -> None:
    (tmp_path / "404.html").touch()
    markdown = Markdown(extensions=["attr_list", "tables"])
    # Each by itself: an open comment or <plaintext> would hide what follows from another parser.
    pages = [safe_html(markdown.reset().convert(safe_markdown(word))) for word in WORDS]
    assert [safe_html(html) for html in pages] == pages
    html = "".join(f"<section>{html}</section>" for html in pages)
    (tmp_path / "trang.html").write_text(f"<!doctype html><meta charset=utf-8>{html}", "utf-8", "replace")
    before = STRANGERS.replace("ROOT", json.dumps(f"{tmp_path.name}/"))
    to = (tmp_path / "trang.html").as_uri()
    windows = chromium.Windows(browser)
    windows.open(to, before=before).wait_for_load_state()
    page = firefox.open(to, before=before)
    assert grave(windows.complaints, tmp_path.as_uri()) == []
    assert grave(page.complaints, tmp_path.as_uri()) == []
    windows.close()
    page.close()
