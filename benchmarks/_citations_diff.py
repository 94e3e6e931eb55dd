"""What do two versions of the code understand otherwise?  A report of gains and losses.

    make citations-diff BASE=main~5
    python benchmarks/_citations_diff.py BASE [--corpus ../shared/corpus] [--examples 40]

Both versions read the corpus, each in a process of its own; what is now found, lost, or resolved
otherwise is listed with its words.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_DUMP = """
import json, sys, tempfile
from collections import Counter
from pathlib import Path
from chidao import library
from chidao.conversion import convert_all
from chidao.graph import build
from chidao.project import Project

with tempfile.TemporaryDirectory() as folder:
    project = Project(Path(folder))
    (project.root / "mkdocs.yml").touch()
    project.originals.mkdir()
    for path in sorted(Path(sys.argv[1]).glob("*/*.txt")):
        (project.originals / f"{path.parent.name}-{path.name}").write_bytes(path.read_bytes())
    list(convert_all(project, project.original_files()))
    seen = Counter()
    for mention in build(library.load(project).entries).mentions:
        placed, found = mention.placed, mention.resolution
        at = (mention.source, " ".join(placed.citation.text.split()))
        seen[at] += 1
        meaning = [str(found.outcome), found.target, list(found.candidates), str(placed.relation)]
        print(json.dumps([[*at, seen[at]], meaning]))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base", help="the git reference to compare with")
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--examples", type=int, default=40)
    options = parser.parse_args()
    if not options.corpus.is_dir():
        print(f"{options.corpus} is not there: nothing to compare", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run(
            ["git", "-C", str(ROOT), "archive", options.base, "scripts"], capture_output=True, check=False
        )
        if archive.returncode:
            print(f"Error: {archive.stderr.decode().strip()}", file=sys.stderr)
            return 2
        subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=True)
        old = dump(Path(folder) / "scripts", options.corpus)
    new = dump(ROOT / "scripts", options.corpus)
    report(old, new, options.base, options.examples)
    return 0


Found = dict[tuple[str, str, int], list[object]]
"""(page, words, which time they stand there) → outcome, target, candidates, relation."""


def dump(scripts: Path, corpus: Path) -> Found:
    """What the package in *scripts* finds in *corpus*: place and words of a mention → its meaning."""
    done = subprocess.run(
        [sys.executable, "-c", _DUMP, str(corpus)],
        env={**os.environ, "PYTHONPATH": str(scripts)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return {tuple(at): meaning for at, meaning in map(json.loads, done.stdout.splitlines())}


def report(old: Found, new: Found, base: str, examples: int) -> None:
    found, lost = new.keys() - old.keys(), old.keys() - new.keys()
    otherwise = [at for at in old.keys() & new.keys() if old[at] != new[at]]
    print(f"{len(old)} mentions at {base}, {len(new)} now")
    for title, places in (("found now", found), ("lost", lost)):
        print(f"{len(places)} {title}")
        for address, words, time in sorted(places)[:examples]:
            print(f"  {address}: {words} (time {time})")
    print(f"{len(otherwise)} understood otherwise")
    for (kind, before, after), count in Counter(
        ("outcome" if old[at][0] != new[at][0] else "meaning", str(old[at][0]), str(new[at][0]))
        for at in otherwise
    ).most_common():
        print(f"  {count} times {kind}: {before} → {after}")
    for at in sorted(otherwise)[:examples]:
        print(f"  {at[0]}: {at[1]} (time {at[2]})\n    {old[at]}\n    {new[at]}")


if __name__ == "__main__":
    sys.exit(main())
