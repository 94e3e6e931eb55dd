"""Who is charged with something: the subject that must act, or whom somebody orders to.

Giao Bộ Nội vụ chủ trì …            Đề nghị các tỉnh uỷ, thành uỷ …            Sở Tài chính có trách nhiệm …
Trong thời hạn 15 ngày, Sở Y tế …   Thủ tướng Chính phủ yêu cầu Bộ Công an …   do Văn phòng Tỉnh uỷ chủ trì
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from . import actors, words
from .actors import actor_at, actors_at
from .openings import Opening


class Charge(NamedTuple):
    """Somebody who must act: `text[start:end]`."""

    start: int
    end: int
    ordered: bool
    """Whether an order names them ("Giao …"), rather than a sentence of which they are the subject."""
    opens: int
    """Where the words begin that charge them: "Giao", or the sentence."""


# Letters and no sets of letters at the beginning, so that the search skips quickly.
_WITHIN = re.compile(
    r", |thì |hằng (?:năm|quý|tháng) |hàng (?:năm|quý|tháng) |Hằng (?:năm|quý|tháng) |"
    r"Hàng (?:năm|quý|tháng) |sau đó |Sau đó |đồng thời |Đồng thời "
)
# Each begins with a letter that is never a capital, so that the search skips quickly; the letter before it
# follows.
_ORDERS = (
    (re.compile(r"iao (?:(?:nhiệm vụ |trách nhiệm )?cho )?"), "gG"),
    (re.compile(r"êu cầu "), "yY"),
    (re.compile(r"ề nghị "), "đĐ"),
    (re.compile(r"hân công "), "pP"),
    (re.compile(r"hỉ đạo "), "cC"),
    (re.compile(r"[ỷy] quyền cho "), "uUủỦ"),
    (re.compile(r"iến nghị "), "kK"),
)
_CASES = (re.compile(r"do "), re.compile(r"nếu "))
_WITH = re.compile(r"ối hợp(?: chặt chẽ)?(?: với| cùng)? ")
_GAP = re.compile(r"(?: \([^()]{1,160}\))?,? ")
_ALONE = frozenset(("", "\n", ":", ","))
_NOT = re.compile(r" (?=(?:không|chưa|vi phạm)(?!\w))")
_BY = re.compile(
    r" (?:không|chưa|chủ trì|thực hiện|chịu trách nhiệm|làm|phối hợp|tổ chức thực hiện|tổ chức triển khai|"
    r"đảm nhiệm|tham mưu|đề xuất|tổng hợp)(?!\w)"
)
# "gửi yêu cầu Bộ Y tế", "theo đề nghị của": the words name no order.
_NO_ORDER = re.compile(
    r"(?:của|theo|có|với|về|được|và|văn bản|trình|sự|nội dung|đơn|thủ tục|quyết định|kinh phí|đã|các|những|"
    r"hồ sơ|bản|bản chính|bản sao|chuyển|bàn) \Z",
    re.IGNORECASE,
)


@cache
def first_words() -> frozenset[str]:
    """With which a sentence may begin that charges somebody: most begin with none of them."""
    return actors.first_words().union(words.ADVERBS.table)


def charges(text: str, opens: Iterable[Opening]) -> list[Charge]:
    """Everybody who is charged in *text* (one paragraph a line), in reading order, nobody twice.

    *opens* are the openings of *text*, those at least that have one of `first_words`.  Those with whom
    others work together are named by `helpers`.
    """
    found = sorted([*_subjects(text, opens), *_ordered(text), *_by(text)])
    beside = iter(helpers(text))
    out: list[Charge] = []
    first, last = next(beside, (len(text), len(text)))
    for charge in found:
        while last <= charge.start and first < len(text):
            first, last = next(beside, (len(text), len(text)))
        if first < charge.start or (out and charge.start < out[-1].end):
            continue
        out.append(charge)
    return out


def _subjects(text: str, opens: Iterable[Opening]) -> Iterator[Charge]:
    names, adverbs = actors.first_words(), words.ADVERBS.table
    for _start, at, word in opens:
        end = actors_at(text, at, semicolons=True) if word in names else None
        if end is not None:
            if _ISSUES.match(text, end):
                continue
            if acts(text, end) or text[end : end + 1] in _ALONE:
                yield Charge(at, end, False, at)
            elif _CONDITION.match(text, end):
                # "Các địa phương đã triển khai … thì ban thường vụ tỉnh uỷ chỉ đạo …"
                yield from _then(text, end)
        elif word in adverbs and words.ADVERBS.at(text, at) and not text.startswith("Theo dõi", at):
            yield from _within(text, at)


def acts(text: str, end: int) -> bool:
    """Whether the words behind a name that ends at *end* say what is done."""
    gap = _GAP.match(text, end)
    if gap is None:
        return text[end : end + 1] in ("", "\n", ":")
    if text.startswith("đồng thời là", gap.end()):
        return False
    return words.PREDICATES.at(text, gap.end()) is not None


# "Bộ Chính trị yêu cầu", "Thủ tướng Chính phủ giao": who says so, not who must do it.
_ISSUES = re.compile(
    r",? (?:yêu cầu|đề nghị|giao|kết luận|thống nhất|đồng ý|ghi nhận|phân công|quyết nghị|biểu dương|"
    r"quyết định:|thông báo:|"
    r"đánh giá cao|đã có ý kiến|có ý kiến|ban hành (?:Kết luận|Chỉ thị|Quyết định|Kế hoạch|Thông tư|Nghị|"
    r"Quy))(?!\w)"
)
_CONDITION = re.compile(r" (?:đã|chưa|nếu|khi|có) ")


def _then(text: str, start: int) -> Iterator[Charge]:
    stop = _STOP.search(text, start)
    at = text.find(" thì ", start, stop.start() if stop else len(text)) + 5
    end = actors_at(text, at) if at > 4 else None
    if end is not None and acts(text, end):
        yield Charge(at, end, False, at)


def _within(text: str, start: int) -> Iterator[Charge]:
    """The subject behind the opening words of a sentence: the first who acts, behind a condition sooner who
    must ("Khi thay đổi trụ sở, đơn vị cung cấp dịch vụ, cơ quan báo chí phải thông báo")."""
    stop = _STOP.search(text, start)
    last = stop.start() if stop else len(text)
    first = None
    for place in _WITHIN.finditer(text, start, last):
        at = place.end()
        if place[0] != ", " and text[place.start() - 1].isalnum():
            continue
        end = actors_at(text, at)
        if end is None:
            continue
        if _ISSUES.match(text, end):
            break
        if acts(text, end) and not (place[0] == ", " and _in_list(text, start, place.start())):
            if _MUST.match(text, end) or not _IF.match(text, start):
                yield Charge(at, end, False, at)
                return
            first = first or Charge(at, end, False, at)
    if first:
        yield first


_IF = re.compile(r"(?:Trường hợp|Trong trường hợp|Khi|Nếu|trường hợp|khi|nếu) ")
_MUST = re.compile(r" (?:phải|có trách nhiệm|chịu trách nhiệm)(?!\w)")


def _in_list(text: str, start: int, comma: int) -> bool:
    """Whether the *comma* stands in a list: two names before it, or one whose "các" goes for those behind it.

    "kiến nghị của các tỉnh uỷ, thành uỷ, Ban Tổ chức Trung ương thực hiện" has no subject,
    "văn bản của Bộ Y tế, Bộ trưởng Bộ Nội vụ quyết định" has one.
    """
    before = text.rfind(", ", start, comma)
    if before > 0 and actor_at(text, before + 2):
        return True
    many = text.rfind("các ", max(start, comma - 40), comma)
    return (
        many > 0
        and text[comma + 2].islower()
        and actor_at(text, many)
        and not text.startswith("các ", comma + 2)
    )


_STOP = re.compile(r"[.;:?\n](?:(?<=\n)| )")


def _ordered(text: str) -> Iterator[Charge]:
    last = -1
    for start, at in sorted(_order_words(text)):
        end = actors_at(text, at, semicolons=True)
        if end is None or _NO_ORDER.search(text, max(0, start - 12), start):
            continue
        nested = text[start + 1 : start + 4] == "hỉ "
        if nested and last >= 0 and not _PART.search(text, last, start):
            continue  # "Giao Đảng uỷ A chỉ đạo Đảng uỷ B": A must do it
        if text.endswith("iao cho ", 0, at) and not acts(text, end) and text[end : end + 1] not in _ALONE:
            continue  # "Giao cho tổ chức có điều kiện bảo quản": goods are handed over
        last = end
        yield Charge(at, end, True, start)


def _order_words(text: str) -> Iterator[tuple[int, int]]:
    """Where words that order begin, and what stands behind them."""
    for words_, letters in _ORDERS:
        for place in words_.finditer(text):
            start = place.start() - 1
            if start >= 0 and text[start] in letters and not (start and text[start - 1].isalnum()):
                yield start, place.end()


_PART = re.compile(r"[;.\n]")


def _by(text: str) -> Iterator[Charge]:
    """ "do Sở Y tế chủ trì"; "nếu cơ quan khai thác không khắc phục"."""
    for skip in _CASES:
        for place in skip.finditer(text):
            if text[place.start() - 1 : place.start()].isalnum():
                continue
            end = actors_at(text, place.end())
            if end is None:
                continue
            if skip is _CASES[1]:
                stop = _NOT.search(text, end, end + 50)
                end = stop.start() if stop else end
            if _BY.match(text, end):
                yield Charge(place.end(), end, skip is _CASES[0], place.end())


def helpers(text: str) -> list[tuple[int, int]]:
    """Where those are named with whom somebody works together: "phối hợp với Bộ Công an, các bộ, ngành"."""
    found = []
    for place in _WITH.finditer(text):
        end = actors_at(text, place.end(), semicolons=True)
        if end is not None:
            found.append((place.end(), end))
    return found


def charged_with(found: list[Charge], first: int, last: int, at: int, end: int) -> Charge | None:
    """Of *found* the one who must do by the time at *at* to *end* what the sentence *first* to *last* says.

    Who stands right behind it ("Trong thời hạn 15 ngày, Sở Y tế …"), else the nearest before it, else the
    first behind it.
    """
    here = [c for c in found if first <= c.start < last]
    for charge in here:
        if 0 < charge.start - end <= 3:
            return charge
    before = [c for c in here if c.end <= at]
    if before:
        return before[-1]
    behind = [c for c in here if c.start > at]
    return behind[0] if behind else None


def unnamed(text: str, end: int) -> tuple[int, int] | None:
    """Who must act behind a time that ends at *end*, where no list knows such bodies.

    "…, tổ chức tài chính vi mô phải gửi": what stands between the comma and the duty.
    """
    found = _UNNAMED.match(text, end)
    return found.span("who") if found and words.ENDS.at(text, found.start("who")) is None else None


_UNNAMED = re.compile(
    r",? ?(?P<who>(?!trường hợp|trong đó|nếu|khi|việc|đồng thời|[Qq]uyết định|văn bản|kết quả|hồ sơ|"
    r"nội dung|mà|và)[^\W\d][^,.;:\n]{3,90}?) (?:phải|có trách nhiệm|chịu trách nhiệm)(?!\w)"
)
