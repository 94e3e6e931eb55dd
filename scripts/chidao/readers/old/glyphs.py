"""What the glyph codes of TCVN3 and VNI mean.  Codes are those of Latin-1, as programs show them.

TCVN3 ("ABC", TCVN 5712:1993, VN3) has one code for a letter and none for a capital with a tone:
fonts whose names end in H draw small letters as capitals.  VNI writes a letter as one code or as two:
the vowel, then its mark, in the case of the vowel or (often: "Vieät NAm") the other one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache

from ..syllables import is_syllable


class Scheme(IntEnum):
    """How letters are written."""

    UNICODE = 0
    TCVN3 = 1
    VNI = 2

    @property
    def title(self) -> str:
        """Its name on the card."""
        return "Unicode" if self is Scheme.UNICODE else self.name


@lru_cache(maxsize=16384)
def decoded(text: str, scheme: Scheme) -> str:
    """Decode *text*, all of it in *scheme*."""
    if scheme is Scheme.UNICODE:
        return text
    return from_tcvn3(text) if scheme is Scheme.TCVN3 else from_vni(text)


def letters(text: str, scheme: Scheme) -> Iterator[tuple[int, str]]:
    """Where each letter of *text*, all of it in *scheme*, begins, and what it is."""
    if scheme is Scheme.TCVN3:
        yield from enumerate(from_tcvn3(text))
    elif scheme is Scheme.VNI:
        at = 0
        for match in _VNI_LETTER.finditer(text):
            yield from enumerate(text[at : match.start()], at)
            yield match.start(), _FROM_VNI[match[0]]
            at = match.end()
        yield from enumerate(text[at:], at)
    else:
        yield from enumerate(text)


def from_tcvn3(text: str) -> str:
    """Decode *text*, all of it TCVN3, letter by letter; capitals of H-fonts are not its business.

    >>> from_tcvn3("Nh\\xad vËy, n\\u2212íc")
    'Như vậy, nước'
    """
    text = text.translate(_FROM_TCVN3)
    return _HYPHEN.sub(_horned, text) if "-" in text else text


def from_vni(text: str) -> str:
    """Decode *text*, all of it VNI.

    >>> from_vni("nöôùc Vieät NAm, UÛy ban")
    'nước Việt NAm, Ủy ban'
    """
    return _VNI_LETTER.sub(lambda match: _FROM_VNI[match[0]], text)


def foreign(text: str, scheme: Scheme) -> int:
    """How many letters of *text* have no place in *scheme*: "à" (0xE0) in TCVN3, "ế" in both."""
    rest = text.translate(_TCVN3_CODES) if scheme is Scheme.TCVN3 else _VNI_LETTER.sub("", text)
    return sum(char.isalpha() for char in rest if not char.isascii())


# --- TCVN3 ---------------------------------------------------------------------------------------

_TCVN3_ROWS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}

TCVN3: dict[str, str] = {
    chr(first + place): letter for first, row in _TCVN3_ROWS.items() for place, letter in enumerate(row)
}
"""The 74 codes."""

_TCVN3_CODES = dict.fromkeys(map(ord, TCVN3))
# Programs that make PDF files write some codes as the sign that looks like them.
_FROM_TCVN3 = str.maketrans(TCVN3 | {"\u2212": "ư", "\u2219": "ã", "\u03bc": "à"})
# Acrobat Distiller makes a hyphen of the soft hyphen, which is ư: "n-íc".  Between two syllables it is one.
_HYPHEN = re.compile(r"([^\W\d_]+)-([^\W\d_]+)")


def _horned(match: re.Match[str]) -> str:
    before, after = match.groups()
    whole = f"{before}ư{after}"
    return whole if is_syllable(whole) and not (is_syllable(before) and is_syllable(after)) else match[0]


# --- VNI -----------------------------------------------------------------------------------------

# A tone, or a vowel's own mark and a tone: code → what it makes of a, e, o, u, y.
_VNI_PAIRS = (
    ("aeouyôö", "ùøûõï", ("áàảãạ", "éèẻẽẹ", "óòỏõọ", "úùủũụ", "ýỳỷỹỵ", "ớờởỡợ", "ứừửữự")),
    ("aeo", "âáàåãä", ("âấầẩẫậ", "êếềểễệ", "ôốồổỗộ")),
    ("a", "êéèúüë", ("ăắằẳẵặ",)),
)
_VNI_SINGLES = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))


def _vni() -> dict[str, str]:
    codes = dict(_VNI_SINGLES)
    for vowels, marks, rows in _VNI_PAIRS:
        for vowel, row in zip(vowels, rows, strict=True):
            codes |= {vowel + mark: letter for mark, letter in zip(marks, row, strict=True)}
    codes.pop("yï")  # it has a code of its own, î
    capitals = {code.upper(): letter.upper() for code, letter in codes.items()}
    mixed = {code[0].upper() + code[1]: letter.upper() for code, letter in codes.items() if len(code) == 2}
    return codes | capitals | mixed


VNI: dict[str, str] = _vni()
"""The 192 sequences."""

# The marks stand over any letter before them: what looks right in print is met in files.
_LOOSE = dict(zip(("iù", "iø", "iû", "iõ", "iï", "yï"), "íìỉĩịỵ", strict=True))
VNI_LOOSE: dict[str, str] = {
    **_LOOSE,
    **{code.upper(): letter.upper() for code, letter in _LOOSE.items()},
    **{
        code[0] + code[1].upper(): letter for code, letter in VNI.items() if len(code) == 2 and code.islower()
    },
}
"""Sequences that nobody should write: "triønh" for "trình", "ÑoÀNG"."""

_FROM_VNI = VNI | VNI_LOOSE
_VNI_LETTER = re.compile("|".join(sorted(_FROM_VNI, key=len, reverse=True)))
