"""What every reader returns."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Paragraph


@dataclass(frozen=True, slots=True)
class Reading:
    """The paragraphs of a file, and what the reader was unsure of."""

    paragraphs: tuple[Paragraph, ...]

    method: str
    """How the text was obtained, for the card: "text, UTF-8"."""

    warnings: tuple[str, ...] = ()

    printed: tuple[int, ...] = ()
    """The order in which the file prints the paragraphs, as indexes, where it is another: footnotes
    stand behind the text here, and at the foot of a page there.  Empty: the same."""

    @property
    def text(self) -> str:
        """All its words in the order of the file, a line for each paragraph."""
        order = self.printed or range(len(self.paragraphs))
        return "\n".join(self.paragraphs[index].text for index in order)
