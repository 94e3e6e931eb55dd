"""What a Vietnamese syllable can be: an onset, a rime and a tone, as the spelling writes them.

Written from the phonology (Đoàn Thiện Thuật, Ngữ âm tiếng Việt; Quyết định 240/QĐ ngày 05/3/1984 on the
spelling), not from a list of words: about 17,000 syllables are possible, some 7,000 are used.  Enough to
tell Vietnamese from what a wrong encoding or a bad scan makes of it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether *word* (letters only, NFC, any case) is written like a Vietnamese syllable.

    The tone mark stands where the old or the new manner puts it, or where hasty typists do.

    >>> [is_syllable(word) for word in ("nghiêng", "HOÀ", "hòa", "quyết", "gìn", "qủa", "Ý")]
    [True, True, True, True, True, True, True]
    >>> [is_syllable(word) for word in ("Vieät", "ngi", "các̀", "cat", "huơng", "TTg", "w")]
    [False, False, False, False, False, False, False]
    """
    letters, tone, at = _without_tone(word.lower())
    if tone is None:
        return False
    for onset in _ONSETS:
        if not letters.startswith(onset):
            continue
        rime = letters[len(onset) :]
        if _goes_with(onset, rime):
            places = {place + len(onset) for place in _RIMES[rime]}
            if onset in ("qu", "gi"):
                places.add(1)  # "qủa", "gía"
            return (not tone or at in places) and (not rime.endswith(_STOPS) or tone in _OF_STOPS)
        if onset == "gi" and _RIMES.get(f"i{rime}"):  # "gì", "gìn", "giếng": one i for two
            places = {place + 1 for place in _RIMES[f"i{rime}"]}
            return (not tone or at in places) and (not rime.endswith(_STOPS) or tone in _OF_STOPS)
    return False


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ACUTE, _DOT = "\u0301", "\u0323"
# Syllables that end in a stop have two tones only.
_STOPS, _OF_STOPS = ("c", "ch", "p", "t"), (_ACUTE, _DOT)


def _without_tone(word: str) -> tuple[str, str | None, int]:
    """The word without its tone mark, the mark ("" for none, None for two), and the letter that bore it."""
    if word.isascii():
        return word, "", 0
    letters: list[str] = []
    tone, at = "", 0
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            if tone:
                return word, None, 0
            tone, at = char, len(letters) - 1
        elif unicodedata.combining(char) and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + char)
        else:
            letters.append(char)
    return "".join(letters), tone, at


# The longer first; "" for a syllable that begins with its vowel.
_ONSETS = (*"ngh ng nh gh gi g kh k qu ph p th tr t ch c b d đ h l m n r s v x".split(), "")  # noqa: SIM905
_FRONT = tuple("eêiy")


def _goes_with(onset: str, rime: str) -> bool:
    """The rules of spelling between an onset and a rime: k, gh, ngh before e, ê, i; c, g, ng elsewhere."""
    if rime not in _RIMES:
        return False
    front = rime.startswith(_FRONT)
    if onset in ("k", "gh", "ngh"):
        return front and not rime.startswith("yê")
    if onset in ("c", "g", "ng"):
        return not front
    if onset == "qu":
        return rime == "ôc" or (rime[0] in "aăâeêiyơ" and not rime.startswith(("ia", "iê")))
    if onset == "gi":
        return rime[0] not in "iy"
    if rime.startswith("yê"):
        return onset == ""
    if rime in _AFTER_QU:
        return False
    if rime.startswith("iê"):
        return onset != ""
    return True


_BY_ENDING = {
    "": """a e ê i o ô ơ u ư y ia ua ưa oa oe uê uơ uy uya ai ay ây ao au âu eo êu iu oi ôi ơi ui ưi ưu
        oai oay oao oeo uây uôi ươi ươu iêu yêu uyu uêu""",
    "m": "a ă â e ê i o ô ơ u ư iê yê uô ươ oa oă oe",
    "p": "a ă â e ê i o ô ơ u ư iê uô ươ oa oă oe uy",
    "n": "a ă â e ê i o ô ơ u ư iê yê uô ươ oa oă oe uâ uê uy uyê",
    "t": "a ă â e ê i o ô ơ u ư iê yê uô ươ oa oă oe uâ uê uy uyê",
    "ng": "a ă â e o ô u ư iê yê uô ươ oa oă uâ oo ôô",
    "c": "a ă â e o ô u ư iê uô ươ oa oă oo",
    "nh": "a ê i oa uê uy",
    "ch": "a ê i oa uê uy",
}


def _tone_places(vowels: str) -> tuple[int, ...]:
    """Where the tone mark may stand on *vowels*."""
    marked = [place for place, letter in enumerate(vowels) if letter in "ăâêôơư"]
    if marked:
        return (marked[-1],)
    if vowels[:2] in ("oa", "oe", "uy", "oo"):
        return (0, 1)  # "hòa" and "hoà"; "hòan" for "hoàn" is a slip often met
    return (0,)


_RIMES = {
    vowels + ending: _tone_places(vowels)
    for ending, nuclei in _BY_ENDING.items()
    for vowels in nuclei.split()
}
# After "qu" only, whose u is the glide: "quýt", "quỳnh".
_AFTER_QU = ("yt", "yn", "ynh", "ych")
_RIMES |= dict.fromkeys(_AFTER_QU, (0,))
