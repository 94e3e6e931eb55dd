"""How fast are citations found, and how long does a whole corpus take to know itself?

    python benchmarks/citations.py [--documents 300] [--runs 5] [--corpus ../shared/corpus]

Find: the documents of 20 KB of `convert.py`, on one core; the median of the runs.  eyecite (Free Law
Project), the best known rule-based extractor, reads the same bytes in turn if it is installed; its
patterns are those of American law, so that only its speed can be compared.  Resolve: all files of the
corpus against each other, with inference and conflicts; seconds and peak memory.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from chidao import library
from chidao.citations import find_citations
from chidao.conversion import convert_all
from chidao.graph import build
from chidao.project import Project
from convert import ROOT, make_documents

BAR = 400
RESOLVE_BAR = 5.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = make_documents(Path(folder), options.documents)
        texts = [path.read_text("utf-8") for path in paths]
    fast = find(texts, options.runs)
    if not options.corpus.is_dir():
        print(f"resolve: skipped, {options.corpus} is not there")
        return 0 if fast else 1
    with tempfile.TemporaryDirectory() as folder:
        quick = resolve(Path(folder), options.corpus)
    return 0 if fast and quick else 1


def find(texts: list[str], runs: int) -> bool:
    """Whether find reaches its bar; the peer is timed in the same runs, turn and turn about."""
    size = sum(len(text.encode()) for text in texts)
    print(f"{len(texts)} documents of {size / len(texts) / 1000:.1f} kB on average")
    peers: dict[str, Callable[[str], object]] = {"chidao": find_citations}
    try:
        from eyecite import get_citations

        peers["eyecite"] = get_citations
    except ImportError:
        print("eyecite is not installed (pip install eyecite): not compared")
    seconds: dict[str, list[float]] = {name: [] for name in peers}
    for reads in peers.values():
        reads(texts[0])  # so that tables are loaded and patterns compiled
    for _run in range(runs):
        for name, reads in peers.items():
            start = time.process_time()
            for text in texts:
                reads(text)
            seconds[name].append(time.process_time() - start)
    for name, taken in seconds.items():
        median = statistics.median(taken)
        bar = f" (bar {BAR})" if name == "chidao" else ""
        print(
            f"{name:8} find {len(texts) / median:7.0f} documents a second on one core{bar}, "
            f"{size / median / 1e6:.1f} MB a second"
        )
    return len(texts) / statistics.median(seconds["chidao"]) >= BAR


def resolve(folder: Path, files: Path) -> bool:
    """Whether the corpus is resolved in time."""
    project = Project(folder)
    (folder / "mkdocs.yml").touch()
    project.originals.mkdir()
    for path in sorted(files.glob("*/*.txt")):
        (project.originals / f"{path.parent.name}-{path.name}").write_bytes(path.read_bytes())
    for _result in convert_all(project, project.original_files()):
        pass
    held = library.load(project)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    graph = build(held.entries)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcomes = Counter(str(mention.resolution.outcome) for mention in graph.mentions)
    print(
        f"find and resolve {len(held.entries)} documents against each other: {seconds:.1f} s "
        f"(bar {RESOLVE_BAR:.0f}), peak memory {peak / 1024:.0f} MB, {(peak - before) / 1024:.0f} MB of it "
        "for the graph"
    )
    print(
        f"         {len(graph.mentions)} mentions: {', '.join(f'{n} {o}' for o, n in outcomes.most_common())}"
    )
    print(
        f"         {len(graph.edges)} relations, {len(graph.inferences)} inferred facts, "
        f"{len(graph.conflicts)} conflicts"
    )
    return seconds < RESOLVE_BAR


if __name__ == "__main__":
    sys.exit(main())
