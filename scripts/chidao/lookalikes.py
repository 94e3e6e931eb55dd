"""Letters that nobody can tell apart by eye, though programs do: a Cyrillic С in "NĐ-СР", a wide ３."""

from __future__ import annotations

import unicodedata

_CYRILLIC = dict(zip("АВСЕНІКМОРТХаеорсхуіЅѕЈј", "ABCEHIKMOPTXaeopcxyiSsJj", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
ALIKE = _CYRILLIC | _GREEK
"""Letters of other scripts, and the Latin ones that look like them."""

# Ligatures, wide letters, letters of mathematics; not "m²", whose 2 says something else.
_FORMS = [*range(0xFB00, 0xFB07), *range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D800)]
_SEEN = str.maketrans(ALIKE | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _FORMS})


def as_seen(text: str) -> str:
    """*text* with one letter for all that look like it: what nobody can tell apart is the same.

    >>> as_seen("NĐ-СР") == "NĐ-CP", as_seen("10²") == "102"
    (True, False)
    """
    return text if text.isascii() else text.translate(_SEEN)
