"""A number as a label writes it (ECMA-376-1, 17.18.59, ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

_LARGEST_ROMAN = 32767
_LARGEST_LETTERS = 780


def written(count: int, style: str) -> str:
    """*count* in the number format *style*; a format that we do not know is written as decimal.

    >>> [written(4, f) for f in ("decimal", "upperRoman", "lowerLetter", "decimalZero", "numberInDash")]
    ['4', 'IV', 'd', '04', '- 4 -']
    >>> written(27, "lowerLetter"), written(28, "upperLetter"), written(3, "none")
    ('aa', 'BB', '')
    """
    return _FORMATS.get(style, str)(count)


def _roman(count: int) -> str:
    if not 0 < count <= _LARGEST_ROMAN:
        return str(count)
    out = ""
    for size, sign in _ROMAN:
        out += sign * (count // size)
        count %= size
    return out


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _letters(count: int) -> str:
    """A … Z, AA, BB …: the letter repeated, not as columns of a sheet are counted."""
    if not 0 < count <= _LARGEST_LETTERS:
        return str(count)
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 0 < count <= 20 else str(count)


def _chicago(count: int) -> str:
    """* † ‡ §, then each twice."""
    return "*†‡§"[(count - 1) % 4] * min((count - 1) // 4 + 1, 20) if count > 0 else str(count)


def _ordinal(count: int) -> str:
    last = 0 if count % 100 in (11, 12, 13) else count % 10
    return f"{count}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def vietnamese(count: int) -> str:
    """The number in words, as "vietnameseCounting" writes it.

    >>> [vietnamese(n) for n in (1, 10, 15, 21, 24, 55, 105)]
    ['một', 'mười', 'mười lăm', 'hai mươi mốt', 'hai mươi bốn', 'năm mươi lăm', 'một trăm linh năm']
    """
    if not 0 < count < 1000:
        return str(count)
    hundreds, rest = divmod(count, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens:
        words.append("mười")
    elif hundreds and ones:
        words.append("linh")
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5 and tens:
        words.append("lăm")
    elif ones:
        words.append(_DIGITS[ones])
    return " ".join(words)


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")

_FORMATS: dict[str, Callable[[int], str]] = {
    "none": lambda count: "",
    "decimalZero": lambda count: f"{count:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "ordinal": _ordinal,
    "numberInDash": lambda count: f"- {count} -",
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "decimalEnclosedCircle": _circled,
    "chicago": _chicago,
    "hex": lambda count: f"{count:X}",
    "vietnameseCounting": vietnamese,
    "cardinalText": vietnamese,
}
