"""What the docstring of a check says passes does pass, and what it says fails does fail."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from jsonschema import Draft202012Validator

from chidao import checking, checks, conversion, forms
from chidao.checking.documentation import About, about, documentation, examples
from chidao.checking.examine import examine
from chidao.checks import (
    MODULES,
    OF_PAGE,
    Pages,
    Problem,
    Severity,
    characters,
    encoding,
    front_matter,
    future,
)
from chidao.checks.outline import Outline, Told
from chidao.document import Facts
from chidao.project import Project
from helpers import put


def shown() -> list:
    return [
        pytest.param(
            module,
            example,
            id=f"{module.CODE}: {'đạt' if example.passes else 'không đạt'}{example.reason}{n}",
        )
        for module in OF_PAGE
        for n, example in enumerate(examples(module))
    ]


def codes(project: Project, page: str) -> set[str]:
    path = put(project, "content/van-ban/a.md", page)
    return {problem.code for problem in examine(project, path, page.encode()).problems}


@pytest.mark.parametrize(("module", "example"), shown())
def test_the_example_in_a_docstring_passes_all_checks_or_fails_that_one_only(project, module, example):
    assert codes(project, example.page) == (set() if example.passes else {module.CODE})


@pytest.mark.parametrize("module", OF_PAGE, ids=lambda module: module.CODE)
def test_every_check_of_a_page_shows_one_that_passes(module: ModuleType):
    assert True in [example.passes for example in examples(module)]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.CODE)
def test_every_check_has_a_title_and_a_rule_in_vietnamese(module: ModuleType):
    check: About = about(module.CODE)
    assert not check.title.isascii()
    assert not check.rule.isascii()
    assert check.rule.endswith(".")


def test_every_check_is_run():
    names = {path.stem for path in Path(checks.__file__).parent.glob("*.py")}
    names -= {"__init__", "problem", "page", "pages", "outline"}
    assert {name.replace("_", "-") for name in names} == {module.CODE for module in MODULES}
    assert len({module.CODE for module in MODULES}) == len(MODULES)


def test_the_page_of_all_checks_tells_of_each_with_its_examples():
    page = documentation()
    for module in MODULES:
        assert f"{{#{module.CODE}}}" in page
        for example in examples(module):
            assert f"    {example.page.splitlines()[1]}" in page


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
    return [str(problem) for problem in checking.check(project).problems]


def test_two_pages_of_one_document_are_a_problem_of_the_second(project):
    assert twice(project, PAGE) == [
        "content/van-ban/2018/b.md:3:1: cùng loại, số, ngày và cơ quan với content/van-ban/2018/a.md; "
        "nếu là một văn bản thì xóa một trang, nếu không thì sửa thông tin cho đúng [identity]"
    ]


@pytest.mark.parametrize(
    "other",
    [
        PAGE.replace("2018-08-07", "2022-04-18"),
        PAGE.replace("Bộ Chính trị", "Ban Bí thư"),
        PAGE.replace("type: Kết luận", "type: Quy định").replace("KL", "QĐ").replace("KẾT LUẬN", "QUY ĐỊNH"),
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
    problem = Problem("content/van-ban/a.md", 3, "thiếu số", "front-matter", column=9)
    assert str(problem) == "content/van-ban/a.md:3:9: thiếu số [front-matter]"


def test_a_warning_says_that_it_is_one():
    problem = Problem("a.md", 3, "ký tự bị mất", "lost-letters", Severity.WARNING)
    assert str(problem) == "a.md:3:1: cảnh báo: ký tự bị mất [lost-letters]"


def converted(project: Project, text: str, before: str, after: str) -> list[str]:
    put(project, "originals/a.txt", text)
    list(conversion.convert_all(project, project.original_files()))
    (page,) = project.pages()
    whole = page.read_text("utf-8")
    assert before in whole
    page.write_text(whole.replace(before, after), "utf-8")
    name = page.relative_to(project.root).as_posix()
    return [str(problem).replace(name, "a.md") for problem in checking.check(project).problems]


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
    assert re.sub(r":\d+:\d+:", ":", problem) == (
        f"a.md: cảnh báo: {message}; nếu không cố ý thì sửa lại theo bản gốc [wording]"
    )


def test_a_gap_in_the_numbers_that_the_original_has_may_stay(project):
    text = f"{TEXT}\n3. Giao Văn phòng Tỉnh ủy theo dõi.\n"
    problem, *_others = converted(project, text, "chủ trì", "chủ trì")
    assert re.sub(r":\d+:\d+:", ":", problem) == (
        "a.md: cảnh báo: sau «1.» đến «3.», thiếu số ở giữa; "
        "bản gốc cũng vậy, để nguyên nếu bản in đúng như thế [numbering]"
    )


def test_a_long_departure_is_cut_between_words(project):
    (problem,) = converted(project, TEXT, "chủ trì.", f"chủ trì. {'Một câu thêm vào. ' * 30}")
    assert " […]»; nếu không cố ý" in problem
    assert len(problem) < 330


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
    problem, *others = converted(project, TEXT, before, after)
    (page,) = project.pages()
    line = page.read_text("utf-8").split("\n").index(after) + 1
    column = after.index(":") + 3
    assert problem == f"a.md:{line}:{column}: {message} [printed-facts]"
    # A number with another type's code is told besides.
    assert len(others) == ("Thông báo" in after)


def test_a_fact_that_only_an_editor_knows_is_no_problem(project):
    text = TEXT.replace("Số 12-KL/TU\n\n", "").replace("Hà Tĩnh, ngày 05 tháng 10 năm 2022\n\n", "")
    assert converted(project, text, "number:\n", "number: 12-KL/TU\n") == []


def test_another_spelling_of_a_number_is_no_contradiction(project):
    (problem,) = converted(project, TEXT, "type: Kết luận", "type: KẾT LUẬN")
    assert problem.endswith("[types]")


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


def test_the_schema_offers_every_type_and_a_word_for_each_choice():
    schema = front_matter.schema()["properties"]
    assert set(schema["type"]["examples"]) == {form.name for form in forms.types().values()}
    kind = schema["relations"]["items"]["properties"]["kind"]
    for choice in (schema["level"], kind):
        assert len(choice["enum"]) == len(choice["enumDescriptions"])


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


# --- files and dates ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        ("---\ntype: Luật\n".encode("utf-16"), 1, 1, "tệp là UTF-16; mở và lưu lại dưới dạng UTF-8"),
        (b"---\ntype: Ti\xebng\n", 2, 9, "tệp không phải UTF-8; mở và lưu lại dưới dạng UTF-8"),
    ],
    ids=["UTF-16", "Windows-1258"],
)
def test_a_file_that_is_not_utf8_is_told_at_the_letter(data, line, column, message):
    assert list(encoding.check(data)) == [Problem("", line, message, "encoding", column=column)]


def test_a_day_that_has_not_come_is_told():
    pages = Pages.of([Outline("content/van-ban/a.md", dates=(Told("date", "2052-07-11", 4),))])
    (problem,) = future.check(pages, datetime.date(2025, 7, 12))
    assert str(problem) == (
        "content/van-ban/a.md:4:1: ngày ban hành 11/7/2052 chưa đến; xem lại năm, để trống nếu chưa rõ [future]"
    )
    assert list(future.check(pages, datetime.date(2052, 7, 11))) == []


def test_the_quick_look_at_letters_misses_none_that_the_close_look_tells():
    def found(pattern: re.Pattern[str]) -> list[int]:
        return [code for code in range(0x20000) if pattern.search(f"a{chr(code)}b")]

    assert found(characters._ANY) == found(characters._SUSPECT)
