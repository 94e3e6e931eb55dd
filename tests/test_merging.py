"""Three pages become one: what holds of every merge, and of the cases in tests/cases/merging.md."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chidao.document import Facts, Signer
from chidao.merging import merge
from chidao.merging.blocks import blocks, merge_bodies
from chidao.merging.chunks import Kind, chunks
from chidao.merging.rebuilding import rebuilt
from chidao.pages import parse
from chidao.pages.front_matter import dump, seal
from chidao.pages.undecided import as_it_was, as_it_would_be, count, undecided
from helpers import cases

HEAD = "---\ntype: Kết luận\n---\n\n"


def page(text: str) -> str:
    return f"{text}\n" if text.startswith("---\n") else f"{HEAD}{text}\n"


@pytest.mark.parametrize(("base", "ours", "new", "expected"), cases("merging.md", 5))
def test_merges(base, ours, new, expected):
    merged = merge(None if base == "(không rõ)" else page(base), page(ours), page(new))
    told = re.sub(r"^(<<<<<<<|>>>>>>>)([^(\n]*[^(\n ]) \(.*\)$", r"\1\2", merged.page, flags=re.MULTILINE)
    assert told.removeprefix(HEAD).strip("\n") == expected
    assert len(merged.conflicts) == parse(merged.page).undecided
    for conflict in merged.conflicts:
        line = merged.page.split("\n")[conflict.line - 1]
        assert line == f"- key: {conflict.key}" if conflict.key else line.startswith("<<<<<<< ")


# --- all merges ------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "giao",
        "ban",
        "tổ",
        "chức",
        "trung",
        "ương",
        "theo",
        "dõi",
        "báo",
        "cáo",
        "hằng",
        "năm",
        "1.",
        "2.",
        "-",
        "#",
        "|",
        "**x**",
        "[^1]",
        "===",
    ]
)
LINES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
BODIES = st.lists(st.lists(LINES, min_size=1, max_size=3).map("\n".join), min_size=0, max_size=7).map(
    lambda parts: "\n" + "\n\n".join([*parts, ""])
)


def same(one: str, other: str) -> bool:
    return [block.lines for block in blocks(one)] == [block.lines for block in blocks(other)]


@given(BODIES, BODIES)
def test_where_one_side_changed_nothing_the_other_one_holds(base, other):
    assert same(merge_bodies(base, base, other).text, other)
    assert same(merge_bodies(base, other, base).text, other)
    assert same(merge_bodies(base, other, other).text, other)


@given(BODIES, BODIES, BODIES)
def test_the_chunks_of_three_texts_are_all_of_each_and_in_order(base, ours, new):
    three = [[block.key for block in blocks(text)] for text in (base, ours, new)]
    found = list(chunks(*three))
    for side, text in zip(("base", "ours", "new"), three, strict=True):
        assert [item for chunk in found for item in text[getattr(chunk, side)]] == text
    for chunk in found:
        b, o, n = (text[part] for text, part in zip(three, (chunk.base, chunk.ours, chunk.new), strict=True))
        assert chunk.kind == (
            Kind.SAME if b == o == n else Kind.NEW if b == o else Kind.OURS if b == n
            else Kind.ALIKE if o == n else Kind.CONFLICT
        )  # fmt: skip


@given(BODIES, BODIES, BODIES)
def test_a_merged_page_can_be_read_and_shows_what_the_editor_sees_until_somebody_chooses(base, ours, new):
    merged = merge(HEAD + base, HEAD + ours, HEAD + new)
    read = parse(merged.page)
    assert read.undecided == len(merged.conflicts) == len(undecided(merged.page.split("\n")))
    assert read.document == parse(as_it_was(merged.page)).document
    assert as_it_was(merged.page).count("\n") == merged.page.count("\n")
    assert count(as_it_was(merged.page)) == count(as_it_would_be(merged.page)) == 0


@given(BODIES, BODIES)
def test_without_an_ancestor_both_sides_are_on_the_page(ours, new):
    merged = merge_bodies(None, ours, new).text
    assert same(as_it_was(merged), ours)
    assert same(as_it_would_be(merged), new)


@st.composite
def edits(draw, count: int) -> dict[int, str]:
    """What one side does to *count* blocks: by index "edit", "cut", or by index + 0.5 "add"."""
    done: dict[float, str] = {}
    for at in range(count):
        deed = draw(st.sampled_from(["", "", "", "edit", "cut"]))
        if deed:
            done[at] = deed
    for at in range(count + 1):
        # Beside a cut, an addition cannot be told from a change.
        if done.get(at) != "cut" and done.get(at - 1) != "cut" and draw(st.sampled_from([0, 0, 0, 1])):
            done[at - 0.5] = "add"
    return done


def block(at: int) -> str:
    return " ".join(f"{word}{at}" for word in ["giao", "ban", "tổ", "chức", "theo", "dõi"])


def done(at: float, deeds: dict[float, str], side: str) -> str:
    """What stands at *at* after *deeds*."""
    deed = deeds.get(at, "")
    if deed == "add":
        return f"thêm{side}{int(at + 0.5)} mới{side}{int(at + 0.5)}"
    if deed == "edit":
        return block(int(at)) + f" sửa{side}{at}"
    return "" if deed == "cut" or at % 1 else block(int(at))


def places(count: int) -> list[float]:
    return [half / 2 for half in range(-1, 2 * count)]


def text(parts: Sequence[str]) -> str:
    return "\n" + "\n\n".join([*(part for part in parts if part), "Nơi nhận:"]) + "\n"


@st.composite
def three(draw) -> tuple[int, dict[float, str], dict[float, str]]:
    count = draw(st.integers(1, 8))
    return count, draw(edits(count)), draw(edits(count))


@given(three())
@settings(max_examples=200)
def test_a_conflict_is_exactly_where_both_changed_and_to_something_else(given_):
    count, of_ours, of_new = given_
    spots = places(count)
    base = text([block(int(at)) for at in spots if not at % 1])
    ours, new = (text([done(at, d, s) for at in spots]) for d, s in ((of_ours, "o"), (of_new, "n")))
    merged = merge_bodies(base, ours, new)
    upper, lower, both = [], [], 0
    for at in spots:
        one, other = done(at, of_ours, "o"), done(at, of_new, "n")
        if at in of_ours and at in of_new and one != other:
            both += 1
            upper.append(one)
            lower.append(other)
        else:
            upper.append(one if at in of_ours else other)
            lower.append(upper[-1])
    assert len(merged.conflicts) == both
    assert same(as_it_was(merged.text), text(upper))
    assert same(as_it_would_be(merged.text), text(lower))


@given(three())
@settings(max_examples=100)
def test_no_word_of_the_editor_is_lost_and_none_comes_from_elsewhere(given_):
    count, of_ours, of_new = given_
    spots = places(count)
    base = text([block(int(at)) for at in spots if not at % 1])
    ours, new = (text([done(at, d, s) for at in spots]) for d, s in ((of_ours, "o"), (of_new, "n")))
    merged = merge_bodies(base, ours, new).text
    signs = r"^(?:<<<<<<<|>>>>>>>) .*$|^=======$"
    b, o, n, m = (
        set(re.sub(signs, "", each, flags=re.MULTILINE).split()) for each in (base, ours, new, merged)
    )
    assert o - b <= m
    assert n - b <= m
    assert o <= m | (b - n)
    assert m <= o | n


@given(st.lists(st.sampled_from(["", "split", "edit", "both"]), min_size=1, max_size=6), st.booleans())
def test_a_paragraph_that_one_cuts_in_two_and_the_other_edits_is_one_conflict(deeds, editor_cuts):
    def body(parts: list[str]) -> str:
        return "\n" + "\n\n".join([*parts, "Nơi nhận:"]) + "\n"

    halves = [(block(2 * at), block(2 * at + 1)) for at in range(len(deeds))]
    whole = [" ".join(pair) for pair in halves]
    edited = [f"{text} sửa{at}" if deeds[at] in ("edit", "both") else text for at, text in enumerate(whole)]
    cut = [
        "\n\n".join(halves[at]) if deeds[at] in ("split", "both") else text for at, text in enumerate(whole)
    ]
    ours, new = (cut, edited) if editor_cuts else (edited, cut)
    merged = merge_bodies(body(whole), body(ours), body(new))

    def words(side: list[str]) -> list[str]:
        """Those of *side*, with what only the other one changed."""
        other = new if side is ours else ours
        return body([other[at] if side[at] == whole[at] else side[at] for at in range(len(deeds))]).split()

    assert len(merged.conflicts) == deeds.count("both")
    assert as_it_was(merged.text).split() == words(ours)
    assert as_it_would_be(merged.text).split() == words(new)


@given(BODIES, BODIES, BODIES)
def test_a_second_merge_of_the_same_changes_nothing(base, ours, new):
    merged = merge_bodies(base, ours, new)
    if not merged.conflicts:
        again = merge_bodies(new, merged.text, new)
        assert same(again.text, merged.text)
        assert again.conflicts == ()


# --- what was converted for an earlier merge ----------------------------------------------------------

FACTS = st.builds(
    Facts,
    type=st.just("Kết luận"),
    number=st.sampled_from([None, "1-KL/TW", "7-KL/TW"]),
    date=st.sampled_from([None, "2025-07-11", "2025-07-17"]),
    issuer=st.sampled_from([(), ("Bộ Chính trị",), ("Bộ Chính trị", "Ban Bí thư")]),
    subject=st.sampled_from([None, "về công tác cán bộ"]),
    signer=st.sampled_from([None, Signer("Trần Cẩm Tú"), Signer("Tran Cam Tú", "THƯỜNG TRỰC")]),
)


@given(three(), FACTS, FACTS, FACTS)
@settings(max_examples=60)
def test_what_was_converted_for_a_merge_follows_from_its_outcome(given_, facts, facts_ours, facts_new):
    count, of_ours, of_new = given_
    # Where the editor cut something, no step is seen; a fingerprint tells whether that mattered.
    of_ours = {at: deed for at, deed in of_ours.items() if deed != "cut"}
    spots = places(count)

    def whole(facts: Facts, deeds: dict[float, str], side: str) -> str:
        return seal(dump(facts, "originals/a.txt", side * 64) + text([done(at, deeds, side) for at in spots]))

    base, new = whole(facts, {}, "b"), whole(facts_new, of_new, "n")
    edited = whole(facts_ours, of_ours, "o").replace("\n---\n", "\nnote: xem lại\n---\n")
    merged = merge(base, edited, new).page
    found = rebuilt(base, edited, merged)
    names = ("number", "date", "issuer", "subject")
    told = all(
        getattr(facts, name) == getattr(facts_ours, name)
        or getattr(facts_ours, name) != getattr(facts_new, name)
        for name in names
    )
    if told and facts.signer == facts_ours.signer:
        assert found == new
