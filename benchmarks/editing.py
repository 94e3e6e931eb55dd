"""How long does an editor wait?

    python benchmarks/editing.py [--documents 5000] [--runs 3]

Documents of about 8 KB, made from the originals of the repository with other numbers and dates.
Prints the seconds of `chidao check` as a person waits for them, each in a process of its own:

* cold        nothing is kept from before
* unchanged   nothing has changed since
* one page    after a change of one page; also with `--since`, of the page alone
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from build import make_projects

COLD, WARM = 20.0, 2.0
"""Bars, in seconds, for 5,000 documents on two cores."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--project", type=Path, help="a project made before, by benchmarks/build.py --keep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        project = options.project or Path(temporary) / "chidao"
        if options.project is None:
            make_projects(project, Path(temporary) / "plain", options.documents)
        pages = sorted((project / "content" / "van-ban").rglob("*.md"))
        size = sum(page.stat().st_size for page in pages)
        print(f"{len(pages)} documents of {size / len(pages) / 1000:.1f} kB on average")
        _git(project)
        checks(project, pages, options.runs)
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
