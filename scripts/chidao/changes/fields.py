"""Front matter as it was and as it is → the facts that changed, under the names that editors know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..checks.front_matter import schema

_SILENT = ("converted",)
"""What conversion writes for itself."""


@dataclass(frozen=True, slots=True)
class Field:
    """A fact that changed."""

    name: str
    """"Ngày ban hành", "Người ký: Chức vụ"."""
    old: str
    """Empty: nothing was stated."""
    new: str


def changed_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Field]:
    """The fields that differ, in the order of the schema; keys it does not know come last."""
    known = schema()["properties"]
    for key in [*known, *sorted((old.keys() | new.keys()) - known.keys())]:
        if key not in _SILENT and old.get(key) != new.get(key):
            yield from _differing(known.get(key, {}), key, old.get(key), new.get(key))


def _differing(form: Mapping[str, Any], key: str, old: Any, new: Any) -> Iterator[Field]:
    name = str(form.get("title", key))
    inner = form.get("properties")
    if inner and all(value is None or isinstance(value, dict) for value in (old, new)):
        before, after = old or {}, new or {}
        for part in [*inner, *sorted((before.keys() | after.keys()) - inner.keys())]:
            if before.get(part) != after.get(part):
                for field in _differing(inner.get(part, {}), part, before.get(part), after.get(part)):
                    yield Field(f"{name}: {field.name}", field.old, field.new)
        return
    item = form.get("items", {})
    if item.get("type") == "object" and all(value is None or isinstance(value, list) for value in (old, new)):
        before, after = old or [], new or []
        yield from (Field(name, _said(item, one), "") for one in before if one not in after)
        yield from (Field(name, "", _said(item, one)) for one in after if one not in before)
        return
    if (said := _said(form, old)) != (says := _said(form, new)):
        yield Field(name, said, says)


def _said(form: Mapping[str, Any], value: Any) -> str:
    """A value as one line; choices by their Vietnamese names."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_said(form.get("items", {}), one) for one in value)
    if isinstance(value, dict):
        inner = form.get("properties", {})
        pairs = ((inner.get(key, {}), key, one) for key, one in value.items())
        return ", ".join(
            f"{str(f.get('title', key))[:1].lower()}{str(f.get('title', key))[1:]}: {_said(f, one) or '–'}"
            for f, key, one in pairs
        )
    text = " ".join(str(value).split())
    choices = dict(zip(form.get("enum", ()), form.get("enumDescriptions", ()), strict=False))
    return str(choices.get(text, text))
