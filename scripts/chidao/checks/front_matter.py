"""Mỗi trang bắt đầu bằng các thuộc tính của văn bản, viết đúng dạng.

Đạt:

    ---
    type: Kết luận
    number: 177-KL/TW
    date: 2025-07-11
    ---

Không đạt, vì không có khóa nào tên như thế:

    ---
    type: Kết luận
    so_ky_hieu: 177-KL/TW
    ---

Không đạt, vì các cơ quan viết thành danh sách:

    ---
    type: Kết luận
    issuer: Bộ Chính trị
    ---

Không đạt, vì sau dấu cách, dấu # và phần còn lại bị bỏ qua:

    ---
    type: Kết luận
    subject: về đề án # 2
    ---

Không đạt, vì cấp viết bằng một trong bốn từ đã định:

    ---
    type: Kết luận
    level: trung ương
    ---
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..errors import BadPage
from ..text import fold
from . import dates
from .page import Page
from .problem import Edit, Problem, Severity

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

CODE = "front-matter"
TITLE = "Thuộc tính"

# Others say it better, with the right value.
_OTHERS = re.compile(rf"number|{'|'.join(dates.KEYS)}|tasks\.\d+\.(?:{'|'.join(dates.TASK_KEYS)})")

_LEVELS = {
    "trung uong": "central",
    "tinh": "province",
    "thanh pho": "province",
    "tinh, thanh pho": "province",
    "huyen": "district",
    "quan": "district",
    "xa": "commune",
    "phuong": "commune",
    "dac khu": "commune",
}


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of front matter, with Vietnamese titles and descriptions."""
    text = (files("chidao.pages") / "van-ban.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def _validator() -> Draft202012Validator:
    # A build shows what the checks say of themselves, and runs none: it does not wait for this.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(schema())


def check(page: Page) -> Iterator[Problem]:
    for error in _validator().iter_errors(page.front_matter.values):
        name = ".".join(str(part) for part in error.absolute_path)
        if error.validator == "additionalProperties" and isinstance(error.instance, dict):
            for key in [key for key in _given(error) if key not in _known(error)]:
                line = page.line_of(f"{name}.{key}" if name else key)
                yield _unknown_key(page, line, key, error)
        elif not (isinstance(error.instance, str) and _OTHERS.fullmatch(name)):
            yield _problem(page, name, error)
    yield from _cut_off(page)


_SENTENCES = ("subject", "attached_to", "note")
# "subject: về đề án # 2": what stands behind the blank is a comment. In quotation marks or on lines of its
# own, a # is a letter.
_COMMENT = re.compile(r"[a-z_]+: +(?![\"'|>\s#])\S.*?(?P<sign>\s#)")


def _cut_off(page: Page) -> Iterator[Problem]:
    for key in _SENTENCES:
        match = _COMMENT.match(page.line(page.line_of(key))) if page.stated(key) else None
        if match:
            message = (
                "phần từ dấu # không thuộc giá trị và không hiện trên trang; đặt cả giá trị trong ngoặc kép, "
                "hoặc nếu là lời ghi riêng thì chuyển lên một dòng riêng"
            )
            column = match.start("sign") + 2
            yield Problem("", page.line_of(key), message, CODE, Severity.WARNING, column)


def broken(error: BadPage, lines: list[str]) -> Problem:
    """The problem of a page whose front matter cannot be read."""
    line = lines[error.line - 1] if error.line <= len(lines) else ""
    edit = _mended(error.line, line)
    return Problem("", error.line, error.trouble, CODE, edit=edit)


# "subject: Về công tác cán bộ: một số việc": the second colon makes YAML see a key.
_COLON = re.compile(r"([a-z_]+): (?![\"'\[{|>&*!%@`#])(?=[^#]*: )([^\"\\\\#]+?)\s*")


def _mended(number: int, line: str) -> Edit | None:
    match = _COLON.fullmatch(line)
    if not match or match[1] not in schema()["properties"]:
        return None
    return Edit(number, match.start(2), match.end(2), match[2], f'"{match[2]}"')


def _known(error: ValidationError) -> list[str]:
    return list(_rule(error).get("properties", ()))


def _given(error: ValidationError) -> list[str]:
    return list(error.instance) if isinstance(error.instance, dict) else []


def _unknown_key(page: Page, line: int, key: str, error: ValidationError) -> Problem:
    known = _known(error)
    right = key.strip().lower().replace("-", "_").replace(" ", "_")
    edit = None
    if right in known and right not in _given(error):
        hint, edit = f"viết «{right}»", _key_edit(page, line, key, right)
    elif near := difflib.get_close_matches(key.lower(), known, 1, 0.6):
        hint = f"có phải là «{near[0]}»?"
    else:
        hint = f"các khóa dùng được: {', '.join(known)}"
    return Problem("", line, f"không có khóa «{key}»; {hint}", CODE, edit=edit)


def _key_edit(page: Page, line: int, key: str, right: str) -> Edit | None:
    start = page.line(line).find(f"{key}:")
    return None if start < 0 else Edit(line, start, start + len(key), key, right)


def _problem(page: Page, name: str, error: ValidationError) -> Problem:
    value, line = error.instance, page.line_of(name)
    edit = None
    if name == "issuer" and isinstance(value, str):
        edit = page.edit(line, f" {value}", f"\n- {value}")
    elif name == "level" and isinstance(value, str) and (right := level_by_name(value)):
        edit = page.edit(line, value, right)
    column = page.column(line, value) if isinstance(value, str) else 1
    return Problem("", line, _sentence(error, name), CODE, column=column, edit=edit)


def level_by_name(value: str) -> str | None:
    """The level that is meant by a word for it: "Trung ương", "tỉnh"; None if it is not known."""
    folded = fold(value).strip()
    return _LEVELS.get(folded.removeprefix("cap ")) or (folded if folded in _LEVELS.values() else None)


def _sentence(error: ValidationError, name: str) -> str:
    """What is wrong with the value of the key *name* ("issuer", "relations.0.kind"), and what to write."""
    value, rule, title = error.instance, _rule(error), _title(name)
    if error.validator == "required":
        missing = str(error.message).split("'")[1]
        asked = rule["properties"][missing]
        blank = ", để trống nếu chưa rõ" if "null" in asked.get("type", ()) else ""
        return f"thiếu khóa «{missing}» ({asked['title']}); thêm khóa này{blank}"
    if error.validator == "uniqueItems":
        return f"{title} ghi hai lần một giá trị; chỉ giữ lại một"
    if error.validator == "maxLength":
        return f"{title} dài quá {error.validator_value} ký tự; viết gọn lại"
    if value is None:
        choice = (
            f"; chọn một trong: {_choices(rule)}" if "enum" in rule else "; ghi giá trị, hoặc xóa mục này"
        )
        return f"{title} để trống{choice}"
    kinds = rule.get("type", "string")
    if "string" not in kinds and error.validator == "type":
        return f"{title} {_form(value, rule, 'array' in kinds)}"
    if not isinstance(value, str):
        sign = (
            "dấu gạch đầu dòng"
            if name.rpartition(".")[2].isdigit()
            else "dấu hai chấm, cùng một dòng với khóa"
        )
        return f"{title} không đúng dạng: viết thẳng giá trị sau {sign}"
    if error.validator == "enum":
        return f"{title} không nhận giá trị «{value}»; chọn một trong: {_choices(rule)}"
    return f"{title} không đúng dạng: «{value}». {_said(name, 'description')}"


def _rule(error: ValidationError) -> dict[str, Any]:
    return error.schema if isinstance(error.schema, dict) else {}


def _choices(rule: dict[str, Any]) -> str:
    return ", ".join(str(choice) for choice in rule["enum"] if choice)


def _form(value: Any, rule: dict[str, Any], is_list: bool) -> str:
    """How a list is written, or what consists of several keys."""
    if not is_list:
        keys = ", ".join(rule["properties"])
        return f"gồm các khóa {keys}: xuống dòng, mỗi khóa một dòng, lùi vào hai dấu cách"
    inner = list(rule["items"].get("properties", ()))
    entry = f"{inner[0]}: …" if inner else value if isinstance(value, str) else "…"
    return f"phải là danh sách: xuống dòng, viết «- {entry}»"


def _title(name: str) -> str:
    """How the key *name* is called, in quotation marks; of an entry of a list, the list."""
    entry = "một mục của " if name.rpartition(".")[2].isdigit() else ""
    return f"{entry}«{_said(name, 'title')}»"


def _said(name: str, what: str) -> str:
    """The *what* ("title", "description") of the key *name*, or of the nearest one around it."""
    rule, found = schema(), ""
    for part in name.split("."):
        rule = (
            rule.get("items")
            or rule.get("properties", {}).get(part)
            or rule.get("additionalProperties")
            or {}
        )
        found = rule.get(what, found)
    return found
