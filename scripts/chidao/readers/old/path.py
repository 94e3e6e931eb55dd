"""The cheapest way through a paragraph: in which scheme each of its words is.

A word costs what does not look like Vietnamese, a stretch what speaks against its font, a change in the
middle of a font something as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from .costs import Costs, costs
from .fonts import Promise
from .glyphs import Scheme

_AGAINST = 2.25
"""Reading a stretch against its font: a little more than one word that is no Vietnamese."""
_LEAVING_UNICODE = 4.0
"""The same where nothing speaks for an old encoding: two such words, and French has many of them."""
_CHANGE = 4.0
"""Changing the scheme in the middle of a font."""


class Word(NamedTuple):
    """What stands between two blanks, or between a blank and a change of font."""

    start: int
    end: int
    run: int
    """The run whose font speaks for it."""


def words(texts: Sequence[str], promises: Sequence[Promise]) -> Iterator[Word]:
    """The words of a paragraph, given as the texts of its runs; a change of font cuts a word in two.

    Not where the fonts promise the same, for a letter of VNI may lie in two runs; nor where plain letters
    stand in a font that promises nothing.
    """
    stops = list(accumulate(map(len, texts), initial=0))
    plain = [
        font.scheme is Scheme.UNICODE and text.isascii() for text, font in zip(texts, promises, strict=True)
    ]
    run = 0
    for match in _WORD.finditer("".join(texts)):
        start = match.start()
        while stops[run + 1] <= start:
            run += 1
        speaker = run
        while stops[run + 1] < match.end():
            run += 1
            if stops[run] == stops[run + 1] or plain[run]:
                continue
            if plain[speaker]:
                speaker = run
            elif promises[speaker].scheme is not promises[run].scheme:
                yield Word(start, stops[run], speaker)
                start, speaker = stops[run], run
        yield Word(start, match.end(), speaker)


_WORD = re.compile(r"\S+")


def cheapest(text: str, found: Sequence[Word], expected: Sequence[Scheme]) -> list[Scheme]:
    """The scheme of each of the words *found* in *text* (Viterbi); Unicode where costs are equal.

    *expected* is what the font of each run lets expect.
    """
    totals = [0.0, 0.0, 0.0]
    choices: list[tuple[Scheme, ...]] = []
    last: Scheme | None = None
    for word in found:
        costing = costs(text[word.start : word.end])
        font = expected[word.run]
        if font is not last:
            best = min(_EACH, key=totals.__getitem__)
            choices.append((best, best, best))
            totals = [totals[best] + cost + more for cost, more in zip(_entering(font), costing, strict=True)]
        elif costing == _NOTHING:
            choices.append(_EACH)
        else:
            best = min(_EACH, key=totals.__getitem__)
            most = totals[best] + _CHANGE
            choices.append(tuple([each if totals[each] <= most else best for each in _EACH]))
            totals = [min(total, most) + more for total, more in zip(totals, costing, strict=True)]
        last = font
    scheme = min(_EACH, key=totals.__getitem__)
    schemes = []
    for came_from in reversed(choices):
        schemes.append(scheme)
        scheme = came_from[scheme]
    return schemes[::-1]


_EACH = tuple(Scheme)
_NOTHING = (0.0, 0.0, 0.0)


@lru_cache(maxsize=3)
def _entering(expected: Scheme) -> Costs:
    """What it costs to begin a stretch of each scheme where *expected* is."""
    against = _LEAVING_UNICODE if expected is Scheme.UNICODE else _AGAINST
    first, second, third = (0.0 if each is expected else against for each in _EACH)
    return first, second, third
