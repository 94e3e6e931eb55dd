"""What staff read of how a text was obtained: on the card, in the review list, in `inspect`."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

import warnings_in_source
from chidao import library
from chidao.cli import cli
from chidao.fidelity import Departure
from chidao.how_read import how_read
from chidao.publish import sheet as sheets
from chidao.readers import FORMATS
from helpers import put

METHODS = {
    ("Word (.docx)", "Word (.docx)"): "Word (.docx)",
    ("Word (.docx)", "Word (.docx), TCVN3, VNI"): "Word (.docx), giải mã phông TCVN3, giải mã phông VNI",
    ("văn bản thuần (.txt)", "text, UTF-8"): "văn bản thuần (.txt)",
    (
        "văn bản thuần (.txt)",
        "UTF-8, NFD, mojibake",
    ): "văn bản thuần (.txt), ghép dấu rời, sửa chữ bị giải mã nhầm",
    ("trang web (.html)", "HTML, Windows-1258"): "trang web (.html), bảng mã Windows-1258",
    ("PDF (.pdf)", "PDF, TCVN3, OCR (trang 2, 5–7), độ tin cậy 0.91"): (
        "PDF (.pdf), giải mã phông TCVN3, nhận dạng chữ (OCR) trang 2, 5–7, độ tin cậy 0,91"
    ),
    ("ảnh quét (.png)", "ảnh quét, OCR, độ tin cậy 0.88"): (
        "ảnh quét (.png), nhận dạng chữ (OCR), độ tin cậy 0,88"
    ),
}


@pytest.mark.parametrize("given", METHODS, ids=lambda given: given[1])
def test_a_method_is_a_sentence(given):
    how = how_read(*given)
    assert how.sentence == METHODS[given]
    assert how.by_ocr == ("OCR" in given[1])


WARNINGS = {
    "page 3: OCR is unsure of “sổ”, “XH”": ("trang 3: máy không chắc các chữ “sổ”, “XH”", True),
    "page 3: OCR is unsure of “sổ” and 12 more": ("trang 3: máy không chắc các chữ “sổ” và 12 chữ nữa", True),
    "page 4: a table without lines is read line by line": (
        "trang 4: có bảng không kẻ khung, đọc theo từng dòng",
        True,
    ),
    "page 1: OCR was corrected: XH. → XII.": ("trang 1: máy đã sửa chữ nhận dạng sai: XH. → XII.", True),
    "lost characters: 2 times U+FFFD (\ufffd), first in line 6": ("mất 2 ký tự", True),
    "not read: 3 pictures": ("chưa đọc: 3 hình", True),
    "tracked changes are read as accepted: 1 insertion, 2 deletions": (
        "sửa đổi còn theo dõi được đọc như đã chấp nhận: 1 chỗ thêm, 2 chỗ bỏ",
        False,
    ),
    'hidden text is left out: 1 place, "nháp"': ('bỏ 1 chỗ chữ ẩn: "nháp"', False),
    "left out: page numbers 2–14": ("đã bỏ, không phải lời của văn bản: số trang 2–14", False),
    "hidden sheets are left out: Kín": ("bỏ trang tính ẩn: Kín", False),
    "something new": ("something new", True),
}


@pytest.mark.parametrize("warning", WARNINGS)
def test_a_doubt_is_told_in_vietnamese_and_a_remark_is_no_doubt(warning):
    sentence, doubtful = WARNINGS[warning]
    how = how_read("PDF (.pdf)", "PDF", [warning])
    assert (how.doubts, how.remarks) == (((sentence,), ()) if doubtful else ((), (sentence,)))


KEPT = {"dpi", "tesseract", "web"}
"""Words that are the same in both languages."""


@pytest.mark.parametrize("warning", warnings_in_source.warnings())
def test_every_warning_in_the_source_of_the_readers_has_its_vietnamese_sentence(warning):
    how = how_read("PDF (.pdf)", "PDF", [warning])
    (sentence,) = (*how.doubts, *how.remarks)
    english = set(re.findall(r"[a-z]{3,}", warning)) - KEPT
    assert english, "a warning without words"
    assert english & set(re.findall(r"[^\W\d_]+", sentence)) == set()


def test_the_warnings_in_the_source_are_those_that_are_known_to_be_there():
    found = warnings_in_source.warnings()
    assert {
        "footnotes begin anew on each page; they are numbered throughout",
        "tracked changes are read as accepted: 1 insertion, 3 deletions",
        "not read: 3 embedded objects",
        "hidden sheets are left out: 3",
        "left out: page 3: 3 (a digital signature)",
        "left out: page numbers 3",
    } <= found.keys()


def test_every_format_has_a_name_that_names_its_suffix():
    assert all(f"({suffix})" in form.name for suffix, form in FORMATS.items())


def test_a_page_knows_how_its_original_was_read(project):
    text = "KẾT LUẬN\nvề công tác cán bộ\n\n1. Tiếp tục luân chuyển cán bộ ở N\ufffdm.\n"
    put(project, "originals/a.txt", text)
    assert CliRunner().invoke(cli, ["convert"]).exit_code == 0
    (entry,) = library.load(project).entries
    assert entry.original is not None
    assert entry.original.how.sentence == "văn bản thuần (.txt)"
    assert entry.original.how.doubts == ("mất 1 ký tự",)


def test_nothing_of_how_it_was_read_is_written_into_a_page(project):
    put(project, "originals/a.html", "<p>KẾT LUẬN</p><p>về công tác cán bộ</p><p>1. Tiếp tục.</p>")
    assert CliRunner().invoke(cli, ["convert"]).exit_code == 0
    (page,) = project.pages()
    header = page.read_text("utf-8").split("---\n")[1]
    assert "HTML" not in header
    assert "  file: originals/a.html\n  sha256: " in header
    (entry,) = library.load(project).entries
    assert (entry.departures, entry.original.how.sentence) == ((), "trang web (.html)")


def test_inspect_says_how_a_file_was_read(project):
    put(project, "originals/a.html", "<p>KẾT LUẬN</p>")
    out = CliRunner().invoke(cli, ["inspect", "originals/a.html"]).stdout
    assert "\nĐọc từ:           trang web (.html)\n" in out


@pytest.mark.parametrize(
    ("departures", "kind", "sentence"),
    [
        ((), "recognised", "giữ nguyên chữ máy nhận dạng từ ảnh quét của bản gốc"),
        (
            (Departure("sổ", "số", 3, ""),),
            "edited",
            "đã biên tập 1 chỗ so với chữ máy nhận dạng từ ảnh quét",
        ),
    ],
)
def test_what_was_recognised_is_not_said_to_be_what_is_printed(project, departures, kind, sentence):
    put(project, "originals/a.html", "<p>KẾT LUẬN</p><p>về công tác cán bộ</p>")
    assert CliRunner().invoke(cli, ["convert"]).exit_code == 0
    (entry,) = library.load(project).entries
    how = how_read("ảnh quét (.png)", "ảnh quét, OCR, độ tin cậy 0.88")
    scanned = replace(entry, original=replace(entry.original, how=how), departures=departures)
    fidelity = sheets.fidelity_of(scanned)
    assert (fidelity.kind, fidelity.sentence) == (kind, sentence)
