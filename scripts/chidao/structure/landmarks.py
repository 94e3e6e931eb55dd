"""Where the head of a document stands: its first line, its number, its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .. import forms
from ..document import Paragraph
from ..text import is_caps, key
from .numbers import NUMBER, latin, place_and_date

SEARCHED = 80
"""Paragraphs in which a head is looked for, unless its motto or number stands further down."""

# Quốc hiệu, tiêu ngữ, "Đảng Cộng sản Việt Nam"; whole, or broken over lines.
MOTTO = re.compile(
    r"C[ỘÔ]NG H[OÒ][AÀ]|XÃ HỘI CHỦ NGHĨA|HỘI CHỦ NGHĨA|CHỦ NGHĨA VIỆT NAM|NGHĨA VIỆT NAM|"
    r"ĐẢNG CỘNG SẢN|Độc lập\s*[-–]|Tự do\s*[-–]\s*Hạnh",
)
# -----  ________  *  ─────
RULE = re.compile(r"[-_*=–—. ~─━═]+$")
# What the text of a document begins with, behind its title.
OPENER = re.compile(
    r"(?:- )?\*?“?(?:Căn cứ|CĂN CỨ|Theo |Xét |Xem xét|Thực hiện|Triển khai|Để |Tại |Ngày |Sau khi|"
    r"Trong |Thời gian|Kính gửi|Qua |Nhằm |Trên cơ sở|Quán triệt|Hiện nay|Cuối |Vừa qua|Từ |Năm )"
)
# (Kèm theo Công văn số …) · (Ban hành kèm theo Quyết định số …)
ENCLOSED = re.compile(
    r"\(?\s*(?:Ban hành kèm|Kèm|Đính kèm|Ban hành theo|Phê duyệt kèm|Phê duyệt tại)", re.IGNORECASE
)
# QUYẾT ĐỊNH:
ENACTS = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT)\s*:$")

# Số 177-KL/TW · Số: 2820/QĐ-UBND · Luật số: 140/2025/QH15 · "sổ" and "so" as a scan reads them
_NUMBER_LINE = re.compile(
    r"(?:(?:Luật|Pháp lệnh|Bộ luật|Nghị quyết|Lệnh)\s+)?[Ss][ốóổôo]\s*[:.]?\s*(?P<number>.*)$"
)
_UNNUMBERED = re.compile(r"[\s./…_-]*(?:\d{4})?[\s./…_-]*[/-]\s*[A-ZĐ][\w./-]+")
_SUBJECT_OF_LETTER = re.compile(r"\s*(?:[Vv]/[Vv]|[Vv]ề việc)")
# "QUY ĐỊNH CHUNG" is the title of a chapter.
_CHAPTER = re.compile(r"(?:CHUNG|CỤ THỂ|KHÁC|CHUYỂN TIẾP|(?:VỀ )?THI HÀNH)$", re.IGNORECASE)
_HEADED = 40
"""Paragraphs from the first line of a head within which its number stands."""


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Indexes of paragraphs; None where there is no such line."""

    start: int
    """The first line of the document; what stands before is a site's own."""
    title: int | None = None
    number_at: int | None = None
    number: str | None = None
    """As printed."""
    subject_at: int | None = None
    """Where the subject of a công văn begins, under its number."""


def find_landmarks(paragraphs: Sequence[Paragraph]) -> Landmarks | None:
    """Find the lines by which a head is known; None if *paragraphs* has no head at all."""
    start = _begin(paragraphs)
    title = _title_at(paragraphs, start)
    at, number, subject_at = _number_line(paragraphs, start, title)
    if title is None and at is None and start == 0 and not _has_motto(paragraphs):
        return None
    return Landmarks(start, title, at, number, subject_at)


def split_type(text: str) -> tuple[str | None, str]:
    """Split a title line into the printed type and what follows it.

    >>> split_type("KẾT LUẬN CỦA BỘ CHÍNH TRỊ")
    ('KẾT LUẬN', 'CỦA BỘ CHÍNH TRỊ')
    """
    words = text[:200].split()
    for count in range(min(4, len(words)), 0, -1):
        name = " ".join(words[:count]).rstrip(":*")
        if key(name) in forms.types():
            rest = " ".join(text.split()[count:])
            if _CHAPTER.match(rest):
                return None, text
            if not rest or is_caps(name) or NUMBER.match(rest) or re.match(r"[Ss]ố\s", rest):
                return name, rest
            return None, text
    return None, text


def _has_motto(paragraphs: Sequence[Paragraph]) -> bool:
    return any(MOTTO.match(p.text) and is_caps(p.text) for p in paragraphs[:SEARCHED])


def _begin(paragraphs: Sequence[Paragraph]) -> int:
    """Where the document begins: behind the news that a portal may have put before it."""
    for index, paragraph in enumerate(paragraphs[: SEARCHED * 5]):
        text = paragraph.text
        if len(text) > 90 or paragraph.cells:
            continue
        if (MOTTO.match(text) and is_caps(text)) or _is_number_line(text):
            # A form or an annex has a motto too: not if the document has begun long before.
            title = _title_at(paragraphs[:12], 0)
            if title is not None and index > title + 9:
                return 0
            return _back_to_issuer(paragraphs, index)
    return 0


def _back_to_issuer(paragraphs: Sequence[Paragraph], index: int) -> int:
    """The left column may stand before the motto: up over capitals, rules, other lines of the head."""
    start = index
    while start > 0 and index - start < 12:
        text = paragraphs[start - 1].text
        if len(text) > 120 or not (
            is_caps(text)
            or RULE.match(text)
            or _is_number_line(text)
            or place_and_date(text)
            or text[:1] in "*("
        ):
            break
        start -= 1
    return start


def _is_number_line(text: str) -> bool:
    match = _NUMBER_LINE.match(latin(text)) if len(text) <= 200 else None
    if not match:
        return False
    found = NUMBER.match(match["number"])
    if not found:
        return _UNNUMBERED.fullmatch(match["number"]) is not None
    rest = match["number"][found.end() :].strip()
    return not rest.strip("|* ") or bool(re.match(r"[Vv]/[Vv]|[Vv]ề việc|\*|[A-ZĐ][^,]{1,30}, ngày", rest))


def _title_at(paragraphs: Sequence[Paragraph], start: int) -> int | None:
    """Index of the line that gives the type."""
    for index in range(start, min(len(paragraphs), start + SEARCHED)):
        paragraph = paragraphs[index]
        text = paragraph.text
        if (len(text) > 400 and index > start) or paragraph.cells:
            continue
        name, _rest = split_type(text)
        if name and (is_caps(name) or paragraph.level == 1 or index == start):
            if ENACTS.match(text) and index > start:
                continue
            if not is_caps(name) and paragraph.level != 1:
                return _repeated(paragraphs, index) or index
            return index
        if OPENER.match(text) and len(text) > 60:
            return None
    return None


def _repeated(paragraphs: Sequence[Paragraph], headline: int) -> int | None:
    """A site's headline in small letters may stand above the document's own title."""
    for index in range(headline + 1, min(len(paragraphs), headline + 9)):
        name, rest = split_type(paragraphs[index].text)
        if name and not rest and is_caps(name):
            return index
    return None


def _number_line(
    paragraphs: Sequence[Paragraph], start: int, title: int | None
) -> tuple[int | None, str | None, int | None]:
    """Index of the number's line, the number, and where a công văn's subject begins."""
    for index in range(start, min(len(paragraphs), start + _HEADED)):
        text = paragraphs[index].text
        if _is_number_line(text):
            return _read_number(paragraphs, index)
        if (title is not None and index > title + 15) or (OPENER.match(text) and len(text) > 60):
            break
    # "KẾT LUẬN 127-KL/TW CỦA …": in the title itself, or in the headline above it.
    for headline in (start, title):
        if headline is not None and headline < len(paragraphs):
            _name, rest = split_type(paragraphs[headline].text)
            if found := NUMBER.match(re.sub(r"^[Ss]ố\s*:?\s*", "", rest)):
                return headline, found[0], None
    return None, None, None


def _read_number(paragraphs: Sequence[Paragraph], index: int) -> tuple[int, str | None, int | None]:
    match = _NUMBER_LINE.match(latin(paragraphs[index].text))
    printed = match["number"] if match else ""
    found = NUMBER.match(printed)
    number = found[0] if found else None
    if _SUBJECT_OF_LETTER.match(printed[found.end() :] if found else ""):
        return index, number, index
    below = index + 1
    if below < len(paragraphs) and _SUBJECT_OF_LETTER.match(paragraphs[below].text):
        return index, number, below
    return index, number, None
