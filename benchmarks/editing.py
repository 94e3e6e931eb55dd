"""How long does an editor wait?

    python benchmarks/editing.py [--documents 5000] [--runs 3] [check build serve]

Documents of about 8 KB, made from the originals of the repository with other numbers and dates.
Prints the seconds that a person waits for:

check   cold (nothing is kept from before), unchanged, after a change of one page
build   whole (nothing is kept), unchanged, after words, a date, a relation of one page changed; of the last
        three it is asserted that the site is, byte for byte, that of a whole build
serve   from a saved file until its page shows the change, beside `mkdocs serve` and `mkdocs serve --dirty`
        with plain Material on the same Markdown
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from build import make_projects

COLD, WARM = 20.0, 2.0
"""Bars of `check`, in seconds, for 5,000 documents on two cores."""
AGAIN = 0.1
"""Bar of a build after a change of one page, in lengths of a whole one."""
SEEN_1000, SEEN_5000 = 1.0, 3.0
"""Bars of `serve`, in seconds."""
_PATIENCE = 600.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where benchmarks/build.py --keep made its projects")
    parser.add_argument("what", nargs="*", metavar="WHAT", help="of check, build, serve; default all")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        project, plain = folder / "chidao", folder / "plain"
        if options.folder is None:
            make_projects(project, plain, options.documents)
        pages = sorted((project / "content" / "van-ban").rglob("*.md"))
        size = sum(page.stat().st_size for page in pages)
        print(f"{len(pages)} documents of {size / len(pages) / 1000:.1f} kB on average")
        _git(project)
        what = options.what or ["check", "build", "serve"]
        if "check" in what:
            checks(project, pages, options.runs)
        if "build" in what:
            builds(project, pages, options.runs)
        if "serve" in what:
            serves(project, plain, pages, options.runs)
    return 0


def checks(project: Path, pages: list[Path], runs: int) -> None:
    """Print the seconds of `chidao check`."""
    page = pages[len(pages) // 2]
    name = page.relative_to(project).as_posix()

    def forget() -> None:
        shutil.rmtree(project / ".cache" / "checked", ignore_errors=True)

    def change() -> None:
        page.write_text(page.read_text("utf-8") + "\nMột câu thêm vào.\n", "utf-8")

    rows: list[tuple[str, Callable[[], None], tuple[str, ...], float]] = [
        ("cold", forget, (), COLD),
        ("unchanged", lambda: None, (), WARM),
        ("one page", change, (), WARM),
        ("one page, --since HEAD", change, ("--since", "HEAD"), WARM),
        ("one page, of it alone", change, (name,), WARM),
    ]
    for title, before, words, bar in rows:
        seconds = []
        for _run in range(runs):
            before()
            seconds.append(timed(project, "check", *words))
        wall, cpu = (statistics.median(column) for column in zip(*seconds, strict=True))
        print(f"check, {title:<24} {wall:6.2f} s  (bar {bar:.0f} s), {cpu:6.2f} s of processors")


def builds(project: Path, pages: list[Path], runs: int) -> None:
    """Print the seconds of `chidao build`."""
    page, other = pages[len(pages) // 2], pages[len(pages) // 3]
    named = other.relative_to(project / "content").as_posix()

    def relate() -> None:
        text = f"---\nrelations:\n- kind: implements\n  document: {named}\n"
        page.write_text(page.read_text("utf-8").replace("---\n", text, 1), "utf-8")

    def date() -> None:
        year = chance.randint(2000, 2020)
        text = re.sub(r"(?m)^date: .*", f"date: {year}-02-03", page.read_text("utf-8"), count=1)
        page.write_text(text, "utf-8")

    chance = random.Random(1)
    rows: list[tuple[str, Callable[[], object]]] = [
        ("unchanged", lambda: None),
        ("words of one page", lambda: _add_words(page)),
        ("the date of one page", date),
        ("a relation of one page", relate),
    ]
    before = page.read_text("utf-8")
    whole = [_whole(project) for _run in range(min(runs, 2))]
    wall, cpu = (statistics.median(column) for column in zip(*whole, strict=True))
    print(f"build, {'whole':<24} {wall:6.2f} s, {cpu:6.2f} s of processors", flush=True)
    for title, change in rows:
        seconds = []
        for _run in range(1 if change is relate else runs):
            change()
            seconds.append(timed(project, "build"))
        one, used = (statistics.median(column) for column in zip(*seconds, strict=True))
        same = ""
        if title != "unchanged":
            shutil.rmtree(project / "again", ignore_errors=True)
            shutil.move(project / "site", project / "again")
            _whole(project)
            differ = _differ(project / "site", project / "again")
            same = ", the same site" if not differ else f", ANOTHER SITE: {differ[:3]}"
        print(
            f"build, {title:<24} {one:6.2f} s, {used:6.2f} s of processors; {one / wall:.3f} of a whole one "
            f"(bar {AGAIN:.3f}){same}",
            flush=True,
        )
    page.write_text(before, "utf-8")
    shutil.rmtree(project / "again", ignore_errors=True)


def _whole(project: Path) -> tuple[float, float]:
    for name in (".cache/pages", ".cache/built", "site"):
        path = project / name
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    return timed(project, "build")


def _differ(one: Path, other: Path) -> list[str]:
    """The files in which two folders differ."""
    names = {p.relative_to(root).as_posix() for root in (one, other) for p in root.rglob("*") if p.is_file()}
    return [n for n in sorted(names) if _bytes(one / n) != _bytes(other / n)]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _add_words(page: Path) -> str:
    """Put a sentence of its own at the end of *page*; returns it."""
    words = f"Câu thêm vào lần {time.time_ns()}."
    page.write_text(f"{page.read_text('utf-8')}\n{words}\n", "utf-8")
    return words


def serves(project: Path, plain: Path, pages: list[Path], runs: int) -> None:
    """Print how long a saved change takes to be seen."""
    page = pages[len(pages) // 2].relative_to(project / "content")
    mkdocs = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr"]
    rows = [
        ("chidao serve", project, "content", [sys.executable, "-m", "chidao", "serve", "--address"]),
        ("mkdocs serve --dirty", plain, "docs", [*mkdocs[:-1], "--dirty", mkdocs[-1]]),
        ("mkdocs serve", plain, "docs", mkdocs),
    ]
    for title, root, folder, command in rows:
        file = root / folder / page
        before = file.read_text("utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        url = f"http://{address}/{quote(page.with_suffix('.html').as_posix())}"
        start = time.perf_counter()
        server = subprocess.Popen(
            [*command, address], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            begin = _seen(url, "<html", start)
            time.sleep(1)
            seconds = []
            for _run in range(runs):
                words = _add_words(file)
                seconds.append(_seen(url, f"{words}</p>", time.perf_counter()))
                time.sleep(1)
            print(
                f"serve, {title:<24} {statistics.median(seconds):6.2f} s until the change is seen "
                f"(bar {SEEN_5000:.0f} s for 5,000, {SEEN_1000:.0f} s for 1,000), {begin:.1f} s to begin",
                flush=True,
            )
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()
            file.write_text(before, "utf-8")


def _seen(url: str, words: str, start: float) -> float:
    """Seconds since *start* until *words* stand on the page at *url*."""
    while time.perf_counter() - start < _PATIENCE:
        try:
            with urlopen(url, timeout=_PATIENCE) as answer:
                if words in answer.read().decode("utf-8"):
                    return time.perf_counter() - start
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit(f"{url}: «{words}» was not seen")


def timed(project: Path, *words: str) -> tuple[float, float]:
    """Seconds of a command, its start included: on the clock, and of all processors it used."""
    start, used = time.perf_counter(), _used()
    done = subprocess.run(
        [sys.executable, "-m", "chidao", *words],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode > 1:
        raise SystemExit(f"chidao {' '.join(words)} failed: {done.stderr}")
    return time.perf_counter() - start, _used() - used


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _git(project: Path) -> None:
    """Make *project* a repository, for `--since`."""
    if (project / ".git").exists():
        return
    (project / ".gitignore").write_text("/.cache/\n/site/\n", "utf-8")
    who = {
        f"GIT_{role}_{what}": "x@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    for words in (("init", "-q"), ("add", "content", "originals"), ("commit", "-q", "-m", "x")):
        subprocess.run(["git", *words], cwd=project, check=True, env={**os.environ, **who})


if __name__ == "__main__":
    sys.exit(main())
