"""What is left of a command that is killed?

    python benchmarks/kills.py [--times 100] [--seed 1] [convert update add build]

Each command runs in a project made of the originals of the repository, is killed (SIGKILL, with all its
processes) at a moment chosen at random, and run again.  Asserts, each time:

* each original and each page is as before or as after, byte for byte, and there is no other file
* the whole site is as before or as after
* the next run succeeds, and then all is as it is after a run that nobody killed

and prints how often the run was ended before it had done anything, between two files, and after the last.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ("convert", "update", "add", "build")
_AFTER = 1.05
"""The latest kill, in lengths of a whole run."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "commands", nargs="*", metavar="COMMAND", help=f"of {', '.join(COMMANDS)}; default all"
    )
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for command in options.commands or COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            project = make_project(Path(folder) / "kho")
            counts = kill(project, command, options.times, random.Random(f"{options.seed} {command}"))
        ends = ", ".join(f"{count} {end}" for end, count in sorted(counts.items()))
        print(f"{command:8} {counts.total()} kills: {ends}", flush=True)
    return 0


def make_project(root: Path) -> Path:
    """A project with the originals of the repository, not converted yet; one more lies beside it."""
    for name in ("originals", "content", "theme", "scripts", "mkdocs.yml"):
        source = ROOT / name
        if name in ("theme", "scripts"):
            root.mkdir(exist_ok=True)
            (root / name).symlink_to(source)
        elif source.is_dir():
            shutil.copytree(source, root / name)
        else:
            shutil.copy(source, root / name)
    shutil.rmtree(root / "content" / "van-ban", ignore_errors=True)
    (root / "content" / "van-ban").mkdir()
    given = sorted((root / "originals").glob("*.txt"))[0]
    given.rename(root.parent / "văn bản mới.txt")
    return root


def kill(project: Path, command: str, times: int, chance: random.Random) -> Counter[str]:
    """Kill *command* so many times; returns how many were ended where."""
    words = prepared(project, command)
    start = project.with_name("trước")
    shutil.copytree(project, start, symlinks=True)
    began = time.perf_counter()
    assert run(project, words).wait() == 0, f"{command} does not succeed by itself"
    length = time.perf_counter() - began
    before, after = sources(start), sources(project)
    site_before, whole = files(start / "site"), files(project / "site")
    counts: Counter[str] = Counter()
    for _time in range(times):
        shutil.rmtree(project)
        shutil.copytree(start, project, symlinks=True)
        process = run(project, words)
        time.sleep(length * chance.uniform(0, _AFTER))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        left, site = sources(project), files(project / "site")
        for name in {*left, *before}:
            allowed = {before.get(name), after.get(name)}
            assert left.get(name) in allowed, f"{command} was killed and left {name} as it never was"
        assert site in (site_before, whole), f"{command} was killed and left a site as it never was"
        if command == "build":
            counts["before" if site == site_before else "after"] += 1
        else:
            counts["before" if left == before else "after" if left == after else "between"] += 1
        assert run(project, words).wait() == 0, f"{command} does not succeed after it was killed"
        assert sources(project) == after, f"{command} ends elsewhere after it was killed"
        assert files(project / "site") == whole, f"{command} makes another site after it was killed"
    return counts


def prepared(project: Path, command: str) -> list[str]:
    """Bring *project* to where *command* begins; returns what to type."""
    if command == "convert":
        return ["convert"]
    assert run(project, ["convert"]).wait() == 0
    if command == "add":
        return ["add", "--no-ask", str(project.parent / "văn bản mới.txt")]
    if command == "update":
        for page in (project / "content" / "van-ban").rglob("*.md"):
            page.write_text(page.read_text("utf-8") + "\nMột đoạn của biên tập viên.\n", "utf-8")
        for original in (project / "originals").glob("*.txt"):
            original.write_bytes(
                b"\n".join(original.read_bytes().replace(b"\r", b"").split(b"\n")[:-3]) + b"\n"
            )
        return ["convert", "--update", "--write"]
    # A site stands there already, and what is built now differs in a page and all that shows of it.
    assert run(project, ["build"]).wait() == 0
    page = next((project / "content" / "van-ban").rglob("ket-luan-177*.md"))
    page.write_text(
        page.read_text("utf-8").replace("số 177-KL/TW", "số 178-KL/TW", 1) + "\nMột đoạn.\n", "utf-8"
    )
    return ["build"]


def run(project: Path, words: list[str]) -> subprocess.Popen[bytes]:
    """The command, begun in a group of processes of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "chidao", *words],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT / "scripts")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def sources(project: Path) -> dict[str, bytes]:
    """Originals and pages."""
    return {**files(project / "originals"), **files(project / "content")}


def files(folder: Path) -> dict[str, bytes]:
    """All files under *folder*, hidden ones too."""
    return {
        path.relative_to(folder.parent).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


if __name__ == "__main__":
    raise SystemExit(main())
