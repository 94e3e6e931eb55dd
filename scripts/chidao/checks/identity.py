"""No two pages are one document: type, number, issuer and date together name it once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..library import Entry, Library
from ..project import Project
from ..text import key
from .problem import Problem

CODE = "identity"


def check(library: Library, project: Project) -> Iterator[Problem]:
    """Pages that state the same identity, each pointing at the first."""
    same: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for entry in library.entries:
        facts = entry.facts
        if facts.number and facts.date:
            identity = (facts.type or "", facts.number, facts.date, *facts.issuer)
            same[tuple(map(key, identity))].append(entry)
    for entries in same.values():
        first, *others = entries
        for entry in others:
            yield Problem(
                entry.path.relative_to(project.root).as_posix(),
                entry.front_matter.lines.get("number", 1),
                f"cùng loại, số, ngày và cơ quan với {first.path.relative_to(project.root).as_posix()}; "
                "nếu là một văn bản thì xóa một trang, nếu không thì sửa thông tin cho đúng",
                CODE,
            )
