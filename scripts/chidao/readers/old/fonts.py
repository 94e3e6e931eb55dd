"""What the name of a font says of the letters in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .glyphs import Scheme


class Promise(NamedTuple):
    """Names vary, and they lie: the words decide whether it is kept."""

    scheme: Scheme
    capitals: bool = False
    """The font draws small letters as capitals."""


@lru_cache(maxsize=1024)
def promise(name: str | None) -> Promise:
    """What a font promises by its *name*, as Word or a PDF file have it.

    >>> promise(".VnTimeH") == promise("ABCDEF+.VnArial-NarrowH,Bold") == Promise(Scheme.TCVN3, True)
    True
    >>> promise("VNI-Helve").scheme.title, promise("VNTime").scheme.title, promise("Verdana").scheme.title
    ('VNI', 'TCVN3', 'Unicode')
    """
    family = _STYLE.sub("", _SUBSET.sub("", name or "").strip())
    if _VNI.match(family):
        # VNI has codes for capitals: none of its fonts makes capitals of small letters.
        return Promise(Scheme.VNI)
    if _TCVN3.match(family):
        return Promise(Scheme.TCVN3, family.endswith("H"))
    return Promise(Scheme.UNICODE)


_SUBSET = re.compile(r"[A-Z]{6}\+")
# "VnTimeH(Ds)", ".VnTimeH,BoldItalic", ".VnTime-Bold", ".VnTimeHBold"
_STYLE = re.compile(r"(?:[\s,-]*(?:\(\w+\)|Regular|Normal|Bold|Italic|Oblique|MT|PS))+$")
# "VNI-Times", "VNI Times", "VNITimes", "VNSVNI2"
_VNI = re.compile(r"VNI\b|VNI(?=[A-Z][a-z])|VN\w*VNI", re.IGNORECASE)
# ".VnTime", "VnArial", "VNTime", "VNSTCVN3"
_TCVN3 = re.compile(r"\.?V[nN][A-Z0-9][a-zA-Z0-9]|.*TCVN-?3?\b|\.VN", re.DOTALL)
