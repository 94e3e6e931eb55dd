"""Old Vietnamese encodings → Unicode: TCVN3 (ABC) and VNI, told by font and by the words themselves.

Both put Vietnamese letters where Windows-1252 has others, and a font draws them: "ViÖt Nam" in .VnTime,
"Vieät Nam" in VNI-Times.  A program that does not know the font shows and copies those other letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """Letters in one font."""

    text: str
    """As the file has them: nothing normalised, the soft hyphen U+00AD and U+2212 still there."""
    font: str | None = None
    """The font's name as the file has it (".VnTimeH", "ABCDEF+VNI-Times,Bold"); None if unknown."""


class Decoded(NamedTuple):
    """What the runs of a paragraph say."""

    texts: tuple[str, ...]
    """One for each run, NFC."""
    scheme: str | None
    """"TCVN3" or "VNI", whichever most letters were in; None if all was Unicode already."""


def decode(runs: Sequence[Run], prior: str | None = None) -> Decoded:
    """Decode the *runs* of one paragraph or table cell; what is Unicode already is not touched.

    *prior* is what the file as a whole is written in (see `scheme_of`); it decides where neither the
    words nor the font do: short cells.
    """
    return Decoded(tuple(run.text for run in runs), None)


def decode_text(text: str, prior: str | None = None) -> tuple[str, str | None]:
    """Decode plain text, whose fonts are not known, paragraph by paragraph (a line is one)."""
    return text, None


def scheme_of(paragraphs: Iterable[Sequence[Run]]) -> str | None:
    """What most paragraphs of a file are written in: "TCVN3", "VNI", or None for Unicode."""
    return None


__all__ = ["Decoded", "Run", "decode", "decode_text", "scheme_of"]
