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
