"""What goes wrong with pages, done on purpose: each mutation says on which line it must be reported.

A mutation takes the lines of a page and a source of chance, and gives back the spoilt file, the lines on
which a report is right, and whether `--fix` must give the page back as it was.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Spoilt:
    """A page with one fault."""

    data: bytes
    lines: frozenset[int]
    """Where a report is right, counted from 1."""
    mends: bool = False
    """Whether the right page is certain."""


class Lines:
    """The lines of a page, to be spoilt."""

    def __init__(self, text: str, chance: random.Random) -> None:
        self.all = text.split("\n")
        self.chance = chance
        self.end = self.all.index("---", 1)
        """Index of the rule that ends the front matter."""

    def key(self, name: str) -> int | None:
        """The index of the line with a value for *name*."""
        return next((i for i in range(1, self.end) if re.match(rf"{name}: .", self.all[i])), None)

    def any(self, pattern: str, start: int = 0) -> int | None:
        """The index of some line of the body that *pattern* matches."""
        found = [i for i in range(max(self.end + 1, start), len(self.all)) if re.search(pattern, self.all[i])]
        return self.chance.choice(found) if found else None

    def word(self, pattern: str = r"[^\W\d_]{3,}") -> tuple[int, re.Match[str]] | None:
        """Some word of the body that stands in the middle of its line: the index of the line, and the word."""
        at = self.any(rf"\w \w*{pattern}\w* \w")
        if at is None:
            return None
        found = list(re.finditer(rf"(?<=\w )(?:{pattern})(?= \w)", self.all[at]))
        return (at, self.chance.choice(found)) if found else None

    def put(self, at: int, line: str, *more: int, mends: bool = False) -> Spoilt:
        """The page with another line at index *at*."""
        lines = [*self.all[:at], line, *self.all[at + 1 :]]
        return Spoilt("\n".join(lines).encode(), frozenset({at + 1, *more}), mends)

    def insert(self, at: int, *new: str, line: int | None = None) -> Spoilt:
        """The page with lines more before index *at*; a report is right on the first of them."""
        lines = [*self.all[:at], *new, *self.all[at:]]
        return Spoilt("\n".join(lines).encode(), frozenset({line or at + 1}))


Mutation = Callable[[Lines], Spoilt | None]
MUTATIONS: dict[str, Mutation] = {}


def mutation(function: Mutation) -> Mutation:
    MUTATIONS[function.__name__.replace("_", " ")] = function
    return function


def spoil(pages: dict[str, str], count: int, seed: int) -> Iterator[tuple[str, str, Spoilt]]:
    """*count* times: the name of a mutation, that of a page, and the page with the fault."""
    chance = random.Random(seed)
    names = list(MUTATIONS)
    for number in range(count):
        name = names[number % len(names)]
        for page in chance.sample(sorted(pages), len(pages)):
            spoilt = MUTATIONS[name](Lines(pages[page], chance))
            if spoilt and spoilt.data != pages[page].encode():
                yield f"{number:03} {name}", page, spoilt
                break
        else:
            raise LookupError(f"no page can have: {name}")


# --- keys ----------------------------------------------------------------------------------------


@mutation
def a_letter_of_a_key_is_missing(page: Lines) -> Spoilt | None:
    at = page.key(page.chance.choice(["subject", "level", "place"]))
    if at is None:
        return None
    return page.put(at, page.all[at][0] + page.all[at][2:])


@mutation
def a_key_has_a_capital(page: Lines) -> Spoilt | None:
    at = page.key(page.chance.choice(["subject", "level", "type"]))
    # Without a type both lines are at fault: that of the key, and where one is missing.
    return (
        None
        if at is None
        else page.put(at, page.all[at].capitalize(), 2, mends=True)
        if (page.all[at][0] != "s")
        else page.put(at, "S" + page.all[at][1:], mends=True)
    )


@mutation
def a_key_stands_twice(page: Lines) -> Spoilt | None:
    at = page.key(page.chance.choice(["type", "level", "subject"]))
    return None if at is None else page.insert(page.end, page.all[at], line=page.end + 1)


@mutation
def the_type_is_missing(page: Lines) -> Spoilt | None:
    at = page.key("type")
    return (
        None if at is None else Spoilt("\n".join(page.all[:at] + page.all[at + 1 :]).encode(), frozenset({2}))
    )


@mutation
def a_key_that_nobody_knows(page: Lines) -> Spoilt | None:
    return page.insert(page.chance.randrange(1, 3), f"{page.chance.choice(['so', 'ngay', 'trich_yeu'])}: 5")


@mutation
def the_front_matter_does_not_end(page: Lines) -> Spoilt | None:
    # What follows is no YAML: the report stands on the first line of it, or where the front matter begins.
    lines = [*page.all[: page.end], *page.all[page.end + 1 :]]
    return Spoilt("\n".join(lines).encode(), frozenset({1, *range(page.end + 1, page.end + 5)}))


@mutation
def the_front_matter_does_not_begin(page: Lines) -> Spoilt | None:
    return Spoilt("\n".join(page.all[1:]).encode(), frozenset({1}))


@mutation
def a_colon_is_missing(page: Lines) -> Spoilt | None:
    at = page.key(page.chance.choice(["subject", "level", "type"]))
    # YAML notices it there, or at the next colon.
    return None if at is None else page.put(at, page.all[at].replace(":", "", 1), at + 2)


@mutation
def a_colon_too_many(page: Lines) -> Spoilt | None:
    at = page.key("subject")
    return None if at is None else page.put(at, page.all[at] + ": một số việc")


@mutation
def a_quotation_mark_that_does_not_close(page: Lines) -> Spoilt | None:
    at = page.key(page.chance.choice(["subject", "place", "type"]))
    return None if at is None else page.put(at, page.all[at].replace(": ", ': "', 1))


@mutation
def a_tab_before_a_key(page: Lines) -> Spoilt | None:
    at = next((i for i in range(1, page.end) if page.all[i].startswith("  ")), None)
    return None if at is None else page.put(at, "\t" + page.all[at].strip())


@mutation
def the_issuer_is_no_list(page: Lines) -> Spoilt | None:
    at = next((i for i in range(1, page.end) if page.all[i] == "issuer:"), None)
    if at is None or page.all[at + 2].startswith("- ") or not page.all[at + 1].startswith("- "):
        return None
    lines = [*page.all[:at], f"issuer: {page.all[at + 1][2:]}", *page.all[at + 2 :]]
    return Spoilt("\n".join(lines).encode(), frozenset({at + 1}), mends=True)


@mutation
def a_level_in_vietnamese(page: Lines) -> Spoilt | None:
    at = page.key("level")
    words = {"central": "Trung ương", "province": "tỉnh"}
    value = page.all[at].split(": ")[1] if at is not None else ""
    return page.put(at, f"level: {words[value]}", mends=True) if at is not None and value in words else None


# --- facts ---------------------------------------------------------------------------------------


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


# --- letters -------------------------------------------------------------------------------------


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
    at = page.any(r"-KL/TW|-QĐ/TW|-NQ/TW|-BC/|-KH/")
    return (
        None
        if at is None
        else page.put(
            at,
            re.sub(r"(?<=/)T|(?<=/)B", "\u0422" if "/T" in page.all[at] else "\u0412", page.all[at], count=1),
            mends=True,
        )
    )


# --- structure -----------------------------------------------------------------------------------


@mutation
def a_word_left_out(page: Lines) -> Spoilt | None:
    found = page.word()
    if found is None:
        return None
    at, word = found
    line = page.all[at]
    return page.put(at, line[: word.start()] + line[word.end() + 1 :])


@mutation
def a_word_changed(page: Lines) -> Spoilt | None:
    found = page.word()
    if found is None:
        return None
    at, word = found
    return page.put(at, page.all[at][: word.start()] + "thay" + page.all[at][word.end() :])


@mutation
def a_blank_line_missing_before_a_number(page: Lines) -> Spoilt | None:
    # Behind a paragraph that is no entry itself: there CommonMark joins both.
    found = [
        i
        for i in range(page.end + 4, len(page.all))
        if re.match(r"\d+\.\d+\. |[b-h]\) ", page.all[i])
        and not page.all[i - 1]
        and re.match(r"[^\W\d_]|\d+\.\d+\. |[a-h]\) ", page.all[i - 2])
    ]
    if not found:
        return None
    at = page.chance.choice(found)
    lines = page.all[: at - 1] + page.all[at:]
    return Spoilt("\n".join(lines).encode(), frozenset({at}), mends=True)


@mutation
def a_number_left_out(page: Lines) -> Spoilt | None:
    at = page.any(r"^2\. ")
    return None if at is None else page.put(at, "4" + page.all[at][1:])


@mutation
def a_number_twice(page: Lines) -> Spoilt | None:
    at = page.any(r"^2\. ")
    if at is None or not any(line.startswith("3. ") for line in page.all[at:]):
        return None
    return page.put(
        at,
        "3" + page.all[at][1:],
        *(i + 1 for i in range(at, len(page.all)) if page.all[i].startswith("3. ")),
    )


@mutation
def a_reference_to_no_note(page: Lines) -> Spoilt | None:
    found = page.word()
    if found is None:
        return None
    at, word = found
    return page.put(at, page.all[at][: word.end()] + "[^98]" + page.all[at][word.end() :])


@mutation
def a_note_without_its_colon(page: Lines) -> Spoilt | None:
    lines = [*page.all, "Xem chú thích[^7].", "", "[^7] Gồm các cơ quan sau đây.", ""]
    return Spoilt("\n".join(lines).encode(), frozenset({len(page.all) + 3}))


@mutation
def two_notes_with_one_number(page: Lines) -> Spoilt | None:
    lines = [*page.all, "Xem chú thích[^7].", "", "[^7]: Một.", "", "[^7]: Hai.", ""]
    return Spoilt("\n".join(lines).encode(), frozenset({len(page.all) + 5}))


@mutation
def stars_that_do_not_close(page: Lines) -> Spoilt | None:
    found = page.word()
    if found is None:
        return None
    at, word = found
    return page.put(at, page.all[at][: word.start()] + "**" + page.all[at][word.start() :])


@mutation
def a_quotation(page: Lines) -> Spoilt | None:
    at = page.any(r"^[A-ZĐ]\w+ \w+")
    return None if at is None else page.put(at, "> " + page.all[at])


@mutation
def a_heading_without_its_blank(page: Lines) -> Spoilt | None:
    at = page.any(r"^#+ [A-ZĐ]")
    return None if at is None else page.put(at, page.all[at].replace("# ", "#", 1), mends=True)


@mutation
def a_tag_of_html(page: Lines) -> Spoilt | None:
    found = page.word()
    if found is None:
        return None
    at, word = found
    tag = page.chance.choice(["<br>", "<b>", "</p>", '<font color="red">'])
    return page.put(at, page.all[at][: word.start()] + tag + page.all[at][word.start() :])


@mutation
def a_link_by_hand(page: Lines) -> Spoilt | None:
    found = page.word()
    if found is None:
        return None
    at, word = found
    return page.put(at, page.all[at][: word.start()] + f"[{word[0]}](trang.md)" + page.all[at][word.end() :])


@mutation
def underscores_around_a_word(page: Lines) -> Spoilt | None:
    found = page.word()
    if found is None:
        return None
    at, word = found
    sign = page.chance.choice(["_", "__"])
    return page.put(at, page.all[at][: word.start()] + f"{sign}{word[0]}{sign}" + page.all[at][word.end() :])


@mutation
def a_cell_too_many(page: Lines) -> Spoilt | None:
    table = ["", "| TT | Nội dung |", "| --- | --- |", "| 1 | Rà soát | thừa |", ""]
    return Spoilt("\n".join([*page.all, *table]).encode(), frozenset({len(page.all) + 4}))


@mutation
def a_table_without_its_rule(page: Lines) -> Spoilt | None:
    table = ["", "| TT | Nội dung |", "| 1 | Rà soát |", ""]
    return Spoilt("\n".join([*page.all, *table]).encode(), frozenset({len(page.all) + 2}))


# --- relations and originals ---------------------------------------------------------------------


@mutation
def a_relation_to_no_page(page: Lines) -> Spoilt | None:
    lines = ["relations:", "- kind: cites", "  document: van-ban/2020/khong-co.md"]
    return page.insert(page.end, *lines, line=page.end + 3)


@mutation
def a_relation_to_no_number(page: Lines) -> Spoilt | None:
    lines = ["relations:", "- kind: cites", f"  document: {page.chance.choice(['Kết luận 34', '34 KL/TW'])}"]
    return page.insert(page.end, *lines, line=page.end + 3)


@mutation
def a_relation_of_no_kind(page: Lines) -> Spoilt | None:
    lines = ["relations:", "- document: 34-KL/TW 2018-08-07", "  kind: thực hiện"]
    return page.insert(page.end, *lines, line=page.end + 3)


@mutation
def a_relation_from_no_clause(page: Lines) -> Spoilt | None:
    lines = ["relations:", "- kind: cites", "  document: 34-KL/TW 2018-08-07", "  clauses:", '    "99.9":']
    return page.insert(page.end, *lines, line=page.end + 5)


@mutation
def an_original_that_is_not_there(page: Lines) -> Spoilt | None:
    at = next((i for i in range(1, page.end) if page.all[i].startswith("  file: ")), None)
    return None if at is None else page.put(at, "  file: originals/khong-co.txt")


@mutation
def an_original_that_is_another(page: Lines) -> Spoilt | None:
    at = next((i for i in range(1, page.end) if page.all[i].startswith("  sha256: ")), None)
    return None if at is None else page.put(at, f"  sha256: {'0' * 64}")


@mutation
def an_old_address_of_a_page_that_is_there(page: Lines) -> Spoilt | None:
    address = "van-ban/2025/ket-luan-177-kl-tw.md"
    return page.insert(page.end, "redirects:", f"- {address}", line=page.end + 2)
