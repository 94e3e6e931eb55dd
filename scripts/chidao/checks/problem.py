"""A problem: its place, what is wrong, how to put it right, and the edit that does so where it is certain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    """The page must be mended."""
    WARNING = "warning"
    """Somebody should look; the page may be right as it is."""


VIETNAMESE = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo"}


@dataclass(frozen=True, order=True, slots=True)
class Edit:
    """Letters of one line that are to be others."""

    line: int
    """Counted from 1, in the file."""
    start: int
    """Offset in the line, counted from 0, as far as `end`."""
    end: int
    old: str
    """What stands there; where something else stands, the edit is not made."""
    new: str
    """What shall stand there; with a line end in it, there will be two lines."""

    def applied(self, line: str) -> str:
        """*line* as it will be.

        >>> Edit(3, 6, 10, "2025", "2026").applied("date: 2025-07-11")
        'date: 2026-07-11'
        """
        return line[: self.start] + self.new + line[self.end :]


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
    column: int = 1
    """Counted from 1, in letters."""
    edit: Edit | None = None
    """What puts it right, where that is certain."""
    concerns: tuple[str, ...] = ()
    """Other pages that it is about, or files that are not there."""

    def at(self, path: str) -> Problem:
        return replace(self, path=path)

    def __str__(self) -> str:
        """As editors and their tools read it: the first two numbers are line and column."""
        warning = f"{VIETNAMESE[self.severity]}: " if self.severity is Severity.WARNING else ""
        return f"{self.path}:{self.line}:{self.column}: {warning}{self.message} [{self.code}]"
