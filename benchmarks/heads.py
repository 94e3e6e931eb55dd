"""How well are the heads of documents recognised, against what a legal portal lists for them?

    python benchmarks/heads.py [CORPUS] [--source "site metadata table"] [--quiet]

CORPUS is a folder with documents as text and a manifest.csv (file, type, number, date, agency,
signer, meta_source); default ../shared/corpus.  Compared with case, place of the tone mark, blanks
and punctuation ignored.  A portal files the bodies of a province under the province's name
("Tỉnh Hà Tĩnh"), so an issuer is right if it is that body or a body of that province.

A number or date that the file does not contain at all (texts copied without their head) cannot be
recognised: those rows are counted apart, and both shares are printed.  Disagreements are printed
too: some are the portal's own mistakes (VERIFIED lists those that we looked at).
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from pathlib import Path

from chidao.readers import read
from chidao.structure import recognise
from chidao.text import key

FIELDS = {"number": 0.98, "date": 0.98, "type": 0.97, "issuer": 0.90, "signer": 0.90}

VERIFIED = {
    ("tvpl/9a53c71ee9f5781f.txt", "number"): "the document prints 3799/CHQ-GSQL",
    ("tvpl/e452177a27361c26.txt", "issuer"): "issued by Bắc Ninh; it repeals a rule of the former Bắc Giang",
    ("tvpl/ad0066b8d39e5c85.txt", "issuer"): "a notice of Văn phòng Chính phủ, as head and number say",
    ("tvpl/8180ae11188469fd.txt", "signer"): "the document prints Võ Minh Lương",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--source", default="site metadata table")
    parser.add_argument("--quiet", action="store_true", help="the table only")
    options = parser.parse_args()
    if not (options.corpus / "manifest.csv").exists():
        print(f"heads: skipped, {options.corpus} is not there")
        return 0
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    absent: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    with (options.corpus / "manifest.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["meta_source"] == options.source]
    for row in rows:
        text = (options.corpus / row["file"]).read_text("utf-8")
        facts = recognise(read(options.corpus / row["file"]).paragraphs).facts
        found = {
            "number": facts.number or "",
            "date": facts.date or "",
            "type": facts.type or "",
            "issuer": "; ".join(facts.issuer),
            "signer": (facts.signer.name if facts.signer else None) or "",
        }
        for field in FIELDS:
            want = row["agency" if field == "issuer" else field]
            if not want:
                continue
            total[field] += 1
            if same(field, want, found[field]):
                right[field] += 1
                continue
            reason = VERIFIED.get((row["file"], field), "")
            if not found[field] and not printed(field, want, text):
                absent[field] += 1
                reason = "not in the text"
            elif reason:
                theirs[field] += 1
            if not options.quiet:
                print(f"{row['file']}  {field}: portal {want!r}, found {found[field]!r}  {reason}")
    print(f"{len(rows)} documents with {options.source!r}")
    print("field    right     of   share  not in text  portal wrong   share of the rest    bar")
    for field, bar in FIELDS.items():
        rest = total[field] - absent[field] - theirs[field]
        print(
            f"{field:<8} {right[field]:>5}  {total[field]:>5}   {right[field] / max(1, total[field]):.3f}"
            f"  {absent[field]:>11}  {theirs[field]:>12}   {right[field] / max(1, rest):>17.3f}   {bar:.2f}"
        )
    return 0


def printed(field: str, want: str, text: str) -> bool:
    """Whether the text can tell it at all: a number by its digits, a date by its day, month and year."""
    if field == "number":
        return re.search(rf"(?<!\d){re.match(r'[0-9]*', want)[0]}(?!\d)", text) is not None
    if field == "date":
        year, month, day = map(int, want.split("-"))
        shapes = rf"0?{day}\s*(?:[/.-]|\s+tháng\s+)\s*0?{month}\s*(?:[/.-]|\s+năm\s+)\s*{year}"
        return re.search(rf"(?<!\d){shapes}", text) is not None
    return squeeze(want) in squeeze(text)


def same(field: str, want: str, found: str) -> bool:
    """Whether the portal and we say the same."""
    if field == "number":
        return squeeze(want) == squeeze(found)
    if field == "issuer":
        wanted, have = squeeze(want), squeeze(found)
        place = re.match(r"(?:tỉnh|thành phố)\s", want.lower())
        return wanted == have or (place is not None and have.endswith(wanted))
    return squeeze(want) == squeeze(found)


def squeeze(text: str) -> str:
    return re.sub(r"[\s.,;:_–-]", "", key(text.replace("–", "-")))


if __name__ == "__main__":
    sys.exit(main())
