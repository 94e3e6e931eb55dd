"""Marks that a file prints by themselves, over letters set before: "hoach" and somewhere behind it a dot.

Some programs set Vietnamese so (the law on land of 2024 as a portal printed it): only the place of the
mark tells to which letter it belongs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from .layout import Word

_VOWELS = frozenset("aeiouyăâêôơư")
# Widths of letters in Times, in parts of the size; what is not here has a half.
_WIDTHS = {
    **dict.fromkeys("ijltfr'.,", 0.3),
    **dict.fromkeys("ceaszăâê", 0.44),
    "m": 0.78,
    "w": 0.72,
    "ư": 0.58,
}


def attached(words: Sequence[Word]) -> list[Word]:
    """*words* with each lone mark put on the vowel above or below which it stands."""
    marks = [word for word in words if word.text and all(map(unicodedata.combining, word.text))]
    if not marks:
        return list(words)
    lone = {id(word) for word in marks}
    letters = [word for word in words if id(word) not in lone]
    for mark in marks:
        centre = (mark.left + mark.right) / 2
        under = [w for w in letters if w.left <= centre <= w.right and abs(w.base - mark.base) < 0.4 * w.size]
        if not under or not _put(mark.text, under[0], centre):
            letters.append(mark)
    return letters


def _put(mark: str, word: Word, centre: float) -> bool:
    widths = [_WIDTHS.get(_bare(char), 0.72 if char.isupper() else 0.5) for char in word.text]
    scale = (word.right - word.left) / (sum(widths) or 1)
    best, nearest = -1, 0.0
    at = word.left
    for index, (char, width) in enumerate(zip(word.text, widths, strict=True)):
        distance = abs(at + width * scale / 2 - centre)
        fits = _bare(char) in _VOWELS and len(unicodedata.normalize("NFC", char + mark)) == 1
        if fits and (best < 0 or distance < nearest):
            best, nearest = index, distance
        at += width * scale
    if best < 0:
        return False
    word.text = unicodedata.normalize("NFC", word.text[: best + 1] + mark + word.text[best + 1 :])
    return True


def _bare(char: str) -> str:
    """A letter without its tone, small."""
    found = unicodedata.normalize("NFD", char.lower())
    return unicodedata.normalize(
        "NFC", "".join(c for c in found if c not in "\u0300\u0301\u0303\u0309\u0323")
    )
