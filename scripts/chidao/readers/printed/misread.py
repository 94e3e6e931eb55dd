"""What OCR misreads in official numbers and dates, put right where their form leaves no choice.

    sổ 12-QĐ/TW          → số         before a number
    l2/2O21/TT-BTC       → 12/2021/…  digits where only digits stand
    ngày O7/7/2O22       → 07/7/2022
    17-QD/TW             → QĐ         no type has the code QD
    khoá XH · HI- …      → XII, III-  where only a Roman number stands
    I- … I- … III-       → II-        where the labels before and behind leave one number
    x  above "Số …"      → *          the star of a Party head (Hướng dẫn 36-HD/VPTW)

Nothing else is touched: a word that looks wrong stays as it was read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ... import forms
from ...structure.numbers import NUMBER
from .layout import Line, Word

_SO = frozenset(("sổ", "sô", "so", "sồ", "sỗ", "só", "Sổ", "Sô", "So", "Sồ", "Sỗ", "Só"))
_DIGIT = str.maketrans("OoQlI|", "000111")
_D = r"[\dOoQlI|]"
# 12 · 12/2021 in front of a code; one true digit at least
_NUMBER = re.compile(
    rf"(?P<digits>{_D}{{1,5}}(?:/{_D}{{4}})?)"
    r"(?P<rest>[-/][A-ZĐ][A-Za-zĐđ]{0,6}[-/].*|/[A-ZĐ].*)"
)
_DATE = re.compile(rf"(?P<digits>{_D}{{1,2}}/{_D}{{1,2}}/{_D}{{4}})(?P<rest>\W*)")
_CODE = re.compile(r"(?<=[\d/-])(?P<code>[A-Z][A-Za-z]{0,3})(?=[-/])")
_BEFORE_DAY = {"ngày": 2, "tháng": 2, "năm": 4}
_ROMAN = {"XH": "XII", "XHI": "XIII", "XIH": "XIII", "VH": "VII", "VHI": "VIII", "VIH": "VIII", "IH": "III"}
_BEFORE_ROMAN = re.compile(r"(?:khoá|khóa|hội|Khoá|Khóa|KHOÁ|KHÓA)$")


def repaired(lines: Sequence[Line]) -> list[str]:
    """Put right what is proved wrong in *lines*; return what was changed: "sổ → số"."""
    told = []
    for number, line in enumerate(lines):
        words = line.words
        for index, word in enumerate(words):
            before = words[index - 1].text if index else ""
            after = words[index + 1].text if index + 1 < len(words) else ""
            better = _better(word.text, before, after)
            if not index and (label := _MISREAD_LABEL.fullmatch(word.text)) and after[:1].isupper():
                roman = label["roman"].replace("H", "II")
                better = f"{roman}{label['sign']}" if roman in _VALUES else word.text
            if better != word.text:
                told.append(f"{word.text} → {better}")
                word.text = better
        if _is_star(line, lines[number + 1 :]):
            told.append(f"{words[0].text} → *")
            words[0].text = "*"
    return told


def relabelled(lines: Sequence[Line]) -> list[str]:
    """Put right a Roman label that is read as the one before it, where the next shows which it is."""
    labels = [(line.words[0], match) for line in lines if (match := _LABEL.fullmatch(line.words[0].text))]
    told = []
    for (_, before), (word, here), (_, after) in zip(labels, labels[1:], labels[2:], strict=False):
        first, second, third = (_VALUES.get(m["roman"], 0) for m in (before, here, after))
        if first and first == second and third == first + 2:
            better = f"{_NUMERALS[first]}{here['sign']}"
            told.append(f"page {_page(lines, word)}: OCR was corrected: {word.text} → {better}")
            word.text = better
    return told


def _page(lines: Sequence[Line], word: Word) -> int:
    return next(line.page for line in lines if line.words[0] is word) + 1


_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_VALUES = {roman: value for value, roman in enumerate(_NUMERALS, 1)}
_LABEL = re.compile(r"(?P<roman>[IVX]{1,5})(?P<sign>[-.–])")
_MISREAD_LABEL = re.compile(r"(?P<roman>[IVXH]{2,5})(?P<sign>[-.–])")


def _better(text: str, before: str, after: str) -> str:
    if text.rstrip(":.") in _SO and _is_number(_digits(after)):
        return ("S" if text[0] == "S" else "s") + "ố" + text[2:]
    if (length := _BEFORE_DAY.get(before.lower())) and re.fullmatch(rf"{_D}{{1,{length}}}[.,;:)]*", text):
        return _as_digits(text)
    if _BEFORE_ROMAN.search(before):
        bare = text.rstrip(".,;:)")
        if bare in _ROMAN:
            return _ROMAN[bare] + text[len(bare) :]
    return _digits(text)


def _digits(text: str) -> str:
    """*text* as the number or date that it can only be."""
    if match := _NUMBER.fullmatch(text):
        better = _as_digits(match["digits"]) + _CODE.sub(_true_code, "/" + match["rest"])[1:]
        return better if _is_number(better) else text
    if match := _DATE.fullmatch(text):
        return _as_digits(match["digits"]) + match["rest"]
    return text


def _as_digits(text: str) -> str:
    return text.translate(_DIGIT) if any(c.isdigit() for c in text) else text


def _true_code(match: re.Match[str]) -> str:
    code = match["code"]
    crossed = code.replace("D", "Đ")
    return crossed if code not in _codes() and crossed in _codes() else code


@cache
def _codes() -> frozenset[str]:
    """The codes of types in numbers: QĐ, NQ, CTr …"""
    return frozenset(code for form in forms.types().values() for code in (*form.party, *form.state))


def _is_number(text: str) -> bool:
    match = NUMBER.match(text)
    return match is not None and match.end() > 3


def _is_star(line: Line, below: Sequence[Line]) -> bool:
    """A lone x in the middle of the left column, straight above the number."""
    if len(line.words) != 1 or line.words[0].text not in ("x", "X", "+", "%", "®"):
        return False
    centre = (line.left + line.right) / 2
    for other in below[:3]:
        if other.left < centre < other.right and other.base - line.base < 3 * other.size:
            return other.text.lstrip()[:2] in ("Số", "số")
    return False
