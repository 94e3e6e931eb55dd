"""Old encodings are decoded, and what is Unicode already is not touched."""

from __future__ import annotations

import json
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chidao.inspection import as_object
from chidao.readers import encoding, legacy, txt
from chidao.readers.legacy import Run
from chidao.readers.old.glyphs import TCVN3, VNI
from chidao.readers.syllables import is_syllable
from chidao.structure import recognise
from helpers import SEEDS, TESTS, cases
from old_encodings import cp1258, tcvn3, vni

# --- the tables ----------------------------------------------------------------------------------


def test_the_table_of_tcvn3_is_that_of_glibc():
    if shutil.which("iconv") is None:
        pytest.skip("no iconv here")
    codes = "".join(TCVN3).encode("latin-1")
    told = subprocess.run(
        ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"], input=codes, capture_output=True, check=False
    )
    if told.returncode:
        pytest.skip("this iconv knows no TCVN5712-1")
    assert told.stdout.decode() == "".join(TCVN3.values())


def test_the_tables_are_whole():
    marked = set("ăâđêôơư")
    marked |= {
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in "aăâeêioôơuưy"
        for tone in "\u0300\u0301\u0303\u0309\u0323"
    }
    assert len(TCVN3) == 74
    assert set(TCVN3.values()) == marked | set("ĂÂĐÊÔƠƯ")
    assert len(VNI) == 192
    assert set(VNI.values()) == marked | {letter.upper() for letter in marked}


def test_no_code_of_tcvn3_is_lost_by_cleaning_except_the_soft_hyphen():
    cleaned = legacy.decode([Run("".join(TCVN3), ".VnTime")], {".VnTime": "TCVN3"}).texts[0]
    assert cleaned == "".join(TCVN3.values())


# --- paragraphs ----------------------------------------------------------------------------------


def runs(given: str) -> list[Run]:
    found = []
    for line in given.splitlines():
        font, _, text = line.partition(": ")
        found.append(Run(text.replace("\\-", "\u00ad"), None if font == "–" else font))
    return found


@pytest.mark.parametrize(("given", "expected"), cases("old-encodings.md"))
def test_runs_are_decoded_by_font_and_words(given, expected):
    decoded = legacy.decode(runs(given))
    lines = [text.replace("\u00ad", "\\-").rstrip() for text in decoded.texts]
    assert "\n".join([*lines, *filter(None, [decoded.scheme])]) == expected


def test_what_a_font_holds_elsewhere_decides_a_short_cell():
    tcvn3_file = legacy.survey([[Run("Uû ban nh©n d©n tØnh Hµ TÜnh", "Arial")]])
    assert tcvn3_file == {"Arial": "TCVN3"}
    assert legacy.decode([Run("Sè l­îng", "Arial")]).texts == ("Sè l\u00adîng",)
    assert legacy.decode([Run("Sè l­îng", "Arial")], tcvn3_file).texts == ("Số lượng",)
    unicode_file = legacy.survey([[Run("Ủy ban nhân dân tỉnh Hà Tĩnh được giao", ".VnTime")]])
    assert unicode_file == {".VnTime": "Unicode"}
    assert legacy.decode([Run("các xã có", ".VnTime")], unicode_file).texts == ("các xã có",)


def test_a_font_of_which_the_words_say_little_is_not_known():
    assert legacy.survey([[Run("cã", "Arial")], [Run("Times", None)]]) == {}


def test_a_font_of_tcvn3_that_calls_itself_symbols_is_read_all_the_same():
    private = "".join(chr(0xF000 + ord(char)) if char != " " else char for char in "nhµ n\u00adíc")
    assert legacy.decode([Run(private, ".VnTime")]) == (("nhà nước",), "TCVN3")
    assert legacy.decode([Run(private, "Wingdings")]) == ((private,), None)


def test_plain_text_is_decoded_line_by_line():
    text = "Céng hßa x· héi chñ nghÜa ViÖt Nam\nNghò quyeát naøy coù hieäu löïc\nĐiều này giữ nguyên như cũ"
    assert legacy.decode_text(text) == (
        "Cộng hòa xã hội chủ nghĩa Việt Nam\nNghị quyết này có hiệu lực\nĐiều này giữ nguyên như cũ",
        "TCVN3",
    )


# --- Unicode is never changed --------------------------------------------------------------------

WHOLE_TEXTS = [*SEEDS, *sorted((TESTS / "golden").glob("*.txt")), *sorted((TESTS / "cases").glob("*.md"))]


@pytest.mark.parametrize(
    "path", [path for path in WHOLE_TEXTS if path.name != "old-encodings.md"], ids=lambda path: path.name
)
def test_unicode_texts_are_never_changed(path: Path):
    text = unicodedata.normalize("NFC", txt.read_text(path)[0])
    assert legacy.decode_text(text) == (text, None)
    for font in (".VnTime", ".VnTimeH", "VNI-Times"):
        paragraphs = [[Run(line, font)] for line in text.split("\n") if line]
        prior = legacy.survey(paragraphs)
        if prior:
            assert [legacy.decode(paragraph, prior).scheme for paragraph in paragraphs] == [None] * len(
                paragraphs
            )


_ONSETS = "b c ch d đ g gh gi h kh l m n ng nh ph qu r s t th tr v x".split()  # noqa: SIM905
_RIMES = "a an anh ao ay âm âu ăn e em ê ên i inh iên o oa oan ong ô ông ơi u uân uyên ư ưng ương y".split()  # noqa: SIM905
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
syllables = (
    st.builds(
        lambda onset, rime, tone: unicodedata.normalize("NFC", onset + rime + tone),
        st.sampled_from(_ONSETS),
        st.sampled_from(_RIMES),
        st.sampled_from(_TONES),
    )
    .filter(is_syllable)
    .flatmap(lambda word: st.sampled_from([word, word.capitalize(), word.upper()]))
)
sentences = st.lists(syllables, min_size=1, max_size=30).map(" ".join)


@given(sentences)
def test_vietnamese_in_unicode_is_never_changed(text):
    assert legacy.decode([Run(text)]) == ((text,), None)
    assert legacy.decode_text(text) == (text, None)


@given(st.lists(syllables.map(str.lower), min_size=8, max_size=30).map(" ".join))
def test_what_was_written_in_an_old_encoding_comes_back(text):
    assert legacy.decode([Run(tcvn3(text), ".VnTime")], {".VnTime": "TCVN3"}).texts == (text,)
    assert legacy.decode([Run(vni(text), "VNI-Times")], {"VNI-Times": "VNI"}).texts == (text,)


letters = st.text(st.characters(max_codepoint=0x1EFF, exclude_categories=["Cs"]), max_size=12)
fonts = st.sampled_from([None, "Arial", ".VnTime", ".VnTimeH", "VNI-Times"])


@given(st.lists(st.builds(Run, letters, fonts), max_size=5))
def test_any_runs_give_as_many_texts_and_keep_their_blanks(given):
    decoded = legacy.decode(given)
    assert len(decoded.texts) == len(given)
    joined = "".join(decoded.texts)
    assert "".join(joined.split()) == joined or len(joined.split()) == len(
        "".join(run.text for run in given).split()
    )


# --- files ---------------------------------------------------------------------------------------

OFFICE = Path("a.txt")
LINES = "Ủy ban nhân dân tỉnh Hà Tĩnh\nvề công tác luân chuyển cán bộ\nCác cấp uỷ đảng thực hiện nghiêm túc\n"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (LINES.encode(), "UTF-8"),
        (cp1258(LINES), "Windows-1258"),
        (tcvn3(LINES).encode("cp1252"), "TCVN3"),
        (vni(LINES).encode("cp1252"), "VNI"),
        (tcvn3(LINES).encode(), "UTF-8, TCVN3"),
        (vni(LINES).encode("utf-16"), "UTF-16, VNI"),
        (unicodedata.normalize("NFD", LINES).encode(), "UTF-8, NFD"),
        (LINES.encode().decode("latin-1").encode(), "UTF-8, mojibake"),
        (LINES.encode().decode("latin-1").encode().decode("latin-1").encode(), "UTF-8, mojibake"),
    ],
)
def test_the_encoding_of_a_text_is_told_by_its_syllables(data, name):
    text, method, warnings = encoding.decode(OFFICE, data)
    # TCVN3 has no Ủ.
    assert text.replace("ủy ban", "Ủy ban", 1) == LINES
    assert (method, warnings) == (name, [])


def test_lines_pasted_from_an_old_file_are_decoded_and_reported():
    data = LINES.encode() + tcvn3("Căn cứ Nghị định của Chính phủ").encode("cp1252") + b"\n" + LINES.encode()
    text, method, warnings = encoding.decode(OFFICE, data)
    assert text == LINES + "Căn cứ Nghị định của Chính phủ\n" + LINES
    assert method == "UTF-8, TCVN3"
    assert warnings == ["mixed encodings: 1 line in TCVN3 among UTF-8, first in line 4"]


def test_a_no_break_space_that_became_a_blank_is_put_back():
    data = "Giao Sở Nội vụ là cơ quan hàng đầu".encode().replace(b"\xa0", b" ")
    assert encoding.decode(OFFICE, data)[0] == "Giao Sở Nội vụ là cơ quan hàng đầu"


def test_quotes_of_an_english_program_are_no_vietnamese():
    text, method, _warnings = encoding.decode(OFFICE, "the “Law” – of 2020".encode("cp1252"))
    assert (text, method) == ("the “Law” – of 2020", "Windows-1252")


# --- the originals -------------------------------------------------------------------------------


def understood(text: str) -> dict[str, object]:
    found = as_object("", recognise(txt.paragraphs(text)))
    # TCVN3 has small letters only for vowels with a tone: "ỦY BAN" in a heading is a name all the same.
    found["tasks"] = json.dumps(found["tasks"], ensure_ascii=False).lower()
    return {name: value for name, value in found.items() if name not in ("recipients", "method")}


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
@pytest.mark.parametrize("encode", [tcvn3, vni, cp1258], ids=lambda encode: encode.__name__)
def test_a_seed_in_an_old_encoding_is_understood_as_the_seed(path: Path, encode):
    # What the old encodings cannot write: a letter that was lost already.
    text = txt.read_text(path)[0].replace("\ufffd", "?")
    written = encode(text)
    data = written if isinstance(written, bytes) else written.encode("cp1252")
    decoded, method, warnings = encoding.decode(path, data)
    assert method == {tcvn3: "TCVN3", vni: "VNI", cp1258: "Windows-1258"}[encode]
    assert warnings == []
    assert understood(decoded) == understood(text)
    if encode is not tcvn3:
        assert decoded == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_in_tcvn3_by_glibc_is_read_as_the_seed(path: Path):
    if shutil.which("iconv") is None:
        pytest.skip("no iconv here")
    # glibc knows capitals with a tone, which no font has: TCVN3 writes the small letter.
    small = "".join(TCVN3.get(tcvn3(char), char) for char in txt.read_text(path)[0])
    told = subprocess.run(
        ["iconv", "-c", "-f", "UTF-8", "-t", "TCVN5712-1"],
        input=small.encode(),
        capture_output=True,
        check=False,
    )
    if not told.stdout:
        pytest.skip("this iconv knows no TCVN5712-1")
    text, method, _warnings = encoding.decode(path, told.stdout)
    assert method == "TCVN3"
    expected = "".join(char for char in small if char not in "“”–…’‘\ufffd")
    assert text.lower() == expected.lower()
