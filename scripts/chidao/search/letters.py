"""Text → syllables without case and accents, for whole libraries at once.

uỷ = ủy = uy, khoá = khóa, NFC = NFD: letters lose their marks, đ becomes d.  A syllable is a run of
letters or a run of digits ("177KL" is two); of a longer one its first eight letters count, and no
Vietnamese syllable has more than seven ("nghiêng").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

LONGEST = 8
"""Letters of a syllable that count: as many as fit in a machine word."""

_NOTHING, _SKIP, _LINE, _TEXT = 0, 1, 2, 3
_TEXT_END = "\f"
_KNOWN = 0xFFFF
"""Signs from here on are no letters of ours."""
_FOLDED = 0x2200
"""Nor are these, but marks may be among them; the last that folds is U+212B, the sign of the ångström."""


@dataclass(frozen=True, slots=True)
class Syllables:
    """The syllables of several texts, in order."""

    packed: NDArray[np.uint64]
    """Each syllable as a number: its letters as bytes, the first one highest, so that order is kept."""
    text: NDArray[np.int64]
    """The text in which each stands, counted from 0."""
    line: NDArray[np.int64]
    """Its line, counted through all texts: two syllables are neighbours if they share it."""
    accents: NDArray[np.int64]
    """What folding took away: the same for "uỷ" and "ủy", another for "uy" (see `_accents`)."""


def syllables(texts: Sequence[str]) -> Syllables:
    """The syllables of *texts*."""
    joined = _TEXT_END.join(text.replace(_TEXT_END, " ") for text in texts)
    points = np.frombuffer(joined.encode("utf-32-le", "replace"), dtype=np.uint32)
    points = np.minimum(points, _KNOWN)
    letters = _table()[points]
    seen = letters != _SKIP
    letters, accents = letters[seen], _accents()[points[seen]]
    kinds = (letters >= ord("a")).astype(np.uint8) * 2
    kinds[(letters >= ord("0")) & (letters <= ord("9"))] = 1
    changes = np.flatnonzero(np.diff(kinds, prepend=np.uint8(0), append=np.uint8(0)))
    spoken = kinds[changes[:-1]] > 0
    starts, ends = changes[:-1][spoken], changes[1:][spoken]
    lengths = np.minimum(ends - starts, LONGEST)
    padding = np.zeros(LONGEST, dtype=np.uint8)
    letters_, accents = np.concatenate([letters, padding]), np.concatenate([accents, padding])
    packed = np.zeros(len(starts), dtype=np.uint64)
    tone, marks = np.zeros(len(starts), dtype=np.int64), np.zeros(len(starts), dtype=np.int64)
    for n in range(LONGEST):
        inside = lengths > n
        packed = (packed << np.uint64(8)) | np.where(inside, letters_[starts + n], 0).astype(np.uint64)
        accent = np.where(inside, accents[starts + n], 0).astype(np.int64)
        tone = np.maximum(tone, accent % len(_TONES))
        marks += accent // len(_TONES) * len(_MARKS) ** n
    text = np.cumsum(letters == _TEXT)[starts] if len(starts) else np.zeros(0, dtype=np.int64)
    line = np.cumsum((letters == _LINE) | (letters == _TEXT))[starts] if len(starts) else text
    return Syllables(packed, text.astype(np.int64), line.astype(np.int64), marks * len(_TONES) + tone)


def unpacked(packed: NDArray[np.uint64]) -> list[str]:
    """The syllables that `Syllables.packed` holds, as text."""
    return [word.decode("ascii") for word in packed.astype(">u8").view(f"S{LONGEST}").tolist()]


def spelled(text: str) -> list[str]:
    """The syllables of one short text.

    >>> spelled("Uỷ ban, KHOÁ XII: 177-KL/TW, 30/2020/NĐ-CP")
    ['uy', 'ban', 'khoa', 'xii', '177', 'kl', 'tw', '30', '2020', 'nd', 'cp']
    """
    points = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    letters = _table()[np.minimum(points, _KNOWN)]
    plain = letters[letters != _SKIP].tobytes().decode("ascii")
    return [word[:LONGEST] for word in _SYLLABLE.findall(plain)]


_SYLLABLE = re.compile("[a-z]+|[0-9]+")


def prepare() -> None:
    """Make the tables that each process makes once."""
    _table()
    _accents()


@cache
def _table() -> NDArray[np.uint8]:
    """What becomes of each code point: a letter, a digit, or one of the signs above."""
    table = np.zeros(_KNOWN + 1, dtype=np.uint8)
    marks = [point for point in range(_KNOWN) if unicodedata.category(chr(point)) in ("Mn", "Me")]
    table[marks] = _SKIP
    for point in range(_FOLDED):
        if table[point]:
            continue
        plain = unicodedata.normalize("NFD", chr(point).lower())
        plain = "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me")).translate(_D)
        if len(plain) == 1 and plain.isascii() and plain.isalnum():
            table[point] = ord(plain)
    table[ord("\n")], table[ord(_TEXT_END)] = _LINE, _TEXT
    # Letters that break a word without being seen (see text.normalise).
    for hidden in "\u00ad\u200b\u200c\u200d\u2060":
        table[ord(hidden)] = _SKIP
    return table


# Level, then grave, acute, tilde, hook, dot; plain, then circumflex, breve, horn, stroke.
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_MARKS = ("", "\u0302", "\u0306", "\u031b", "đ")


@cache
def _accents() -> NDArray[np.uint8]:
    """Of each letter, its tone and its mark as one number.

    A syllable has one tone, wherever it is written, and a mark on each of its letters.  Texts are in NFC:
    a tone that stands for itself is not seen.
    """
    accents = np.zeros(_KNOWN + 1, dtype=np.uint8)
    for point in range(ord("z") + 1, 0x2000):
        plain = unicodedata.normalize("NFD", chr(point).lower()).translate(str.maketrans("ðɖ", "đđ"))
        tone = next((n for n, sign in enumerate(_TONES) if sign and sign in plain), 0)
        mark = next((n for n, sign in enumerate(_MARKS) if sign and sign in plain), 0)
        accents[point] = mark * len(_TONES) + tone
    return accents


# Đ, and the two letters that look like it.
_D = str.maketrans("đðɖ", "ddd")
