"""Old Vietnamese encodings → Unicode: TCVN3 (ABC) and VNI, told by font and by the words themselves.

Both put Vietnamese letters where Windows-1252 has others, and a font draws them: "ViÖt Nam" in .VnTime,
"Vieät Nam" in VNI-Times.  A program that does not know the font shows and copies those other letters.

Fonts lie: Unicode text stands in .VnTime, VNI in a file of TCVN3.  So each word is read in the three ways,
what is no Vietnamese syllable costs, and the cheapest way through the paragraph is taken; a word against
its font costs too, and so does every change that no change of font explains.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .old.costs import costs, speaks_against_unicode
from .old.fonts import Promise, promise
from .old.glyphs import Scheme
from .old.path import cheapest, words
from .old.writing import composed, written


class Run(NamedTuple):
    """Letters in one font."""

    text: str
    """As the file has them: nothing normalised, the soft hyphen U+00AD and U+2212 still there."""
    font: str | None = None
    """The font's name as the file has it (".VnTimeH", "ABCDEF+VNI-Times,Bold"); None if unknown."""


class Decoded(NamedTuple):
    """What the runs of a paragraph say."""

    texts: tuple[str, ...]
    """One for each run, NFC."""
    scheme: str | None
    """"TCVN3" or "VNI", whichever more words were in; None if nothing had to be decoded."""


Prior = Mapping[str | None, str]
"""Font → what its text proved to be in this file: "Unicode", "TCVN3" or "VNI"."""


def decode(runs: Sequence[Run], prior: Prior | None = None) -> Decoded:
    """Decode the *runs* of one paragraph or table cell; what is Unicode already is not touched.

    *prior* is what the rest of the file says (see `survey`); with the font it decides where the words
    do not: in short cells.

    >>> decode([Run("ViÖt Nam", ".VnTime"), Run(" céng hoµ", ".VnTimeH")])
    Decoded(texts=('Việt Nam', ' CỘNG HOÀ'), scheme='TCVN3')
    >>> decode([Run("Vie"), Run("ät Nam, nöôùc Vieät")])
    Decoded(texts=('Việ', 't Nam, nước Việt'), scheme='VNI')
    >>> decode([Run("Cộng hòa xã hội", ".VnTime")]).scheme
    """
    promises = [promise(run.font) for run in runs]
    texts = [_codes(run.text, font) for run, font in zip(runs, promises, strict=True)]
    text = "".join(texts)
    if text.isascii() and not any(font.capitals for font in promises):
        return Decoded(tuple(texts), None)
    known = prior or {}
    expected = [
        _BY_TITLE.get(known.get(run.font, ""), font.scheme) for run, font in zip(runs, promises, strict=True)
    ]
    nothing_told = all(font.scheme is Scheme.UNICODE for font in promises) and not any(expected)
    if nothing_told and not speaks_against_unicode(text):
        return Decoded(composed(texts), None)
    found = list(words(texts, promises))
    schemes = cheapest(text, found, expected)
    if not any(schemes):
        return Decoded(composed(texts), None)
    new = written(texts, promises, found, schemes)
    most, _count = Counter(filter(None, schemes)).most_common(1)[0]
    return Decoded(new, None if new == tuple(texts) else most.title)


def _codes(text: str, font: Promise) -> str:
    """The codes of *text*; those of a font that calls itself a font of symbols lie at U+F020 to U+F0FF."""
    return text if font.scheme is Scheme.UNICODE else text.translate(_OF_SYMBOLS)


_OF_SYMBOLS = {0xF000 + code: chr(code) for code in range(0x20, 0x100)}
_BY_TITLE = {scheme.title: scheme for scheme in Scheme}


def decode_all(paragraphs: Sequence[Sequence[Run]]) -> list[Decoded]:
    """Decode the paragraphs of a file, or the cells of a table: what one leaves open, all together tell.

    >>> [texts for texts, _scheme in decode_all([[Run("Tæng sè")], [Run("Tªn x·")], [Run("Hµ §«ng")]])]
    [('Tổng số',), ('Tên xã',), ('Hà Đông',)]
    >>> decode([Run("Tæng sè")])
    Decoded(texts=('Tæng sè',), scheme=None)
    """
    found = []
    for runs in paragraphs:
        decoded = decode(runs)
        # Most files are Unicode throughout: only where a word is not, the whole file is surveyed.
        if decoded.scheme or any(speaks_against_unicode(run.text) for run in runs):
            prior = survey(paragraphs)
            return [decode(each, prior) for each in paragraphs]
        found.append(decoded)
    return found


def decode_text(text: str, prior: Prior | None = None) -> tuple[str, str | None]:
    """Decode plain text, whose fonts are not known; a line counts as a paragraph.

    >>> decode_text("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM")
    ('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'TCVN3')
    """
    if not prior and not speaks_against_unicode(text):
        return unicodedata.normalize("NFC", text), None
    lines = text.split("\n")
    if prior is None:
        prior = survey([Run(line)] for line in lines)
    found: Counter[str] = Counter()
    for number, line in enumerate(lines):
        ((lines[number],), scheme) = decode([Run(line)], prior)
        if scheme:
            found[scheme] += len(line)
    return "\n".join(lines), max(found, key=found.__getitem__) if found else None


_CLEAR = 6.0
"""What the text of a font must cost more in any other scheme, for the file to know it."""


def survey(paragraphs: Iterable[Sequence[Run]]) -> Prior:
    """What the text in each font of a file proves to be, where the words are clear about it."""
    totals: dict[str | None, list[float]] = {}
    for runs in paragraphs:
        promises = [promise(run.font) for run in runs]
        texts = [_codes(run.text, font) for run, font in zip(runs, promises, strict=True)]
        text = "".join(texts)
        if text.isascii():
            continue
        for word in words(texts, promises):
            total = totals.setdefault(runs[word.run].font, [0.0, 0.0, 0.0])
            for scheme, cost in enumerate(costs(text[word.start : word.end])):
                total[scheme] += cost
    prior = {}
    for font, total in totals.items():
        best, next_best = sorted(Scheme, key=total.__getitem__)[:2]
        if total[next_best] - total[best] >= _CLEAR:
            prior[font] = best.title
    return prior


__all__ = ["Decoded", "Prior", "Run", "decode", "decode_all", "decode_text", "survey"]
