"""The common syllables of a library: what the engine completes and corrects words to."""

from __future__ import annotations

import math
from collections.abc import Mapping

from . import coding

LIMIT = 8000
"""Vietnamese has some 2,500 syllables without accents; the rest are names, abbreviations, foreign words."""


def spellings(frequency: Mapping[str, int]) -> str:
    """The most common syllables, in order, each with a letter that tells how common it is."""
    common = sorted((w for w in frequency if w.isalpha()), key=lambda w: (-frequency[w], w))[:LIMIT]
    return coding.RECORD.join(
        w + coding.ALPHABET[min(len(coding.ALPHABET) - 1, int(math.log2(frequency[w]) * 4))]
        for w in sorted(common)
    )
