"""Numbers and weights as letters that a script may hold: one byte each, no escapes, read without decoding.

90 printable ASCII letters: all but the blank, the quotation mark, the backslash, and the two signs that
part fields and records.  A whole number is written in letters of two halves: the last one is below 60
and ends it, those before are the 30 others.  The engine in the browser reads the same.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ALPHABET = "".join(chr(c) for c in range(33, 127) if chr(c) not in '"\\|~')
"""The letters, by their value 0 … 89."""

FIELD, RECORD = "|", "~"
"""What stands between fields and behind records."""

ENDING = 60
"""Letters of a value below this one end a number; the others go before."""

LEVELS = len(ALPHABET) // 2
"""How finely a weight is told: each level twice, without and with the mark of the title."""

Bytes = NDArray[np.uint8]
_LETTERS = np.frombuffer(ALPHABET.encode("ascii"), dtype=np.uint8)
_LEADING = len(ALPHABET) - ENDING
_VALUES = np.zeros(256, dtype=np.int64)
_VALUES[_LETTERS] = np.arange(len(_LETTERS))


def number(value: int) -> str:
    """A whole number of any size, from 0.

    >>> number(0), number(59), number(60), number(1799), number(1800)
    ('!', '^', '`!', '}^', '`_!')
    """
    if value < 0:
        raise ValueError(f"{value}: numbers begin at 0")
    letters = [ALPHABET[value % ENDING]]
    value //= ENDING
    while value:
        # Digits behind the first count from zero; a zero in front would be no number of ours.
        value, digit = divmod(value, _LEADING)
        letters.append(ALPHABET[ENDING + digit])
    return "".join(reversed(letters))


def numbers(values: NDArray[np.int32]) -> tuple[Bytes, NDArray[np.int64]]:
    """Many numbers in a row: their letters, and where each begins, one place more at the end."""
    if (values < 0).any():
        raise ValueError(f"{values.min()}: numbers begin at 0")
    digits = np.ones(len(values), dtype=np.uint8)
    rest = values // ENDING
    while rest.any():
        digits += rest > 0
        rest //= _LEADING
    starts = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(digits, out=starts[1:])
    del digits, rest
    letters = np.empty(int(starts[-1]), dtype=np.uint8)
    last = starts[1:] - 1
    letters[last] = _LETTERS[values % ENDING]
    rest, back = values // ENDING, 1
    left = rest > 0
    while left.any():
        letters[last[left] - back] = _LETTERS[ENDING + rest[left] % _LEADING]
        rest, back = rest // _LEADING, back + 1
        left = rest > 0
    return letters, starts


def read_numbers(text: str) -> NDArray[np.int64]:
    """The numbers that stand in *text*.

    >>> read_numbers("!^`!}^`_!").tolist()
    [0, 59, 60, 1799, 1800]
    """
    values = _VALUES[np.frombuffer(text.encode("ascii"), dtype=np.uint8)]
    ends = np.flatnonzero(values < ENDING)
    digits = np.diff(ends, prepend=-1)
    found, scale = values[ends], ENDING
    for back in range(1, digits.max(initial=1)):
        longer = digits > back
        found[longer] += (values[ends[longer] - back] - ENDING) * scale
        scale *= _LEADING
    return found


def weights(levels: NDArray[np.uint8], in_title: NDArray[np.bool_]) -> Bytes:
    """The weight of each posting, 0 … LEVELS - 1, and whether the word stands in the title: one letter."""
    return _LETTERS[levels * 2 + in_title]
