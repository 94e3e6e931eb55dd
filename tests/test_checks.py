"""What the docstring of a check says passes does pass, and what it says fails does fail."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from jsonschema import Draft202012Validator

from chidao import checks, conversion, library
from chidao.checks import (
    CHECKS,
    Problem,
    Severity,
    dates,
    front_matter,
    identity,
    lost_letters,
    original,
    printed_facts,
    tasks,
    wording,
)
from chidao.document import Facts
from chidao.library import Entry
from chidao.project import Project
from helpers import put

MODULES = [dates, front_matter, lost_letters, original, printed_facts, tasks, wording]
_EXAMPLE = re.compile(r"^(Passes|Fails)([^\n]*):\n\n((?:    [^\n]*\n|\n)+)", re.MULTILINE)


def examples() -> list:
    found = []
    for module in MODULES:
        text = (module.__doc__ or "") + "\n"
        for word, reason, page in _EXAMPLE.findall(text):
            title = f"{module.CODE}: {word.lower()}{reason}"
            page = textwrap.dedent(page).strip("\n") + "\n"
            found.append(pytest.param(module, word, page, id=title))
    return found


def entry_of(project: Project, page: str) -> Entry:
    put(project, "content/van-ban/a.md", page)
    held = library.load(project)
    assert held.broken == ()
    return held.entries[0]


@pytest.mark.parametrize(("module", "word", "page"), examples())
def test_the_example_in_a_docstring_is_true(project: Project, module: ModuleType, word: str, page: str):
    found = list(module.check(entry_of(project, page)))
    if word == "Passes":
        assert found == []
    else:
        assert [problem.code for problem in found] == [module.CODE]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.CODE)
def test_every_check_shows_a_page_that_passes(module: ModuleType):
    assert "Passes" in [word for word, _reason, _page in _EXAMPLE.findall(f"{module.__doc__}\n")]


def test_every_check_is_run():
    names = {path.stem for path in Path(checks.__file__).parent.glob("*.py")}
    names -= {"__init__", "problem", "identity"}
    assert {name.replace("_", "-") for name in names} == set(CHECKS)
    assert {module.CODE for module in MODULES} <= set(CHECKS)


@pytest.mark.parametrize("word", ["Passes", "Fails"])
def test_what_passes_one_check_passes_all_and_what_fails_one_fails_only_that(project, word):
    for case in examples():
        module, said, page = case.values
        if said == word:
            entry = entry_of(project, page)
            codes = {problem.code for each in CHECKS.values() for problem in each(entry)}
            assert codes == (set() if word == "Passes" else {module.CODE}), case.id


# --- identity ------------------------------------------------------------------------------------

PAGE = """---
type: Kết luận
number: 34-KL/TW
issuer:
- Bộ Chính trị
date: 2018-08-07
---

# KẾT LUẬN
"""


def twice(project: Project, other: str) -> list[str]:
    put(project, "content/van-ban/2018/a.md", PAGE)
    put(project, "content/van-ban/2018/b.md", other)
    return [str(problem) for problem in identity.check(library.load(project), project)]


def test_two_pages_of_one_document_are_a_problem_of_the_second(project):
    assert twice(project, PAGE) == [
        "content/van-ban/2018/b.md:3: cùng loại, số, ngày và cơ quan với content/van-ban/2018/a.md; "
        "nếu là một văn bản thì xóa một trang, nếu không thì sửa thông tin cho đúng [identity]"
    ]


@pytest.mark.parametrize(
    "other",
    [
        PAGE.replace("2018-08-07", "2022-04-18"),
        PAGE.replace("Bộ Chính trị", "Ban Bí thư"),
        PAGE.replace("type: Kết luận", "type: Thông báo"),
        PAGE.replace("34-KL/TW", "35-KL/TW"),
        PAGE.replace("number: 34-KL/TW\n", "number:\n"),
        PAGE.replace("date: 2018-08-07\n", "date:\n"),
    ],
    ids=["another date", "another issuer", "another type", "another number", "no number", "no date"],
)
def test_what_differs_in_one_of_the_four_is_another_document(project, other):
    assert twice(project, other) == []


def test_the_place_of_a_tone_mark_makes_no_other_document(project):
    first = PAGE.replace("Bộ Chính trị", "Tỉnh uỷ Thanh Hoá")
    put(project, "content/van-ban/2018/c.md", first)
    assert len(twice(project, PAGE.replace("Bộ Chính trị", "Tỉnh ủy Thanh Hóa"))) == 1


# --- how a problem is printed --------------------------------------------------------------------


def test_a_problem_prints_its_place_its_message_and_its_check():
    problem = Problem("content/van-ban/a.md", 3, "thiếu số", "front-matter")
    assert str(problem) == "content/van-ban/a.md:3: thiếu số [front-matter]"


def test_a_note_says_that_it_is_one():
    problem = Problem("a.md", 3, "ký tự bị mất", "lost-letters", Severity.NOTE)
    assert str(problem) == "a.md:3: ghi nhận: ký tự bị mất [lost-letters]"


def converted(project: Project, text: str, before: str, after: str) -> list[str]:
    put(project, "originals/a.txt", text)
    list(conversion.convert_all(project, project.original_files()))
    (page,) = project.pages()
    whole = page.read_text("utf-8")
    assert before in whole
    page.write_text(whole.replace(before, after), "utf-8")
    name = page.relative_to(project.root).as_posix()
    found = checks.check(library.load(project), project)
    return [str(problem).replace(name, "a.md") for problem in found]


TEXT = """Số 12-KL/TU

Hà Tĩnh, ngày 05 tháng 10 năm 2022

KẾT LUẬN
về công tác cán bộ
-----

1. Giao Ban Tổ chức Tỉnh ủy chủ trì.
"""


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "Ban Tổ chức Tỉnh ủy chủ",
            "Ban Tổ chức chủ",
            "thiếu so với bản gốc (sau «Giao Ban Tổ chức»): «Tỉnh ủy»",
        ),
        (
            "Tỉnh ủy chủ trì",
            "Tỉnh ủy chủ động chủ trì",
            "thêm so với bản gốc (sau «chức Tỉnh ủy chủ»): «động chủ»",
        ),
        (
            "chủ trì",
            "chủ động",
            "khác bản gốc (sau «chức Tỉnh ủy chủ»): bản gốc «trì.», trang này «động.»",
        ),
    ],
    ids=["left out", "added", "changed"],
)
def test_a_departure_is_shown_word_by_word(project, before, after, message):
    (problem,) = converted(project, TEXT, before, after)
    assert re.sub(r":\d+:", ":", problem) == f"a.md: ghi nhận: {message} [wording]"


def test_a_long_departure_is_cut_between_words(project):
    (problem,) = converted(project, TEXT, "chủ trì.", f"chủ trì. {'Một câu thêm vào. ' * 30}")
    assert problem.endswith(" […]» [wording]")
    assert len(problem) < 300


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "number: 12-KL/TU",
            "number: 13-KL/TU",
            "số, ký hiệu ghi «13-KL/TU» nhưng văn bản in «12-KL/TU»; sửa lại một trong hai",
        ),
        (
            "date: 2022-10-05",
            "date: 2022-10-06",
            "ngày ban hành ghi «2022-10-06» nhưng văn bản in «2022-10-05»; sửa lại một trong hai",
        ),
        (
            "type: Kết luận",
            "type: Thông báo",
            "loại văn bản ghi «Thông báo» nhưng văn bản in «Kết luận»; sửa lại một trong hai",
        ),
    ],
    ids=["number", "date", "type"],
)
def test_a_fact_that_the_text_contradicts_is_told_at_its_line(project, before, after, message):
    (problem,) = converted(project, TEXT, before, after)
    (page,) = project.pages()
    line = page.read_text("utf-8").split("\n").index(after) + 1
    assert problem == f"a.md:{line}: {message} [printed-facts]"


def test_a_fact_that_only_an_editor_knows_is_no_problem(project):
    text = TEXT.replace("Số 12-KL/TU\n\n", "").replace("Hà Tĩnh, ngày 05 tháng 10 năm 2022\n\n", "")
    assert converted(project, text, "number:\n", "number: 12-KL/TU\n") == []


def test_another_spelling_of_a_number_is_no_contradiction(project):
    assert converted(project, TEXT, "type: Kết luận", "type: KẾT LUẬN") == []


# --- the schema ----------------------------------------------------------------------------------


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(front_matter.schema())


def test_every_key_of_the_schema_has_a_title_and_a_description_in_vietnamese():
    def walk(name: str, node: dict) -> None:
        for key, value in node.get("properties", {}).items():
            path = f"{name}.{key}"
            assert value.get("title"), path
            assert value.get("description"), path
            assert not value["description"].isascii(), path
            walk(path, value)

    walk("", front_matter.schema())


def test_the_schema_knows_every_fact_that_a_page_can_state():
    known = set(front_matter.schema()["properties"])
    assert set(Facts.__slots__) - {"recipients"} <= known


def test_the_keys_of_every_page_of_the_project_are_in_the_schema():
    validator = Draft202012Validator(front_matter.schema())
    content = Path(__file__).parent.parent / "content" / "van-ban"
    for page in content.rglob("*.md"):
        header = page.read_text("utf-8").split("---\n")[1]
        values = yaml.load(header, Loader=yaml.BaseLoader)
        values = {key: value or None for key, value in values.items()}
        assert [error.message for error in validator.iter_errors(values)] == [], page
