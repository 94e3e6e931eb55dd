"""How well and how fast scans are read: the originals of this project, printed, scanned and recognised.

    PYTHONPATH=scripts python benchmarks/ocr.py [--dpi 300] [--files 5]

Needs LibreOffice and tesseract with vie.  Each original is printed by LibreOffice, every page is drawn at
the given dpi, and the PDF of these pictures is read.  `characters` is the share of the text's characters
that must be changed (Levenshtein, paragraphs joined by blanks); `fields` are those of the head.
Lines of dashes count as lost: tesseract does not see them.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from chidao.document import Document  # noqa: E402
from chidao.readers import pdf, txt  # noqa: E402
from chidao.structure import recognise  # noqa: E402
from prints import print_all, printed, scanned  # noqa: E402

FIELDS = ("type", "number", "issuer", "level", "province", "place", "date", "subject", "attached_to")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--dpi", type=int, default=300)
    parser.add_argument("--files", type=int, default=5)
    options = parser.parse_args()
    seeds = sorted((ROOT / "originals").glob("00[0-4]_*.txt"))[: options.files]
    documents = {path.stem[:3]: recognise(txt.read(path).paragraphs) for path in seeds}
    wrong = letters = pages = 0
    seconds = 0.0
    with tempfile.TemporaryDirectory() as folder:
        prints = print_all(Path(folder), {name: printed(d) for name, d in documents.items()})
        for name, path in prints.items():
            scan = path.with_suffix(".scan.pdf")
            scan.write_bytes(scanned(path, options.dpi))
            start = time.perf_counter()
            reading = pdf.read(scan)
            took = time.perf_counter() - start
            count = scan.read_bytes().count(b"/Type /Page ")
            edits, length = errors(documents[name], recognise(reading.paragraphs))
            fields = [f for f in FIELDS if getattr(documents[name].facts, f) != fact(reading, f)]
            right = f"{len(FIELDS) - len(fields)}/{len(FIELDS)}"
            print(
                f"{name}  {count:3} pages  {took / count:5.2f} s a page  "
                f"characters {edits / length:.4f} wrong  fields {right}  {reading.method}",
                *(f"      {field}: {fact(reading, field)}" for field in fields),
                sep="\n",
                flush=True,
            )
            wrong, letters, pages, seconds = wrong + edits, letters + length, pages + count, seconds + took
    print(f"all  {pages:3} pages  {seconds / pages:5.2f} s a page  characters {wrong / letters:.4f} wrong")


def fact(reading: pdf.Reading, name: str) -> object:
    return getattr(recognise(reading.paragraphs).facts, name)


def errors(plain: Document, found: Document) -> tuple[int, int]:
    """Characters to change, and all characters; words are aligned first, so it is an upper bound."""
    a, b = plain.text.split(), found.text.split()
    count = 0
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            count += distance(" ".join(a[a1:a2]), " ".join(b[b1:b2]))
    return count, len(" ".join(a))


def distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


if __name__ == "__main__":
    main()
