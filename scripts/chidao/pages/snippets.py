"""The schema of front matter → snippets of VS Code: keys with their choices, offered while typing.

VS Code has no other way to complete front matter in Markdown without an extension of its own.  The file
.vscode/van-ban.code-snippets is made by `python -m chidao.pages.snippets`; a test holds it to the schema.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

_NEVER = ("conflicts", "original", "converted")
"""What conversion writes."""


def snippets(schema: dict[str, Any]) -> str:
    """The file of snippets, in JSON."""
    keys = {key: value for key, value in schema["properties"].items() if key not in _NEVER}
    found = {"Trang mới": _page(keys)}
    for key, value in keys.items():
        found[f"{key}: {value['title']}"] = {
            "scope": "markdown",
            "prefix": [key, f"vb {value['title'].lower()}"],
            "body": _body(key, value, 1),
            "description": value["description"],
        }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _page(keys: dict[str, Any]) -> dict[str, Any]:
    body, number = ["---"], 1
    for key in ("type", "number", "issuer", "level", "date", "subject"):
        body += _body(key, keys[key], number)
        number += 1
    return {
        "scope": "markdown",
        "prefix": ["vb", "vb trang mới"],
        "body": [*body, "---", "", "# ${7:KẾT LUẬN}", "", "$0"],
        "description": "Phần thuộc tính và đề mục của một trang văn bản",
    }


def _body(key: str, value: dict[str, Any], number: int) -> list[str]:
    if key == "relations":
        kinds = [choice for choice in value["items"]["properties"]["kind"]["enum"] if choice]
        return ["relations:", f"- kind: ${{1|{','.join(kinds)}|}}", "  document: ${2:34-KL/TW 2018-08-07}"]
    if value.get("type") == ["array", "null"]:
        return [f"{key}:", f"- ${{{number}}}"]
    if value.get("type") == ["object", "null"]:
        inner = value.get("properties", {})
        return [f"{key}:", *(f"  {name}: ${{{number + n}}}" for n, name in enumerate(inner))]
    choices = [str(choice) for choice in value.get("enum", value.get("examples", ())) if choice]
    if choices:
        return [f"{key}: ${{{number}|{','.join(choice.replace(',', chr(92) + ',') for choice in choices)}|}}"]
    if value.get("format") == "date":
        return [f"{key}: ${{{number}:$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE}}"]
    return [f"{key}: ${{{number}}}"]


if __name__ == "__main__":
    text = (files("chidao.pages") / "van-ban.schema.json").read_text("utf-8")
    print(snippets(json.loads(text)), end="")
