"""What a document does with another that it cites: read from where and how the citation stands.

    title     "… Về thực hiện Thông báo kết luận số …"                 implements
    opening   "Căn cứ Luật …;"  "Xét Tờ trình …"                       based_on
              "Để thực hiện …"  "Triển khai …"                         implements
              "… về sơ kết thực hiện Kết luận số …"                    reviews
    text      "… thay thế Quyết định số …"                             replaces
              "(Kèm theo Công văn số …)"                               attached_to
    all else                                                           cites

A document that stands only in the subject of another cited one is cited, no more: "Kế hoạch số 348
về triển khai Nghị quyết số 71" carries out the plan, not the resolution.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import takewhile

from .find import Citation, Form


class Relation(StrEnum):
    """Subject, verb, object: *this* document … the cited one."""

    IMPLEMENTS = "implements"
    BASED_ON = "based_on"
    AMENDS = "amends"
    REPLACES = "replaces"
    REPEALS = "repeals"
    REVIEWS = "reviews"
    ATTACHED_TO = "attached_to"
    ENCLOSES = "encloses"
    """The inverse of attached_to: the cited one comes with this document."""
    CITES = "cites"


class Place(StrEnum):
    """Where a citation stands."""

    TITLE = "title"
    OPENING = "opening"
    """Between the title and the first clause."""
    BODY = "body"
    NOTE = "note"
    """A bracket in a head that says to what the text belongs."""


_FAR = 3000
"""Characters before a citation in which its sentence begins, however long it is."""


def relation_of(text: str, citation: Citation, place: Place, earlier: list[Citation]) -> Relation:
    """The relation of *citation*, which stands in *text* (one paragraph) at *place*.

    *earlier* are the citations of the same paragraph before it, in order.
    """
    start = max(0, citation.start - _FAR)
    left = text[start : citation.start]
    earlier = list(takewhile(lambda c: c.start >= start, reversed(earlier)))[::-1]
    if place is Place.NOTE:
        return Relation.ATTACHED_TO
    if _ATTACHED.search(left[-60:]):
        return Relation.ENCLOSES
    if citation.form is Form.SELF:
        return Relation.CITES
    item = re.split(r"(?<=[;.])\s", left)[-1]
    sentence = re.split(r"(?<=\.)\s", left)[-1]
    if _REPLACES.search(sentence[-400:]) or _goes_on_replacing(sentence, citation.start, earlier):
        return Relation.REPLACES
    before = [c for c in earlier if c.start >= citation.start - len(item) and not _aside(text, c, citation)]
    if before and not _joined(text, before, citation):
        return _inside(left, place)
    lead = item if not before else text[citation.start - len(item) : before[0].start]
    if _REPLACES.search(lead[-90:]):
        return Relation.REPLACES
    if _REPEALS.search(lead[-90:]):
        return Relation.REPEALS
    if place is not Place.BODY and _REVIEWS.search(lead):
        return Relation.REVIEWS
    if place is not Place.BODY and _AMENDS.search(lead):
        return Relation.AMENDS
    if place is Place.TITLE:
        return Relation.IMPLEMENTS if _IMPLEMENTS.search(lead) or not lead.strip() else Relation.CITES
    if place is Place.OPENING:
        if _BASIS.match(text) or _BASIS_INSIDE.search(lead):
            return Relation.BASED_ON
        if _CARRIES_OUT.match(text) or _CARRIES_OUT.match(item):
            return Relation.IMPLEMENTS
    return Relation.CITES


def _goes_on_replacing(sentence: str, end: int, earlier: list[Citation]) -> bool:
    """ "thay thế Quyết định số A về …; Quyết định số B về …": the list goes on behind a semicolon."""
    at = sentence.rfind("thay thế ")
    if at < 0 or not sentence.endswith("; "):
        return False
    first = end - len(sentence) + at + len("thay thế ")
    return any(0 <= c.start - first <= 40 for c in earlier)


_ATTACHED = re.compile(r"(?:[Kk]èm theo|[Đđ]ính kèm)\s*(?:theo\s*)?$")
_REPLACES = re.compile(r"thay thế(?:\s+cho)?(?:\s+(?:các|những|toàn bộ|nội dung[^,;.]{0,40}))*\s*$")
_REPEALS = re.compile(r"bãi bỏ(?:\s+(?:các|những|toàn bộ))*\s*$")
_REVIEWS = re.compile(r"(?:sơ kết|tổng kết)(?:\s+[^\s;.()]+){0,20}\s*$", re.IGNORECASE)
_AMENDS = re.compile(r"sửa đổi(?:, bổ sung)?[^;.]{0,80}$", re.IGNORECASE)
_IMPLEMENTS = re.compile(r"thực hiện|triển khai|hướng dẫn|một số nội dung", re.IGNORECASE)
_BASIS = re.compile(r"(?:- )?(?:Căn cứ|Xét|Xem xét|Theo|Trên cơ sở)\s")
_BASIS_INSIDE = re.compile(r"(?:[Cc]ăn cứ|sau khi nghe|[Tt]heo (?:đề nghị|chỉ đạo))[^;.]{0,400}$")
_CARRIES_OUT = re.compile(
    r"(?:Để\s+)?(?:(?:tiếp tục|bảo đảm|kịp thời)\s+)*"
    r"(?:Thực hiện|thực hiện|Triển khai|triển khai|Quán triệt)\b"
)
_LIST = re.compile(r"\s*(?:[,;]|và|,\s*và|hoặc)?\s*(?:các\s+)?(?:s[ốổo]\s*)?")


def _aside(text: str, before: Citation, citation: Citation) -> bool:
    """Whether *before* stands in a bracket that is closed again: the sentence goes on without it."""
    between = text[before.end : citation.start]
    return ")" in between and between.count(")") > between.count("(")


def _joined(text: str, before: list[Citation], citation: Citation) -> bool:
    """Whether *citation* stands beside the ones before it, not inside the subject of the last."""
    gap = text[before[-1].end : citation.start]
    return _LIST.fullmatch(gap) is not None


def _inside(left: str, place: Place) -> Relation:
    """ "Luật A được sửa đổi, bổ sung bởi Luật số B" rests on both."""
    if place is Place.OPENING and _CHANGED_BY.search(left):
        return Relation.BASED_ON
    return Relation.CITES


_CHANGED_BY = re.compile(r"sửa đổi(?:, bổ sung)?(?:\s[^;.]{0,60})?\s(?:bởi|theo)(?:\s[^;]*)?$")
