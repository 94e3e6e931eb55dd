"""How the text of a page was obtained, and what the reader was unsure of, as staff read it.

Nothing of this is written into pages: it is what reading the original tells, at each build anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HowRead:
    """What a card says of a reading."""

    sentence: str
    """"Word cũ (.doc), qua LibreOffice, giải mã phông TCVN3"."""
    by_ocr: bool
    """Letters were recognised in a picture: they wait for a person."""
    doubts: tuple[str, ...]
    """What to compare with the original."""
    remarks: tuple[str, ...]
    """What was left out or done besides."""


def how_read(name: str, method: str, warnings: Sequence[str] = ()) -> HowRead:
    """Put a `Reading` into words; *name* is that of its format ("Word cũ (.doc)").

    >>> how_read("PDF (.pdf)", "PDF, OCR (trang 2–3, 7), độ tin cậy 0.93").sentence
    'PDF (.pdf), nhận dạng chữ (OCR) trang 2–3, 7, độ tin cậy 0,93'
    >>> how_read("Word cũ (.doc)", "Word (.doc) by LibreOffice, TCVN3", ["comments are left out: 2"])
    ... # doctest: +NORMALIZE_WHITESPACE
    HowRead(sentence='Word cũ (.doc), qua LibreOffice, giải mã phông TCVN3', by_ocr=False, doubts=(),
            remarks=('bỏ 2 ghi chú bên lề',))
    """
    parts = [name]
    for part in _PART.split(method):
        if part.endswith(" by LibreOffice"):
            parts.append("qua LibreOffice")
        else:
            parts += [said for pattern, words in _METHODS if (said := _said(pattern, words, part))]
    by_ocr = any(part.startswith("OCR") for part in _PART.split(method))
    doubts: list[str] = []
    remarks: list[str] = []
    for warning in warnings:
        sentence, doubtful = _warning(warning)
        (doubts if doubtful else remarks).append(sentence)
    return HowRead(", ".join(parts), by_ocr, tuple(doubts), tuple(remarks))


# Parts of a method: a comma in brackets belongs to its part.
_PART = re.compile(r", (?![^(]*\))")

_METHODS = (
    (r"(TCVN3|VNI)", r"giải mã phông \1"),
    (r"(UTF-16|Windows-1258)", r"bảng mã \1"),
    (r"NFD", "ghép dấu rời"),
    (r"mojibake", "sửa chữ bị giải mã nhầm"),
    (r"OCR(?: \((.*)\))?", r"nhận dạng chữ (OCR) \1"),
    (r"độ tin cậy (\d)\.(\d+)", r"độ tin cậy \1,\2"),
)

_DOUBTS = (
    (
        r"page (\d+): OCR is unsure of (.*) and (\d+) more",
        r"trang \1: máy không chắc các chữ \2 và \3 chữ nữa",
    ),
    (r"page (\d+): OCR is unsure of (.*)", r"trang \1: máy không chắc các chữ \2"),
    (r"page (\d+): OCR was corrected: (.*)", r"trang \1: máy đã sửa chữ nhận dạng sai: \2"),
    (r"page (\d+): OCR failed.*", r"trang \1: không nhận dạng được chữ"),
    (r"page (\d+): cannot be read.*", r"trang \1: hỏng, không đọc được"),
    (r"page (\d+): its picture is too large.*", r"trang \1: ảnh quá lớn, chưa đọc; quét lại ở 300 dpi"),
    (
        r"page (\d+): scans are read by tesseract.*",
        r"trang \1: là ảnh quét, chưa đọc vì máy này thiếu tesseract",
    ),
    (r"page (\d+): lost characters: (\d+) .*", r"trang \1: mất \2 ký tự"),
    (r"page (\d+): a table without lines .*", r"trang \1: có bảng không kẻ khung, đọc theo từng dòng"),
    (r"lost characters: (\d+) .*", r"mất \1 ký tự"),
    (r"not read: (\d+) (?:pictures?|charts?|diagrams?)", r"chưa đọc: \1 hình"),
    (r"not read: (\d+) embedded (?:objects?|files?)", r"chưa đọc: \1 đối tượng nhúng"),
)
_REMARKS = (
    (
        r"footnotes begin anew on each page; they are numbered throughout",
        r"chú thích ở bản gốc đánh số lại từng trang, ở đây đánh số liên tục",
    ),
    (
        r"mixed encodings: (\d+) lines? in (.*) among UTF-8, first in line (\d+)",
        r"\1 dòng theo bảng mã \2 giữa các dòng UTF-8, trước hết ở dòng \3",
    ),
    (r"tracked changes are read as accepted: (.*)", r"sửa đổi còn theo dõi được đọc như đã chấp nhận: \1"),
    (r"comments are left out: (\d+)", r"bỏ \1 ghi chú bên lề"),
    (r"pictures are left out: (\d+)", r"bỏ \1 hình"),
    (r"hidden text is left out: (\d+) places?, (.*)", r"bỏ \1 chỗ chữ ẩn: \2"),
    (r"hidden sheets are left out: (.*)", r"bỏ trang tính ẩn: \1"),
    (r"left out as the web page's own: (\d+) words, (.*)", r"bỏ \1 chữ là phần riêng của trang web: \2"),
    (r"left out: (.*)", r"đã bỏ, không phải lời của văn bản: \1"),
)
_WORDS = (
    (r"(\d+) insertions?", r"\1 chỗ thêm"),
    (r"(\d+) deletions?", r"\1 chỗ bỏ"),
    (r"page numbers?", "số trang"),
    (r"\bpages? (\d+)", r"trang \1"),
    (r"a digital signature", "chữ ký số"),
    (r"a watermark", "chữ chìm"),
)


def _warning(warning: str) -> tuple[str, bool]:
    for patterns, doubtful in ((_DOUBTS, True), (_REMARKS, False)):
        for pattern, words in patterns:
            if said := _said(pattern, words, warning):
                if not doubtful:
                    for english, vietnamese in _WORDS:
                        said = re.sub(english, vietnamese, said)
                return said, doubtful
    return warning, True  # what we have no words for is still told


def _said(pattern: str, words: str, text: str) -> str:
    match = re.fullmatch(pattern, text, re.DOTALL)
    return match.expand(words).strip() if match else ""
