"""The front matter: its form and its keys."""

from __future__ import annotations

from .lines import Lines, Spoilt, mutation


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
