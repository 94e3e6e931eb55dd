"""How fast are tasks found?

    python benchmarks/tasks.py [--documents 200] [--runs 5] [--corpus ../shared/corpus]

The documents of 20 KB of `convert.py`, parsed, on one core; the median of the runs: who must do what, by
when, with the bodies meant.  The corpus, real documents, is told in documents of the same size.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from chidao import readers
from chidao.document import Document
from chidao.structure import recognise
from chidao.tasks import deadlines_of, tasks_of
from convert import ROOT, SIZE, make_documents

BAR = 400


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        documents = [parsed(path) for path in make_documents(Path(folder), options.documents)]
    rate = timed("benchmark documents", documents, options.runs)
    if options.corpus.is_dir():
        timed("corpus", [parsed(path) for path in sorted(options.corpus.glob("*/*.txt"))], options.runs)
    else:
        print(f"corpus: skipped, {options.corpus} is not there")
    return 0 if rate >= BAR else 1


def parsed(path: Path) -> Document:
    reading = readers.read(path)
    return recognise(reading.paragraphs, reading.warnings)


def timed(name: str, documents: Sequence[Document], runs: int) -> float:
    """Documents of 20 KB for each second of one core."""
    size = sum(len(document.text.encode()) for document in documents) / SIZE
    for document in documents[:5]:
        tasks_of(document)  # so that word lists are loaded and patterns compiled
    taken, found = [], 0
    for _run in range(runs):
        start = time.process_time()
        found = sum(len(tasks_of(document)) for document in documents)
        taken.append(time.process_time() - start)
    limits = sum(len(deadlines_of(document)) for document in documents)
    rate = size / statistics.median(taken)
    print(
        f"{name}: {rate:.0f} documents of {SIZE // 1000} kB a second on one core (bar {BAR}), "
        f"{found} tasks and {limits} time limits in {len(documents)} documents"
    )
    return rate


if __name__ == "__main__":
    sys.exit(main())
