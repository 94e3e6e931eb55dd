"""Decoded words back into their runs, in capitals where these were lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from .fonts import Promise
from .glyphs import Scheme, from_tcvn3, letters
from .path import Word


def written(
    texts: Sequence[str], promises: Sequence[Promise], words: Sequence[Word], schemes: Sequence[Scheme]
) -> tuple[str, ...]:
    """The texts of the runs with each of their *words* decoded in its scheme; NFC."""
    text = "".join(texts)
    owners = [run for run, letters in enumerate(texts) for _letter in letters]
    out: list[list[str]] = [[] for _run in texts]
    raised = _raised(text, promises, words, schemes)
    position = 0
    for word, scheme, raise_it in zip(words, schemes, raised, strict=True):
        for at in range(position, word.start):
            out[owners[at]].append(text[at])
        for offset, letter in letters(text[word.start : word.end], scheme):
            run = owners[word.start + offset]
            capital = scheme is Scheme.TCVN3 and (raise_it or promises[run].capitals)
            out[run].append(letter.upper() if capital else letter)
        position = word.end
    for at in range(position, len(text)):
        out[owners[at]].append(text[at])
    return composed(["".join(letters) for letters in out])


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
    decoded = from_tcvn3(letters)
    if scheme is not Scheme.TCVN3 or decoded.isupper() or not _CAPITAL_INSIDE.search(decoded):
        return None
    return True


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
