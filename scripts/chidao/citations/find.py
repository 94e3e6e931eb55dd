"""Find citations: spans and parts, nothing decided about what they mean.

A number is the anchor: to its left stands the type, to its right date, body and term.  Names without a
number (laws, the constitution, congress resolutions), short names and "… này" are found on their own.
"""

from __future__ import annotations

import bisect
import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from ..structure.numbers import clean
from ..values import value
from . import names, patterns
from .bodies import body_at


class Form(StrEnum):
    """How a text names a document."""

    FULL = "full"
    """Type and number, or a bare number."""
    SHARED = "shared"
    """A number that shares an earlier type word: "… và số 19-NQ/TW"."""
    ALIAS = "alias"
    """A short name for a document named in full elsewhere: "Kết luận 34"."""
    NAMED = "named"
    """No number at all: "Luật Đất đai"."""
    SELF = "self"
    """The document itself: "Quyết định này"."""


@value
class Citation:
    """A place where a text names a document: `text[start:end]`, with the parts that it prints."""

    text: str
    start: int
    end: int
    form: Form
    type: str | None = None
    number: str | None = None
    """In its official form: "18-NQ/TW"."""
    date: str | None = None
    """ISO 8601."""
    term: str | None = None
    """"XII"."""
    issuer: str | None = None
    unit: str | None = None
    """The part cited, outside of the span: "điểm a khoản 2 Điều 5"."""
    refers_to: str | None = None
    """For an alias the number meant, as the text itself tells; "self" for the document itself."""


def find_citations(text: str, own_number: str | None = None) -> list[Citation]:
    """Every citation in *text*, in reading order.

    *own_number* is the document's own, so that "(Kèm theo Quyết định số …)" in its annex is itself.
    For each: `text[c.start:c.end] == c.text`.

    >>> [(c.type, c.number, c.date) for c in find_citations("theo Kết luận số 34-KL/TW, ngày 07/8/2018")]
    [('Kết luận', '34-KL/TW', '2018-08-07')]
    """
    numbered = _shared_parts(text, list(_numbered(text, own_number)))
    taken = sorted((c.start, c.end) for c in numbered)
    others: list[Citation] = []
    for finder in (names.find_names, names.find_selves):
        for found in finder(text):
            if not _overlaps(found[0], found[1], taken):
                others.append(_named(text, *found))
        taken = sorted({*taken, *((c.start, c.end) for c in others)})
    aliases = _aliases(text, numbered, taken)
    everything = sorted([*numbered, *others, *aliases], key=lambda c: c.start)
    return [replace(c, unit=_unit(text, c.start)) for c in everything]


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    """Whether a span meets one of *taken*, which are in order and apart."""
    after = bisect.bisect_left(taken, (end, end))
    return after > 0 and taken[after - 1][1] > start


def _named(text: str, start: int, end: int, type_: str, form: str) -> Citation:
    date = _date(text[start:end])
    term = patterns.TERM.search(text, start, end)
    found = term["term"] if term else None
    if form == "self":
        return Citation(text[start:end], start, end, Form.SELF, type_, refers_to="self")
    return Citation(text[start:end], start, end, Form.NAMED, type_, None, date, found)


_LEFT = 170
"""Characters to the left of a number in which its type stands."""
_JOINED = re.compile(r"\s*(?:,|và|;|hoặc)\s*(?:s[ốổo]\s*:?\s*)?$")


def _numbered(text: str, own: str | None) -> Iterator[Citation]:
    last: Citation | None = None
    for match in patterns.NUMBER.finditer(text):
        start, number = match.start(), clean(match[0])
        left = text[max(0, start - _LEFT, last.end if last else 0) : start]
        offset = start - len(left)
        form, type_ = Form.FULL, None
        short: list[tuple[int, str]] = []
        found, law = patterns.typed().search(left), _law_before(left)
        if law and (not found or law[1] < found.start() <= law[1] + 60):
            type_, begin = _base(law[0]), offset + law[1]
        elif found:
            type_, begin = _base(found["type"]), offset + found.start()
        elif last is not None and _JOINED.fullmatch(text[last.end : start]):
            form, type_, begin = Form.SHARED, last.type, start
        elif listed := _LISTED.search(left):
            type_, begin = _base(listed["type"]), start
            form = Form.SHARED
            short = _short_numbers(
                text, offset + listed.start(), offset + listed.start("list"), start, number
            )
        else:
            begin = start
        end, date, term, issuer = _right(text, match.end())
        for position, (at, shared) in enumerate(short):
            first = offset + listed.start() if position == 0 and listed else at
            stop = at + len(shared.split("-")[0].split("/")[0])
            yield Citation(
                text[first:stop],
                first,
                stop,
                Form.FULL if position == 0 else Form.SHARED,
                type_,
                shared,
                date,
                term,
                issuer,
            )
        citation = Citation(text[begin:end], begin, end, form, type_, number, date, term, issuer)
        if own and number == own and re.search(r"[Kk]èm theo\s*$", text[max(0, begin - 20) : begin]):
            citation = replace(citation, form=Form.SELF, refers_to="self")
        if citation.issuer is None:
            citation = replace(citation, issuer=_issuer_before(text, begin))
        last = citation
        yield citation


_LIST = re.compile(r"\s*(?:,|và|hoặc)\s*(?:các\s+)?(?:s[ốổo]\s*:?\s*)?")


def _shared_parts(text: str, found: list[Citation]) -> list[Citation]:
    """Date and body that are printed once for a list belong to each of its members."""
    for index in range(len(found) - 2, -1, -1):
        here, following = found[index], found[index + 1]
        if here.issuer is None and following.issuer and _LIST.fullmatch(text, here.end, following.start):
            found[index] = replace(here, issuer=following.issuer)
            if here.date is None and following.form is Form.SHARED:
                found[index] = replace(found[index], date=following.date)
    return found


# "các Kết luận số 187, 188- KL/TW": the type word, then numbers that share the tail of the last one
_LISTED = re.compile(
    rf"(?<!\w)(?P<type>{patterns.type_words()})\s+(?:s[ốổo]\s*)?(?P<list>\d{{1,4}}(?:\s*,\s*\d{{1,4}})*)\s*(?:,|và)\s*(?:s[ốổo]\s*)?$"
)


def _short_numbers(text: str, begin: int, at: int, end: int, number: str) -> list[tuple[int, str]]:
    tail = number[re.match(r"\d*", number).end() :]  # type: ignore[union-attr]
    return [(at + m.start(), m[0] + tail) for m in re.finditer(r"\d{1,4}", text[at:end])]


def _law_before(left: str) -> tuple[str, int] | None:
    """The nearest law before a number: its type word, and where it begins."""
    match = _last(_LAW, left)
    if match is None:
        return None
    name = left[match.end() :]
    if re.search(r"[;:()“”\".]|\bsố\b.*\d|\bngày\b|\btại\b|\btheo\b", name):
        return None
    if not re.search(r"s[ốổo]\s*:?\s*$", name) or re.search(r",\s+[A-ZĐ]", name):
        return None
    return match[0], match.start()


_LAW = re.compile(r"(?<!\w)(?:Bộ luật|Luật|Pháp lệnh)(?=\s)")


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007 - the last one is what we look for
        pass
    return found


def _base(word: str) -> str:
    """The type as it stands in a list: "Thông báo Kết luận" → "Thông báo"."""
    lowered = word[:1].upper() + word[1:].lower()
    for longer, base in _BASES.items():
        if lowered.startswith(longer):
            return base
    return lowered


_BASES = {
    "Thông báo kết luận": "Thông báo",
    "Chương trình hành động": "Chương trình",
    "Đề cương báo cáo": "Đề cương",
}


def _right(text: str, end: int) -> tuple[int, str | None, str | None, str | None]:
    """What belongs to a number on its right: the end of it, date, term, issuer."""
    date = term = issuer = None
    for _part in range(4):
        rest = text[end : end + 200]
        if date is None and (found := _DATE_RIGHT.match(rest)):
            date = _date(found[0])
        elif own := re.match(r"\s*\((?:sửa đổi|bổ sung|sửa đổi, bổ sung)\)", rest):
            found = own
        elif term is None and (found := patterns.TERM.match(rest)):
            term = found["term"]
        elif issuer is None and (of := re.match(r"\s+(?:của|do|CỦA)\s+(?:đồng chí\s+)?", rest)):
            stop = body_at(rest, of.end())
            if stop is None:
                break
            issuer = rest[of.end() : stop]
            end += stop
            continue
        else:
            break
        end += found.end()
    return end, date, term, issuer


_DATE_RIGHT = re.compile(rf"\s*,?\s*(?:ký\s+)?{patterns.DATE.pattern}")


def _date(text: str) -> str | None:
    match = patterns.DATE.search(text)
    if not match:
        return None
    try:
        return datetime.date(
            int(match["year"] or match["year2"]), int(match["month"] or match["month2"]), int(match["day"])
        ).isoformat()
    except ValueError:
        return None


_BEFORE = re.compile(r"của\s+(?P<body>[^;:.()]{3,90}?)\s+(?:tại\s+|\()$")


def _issuer_before(text: str, begin: int) -> str | None:
    """ "của Ban Bí thư tại văn bản số …"."""
    match = _last(_BEFORE, text[max(0, begin - 130) : begin])
    if match is None:
        return None
    body = match["body"].rsplit("của ", 1)[-1]
    return body if body_at(body, 0) == len(body) else None


def _unit(text: str, start: int) -> str | None:
    left = text[max(0, start - 120) : start]
    match = patterns.UNIT.search(left)
    return " ".join(match["unit"].split()) if match else None


_DIGITS = re.compile(
    r"[0-9]{1,4}"
    # not "Kế hoạch 5 năm", "Nghị quyết 18-NQ/TW"
    r"(?![\d/%-]|[.,]\d|\s*[-–]\s*[A-ZĐ])"
    r"(?!\s*(?:tháng|năm|%|tỷ|triệu|người|văn bản|-|–|điểm|nội dung|nhiệm vụ))"
)
_TYPE_BEFORE = re.compile(rf"(?<!\w)(?P<type>{patterns.type_words()}|HD|KL|NQ|QĐ)\s+(?:số\s+)?$")


def _aliases(text: str, numbered: list[Citation], taken: list[tuple[int, int]]) -> Iterator[Citation]:
    """Short names: the digits of a number that the same text gives in full."""
    known: dict[str, dict[str, str | None]] = {}
    for c in numbered:
        if c.number and c.form is not Form.SELF:
            digits = re.match(r"\d+", c.number)
            if digits:
                known.setdefault(digits[0].lstrip("0"), {}).setdefault(c.number, c.type)
    for number in _DIGITS.finditer(text):
        shortened = number[0].lstrip("0")
        if shortened not in known and text[max(0, number.start() - 4) : number.start()].strip()[-2:] != "án":
            continue
        match = _TYPE_BEFORE.search(text, max(0, number.start() - _LONGEST), number.start())
        if match is None:
            continue
        start, end = match.start(), number.end()
        type_ = _ABBREVIATED.get(match["type"]) or _base(match["type"])
        # "Đề án 06" is known by this name alone, all over the country.
        if (shortened not in known and type_ != "Đề án") or _overlaps(start, end, taken):
            continue
        end, _unused, term, issuer = _right(text, end)
        yield Citation(
            text[start:end],
            start,
            end,
            Form.ALIAS,
            type_,
            term=term,
            issuer=issuer,
            refers_to=_meant(known.get(shortened, {}), type_),
        )


def _meant(numbers: dict[str, str | None], type_: str) -> str | None:
    """Of full numbers with their types the one that a short name means; None where several may be meant."""
    found = [number for number, of in numbers.items() if of == type_] or list(numbers)
    return found[0] if len(found) == 1 else None


_LONGEST = 60
"""Characters of the longest type with "số" behind it, and some blanks."""
_ABBREVIATED = {"HD": "Hướng dẫn", "KL": "Kết luận", "NQ": "Nghị quyết", "QĐ": "Quyết định"}
