"""A number or a date as the format of its cell shows it: "1.234.567", "12,5%", "(1.200)", "07/2025".

Formats are written as in the file, in English ("#,##0.00", ECMA-376-1, 18.8.30 and 18.8.31); which signs
stand for thousands and decimals, the file leaves to the machine.  Here they are those of Vietnam: a point
behind thousands, a comma before decimals (Luật Kế toán 88/2015/QH13, điều 11).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    20: "h:mm",
    21: "h:mm:ss",
    **dict.fromkeys((37, 38), "#,##0;(#,##0)"),
    **dict.fromkeys((39, 40), "#,##0.00;(#,##0.00)"),
    **dict.fromkeys((41, 42), '#,##0;(#,##0);"-"'),
    **dict.fromkeys((43, 44), '#,##0.00;(#,##0.00);"-"'),
}
"""The formats that a file names by their number alone, those that are the same on every machine."""


def number(value: float, code: str) -> str | None:
    """*value* as the format *code* shows it; None for a format that we do not know.

    >>> [number(1234567.891, code) for code in ("#,##0", "0.00", "#,##0.0,", "0%")]
    ['1.234.568', '1234567,89', '1.234,6', '123456789%']
    >>> [number(-0.5, code) for code in ("0.0%", "#,##0.0;(#,##0.0)", "0.0;[Red]-0.0;", '0.0" người"')]
    ['-50,0%', '(0,5)', '-0,5', '-0,5 người']
    >>> number(0, '#,##0;(#,##0);"-"'), number(7, "00"), number(3, "# ?/?"), number(3, "General")
    ('-', '07', None, None)
    """
    sections = _sections(code)
    index = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    section = _number_section(sections[index])
    if section is None:
        return None
    if section.places:
        scaled = Decimal(repr(value)).scaleb(section.shift)
        exact = scaled.quantize(Decimal(1).scaleb(-section.least), ROUND_HALF_UP, _EXACT)
        minus = "-" if exact < 0 and index == 0 else ""
        shown = f"{minus}{section.before}{_digits(abs(exact), section)}{section.behind}".strip()
    else:
        shown = f"{section.before}{section.behind}".strip()
    return shown if shown or not value else None  # a format that hides a number hides none from us


_EXACT = Context(prec=700)


def moment(value: datetime.date | datetime.time, code: str) -> str | None:
    """A date or a time as the format *code* shows it; None for a format that we do not know.

    >>> value = datetime.datetime(2025, 7, 1, 8, 5)
    >>> [moment(value, code) for code in ("dd/mm/yyyy", "m/yyyy", "[$-42A]d-m-yy;@", "hh:mm dd/mm/yyyy")]
    ['01/07/2025', '7/2025', '1-7-25', '08:05 01/07/2025']
    >>> moment(value, '"ngày" d "tháng" m'), moment(value, "dddd, mmmm dd"), moment(value, "0.00")
    ('ngày 1 tháng 7', None, None)
    """
    pieces = _pieces(_sections(code)[0])
    parts = [piece.lower() for piece in pieces or () if piece[0] in _LETTERS]
    if not parts:
        return None
    out, at = "", 0
    for piece in pieces or ():
        if piece[0] in _LETTERS:
            write = _PARTS.get(_minutes(parts, at))
            at += 1
            try:
                out += write(value) if write else "\0"
            except AttributeError:  # a time has no day, a date no hour
                return None
        else:
            out += "\0" if piece[0] in _OF_NUMBERS else _literal(piece)
    return None if "\0" in out else out.strip() or None


_LETTERS = "dDmMyYhHsS"
_OF_NUMBERS = "0#?@%AaGgEe"


def _minutes(parts: Sequence[str], at: int) -> str:
    """The part of a date at this place: "m" beside hours or before seconds is no month (18.8.31)."""
    beside = [*parts[max(at - 1, 0) : at], ""][0][:1] == "h" or [*parts[at + 1 : at + 2], ""][0][:1] == "s"
    return f"{parts[at]} of an hour" if parts[at][0] == "m" and beside else parts[at]


_PARTS: dict[str, Callable[..., str]] = {
    "d": lambda v: f"{v.day}",
    "dd": lambda v: f"{v.day:02}",
    "m": lambda v: f"{v.month}",
    "mm": lambda v: f"{v.month:02}",
    "yy": lambda v: f"{v.year % 100:02}",
    "yyyy": lambda v: f"{v.year:04}",
    "h": lambda v: f"{v.hour}",
    "hh": lambda v: f"{v.hour:02}",
    "m of an hour": lambda v: f"{v.minute}",
    "mm of an hour": lambda v: f"{v.minute:02}",
    "s": lambda v: f"{v.second}",
    "ss": lambda v: f"{v.second:02}",
}


# "text" \t _( *- [Red] dd #,##0 . / -
_PIECE = re.compile(
    r"""
      "[^"]*" | \\. | _. | \*. | \[[^\]]*\]
    | ([dmyhs])\1* | AM/PM | A/P | General | E[+-] | .
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)


@lru_cache(maxsize=1024)
def _sections(code: str) -> Sequence[tuple[str, ...]]:
    """The pieces of *code*, for positive numbers, negative ones, zero, and text."""
    sections: list[list[str]] = [[]]
    for match in _PIECE.finditer(code):
        if match[0] == ";":
            sections.append([])
        else:
            sections[-1].append(match[0])
    return tuple(map(tuple, sections))


def _pieces(section: Sequence[str]) -> list[str] | None:
    """Without what is not shown: colours, languages; None where a condition or a machine decides."""
    found = []
    for piece in section:
        if piece[0] != "[":
            found.append(piece)
        elif piece[1:2] == "$":
            sign, _, language = piece[2:-1].partition("-")
            if language.upper().startswith("F"):
                return None  # the long date that each machine has set for itself
            found += [f'"{sign}"'] if sign else []
        elif not piece[1:-1].isalpha() or piece[1:-1].lower() in ("h", "hh", "m", "mm", "s", "ss"):
            return None
    return found


def _literal(piece: str) -> str:
    """What a piece that is no digit and no part of a date shows."""
    if piece[0] == '"':
        return piece[1:-1] if len(piece) > 1 else piece
    if piece[0] == "\\":
        return piece[1:]
    return " " if piece[0] == "_" else "" if piece[0] == "*" else piece


class _Section(NamedTuple):
    """How a number is written."""

    before: str
    behind: str
    digits: int
    """At least so many before the decimals."""
    places: int
    """For digits, before and behind the decimal sign; 0 if only signs are shown."""
    least: int
    """Decimals."""
    optional: int
    """Of these so many at the end are left out where they are zero."""
    thousands: bool
    shift: int
    """Shown is the number times ten to the power of this."""


_PLACES = re.compile(r"[0#?,.]")


@lru_cache(maxsize=1024)
def _number_section(section: tuple[str, ...]) -> _Section | None:
    pieces = _pieces(section)
    if pieces is None:
        return None
    places = [i for i, piece in enumerate(pieces) if _PLACES.fullmatch(piece)]
    first, last = (places[0], places[-1] + 1) if places else (len(pieces), len(pieces))
    inside = "".join(pieces[first:last])
    outside = [*pieces[:first], *pieces[last:]]
    if not re.fullmatch(r"[0#?,]*(?:\.[0#?]*)?,*", inside) or any(
        piece[0] not in '"\\_*'
        and (piece.isalnum() or piece in "/@" or piece.upper().startswith(("E", "GENERAL", "A")))
        for piece in outside
    ):
        return None
    scaled = len(inside) - len(inside.rstrip(","))
    whole, _, decimals = inside.rstrip(",").partition(".")
    before, behind = ("".join(map(_literal, part)) for part in (pieces[:first], pieces[last:]))
    percent = sum(piece == "%" for piece in outside)
    optional = len(decimals) - len(decimals.rstrip("#?"))
    return _Section(
        before.lstrip(),
        behind.rstrip(),
        whole.count("0"),
        len(places),
        len(decimals),
        optional,
        "," in whole,
        2 * percent - 3 * scaled,
    )


def _digits(value: Decimal, section: _Section) -> str:
    whole, _, decimals = f"{value:f}".partition(".")
    shortest = len(decimals) - section.optional
    decimals = decimals[:shortest] + decimals[shortest:].rstrip("0")
    whole = ("" if whole == "0" else whole).rjust(section.digits, "0")
    if section.thousands and len(whole) > 3:
        head = len(whole) % 3 or 3
        whole = ".".join([whole[:head], *(whole[i : i + 3] for i in range(head, len(whole), 3))])
    return f"{whole},{decimals}" if decimals else whole
