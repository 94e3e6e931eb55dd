"""No two pages are one document: type, number, issuer and date together name it once."""

from __future__ import annotations

from collections.abc import Iterator

from ..library import Library, same_identity
from ..project import Project
from .problem import Problem

CODE = "identity"


def check(library: Library, project: Project) -> Iterator[Problem]:
    """Pages that state the same identity, each pointing at the first."""
    for first, other in same_identity(library.entries):
        yield Problem(
            other.path.relative_to(project.root).as_posix(),
            other.front_matter.lines.get("number", 1),
            f"cùng loại, số, ngày và cơ quan với {first.path.relative_to(project.root).as_posix()}; "
            "nếu là một văn bản thì xóa một trang, nếu không thì sửa thông tin cho đúng",
            CODE,
        )
