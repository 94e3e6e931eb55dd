"""An index that was changed where it lies is the index that is written anew, file by file."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.project import Project
from chidao.publish import Site, read_library, searchables
from chidao.search import Searchable, Section
from chidao.search.index import write_index
from chidao.search.record import IndexRecord
from chidao.search.updating import CannotUpdate, update_index
from helpers import ROOT, SHARED, examples
from searching import Searching

ABBREVIATIONS = {"UBND": ["Uỷ ban nhân dân"]}


def update(kept: Kept, changed: Sequence[Searchable]) -> None:
    update_index(kept.folder, kept.record, changed, abbreviations=ABBREVIATIONS)


def files(folder: Path) -> dict[str, bytes | None]:
    """All files by their names, and the folders."""
    return {
        path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in folder.rglob("*")
    }


class Kept:
    """An index, its record, and its documents."""

    def __init__(self, root: Path, documents: Sequence[Searchable]) -> None:
        self.root, self.folder, self.record = root, root / "search", root / "chi-muc.json"
        self.documents = list(documents)
        self._anew = 0
        write_index(self.documents, self.folder, ABBREVIATIONS, self.record)

    def change(self, changed: dict[int, Searchable]) -> None:
        """Put words, and what else of cards follows from them."""
        for place, document in changed.items():
            self.documents[place] = document
        update_index(self.folder, self.record, list(changed.values()), abbreviations=ABBREVIATIONS)

    def become(self, documents: Sequence[Searchable]) -> None:
        """Put whatever is another in *documents*; the words are told of those that have others."""
        before = {document.address: document.sections for document in self.documents}
        self.documents = list(documents)
        words = [each for each in documents if each.held and each.sections != before.get(each.address)]
        bare = [replace(each, sections=()) if each not in words else each for each in documents]
        update_index(self.folder, self.record, words, bare, ABBREVIATIONS)

    def is_as_written_anew(self) -> None:
        self._anew += 1
        folder = self.root / f"moi-{self._anew}"
        write_index(self.documents, folder, ABBREVIATIONS, self.root / "moi.json")
        found, wanted = files(self.folder), files(folder)
        assert found.keys() == wanted.keys()
        assert [name for name in found if found[name] != wanted[name]] == []
        assert IndexRecord.load(self.record) == IndexRecord.load(self.root / "moi.json")


# ── Random libraries, random edits ──


def vocabulary(chance: random.Random) -> list[str]:
    """Syllables, some common and most rare; numbers; accents that folding takes away."""
    fronts = ["", "b", "ch", "đ", "kh", "ngh", "t", "x"]
    made = {chance.choice(fronts) + chance.choice("aăâeêioôơuưáàảãạếềệứ") + chance.choice(["", "n", "ng", "c"])
            for _ in range(chance.choice((20, 300)))}  # fmt: skip
    return [*sorted(made), "177", "2025", "KL/TW"]


def text(chance: random.Random, words: list[str], length: int) -> str:
    # The lower of two places: some words are many times more common than others.
    chosen = (words[min(chance.randrange(len(words)), chance.randrange(len(words)))] for _ in range(length))
    return "".join(word + chance.choice((" ", " ", " ", "\n", ", ")) for word in chosen)


def library(chance: random.Random) -> list[Searchable]:
    words = vocabulary(chance)
    held = [
        Searchable(
            f"van-ban/{n}.html",
            f"Kết luận số {n}-KL/TU",
            f"{n}-KL/TU",
            text(chance, words, 5),
            date=f"{2000 + n // 12}-{n % 12 + 1:02}-01",
            facets={"loai": (("ket-luan", "Kết luận"),)} if n % 3 else {},
            names=(text(chance, words, 2),),
            sections=tuple(
                Section(str(k), f"mục {k}", text(chance, words, chance.randrange(90))) for k in range(3)
            ),
            cited_by=tuple(sorted(chance.sample(range(5), chance.randrange(3)))),
            due="2030-01-01" if n % 7 == 0 else "",
        )
        for n in range(chance.choice((1, 20, 60, 100)))
    ]
    cited = [Searchable(f"dan-chieu/{n}.html", f"Luật {n}", held=False) for n in range(chance.randrange(20))]
    return [*held, *cited]


def edited(chance: random.Random, document: Searchable) -> Searchable:
    """Other words in a section; a section more or less."""
    words = vocabulary(chance)
    sections = list(document.sections)
    match chance.randrange(4):
        case 0:
            sections.append(Section("moi", "mục mới", text(chance, words, 40)))
        case 1 if sections:
            sections.pop(chance.randrange(len(sections)))
        case 2 if sections:
            sections[0] = sections[0]._replace(text="")
        case _ if sections:
            place = chance.randrange(len(sections))
            old = sections[place].text.split(" ")
            old[chance.randrange(len(old))] = chance.choice([*words, "mới’tinh", "177", ""])
            sections[place] = sections[place]._replace(text=" ".join(old))
    return replace(document, sections=tuple(sections))


def check_three_changes(kept: Kept, change: Callable[[], None]) -> None:
    """Change an index three times, or until it must be written anew and is left as it was."""
    for _round in range(3):
        before = files(kept.folder)
        stopped = ""
        try:
            change()
        except CannotUpdate as reason:
            stopped = str(reason)
        if stopped:
            assert stopped in MAY_STOP
            assert files(kept.folder) == before
            return
        kept.is_as_written_anew()


@settings(max_examples=examples(40))
@given(st.integers(0, 2**32))
def test_a_changed_index_is_the_index_written_anew(seed: int) -> None:
    chance = random.Random(seed)
    with TemporaryDirectory() as folder:
        kept = Kept(Path(folder), library(chance))
        held = sum(document.held for document in kept.documents)

        def change() -> None:
            places = chance.sample(range(held), min(held, chance.randrange(1, 4)))
            kept.change({place: edited(chance, kept.documents[place]) for place in places})

        check_three_changes(kept, change)


def corrected(chance: random.Random, document: Searchable, held: int) -> Searchable:
    """Another fact of a document, with which its card, its names or its shelves change."""
    words = vocabulary(chance)
    changes: list[dict[str, Any]] = [
        {"subject": text(chance, words, 4)},
        {"title": text(chance, words, 3), "issuer": text(chance, words, 2)},
        {"status": "đã bị thay thế", "note": "suy ra: số", "when": "khoảng 2020"},
        {"date": f"{chance.randrange(1990, 2030)}-05-06"},
        {"date": ""},
        {"due": chance.choice(["", "2031-01-01"])},
        {"number": f"{chance.randrange(300)}-QĐ/TW"},
        {"names": (text(chance, words, 2), "Luật Đất đai")},
        {"facets": {"loai": (("luat", "Luật"),), "nam": (("2020", "2020"),)}},
        {"facets": {}},
        {"cited_by": tuple(sorted(chance.sample(range(held), min(held, 3))))},
    ]
    return replace(document, **chance.choice(changes))


def other_library(chance: random.Random, documents: Sequence[Searchable]) -> list[Searchable]:
    """The same held documents with other facts and words; those that are only cited come and go."""
    held = [each for each in documents if each.held]
    cited = [each for each in documents if not each.held]
    for place in chance.sample(range(len(held)), min(len(held), chance.randrange(4))):
        held[place] = corrected(chance, held[place], len(held))
        if chance.random() < 0.3:
            held[place] = edited(chance, held[place])
    match chance.randrange(4):
        case 0 if cited:
            del cited[chance.randrange(len(cited))]
        case 1:
            new = Searchable(
                f"dan-chieu/moi-{chance.randrange(99)}.html", "Luật mới", "5/2020/QH14", held=False
            )
            cited.insert(chance.randrange(len(cited) + 1), new)
        case 2 if cited:
            place = chance.randrange(len(cited))
            cited[place] = corrected(chance, cited[place], len(held))
    return [*held, *cited]


@settings(max_examples=examples(40))
@given(st.integers(0, 2**32))
def test_an_index_with_other_facts_is_the_index_written_anew(seed: int) -> None:
    chance = random.Random(seed)
    with TemporaryDirectory() as folder:
        kept = Kept(Path(folder), library(chance))
        check_three_changes(kept, lambda: kept.become(other_library(chance, kept.documents)))


def test_shards_of_names_and_numbers_that_stay_as_they_were_are_kept(tmp_path: Path) -> None:
    names = [(f"Luật về việc thứ {n}", f"Bộ luật về việc lớn thứ {n}") for n in range(300)]
    kept = Kept(
        tmp_path,
        [plain(n % 28, address=f"{n:03}.html", number=f"{n}-KL/TW", names=names[n]) for n in range(300)],
    )
    for facts in (
        {"date": "1999-01-02"},
        {"number": "7-QĐ/TW"},
        {"cited_by": (3, 4)},
        {"names": ("Hiến pháp",)},
    ):
        place = 150
        kept.become([replace(d, **facts) if n == place else d for n, d in enumerate(kept.documents)])
        kept.is_as_written_anew()


@pytest.mark.parametrize("change", ["more", "less", "other order"])
def test_other_held_documents_are_refused(change: str, tmp_path: Path) -> None:
    documents = [plain(n) for n in range(9)]
    kept = Kept(tmp_path, documents)
    before = files(tmp_path)
    others = {"more": [*documents, plain(9)], "less": documents[1:], "other order": documents[::-1]}[change]
    with pytest.raises(CannotUpdate, match=r"^other documents are held, or in another order$"):
        kept.become(others)
    assert files(tmp_path) == before


MAY_STOP = {
    "the mean length of documents changed, and with it all weights",
    "the size of shards changed",
    "the first terms of an index",
}


# ── Documents as they are ──


def real(root: Path) -> list[Searchable]:
    return list(searchables(Site.of(read_library(Project(root)))))


@pytest.mark.parametrize("word", ["Trung ương", "mới tinh", "177-KL/TW", "\u2028", "nửa \ud800 chữ"])
def test_a_word_is_put_into_each_document_of_this_repository(word: str, tmp_path: Path) -> None:
    kept = Kept(tmp_path, real(ROOT))
    for place, document in enumerate(kept.documents):
        if document.held:
            first, *others = document.sections
            kept.change(
                {place: replace(document, sections=(first._replace(text=f"{word} {first.text}"), *others))}
            )
    kept.is_as_written_anew()


@pytest.mark.skipif(
    not (SHARED / "search" / "articles.jsonl.gz").exists(), reason="needs the shared articles"
)
def test_articles_are_cut_and_joined_in_an_index_of_two_thousand(tmp_path: Path) -> None:
    with gzip.open(SHARED / "search" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(next(lines)) for _ in range(2000)]
    documents = [
        Searchable(f"{n}.html", row["title"], sections=(Section("", "", row["text"]),))
        for n, row in enumerate(rows)
    ]
    kept = Kept(tmp_path, documents)
    chance = random.Random(7)
    for place in chance.sample(range(len(documents)), 6):
        section = documents[place].sections[0]
        half = section.text[: len(section.text) // 2]
        other = documents[chance.randrange(len(documents))].sections[0].text[:300]
        kept.change({place: replace(documents[place], sections=(section._replace(text=half + other),))})
    kept.is_as_written_anew()


# ── What cannot be done in place ──


def plain(n: int, **facts: Any) -> Searchable:
    sections = (Section("1", "mục 1", "uỷ ban nhân dân tỉnh họp bàn về công tác cán bộ"),)
    made = Searchable(f"{n}.html", f"Kết luận {n}", date=f"2020-01-{n + 1:02}", sections=sections)
    return replace(made, **facts)


OTHER = (Section("1", "mục 1", "uỷ ban nhân dân tỉnh họp bàn về đổi mới công tác"),)


@pytest.mark.parametrize(
    "facts",
    [
        {"number": "3-KL/TW"},
        {"names": ("Kết luận về cán bộ",)},
        {"date": "2020-01-05"},
        {"due": "2030-01-01"},
        {"held": False},
        {"cited_by": (1,)},
        {"facets": {"loai": (("ket-luan", "Kết luận"),)}},
        {"address": "moi.html"},
        {"subject": "mới"},
        {"status": "đã bị thay thế"},
    ],
    ids=lambda facts: next(iter(facts)),
)
def test_a_document_that_changed_in_more_than_its_words_is_refused(facts: Any, tmp_path: Path) -> None:
    kept = Kept(tmp_path, [plain(n) for n in range(9)])
    before = files(tmp_path)
    document = plain(3, **facts)
    with pytest.raises(CannotUpdate) as error:
        update(kept, [document])
    assert str(error.value) == f"{document.address}: more than its words changed"
    assert files(tmp_path) == before


def test_other_abbreviations_are_refused(tmp_path: Path) -> None:
    kept = Kept(tmp_path, [plain(n) for n in range(9)])
    with pytest.raises(CannotUpdate, match=r"^other abbreviations$"):
        update_index(kept.folder, kept.record, [], kept.documents, {"HĐND": ["Hội đồng nhân dân"]})


def test_other_weights_of_all_documents_are_refused(tmp_path: Path) -> None:
    kept = Kept(tmp_path, [plain(n) for n in range(9)])
    longer = plain(3, sections=(Section("1", "mục 1", "uỷ ban nhân dân " * 100),))
    with pytest.raises(
        CannotUpdate, match=r"^the mean length of documents changed, and with it all weights$"
    ):
        update(kept, [longer])


def test_an_index_without_its_record_is_refused(tmp_path: Path) -> None:
    kept = Kept(tmp_path, [plain(n) for n in range(9)])
    for damage in (lambda path: path.write_text("{", "utf-8"), lambda path: path.unlink()):
        damage(kept.record)
        with pytest.raises(CannotUpdate) as error:
            update(kept, [plain(3)])
        assert str(error.value) == f"{kept.record}: there is no record of the index"


def test_an_index_written_by_somebody_else_is_refused(tmp_path: Path) -> None:
    kept = Kept(tmp_path, [plain(n) for n in range(9)])
    write_index([plain(n, subject="khác") for n in range(9)], kept.folder)
    with pytest.raises(CannotUpdate) as error:
        update(kept, [plain(3)])
    assert str(error.value) == f"{kept.folder}: the record is that of another index"


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    changed = plain(3, sections=OTHER)
    kept, after = (
        Kept(tmp_path / name, [plain(n) if n != 3 else third for n in range(9)])
        for name, third in (("1", plain(3)), ("2", changed))
    )
    # As if others had come to the names that the changed shards will have.
    for name in files(after.folder).keys() - files(kept.folder).keys():
        path = kept.folder / name
        if name.endswith(".js"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"x")
    before = files(kept.folder)
    with pytest.raises(CannotUpdate, match=r"\.js: another shard has this name$"):
        update(kept, [changed])
    assert files(kept.folder) == before


def test_an_index_in_which_a_shard_is_missing_is_refused(tmp_path: Path) -> None:
    kept = Kept(tmp_path, [plain(n) for n in range(9)])
    for path in kept.folder.rglob("*-3.js"):
        path.unlink()
    with pytest.raises(CannotUpdate, match="the index is not as it was written: "):
        update(kept, [plain(3, sections=OTHER)])


# ── Never half-written ──


@pytest.mark.browser
def test_an_update_that_is_killed_leaves_an_index_that_works(tmp_path: Path, searching: Searching) -> None:
    documents = [plain(n, subject=f"văn bản thứ {n}") for n in range(28)]
    changed = replace(documents[3], sections=OTHER)
    ends = set()
    for steps in (0, 1, 5, 10, 15, 20, 25, 30, 1000):
        kept = Kept(tmp_path / str(steps), documents)
        process = os.fork()
        if not process:
            _die_after(steps)
            try:
                update(kept, [changed])
            finally:
                os._exit(0)
        _pid, status = os.waitpid(process, 0)
        library = searching.opened(kept.root)
        assert library.ask("thu")["total"] == 28
        new = library.ask("doi moi")["total"]
        ends.add((os.WIFSIGNALED(status), kept.record.exists(), new))
        if kept.record.exists():
            kept.documents[3] = changed if new else documents[3]
            kept.is_as_written_anew()
    assert ends == {
        (True, True, 0),  # before the first step
        (True, False, 0),
        (True, False, 1),
        (False, True, 1),
    }


def _die_after(steps: int) -> None:
    """End this process before its file operation number *steps*."""
    left = [steps]

    def counted(work: Any) -> Any:
        def stop(*values: Any, **more: Any) -> Any:
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return work(*values, **more)

        return stop

    for name in ("write_bytes", "replace", "unlink", "rmdir"):
        setattr(Path, name, counted(getattr(Path, name)))
