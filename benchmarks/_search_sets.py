"""A set of articles with questions, and what is measured on it: the same for every search engine.

A set is a folder of three files:

    articles.jsonl[.gz]   {"id", "title", "text"} a line
    queries.jsonl         {"id", "text"} a line: what somebody asked
    qrels.tsv             query, article, score: which article answers which question (score above 0)

Used by the benchmarks of searching; nothing here knows any engine.
"""

from __future__ import annotations

import csv
import gzip
import json
import mimetypes
import statistics
import subprocess
import sys
import threading
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

Qrels = dict[str, set[str]]
"""Question id → ids of the articles that answer it."""


class Article(NamedTuple):
    id: str
    title: str
    """Can be empty."""
    text: str
    """Plain text, paragraphs parted by blank lines."""


class Query(NamedTuple):
    id: str
    text: str


def articles_file(folder: Path) -> Path:
    """The articles of a set, packed or not."""
    packed, plain = folder / "articles.jsonl.gz", folder / "articles.jsonl"
    return packed if packed.exists() else plain


def read_articles(path: Path) -> list[Article]:
    """Every article of *path*, in its order; a name that ends in .gz is unpacked."""
    return [Article(line["id"], line["title"], line["text"]) for line in _json_lines(path)]


def read_queries(path: Path) -> list[Query]:
    return [Query(line["id"], line["text"]) for line in _json_lines(path)]


def read_qrels(path: Path) -> Qrels:
    """Which articles answer which question; pairs with score 0 are left out."""
    relevant: defaultdict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if float(row["score"]) > 0:
                relevant[row["query"]].add(row["article"])
    return dict(relevant)


def _json_lines(path: Path) -> Iterable[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if not line.isspace())


def strip_accents(text: str) -> str:
    """What somebody types who leaves the accents out.

    >>> strip_accents("Điều kiện kết nạp đảng viên ở cơ quan uỷ ban?")
    'Dieu kien ket nap dang vien o co quan uy ban?'
    """
    marked = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in marked if unicodedata.category(letter) != "Mn")
    # Đ is a letter of its own, not a D with a mark: NFD leaves it whole.
    return unicodedata.normalize("NFC", bare).translate({ord("Đ"): "D", ord("đ"): "d"})


class Quality(NamedTuple):
    """Means over questions, each from 0 to 1."""

    hit1: float
    """The first result answers."""
    hit10: float
    """One of the first ten answers."""
    mrr10: float
    """1 / the place of the first answer, 0 when it is not among ten."""


def quality(ranked: Mapping[str, Sequence[str]], qrels: Mapping[str, Collection[str]]) -> Quality:
    """How good *ranked* (question id → article ids, best first) is; questions nobody judged do not count.

    >>> quality({"q1": ["a", "b"], "q2": ["c", "a"], "q3": []}, {"q1": {"a"}, "q2": {"a"}, "q3": {"a"}})
    Quality(hit1=0.3333333333333333, hit10=0.6666666666666666, mrr10=0.5)
    """
    places = [_place(found, qrels[query]) for query, found in ranked.items() if query in qrels]
    if not places:
        raise ValueError("no question of the ranking is judged; are the two of one set?")
    return Quality(
        statistics.fmean(place == 1 for place in places),
        statistics.fmean(place is not None for place in places),
        statistics.fmean(1 / place if place else 0 for place in places),
    )


def _place(found: Sequence[str], relevant: Collection[str]) -> int | None:
    return next((place for place, article in enumerate(found[:10], 1) if article in relevant), None)


def subset(articles: Sequence[Article], qrels: Mapping[str, Collection[str]], size: int) -> list[Article]:
    """*size* articles in their order: all that answer a question, and of the others every n-th.

    Raises ValueError when more than *size* answer.  Results on a subset are better than on the whole, for
    every engine: there is less to confuse the answer with.  Compare engines on one subset only.

    >>> articles = [Article(name, "", "") for name in "abcdefgh"]
    >>> [article.id for article in subset(articles, {"q": {"h"}}, 4)]
    ['a', 'c', 'e', 'h']
    """
    answers = set().union(*qrels.values())
    others = [article.id for article in articles if article.id not in answers]
    room = size - (len(articles) - len(others))
    if room < 0:
        raise ValueError(
            f"{len(articles) - len(others)} articles answer a question: a subset needs that many at least"
        )
    if room >= len(others):
        return list(articles)
    chosen = answers.union(others[number * len(others) // room] for number in range(room))
    return [article for article in articles if article.id in chosen]


class Spread(NamedTuple):
    median: float
    p95: float


def spread(values: Iterable[float]) -> Spread:
    """The median, and what 95 % of the values do not exceed.

    >>> spread(range(1, 101))
    Spread(median=50.5, p95=95)
    """
    ordered = sorted(values)
    return Spread(statistics.median(ordered), ordered[-(-len(ordered) * 95 // 100) - 1])


class Built(NamedTuple):
    """What making an index cost."""

    seconds: float
    """From the start of the process to its end."""
    peak_mb: float
    """The largest resident set of one process of the build (ru_maxrss)."""
    index_bytes: int
    """What lies on disk for searching alone, in the form it is served."""


def run_measured(command: Sequence[str], folder: Path) -> tuple[float, float]:
    """Run *command* in *folder*: seconds, peak MB.  A failure stops the run and shows what was said."""
    # Between the two stands a process as small as Python can be: a child is born
    # with the memory of its parent, and ru_maxrss remembers that (Linux, setmax_mm_hiwater_rss).
    done = subprocess.run(
        [sys.executable, "-S", "-c", _MEASURE, *command],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"Error: {' '.join(command)} failed\n{done.stderr}")
    seconds, peak = done.stdout.splitlines()[-1].split()
    return float(seconds), float(peak)


_MEASURE = """
import resource, subprocess, sys, time
start = time.perf_counter()
status = subprocess.run(sys.argv[1:], stdout=sys.stderr).returncode
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
print(seconds, peak)
sys.exit(status)
"""


class Sent(NamedTuple):
    """What a server has sent: bodies only, no headers."""

    requests: int = 0
    raw: int = 0
    """Bytes of the files."""
    gzip: int = 0
    """Bytes on the wire: gzipped where that helps."""

    def plus(self, other: Sent) -> Sent:
        return Sent(*(a + b for a, b in zip(self, other, strict=True)))

    def since(self, before: Sent) -> Sent:
        """What came on top of *before*."""
        return Sent(*(a - b for a, b in zip(self, before, strict=True)))


class CountingServer:
    """Serves a folder on this machine as a good web server would, and counts what it sends.

        with CountingServer(folder) as server:
            before = server.sent
            ... open server.address + "index.html" ...
            loaded = server.sent.since(before)

    Connections stay open (HTTP/1.1).  Bodies are gzipped (level 6) once and kept; what is packed already
    goes out as it is.  Nothing is said about caching, so a browser asks again in each new page.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: dict[str, Sent] = {}
        """Path of a request, without its first slash → what was sent for it; of a missing file, no bytes."""
        self._bodies: dict[str, _Body] = {}
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("_Handler", (_Handler,), {"site": self}))
        self._http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._http.server_port}/"

    @property
    def sent(self) -> Sent:
        """All that was sent up to now."""
        with self._lock:
            return Sent(*map(sum, zip(*self.counts.values(), strict=True))) if self.counts else Sent()

    def body(self, path: str) -> _Body:
        """The body of *path*; call it beforehand for large files, so that packing is not timed."""
        if path not in self._bodies:
            self._bodies[path] = _body(self.folder / path)
        return self._bodies[path]

    def count(self, path: str, sent: Sent) -> None:
        with self._lock:
            self.counts[path] = self.counts.get(path, Sent()).plus(sent)

    def __enter__(self) -> CountingServer:
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()


@dataclass(frozen=True)
class _Body:
    plain: bytes
    packed: bytes | None
    """None where gzip saves less than a twentieth: it is packed already, or tiny."""


def _body(path: Path) -> _Body:
    plain = path.read_bytes()
    # Not even tried on files that are gzip inside: it would be timed as part of the engine.
    packed = plain if plain.startswith(b"\x1f\x8b") else gzip.compress(plain, 6, mtime=0)
    return _Body(plain, packed if len(packed) < 0.95 * len(plain) else None)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body leave in one piece and at once; otherwise delayed
    # acknowledgements add 40 ms to a small file.
    wbufsize = -1
    disable_nagle_algorithm = True
    site: CountingServer

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path).lstrip("/")
        try:
            body = self.site.body(path)
        except OSError:
            self.site.count(path, Sent(requests=1))
            self._answer(404, "text/plain", b"")
            return
        packed = body.packed if "gzip" in self.headers.get("Accept-Encoding", "") else None
        content = body.plain if packed is None else packed
        self.site.count(path, Sent(1, len(body.plain), len(content)))
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        self._answer(200, kind, content, gzipped=packed is not None)

    def _answer(self, status: int, kind: str, content: bytes, gzipped: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if "text" in kind else kind)
        self.send_header("Content-Length", str(len(content)))
        if gzipped:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass
