"""The structure of the body, relations and originals."""

from __future__ import annotations

import re

from .lines import Lines, Spoilt, mutation


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
