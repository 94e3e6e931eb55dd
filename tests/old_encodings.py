"""Texts as old programs wrote them: the tables backwards."""

from __future__ import annotations

import unicodedata

from chidao.readers.old.glyphs import TCVN3, VNI

TO_TCVN3 = {letter: code for code, letter in TCVN3.items()}
# The first code of each letter is that in one case.
_TO_VNI = {letter: code for code, letter in reversed(VNI.items())}


def tcvn3(text: str) -> str:
    """*text* as TCVN3 writes it: a capital with a tone is the small letter."""
    return "".join(TO_TCVN3.get(char) or TO_TCVN3.get(char.lower(), char) for char in text)


def vni(text: str) -> str:
    return "".join(_TO_VNI.get(char, char) for char in text)


def cp1258(text: str) -> bytes:
    """*text* in Windows-1258: tones are marks of their own, the other marks are not."""
    out = bytearray()
    for char in text:
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", char)
            tone = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            rest = [mark for mark in marks if mark not in tone]
            whole = unicodedata.normalize("NFC", base + "".join(rest))
            out += (whole + "".join(tone)).encode("cp1258", "replace")
    return bytes(out)
