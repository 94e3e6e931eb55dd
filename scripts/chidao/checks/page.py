"""A page as checks see it: its lines as they stand in the file, and what is understood of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from ..errors import BadPage
from ..library import Entry
from ..pages.front_matter import FrontMatter, split
from ..pages.undecided import as_it_was
from .problem import Edit, Severity


@dataclass(frozen=True)
class Page:
    """One page: a document, or one that is written by hand."""

    name: str
    """Its path in the project: "content/van-ban/2025/ket-luan-177-kl-tw.md"."""
    text: str
    """With one kind of line end."""
    entry: Entry | None = None
    """What is understood of a document; None for another page, or if its front matter cannot be read."""

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file; the first has index 0.  Readings that wait for a choice are blank."""
        return as_it_was(self.text).split("\n")

    @cached_property
    def body_line(self) -> int:
        """The line on which the body begins, counted from 1; 1 if there is no front matter before it."""
        try:
            return split(as_it_was(self.text))[2]
        except BadPage:
            return 1

    @property
    def front_matter(self) -> FrontMatter:
        return self.entry.front_matter if self.entry else FrontMatter({})

    @property
    def blame(self) -> Severity:
        """How bad a trouble of the body is: where the words are those of the original, it came from there."""
        as_received = self.entry is not None and self.entry.departures == ()
        return Severity.WARNING if as_received else Severity.ERROR

    def stated(self, key: str) -> str | None:
        """The text that front matter states for *key*, without blanks around it."""
        value = self.front_matter.values.get(key)
        return value.strip() or None if isinstance(value, str) else None

    def line_of(self, key: str) -> int:
        """The line on which *key* stands ("signer.name", "issuer.0"), or that of what is around it."""
        lines = self.front_matter.lines
        while key and key not in lines:
            key = key.rpartition(".")[0]
        return lines.get(key, 1)

    def line(self, number: int) -> str:
        """The line with this *number*, counted from 1; empty behind the last one."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def column(self, line: int, words: str) -> int:
        """Where *words* stand in a line of front matter: behind the key, else 1."""
        text = self.line(line)
        at = text.find(words, text.find(":") + 1)
        return max(at, 0) + 1

    def edit(self, line: int, old: str, new: str) -> Edit | None:
        """Put *new* for *old*, the value of *line*; None where it is not certain which letters these are."""
        start = self.column(line, old) - 1
        if not old or self.line(line)[start : start + len(old)] != old:
            return None
        return Edit(line, start, start + len(old), old, new)

    def body(self) -> list[tuple[int, str]]:
        """The lines of the body with their numbers."""
        first = self.body_line
        return list(enumerate(self.lines[first - 1 :], first))
