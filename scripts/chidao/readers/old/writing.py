"""Decoded words back into their runs, in capitals where these were lost."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from .fonts import Promise
from .glyphs import Scheme, decoded, from_tcvn3, letters
from .path import Word


def written(
    texts: Sequence[str], promises: Sequence[Promise], words: Sequence[Word], schemes: Sequence[Scheme]
) -> tuple[str, ...]:
    """The texts of the runs with each of their *words* decoded in its scheme; NFC."""
    text = "".join(texts)
    stops = list(accumulate(map(len, texts)))
    out: list[list[str]] = [[] for _run in texts]

    def put(start: int, end: int, scheme: Scheme = Scheme.UNICODE, raise_it: bool = False) -> None:
        """Write `text[start:end]`, letter by letter if it lies in several runs."""
        if start == end:
            return
        first = bisect_right(stops, start)
        if end <= stops[first]:
            pieces: Iterable[tuple[int, str]] = [(first, decoded(text[start:end], scheme))]
        else:
            pieces = (
                (bisect_right(stops, start + offset), letter)
                for offset, letter in letters(text[start:end], scheme)
            )
        for run, piece in pieces:
            capitals = scheme is Scheme.TCVN3 and (raise_it or promises[run].capitals)
            out[run].append(piece.upper() if capitals else piece)

    position = 0
    for word, scheme, raise_it in zip(words, schemes, _raised(text, promises, words, schemes), strict=True):
        put(position, word.start)
        put(word.start, word.end, scheme, raise_it)
        position = word.end
    put(position, len(text))
    return composed(["".join(pieces) for pieces in out])


def composed(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts of runs in NFC; a mark that stands in another run than its letter goes to its letter."""
    moved = list(texts)
    last = 0  # the last run with letters
    for run, text in enumerate(texts):
        if run and text and unicodedata.combining(text[0]):
            rest = text.lstrip(_MARKS)
            moved[last] += text[: len(text) - len(rest)]
            moved[run] = rest
        if moved[run]:
            last = run
    return tuple(unicodedata.normalize("NFC", text) for text in moved)


_MARKS = "".join(map(chr, range(0x300, 0x370)))


def _raised(
    text: str, promises: Sequence[Promise], words: Sequence[Word], schemes: Sequence[Scheme]
) -> list[bool]:
    """Which words are in capitals, where no font tells: "CéNG HßA" is, "Céng Hßa" is not.

    TCVN3 has no capitals with a tone, so among capitals a small letter with a tone is one.  "Hå" alone
    may be "Hồ" or "HỒ": its neighbours decide.
    """
    if Scheme.TCVN3 not in schemes:
        return [False] * len(words)
    looks = [
        False
        if promises[word.run].scheme is Scheme.TCVN3
        else _is_capital(text[word.start : word.end], scheme)
        for word, scheme in zip(words, schemes, strict=True)
    ]
    before, after = _last_known(looks), _last_known(reversed(looks))[::-1]
    return [
        scheme is Scheme.TCVN3 and (bool(look) or (look is None and {a, b} in ({True}, {True, None})))
        for look, scheme, a, b in zip(looks, schemes, before, after, strict=True)
    ]


def _is_capital(letters: str, scheme: Scheme) -> bool | None:
    """Whether a word is in capitals; None if it does not say: "Hå", "177-KL/TW", "H§ND"."""
    if _SMALL.search(letters):
        return False
    if scheme is not Scheme.TCVN3:
        return None
    word = from_tcvn3(letters)
    return True if _CAPITAL_INSIDE.search(word) and not word.isupper() else None


_SMALL = re.compile("[a-z]")
_CAPITAL_INSIDE = re.compile(r"[^\W\d_][A-Z]")


def _last_known(looks: Iterable[bool | None]) -> list[bool | None]:
    """For each word the look of the one before it that has any."""
    found: list[bool | None] = []
    last: bool | None = None
    for look in looks:
        found.append(last)
        last = last if look is None else look
    return found
