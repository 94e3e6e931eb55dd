"""Every page begins with the facts of the document, in the form of the schema.

Passes:

    ---
    type: Kết luận
    number: 177-KL/TW
    date: 2025-07-11
    ---

Fails, because the schema knows no such key:

    ---
    type: Kết luận
    so_ky_hieu: 177-KL/TW
    ---

Fails, because a number has no blanks:

    ---
    type: Kết luận
    number: 177 - KL/TW
    ---

Fails, because the issuers are a list:

    ---
    type: Kết luận
    issuer: Bộ Chính trị
    ---
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from ..library import Entry
from .problem import Problem

CODE = "front-matter"


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of front matter, with Vietnamese titles and descriptions."""
    text = (files("chidao.pages") / "van-ban.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def check(entry: Entry) -> Iterator[Problem]:
    lines = entry.front_matter.lines
    for error in _validator().iter_errors(entry.front_matter.values):
        name = ".".join(str(part) for part in error.absolute_path)
        if error.validator == "additionalProperties":
            for key in _unknown(error):
                path = f"{name}.{key}" if name else key
                yield Problem("", lines.get(path, 1), _unknown_key(key, error), CODE)
            continue
        if name.split(".")[0] in ("date", "reviewed"):
            continue  # `dates` says it better
        yield Problem("", lines.get(name, 1), _sentence(error, name), CODE)


def _known(error: ValidationError) -> list[str]:
    return list(error.schema.get("properties", ())) if isinstance(error.schema, dict) else []


def _unknown(error: ValidationError) -> list[str]:
    known = _known(error)
    return [key for key in error.instance if key not in known] if isinstance(error.instance, dict) else []


def _unknown_key(key: str, error: ValidationError) -> str:
    known = _known(error)
    near = difflib.get_close_matches(key, known, 1, 0.6)
    hint = f"có phải là «{near[0]}»?" if near else f"các khóa dùng được: {', '.join(known)}"
    return f"không có khóa «{key}»; {hint}"


def _sentence(error: ValidationError, name: str) -> str:
    title = error.schema.get("title", name) if isinstance(error.schema, dict) else name
    value = error.instance
    if error.validator == "required":
        missing = str(error.message).split("'")[1]
        return f"thiếu khóa «{missing}» ({_title(missing)}); thêm khóa này, để trống nếu chưa rõ"
    if name == "issuer":
        return f"«{title}» phải là danh sách: xuống dòng, viết «- {value}»"
    if error.validator == "enum":
        values = error.validator_value if isinstance(error.validator_value, list) else []
        allowed = ", ".join(str(v) for v in values if v)
        return f"«{title}» không nhận giá trị «{value}»; chọn một trong: {allowed}"
    if error.validator == "pattern" and name == "number":
        return f"«{title}» không có dấu cách: viết «{''.join(str(value).split())}»"
    if error.validator == "maxLength":
        return f"«{title}» dài quá {error.validator_value} ký tự; viết gọn lại"
    description = error.schema.get("description", "") if isinstance(error.schema, dict) else ""
    return f"«{title}» không đúng dạng: «{value}». {description}".strip()


def _title(key: str) -> str:
    return str(schema()["properties"].get(key, {}).get("title", key))
