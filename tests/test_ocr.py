"""Scans: what OCR reads, what may be put right in it, and what is told as unsure."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from chidao.document import Document
from chidao.errors import ChidaoError
from chidao.readers import txt
from chidao.structure import recognise
from chidao.text import WORD
from helpers import SEEDS
from prints import SOFFICE, print_all, printed, scanned

pdf_reader = pytest.importorskip("chidao.readers.pdf", reason="pypdfium2 is not installed")
scan = pytest.importorskip("chidao.readers.scan")
ocr = pytest.importorskip("chidao.readers.printed.ocr")
layout = pytest.importorskip("chidao.readers.printed.layout")
misread = pytest.importorskip("chidao.readers.printed.misread")

needs_both = pytest.mark.skipif(
    SOFFICE is None or not ocr.is_installed(), reason="soffice or tesseract with vie is not installed"
)
needs_tesseract = pytest.mark.skipif(not ocr.is_installed(), reason="tesseract with vie is not installed")


def lines(*texts: str) -> list:
    """Lines as OCR gives them, one below the other."""
    found = []
    for row, text in enumerate(texts):
        left, words = 85.0, []
        for word in text.split():
            words.append(layout.Word(word, left, left + 7.0 * len(word), 20.0 * row, 14, whole=True))
            left += 7.0 * len(word) + 4
        found.append(layout.Line(words, 0))
    return found


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("Kết luận sổ 121-KL/TW của", "Kết luận số 121-KL/TW của"),
        ("Sổ: 2820/QĐ-UBND", "Số: 2820/QĐ-UBND"),
        ("Nghị định 45/2O23/NĐ-CP", "Nghị định 45/2023/NĐ-CP"),
        ("Thông tư l2/2021/TT-BTC", "Thông tư 12/2021/TT-BTC"),
        ("Quy định 66-QD/TW", "Quy định 66-QĐ/TW"),
        ("ngày O7/7/2O22 của", "ngày 07/7/2022 của"),
        ("ngày O3 tháng 4 năm 2O18", "ngày 03 tháng 4 năm 2018"),
        ("Đảng khoá XH và", "Đảng khoá XII và"),
        ("Đại hội XHI.", "Đại hội XIII."),
        ("HI- Tổ chức thực hiện", "III- Tổ chức thực hiện"),
    ],
)
def test_what_the_form_of_a_number_or_date_proves_is_put_right_and_told(seen: str, meant: str):
    (line,) = lines(seen)
    told = misread.repaired([line])
    assert line.text == meant
    changes = [f"{a} → {b}" for a, b in zip(seen.split(), meant.split(), strict=True) if a != b]
    assert told == changes


@pytest.mark.parametrize(
    "text",
    [
        "vào sổ 12 ngày",  # a register, no number of a document
        "sổ bảo hiểm xã hội",
        "Ol và lO",
        "ngày OO tháng",
        "Công ty XH Việt",
        "mã 12-AB/CD",
        "- Đổi mới",
        "tàu SO-12",
    ],
)
def test_nothing_else_is_touched(text: str):
    (line,) = lines(text)
    assert misread.repaired([line]) == []
    assert line.text == text


def test_a_label_is_put_right_where_its_neighbours_leave_one_number():
    read = lines("I- Một", "1. Hai", "I- Ba", "III- Bốn")
    assert misread.relabelled(read) == ["page 1: OCR was corrected: I- → II-"]
    assert read[2].text == "II- Ba"


def test_a_label_stays_where_two_numbers_are_possible():
    read = lines("I- Một", "I- Hai", "IV- Ba")
    assert misread.relabelled(read) == []


def test_the_star_above_a_number_is_no_letter():
    read = lines("TỈNH UỶ", "x", "Số 15-TB/VPTU")
    read[1].words[0].left, read[1].words[0].right = 110, 117
    assert misread.repaired(read) == ["x → *"]


def test_a_long_list_of_doubtful_words_is_cut_short():
    assert ocr.listed(["a", "b", "c"], most=2) == "“a”, “b” and 1 more"


# --- scans ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def letter(tmp_path_factory) -> tuple[Path, Document]:
    """A printed original of two pages, and what its text says."""
    document = recognise(txt.read(SEEDS[0]).paragraphs)
    (path,) = print_all(tmp_path_factory.mktemp("scan"), {"ban-in": printed(document)}).values()
    return path, document


@needs_both
def test_a_scanned_original_has_the_head_and_clauses_of_its_text(letter, tmp_path):
    path, plain = letter
    scan_of = tmp_path / "quet.pdf"
    scan_of.write_bytes(scanned(path, dpi=200))
    reading = pdf_reader.read(scan_of)
    found = recognise(reading.paragraphs)
    names = ("type", "number", "issuer", "date", "place", "subject")
    assert {n: getattr(found.facts, n) for n in names} == {n: getattr(plain.facts, n) for n in names}
    assert [c.id for c in found.clauses] == [c.id for c in plain.clauses]
    # A line of dashes is lost: for tesseract it is no word.
    with_words = [[p for p in d.paragraphs if WORD.search(p.text)] for d in (found, plain)]
    assert len(with_words[0]) == len(with_words[1])
    assert reading.method.startswith("PDF, OCR, độ tin cậy 0.9")


@needs_tesseract
def test_a_picture_without_a_word_is_refused(tmp_path):
    path = tmp_path / "trang.png"
    path.write_bytes(_png())
    with pytest.raises(ChidaoError) as caught:
        scan.read(path)
    assert str(caught.value) == (f"{path}: has no text; check that it is the right file, or scan it again")


def test_a_picture_says_what_to_install_where_tesseract_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    path = tmp_path / "trang.png"
    path.write_bytes(_png())
    with pytest.raises(ChidaoError) as caught:
        scan.read(path)
    assert str(caught.value) == (
        f"{path}: is a picture; scans are read by tesseract, which is not there; install it with "
        "apt install tesseract-ocr tesseract-ocr-vie and convert again"
    )


def test_a_picture_larger_than_any_page_is_not_unpacked(tmp_path):
    path = tmp_path / "trang.png"
    data = bytearray(_png())
    data[16:24] = (60000).to_bytes(4, "big") * 2
    path.write_bytes(data)
    with pytest.raises(ChidaoError) as caught:
        scan.read(path)
    assert str(caught.value) == (
        f"{path}: has 60000 × 60000 dots, more than any page; scan it again at 300 dpi"
    )


def _png(side: int = 200) -> bytes:
    """A white square."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = side.to_bytes(4, "big") * 2 + bytes((8, 0, 0, 0, 0))
    rows = (b"\x00" + b"\xff" * side) * side
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
