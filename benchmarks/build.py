"""How long does a build of N documents take, against MkDocs with plain Material on the same Markdown?

    python benchmarks/build.py [--documents 1000] [--runs 3]

Documents of about 8 KB, made from the originals of the repository with other numbers and dates.
Both sites are built in turn, A B A B …, each as a process of its own; plain Material has its search
plugin on and a nav of one page (no navigation tree).  Prints seconds, the ratio pair by pair, and
the peak memory of each.
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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BAR = 0.70


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="make the two projects here and leave them")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        ours, plain = folder / "chidao", folder / "plain"
        size = make_projects(ours, plain, options.documents)
        print(f"{options.documents} documents of {size / options.documents / 1000:.1f} kB on average")
        ratios, rows = [], []
        for _run in range(options.runs):
            a, b = build(ours), build(plain)
            ratios.append(a[0] / b[0])
            rows.append((a, b))
            print(
                f"chidao {a[0]:.2f} s  {a[1]:.0f} MB    plain {b[0]:.2f} s  {b[1]:.0f} MB"
                f"    ratio {ratios[-1]:.2f}"
            )
        memory = max(a[1] for a, _ in rows) / max(b[1] for _, b in rows)
        print(
            f"median ratio of time {statistics.median(ratios):.2f} (bar {BAR:.2f}), "
            f"of memory {memory:.2f} (bar 1.00)"
        )
    return 0


def make_projects(ours: Path, plain: Path, count: int) -> int:
    """Two projects with the same Markdown; returns its size in bytes."""
    for path in (ours, plain):
        shutil.rmtree(path, ignore_errors=True)
    (ours / "originals").mkdir(parents=True)
    shutil.copytree(ROOT / "theme", ours / "theme")
    shutil.copytree(ROOT / "scripts", ours / "scripts")
    shutil.copy(ROOT / "mkdocs.yml", ours / "mkdocs.yml")
    (ours / "content").mkdir()
    for page in ("index.md", "huong-dan.md"):
        shutil.copy(ROOT / "content" / page, ours / "content" / page)
    bodies = sorted((ROOT / "originals").glob("*.txt"))
    texts = [path.read_text("utf-8") for path in bodies[:2]]
    for number in range(1, count + 1):
        text = texts[number % 2].strip()
        filler = texts[(number + 1) % 2].split("\n\n")[4:9]
        day = f"ngày {number % 28 + 1:02} tháng {number % 12 + 1} năm {2015 + number % 10}"
        head = f"Số {number}-KL/TW\nHà Nội, {day}\n\nKẾT LUẬN\n\n"
        path = ours / "originals" / f"{number:05}.txt"
        path.write_text(head + f"VỀ NỘI DUNG THỨ {number}\n\n" + text + "\n\n" + "\n\n".join(filler), "utf-8")
    subprocess.run([sys.executable, "-m", "chidao", "convert"], cwd=ours, check=True, capture_output=True)
    shutil.copytree(ours / "content", plain / "docs")
    (plain / "docs" / "index.md").write_text("# Trang chủ\n", "utf-8")
    (plain / "mkdocs.yml").write_text(
        "site_name: plain\nuse_directory_urls: false\n"
        "theme:\n  name: material\n  language: vi\n  font: false\n"
        "nav:\n  - index.md\nplugins:\n  - search\nvalidation:\n  nav:\n    omitted_files: ignore\n",
        "utf-8",
    )
    return sum(page.stat().st_size for page in (plain / "docs" / "van-ban").rglob("*.md"))


def build(project: Path) -> tuple[float, float]:
    """Seconds and peak MB of one build."""
    shutil.rmtree(project / "site", ignore_errors=True)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=project, env=environment
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{project}: the build failed")
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return time.perf_counter() - start, usage.ru_maxrss / scale


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
