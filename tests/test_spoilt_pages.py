"""Two hundred pages, each spoilt in one place: all are reported there, none stops the check, none is made worse."""

from __future__ import annotations

import random
import re
import shutil
import unicodedata
from pathlib import Path

import pytest

from chidao import checking
from chidao.checking import kept
from chidao.checking.examine import examine
from chidao.checking.mend import applied, corrected
from chidao.checks import Edit, Problem
from chidao.checks.characters import _LETTERS
from chidao.lookalikes import ALIKE
from chidao.project import Project
from helpers import ROOT
from mutations import MUTATIONS, spoil

COUNT = 200
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in sorted((ROOT / "content/van-ban").rglob("*.md"))
}
BEFORE: dict[str, tuple[Problem, ...]] = {}
"""The problems of each page before it is spoilt."""
SPOILT = list(spoil(PAGES, COUNT, seed=7))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The five documents of this repository, with their originals."""
    root = tmp_path_factory.mktemp("hong") / "kho"
    root.mkdir()
    (root / "mkdocs.yml").write_text("site_name: Kho văn bản\n", "utf-8")
    for folder in ("content", "originals"):
        shutil.copytree(ROOT / folder, root / folder)
    return Project(root)


@pytest.fixture
def spoiling(library: Project):
    """Puts a spoilt page into its place, and the right one back."""
    written: list[Path] = []

    def put(name: str, data: bytes) -> Path:
        path = library.root / name
        path.write_bytes(data)
        written.append(path)
        return path

    yield put
    for path in written:
        path.write_text(PAGES[path.relative_to(library.root).as_posix()], "utf-8")


def test_the_pages_are_right_before_they_are_spoilt(library):
    assert {problem.code for problem in checking.check(library).problems} == {"lost-letters"}


def test_there_are_mutations_of_every_kind():
    assert len(SPOILT) == COUNT
    assert len(MUTATIONS) >= 50


@pytest.mark.parametrize(
    ("name", "spoilt"), [(n, s) for _, n, s in SPOILT], ids=[title for title, _, _ in SPOILT]
)
def test_what_is_spoilt_is_reported_on_its_line_and_mended_into_no_other_words(
    library, spoiling, name, spoilt
):
    if name not in BEFORE:
        BEFORE[name] = checking.check(library, [name]).problems
    path = spoiling(name, spoilt.data)

    found = [problem for problem in checking.check(library, [name]).problems if problem not in BEFORE[name]]

    assert {problem.line for problem in found if problem.path == name} & spoilt.lines, [str(p) for p in found]
    for problem in found:
        assert 1 <= problem.line <= spoilt.data.count(b"\n") + 1
        assert problem.column >= 1
    told = [problem for problem in found if problem.edit]
    for problem in told:
        assert problem.edit is not None
        assert corrected(library.root / problem.path, problem.edit) is not None, str(problem)

    checking.mend(library, told)

    mended = path.read_bytes()
    if not told:
        assert mended == spoilt.data
        return
    text, right = mended.decode(), PAGES[name]
    if spoilt.mends:
        assert text == right
    assert letters(body(text)) == letters(body(spoilt.data.decode()))
    changed = {problem.edit.line for problem in told if problem.edit}
    assert_other_lines_stay(spoilt.data.decode(), text, changed)


_TYPED = [
    *(
        "\n",
        "\n\n",
        "---\n",
        "- ",
        "|",
        "| a | b |\n",
        "**",
        "_",
        "[^1]",
        "[^1]: ",
        "> ",
        "\t",
        "    ",
        "#",
        "\\",
        "`",
        "&amp;",
    ),
    *(
        "<b>",
        "1. ",
        "2. ",
        "a) ",
        "Điều 5. ",
        ": ",
        '"',
        "'",
        "{",
        "[",
        "]",
        "&a ",
        "*a",
        "!!x ",
        "%",
        "@",
        "\r",
        "\r\n",
    ),
    *("\u2028", "\x00", "\ud7ff", "\u0301", "\u0421", "\u00d0", "\ufeff", "999999999999. ", "redirects: 5\n"),
    *(
        "date: [1]\n",
        "number: {a: b}\n",
        "issuer:\n- a\n- a\n",
        "relations:\n- kind: cites\n  document: 1-KL/TW\n",
    ),
]


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_typed_anywhere_the_check_ends_and_its_edits_have_their_places(library, seed):
    chance = random.Random(seed)
    name = chance.choice(sorted(PAGES))
    text = PAGES[name]
    for _time in range(chance.randrange(1, 8)):
        at = chance.randrange(len(text) if chance.random() < 0.5 else 400)
        text = text[:at] + chance.choice(_TYPED) + text[at + chance.choice([0, 0, 30]) :]

    examined = examine(library, library.root / name, text.encode())

    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in examined.problems:
        assert 1 <= problem.line <= len(lines) + 1
        if problem.edit:
            edit = problem.edit
            assert lines[edit.line - 1][edit.start : edit.end] == edit.old
    line = kept.read(kept.write("", None, examined))
    assert line is not None
    assert line.examined == examined


def body(page: str) -> str:
    return page.split("\n---\n", 1)[-1]


def letters(text: str) -> str:
    """Letters and figures, those that look alike made the same."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join({**ALIKE, **_LETTERS}.get(char, char) for char in text)
    return "".join(re.findall(r"[^\W_]", text))


def assert_other_lines_stay(before: str, after: str, changed: set[int]) -> None:
    kept = [line for number, line in enumerate(before.split("\n"), 1) if number not in changed]
    rest = iter(after.split("\n"))
    assert all(line in rest for line in kept)  # in their order


def test_every_edit_is_made_in_its_place_only():
    text = "một\r\nhai\nba"
    assert applied(text, [Edit(2, 0, 3, "hai", "2")]) == ("một\r\n2\nba", 1)
    assert applied(text, [Edit(2, 0, 3, "bốn", "2")]) == (text, 0)
    assert applied(text, [Edit(9, 0, 3, "hai", "2")]) == (text, 0)
    assert applied(text, [Edit(1, 0, 0, "", "\n")]) == ("\r\nmột\r\nhai\nba", 1)
    assert applied(text, [Edit(2, 0, 2, "ha", "x"), Edit(2, 1, 3, "ai", "y")]) == ("một\r\nhy\nba", 1)


def test_a_problem_that_has_no_edit_changes_no_file(library):
    problem = Problem("content/van-ban/2025/ket-luan-177-kl-tw.md", 2, "…", "types")
    assert checking.mend(library, [problem]) == {}
