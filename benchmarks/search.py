"""How well, how fast and how cheaply does search answer, beside lunr and Pagefind?

    python benchmarks/search.py [--articles A.jsonl[.gz]] [--queries Q.jsonl] [--qrels R.tsv]
                                [--engines chidao,lunr,pagefind] [--size 3000] [--full]

The articles become documents and are indexed on one core; the questions are put in headless Chromium to the
very scripts that a site has, as they are written and without accents.  Prints one line for each engine, then
what our own costs, with the bars beside.  Short questions are made of titles: see `short_questions`.

    cold    the first question of a new page with nothing in its cache: what it loads, scripts and directory
            counted (gzip), its HTML not; milliseconds from the start of the navigation to the results
    new     the page has answered other questions
    warm    the page has answered this very one

lunr and Pagefind cannot take as many articles: they get a subset, and ours the same one beside them, for a
smaller set is easier.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from _search_ours import Chidao, shard_kinds, written
from _search_peers import PAGE, PEERS, ROOT, Peer, chromium, evenly, from_disk
from _search_sets import (
    Article,
    Built,
    CountingServer,
    Qrels,
    Quality,
    Query,
    articles_file,
    quality,
    read_articles,
    read_qrels,
    read_queries,
    spread,
    strip_accents,
    subset,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SET = ROOT.parent / "shared" / "search"
OURS = Chidao()
ENGINES: dict[str, Peer] = {peer.name.lower(): peer for peer in (OURS, *PEERS)}
SMALL = 5000
"""So many of the first articles are a library of common size."""
SHORT = 5
"""Syllables of a short question, at most."""
PEER_SIZE, PEER_QUESTIONS, PEER_PAGES = 3000, 100, 5
"""What every engine does within a minute or two, building included."""
KB, MB = 1e3, 1e6


def main() -> int:
    options = _options()
    for path in (options.articles, options.queries, options.qrels):
        if not path.is_file():
            print(f"search: skipped, {path} is not there")
            return 0
    articles = read_articles(options.articles)
    queries, qrels = read_queries(options.queries), read_qrels(options.qrels)
    whole = subset(articles, qrels, options.size) if options.size else articles
    peers = [ENGINES[name] for name in options.engines if name != OURS.name]
    bars = Bars()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if OURS.name in options.engines:
            built = build(OURS, whole, folder)
            where = f"{'subset of' if options.size else 'all'} {len(whole):,} articles"
            ask_ours(folder, where, queries, qrels, bars)
        for size, group in _by_size(peers, options):
            compare(group, subset(articles, qrels, size), queries, qrels, options)
        if OURS.name in options.engines:
            sample = 200 if options.full else 30
            print(f"\nchidao in detail, {len(whole):,} articles")
            print_build(folder, built, bars)
            print_questions(folder, whole, queries, qrels, sample, bars)
            print_small(articles[:SMALL], qrels, sample, bars)
    print(f"\nbars missed: {', '.join(bars.missed) or 'none'}")
    return 1 if bars.missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=articles_file(SET))
    parser.add_argument("--queries", type=Path, default=SET / "queries.jsonl")
    parser.add_argument("--qrels", type=Path, default=SET / "qrels.tsv")
    parser.add_argument("--engines", type=_engines, default=list(ENGINES), help="chidao,lunr,pagefind")
    parser.add_argument("--size", type=int, help="give each engine a subset of so many articles")
    parser.add_argument(
        "--full", action="store_true", help="the peers on all they can take and all questions; more new pages"
    )
    return parser.parse_args()


def _engines(names: str) -> list[str]:
    chosen = names.lower().split(",")
    if unknown := sorted(set(chosen) - set(ENGINES)):
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: the engines are {', '.join(ENGINES)}")
    return chosen


class Bars:
    """Says of figures whether they meet their bars, and remembers which did not."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def least(self, name: str, value: float, bar: float) -> str:
        return self._said(name, value >= bar, f"≥ {bar:g}")

    def most(self, name: str, value: float, bar: float) -> str:
        return self._said(name, value <= bar, f"≤ {bar:g}")

    def _said(self, name: str, met: bool, bar: str) -> str:
        if not met:
            self.missed.append(name)
        return f"(bar {bar}: {'met' if met else 'MISSED'})"


def build(peer: Peer, articles: Sequence[Article], folder: Path) -> Built:
    with one_core():
        return peer.build(articles, folder)


@contextmanager
def one_core() -> Iterator[None]:
    """What is started herein runs on one core, where the system lets us say so (Linux)."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def ask_ours(folder: Path, where: str, queries: Sequence[Query], qrels: Qrels, bars: Bars) -> None:
    """The line of our engine, and under it what is asked of it."""
    with chromium() as browser:
        plain, bare = print_line(OURS, browser, folder, where, queries, qrels)
    print(
        f"    MRR@10 {bars.least('MRR@10', plain.mrr10, 0.70)}  "
        f"hit@10 {bars.least('hit@10', plain.hit10, 0.87)}  "
        f"without accents {bars.least('without accents', bare.mrr10, 0.69)}"
    )


def print_line(
    peer: Peer, browser: Browser, folder: Path, where: str, queries: Sequence[Query], qrels: Qrels
) -> tuple[Quality, Quality]:
    """Ask all questions in one page, as written and without accents; print and return how good both are."""
    found, times = [], []
    with peer.open(browser, folder) as engine:
        for typed in (str, strip_accents):
            ranked: dict[str, list[str]] = {}
            for query in queries:
                ranked[query.id], milliseconds = engine.query(typed(query.text))
                times.append(milliseconds)
            found.append(quality(ranked, qrels))
    plain, bare = found
    print(
        f"{peer.label()}  hit@1 {plain.hit1:.3f}  hit@10 {plain.hit10:.3f}  MRR@10 {plain.mrr10:.3f}  "
        f"without accents {bare.mrr10:.3f} (MRR@10; hit@10 {bare.hit10:.3f})  new {_of(times)} ms  "
        f"({where}, {len(queries)} questions)",
        flush=True,
    )
    return plain, bare


def _by_size(peers: Sequence[Peer], options: argparse.Namespace) -> list[tuple[int, list[Peer]]]:
    """The peers that can run here, by the number of articles that they are given."""
    sizes: defaultdict[int, list[Peer]] = defaultdict(list)
    for peer in peers:
        if missing := peer.missing():
            print(missing)
        else:
            sizes[options.size or (peer.size if options.full else PEER_SIZE)].append(peer)
    return sorted(sizes.items())


def compare(
    peers: Sequence[Peer],
    articles: Sequence[Article],
    queries: Sequence[Query],
    qrels: Qrels,
    options: argparse.Namespace,
) -> None:
    """A line for each of *peers* and one for ours, all on the same *articles* and questions."""
    asked = queries if options.full else evenly(queries, PEER_QUESTIONS)
    short = evenly(short_questions(articles, _answers(qrels)), PEER_PAGES)
    for peer in (OURS, *peers) if OURS.name in options.engines else peers:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            built = build(peer, articles, folder)
            with chromium() as browser:
                print_line(peer, browser, folder, f"subset of {len(articles):,} articles", asked, qrels)
                loaded, cold = over_http(browser, folder, short)
                disk = from_disk(browser, folder, short[0].text)
        print(
            f"    built in {built.seconds:.1f} s, {built.peak_mb:.0f} MB, "
            f"index {built.index_bytes / MB:.1f} MB; "
            f"{len(short)} short questions cold: {_of([sum(one.values()) / KB for one in loaded])} KB, "
            f"{_of(cold)} ms; from file:// {disk}",
            flush=True,
        )


def print_build(folder: Path, built: Built, bars: Bars) -> None:
    index = written(folder)
    print(
        f"  build    {built.seconds:.1f} s on one core {bars.most('build seconds', built.seconds, 90)}  "
        f"peak {built.peak_mb:.0f} MB {bars.most('build memory', built.peak_mb, 1500)}  "
        f"index {index.term_bytes / MB:.1f} MB {bars.most('index size', index.term_bytes / MB, 50)}, "
        f"with the texts {(index.term_bytes + index.text_bytes) / MB:.1f} MB in {index.shards:,} files"
    )


def print_questions(
    folder: Path,
    articles: Sequence[Article],
    queries: Sequence[Query],
    qrels: Qrels,
    sample: int,
    bars: Bars,
) -> None:
    """What short questions and full ones load, and how long they take, over http and from file://."""
    short = evenly(short_questions(articles, _answers(qrels)), sample)
    print(f"  short questions: {', '.join(query.text for query in short[:3])} …")
    for kind, asked in (("short", short), ("full", evenly(queries, sample))):
        barred = bars if kind == "short" else None
        # A browser of their own for each kind: one that has made a hundred windows slows down.
        with chromium() as browser:
            loaded, http = over_http(browser, folder, asked)
            print_bytes(f"{kind:8}", loaded, shard_kinds(folder), 250, barred)
            print(f"  {kind:8} http     cold {_of(http)} ms  {_again(browser, folder, asked)}", flush=True)
            disk = [ask_cold(browser, _file(folder), query.text) for query in asked]
            new, warm = in_one_page(browser, _file(folder), asked)
        print(
            f"  {kind:8} file://  cold {_of(disk)} ms {_p95(barred, 'cold from file://', disk, 300)} "
            f"new {_of(new)} ms  warm {_of(warm)} ms {_p95(barred, 'warm from file://', warm, 60)}",
            flush=True,
        )


def _again(browser: Browser, folder: Path, queries: Sequence[Query]) -> str:
    with CountingServer(folder / "site") as server:
        new, warm = in_one_page(browser, server.address, queries)
    return f"new {_of(new)} ms  warm {_of(warm)} ms"


def _p95(bars: Bars | None, name: str, values: Sequence[float], bar: float) -> str:
    return f"{bars.most(f'{name}, p95', spread(values).p95, bar)} " if bars else ""


def print_small(articles: Sequence[Article], qrels: Qrels, sample: int, bars: Bars) -> None:
    """What a short question loads of a library of the usual size."""
    short = evenly(short_questions(articles, _answers(qrels)), sample)
    if not short:
        print(f"  the first {len(articles):,} articles answer nothing: cold bytes skipped")
        return
    with tempfile.TemporaryDirectory() as temporary, chromium() as browser:
        folder = Path(temporary)
        build(OURS, articles, folder)
        loaded, _cold = over_http(browser, folder, short)
        print_bytes(f"short, first {len(articles):,} articles", loaded, shard_kinds(folder), 100, bars)


def print_bytes(
    name: str, loaded: Sequence[Loaded], kinds: Mapping[str, str], bar: float, bars: Bars | None
) -> None:
    """What questions load, and of which kinds; where the bar is missed, the worst question file by file."""
    sums = [sum(one.values()) / KB for one in loaded]
    said = f"  {bars.most(f'{name.strip()}: KB cold, p95', spread(sums).p95, bar)}" if bars else ""
    files = _of([len(one) for one in loaded])
    print(f"  {name} loads cold {_of(sums)} KB{said}  in {files} files")
    total: Counter[str] = Counter()
    for one in loaded:
        for path, size in one.items():
            total[kinds[path]] += size
    shares = (f"{kind} {size / len(loaded) / KB:.1f}" for kind, size in total.most_common())
    print(f"    KB on average: {', '.join(shares)}")
    if "MISSED" in said:
        worst: Loaded = max(loaded, key=lambda one: sum(one.values()))
        largest = (f"{kinds[path]} {path} {size / KB:.1f}" for path, size in Counter(worst).most_common(12))
        print(f"    the most, KB: {', '.join(largest)}")


Loaded = dict[str, int]
"""Path of each file that a page loaded → its bytes on the wire."""


def over_http(browser: Browser, folder: Path, queries: Sequence[Query]) -> tuple[list[Loaded], list[float]]:
    """What each question loads in a page of its own, and how many milliseconds it takes."""
    loaded, times = [], []
    with CountingServer(folder / "site") as server:
        for query in queries:
            server.counts.clear()
            ask_cold(browser, server.address, query.text)
            loaded.append({path: sent.gzip for path, sent in server.counts.items() if path != PAGE})
            # Once more for the time: now the server has packed what it sends.
            times.append(ask_cold(browser, server.address, query.text))
    return loaded, times


def ask_cold(browser: Browser, address: str, text: str) -> float:
    """Milliseconds from the start of the navigation to the results."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + PAGE)
    ready: float = page.evaluate("ready")
    _found, milliseconds = page.evaluate("text => ask(text)", text)
    context.close()
    return ready + float(milliseconds)


def in_one_page(browser: Browser, address: str, queries: Sequence[Query]) -> tuple[list[float], list[float]]:
    """Milliseconds of each question when it is new to a page, and when it is asked at once again."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + PAGE)
    page.evaluate("ready")
    asked = [[page.evaluate("text => ask(text)", query.text)[1] for _ in range(2)] for query in queries]
    context.close()
    return [new for new, _warm in asked], [warm for _new, warm in asked]


def _file(folder: Path) -> str:
    return f"{(folder / 'site').resolve().as_uri()}/"


def short_questions(articles: Sequence[Article], answers: Collection[str]) -> list[Query]:
    """For each title of *answers* the run of two to five syllables that tells most.

    That is the run with the highest sum of log(titles / titles with the syllable), the earlier of equal ones:
    five syllables wherever the title has them.  Each question once.
    """
    spelled = [_SYLLABLE.findall(article.title) for article in articles]
    titles = Counter(word for words in spelled for word in {word.lower() for word in words})

    def told(run: Iterable[str]) -> float:
        return sum(math.log(len(articles) / titles[word.lower()]) for word in run)

    questions: dict[str, Query] = {}
    for article, words in zip(articles, spelled, strict=True):
        if article.id in answers and len(words) >= 2:
            runs = [words[n : n + SHORT] for n in range(max(1, len(words) - SHORT + 1))]
            text = " ".join(max(runs, key=told))
            questions.setdefault(text.lower(), Query(article.id, text))
    return list(questions.values())


_SYLLABLE = re.compile(r"[^\W_]+")


def _answers(qrels: Qrels) -> set[str]:
    return set().union(*qrels.values())


def _of(values: Sequence[float]) -> str:
    median, p95 = spread(values)
    return f"{median:,.0f} (p95 {p95:,.0f})"


if __name__ == "__main__":
    sys.exit(main())
