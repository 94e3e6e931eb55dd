"""Which clause a citation of a part means: "điểm a khoản 2 Điều 5" → "Điều 5 khoản 2 điểm a"."""

from __future__ import annotations

import re

_PART = re.compile(
    r"(?P<kind>điểm|khoản|điều|mục|tiểu mục|chương|phần|phụ lục)\s+(?:số\s+)?"
    r"(?P<value>[IVXLC]+(?:\.\d+)*|\d+[a-zđ]?(?:\.\d+)*|[a-zđ])\b",
    re.IGNORECASE,
)


def clause_id(unit: str) -> str | None:
    """The id of the clause that *unit* names, as `Clause.id` writes it; None if it names several.

    >>> clause_id("điểm a khoản 2 Điều 5"), clause_id("Khoản 1 Điều 7"), clause_id("mục II.3")
    ('Điều 5 khoản 2 điểm a', 'Điều 7 khoản 1', 'II.3')
    """
    parts: dict[str, str] = {}
    for match in _PART.finditer(unit):
        kind = match["kind"].lower()
        if kind in parts:
            return None
        parts[kind] = match["value"]
    if "điều" in parts:
        words = [f"Điều {parts['điều']}"]
        words += [f"{kind} {parts[kind]}" for kind in ("khoản", "điểm") if kind in parts]
        return " ".join(words)
    section = parts.get("mục")
    number = parts.get("khoản")
    found = ".".join(part for part in (section, number, parts.get("điểm")) if part)
    return found or (f"Phụ lục {parts['phụ lục']}" if "phụ lục" in parts else None)
