"""What the front matter states."""

from __future__ import annotations

import re
import unicodedata

from .lines import Lines, Spoilt, mutation


@mutation
def a_day_before_its_year(page: Lines) -> Spoilt | None:
    at = page.key("date")
    if at is None:
        return None
    year, month, day = page.all[at].removeprefix("date: ").split("-")
    form = page.chance.choice(["{}/{}/{}", "{}-{}-{}", "{}.{}.{}"])
    return page.put(at, "date: " + form.format(int(day), int(month), year), mends=True)


@mutation
def a_day_that_does_not_exist(page: Lines) -> Spoilt | None:
    at = page.key("date")
    return None if at is None else page.put(at, page.chance.choice(["date: 2021-06-31", "date: 2025-02-29"]))


@mutation
def a_date_in_words(page: Lines) -> Spoilt | None:
    at = page.key("date")
    return None if at is None else page.put(at, page.chance.choice(["date: tháng 7", "date: hôm qua"]))


@mutation
def a_year_that_has_not_come(page: Lines) -> Spoilt | None:
    at = page.key("date")
    return None if at is None else page.put(at, re.sub(r"\d{4}", "2092", page.all[at], count=1))


@mutation
def another_day_than_printed(page: Lines) -> Spoilt | None:
    at = page.key("date")
    return (
        None
        if at is None
        else page.put(at, page.all[at][:-2] + ("13" if page.all[at][-2:] != "13" else "14"))
    )


@mutation
def blanks_in_a_number(page: Lines) -> Spoilt | None:
    at = page.key("number")
    return None if at is None else page.put(at, page.all[at].replace("-", " - ", 1), mends=True)


@mutation
def an_en_dash_in_a_number(page: Lines) -> Spoilt | None:
    at = page.key("number")
    return None if at is None else page.put(at, page.all[at].replace("-", "–", 1), mends=True)


@mutation
def a_russian_letter_in_a_number(page: Lines) -> Spoilt | None:
    at = page.key("number")
    return None if at is None else page.put(at, page.all[at].replace("K", "К"), mends=True)


@mutation
def another_number_than_printed(page: Lines) -> Spoilt | None:
    at = page.key("number")
    return None if at is None else page.put(at, page.all[at].replace(": ", ": 9", 1))


@mutation
def a_number_with_the_code_of_another_type(page: Lines) -> Spoilt | None:
    at = page.key("number")
    return None if at is None else page.put(at, page.all[at].replace("-KL/", "-TB/"), 2)


@mutation
def letters_for_a_number(page: Lines) -> Spoilt | None:
    at = page.key("number")
    return None if at is None else page.put(at, "number: KL177")


@mutation
def a_type_in_capitals(page: Lines) -> Spoilt | None:
    at = page.key("type")
    return None if at is None else page.put(at, "type: " + page.all[at][6:].upper(), mends=True)


@mutation
def a_type_with_a_wrong_tone(page: Lines) -> Spoilt | None:
    at = page.key("type")
    if at is None:
        return None
    plain = unicodedata.normalize(
        "NFC", re.sub("[\u0300\u0301\u0309\u0323]", "", unicodedata.normalize("NFD", page.all[at]))
    )
    return page.put(at, plain) if plain != page.all[at] else None


@mutation
def a_province_that_is_none(page: Lines) -> Spoilt | None:
    at = next((i for i in range(1, page.end) if page.all[i].startswith("province:")), None)
    return None if at is None else page.put(at, "province: Hà Tỉnh")


@mutation
def a_province_with_its_kind(page: Lines) -> Spoilt | None:
    at = next((i for i in range(1, page.end) if page.all[i].startswith("province:")), None)
    return None if at is None else page.put(at, "province: tỉnh Hà Tĩnh")
