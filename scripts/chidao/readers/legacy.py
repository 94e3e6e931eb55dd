"""Old Vietnamese encodings → Unicode: TCVN3 (ABC) and VNI, told by font and by the words themselves.

Both put Vietnamese letters where Windows-1252 has others, and a font draws them: "ViÖt Nam" in .VnTime,
"Vieät Nam" in VNI-Times.  A program that does not know the font shows and copies those other letters.

Fonts lie: Unicode text stands in .VnTime, VNI in a file of TCVN3.  So each word is read in the three ways,
what is no Vietnamese syllable costs, and the cheapest way through the paragraph is taken; a word against
its font costs too, and so does every change that no change of font explains.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from .glyphs import TCVN3, VNI, VNI_LOOSE
from .syllables import is_syllable


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
    text = "".join(run.text for run in runs)
    fonts = [_font(run.font) for run in runs]
    if text.isascii() and not any(font.capitals for font in fonts):
        return Decoded(tuple(run.text for run in runs), None)
    unicode = all(prior.get(run.font, "Unicode") == "Unicode" for run in runs) if prior else True
    if unicode and all(font.scheme == _UNICODE for font in fonts) and not _speaks_against(text):
        return Decoded(_composed(runs), None)
    words = list(_words(runs, text, fonts, prior or {}))
    schemes = _cheapest(words)
    if not any(schemes):
        return Decoded(_composed(runs), None)
    return _written(runs, text, fonts, words, schemes)


def decode_text(text: str, prior: Prior | None = None) -> tuple[str, str | None]:
    """Decode plain text, whose fonts are not known; a line counts as a paragraph.

    >>> decode_text("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM")
    ('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'TCVN3')
    """
    if not prior and not _speaks_against(text):
        return unicodedata.normalize("NFC", text), None
    lines = text.split("\n")
    if prior is None:
        prior = survey([Run(line)] for line in lines)
    found: Counter[str | None] = Counter()
    for number, line in enumerate(lines):
        ((lines[number],), scheme) = decode([Run(line)], prior)
        found[scheme] += len(line)
    del found[None]
    return "\n".join(lines), max(found, key=found.__getitem__) if found else None


def survey(paragraphs: Iterable[Sequence[Run]]) -> Prior:
    """What the text in each font of a file proves to be, where the words are clear about it."""
    costs: dict[str | None, list[float]] = {}
    for runs in paragraphs:
        text = "".join(run.text for run in runs)
        if text.isascii():
            continue
        for word in _words(runs, text, [_font(run.font) for run in runs], {}):
            total = costs.setdefault(runs[word.run].font, [0, 0, 0])
            for scheme in _SCHEMES:
                total[scheme] += word.costs[scheme]
    prior = {}
    for font, total in costs.items():
        best, next_best = sorted(_SCHEMES, key=total.__getitem__)[:2]
        if total[next_best] - total[best] >= _CLEAR:
            prior[font] = _NAMES[best]
    return prior


def strangeness(text: str) -> float:
    """How little *text* looks like Vietnamese in Unicode: about 2 for each word that cannot be.

    Only words with letters beyond ASCII are looked at.

    >>> strangeness("Uỷ ban nhân dân"), strangeness("Uû ban nh©n d©n")
    (0.0, 9.0)
    """
    return sum(_costs(word)[_UNICODE] for word in text.split() if not word.isascii())


# --- fonts ---------------------------------------------------------------------------------------

_UNICODE, _TCVN3, _VNI = _SCHEMES = (0, 1, 2)
_NAMES = ("Unicode", "TCVN3", "VNI")


class _Font(NamedTuple):
    scheme: int
    """What its name promises."""
    capitals: bool
    """It draws small letters as capitals."""


@lru_cache(maxsize=1024)
def _font(name: str | None) -> _Font:
    """What the name of a font says.

    >>> _font(".VnTimeH"), _font("ABCDEF+.VnArial-NarrowH,Bold"), _font("VNI-Helve"), _font("Verdana")
    (_Font(scheme=1, capitals=True), _Font(scheme=1, capitals=True), _Font(scheme=2, capitals=False), \
_Font(scheme=0, capitals=False))
    """
    bare = _SUBSET.sub("", name or "").strip()
    bare = _STYLE.sub("", bare)
    if _VNI_FONT.match(bare):
        # VNI has codes for capitals: none of its fonts makes capitals of small letters.
        return _Font(_VNI, False)
    if _TCVN3_FONT.match(bare):
        return _Font(_TCVN3, bare.endswith("H"))
    return _Font(_UNICODE, False)


_SUBSET = re.compile(r"[A-Z]{6}\+")
# "VnTimeH(Ds)", ".VnTimeH,BoldItalic", ".VnTime-Bold", ".VnTimeHBold"
_STYLE = re.compile(r"(?:[\s,-]*(?:\(\w+\)|Regular|Normal|Bold|Italic|Oblique|MT|PS))+$")
_VNI_FONT = re.compile(r"VNI\b|VNI(?=[A-Z][a-z])|VN\w*VNI", re.IGNORECASE)
# .VnTime, VnArial(Ds), VNTime, VNSTCVN3
_TCVN3_FONT = re.compile(r"\.?V[nN][A-Z0-9][a-zA-Z0-9]|.*TCVN3?\b|.*TCVN-?3|\.VN", re.DOTALL)


# --- words ---------------------------------------------------------------------------------------


class _Word(NamedTuple):
    """What stands between two blanks, or between a blank and a change of font."""

    start: int
    end: int
    run: int
    """The run whose font speaks for it."""
    costs: tuple[float, float, float]
    """How little its letters look like Vietnamese, read in each of the `_SCHEMES`."""
    entering: tuple[float, float, float]
    """What it costs to begin a stretch of each scheme here, as its font and the file have it."""
    new_font: bool
    """A font of another promise begins here."""


_AGAINST = 2.25
"""Reading a stretch against its font: a little more than one word that is no Vietnamese."""
_LEAVING_UNICODE = 4.0
"""The same where nothing speaks for an old encoding: two such words, and French has many of them."""
_CHANGE = 4.0
"""Changing the scheme in the middle of a font."""
_CLEAR = 6.0
"""What the text of a font must cost more in any other scheme, for the file to know it."""


def _words(runs: Sequence[Run], text: str, fonts: Sequence[_Font], prior: Prior) -> Iterator[_Word]:
    last: tuple[float, float, float] | None = None
    for start, end, run in _pieces(runs, text, fonts):
        entering = _entering(fonts[run].scheme, prior.get(runs[run].font))
        costs = _costs(text[start:end])
        yield _Word(start, end, run, costs, entering, entering != last)
        last = entering


def _pieces(runs: Sequence[Run], text: str, fonts: Sequence[_Font]) -> Iterator[tuple[int, int, int]]:
    """Start, end and deciding run of each word; a change of font cuts a word in two.

    Not where the fonts promise the same, for a letter of VNI may lie in two runs; nor where plain letters
    stand in a font that promises nothing.
    """
    stops = list(accumulate((len(run.text) for run in runs), initial=0))
    plain = [font.scheme == _UNICODE and run.text.isascii() for run, font in zip(runs, fonts, strict=True)]
    number = 0
    for match in _WORD.finditer(text):
        start = match.start()
        while stops[number + 1] <= start:
            number += 1
        deciding = number
        while stops[number + 1] < match.end():
            number += 1
            if stops[number] == stops[number + 1] or plain[number]:
                continue
            if plain[deciding] or fonts[deciding].scheme == fonts[number].scheme:
                deciding = number if plain[deciding] else deciding
                continue
            yield start, stops[number], deciding
            start, deciding = stops[number], number
        yield start, match.end(), deciding


_WORD = re.compile(r"\S+")


@lru_cache(maxsize=64)
def _entering(promised: int, proved: str | None) -> tuple[float, float, float]:
    expected = _NAMES.index(proved) if proved in _NAMES else promised
    costs = [_LEAVING_UNICODE if expected == _UNICODE else _AGAINST] * 3
    costs[expected] = 0.0
    return costs[0], costs[1], costs[2]


@lru_cache(maxsize=65536)
def _costs(word: str) -> tuple[float, float, float]:
    """How little *word* looks like Vietnamese, read in each of the schemes.

    >>> _costs("ViÖt")[_TCVN3], _costs("Vieät")[_VNI], _costs("Việt")[_UNICODE]
    (0.0, 0.0, 0.0)
    >>> min(_costs("ViÖt")[_UNICODE], _costs("ViÖt")[_VNI]) > 1
    True
    """
    if word.isascii():
        return 0.0, 0.0, 0.0
    unicode = _oddity(unicodedata.normalize("NFC", word))
    return unicode, _cost_of(word, from_tcvn3(word), _TCVN3), _cost_of(word, from_vni(word), _VNI)


def _speaks_against(text: str) -> bool:
    """Whether any word of *text* is more like Vietnamese in an old encoding than in Unicode."""
    if text.isascii():
        return False
    return any(min(costs[1:]) < costs[_UNICODE] for costs in map(_costs, set(text.split())))


def _cost_of(word: str, decoded: str, scheme: int) -> float:
    cost = _oddity(decoded)
    if cost and decoded != word:
        cost += 0.5  # nothing is won: rather leave it
    # Letters that have no place in the scheme: "à" (0xE0) is no code of TCVN3, "ế" of neither.
    rest = word.translate(_TCVN3_CODES) if scheme == _TCVN3 else _VNI_LETTER.sub("", word)
    return cost + 3.5 * sum(char.isalpha() for char in rest if not char.isascii())


_TCVN3_CODES = dict.fromkeys(map(ord, TCVN3))
_PIECE = re.compile(r"[^\W\d_]+")
# Signs beside a letter, where Vietnamese has none and TCVN3 has letters; and what misread UTF-8 is full of:
# controls, and other signs between two letters.
_STRAY = re.compile(
    r"(?<=[^\W\d_])[¡-©¬®¶¸¼-¾]+|[¡-©¬®¶¸¼-¾]+(?=[^\W\d_])|[\x80-\x9f]+"
    r"|(?<=[^\W\d_])[«»™€„†‡ˆ‰‹›•˜¯-´·×÷]+(?=[^\W\d_])"
)


def _oddity(text: str) -> float:
    """2 for each piece with an accent that is no syllable, 1 for each without, 1.5 for each stray sign."""
    cost = 1.5 * sum(map(len, _STRAY.findall(text)))
    for piece in _PIECE.findall(text):
        if is_syllable(piece) or _is_abbreviation(piece) or piece == "đ":
            continue
        cost += 1.0 if piece.isascii() else 2.0
    return cost


def _is_abbreviation(piece: str) -> bool:
    """ "QĐ", "TTg", "BLĐTBXH", also with eth: capitals, of which Đ alone has a mark."""
    plain = piece.replace("Đ", "D").replace("\u00d0", "D")
    return plain.isascii() and plain[:2].isupper()


# --- the way through -----------------------------------------------------------------------------


def _cheapest(words: Sequence[_Word]) -> list[int]:
    """The scheme of each word, so that the whole costs least (Viterbi); Unicode where costs are equal."""
    totals = [0.0, 0.0, 0.0]
    choices: list[tuple[int, int, int]] = []
    for word in words:
        best = min(_SCHEMES, key=totals.__getitem__)
        came, new = [], []
        for scheme in _SCHEMES:
            if word.new_font:
                source, cost = best, totals[best] + word.entering[scheme]
            elif totals[scheme] <= totals[best] + _CHANGE:
                source, cost = scheme, totals[scheme]
            else:
                source, cost = best, totals[best] + _CHANGE
            came.append(source)
            new.append(cost + word.costs[scheme])
        totals = new
        choices.append((came[0], came[1], came[2]))
    scheme = min(_SCHEMES, key=totals.__getitem__)
    schemes = []
    for came_from in reversed(choices):
        schemes.append(scheme)
        scheme = came_from[scheme]
    return schemes[::-1]


# --- writing -------------------------------------------------------------------------------------


def _written(
    runs: Sequence[Run], text: str, fonts: Sequence[_Font], words: Sequence[_Word], schemes: Sequence[int]
) -> Decoded:
    owners = [number for number, run in enumerate(runs) for _char in run.text]
    out = [""] * len(runs)
    raised = _raised(text, fonts, words, schemes)
    position = 0
    for word, scheme, raise_it in zip(words, schemes, raised, strict=True):
        for at in range(position, word.start):
            out[owners[at]] += text[at]
        for at, letter in _letters(text, word, scheme):
            owner = owners[at]
            capital = scheme == _TCVN3 and (raise_it or fonts[owner].capitals)
            out[owner] += letter.upper() if capital else letter
        position = word.end
    for at in range(position, len(text)):
        out[owners[at]] += text[at]
    found = Counter(scheme for word, scheme in zip(words, schemes, strict=True) if scheme != _UNICODE)
    texts = _composed([run._replace(text=text) for run, text in zip(runs, out, strict=True)])
    if texts == tuple(run.text for run in runs):
        return Decoded(texts, None)
    return Decoded(texts, _NAMES[max(found, key=found.__getitem__)])


def _letters(text: str, word: _Word, scheme: int) -> Iterator[tuple[int, str]]:
    """Where each letter of *word* begins in *text*, and what it is."""
    if scheme == _VNI:
        at = word.start
        for match in _VNI_LETTER.finditer(text, word.start, word.end):
            yield from enumerate(text[at : match.start()], at)
            yield match.start(), _FROM_VNI[match[0]]
            at = match.end()
        yield from enumerate(text[at : word.end], at)
    elif scheme == _TCVN3:
        yield from enumerate(from_tcvn3(text[word.start : word.end]), word.start)
    else:
        yield from enumerate(text[word.start : word.end], word.start)


def _raised(text: str, fonts: Sequence[_Font], words: Sequence[_Word], schemes: Sequence[int]) -> list[bool]:
    """Which words are in capitals, where no font tells: "CéNG HßA" is, "Céng Hßa" is not.

    TCVN3 has no capitals with a tone, so among capitals a small letter with a tone is one.  "Hå" alone
    may be "Hồ" or "HỒ": its neighbours decide.
    """
    looks: list[bool | None] = []
    for word, scheme in zip(words, schemes, strict=True):
        letters = text[word.start : word.end]
        decoded = from_tcvn3(letters)
        if fonts[word.run].scheme == _TCVN3 or _SMALL.search(letters):
            looks.append(False)
        elif scheme != _TCVN3 or decoded.isupper():
            looks.append(None)  # "177-KL/TW", "H§ND" say nothing of their neighbours
        else:
            looks.append(True if _CAPITAL_INSIDE.search(decoded) else None)
    return [
        scheme == _TCVN3 and bool(look or (look is None and _among_capitals(looks, at)))
        for at, (look, scheme) in enumerate(zip(looks, schemes, strict=True))
    ]


_SMALL = re.compile("[a-z]")
_CAPITAL_INSIDE = re.compile(r"[^\W\d_][A-Z]")


def _among_capitals(looks: Sequence[bool | None], at: int) -> bool:
    before = next((look for look in reversed(looks[:at]) if look is not None), None)
    after = next((look for look in looks[at + 1 :] if look is not None), None)
    return (before, after) in ((True, True), (True, None), (None, True))


def _composed(runs: Sequence[Run]) -> tuple[str, ...]:
    """The texts in NFC; a mark that stands in another run than its letter goes to its letter."""
    texts = [run.text for run in runs]
    for number in range(1, len(texts)):
        text = texts[number]
        if text and unicodedata.combining(text[0]):
            rest = text.lstrip(_MARKS)
            before = number - 1
            while before and not texts[before]:
                before -= 1
            texts[before] += text[: len(text) - len(rest)]
            texts[number] = rest
    return tuple(unicodedata.normalize("NFC", text) for text in texts)


_MARKS = "".join(map(chr, range(0x300, 0x370)))


def from_tcvn3(text: str) -> str:
    """Decode *text*, all of it TCVN3; the capitals of H-fonts are not its business.

    >>> from_tcvn3("Nh\\xad vËy, n\\u2212íc")
    'Như vậy, nước'
    """
    text = text.translate(_FROM_TCVN3)
    return _HYPHEN.sub(_horned, text) if "-" in text else text


# Acrobat Distiller makes a hyphen of the soft hyphen, which is ư: "n-íc".  Between two syllables it is one.
_HYPHEN = re.compile(r"([^\W\d_]+)-([^\W\d_]+)")


def _horned(match: re.Match[str]) -> str:
    before, after = match.groups()
    whole = f"{before}ư{after}"
    return whole if is_syllable(whole) and not (is_syllable(before) and is_syllable(after)) else match[0]


# Programs that make PDF files write some codes as the sign that looks like them.
_FROM_TCVN3 = str.maketrans(TCVN3 | {"\u2212": "ư", "\u2219": "ã", "\u03bc": "à"})


def from_vni(text: str) -> str:
    """Decode *text*, all of it VNI.

    >>> from_vni("nöôùc Vieät NAm, UÛy ban")
    'nước Việt NAm, Ủy ban'
    """
    return _VNI_LETTER.sub(lambda match: _FROM_VNI[match[0]], text)


_FROM_VNI = VNI | VNI_LOOSE
_VNI_LETTER = re.compile("|".join(sorted(_FROM_VNI, key=len, reverse=True)))


__all__ = [
    "Decoded",
    "Prior",
    "Run",
    "decode",
    "decode_text",
    "from_tcvn3",
    "from_vni",
    "strangeness",
    "survey",
]
