"""Bytes that are not UTF-8 as a whole: each line by itself, for files are pasted together.

A line that is UTF-8 is UTF-8.  Of the others each is read as broken UTF-8, as Windows-1258 and as the
codes of TCVN3 or VNI; what looks most like Vietnamese is taken, where that is the same what most others are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict

from .legacy import Prior, Run, decode_text, survey
from .old.costs import strangeness
from .syllables import is_syllable


def decode(data: bytes) -> tuple[str, list[str], list[str]]:
    """Return the text in NFC, the names of its encodings, most lines first, and warnings."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    lines = data.split(b"\n")
    strict = [_strict(line) for line in lines]
    broken = [line for line, text in zip(lines, strict, strict=True) if text is None]
    prior = survey([Run(_codes(line))] for line in broken)
    readings = {line: _readings(line, prior) for line in set(broken)}
    usual = _usual([readings[line] for line in broken])
    accented = any(text is not None and not text.isascii() for text in strict)
    found: Counter[str] = Counter()
    texts: list[str] = []
    others: list[int] = []
    for number, (line, text) in enumerate(zip(lines, strict, strict=True), 1):
        name = "UTF-8"
        if text is None:
            name, text = _best(line, readings[line], usual, alone=accented)
        if any(char.isalpha() and not char.isascii() for char in text):
            found[name] += 1
            if accented and name != "UTF-8":
                others.append(number)
        texts.append(text)
    text = unicodedata.normalize("NFC", "\n".join(texts))
    names = [name for name, _count in found.most_common()] or [usual]
    warnings = []
    if others and "UTF-8" in found:
        kinds = ", ".join(name for name in names if name != "UTF-8")
        warnings = [
            f"mixed encodings: {len(others)} line{'' if len(others) == 1 else 's'} in {kinds} among UTF-8, "
            f"first in line {others[0]}"
        ]
    return text, names, warnings


def _strict(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _codes(line: bytes) -> str:
    """The glyph codes: Windows-1252, whose five gaps are controls."""
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:
        return line.decode("latin-1")


_Readings = dict[str, tuple[float, str]]
"""What a line may say: name → (how strange that is, text)."""


def _readings(line: bytes, prior: Prior) -> _Readings:
    utf8 = _mended(line).decode("utf-8", "replace")
    codes, scheme = decode_text(_codes(line), prior)
    cp1258 = unicodedata.normalize("NFC", line.decode("cp1258", "replace"))
    texts = {"UTF-8": utf8, scheme or "Windows-1252": codes, "Windows-1258": cp1258}
    return {name: (strangeness(text) + 2 * text.count("\ufffd"), text) for name, text in texts.items()}


def _usual(lines: list[_Readings]) -> str:
    """What most lines are in."""
    gains: dict[str, float] = defaultdict(float)
    for readings in lines:
        worst = max(cost for cost, _text in readings.values())
        for name, (cost, _text) in readings.items():
            gains[name] += worst - cost
    return max(gains, key=gains.__getitem__)


def _best(line: bytes, readings: _Readings, usual: str, *, alone: bool) -> tuple[str, str]:
    """The name and the text of one line; *alone* among lines of UTF-8 it must say more than one word."""
    name = min(readings, key=lambda name: (readings[name][0], name != usual))
    if alone and name != "UTF-8" and sum(not word.isascii() for word in _codes(line).split()) < 2:
        name = "UTF-8"
    text = readings[name][1]
    # A line in which both give the same letters: "Lý".
    return (usual if name == "Windows-1252" and usual in ("TCVN3", "VNI") else name), text


# Programs that know no UTF-8 turn the no-break space into a blank: the last byte of à, Ạ, Ỡ and Ơ.
_BLANKED = re.compile(rb"([A-Za-z]*)([\xc3\xc6]|\xe1[\xba\xbb]) ([a-z]*)")


def _mended(line: bytes) -> bytes:
    """*line* with these bytes put back."""
    return _BLANKED.sub(_put_back, line)


def _put_back(match: re.Match[bytes]) -> bytes:
    whole = match[1] + match[2] + b"\xa0" + match[3]
    if not match[3] or is_syllable(whole.decode("utf-8", "replace")):
        return whole
    return match[1] + match[2] + b"\xa0 " + match[3]
