"""How long does it take to pack N documents, and how large is an update after one of them changed?

    python benchmarks/pack.py [--documents 1000] [--keep FOLDER] [--project FOLDER]

Documents as in benchmarks/build.py, or those of a project that is there already (its content is put back).
Builds, packs, changes one word of one document, builds again and packs an update; then does the same with
one more document.  Prints seconds, sizes, and of what the update consists.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

from build import make_projects

BAR = 0.01
"""Of the whole copy: the size of an update after one document changed."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--keep", type=Path, help="make the project here and leave it")
    parser.add_argument("--project", type=Path, help="use this project")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        project = options.project or (options.keep or Path(temporary)) / "chidao"
        if not options.project:
            make_projects(project, project.with_name("plain"), options.documents)
        dist = Path(temporary) / "dist"
        run(project, "build")
        start = time.perf_counter()
        whole = pack(project, dist, "2026-11-20")
        print(f"whole copy   {size(whole):8.3f} MB  packed in {time.perf_counter() - start:.1f} s")
        start = time.perf_counter()
        run(project, "verify", str(whole))
        print(f"             verified in {time.perf_counter() - start:.1f} s")
        pages = sorted((project / "content/van-ban").rglob("*.md"))
        page = pages[len(pages) // 2]
        before = page.read_text("utf-8")
        try:
            page.write_text(one_word_changed(before), "utf-8")
            tell("one word", update(project, dist, whole, "2026-11-21"), whole)
        finally:
            page.write_text(before, "utf-8")
        added = page.with_name("van-ban-moi.md")
        try:
            added.write_text(re.sub(r"(?m)^date: .*$", "date: 2026-11-19", before), "utf-8")
            tell("one document more", update(project, dist, whole, "2026-11-22"), whole)
        finally:
            added.unlink()
        shutil.rmtree(project / "site")
    return 0


def one_word_changed(page: str) -> str:
    """*page* with another word in the middle of its body."""
    middle = page.index(" ", page.index("\n---\n", 4) + len(page) // 2)
    return f"{page[:middle]} thêm{page[middle:]}"


def run(project: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "chidao", *words], cwd=project, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"chidao {' '.join(words)}: {done.stdout}{done.stderr}")
    return done.stdout


def pack(project: Path, dist: Path, date: str, *more: str) -> Path:
    """The zip that was made."""
    out = run(project, "pack", "--output", str(dist), "--date", date, *more)
    return Path(out.splitlines()[-1])


def update(project: Path, dist: Path, whole: Path, date: str) -> Path:
    run(project, "build")
    return pack(project, dist, date, "--since", str(whole))


def size(path: Path) -> float:
    return path.stat().st_size / 1e6


def tell(what: str, update: Path, whole: Path) -> None:
    share = size(update) / size(whole)
    print(f"{what:18} {size(update):8.3f} MB  {share:.2%} of the whole copy (bar for one word {BAR:.0%})")
    bytes_of: Counter[str] = Counter()
    count: Counter[str] = Counter()
    with zipfile.ZipFile(update) as archive:
        for entry in archive.infolist():
            kind = "/".join(entry.filename.split("/")[:2]) if entry.filename.startswith("kho/") else "around"
            bytes_of[kind] += entry.compress_size + 2 * len(entry.filename.encode()) + 76
            count[kind] += 1
    for kind, total in bytes_of.most_common(6):
        print(f"    {kind:24} {count[kind]:5} files  {total / 1000:8.1f} kB")


if __name__ == "__main__":
    sys.exit(main())
