"""What an editor sees of a change, and how soon."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from chidao.commands.site import serve
from chidao.preview import Findings, with_findings
from chidao.project import Project
from chidao.publish.outputs import Outputs
from chidao.publish.searching import Indexing
from chidao.search import Searchable
from sites import ROOT, make_project, run

ADDRESS = "van-ban/2025/ket-luan-177-kl-tw"
PATIENCE = 60


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("xem") / "kho")
    for original in (ROOT / "originals").glob("*.txt"):
        shutil.copy(original, root / "originals")
    run(root, "convert")
    return root


def shown(url: str, words: str, told: Path | None = None) -> str:
    """The page at *url*, once *words* stand on it; *told* is what the server said."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(url, timeout=PATIENCE) as answer:
                text = str(answer.read().decode("utf-8"))
                if words in text:
                    return text
        except OSError:
            pass
        time.sleep(0.05)
    said = told.read_text("utf-8") if told else ""
    raise AssertionError(f"{url} never showed «{words}»\n{said}")


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("8000", "8000 is no address; write one like 127.0.0.1:8000"),
        ("may-khac:", "may-khac: is no address; write one like 127.0.0.1:8000"),
        (
            "127.0.0.1:99999",
            "127.0.0.1:99999 cannot be served at (bind(): port must be 0-65535.); "
            "try chidao serve --address 127.0.0.1:8000",
        ),
    ],
)
def test_an_address_that_is_none_is_refused(address: str, why: str):
    refused = CliRunner().invoke(serve, ["--address", address])
    assert (refused.exit_code, refused.stderr.splitlines()[-1]) == (2, f"Error: Invalid value: {why}")


def test_an_address_that_is_taken_is_told(preview: Preview):
    address = preview.url.split("/")[2]
    shown(preview.url, "vb-document__head", preview.told)
    refused = CliRunner().invoke(serve, ["--address", address])
    host, port = address.split(":")
    assert refused.exit_code == 2
    assert refused.stderr.splitlines()[-1] == (
        f"Error: Invalid value: {address} is taken, perhaps by another preview; "
        f"try chidao serve --address {host}:{int(port) + 1}"
    )


def test_the_index_of_a_preview_is_written_behind_the_pages(tmp_path: Path):
    project, outputs = Project(tmp_path), Outputs.anew(tmp_path / "site")
    (tmp_path / "site").mkdir()
    indexing = Indexing(project, outputs, documents=1000, preview=True)
    indexing.write(lambda: [Searchable("van-ban/a.html", "Kết luận")])
    indexing.wait()
    indexing.join()
    assert (tmp_path / "site" / "search" / "entry.js").is_file()
    assert outputs.now.files["search/entry.js"][0] == "index"


@dataclass(frozen=True)
class Preview:
    page: Path
    before: str
    url: str
    told: Path


@pytest.fixture(scope="module")
def preview(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview that runs, and one of its pages."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    told = tmp_path_factory.mktemp("loi") / "told.txt"
    with told.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "chidao", "serve", "--address", address],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
            stdout=out,
            stderr=out,
        )
    page = project / "content" / f"{ADDRESS}.md"
    before = page.read_text("utf-8")
    try:
        yield Preview(page, before, f"http://{address}/{ADDRESS}.html", told)
    finally:
        page.write_text(before, "utf-8")
        # To the command alone: nobody serves there when it has ended.
        server.terminate()
        server.wait(PATIENCE)
        socket.create_server(("127.0.0.1", int(address.split(":")[1]))).close()


def test_a_saved_change_is_shown_with_what_is_wrong_with_it(preview: Preview):
    page, before, url = preview.page, preview.before, preview.url
    assert "Kiểm tra: không thấy lỗi" in shown(url, "Kiểm tra", preview.told)
    page.write_text(before.replace("hệ thống", "hệ thống ấy", 1), "utf-8")
    assert "thêm so với bản gốc" in shown(url, "hệ thống ấy", preview.told)
    page.write_text(before.replace("date: 2025-07-11", "date: 2025-07-12"), "utf-8")
    assert "ngày ban hành ghi «2025-07-12»" in shown(url, "12/7/2025", preview.told)
    page.write_text("---\ntype: [\n---\n", "utf-8")
    assert "Sửa chỗ nêu dưới đây" in shown(url, "Chưa dựng được trang", preview.told)
    page.write_text(before, "utf-8")
    assert "Kiểm tra: không thấy lỗi" in shown(url, "vb-document__head", preview.told)
    said = rf"{ADDRESS}\.md changed: \d+ files made in \d\.\d\d s"
    assert re.search(said, preview.told.read_text("utf-8"))


def test_a_page_that_is_open_shows_a_saved_change_by_itself(preview: Preview, open_page):
    shown(preview.url, "vb-document__head")
    page = open_page(preview.url)
    page.wait_for_load_state()
    preview.page.write_text(preview.before.replace("hệ thống", "hệ thống mới", 1), "utf-8")
    page.wait_for_function("() => document.body.innerText.includes('hệ thống mới')", timeout=PATIENCE * 1000)
    assert "chỗ cần xem" in page.inner_text(".vb-checked")


def asked(project: Path, path: str, status: str, body: bytes) -> tuple[str, str]:
    """What is answered for *path* where the server itself answers *status* and *body*."""

    def app(_environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start(status, [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
        return [body]

    told: list[Any] = []
    answer = with_findings(app, Findings(Project(project)))
    given = b"".join(answer({"PATH_INFO": path}, lambda *words: told.append(words)))
    assert dict(told[-1][1])["Content-Length"] == str(len(given))
    return told[-1][0], given.decode("utf-8")


BEGIN = b'<html><header class="vb-document__head">'


def test_a_page_of_a_document_begins_with_its_findings(project: Path):
    status, html = asked(project, f"/{ADDRESS}.html", "200 OK", BEGIN)
    assert status == "200 OK"
    assert html.startswith('<html><link rel="stylesheet" href="../../assets/stylesheets/checked.css">')


@pytest.mark.parametrize(
    "path", ["/index.html", "/van-ban/../../etc/passwd.html", "/van-ban/khong-co.html", "/search/entry.js"]
)
def test_nothing_else_has_findings(project: Path, path: str):
    assert asked(project, path, "200 OK", BEGIN) == ("200 OK", BEGIN.decode())


@pytest.mark.parametrize(
    ("path", "waits"),
    [
        (f"/{ADDRESS}.html", False),
        ("/assets/stylesheets/checked.css", False),
        ("/search/entry.js", False),
        ("/livereload/1/2", False),
        ("/nhiem-vu/index.html", True),
        ("/nhiem-vu/dong-1.js", True),
        ("/nhiem-vu.ics", True),
        ("/", True),
    ],
)
def test_only_what_is_written_behind_the_pages_is_waited_for(project: Path, path: str, waits: bool):
    waited: list[bool] = []
    answer = with_findings(
        lambda _environ, _start: [], Findings(Project(project)), lambda: waited.append(True)
    )
    with contextlib.suppress(IndexError):  # this server says no status
        list(answer({"PATH_INFO": path}, lambda *_words: None))
    assert bool(waited) == waits


def test_what_a_page_says_does_not_run_in_its_findings(project: Path):
    page = project / "content" / "van-ban" / "2025" / "xau.md"
    page.write_text("---\ntype: <script>alert(1)</script>\nnumber: '\"><img src=x>'\n---\n\nx\n", "utf-8")
    try:
        _status, html = asked(project, "/van-ban/2025/xau.html", "404 Not Found", b"")
        assert "<script>" not in html
        assert "<img" not in html
    finally:
        page.unlink()
