"""How fast does text become a page, and does every real document become one without losing a word?

    python benchmarks/convert.py [--documents 300] [--runs 5] [--corpus ../shared/corpus]

Documents of 20 KB are made from the five originals of the repository, with other numbers and dates, and
converted one after the other on one core: file → paragraphs → document → page with its seal.  Prints the
median of the runs.  Where the corpus is there, all its files become pages of a project in a temporary
folder, and each page is compared with its original word by word; failures are printed by name.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from chidao import library
from chidao.conversion import Outcome, convert, convert_all
from chidao.project import Project

ROOT = Path(__file__).resolve().parent.parent
BAR = 150
SIZE = 20_000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fast = speed(Path(folder), options.documents, options.runs)
    if not options.corpus.is_dir():
        print(f"convert: corpus skipped, {options.corpus} is not there")
        return 0 if fast else 1
    with tempfile.TemporaryDirectory() as folder:
        whole = corpus(Path(folder), options.corpus)
    return 0 if fast and whole else 1


def speed(folder: Path, count: int, runs: int) -> bool:
    """Whether the median of *runs* conversions of *count* documents reaches the bar."""
    paths = make_documents(folder, count)
    size = sum(path.stat().st_size for path in paths)
    print(f"{count} documents of {size / count / 1000:.1f} kB on average")
    for path in paths[:20]:
        convert(path)  # so that tables are loaded and patterns compiled
    seconds = []
    for _run in range(runs):
        start = time.perf_counter()
        for path in paths:
            convert(path)
        seconds.append(time.perf_counter() - start)
        print(f"  {count / seconds[-1]:.0f} documents a second")
    median = statistics.median(seconds)
    print(
        f"median {count / median:.0f} documents a second on one core (bar {BAR}), "
        f"{size / median / 1e6:.1f} MB a second"
    )
    return count / median >= BAR


def make_documents(folder: Path, count: int) -> list[Path]:
    """Documents of about 20 KB: an original, and the bodies of the next ones until it is long enough."""
    originals = sorted((ROOT / "originals").glob("*.txt"))
    texts = [path.read_text("utf-8") for path in originals]
    paths = []
    for number in range(count):
        text = texts[number % len(texts)]
        turn = number
        while len(text.encode()) < SIZE:
            turn += 1
            text += "\n" + body(texts[turn % len(texts)])
        text = text.encode()[:SIZE].decode("utf-8", "ignore").rsplit("\n", 1)[0]
        path = folder / f"{number:04}.txt"
        path.write_text(varied(text, number), "utf-8")
        paths.append(path)
    return paths


def body(text: str) -> str:
    """A text from its first numbered part on, up to the recipients."""
    start = re.search(r"^\W*(?:1|A|I)[.-]", text, re.MULTILINE)
    return text[start.start() if start else 0 :].split("Nơi nhận", 1)[0]


def varied(text: str, number: int) -> str:
    """Another document of the same shape: its numbers above ten differ, so that no cache helps."""
    return re.sub(r"\d{2,}(?=[-/.])", lambda m: str(10 + (int(m[0]) + number) % 90), text)


def corpus(folder: Path, files: Path) -> bool:
    """Whether every file becomes a page that has all its words."""
    project = Project(folder)
    (folder / "mkdocs.yml").touch()
    project.originals.mkdir()
    for path in sorted(files.glob("*/*.txt")):
        (project.originals / f"{path.parent.name}-{path.name}").write_bytes(path.read_bytes())
    originals = project.original_files()
    start = time.perf_counter()
    outcomes, crashes = converted(project, originals)
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    held = library.load(project)
    reading = time.perf_counter() - start
    departed = [entry for entry in held.entries if entry.departures != ()]
    for entry in departed:
        found = len(entry.departures) if entry.departures is not None else "not readable"
        print(f"  words differ: {entry.original and entry.original.name}: {found}")
    for error in held.broken:
        print(f"  broken: {error}")
    print(
        f"corpus: {len(originals)} files in {seconds:.1f} s, "
        + ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())
        + f", {crashes} crashes"
    )
    print(
        f"        {len(held.entries)} pages read and compared in {reading:.1f} s, "
        f"{len(departed)} with other words than their original, {len(held.broken)} broken"
    )
    return not (crashes or departed or held.broken)


def converted(project: Project, originals: list[Path]) -> tuple[Counter[Outcome], int]:
    """What became of the files, and how many of them we could not even explain."""
    outcomes: Counter[Outcome] = Counter()
    crashes = 0
    while originals:
        done = 0
        try:
            for result in convert_all(project, originals):
                done += 1
                outcomes[result.outcome] += 1
                if result.outcome is Outcome.FAILED:
                    print(f"  failed: {result.message.replace(f'{project.root}/', '')}")
        except Exception as error:
            print(f"  CRASH {originals[done].name}: {error!r}")
            traceback.print_exc(limit=-2, file=sys.stdout)
            crashes += 1
            done += 1
        originals = originals[done:]
    return outcomes, crashes


if __name__ == "__main__":
    raise SystemExit(main())
