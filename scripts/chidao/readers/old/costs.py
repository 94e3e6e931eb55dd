"""How little a word looks like Vietnamese, read in each of the ways in which it may be written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ..syllables import is_syllable
from .glyphs import Scheme, foreign, from_tcvn3, from_vni

Costs = tuple[float, float, float]
"""One for each `Scheme`."""


@lru_cache(maxsize=65536)
def costs(word: str) -> Costs:
    """What *word* costs in each scheme: 0 if it is Vietnamese, about 2 if it cannot be.

    >>> costs("ViÖt")[Scheme.TCVN3], costs("Vieät")[Scheme.VNI], costs("Việt")[Scheme.UNICODE]
    (0.0, 0.0, 0.0)
    >>> min(costs("ViÖt")[Scheme.UNICODE], costs("ViÖt")[Scheme.VNI]) > 1
    True
    """
    if word.isascii():
        return 0.0, 0.0, 0.0
    return (
        _oddity(unicodedata.normalize("NFC", word)),
        _decoded(word, from_tcvn3(word), Scheme.TCVN3),
        _decoded(word, from_vni(word), Scheme.VNI),
    )


def strangeness(text: str) -> float:
    """What the words of *text* cost as Unicode; those in ASCII are not looked at.

    >>> strangeness("Uỷ ban nhân dân"), strangeness("Uû ban nh©n d©n")
    (0.0, 9.0)
    """
    return sum(costs(word)[Scheme.UNICODE] for word in text.split() if not word.isascii())


def speaks_against_unicode(text: str) -> bool:
    """Whether any word of *text* is more like Vietnamese in an old encoding."""
    return not text.isascii() and any(map(_speaks_against, set(text.split())))


@lru_cache(maxsize=65536)
def _speaks_against(word: str) -> bool:
    as_unicode, *others = costs(word)
    return min(others) < as_unicode


def _decoded(word: str, decoded: str, scheme: Scheme) -> float:
    cost = _oddity(decoded)
    if cost and decoded != word:
        cost += 0.5  # nothing is won: rather leave it
    return cost + 3.5 * foreign(word, scheme)


_PIECE = re.compile(r"[^\W\d_]+")
# Signs beside a letter, where Vietnamese has none and TCVN3 has letters; and what misread UTF-8 is full of:
# controls, and other signs between two letters.
_STRAY = re.compile(
    r"(?<=[^\W\d_])[¡-©¬®¶¸¼-¾]+|[¡-©¬®¶¸¼-¾]+(?=[^\W\d_])|[\x80-\x9f]+"
    r"|(?<=[^\W\d_])[«»™€„†‡ˆ‰‹›•˜¯-´·×÷]+(?=[^\W\d_])"
)


def _oddity(text: str) -> float:
    """2 for each piece with an accent that is no syllable, 1 for each without, 1.5 for each stray sign."""
    cost = 1.5 * sum(map(len, _STRAY.findall(text)))
    for piece in _PIECE.findall(text):
        if is_syllable(piece) or _is_abbreviation(piece) or piece == "đ":
            continue
        cost += 1.0 if piece.isascii() else 2.0
    return cost


def _is_abbreviation(piece: str) -> bool:
    """Whether it is like "QĐ", "TTg", "BLĐTBXH", also with eth: capitals, of which Đ alone has a mark."""
    plain = piece.replace("Đ", "D").replace("\u00d0", "D")
    return plain.isascii() and plain[:2].isupper()
