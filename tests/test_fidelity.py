"""No word is lost, and each departure of a page from its original is found where it stands."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao import library, readers
from chidao.conversion import convert_all
from chidao.document import Paragraph
from chidao.fidelity import Departure, departures, plain_text, words
from chidao.pages import parse, write
from chidao.readers import txt
from chidao.readers.encoding import decode
from chidao.structure import recognise
from chidao.text import WORD
from helpers import SEEDS, TESTS, put, understood

GOLDEN = sorted((TESTS / "golden").glob("*.txt"))

ORIGINAL = """KẾT LUẬN
về công tác cán bộ
-----

1. Ban Tổ chức Tỉnh ủy chủ trì, phối hợp với Sở Nội vụ. Các cấp ủy thực hiện nghiêm túc.

2. Báo cáo Ban Thường vụ trước ngày 31/7/2025.
"""


def page_of(text: str) -> str:
    return write(understood(text))


def found(original: str, page: str) -> list[Departure]:
    return departures(txt.paragraphs(original), parse(page).document.paragraphs)


def edited(before: str, after: str) -> tuple[list[Departure], str]:
    page = page_of(ORIGINAL)
    assert page.count(before) == 1
    page = page.replace(before, after)
    return found(ORIGINAL, page), page


def line_of(page: str, words: str) -> int:
    return page[: page.index(words)].count("\n") + 1


def test_a_page_as_converted_departs_nowhere():
    assert found(ORIGINAL, page_of(ORIGINAL)) == []


def test_a_word_that_is_changed_is_found_with_its_line():
    departure, page = edited("Sở Nội vụ", "Sở Tài chính")
    assert departure == [Departure("Nội vụ.", "Tài chính.", line_of(page, "Sở Tài chính"), "phối hợp với Sở")]


def test_a_word_in_a_later_sentence_has_the_line_of_that_sentence():
    departure, page = edited("nghiêm túc", "thật nghiêm túc")
    assert departure == [Departure("", "thật", line_of(page, "nghiêm túc"), "cấp ủy thực hiện")]


def test_a_word_that_is_left_out_is_found():
    departure, page = edited("Ban Tổ chức Tỉnh ủy", "Ban Tổ chức")
    assert departure == [Departure("Tỉnh ủy", "", line_of(page, "Ban Tổ chức"), "1. Ban Tổ chức")]


def test_a_paragraph_that_is_added_is_found():
    departure, page = edited(
        "2. Báo cáo Ban Thường vụ trước ngày 31/7/2025.",
        "2. Báo cáo Ban Thường vụ trước ngày 31/7/2025.\n\n3. Thêm một mục.",
    )
    assert departure == [
        Departure("", "3. Thêm một mục.", line_of(page, "3. Thêm"), "vụ trước ngày 31/7/2025.")
    ]


def test_a_paragraph_that_is_removed_is_found():
    departure, _page = edited("\n2. Báo cáo Ban Thường vụ trước ngày 31/7/2025.\n", "")
    assert [(d.original, d.page) for d in departure] == [
        ("2. Báo cáo Ban Thường vụ trước ngày 31/7/2025.", "")
    ]


def test_two_changes_are_two_departures_in_order():
    page = page_of(ORIGINAL).replace("Sở Nội vụ", "Sở Tài chính").replace("31/7/2025", "31/8/2025")
    assert [(d.original, d.page) for d in found(ORIGINAL, page)] == [
        ("Nội vụ.", "Tài chính."),
        ("31/7/2025.", "31/8/2025."),
    ]


def test_an_accent_is_a_departure():
    departure, _page = edited("nghiêm túc", "nghiêm tức")
    assert [(d.original, d.page) for d in departure] == [("túc.", "tức.")]


def test_a_letter_that_only_looked_right_is_mended_without_a_departure():
    original = ORIGINAL.replace("Sở Nội vụ", "Nghị định 23/2024/NĐ-CР, ３ ngày")
    page = page_of(original)
    mended = page.replace("NĐ-CР", "NĐ-CP").replace("３ ngày", "3 ngày")
    assert mended != page
    assert found(original, mended) == []
    assert len(found(original, mended.replace("3 ngày", "³ ngày"))) == 1


def test_the_order_of_words_counts():
    departure, _page = edited("chủ trì, phối hợp với", "phối hợp với, chủ trì")
    assert departure != []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Sở Nội vụ", "**Sở Nội vụ**"),
        ("về công tác cán bộ", "## về công tác cán bộ"),
        ("Sở Nội vụ. Các", "Sở Nội vụ.\n   Các"),
        ("1. Ban Tổ chức", "1. Ban  Tổ   chức"),
        ("-----", "---"),
        ("-----\n\n", ""),
        ("\n2. Báo cáo", "\n\n\n2. Báo cáo"),
    ],
    ids=["bold", "heading", "line break", "blanks", "shorter rule", "no rule", "blank lines"],
)
def test_markup_is_no_departure(before: str, after: str):
    page = page_of(ORIGINAL).replace("Nội vụ.\n   Các", "Nội vụ. Các")
    assert before in page
    assert found(ORIGINAL, page.replace(before, after)) == []


@pytest.mark.parametrize(
    "ending",
    [
        "Nơi nhận:\n-\nNhư trên;\n- Lưu: VT.\n",
        "Nơi nhận:\n- Như trên;\n- .....\n- Lưu: VT.\n",
        "Nơi nhận:\n- .....\nNhư trên;\n- Lưu: VT.\n",
        "Nơi nhận:\n- Như trên;\n\n- …\n\n- Lưu: VT.\n",
        "TM. ỦY BAN NHÂN DÂN\n-\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n.....\n\nNguyễn Hồng Lĩnh\n",
        "| TT | Tỷ lệ |\n| --- | --- |\n| - | - |\n| 1 | - |\n",
        "[1]\nSố liệu của Bộ Nội vụ.\n",
    ],
    ids=[
        "a dash alone on its line",
        "an entry of dots",
        "an entry of dots that goes on",
        "an entry of dots by itself",
        "signs in a signature",
        "a row of dashes",
        "a note whose mark stands alone",
    ],
)
def test_signs_that_stand_alone_on_a_line_are_no_departure(ending: str):
    text = f"{ORIGINAL}\n{ending}"
    assert found(text, page_of(text)) == []


@pytest.mark.parametrize("sign", ["≥", "<", "+", "%", "×"])
def test_a_sign_that_means_something_is_a_word(sign: str):
    text = ORIGINAL.replace("trước ngày", f"trước {sign} ngày")
    departure = found(text, page_of(ORIGINAL))
    assert [(d.original, d.page) for d in departure] == [(sign, "")]


def test_a_page_emptied_departs_by_all_its_words():
    assert found(ORIGINAL, "---\ntype: Kết luận\n---\n") == [
        Departure(plain_text(txt.paragraphs(ORIGINAL)), "", 0, "")
    ]


WORDS = st.lists(st.sampled_from(["các", "cấp", "uỷ", "ủy", "1.", "a)", "Sở", "vụ.", "31/7"]), max_size=25)


@given(WORDS, WORDS)
def test_departures_tell_how_to_turn_the_one_text_into_the_other(a: list[str], b: list[str]):
    one, other = [Paragraph(" ".join(a))], [Paragraph(" ".join(b), line=1)]
    result = departures(one, other)
    assert (result == []) == (words(one) == words(other))
    assert sum(len(d.original.split()) - len(d.page.split()) for d in result) == len(words(one)) - len(
        words(other)
    )
    for departure in result:
        assert departure.original in " ".join(a)
        assert departure.page in " ".join(b)


def witnesses(path: Path) -> tuple[list[str], list[str]]:
    """The words of a file as the quick witness tells them, and as the reader does; signs left out."""
    quick = txt.words(path, path.read_bytes())
    read = txt.bare(plain_text(readers.read(path).paragraphs))
    return tuple([word for word in text.split() if WORD.search(word)] for text in (quick, read))


@pytest.mark.parametrize("path", [*SEEDS, *GOLDEN], ids=lambda path: path.stem)
def test_the_second_witness_agrees_with_the_reader(path: Path):
    quick, read = witnesses(path)
    assert quick == read


def test_the_second_witness_agrees_with_the_reader_on_real_documents(sample):
    different = []
    for path in sample:
        quick, read = witnesses(path)
        if quick != read:
            different.append(path.name)
    assert different == []


def letters(text: str) -> str:
    """Letters and digits, in order, with nothing of our own code: a third witness."""
    text = unicodedata.normalize("NFC", text).replace("\u00d0", "Đ").replace("\u0189", "Đ")
    return "".join(char for char in text if char.isalnum() or char == "\ufffd")


def raw_letters(path: Path) -> str:
    return letters(decode(path, path.read_bytes())[0])


@pytest.mark.parametrize("path", [*SEEDS, *GOLDEN], ids=lambda path: path.stem)
def test_every_letter_and_digit_of_a_file_is_read_and_written_in_its_order(path: Path):
    document = recognise(readers.read(path).paragraphs)
    assert letters(document.text) == raw_letters(path)
    assert letters(parse(write(document)).document.text) == raw_letters(path)


def test_every_letter_and_digit_of_real_documents_is_read_in_its_order(sample):
    lost = []
    for path in sample:
        document = recognise(readers.read(path).paragraphs)
        if letters(document.text) != raw_letters(path):
            lost.append(path.name)
    assert lost == []


TEXT = st.lists(
    st.sampled_from(
        [*"aB đĐ1.0)-*#|\\_[]^>“”\n\n\n\t=:;,~`&<", "Điều ", "I- ", "ủ", "u\u0309", "1. ", "- ", "**"]
    ),
    max_size=40,
).map("".join)


@given(TEXT)
def test_every_letter_and_digit_of_any_text_is_read_in_its_order(text: str):
    assert letters(" ".join(p.text for p in txt.paragraphs(text))) == letters(text)


@given(TEXT)
def test_the_words_of_any_text_are_on_its_page(text: str):
    document = understood(f"{text}\n\nCuối.")
    page = parse(write(document)).document
    assert departures(document.paragraphs, page.paragraphs) == []


def test_pages_of_real_documents_pass_the_check_of_every_word(project, sample):
    for path in sample[::6]:
        put(project, f"originals/{path.parent.name}-{path.name}", path.read_bytes())
    results = list(convert_all(project, project.original_files()))
    assert [r.message for r in results if r.outcome != "converted"] == []
    held = library.load(project)
    assert held.broken == ()
    assert len(held.entries) == len(results)
    assert [entry.path.name for entry in held.entries if entry.departures != ()] == []


def test_an_edit_in_every_line_of_a_long_document_is_shown_in_a_moment():
    # What an editor does who changes a spelling throughout.
    text = SEEDS[2].read_text("utf-8")
    start = time.perf_counter()
    result = departures(txt.paragraphs(text), txt.paragraphs(text.replace("c ", "k ")))
    assert len(result) > 300
    assert time.perf_counter() - start < 3
