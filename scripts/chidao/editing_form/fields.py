"""The JSON Schema of front matter → the fields of the form, and what becomes of each key (its shape).

    {"type": "string", "format": "date"}        a day             shape: text
    {"enum": ["central", …]}                    a choice                 choice
    {"enum": ["true", "false", null]}           a switch                 flag
    {"type": "array", "items": string}          a text, a name a line    names
    {"type": "array", "items": object}          records                  rows
    {"type": "object", "properties": …}         fields in a frame        record
    {"type": "object", additionalProperties}    pairs                    pairs
    what only commands write                    a text to see            seen

Labels and hints are the schema's own, in Vietnamese.  parts/page-file.js reads and writes by the shapes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
Field = dict[str, Any]

BODY = "body"
_HIDDEN = {"converted", "sha256"}
"""Marks of conversion; nobody reads them."""
_SEEN = {"original", "redirects"}
"""What commands write; an editor sees it, and cannot change it."""
_DONE_WITH = {"conflicts"}
"""Rows that a command writes, and an editor takes away."""
_LONG = 500
"""Letters from which on a text gets more than one line."""
_CLEARS = {"deadline": ("no_deadline", "Bỏ thời hạn", "Văn bản không đặt thời hạn; máy nhận ra sai.")}
"""Keys that say something by being empty (tasks/editors.py); an empty field cannot, so a switch does."""
_HINTS = {
    "issuer": "Mỗi cơ quan một dòng, theo thứ tự in trong văn bản.",
    "level": "",
    "date": "",
    "kind": "Văn bản của trang này là bên làm.",
    "clauses": "Điều khoản của trang này thực hiện điều khoản nào của văn bản kia; "
    "để trống ô sau nếu không thực hiện điều khoản nào.",
    "assignee": "Mỗi tên một dòng.",
    "helpers": "Mỗi tên một dòng.",
    "deadline": "Ngày đúng, khi thời hạn tự nhận ra là sai.",
    "add": "Nhiệm vụ này bị sót, nay thêm vào.",
    "done": "",
    "reviewed": "Ngày bạn đã đọc và xác nhận trang này. Để trống nếu chưa rà soát.",
    "conflicts": "Những mục mà bản chuyển đổi mới ghi khác. "
    "Ghi giá trị đúng vào ô của mục ấy, rồi xóa mục ở đây.",
    "redirects": "Những địa chỉ mà trang này từng có. Lệnh chidao move tự ghi.",
}
"""Where the schema says how YAML is written, or names values that a form does not show."""
_DAY = r"^\d{4}-\d{2}-\d{2}$"


def fields_of(schema: Schema) -> list[Field]:
    """The fields that the form shows of front matter, in the order of the schema, and the body."""
    return [*_fields(schema), _body()]


def shapes_of(schema: Schema) -> dict[str, Any]:
    """By key: what page-file.js must know of it."""
    shapes: dict[str, Any] = {}
    for name, inner in schema["properties"].items():
        if name in _HIDDEN:
            continue
        if name in _CLEARS:
            shapes[_CLEARS[name][0]] = {"kind": "flag", "clears": name}
        shapes[name] = _shape(name, inner)
    return shapes


def _shape(name: str, schema: Schema) -> dict[str, Any]:
    if name in _SEEN:
        return {"kind": "seen"}
    shape: dict[str, Any] = {"kind": _kind(schema)}
    record = schema.get("items", schema)
    if shape["kind"] in ("record", "rows"):
        shape["keys"] = shapes_of(record)
        shape["required"] = [key for key in record.get("required", ()) if key not in _HIDDEN]
    if shape["kind"] == "names" and "string" in _types(schema):
        shape["single"] = True
    return shape


def _kind(schema: Schema) -> str:
    if "enum" in schema:
        return "flag" if set(schema["enum"]) <= {"true", "false", None} else "choice"
    types = _types(schema)
    if "array" in types:
        return "rows" if "properties" in schema["items"] else "names"
    if "object" in types:
        return "record" if "properties" in schema else "pairs"
    return "text" if "string" in types else "any"


def _types(schema: Schema) -> list[str]:
    given = schema.get("type", [])
    return [given] if isinstance(given, str) else list(given)


def _fields(schema: Schema, fixed: bool = False) -> Iterator[Field]:
    required = schema.get("required", ())
    for name, inner in schema["properties"].items():
        if name in _HIDDEN:
            continue
        yield _field(name, inner, name in required, fixed or name in _SEEN)
        if name in _CLEARS:
            key, label, hint = _CLEARS[name]
            yield {**_named(key, label, hint), "widget": "boolean"}


def _field(name: str, schema: Schema, required: bool, fixed: bool) -> Field:
    hint = _HINTS.get(name, schema.get("description", "").removeprefix("true: "))
    field = _named(name, schema.get("title", name), hint[:1].upper() + hint[1:])
    # A page may lack what the schema asks for (its type is not known yet): only check complains of that.
    if required and "null" not in _types(schema) and not fixed:
        field["required"] = True
    if fixed:
        field["readonly"] = True
    if name in _SEEN:
        return {**field, "widget": "text", "use_emoji_autocomplete": False}
    return {**field, **_widget(name, schema)}


def _named(name: str, label: str, hint: str) -> Field:
    return {"name": name, "label": label, **({"hint": hint} if hint else {}), "required": False}


def _widget(name: str, schema: Schema) -> Field:
    kind = _kind(schema)
    if kind == "flag":
        return {"widget": "boolean"}
    if kind == "choice":
        return {"widget": "select", "options": _options(schema)}
    if kind == "names":
        # Sveltia's own lists of texts count as changed as soon as they are shown (0.221.1).
        return {"widget": "text", "use_emoji_autocomplete": False}
    if kind == "rows":
        return {
            "widget": "list",
            "collapsed": "auto",
            "summary": _summary(schema["items"]),
            **({"allow_add": False, "allow_reorder": False} if name in _DONE_WITH else {}),
            "fields": list(_fields(schema["items"], name in _DONE_WITH)),
        }
    if kind == "record":
        return {"widget": "object", "fields": list(_fields(schema))}
    if kind == "pairs":
        return {
            "widget": "list",
            "collapsed": "auto",
            "summary": "{{here}} → {{there}}",
            "fields": [
                {**_named("here", "Điều khoản của trang này", "Ví dụ: 2.3."), "widget": "string"},
                {**_named("there", "Điều khoản của văn bản kia", "Ví dụ: 1.2."), "widget": "string"},
            ],
        }
    return _text(schema)


def _text(schema: Schema) -> Field:
    pattern = schema.get("pattern")
    if pattern == _DAY:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    field: Field = {"widget": "text" if schema.get("maxLength", 0) >= _LONG else "string"}
    if field["widget"] == "text":
        field["use_emoji_autocomplete"] = False
    elif pattern:
        field["pattern"] = [pattern, f"Viết đúng dạng: {schema['description']}"]
    return field


def _options(schema: Schema) -> list[Field]:
    names = schema.get("enumDescriptions") or schema["enum"]
    return [
        {"label": name, "value": value} for value, name in zip(schema["enum"], names, strict=True) if value
    ]


def _summary(record: Schema) -> str:
    """What stands for a folded row: its first two texts."""
    names = [name for name, inner in record["properties"].items() if _kind(inner) in ("text", "choice")]
    return " – ".join(f"{{{{{name}}}}}" for name in names[:2])


def _body() -> Field:
    return {
        **_named(
            BODY,
            "Toàn văn (Markdown)",
            "Chỉ sửa chữ nhận dạng sai hoặc gõ sai; giữ nguyên các dấu #, *, |, \\ và dòng trống. "
            "Muốn sửa nhiều thì bấm “Sửa trang này” trên trang văn bản.",
        ),
        "widget": "text",
        "use_emoji_autocomplete": False,
    }
