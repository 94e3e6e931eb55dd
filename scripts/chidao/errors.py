"""Everything that can stop the work on a file.

* ChidaoError
  - UnreadableOriginal   empty, damaged, encrypted, too large, or not what its suffix says
    + TookTooLong        reading it took longer than its format may take
    + NeededTooMuch      reading it needed more memory than its format may have
    + EndedItsReader     reading it ended the process that read it
    + MissingProgram     it is read with a program that is not installed
  - UnknownFormat        no reader for this suffix
  - OutsideProject       a path that does not lie in the project's originals/
  - EditedPage           convert would overwrite an editor's work
  - OpenConflicts        an earlier merge waits for an editor
  - SamePage             two originals would become one page
  - HasPage              an original shall give another page than its own
  - BadPage              the front matter of a page cannot be understood
  - BadAbbreviations     the editors' list of abbreviations cannot be understood

Trouble that should *not* stop the work is a warning, and travels with the
result instead (see `Document.warnings`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any


class ChidaoError(Exception):
    """A trouble that we can explain."""

    def __reduce__(self) -> tuple[Any, ...]:
        """So that another process may report it: the sentence is made once."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[ChidaoError], args: tuple[Any, ...], told: dict[str, Any]) -> ChidaoError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(told)
    return error


class UnreadableOriginal(ChidaoError):
    """The file cannot be read as the document it claims to be."""

    def __init__(self, path: Path, trouble: str, remedy: str) -> None:
        super().__init__(f"{path}: {trouble}; {remedy}")


class TookTooLong(UnreadableOriginal):
    """Reading was stopped after the time that its format may take."""

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__(
            path,
            f"took longer than {seconds:.0f} seconds to read",
            "open it in its own program, save it anew or in parts, and convert again",
        )


class NeededTooMuch(UnreadableOriginal):
    """Reading was stopped at the memory that its format may have."""

    def __init__(self, path: Path, megabytes: int) -> None:
        super().__init__(
            path,
            f"needs more than {megabytes} MB of memory to read",
            "open it in its own program, save it anew or in parts, and convert again",
        )


class EndedItsReader(UnreadableOriginal):
    """The process that read it ended without an answer; *how* names the signal or the exception."""

    def __init__(self, path: Path, how: str) -> None:
        super().__init__(
            path,
            f"ended the program that read it ({how})",
            "it may be damaged: open it in its own program, save it anew and convert again",
        )


class MissingProgram(UnreadableOriginal):
    """What its format is read with is not installed."""

    def __init__(self, path: Path, program: str, package: str) -> None:
        super().__init__(
            path,
            f"is read with {program}, which is not there",
            f"install it (apt install --no-install-recommends {package}) and convert again; "
            "other formats are read without it",
        )


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
            "convert with --update to see what would be merged, or --force to replace it"
        )


class OpenConflicts(ChidaoError):
    """An editor has not decided yet what an earlier merge left open."""

    def __init__(self, page: Path, places: int) -> None:
        super().__init__(
            f"{page}: has {places} open conflict{'s' if places > 1 else ''} from before; "
            "settle what chidao check names there, then update again"
        )


class SamePage(ChidaoError):
    """Two originals would become one page."""

    def __init__(self, path: Path, page: Path, other: str) -> None:
        super().__init__(
            f"{path}: would become {page}, which comes from {other}; "
            "if both are the same document remove one of them "
            f"(this one, where it is better, can take the page over: convert --update {path} --page {page}), "
            "else give the page a number, date or issuer that tells them apart"
        )


class HasPage(ChidaoError):
    """An original shall give another page than its own."""

    def __init__(self, original: str, page: Path) -> None:
        super().__init__(f"{original}: is the original of {page}; leave out --page, or name another file")


class BadPage(ChidaoError):
    """The front matter of a page cannot be understood.  Editors read this: Vietnamese."""

    def __init__(self, path: Path | str, line: int, trouble: str) -> None:
        self.path, self.line, self.trouble = path, line, trouble
        super().__init__(f"{path}:{line}: {trouble}")


class BadAbbreviations(ChidaoError):
    """The list of abbreviations cannot be understood.  Editors read this: Vietnamese."""

    def __init__(self, path: Path, trouble: str) -> None:
        super().__init__(f"{path}: {trouble}")
