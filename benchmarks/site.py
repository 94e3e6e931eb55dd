"""What does a page weigh, how does Lighthouse judge the site, and how long does an offline copy take?

    python benchmarks/site.py [--documents 1000] [--runs 3]

Weight: HTML, CSS and JavaScript that the first view of a document page asks for, each gzipped (level 6),
against plain Material's page of the same text, built in the same run.  What scripts load later is not
counted on either side (Material's search: its worker and the whole index).

Lighthouse (npm install --global lighthouse; or LIGHTHOUSE=/path/to/lighthouse) judges four pages on its
simulated phone, with Debian's Chromium, served from this machine gzipped and with a day of cache, as web
servers do.  Left out where it is not installed.

Copy: `chidao pack`, and an update after one document changed, where this version has the command.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gzip
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin

from build import build, make_projects

PAGES = {
    "home": "index.html",
    "document": "",  # the first of those built
    "search": "tim-kiem.html?q=s%E1%BA%AFp%20x%E1%BA%BFp%20t%E1%BB%95%20ch%E1%BB%A9c",
    "timeline": "dong-thoi-gian.html",
}
CATEGORIES = ("performance", "accessibility", "best-practices")
BAR = 95
LIGHTHOUSE = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3, help="of Lighthouse; the median counts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        ours, plain = Path(temporary) / "chidao", Path(temporary) / "plain"
        make_projects(ours, plain, options.documents)
        build(ours)
        build(plain)
        first = min((ours / "site" / "van-ban").rglob("*.html"))
        PAGES["document"] = first.relative_to(ours / "site").as_posix()
        print_weights(ours / "site", plain / "site")
        print_scores(ours / "site", options.runs)
        print_copy(ours)
    return 0


def print_weights(ours: Path, plain: Path) -> None:
    document = PAGES["document"]
    weights = [weight(site, document) for site in (ours, plain)]
    for name, found in zip(("chidao", "plain Material"), weights, strict=True):
        parts = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in found.items())
        print(f"{name}: {sum(found.values()) / 1000:.1f} kB gzipped for the first view ({parts})")
    ratio = sum(weights[0].values()) / sum(weights[1].values())
    print(f"ratio of weight {ratio:.2f} (bar 1.00)")


def weight(site: Path, address: str) -> dict[str, int]:
    """Gzipped bytes of a page, its style sheets and its scripts."""
    html = (site / address).read_text("utf-8")
    found = {"HTML": packed(html.encode()), "CSS": 0, "JavaScript": 0}
    links = r'<link\b(?=[^>]*rel="stylesheet")[^>]*href="([^"]+)"'
    for kind, pattern in (("CSS", links), ("JavaScript", r'<script\b[^>]*\bsrc="([^"]+)"')):
        for source in sorted(set(re.findall(pattern, html))):
            found[kind] += packed((site / urljoin(address, source)).read_bytes())
    return found


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def print_scores(site: Path, runs: int) -> None:
    if LIGHTHOUSE is None or CHROMIUM is None:
        print("Lighthouse: left out; npm install --global lighthouse, and Debian's chromium")
        return
    with served(site) as base:
        for name, address in PAGES.items():
            scores = [lighthouse(base + address) for _run in range(runs)]
            told = []
            for category in CATEGORIES:
                score = statistics.median(run[category] for run in scores)
                told.append(f"{category} {score:.0f}")
            print(f"Lighthouse, {name}: {', '.join(told)} (bar {BAR} each; median of {runs})")


def lighthouse(address: str) -> dict[str, float]:
    """The scores of a page, 0 to 100."""
    command = [
        str(LIGHTHOUSE),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
    ]
    command.append("--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage")
    done = subprocess.run(
        command,
        env={**os.environ, "CHROME_PATH": str(CHROMIUM)},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    return {
        name: 100 * (found["score"] or 0) for name, found in json.loads(done.stdout)["categories"].items()
    }


class _Server(SimpleHTTPRequestHandler):
    """Serves text gzipped and lets it be kept for a day."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data, kind = path.read_bytes(), self.guess_type(path)
        self.send_response(200)
        if kind.startswith("text/") or kind.endswith(("javascript", "xml")):
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
            kind += "; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=86400")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Server, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def print_copy(project: Path) -> None:
    """How long a copy takes, and how large an update is after one document changed."""
    chidao = [sys.executable, "-m", "chidao"]
    if "pack" not in subprocess.run([*chidao, "--help"], capture_output=True, text=True).stdout:
        print("Copy: left out; this version has no `chidao pack`")
        return
    start = time.perf_counter()
    subprocess.run([*chidao, "pack"], cwd=project, check=True, capture_output=True)
    seconds = time.perf_counter() - start
    (whole,) = (project / "dist").glob("*.zip")
    print(f"Copy: {whole.stat().st_size / 1e6:.1f} MB in {seconds:.1f} s")
    older = whole.rename(project / "older.zip")
    page = next((project / "content" / "van-ban").rglob("*.md"))
    page.write_text(page.read_text("utf-8") + "\nMột dòng mới.\n", "utf-8")
    build(project)
    subprocess.run([*chidao, "pack", "--since", str(older)], cwd=project, check=True, capture_output=True)
    update = max((project / "dist").glob("*.zip"), key=lambda path: path.stat().st_mtime)
    share = update.stat().st_size / older.stat().st_size
    print(f"Update after one document changed: {share:.2%} of the copy (bar 1 %)")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
