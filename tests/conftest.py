"""Fixtures: a project in a temporary folder, the site of the originals and what opens it, the real documents."""

from __future__ import annotations

import os
import threading
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import settings

import chromium
from chidao.project import Project
from firefox import FIREFOX, Firefox, Page
from helpers import SHARED
from searching import Searching
from sites import site_of_the_originals

# The same examples on every machine: a failure is the same for everybody.
settings.register_profile("chidao", derandomize=True, deadline=None, print_blob=False)
settings.load_profile("chidao")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write what comes out into tests/golden/; read the diff"
    )


# Each of hundreds of commands that tests run would compile all modules anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

LONGEST_FIRST = (
    "test_build_again.py",
    "test_second_process.py",
    "test_hostile_content.py",
    "test_search_pages.py",
    "test_browser.py",
    "test_document_page.py",
    "test_accessibility.py",
    "test_mending.py",
    "test_adversarial.py",
    "test_word_processors.py",
    "test_hostile_files.py",
    "test_task_pages.py",
    "test_firefox.py",
    "test_forge_files.py",
    "test_search_engine.py",
    "test_copy_in_browser.py",
    "test_pages.py",
    "test_editing.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first, so that no process is left alone with one at the end."""
    places = {name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """An empty project, and we are in it."""
    root = tmp_path / "kho"
    for folder in ("originals", "content/van-ban"):
        (root / folder).mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: Kho văn bản\n", "utf-8")
    monkeypatch.chdir(root)
    return Project(root)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the five documents of this repository."""
    return site_of_the_originals(tmp_path_factory.mktemp("kho") / "du-an")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, site: Path) -> str:
    """The address of the site's root, by each of the two ways to reach it."""
    return request.getfixturevalue("server") if request.param == "http" else f"{site.as_uri()}/"


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    with chromium.running() as browser:
        yield browser


@pytest.fixture
def open_page(browser) -> Iterator[Callable]:
    """`chromium.Windows.open`; fails if a page complained or asked a stranger."""
    windows = chromium.Windows(browser)
    yield windows.open
    windows.close()
    assert windows.complaints == []


@pytest.fixture(scope="session")
def searching(browser, tmp_path_factory: pytest.TempPathFactory) -> Searching:
    """What indexes libraries and asks them, all in one page."""
    return Searching(browser, tmp_path_factory.mktemp("tim"))


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    if FIREFOX is None:
        pytest.skip("no Firefox found: install the Debian packages firefox-esr and fonts-noto-core")
    with Firefox() as firefox:
        yield firefox


@pytest.fixture
def open_in_firefox(firefox: Firefox) -> Iterator[Callable[..., Page]]:
    """`Firefox.open`; fails if a page complained or asked a stranger."""
    pages: list[Page] = []

    def open_page(address: str, **options: object) -> Page:
        pages.append(firefox.open(address, **options))
        return pages[-1]

    yield open_page
    complaints = [complaint for page in pages for complaint in page.complaints]
    for page in pages:
        page.close()
    assert complaints == []


@pytest.fixture(params=["chromium", "firefox"])
def visit(request: pytest.FixtureRequest) -> Callable:
    """Opens an address in each of the two browsers; fails if the page complained or asked a stranger."""
    if request.param == "firefox":
        return request.getfixturevalue("open_in_firefox")
    open_page = request.getfixturevalue("open_page")
    return lambda address, **options: chromium.Driven(open_page(address, **options))


@pytest.fixture
def mortal() -> None:
    """Skips where nothing can be forbidden: root reads and writes every file."""
    if os.geteuid() == 0:
        pytest.skip("root may read and write everything")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real documents beside the project; a fresh clone has none."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip(f"{SHARED} is not there: tested on the five originals only")
    return SHARED


@pytest.fixture(scope="session")
def sample(shared: Path) -> list[Path]:
    """A fifth of the corpus, the same fifth each time, from each of its sources."""
    files = sorted((shared / "corpus").glob("*/*.txt"))
    return [path for path in files if zlib.crc32(path.name.encode()) % 5 == 0]
