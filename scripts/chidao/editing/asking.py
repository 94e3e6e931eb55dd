"""What a document does not print and an editor may know.  Questions and troubles are in Vietnamese."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from .. import forms
from ..checks import dates
from ..checks.front_matter import level_by_name
from ..document import Facts
from ..structure.names import level_of
from ..structure.numbers import NUMBER, clean
from ..text import fold, fold_blanks, key


@dataclass(frozen=True, slots=True)
class Question:
    """One fact to be asked for."""

    fact: str
    """Its name in `Facts`."""
    words: str
    read: Callable[[str], Any]
    """The answer as a value of the fact.  Raises ValueError with what is wrong, in Vietnamese."""


def questions(facts: Facts) -> Iterator[Question]:
    """What to ask, in the order of front matter; an annex has no number of its own."""
    for question in QUESTIONS:
        if getattr(facts, question.fact):
            continue
        if question.fact == "number" and facts.attached_to:
            continue
        if question.fact == "province" and facts.level in (None, "central"):
            continue
        if question.fact == "subject" and facts.type == "Công văn":
            continue
        yield question


def with_answers(facts: Facts, answers: Mapping[str, Any]) -> Facts:
    """*facts* with *answers*; what follows from them (the level of a body) is filled in."""
    answered = replace(facts, **answers)
    if not answered.level:
        levels = (level_of(issuer, answered.number, answered.date) for issuer in answered.issuer)
        level = next((found for found in levels if found), None) or level_of(
            "", answered.number, answered.date
        )
        answered = replace(answered, level=level)
    if not answered.province and answered.level not in (None, "central"):
        named = [found.name for issuer in answered.issuer if (found := forms.province_in(issuer))]
        answered = replace(answered, province=named[0] if named else None)
    return answered


def _type(text: str) -> str:
    for form in forms.types().values():
        if key(form.name) == key(text):
            return form.name
    plain = [form.name for form in forms.types().values() if fold(form.name) == fold(text)]
    if len(plain) == 1:
        return plain[0]
    raise ValueError(f"không có loại «{text}»; ví dụ: Kết luận, Thông báo, Chỉ thị, Kế hoạch, Công văn")


def _number(text: str) -> str:
    number = clean(text.removeprefix("Số").removeprefix("số").strip(" :"))
    if not NUMBER.fullmatch(number):
        raise ValueError(f"«{text}» không có dạng của số, ký hiệu, như 177-KL/TW hay 2820/QĐ-UBND")
    return number


def _bodies(text: str) -> tuple[str, ...]:
    return tuple(name for part in text.split(";") if (name := fold_blanks(part)))


def _level(text: str) -> str:
    levels = ("central", "province", "district", "commune")
    level = levels[int(text) - 1] if text in ("1", "2", "3", "4") else level_by_name(text)
    if level is None:
        raise ValueError("gõ 1, 2, 3 hoặc 4")
    return level


def _province(text: str) -> str:
    found = forms.province_in(text)
    if found is None:
        plain = [
            p.name for p in forms.provinces().values() if fold(p.name) == fold(text).removeprefix("tinh ")
        ]
        if len(plain) != 1:
            raise ValueError(f"không có tỉnh, thành phố «{text}»")
        return plain[0]
    return found.name


def _date(text: str) -> str:
    message, right = dates.trouble(text)
    if message and not right:
        raise ValueError(message)
    return right or text


QUESTIONS = (
    Question("type", "Loại văn bản (Kết luận, Thông báo…)", _type),
    Question("number", "Số, ký hiệu (177-KL/TW)", _number),
    Question("issuer", "Cơ quan ban hành (nhiều cơ quan: cách nhau dấu ;)", _bodies),
    Question("date", "Ngày ban hành (11/7/2025)", _date),
    Question("level", "Cấp (1 Trung ương, 2 tỉnh, 3 huyện, 4 xã)", _level),
    Question("province", "Tỉnh, thành phố", _province),
    Question("subject", "Trích yếu", fold_blanks),
)
