"""Are the labels of Word documents those that Word shows?  Judge: LibreOffice's own export as text.

    python benchmarks/labels.py [FOLDER] [--misses]        by default ../shared/originals

A label is what a line of that export begins with: "1.", "a)", "Điều 5.", "II-", a dash or a bullet, typed or
counted.  It is right where the same label stands before the same word in what chidao reads.  Every sign
of a list is one sign here, because LibreOffice exports each of them as "•".  Known to differ, and counted as
misses: text that LibreOffice exports though it is hidden or deleted.
"""

from __future__ import annotations

import argparse
import difflib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from chidao import readers
from chidao.errors import ChidaoError
from chidao.readers.legacy import decode_text
from chidao.text import fold, normalise

ROOT = Path(__file__).resolve().parent.parent
BAR = 0.985
SUFFIXES = (".docx", ".doc")

_LABEL = re.compile(
    r"""
      (?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN|Phụ[ ]lục|PHỤ[ ]LỤC)\s(?:\d+|[IVXLC]+)\b[.:]?
    | \(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]+|[a-zđA-ZĐ])[.)/:-]+
    | \d{1,3}(?:\.\d{1,3})+
    | [-–+•◦▪●✓➢❖■*]
    """,
    re.VERBOSE,
)
_BULLET = re.compile(r"[^\w\s]$|o$")


class Line(NamedTuple):
    """A label of the judge's."""

    at: int
    """Index of its first word among all words."""
    length: int
    """Of the label, in words."""
    text: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "originals")
    parser.add_argument("--misses", action="store_true", help="print the lines whose label differs")
    options = parser.parse_args()
    paths = sorted(path for path in options.folder.glob("*") if path.suffix.lower() in SUFFIXES)
    if not paths:
        print(f"labels: skipped, no Word files in {options.folder}")
        return 0
    if shutil.which("soffice") is None:
        print("labels: skipped, LibreOffice is not there (apt-get install libreoffice-writer-nogui)")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        judged = exported(paths, Path(folder))
    good = True
    for suffix in SUFFIXES:
        rights = labels = 0
        for path in (p for p in paths if p.suffix.lower() == suffix and p in judged):
            try:
                right, count, misses = compare(judged[path], path)
            except ChidaoError as error:
                print(f"  not read: {error}")
                continue
            rights, labels = rights + right, labels + count
            print(f"  {path.name[-58:]:<58} {right:>4} of {count:>4}")
            if options.misses:
                print("".join(f"      {miss}\n" for miss in misses), end="")
        if labels:
            print(f"{suffix}: {rights} of {labels} labels right, {rights / labels:.4f} (bar {BAR})")
            good = good and rights / labels >= BAR
    return 0 if good else 1


def exported(paths: list[Path], folder: Path) -> dict[Path, str]:
    """The text of each file as LibreOffice exports it."""
    names = {}
    for number, path in enumerate(paths):  # two files may differ in their suffix only
        copy = folder / f"{number:04}{path.suffix.lower()}"
        copy.write_bytes(path.read_bytes())
        names[path] = copy
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "txt:Text (encoded):UTF8", "--outdir", str(folder), *map(str, names.values())],
        check=True, capture_output=True,
    )  # fmt: skip
    return {
        path: copy.with_suffix(".txt").read_text("utf-8-sig")
        for path, copy in names.items()
        if copy.with_suffix(".txt").is_file()
    }


def compare(judge: str, path: Path) -> tuple[int, int, list[str]]:
    """How many labels of *judge* are right in what is read of *path*, how many there are, and the others."""
    reading = readers.read(path)
    if "TCVN3" in reading.method or "VNI" in reading.method:
        judge = decode_text(judge)[0]
    wanted, lines = _words(judge)
    text = "\n".join("\n".join(p.cells) if p.cells else p.text for p in reading.paragraphs)
    found, _lines = _words(text)
    matcher = difflib.SequenceMatcher(None, wanted, found, autojunk=False)
    place = {a + n: b + n for a, b, size in matcher.get_matching_blocks() for n in range(size)}
    right, misses = 0, []
    for line in lines:
        stretch = [place.get(at) for at in range(line.at, line.at + line.length + 1)]
        start = stretch[0]
        if start is not None and stretch == list(range(start, start + len(stretch))):
            right += 1
        else:
            misses.append(line.text)
    return right, len(lines), misses


def _words(text: str) -> tuple[list[str], list[Line]]:
    """The words of *text*, bullets made alike, and the lines of it that begin with a label and have words."""
    words: list[str] = []
    lines: list[Line] = []
    for raw in normalise(text).split("\n"):
        line = " ".join(raw.split())
        label = _LABEL.match(line)
        parts = line.split()
        if label and line[label.end() : label.end() + 1] in ("", " "):
            length = len(label[0].split())
            if len(parts) > length:
                lines.append(Line(len(words), length, line[:90]))
        words += ["•" if _BULLET.match(part) else fold(part) for part in parts]
    return words, lines


if __name__ == "__main__":
    sys.exit(main())
