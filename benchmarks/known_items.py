"""Does a search for a known document find it first, however its number, title or words are typed?

    python benchmarks/known_items.py [--corpus ../shared/corpus] [--documents 200] [--misses]

A project of the corpus and the five originals is converted and built in a temporary folder, and its search
page opened over http in headless Chromium.  Documents are asked for by their number (ten spellings, and the
digits alone), by their title, by three words of a clause, and by a citation of them.  Right is what comes
first if it is the document; of several that answer equally (the same number, the same title) any one.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from _search_peers import chromium
from _search_sets import CountingServer, strip_accents
from chidao import forms
from chidao.document import Facts
from chidao.project import Project
from chidao.publish import Site, read_library
from chidao.publish.searchables import searchables
from chidao.search import Searchable
from chidao.search.letters import spelled, syllables, unpacked
from chidao.text import day, fold, key

ROOT = Path(__file__).resolve().parent.parent
NUMBERS, OTHERS = 0.98, 0.90
"""The bars: which share of the questions must find their document first."""
KNOWN = 5
"""In so many documents a syllable stands that is a word and no slip of the pen."""


@dataclass(frozen=True)
class Item:
    """A held document, as somebody knows it who looks for it."""

    address: str
    facts: Facts
    searchable: Searchable


@dataclass(frozen=True)
class Question:
    kind: str
    text: str
    right: frozenset[str]
    """Addresses, each of which answers."""
    bar: float


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--documents", type=int, default=200, help="ask for this many, evenly chosen")
    parser.add_argument("--full", action="store_true", help="ask for each document")
    parser.add_argument("--misses", action="store_true", help="print each miss, and what came first")
    options = parser.parse_args()
    if not options.corpus.is_dir():
        print(f"known items: skipped, {options.corpus} is not there")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        build(folder, options.corpus)
        items = held(Project(folder))
        count = len(items) if options.full else min(options.documents, len(items))
        chosen = [items[number * len(items) // count] for number in range(count)]
        addresses = {item.address for item in chosen}
        questions = [question for address, question in all_questions(items) if address in addresses]
        print(f"known items: {len(items)} held documents, {len(questions)} questions after {len(chosen)}")
        firsts = ask(folder / "site", [question.text for question in questions])
    return report(questions, firsts, {item.address: item for item in items}, options.misses)


def build(folder: Path, corpus: Path) -> None:
    """A project of *corpus* and the originals of the repository, and its site."""
    originals = folder / "originals"
    originals.mkdir()
    for path in sorted((ROOT / "originals").glob("*.txt")):
        shutil.copy(path, originals)
    for path in sorted(corpus.glob("*/*.txt")):
        shutil.copy(path, originals / f"{path.parent.name}-{path.name}")
    for name in ("theme", "scripts"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("van-ban"))
    # Status 1: a few files of the corpus are no documents; the others are there.
    _run(folder, "convert", allowed=(0, 1))
    _run(folder, "build")


def _run(folder: Path, command: str, allowed: Sequence[int] = (0,)) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "chidao", command],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in allowed:
        raise SystemExit(f"Error: chidao {command} failed on the corpus\n{done.stderr}")


def held(project: Project) -> list[Item]:
    """The documents that the site holds, with what it knows of them."""
    site = Site.of(read_library(project))
    by_address = {found.address: found for found in searchables(site)}
    return [
        Item(paper.address, site.known[name].facts, by_address[paper.address])
        for name, paper in site.papers.items()
        if paper.held
    ]


def all_questions(items: Sequence[Item]) -> Iterator[tuple[str, Question]]:
    """The questions after each document, with its address."""
    for make, bar in (
        (number_questions, NUMBERS),
        (title_questions, OTHERS),
        (clause_questions, OTHERS),
        (citation_questions, OTHERS),
    ):
        for item, kind, text, right in make(items):
            yield item.address, Question(kind, text, frozenset(right), bar)


Asked = Iterator[tuple[Item, str, str, set[str]]]
"""A document, the kind of question, its words, and what answers it."""


@dataclass(frozen=True)
class Number:
    """The parts of a number: "30/2020/NĐ-CP" → "30", "2020", ("NĐ", "CP"), "NĐ"."""

    digits: str
    year: str
    letters: tuple[str, ...]
    code: str
    """Of the type; empty where the number tells none: "60/2024/QH15"."""


def _number(printed: str) -> Number | None:
    match = re.match(r"(\d+)(?:/(\d{4})(?=/))?(.*)", printed)
    if not match:
        return None
    letters = tuple(re.findall(r"[^\W_]+", match[3]))
    code = letters[0] if letters and fold(letters[0]) in _CODES else ""
    return Number(match[1], match[2] or "", letters, code)


_CODES = {fold(code) for form in forms.types().values() for code in (*form.party, *form.state)}


def number_questions(items: Sequence[Item]) -> Asked:
    """The number in ten spellings, and the digits alone."""
    borne: dict[tuple[str, ...], set[str]] = defaultdict(set)
    numbered = []
    for item in items:
        printed = item.searchable.number
        if printed and (number := _number(printed)):
            numbered.append((item, printed, number))
            for bears in _bears(item, printed, number):
                borne[bears].add(item.address)
    for item, printed, number in numbered:
        digits = f"{number.digits}/{number.year}" if number.year else number.digits
        whole, by_code, by_type, alone = (borne[bears] for bears in _bears(item, printed, number))
        parts = [number.digits, *filter(None, [number.year]), *number.letters]
        yield item, "number as printed", printed, whole
        yield item, "number in lower case", printed.lower(), whole
        yield item, "number with blanks for signs", " ".join(parts).lower(), whole
        yield item, "number glued", "".join(parts), whole
        yield item, "number with blanks at signs", re.sub(r"\s*([/-])\s*", r" \1 ", printed), whole
        yield item, "number with “số”", f"số {printed}", whole
        # "30/2020nđ-cp", "177kl/tw"
        yield (
            item,
            "number without its first hyphen",
            re.sub(r"(?<=\d)[/-](?=\D)", "", printed).lower(),
            whole,
        )
        if item.facts.type:
            yield item, "type and number", f"{item.facts.type} {printed}", whole
            yield (
                item,
                "type without accents, digits",
                f"{strip_accents(item.facts.type).lower()} {digits}",
                by_type,
            )
        if number.code:
            yield item, "code of the type, digits", f"{number.code} {digits}", by_code
        yield item, "digits alone", number.digits, alone


def _bears(item: Item, printed: str, number: Number) -> list[tuple[str, ...]]:
    """What the document can be asked by: its whole number; digits and code; digits and type; digits."""
    digits = number.digits.lstrip("0")
    return [
        ("number", digits, number.year, *map(fold, number.letters)),
        ("code", digits, number.year, fold(number.code)),
        ("type", digits, number.year, key(item.facts.type or "")),
        ("digits", digits),
    ]


def title_questions(items: Sequence[Item]) -> Asked:
    """What the document is about: without accents, and with the tones placed the other way."""
    titled: dict[str, set[str]] = defaultdict(set)
    for item in items:
        titled[_folded(item.facts.subject or "")].add(item.address)
    for item in items:
        if subject := item.facts.subject:
            right = titled[_folded(subject)]
            yield item, "title without accents", strip_accents(subject), right
            if (other := other_tones(subject)) != subject:
                yield item, "title with the other tone placement", other, right


def _folded(text: str) -> str:
    return " ".join(spelled(text))


def other_tones(text: str) -> str:
    """The tone of an open oa, oe, uy on the other letter, as the other half of the country writes it.

    >>> other_tones("Uỷ ban, hòa, khoẻ, QUÝ, hoàn, thuỵ")
    'Ủy ban, hoà, khỏe, QUÝ, hoàn, thụy'
    """
    return re.sub(r"[^\W\d_]+", lambda word: _other_tone(word[0]), unicodedata.normalize("NFC", text))


def _other_tone(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    match = re.fullmatch(r"(?i)(.*?)(o|u)([̣̀́̃̉]?)(a|e|y)([̣̀́̃̉]?)", letters)
    if not match or match[1].lower() == "q" or (match[2] + match[4]).lower() not in ("oa", "oe", "uy"):
        return word
    front, first, one, second, two = match.groups()
    return unicodedata.normalize("NFC", front + first + two + second + one)


def clause_questions(items: Sequence[Item]) -> Asked:
    """Three words side by side in a clause, two of which are neighbours in no other document.

    The rarest such three of one clause; which clause, the document's address decides.  Not of syllables that
    hardly any document has: these are slips of the pen.
    """
    single, pair = _frequencies(items)
    for item in items:
        found = []
        for section in item.searchable.sections:
            if section.anchor:
                windows = [w for line in section.text.split("\n") for w in _windows(line, single, pair)]
                if windows:
                    found.append(min(windows)[1])
        if found:
            text = found[zlib.crc32(item.address.encode()) % len(found)]
            yield item, "three words of a clause", text, {item.address}
            yield item, "three words without accents", strip_accents(text), {item.address}


def _frequencies(items: Iterable[Item]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """In how many documents each syllable stands, and each pair of neighbours."""
    single: Counter[str] = Counter()
    pair: Counter[tuple[str, str]] = Counter()
    for item in items:
        found = item.searchable
        lines = [found.title, found.number, found.subject]
        for section in found.sections:
            lines += [section.label, section.text]
        read = syllables(["\n".join(lines)])
        words = unpacked(read.packed)
        side = (read.line[1:] == read.line[:-1]).nonzero()[0].tolist()
        single.update(set(words))
        pair.update({(words[n], words[n + 1]) for n in side})
    return single, pair


def _windows(
    line: str, single: Mapping[str, int], pair: Mapping[tuple[str, str], int]
) -> Iterator[tuple[int, str]]:
    """How common the three words are, and the words as printed."""
    for match in _THREE.finditer(line):
        words = fold(match[1]).split()
        rare = pair[words[0], words[1]] == 1 or pair[words[1], words[2]] == 1
        if rare and min(single[word] for word in words) >= KNOWN:
            yield sum(single[word] for word in words), match[1].lower()


_THREE = re.compile(r"(?=(?<![^\s(“\"])([^\W\d_]{2,8} [^\W\d_]{2,8} [^\W\d_]{2,8})(?![\w/-]))")
"""Three words with nothing between them but blanks, none of them part of a number."""


def citation_questions(items: Sequence[Item]) -> Asked:
    """ "Kết luận số 34-KL/TW, ngày 07/8/2018 của Bộ Chính trị", as it is copied from another document."""
    same: dict[tuple[str, ...], set[str]] = defaultdict(set)
    named = []
    for item in items:
        facts, number = item.facts, item.searchable.number
        if facts.type and number and facts.date:
            identity = (key(facts.type), *spelled(number), facts.date)
            same[identity].add(item.address)
            named.append((item, identity))
    for item, identity in named:
        facts = item.facts
        of = f" của {item.searchable.issuer}" if item.searchable.issuer else ""
        text = f"{facts.type} số {item.searchable.number}, ngày {day(facts.date)}{of}"
        yield item, "pasted citation", text, same[identity]


def ask(site: Path, texts: Sequence[str]) -> list[str]:
    """The address of what comes first for each of *texts*, empty if nothing comes."""
    with CountingServer(site) as server, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{server.address}tim-kiem.html")
        found: list[str] = page.evaluate(_ASK, list(texts))
    return found


_ASK = """async (texts) => {
  const engine = await chidaoIndex(".")
  const firsts = []
  for (const text of texts) {
    const { hits } = await engine.search(text)
    firsts.push(hits.length ? hits[0].address : "")
  }
  return firsts
}"""


def report(
    questions: Sequence[Question], firsts: Sequence[str], items: Mapping[str, Item], misses: bool
) -> int:
    """Print the share of each kind; 1 if one of the two groups is below its bar."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    groups: dict[float, list[bool]] = defaultdict(list)
    for question, first in zip(questions, firsts, strict=True):
        right = first in question.right
        kinds[question.kind].append(right)
        groups[question.bar].append(right)
        if misses and not right:
            _print_miss(question, first, items)
    for kind, answers in kinds.items():
        print(f"  {kind:36}{_share(answers)}")
    below = 0
    for bar, name in ((NUMBERS, "numbers"), (OTHERS, "others")):
        print(f"known items  {name:23}{_share(groups[bar])}  (bar {bar:.0%})")
        below += sum(groups[bar]) < bar * len(groups[bar])
    return 1 if below else 0


def _share(answers: Sequence[bool]) -> str:
    return f"{sum(answers) / (len(answers) or 1):7.1%}  of {len(answers)}"


def _print_miss(question: Question, first: str, items: Mapping[str, Item]) -> None:
    wanted = min(question.right)
    came = items[first].searchable if first in items else None
    print(f"  {question.kind}: {question.text}")
    print(f"      wanted {_named(items[wanted].searchable)} ({wanted}, one of {len(question.right)})")
    print(f"      first  {_named(came) if came else 'not held'} ({first or 'nothing'})")


def _named(document: Searchable) -> str:
    return f"{document.title} {document.date or '????'} {document.subject[:60]}"


if __name__ == "__main__":
    sys.exit(main())
