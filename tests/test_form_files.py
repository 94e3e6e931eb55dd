"""What the form reads in a page and writes into it (editing_form/parts/page-file.js), without the form."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from difflib import unified_diff
from importlib.resources import files
from typing import Any

import pytest
import yaml

from chidao.editing_form.fields import shapes_of
from chidao.pages import front_matter
from helpers import TESTS

pytestmark = pytest.mark.browser

PARTS = files("chidao.editing_form") / "parts"
SCHEMA = json.loads((files("chidao.pages") / "van-ban.schema.json").read_text("utf-8"))
SHAPES = shapes_of(SCHEMA)
ASKED = list(front_matter.ASKED)


@pytest.fixture(scope="module")
def ask(browser) -> Iterator[Callable]:
    """Evaluates an expression in which `f` is what page-file.js offers, and `it` what is given."""
    page = browser.new_page()
    for part in ("front-matter.js", "page-file.js"):
        page.add_script_tag(content=(PARTS / part).read_text("utf-8"))
    tell = "([it, shapes, asked]) => { const f = globalThis.chidaoPageFile; return %s }"
    yield lambda expression, it: page.evaluate(tell % f"({expression})", [it, SHAPES, ASKED])
    page.close()


def values(page: str) -> dict[str, Any]:
    return front_matter.load(front_matter.split(page)[0]).values


PAGE = """---
# của văn phòng
type: Kết luận
number: 177-KL/TW  # như in
issuer:
- Bộ Chính trị
- Ban Bí thư
level: central
date: 2025-07-11

la: giữ lại
subject: 'V/v: sắp xếp'
signer:
  name: Nguyễn Văn A
  # chưa rõ chức vụ
relations:
  - kind: implements   # chính
    document: 34-KL/TW 2018-08-07
    clauses:
      "2.3": "1.2"
      "4": ~
    la: 1.10
  - {kind: based_on, document: 18-NQ/TW 2017-10-25}
tasks:
- clause: "4(10)"
  deadline:
  assignee: Bộ Nội vụ
- clause: '2.10'
  reject: true
original:
  file: originals/a.txt
  sha256: 0a
converted: 5f1c
---

# KẾT LUẬN

Thân *bài*
"""

# What an editor does in the form, and the lines that go and come.
EDITS = [
    ("nothing", "", ""),
    ("note = 'Một\\nHai: x'", "", "+note: |-\n+  Một\n+  Hai: x"),
    ("date = '2025-07-12'", "-date: 2025-07-11", "+date: 2025-07-12"),
    ("number = '178-KL/TW'", "-number: 177-KL/TW  # như in", "+number: 178-KL/TW  # như in"),
    ("type = ''", "-type: Kết luận", "+type:"),
    ("level = ''", "-level: central", "+level:"),
    ("place = 'Hà Nội'", "", "+place: Hà Nội"),
    ("issuer = 'Bộ Chính trị\\nBan Bí thư\\nBan: thử'", "", "+- 'Ban: thử'"),
    ("issuer = 'Ban Bí thư'", "-- Bộ Chính trị", ""),
    ("issuer = ''", "-- Bộ Chính trị\n-- Ban Bí thư", ""),
    ("signer.position = 'PHÓ BÍ THƯ'", "", "+  position: PHÓ BÍ THƯ"),
    ("signer.name = ''", "-signer:\n-  name: Nguyễn Văn A", ""),
    ("relations[0].document = '35-KL/TW'", "-    document: 34-KL/TW 2018-08-07", "+    document: 35-KL/TW"),
    (
        "relations.push({kind: 'replaces', document: '12-QĐ/TU', reject: false, clauses: []})",
        "",
        "+  - kind: replaces\n+    document: 12-QĐ/TU",
    ),
    ("relations.splice(1, 1)", "-  - {kind: based_on, document: 18-NQ/TW 2017-10-25}", ""),
    (
        "relations[1].note = 'x'",
        "-  - {kind: based_on, document: 18-NQ/TW 2017-10-25}",
        "+  - kind: based_on\n+    document: 18-NQ/TW 2017-10-25\n+    note: x",
    ),
    ("relations[0].clauses[0].there = '1.3'", '-      "2.3": "1.2"', "+      \"2.3\": '1.3'"),
    ("relations[0].clauses.push({here: '5', there: ''})", "", "+      '5':"),
    ("tasks[0].no_deadline = false", "-  deadline:", ""),
    ("tasks[0].deadline = '2025-08-15'", "-  deadline:", "+  deadline: 2025-08-15"),
    ("tasks[1].no_deadline = true", "", "+  deadline:"),
    (
        "tasks[0].assignee = 'Bộ Nội vụ\\nBộ Y tế'",
        "-  assignee: Bộ Nội vụ",
        "+  assignee:\n+  - Bộ Nội vụ\n+  - Bộ Y tế",
    ),
    ("tasks[1].reject = false", "-  reject: true", ""),
    ("tasks.shift()", '-- clause: "4(10)"\n-  deadline:\n-  assignee: Bộ Nội vụ', ""),
    (
        "tasks.push({clause: '', title: 'Báo cáo', add: true})",
        "",
        "+- clause:\n+  add: 'true'\n+  title: Báo cáo",
    ),
    ("original = 'originals/b.txt'", "", ""),
    ("redirects = 'x'", "", ""),
    ("body = body.replace('*bài*', '**bài**')", "-Thân *bài*", "+Thân **bài**"),
    ("subject = 'Sắp xếp'", "-subject: 'V/v: sắp xếp'", "+subject: Sắp xếp"),
    ("reviewed = '2026-01-02'", "", "+reviewed: 2026-01-02"),
]


@pytest.mark.parametrize(("edit", "gone", "come"), EDITS, ids=[edit for edit, _gone, _come in EDITS])
def test_only_the_lines_of_what_was_changed_are_others(
    ask: Callable, edit: str, gone: str, come: str
) -> None:
    change = "" if edit == "nothing" else f"with (form) {{ {edit} }}"
    page = ask(
        "(() => { const form = f.read(it, shapes); Function('form', `${" + json.dumps(change) + "}`)"
        "(Object.assign(form, {note: form.note ?? '', place: '', reviewed: ''})); return f.write(form, shapes, asked) })()",
        PAGE,
    )
    lines = list(unified_diff(PAGE.splitlines(), page.splitlines(), lineterm="", n=0))[2:]
    assert "\n".join(line for line in lines if line[0] == "-") == gone
    assert "\n".join(line for line in lines if line[0] == "+") == come
    values(page)


ODD = [
    "a: \"x\n\n  y  \n z\\n\\\n   w\"\nb: 'it''s\n  so'\nc: một\n  hai\n\n  ba # ghi chú\nd:",
    "a: |\n  một\n   hai\n\n\nb: >-\n  một\n  hai\n\n  ba\nc: |+\n  x\n\nd: >\n  x\n",
    "a: [1, 'b, c', \"d\", ~, e f]\nb: {x: 1, 'y': null}\nc: []\nd: [x,\n  y]\ne: [a, ]",
    "a:\n- - x\n  - y\n-   k: v\n    l: w\n-\n  m: n\n- # ghi\n  o\nb:\n    sâu:\n        hơn: 1",
    "a: '' \nb: \"\"\nc: ~\nd: null\ne: NULL\nf: nUll\ng: 'null'\nh: 1:2\ni: a:b\n'k l': x\n\"m:n\": y",
    "# chỉ có ghi chú\n\na: x#y\nb: 'c' # d\nc:   # không\nd: - x",
    "",
]


def generated(seed: int, count: int) -> list[str]:
    """Pages with what is hard to write in YAML, in the styles in which people and programs write it."""
    rng = random.Random(seed)
    words = [
        "Bộ Chính trị",
        "12",
        "2.10",
        "true",
        "null",
        "~",
        "a: b",
        "a #b",
        "- x",
        "'q'",
        '"d"',
        "x:",
        "[a]",
    ]
    words += [
        "một\nhai",
        "  lề",
        "cuối ",
        "2025-06-20",
        "0x1F",
        "yes",
        "=",
        "? b",
        "! a",
        "&a",
        "*b",
        "%c",
        "@d",
    ]
    words += [
        "`e",
        "|",
        "> f",
        "a\n\nb",
        "tab\tx",
        "\u00a0nb",
        "–",
        "#h",
        "a,b",
        "12:30",
        "1_000",
        "-",
        "\\n",
        "<<",
    ]

    def text() -> str:
        return " ".join(rng.sample(words, rng.choice([1, 1, 1, 2])))

    def value(shape: dict[str, Any]) -> Any:
        match shape["kind"]:
            case "names":
                return [text() for _ in range(rng.randint(1, 3))]
            case "record":
                return record(shape["keys"])
            case "rows":
                return [record(shape["keys"]) for _ in range(rng.randint(1, 3))]
            case "pairs":
                return {key: text() for key in rng.sample(["2.3", "4(10)", "I.1", "a: b", "12"], 2)}
        return text()

    def record(keys: dict[str, Any]) -> dict[str, Any]:
        found = {
            name: value(shape) for name, shape in keys.items() if rng.random() < 0.4 and "clears" not in shape
        }
        return found or {"la": text()}

    class Indented(yaml.SafeDumper):
        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

    pages = []
    for _ in range(count):
        given = record(SHAPES)
        head = front_matter.as_yaml(given)
        if rng.random() < 0.5:
            style = rng.choice([None, "'", '"'])
            width = rng.choice([40, 10**6])
            head = yaml.dump(
                given, Dumper=Indented, allow_unicode=True, sort_keys=False, width=width, default_style=style
            )
        pages.append(f"---\n{head}---\n\nThân *bài*\n\n- x")
    return pages


def pages_of_all_kinds() -> list[str]:
    golden = [path.read_text("utf-8").strip() for path in sorted(TESTS.glob("golden/*.md"))]
    return [*golden, *(f"---\n{head}\n---\n\nx" for head in ODD[:-2]), *generated(1, 300)]


def test_a_page_is_read_as_python_reads_it(ask: Callable) -> None:
    pages = pages_of_all_kinds()
    for page, found in zip(pages, ask("it.map(f.values)", pages), strict=True):
        assert found == values(page), page


def test_a_page_in_which_nothing_was_changed_comes_back_as_it_was(ask: Callable) -> None:
    pages = pages_of_all_kinds()
    again = ask("it.map((page) => f.write(f.read(page, shapes), shapes, asked))", pages)
    assert again == pages


def test_whatever_is_typed_is_what_python_reads(ask: Callable) -> None:
    pages = generated(2, 200)
    typed = [value for page in generated(3, 200) for value in values(page).values() if isinstance(value, str)]
    typed = [text.strip() for text in typed if text.strip()][: len(pages)]
    fill = (
        "it.map(([page, text]) => f.write({...f.read(page, shapes), note: text, place: text.replaceAll('\\n', ' '), "
        "tasks: [{clause: text}]}, shapes, asked))"
    )
    for page, text, written in zip(
        pages, typed, ask(fill, list(zip(pages, typed, strict=False))), strict=False
    ):
        found, before = values(written), values(page)
        assert found.pop("note").strip() == text
        assert found.pop("place").strip() == text.replace("\n", " ")
        assert found.pop("tasks")[0]["clause"] == text
        assert found == {k: v for k, v in before.items() if k not in ("note", "place", "tasks")}, page


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("a: &x y", "dòng 2: có dấu hiệu YAML mà biểu mẫu không đọc"),
        ("a: 1\nb: !!str 2", "dòng 3: có dấu hiệu YAML mà biểu mẫu không đọc"),
        ("a: b: c", "dòng 2: có dấu hai chấm mà không có ngoặc kép"),
        ("a: 'b", "dòng 2: ngoặc kép chưa đóng"),
        ("a: x\n\tb: y", "dòng 3: thụt đầu dòng bằng dấu tab"),
        ("a: x\na: y", "dòng 3: khóa «a» viết hai lần"),
        ("a:\n  b: x\n c: y", "dòng 4: thụt đầu dòng không khớp"),
        ("chữ", "dòng 2: không có dạng «khóa: giá trị»"),
        ("? a\n: b", "dòng 2: không có dạng «khóa: giá trị»"),
        ("a: [x, [y]]", "dòng 2: có dấu ngoặc mà biểu mẫu không đọc"),
    ],
)
def test_what_the_form_does_not_read_it_refuses_with_the_line(ask: Callable, head: str, said: str) -> None:
    told = ask(
        "(() => { try { f.read(it, shapes) } catch (error) { return error.message } })()",
        f"---\n{head}\n---\n",
    )
    assert told == f"{said}; sửa trang này bằng trình soạn thảo văn bản"


def test_what_two_changed_apart_is_joined_and_what_both_changed_is_told(ask: Callable) -> None:
    base, mine = {"note": "a", "place": "b"}, {"note": "mới", "place": "b", "date": ""}
    joined = "f.merge(it[0], it[1], it[2])"
    assert ask(joined, [base, mine, {"note": "a", "place": "khác"}]) == {
        "merged": {"note": "mới", "place": "khác"},
        "both": [],
    }
    assert ask(joined, [base, mine, {"note": "khác", "place": "b"}])["both"] == ["note"]
    assert ask(joined, [base, mine, {"note": "mới", "place": "b"}])["both"] == []
