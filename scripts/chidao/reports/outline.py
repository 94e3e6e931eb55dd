"""Recognise the outline of a report: a whole document, or an annex of one.

    ĐỀ CƯƠNG BÁO CÁO                  a document of that type; an annex with that title
    Phụ lục II. Mẫu báo cáo …         an annex that is a form
    Mẫu số 03
    …, ngày … tháng … năm …           a form that bears only the head of the report to be written:
    BÁO CÁO                           its date is a blank
    Tình hình …

It ends where the next form or annex begins.  What only speaks of an outline ("theo đề cương báo cáo kèm
theo") and what lists the forms of an annex is none: an outline asks something, in sections or by blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import Clause, Document, Paragraph, Role
from ..text import key
from .blanks import BLANK


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline in a document: its paragraphs from *start* up to *end*, the latter not in it."""

    title: str
    """As printed: "ĐỀ CƯƠNG BÁO CÁO", "MẪU BÁO CÁO KẾT QUẢ SÁT HẠCH"."""
    subject: str
    """What the report is about, as printed; "" where the outline does not say it."""
    start: int
    body: int
    """Index of the first paragraph behind the title."""
    end: int


def outlines_of(document: Document) -> list[Outline]:
    """All outlines of *document*, in reading order."""
    paragraphs = document.paragraphs
    if _TYPE.match(key(f"{document.facts.type} {document.facts.subject}")):
        body = next((i for i, p in enumerate(paragraphs) if p.role in (Role.BODY, Role.ADDRESSEE)), 0)
        outline = Outline(
            document.facts.type or "", document.facts.subject or "", 0, body, _end(document, body)
        )
        return [outline] if _asks(document, outline) else []
    starts = list(_starts(document))
    found = []
    for place, (start, body, title, subject) in enumerate(starts):
        following = starts[place + 1][0] if place + 1 < len(starts) else len(paragraphs)
        outline = Outline(title, subject, start, body, min(following, _end(document, body)))
        if _asks(document, outline):
            found.append(outline)
    return found


# Of the type "Đề cương" are those for talks and lessons as well.
_TYPE = re.compile(key("Đề cương báo cáo") + r"(?!\w)")
# PHỤ LỤC 2 · Phụ lục II. · Mẫu số 03: · Biểu mẫu 01 -
_NUMBERED = (
    r"(?:(?:phụ lục|mẫu(?: số)?|biểu mẫu(?: số)?|biểu số)[ ]?[\dIVXLC]*[A-Za-z]?(?:[./]\d+)?[ .:)\-–]*)?"
)
# ĐỀ CƯƠNG BÁO CÁO · MẪU ĐỀ CƯƠNG BÁO CÁO ĐỊNH KỲ · Mẫu báo cáo của cơ quan … · Biểu mẫu báo cáo
_TITLE = re.compile(
    _NUMBERED
    + r"(?:(?:mẫu )?đề cương (?:chi tiết )?(?:viết |xây dựng )?báo cáo|(?:biểu )?mẫu báo cáo)(?!\w)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|MẪU SỐ|Mẫu số|MẪU|Mẫu|BIỂU MẪU|Biểu mẫu|BIỂU SỐ|Biểu số|BIỂU|Biểu)[ ](?:SỐ |số )?"
    r"(?:[\dIVXLC]+)(?!\w)[^;]{0,80}\Z"
)
# ngày … tháng … năm …: nobody has written this report yet.
_NO_DAY = re.compile(
    rf"(?i)ngày\s*(?:{BLANK.pattern}\.?|/|\[\d\])?\s*tháng\s*(?:{BLANK.pattern}\.?)?\s*"
    rf"năm\s*(?:20)?(?:{BLANK.pattern}|\Z)"
)
_HEAD_LINES = 14
_LONGEST_TITLE = 240
_LONGEST_SUBJECT = 4
"""Lines."""


def _starts(document: Document) -> Iterator[tuple[int, int, str, str]]:
    """Where outlines may start: their first paragraph, the one behind the title, title, subject."""
    paragraphs = document.paragraphs
    index = 0
    while index < len(paragraphs):
        text = paragraphs[index].text
        if _is_title(document, index):
            body = _behind_title(paragraphs, index + 1)
            # The title of an annex, and below it the head of the report itself.
            report = next(
                (
                    i
                    for i in range(body, min(body + _HEAD_LINES, len(paragraphs)))
                    if _is_report(paragraphs[i].text)
                ),
                None,
            )
            subject, after = _subject(paragraphs, report + 1) if report is not None else ("", body)
            yield index, after, text, subject
            index = after
        elif _is_report(text) and (head := _empty_head(paragraphs, index)) is not None:
            subject, after = _subject(paragraphs, index + 1)
            yield head, after, text, subject
            index = after
        else:
            index += 1


def _is_report(text: str) -> bool:
    """Whether a line is the title of a report: "BÁO CÁO", "BÁO CÁO SỐ LIỆU NĂM…(3)"."""
    return (
        text.startswith("BÁO CÁO")
        and text.isupper()
        and len(text) <= 120
        and not text.endswith((";", ".", ":"))
    )


def _is_title(document: Document, index: int) -> bool:
    """Whether a paragraph is the title of an outline, and not a sentence or a clause that names one."""
    paragraph = document.paragraphs[index]
    text = paragraph.text
    if paragraph.cells or len(text) > _LONGEST_TITLE or not _TITLE.match(text):
        return False
    if text.endswith((".", ";", ",", ":")) or paragraph.role not in (Role.BODY, Role.TYPE, Role.SUBJECT):
        return False
    # A running line goes on in small letters: "mẫu báo cáo, tài liệu, giấy phép …".
    return text[0].isupper() and not re.match(r"[^,]*,[^,]*,", text)


def _behind_title(paragraphs: tuple[Paragraph, ...], index: int) -> int:
    """Behind further lines of a title in capitals, and "(Kèm theo …)"."""
    while index < len(paragraphs):
        text = paragraphs[index].text
        goes_on = text.isupper() and text.startswith(("CỦA ", "VỀ "))
        if not goes_on and not re.match(r"\((?:ban hành )?kèm theo", text, re.IGNORECASE):
            break
        index += 1
    return index


def _subject(paragraphs: tuple[Paragraph, ...], index: int) -> tuple[str, int]:
    """The lines under "BÁO CÁO" that say what it is about, and the index behind them."""
    lines: list[str] = []
    while index < len(paragraphs) and len(lines) < _LONGEST_SUBJECT:
        text = paragraphs[index].text
        if paragraphs[index].cells or _LABELLED.match(text) or len(text) > _LONGEST_TITLE:
            break
        if _NO_SUBJECT.match(text) or text.endswith(":"):
            break
        lines.append(text)
        index += 1
    return " ".join(lines), index


_NO_SUBJECT = re.compile(r"Kính gửi|-|S?TT\Z|Stt\Z|Căn cứ|Thực hiện|\((?:Ban hành|Kèm)")
_LABELLED = re.compile(r"(?:[A-H]|[IVX]+|\d+)\s?[.\-–)/]|Phần |PHẦN |Kính gửi")


def _empty_head(paragraphs: tuple[Paragraph, ...], index: int) -> int | None:
    """Where the head above "BÁO CÁO" begins, if its date is a blank or a form is announced there."""
    found = None
    for at in range(index - 1, max(index - _HEAD_LINES, -1), -1):
        paragraph = paragraphs[at]
        if _NEXT.match(paragraph.text):
            empty = found is not None or _blanks(paragraphs[at : index + _HEAD_LINES]) >= _FEWEST
            return at if empty else None
        if paragraph.role in (Role.SIGNATURE, Role.RECIPIENTS):
            break
        if _NO_DAY.search(paragraph.text):
            found = at
    return found


def _end(document: Document, body: int) -> int:
    """Behind the last paragraph of the outline whose first is *body*: footnotes are in it."""
    for index in range(body + 1, len(document.paragraphs)):
        paragraph = document.paragraphs[index]
        if paragraph.role is not Role.BODY or paragraph.cells:
            continue
        # A form that is not announced begins with the head of a paper of its own.
        if _NEXT.match(paragraph.text) or (index > body + _HEAD_LINES and _MOTTO.match(paragraph.text)):
            return index
    return len(document.paragraphs)


_MOTTO = re.compile(r"CỘNG HÒA XÃ|CỘNG HOÀ XÃ|ĐẢNG CỘNG SẢN VIỆT NAM\\Z")
_FEWEST = 2


def _asks(document: Document, outline: Outline) -> bool:
    """Whether an outline asks something: two sections at least, or blanks."""
    sections = len(clauses_in(document, outline))
    return sections >= _FEWEST or _blanks(document.paragraphs[outline.start : outline.end]) >= _FEWEST


def _blanks(paragraphs: Sequence[Paragraph]) -> int:
    """How many lines are to be filled in; a date that is a blank tells a form by itself."""
    return sum(
        _FEWEST if _NO_DAY.search(p.text) else bool(BLANK.search(p.text)) or len(p.cells) > 1
        for p in paragraphs
    )


def clauses_in(document: Document, outline: Outline) -> list[Clause]:
    """The numbered parts of an outline that begin a paragraph."""
    return [
        c
        for c in document.clauses
        if outline.body <= c.paragraph < outline.end
        and c.start == 0
        and document.paragraphs[c.paragraph].role is Role.BODY
    ]
