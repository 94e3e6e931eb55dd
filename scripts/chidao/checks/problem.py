"""A problem prints itself the way editors and their tools read it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """The page must be mended."""
    NOTE = "note"
    """Worth knowing; nothing need be done."""


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One problem, at one place."""

    path: str
    line: int
    """Counted from 1."""
    message: str
    """What is wrong and how to put it right, in Vietnamese."""
    code: str
    """The name of the check."""
    severity: Severity = Severity.ERROR

    def at(self, path: str) -> Problem:
        return replace(self, path=path)

    def __str__(self) -> str:
        note = "ghi nhận: " if self.severity is Severity.NOTE else ""
        return f"{self.path}:{self.line}: {note}{self.message} [{self.code}]"
