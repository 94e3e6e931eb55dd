"""Letters of the file and of its words."""

from __future__ import annotations

import re
import unicodedata

from .lines import Lines, Spoilt, mutation


@mutation
def a_file_in_utf_16(page: Lines) -> Spoilt | None:
    return Spoilt("\n".join(page.all).encode("utf-16"), frozenset({1}))


@mutation
def a_letter_of_another_code_page(page: Lines) -> Spoilt | None:
    found = page.word()
    if found is None:
        return None
    at, word = found
    before = "\n".join([*page.all[:at], page.all[at][: word.start()]]).encode()
    after = "\n".join([page.all[at][word.start() :], *page.all[at + 1 :]]).encode()
    return Spoilt(before + b"\xea" + after, frozenset({at + 1}))


def _in_word(page: Lines, sign: str, mends: bool = True) -> Spoilt | None:
    found = page.word()
    if found is None:
        return None
    at, word = found
    middle = word.start() + 1
    return page.put(at, page.all[at][:middle] + sign + page.all[at][middle:], mends=mends)


@mutation
def a_soft_hyphen(page: Lines) -> Spoilt | None:
    return _in_word(page, "\u00ad")


@mutation
def a_blank_without_width(page: Lines) -> Spoilt | None:
    return _in_word(page, page.chance.choice("\u200b\u2060\u200e"))


@mutation
def a_byte_order_mark_inside(page: Lines) -> Spoilt | None:
    return _in_word(page, "\ufeff")


@mutation
def a_control_character(page: Lines) -> Spoilt | None:
    return _in_word(page, page.chance.choice("\x01\x08\x1f\x7f"))


@mutation
def a_lost_letter(page: Lines) -> Spoilt | None:
    return _in_word(page, "\ufffd", mends=False)


@mutation
def a_blank_that_does_not_break(page: Lines) -> Spoilt | None:
    found = page.word()
    if found is None:
        return None
    at, word = found
    line = page.all[at]
    return page.put(
        at, line[: word.start() - 1] + page.chance.choice("\u00a0\u2009") + line[word.start() :], mends=True
    )


@mutation
def marks_apart_from_their_letters(page: Lines) -> Spoilt | None:
    at = page.any(r"[ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữự]")
    return None if at is None else page.put(at, unicodedata.normalize("NFD", page.all[at]), mends=True)


@mutation
def an_icelandic_letter(page: Lines) -> Spoilt | None:
    at = page.any("Đ")
    return None if at is None else page.put(at, page.all[at].replace("Đ", "\u00d0", 1), mends=True)


@mutation
def a_russian_letter(page: Lines) -> Spoilt | None:
    at = page.any(r"(?<=/)[TB](?=[A-Z])")
    if at is None:
        return None
    alike = {"T": "\u0422", "B": "\u0412"}
    return page.put(
        at, re.sub(r"(?<=/)[TB](?=[A-Z])", lambda m: alike[m[0]], page.all[at], count=1), mends=True
    )
