"""How fast, in how much memory and how faithfully is each format read, beside markitdown and pandoc?

    python benchmarks/readers.py [--originals ../shared/originals] [--formats docx pdf] [--runs 3] [--each]
                                 [--markitdown /path/to/its/python]

Each tool reads the same files in the same run, in a process of its own, one after the other: real files, and
the five texts of this project as Word documents that LibreOffice wrote in each format ("made").  The time is
what all its processes compute, without the start of the first (pandoc is started for each file, as it has
to be): other work on the machine does not count.  Ours is measured as it is used: in a child process with
limits, .doc and .rtf in batches.  Memory is the peak of the largest process.

Fidelity is held against the texts that lie beside some originals: the share of syllables that came back
right, of accented letters too, and of syllables in the order of that text.  For the first two, a stretch that
stands elsewhere counts as well: the texts of PDF files have each footnote at the foot of its page, in the
middle of a sentence, and columns line by line; ours has the notes behind the text and columns one after the
other.  Taken out of the texts and of what each tool found are running heads of the gazette and digital
signatures; "[2]" is "2", as it is printed; marks of Markdown are no letters.  A tool that is not installed
is named and left out.
"""

from __future__ import annotations

import argparse
import csv
import functools
import json
import math
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from _fidelity import Fidelity, comparable, compare

ROOT = Path(__file__).resolve().parent.parent
TIMES = 10
"""Our speed on .docx is to be so many times that of markitdown."""
_COPIES = 8
"""Of each file that is made: five are read in less time than starting a tool varies by."""
_AS_GOOD = 0.002
"""Less of a difference in one file is not told."""
SECONDS = 120
"""After which a file counts as failed, whatever the tool."""


class Measured(NamedTuple):
    """What a tool did with the files of one format."""

    speed: float
    """Documents in a second of computing, the median of the runs."""
    megabytes: float
    failed: int
    fidelity: Fidelity
    each: dict[str, Fidelity]
    """By file, as far as its text is known."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--originals", type=Path, default=ROOT.parent / "shared" / "originals")
    parser.add_argument("--formats", nargs="*", help="suffixes without their dot; by default all")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--each", action="store_true", help="print each file, too")
    parser.add_argument("--markitdown", default=sys.executable, help="the Python that has markitdown")
    parser.add_argument("--worker", choices=WORKERS, help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        return work(options.worker, options.files)
    if not options.originals.is_dir():
        print(f"readers: the real files are left out, {options.originals} is not there")
    tools = dict(installed(options.markitdown))
    print(
        f"{'':<12}{'files':>5}  {'tool':<11}{'docs/s':>8}{'MB':>6}{'failed':>8}"
        f"{'syllables':>11}{'accents':>9}{'in order':>10}"
    )
    ahead = True
    with tempfile.TemporaryDirectory() as folder:
        sets = formats(options.originals, options.formats) | made(Path(folder), options.formats)
        for (suffix, kind), files in sorted(sets.items()):
            found = {}
            for tool, python in tools.items():
                head = f".{suffix} {kind}".ljust(12) + f"{len(files):>5}  {tool:<11}"
                if suffix not in READS[tool]:
                    print(f"{head}  does not read .{suffix}")
                    continue
                m = found[tool] = measure(tool, python, files, options.runs)
                print(f"{head}{m.speed:>8.1f}{m.megabytes:>6.0f}{m.failed:>8}{m.fidelity}", flush=True)
            if options.each:
                for name in found["chidao"].each:
                    for tool, m in found.items():
                        print(f"    {name[-45:]:<46}{tool:<11}{m.each[name]}")
            ahead &= is_ahead(suffix, found)
    print("ahead in fidelity on each format" if ahead else "not ahead everywhere: see above")
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
    # docling 2.143: LocalEntryNotFoundError without its models, of which 6 GB are downloaded.
    print("docling is left out: it reads nothing without models that it downloads")


Files = dict[tuple[str, str], list[tuple[Path, str | None]]]
"""Suffix and kind of file ("" or "made") → the files, each with its text, if that is known."""


def formats(folder: Path, wanted: list[str] | None) -> Files:
    """The originals by suffix."""
    found: Files = {}
    if not folder.is_dir():
        return found
    with (folder / "manifest.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["ext"] != "ppt" and (not wanted or row["ext"] in wanted):
                # The texts beside the contracts are those forms filled in, not what the files say.
                true = row["text"] and "__contracts__" not in row["file"]
                text = (folder / row["text"]).read_text("utf-8") if true else None
                found.setdefault((row["ext"], ""), []).append((folder / row["file"], text))
    return found


def made(folder: Path, wanted: list[str] | None) -> Files:
    """The texts of this project as Word documents, and what LibreOffice makes of these."""
    if shutil.which("soffice") is None:
        print("made files are left out: LibreOffice is not there (apt install libreoffice-writer-nogui)")
        return {}
    sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]
    from as_word import as_word
    from chidao.readers import txt
    from chidao.structure import recognise

    texts = {}
    for seed in sorted((ROOT / "originals").glob("00[0-4]_*.txt")):
        document = recognise(txt.read(seed).paragraphs)
        for copy in range(_COPIES):
            path = folder / f"{seed.stem[:3]}-{copy}.docx"
            path.write_bytes(as_word(document))
            texts[path] = document.text
    found: Files = {}
    for suffix in ("docx", "doc", "odt", "rtf", "html", "pdf"):
        if wanted and suffix not in wanted:
            continue
        if suffix != "docx":
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", folder, *texts]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
        found[suffix, "made"] = [(path.with_suffix(f".{suffix}"), text) for path, text in texts.items()]
    return found


def is_ahead(suffix: str, found: dict[str, Measured]) -> bool:
    """Whether ours is ahead in fidelity, and on .docx in speed."""
    ours, good = found["chidao"], True
    for tool, theirs in found.items():
        pairs = zip(ours.fidelity.shares[:2], theirs.fidelity.shares[:2], strict=True)
        if any(round(b, 3) > round(a, 3) for a, b in pairs):
            print(f"    {tool} is ahead in fidelity")
            good = False
        for name, one in theirs.each.items():
            mine, its = ours.each[name].shares[0], one.shares[0]
            if its > mine + _AS_GOOD:
                print(f"    {tool} is ahead on {name[-60:]}: {its:.3f}, ours {mine:.3f}")
    if suffix == "docx" and "markitdown" in found:
        times = ours.speed / found["markitdown"].speed
        print(f"    {times:.1f} times markitdown's speed (bar {TIMES})")
        good &= times >= TIMES
    return good


# --- measuring ------------------------------------------------------------------------------------


def measure(tool: str, python: str, files: list[tuple[Path, str | None]], runs: int) -> Measured:
    """Have *tool* read *files*, *runs* times over."""
    speeds, peak, texts = [], 0.0, {}
    for _run in range(runs):
        command = [python, str(Path(__file__).resolve()), "--worker", tool, "--", *(str(f) for f, _ in files)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        if not rows or "peak" not in rows[-1]:
            print(done.stderr[-2000:], file=sys.stderr)
            rows = [{"seconds": math.inf, "peak": 0}]
        *read, last = rows
        texts = {row["file"]: row["text"] for row in read}
        peak = max(peak, last["peak"] / 1024)
        speeds.append(len(files) / last["seconds"])
    each = {
        original.name: compare(comparable(truth), comparable(texts.get(str(original)) or ""))
        for original, truth in files
        if truth is not None
    }
    failed = sum(not texts.get(str(original)) for original, _ in files)
    total = functools.reduce(Fidelity.plus, each.values(), Fidelity())
    return Measured(statistics.median(speeds), peak, failed, total, each)


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
