"""Everything that can stop the work on a file.

* ChidaoError
  - UnreadableOriginal   empty, binary, too large, or not text in any encoding we know
  - UnknownFormat        no reader for this suffix
  - OutsideProject       a path that does not lie in the project's originals/
  - EditedPage           convert would overwrite an editor's work
  - SamePage             two originals would become one page
  - BadPage              the front matter of a page cannot be understood
  - BadAbbreviations     the editors' list of abbreviations cannot be understood

Trouble that should *not* stop the work is a warning, and travels with the
result instead (see `Document.warnings`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class ChidaoError(Exception):
    """A trouble that we can explain."""


class UnreadableOriginal(ChidaoError):
    """The file cannot be read as the document it claims to be."""

    def __init__(self, path: Path, trouble: str, remedy: str) -> None:
        super().__init__(f"{path}: {trouble}; {remedy}")


class UnknownFormat(ChidaoError):
    """There is no reader for this suffix."""

    def __init__(self, path: Path, known: Iterable[str]) -> None:
        super().__init__(
            f"{path}: cannot read {path.suffix or 'a file without a suffix'}; "
            f"save it as one of {', '.join(known)} and convert again"
        )


class OutsideProject(ChidaoError):
    """An original must lie in the project, so that it can be published beside its page."""

    def __init__(self, path: Path, originals: Path) -> None:
        super().__init__(
            f"{path}: lies outside {originals}; copy it there and convert the copy, "
            "because an original is published beside its page"
        )


class EditedPage(ChidaoError):
    """The page was edited by hand after it was converted."""

    def __init__(self, page: Path) -> None:
        super().__init__(
            f"{page}: was edited by hand and is kept; "
            "convert with --diff to see what would change, or --force to replace it"
        )


class SamePage(ChidaoError):
    """Two originals would become one page."""

    def __init__(self, path: Path, page: Path, other: str) -> None:
        super().__init__(
            f"{path}: would become {page}, which comes from {other}; "
            "if both are the same document remove one of them, "
            "else give the page a number, date or issuer that tells them apart"
        )


class BadPage(ChidaoError):
    """The front matter of a page cannot be understood.  Editors read this: Vietnamese."""

    def __init__(self, path: Path | str, line: int, trouble: str) -> None:
        self.path, self.line, self.trouble = path, line, trouble
        super().__init__(f"{path}:{line}: {trouble}")

    def __reduce__(self) -> tuple[type[BadPage], tuple[Path | str, int, str]]:
        """So that another process may report it."""
        return BadPage, (self.path, self.line, self.trouble)


class BadAbbreviations(ChidaoError):
    """The list of abbreviations cannot be understood.  Editors read this: Vietnamese."""

    def __init__(self, path: Path, trouble: str) -> None:
        super().__init__(f"{path}: {trouble}")
