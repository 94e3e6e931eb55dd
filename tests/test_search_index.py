"""The index on disk: what its files hold, what they are called, and what two languages must agree on."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.errors import BadAbbreviations
from chidao.search import Searchable, Section, coding, day, load_abbreviations
from chidao.search.index import write_index
from chidao.search.letters import spelled, syllables
from helpers import ROOT
from searching import Searching

SYLLABLES = [
    "uỷ",
    "ban",
    "nhân",
    "dân",
    "tỉnh",
    "kết",
    "luận",
    "về",
    "công",
    "tác",
    "cán",
    "bộ",
    "kiểm",
    "tra",
    "giám",
    "sát",
    "đảng",
    "viên",
    "báo",
    "cáo",
    "hằng",
    "năm",
]


def paper(n: int, **facts: object) -> Searchable:
    """A document like others, the n-th of them."""
    words = [SYLLABLES[(n * 7 + k * k) % len(SYLLABLES)] for k in range(60)]
    sections = tuple(Section(str(k), f"mục {k}", " ".join(words[k * 20 :][:20])) for k in range(3))
    made = Searchable(
        f"van-ban/{n}.html",
        f"Kết luận số {n}-KL/TU",
        f"{n}-KL/TU",
        date=f"{2000 + n // 300}-{n // 25 % 12 + 1:02}-{n % 25 + 1:02}",
        facets={"loai": (("ket-luan", "Kết luận"),)},
        names=(f"Kết luận {n}",),
        sections=sections,
    )
    return replace(made, **facts)


def written(documents: Iterable[Searchable], folder: Path) -> dict[str, bytes]:
    """The files of an index, by their names."""
    write_index(documents, folder, {"UBND": ["Uỷ ban nhân dân"]})
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.js")}


SHARD = re.compile(r'chidaoShard\("([a-z2-7]{7}(?:-\d+)?)",(.*)\)\n', re.S)


def shard(script: bytes) -> object:
    """What a script hands over."""
    match = SHARD.fullmatch(script.decode("utf-8"))
    assert match, script[:80]
    return json.loads(match[2])


def directory(files: dict[str, bytes]) -> dict:
    """What the entry leads to."""
    name = re.fullmatch(rb'chidaoEntry\("([a-z2-7]{7})"\)\n', files["entry.js"])[1].decode()
    return shard(
        next(data for data in files.values() if data.startswith(f'chidaoShard("{name}",{{'.encode()))
    )


# ── Same documents, same bytes ──


def test_the_same_documents_give_the_same_bytes(tmp_path: Path) -> None:
    documents = [paper(n) for n in range(100)]
    assert written(documents, tmp_path / "1") == written(iter(documents), tmp_path / "2")


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    here = written(map(paper, range(100)), tmp_path / "1")
    program = "import sys; from pathlib import Path; from test_search_index import paper, written; written(map(paper, range(100)), Path(sys.argv[1]))"
    for seed in ("1", "2"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "scripts"), str(ROOT / "tests")]),
        }
        subprocess.run(
            [sys.executable, "-c", program, str(tmp_path / f"ban-{seed}")], env=environment, check=True
        )
        folder = tmp_path / f"ban-{seed}"
        assert {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.js")
        } == here


def test_a_new_document_changes_no_card_and_no_text_of_other_groups(tmp_path: Path) -> None:
    before = written(map(paper, range(200)), tmp_path / "1")
    after = written(map(paper, range(201)), tmp_path / "2")
    gone = {name for name in before if re.search(r"-\d+\.js$", name)} - set(after)
    # The newest stands in the last group alone, which has a new name.
    assert {str(shard(before[name])) for name in gone} <= {
        str(shard(data)) for data in after.values() if b"chidaoShard" in data
    }
    assert len(gone) < 48
    assert all(before[name] == after[name] for name in set(before) & set(after) - {"entry.js"})


def test_every_file_is_named_for_its_content(tmp_path: Path) -> None:
    files = written(map(paper, range(300)), tmp_path)
    assert {name for name in files if not re.fullmatch(r"[a-z2-7/]{8}(-\d+)?\.js", name)} == {
        "engine.js",
        "entry.js",
    }
    for name, data in files.items():
        if name not in ("engine.js", "entry.js"):
            assert SHARD.fullmatch(data.decode("utf-8"))[1] == re.sub(r"\.js$|/", "", name)
    # No two files are one where letters have no case.
    assert len({name.lower() for name in files}) == len(files)


def test_documents_that_are_equal_in_all_but_their_address_keep_their_own_cards(tmp_path: Path) -> None:
    twins = [replace(paper(1), address=f"{n}.html") for n in range(100)]
    files = written(twins, tmp_path)
    texts = [shard(data) for name, data in files.items() if "-" in name]
    cards = [card[0] for card, _sections in texts]
    assert sorted(cards) == sorted(twin.address for twin in twins)


# ── Terms ──


def terms(files: dict[str, bytes]) -> list[str]:
    """All terms, in the order of their shards; each shard begins where the directory says."""
    names, firsts = (
        directory(files)["terms"]["names"],
        directory(files)["terms"]["firsts"].split(coding.RECORD),
    )
    found: list[str] = []
    for n, first in enumerate(firsts):
        name = names[7 * n : 7 * n + 7]
        text = shard(
            next(data for data in files.values() if data.startswith(f'chidaoShard("{name}","'.encode()))
        )
        head = ""
        for place, record in enumerate(text.split(coding.RECORD)):
            term, gaps, weights = record.split(coding.FIELD)
            term = head + term if term.startswith(" ") else term
            head = term.partition(" ")[0]
            assert len(decoded(gaps)) == len(weights) > 0
            assert place or term == first
            found.append(term)
    return found


def test_terms_ascend_so_that_the_browser_finds_them(tmp_path: Path) -> None:
    found = terms(written(map(paper, range(200)), tmp_path))
    assert found == sorted(set(found))
    assert {"#17 kltu", "*ket-luan-17", "uy", "uy ban", "17"} <= set(found)


def test_terms_ascend_where_a_syllable_is_read_in_many_ways(tmp_path: Path) -> None:
    # As written, "chuồng" is 752 and "chương" 2700, which has one letter more and begins with a lower one.
    words = ["chung", "chúng", "chuồng", "chuông", "chương", "chường", "chưởng"]
    found = terms(written([paper(1, sections=(Section("", "", " ".join(words)),))], tmp_path))
    assert found == sorted(set(found))


def test_no_term_holds_a_sign_that_parts_records(tmp_path: Path) -> None:
    text = 'a|b~c"d\\e\'f#g&h*i j|~"\\'
    document = paper(1, number="1|2~3-KL/TU", names=('Luật "A|B"',), sections=(Section("", "", text),))
    assert {"#1 23kltu", "*luat-a-b", "a b", "i j"} <= set(terms(written([document], tmp_path)))


# ── Texts in scripts ──

NASTY = "</script><!-- \u2028 \u2029 \"'` \\ \\n \n \t \x00 \x1f \ufeff ${a} ]]> 😀 \U0010ffff Uỷ"


def test_any_text_is_the_same_when_the_script_is_read(tmp_path: Path) -> None:
    document = paper(1, title=NASTY, subject=NASTY, sections=(Section("1", NASTY, NASTY),))
    files = written([document], tmp_path)
    shards = [shard(data) for name, data in files.items() if name not in ("engine.js", "entry.js")]
    (text,) = [shard(data) for name, data in files.items() if "-" in name]
    assert text[0][1] == NASTY
    assert text[1] == [["1", NASTY, NASTY]]
    assert [text[0]] in shards  # the cards of the group
    for data in files.values():
        assert b"\xe2\x80\xa8" not in data  # ends a line in the strings of old browsers
        assert b"\xe2\x80\xa9" not in data


@pytest.mark.browser
def test_the_browser_reads_any_text_as_it_was(searching: Searching) -> None:
    library = searching.library([paper(1, subject=NASTY, sections=(Section("1", "mục", f"dấu {NASTY}"),))])
    (hit,) = library.ask("dấu")["hits"]
    assert hit["subject"] == NASTY
    assert "".join(piece for piece, _marked in hit["sections"][0]["pieces"]) == f"dấu {NASTY}"


def test_half_a_letter_stops_no_build(tmp_path: Path) -> None:
    files = written(
        [paper(1, title="nửa \ud800 chữ", sections=(Section("", "", "nửa \udfff chữ"),))], tmp_path
    )
    (text,) = [shard(data) for name, data in files.items() if "-" in name]
    assert text[1] == [["", "", "nửa ? chữ"]]


# ── What is hardly there ──


def test_an_empty_library_has_an_index(tmp_path: Path) -> None:
    found = write_index([], tmp_path)
    assert (found.documents, found.terms, found.postings) == (0, 0, 0)
    assert (tmp_path / "engine.js").is_file()


@pytest.mark.parametrize("text", ["", "…", "\n\n", "北京", "\u0301"])
def test_a_document_without_words_has_a_card(text: str, tmp_path: Path) -> None:
    files = written([Searchable("a.html", text, sections=(Section("", "", text),))], tmp_path)
    assert directory(files)["documents"] == 1


def test_a_stub_before_a_held_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^van-ban/2\.html: held documents come first$"):
        write_index([paper(1, held=False), paper(2)], tmp_path)


def test_what_is_no_date_is_day_0() -> None:
    assert day("") == day("hôm qua") == day("2025-02-30") == 0
    assert day("0001-01-01") == 1


# ── Abbreviations ──


def abbreviations(folder: Path, text: str | bytes) -> dict[str, tuple[str, ...]]:
    (folder / "viet-tat.yml").write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return dict(load_abbreviations(folder))


def test_a_project_without_a_list_has_no_abbreviations(tmp_path: Path) -> None:
    assert load_abbreviations(tmp_path) == {}


@pytest.mark.parametrize("text", ["", "# chỉ có lời giải thích\n", "\n\n", "{}"])
def test_an_empty_list_has_no_abbreviations(text: str, tmp_path: Path) -> None:
    assert abbreviations(tmp_path, text) == {}


def test_an_abbreviation_stands_for_one_thing_or_several(tmp_path: Path) -> None:
    text = "UBND: Uỷ ban nhân dân\nTU: [Tỉnh uỷ, Thành uỷ]\n"
    assert abbreviations(tmp_path, text) == {"UBND": ("Uỷ ban nhân dân",), "TU": ("Tỉnh uỷ", "Thành uỷ")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "UBND: [Uỷ ban\nTU: Tỉnh uỷ\n",
            "dòng 2 không đọc được; mỗi dòng phải có dạng UBND: Uỷ ban nhân dân",
        ),
        ("UBND: a: b\n", "dòng 1 không đọc được; mỗi dòng phải có dạng UBND: Uỷ ban nhân dân"),
        ("\tUBND: Uỷ ban\n", "dòng 1 không đọc được; mỗi dòng phải có dạng UBND: Uỷ ban nhân dân"),
        (b"UBND: U\xff ban\n", "không phải UTF-8; mở và lưu lại dưới dạng UTF-8"),
        ("- UBND\n- TU\n", "mỗi dòng phải có dạng UBND: Uỷ ban nhân dân"),
        ("UBND\n", "mỗi dòng phải có dạng UBND: Uỷ ban nhân dân"),
        ("UBND:\n", "dòng 1: UBND phải có ít nhất một cách viết đầy đủ"),
        ("UBND: ' '\n", "dòng 1: UBND phải có ít nhất một cách viết đầy đủ"),
        ("UBND: []\n", "dòng 1: UBND phải có ít nhất một cách viết đầy đủ"),
        ("UBND: …\n", "dòng 1: UBND phải có ít nhất một cách viết đầy đủ"),
        ("# đầu\nBTC: Ban Tổ chức\nBTC: Bộ Tài chính\n", "dòng 3: BTC đã có ở trên; gộp thành một dòng"),
        ("UBND: {a: b}\n", "dòng 1: UBND phải có ít nhất một cách viết đầy đủ"),
        ("UBND: [Uỷ ban, [b]]\n", "dòng 1: UBND phải có ít nhất một cách viết đầy đủ"),
    ],
)
def test_what_cannot_be_understood_is_named(text: str | bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(BadAbbreviations) as error:
        abbreviations(tmp_path, text)
    assert str(error.value) == f"{tmp_path / 'viet-tat.yml'}: {message}"


def test_an_abbreviation_may_be_a_word_of_yaml(tmp_path: Path) -> None:
    assert abbreviations(tmp_path, "NO: Nông nghiệp\n") == {"NO": ("Nông nghiệp",)}
    assert abbreviations(tmp_path, "135: chương trình 135\n012: mười hai\n") == {
        "135": ("chương trình 135",),
        "012": ("mười hai",),
    }


@pytest.mark.parametrize("text", ["[UBND, UB]: Uỷ ban nhân dân\n", "{UBND: UB}: Uỷ ban nhân dân\n"])
def test_an_abbreviation_is_one_word(text: str, tmp_path: Path) -> None:
    with pytest.raises(BadAbbreviations):
        abbreviations(tmp_path, text)


def test_the_list_of_this_repository_is_understood() -> None:
    found = load_abbreviations(ROOT / "content")
    assert found["UBND"] == ("Uỷ ban nhân dân",)
    assert all(spelled(short) and len(spelled(text)) > 1 for short, long in found.items() for text in long)


# ── What the browser must read in the same way ──

WORDS = [
    "Uỷ ban", "ủy ban", "ỦY BAN", unicodedata.normalize("NFD", "Uỷ ban Thường vụ"), "đ Đ ð Ð ɖ Ɖ", "QĐ QÐ",
    "khoá khóa", "nghiêng", "nghiêngng", "nghiêngngả", "a" * 9, "ngoằn-ngoèo", "gi\u00adám", "b\u200ba\u200cn", "a\u2060b",
    "straße", "İstanbul ı", "KL177TW", "177KL", "30/2020/NĐ-CP", "1.234,5", "số177", "ＵＢＮＤ １７７", "ban１", "①②", "x²",
    "a\u0301\u0323\u0302\u0308\u0327b", "\u0301a", "a \u0301 b", "e\u0302\u0323 ệ ê\u0323 ẹ\u0302", "ǖ ǟ ṩ", "ﬁ ﬂ", "K Å", "ĳ ŉ ſ",
    "naïve café Müller Øre Łódź", "ọ̀", "Ελλάδα", "Москва", "北京", "हिन्दी", "ไทย", "😀ban😀", "a😀b", "\U0001d400b", "",
    "17\u00ad7", "17\u200b7", "a\u034fb", "a\ufe0fb", "a\u3099b", "a_b", "a'b", "a’b", "a·b", "tp.hcm", "e-mail", "C++", "\x00a\x1fb", "a\u00a0b\u202fc", "tổ\nchức", "tổ\u2028chức",
]  # fmt: skip


@pytest.mark.browser
def test_both_languages_cut_and_fold_words_alike(searching: Searching) -> None:
    read = searching.parts(f"{json.dumps(WORDS)}.map((text) => syllables(text).map(({{ term }}) => term))")
    assert dict(zip(WORDS, read, strict=True)) == {text: spelled(text) for text in WORDS}


@pytest.mark.browser
def test_both_languages_tell_accents_alike(searching: Searching) -> None:
    vowels = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
    words = [f"{front}{v}{back}" for v in vowels for front in ("", "đ", "ngh") for back in ("", "ng", "i")]
    words += [
        "khoá",
        "khóa",
        "hoà",
        "hòa",
        "uỷ",
        "ủy",
        "thuở",
        "quyền",
        "nghiêng",
        "Ðảng",
        "ĐẢNG",
        "NGHIÊNG",
        "giượng",
        "ươu",
    ]
    here = [syllables([word]).accents.tolist() for word in words]
    assert searching.parts(f"{json.dumps(words)}.map((word) => [accents(word)])") == here


def decoded(text: str) -> list[int]:
    """The numbers that *text* holds, as coding tells it: halves of letters, the ending ones below 60."""
    found, number = [], 0
    for letter in text:
        value = coding.ALPHABET.index(letter)
        if value < 60:
            found.append(number * 60 + value)
            number = 0
        else:
            number = number * 30 + value - 60
    assert number == 0
    return found


LIMITS = [0, 59, 60, 61, 1799, 1800, 1801, 53_999, 54_000, 2**24, 2**31 - 1, 2**31, 2**53 - 1]
NUMBERS = st.lists(st.integers(0, 2**53 - 1) | st.sampled_from(LIMITS), max_size=50)


@given(NUMBERS)
def test_numbers_are_read_as_they_were_written(values: list[int]) -> None:
    one_by_one = "".join(map(coding.number, values))
    letters, starts = coding.numbers(np.array(values, dtype=np.int64))
    together = letters.tobytes().decode("ascii")
    assert decoded(one_by_one) == values
    assert together == one_by_one
    assert [together[a:b] for a, b in pairwise(starts)] == list(map(coding.number, values))


@pytest.mark.browser
def test_the_browser_reads_and_writes_the_same_numbers(searching: Searching) -> None:
    values = [*range(2000), *LIMITS]
    text = "".join(map(coding.number, values))
    assert searching.parts(f"[...numbers({json.dumps(text)})]") == values
    assert searching.parts(f"{json.dumps(values)}.map(letters).join('')") == text


def test_no_number_is_below_nought() -> None:
    with pytest.raises(ValueError, match=r"^-1: numbers begin at 0$"):
        coding.number(-1)
    with pytest.raises(ValueError, match=r"^-2: numbers begin at 0$"):
        coding.numbers(np.array([1, -2]))


@pytest.mark.browser
def test_weights_keep_their_level_and_the_title(searching: Searching) -> None:
    levels = np.repeat(np.arange(coding.LEVELS), 2)
    titles = np.tile([False, True], coding.LEVELS)
    text = coding.weights(levels, titles).tobytes().decode("ascii")
    assert text == coding.ALPHABET
    gaps = coding.number(0) * len(text)
    read = searching.parts(
        f"Array.from(postings({json.dumps(gaps)}, {json.dumps(text)}).codes, (c) => [c >> 1, inTitle(c)])"
    )
    assert read == [[int(level), int(title)] for level, title in zip(levels, titles, strict=True)]
