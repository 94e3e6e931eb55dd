"""How fast, in how much memory and how faithfully is each format read, beside markitdown and pandoc?

    python benchmarks/readers.py [--originals ../shared/originals] [--formats docx pdf] [--runs 3]
                                 [--markitdown /path/to/its/python]

Each tool reads the same files in the same run, in a process of its own, one after the other.  The time is
what all its processes compute, without the start of the first (pandoc is started for each file, as it has
to be): other work on the machine does not count.  Ours is measured as it is used: in a child process with
limits, .doc and .rtf in batches.  Memory is the peak of the largest process.  Fidelity is held against the
texts that lie beside some originals: the share of syllables that came back in order, and of accented letters
that came back right; marks of Markdown are no letters.  A tool that is not installed is named and left out.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import importlib.util
import json
import re
import resource
import shutil
import statistics
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
TIMES = 10
"""Our speed on .docx is to be so many times that of markitdown."""
SECONDS = 120
"""After which a file counts as failed, whatever the tool."""


class Measured(NamedTuple):
    """What a tool did with the files of one format."""

    speed: float
    """Documents in a second of computing, the median of the runs."""
    megabytes: float
    failed: int
    syllables: float
    accents: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--originals", type=Path, default=ROOT.parent / "shared" / "originals")
    parser.add_argument("--formats", nargs="*", help="suffixes without their dot; by default all")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--markitdown", default=sys.executable, help="the Python that has markitdown")
    parser.add_argument("--worker", choices=WORKERS, help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return work(options.worker, options.files)
    if not options.originals.is_dir():
        print(f"readers: skipped, {options.originals} is not there")
        return 0
    tools = dict(installed(options.markitdown))
    print(
        f"{'':<6}{'files':>5}  {'tool':<11}{'docs/s':>8}{'MB':>7}{'failed':>8}{'syllables':>11}{'accents':>9}"
    )
    ahead = True
    for suffix, files in formats(options.originals, options.formats).items():
        found = {}
        for tool, python in tools.items():
            if suffix not in READS[tool]:
                print(f".{suffix:<5}{len(files):>5}  {tool:<11}  does not read .{suffix}")
                continue
            m = found[tool] = measure(tool, python, files, options.runs)
            print(
                f".{suffix:<5}{len(files):>5}  {tool:<11}{m.speed:>8.1f}{m.megabytes:>7.0f}{m.failed:>8}"
                f"{m.syllables:>11.3f}{m.accents:>9.3f}",
                flush=True,
            )
        ahead &= is_ahead(suffix, found)
    return 0 if ahead else 1


# What each says that it reads.  Given .rtf, markitdown passes its source through as if it were text.
READS = {
    "chidao": ("doc", "docx", "odt", "rtf", "pdf", "html", "xls", "xlsx", "png"),
    "markitdown": ("docx", "pdf", "html", "xls", "xlsx"),
    "pandoc": ("docx", "odt", "rtf", "html"),
}


def installed(python: str) -> Iterator[tuple[str, str]]:
    """The tools that are there, each with the Python that runs it."""
    yield "chidao", sys.executable
    probe = [python, "-c", "import markitdown"]
    if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
        yield "markitdown", python
    else:
        print(f"markitdown is left out: {python} has it not (pip install 'markitdown[docx,pdf,xls,xlsx]')")
    if shutil.which("pandoc"):
        yield "pandoc", sys.executable
    else:
        print("pandoc is left out: it is not installed (apt install pandoc)")
    if importlib.util.find_spec("docling") is None:
        print("docling is left out: it is not installed, and needs models that it downloads")


def formats(folder: Path, wanted: list[str] | None) -> dict[str, list[tuple[Path, Path | None]]]:
    """The originals by suffix, each with the text that lies beside it, if there is one."""
    found: dict[str, list[tuple[Path, Path | None]]] = {}
    with (folder / "manifest.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["ext"] != "ppt" and (not wanted or row["ext"] in wanted):
                # The texts beside the contracts are those forms filled in, not what the files say.
                true = row["text"] and "__contracts__" not in row["file"]
                text = folder / row["text"] if true else None
                found.setdefault(row["ext"], []).append((folder / row["file"], text))
    return dict(sorted(found.items()))


def is_ahead(suffix: str, found: dict[str, Measured]) -> bool:
    """Whether ours is ahead in fidelity, and on .docx in speed."""
    ours, good = found["chidao"], True
    for tool, theirs in found.items():
        if theirs.syllables > ours.syllables or theirs.accents > ours.accents:
            print(f"       {tool} is ahead in fidelity")
            good = False
    if suffix == "docx" and "markitdown" in found:
        times = ours.speed / found["markitdown"].speed
        print(f"       {times:.1f} times markitdown's speed (bar {TIMES})")
        good &= times >= TIMES
    return good


# --- measuring ------------------------------------------------------------------------------------


def measure(tool: str, python: str, files: list[tuple[Path, Path | None]], runs: int) -> Measured:
    """Have *tool* read *files*, *runs* times over."""
    speeds, peak, texts = [], 0.0, {}
    for _run in range(runs):
        command = [python, str(Path(__file__).resolve()), "--worker", tool, "--", *(str(f) for f, _ in files)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        if not rows or "peak" not in rows[-1]:
            print(done.stderr[-2000:], file=sys.stderr)
            return Measured(0, 0, len(files), 0, 0)
        *read, last = rows
        texts = {row["file"]: row["text"] for row in read}
        peak = max(peak, last["peak"] / 1024)
        speeds.append(len(files) / last["seconds"])
    totals = [0, 0, 0, 0]
    for original, truth in files:
        if truth is None:
            continue
        for index, count in enumerate(compare(without_heads(truth), texts.get(str(original)) or "")):
            totals[index] += count
    syllables, same, accents, right = totals
    failed = sum(not texts.get(str(original)) for original, _ in files)
    return Measured(
        statistics.median(speeds), peak, failed, same / max(syllables, 1), right / max(accents, 1)
    )


# The gazette prints it on every page, and its texts repeat it; it is no word of a document.
_RUNNING_HEAD = re.compile(r"(?:\d+\s+)?CÔNG BÁO\s*/\s*Số [\d\s+]+/\s*Ngày\s+\d+-\d+-\d+(?:\s+\d+(?=\s))?")


def without_heads(truth: Path) -> str:
    """The text beside an original, without running heads."""
    return _RUNNING_HEAD.sub(" ", truth.read_text("utf-8"))


def compare(truth: str, found: str) -> tuple[int, int, int, int]:
    """Syllables of *truth* and those found in order; its accented letters and those found right.

    As ../shared/eval/fidelity.py counts.
    """
    here, there = words(truth), words(found)
    matcher = difflib.SequenceMatcher(
        None, list(map(letters, here)), list(map(letters, there)), autojunk=False
    )
    same = right = 0
    for block in matcher.get_matching_blocks():
        for index in range(block.size):
            a, b = here[block.a + index], there[block.b + index]
            same += a == b
            if len(a) == len(b):
                right += sum(x == y for x, y in zip(a, b, strict=True) if accented(x))
    return len(here), same, sum(accented(letter) for word in here for letter in word), right


def words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", text).split()


def letters(word: str) -> str:
    folded = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in folded if not unicodedata.combining(c)).replace("đ", "d")


def accented(letter: str) -> bool:
    return letter in "đĐ" or any(map(unicodedata.combining, unicodedata.normalize("NFD", letter)))


# --- reading, in a process of its own -------------------------------------------------------------


def work(tool: str, files: list[Path]) -> int:
    """Read *files* and print what came out, a line each, then time and memory."""
    texts = dict.fromkeys(files, "")
    read = WORKERS[tool]()
    list(read([]))
    before = computed()
    list(read([]))  # what starting costs, where something is started
    start = computed() - before
    before = computed()
    for path, text in read(files):
        texts[path] = text
    seconds = computed() - before - start
    for path, text in texts.items():
        print(json.dumps({"file": str(path), "text": text}))
    usage = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"seconds": max(seconds, 0.001), "peak": max(usage)}))
    return 0


def computed() -> float:
    """Seconds that this process and its children, as far as they have ended, have computed."""
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in usage)


def chidao():
    """As `chidao convert` reads: formats in batches where starting is what takes long."""
    sys.path.insert(0, str(ROOT / "scripts"))
    from dataclasses import replace

    from chidao import readers
    from chidao.readers.sandbox import Job, Worker

    def read(files: list[Path]) -> Iterator[tuple[Path, str]]:
        worker = Worker()
        every = tuple(
            {name for form in readers.FORMATS.values() if (name := f"chidao.readers.{form.module}")}
        )
        worker.run(Job("math:gcd", (1, 2), Path("-"), readers.Limits(), every))
        for start in range(0, len(files), size := readers.format_of(files[0]).batch if files else 1):
            batch = files[start : start + size]
            form = readers.format_of(batch[0])
            limits = replace(form.limits, seconds=form.limits.seconds + 10 * len(batch))
            readings = worker.run(Job("chidao.readers:read_many_here", (batch,), batch[0], limits))
            for path, reading in zip(batch, readings, strict=True):
                paragraphs = getattr(reading, "paragraphs", ())
                yield path, "\n".join(paragraph.text for paragraph in paragraphs)
        worker.close()

    return read


def markitdown():
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)

    def read(files: list[Path]) -> Iterator[tuple[Path, str]]:
        for path in files:
            try:
                yield path, without_marks(converter.convert(str(path)).text_content)
            except Exception as error:
                print(f"{path.name}: {error}", file=sys.stderr)

    return read


def pandoc():
    def read(files: list[Path]) -> Iterator[tuple[Path, str]]:
        for path in files:
            command = [
                "pandoc",
                "--sandbox",
                "--wrap=none",
                "-t",
                "plain",
                str(path),
                "+RTS",
                "-M1500m",
                "-RTS",
            ]
            try:
                done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
            except subprocess.TimeoutExpired:
                continue
            yield path, done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""

    return read


def without_marks(markdown: str) -> str:
    """The words of Markdown."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)|^\|[\s:|-]+\|$", " ", markdown, flags=re.MULTILINE)
    # What pandas writes for a cell without words would take hours to compare.
    return re.sub(r"[|*#\\]|&nbsp;|\bNaN\b|Unnamed: \d+", " ", text)


WORKERS = {"chidao": chidao, "markitdown": markitdown, "pandoc": pandoc}


if __name__ == "__main__":
    raise SystemExit(main())
