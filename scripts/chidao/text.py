"""Letters and words: what is the same to a reader is made the same to the program."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Ð (eth, U+00D0) and Ɖ (U+0189) look like Đ (U+0110) and are different letters: "QÐ-UBND" would
# never match.  Blanks of every width become a blank, hyphens of the typesetter a hyphen;
# what has no width at all goes (a soft hyphen is no letter in Unicode text).
_BLANKS = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_NOTHING = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_SAME = str.maketrans(
    {
        "\u00d0": "\u0110",
        "\u0189": "\u0110",
        "\u2011": "-",
        "\u2010": "-",
        **dict.fromkeys(_BLANKS, " "),
        **dict.fromkeys(_NOTHING),
    }
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE_END = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")


def normalise(text: str) -> str:
    """Return *text* in NFC with one kind of blank, hyphen and line end; no word changes.

    The document's own spelling stays: "uỷ" is not made "ủy".

    >>> normalise("QÐ-UBND\\r\\nHa\\u0300 Nội")
    'QĐ-UBND\\nHà Nội'
    """
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\t", " ")
    # All else that must change is not printable, but for four letters: a quick look saves most of the time.
    if text.replace("\n", "").isprintable() and not any(c in text for c in "\u00d0\u0189\u2010\u2011"):
        return text
    return _CONTROL.sub("", _LINE_END.sub("\n", text.translate(_SAME)))


WORD = re.compile(r"[^\W_]|\ufffd")
"""What makes a line one of words: a line of dashes has none, a lost letter counts."""


def fold_blanks(text: str) -> str:
    """Make every run of blanks one blank, and none at the ends."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """Take away case and accents, for keys and addresses; đ becomes d.

    >>> fold("Uỷ ban = ỦY BAN = uy ban, Đức Thọ")
    'uy ban = uy ban = uy ban, duc tho'
    """
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")


def key(text: str) -> str:
    """Make spellings of one word the same: case, blanks, and where the tone mark stands.

    >>> key("Uỷ  ban nhân dân") == key("ỦY BAN NHÂN DÂN")
    True
    >>> key("ma") == key("má")
    False
    """
    return " ".join(_tone_last(word) for word in text.lower().split())


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """`key` of the name of a type or a body, which stands on thousands of documents."""
    return key(name)


@lru_cache(maxsize=16384)
def _tone_last(word: str) -> str:
    if word.isascii():
        return word
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tone += char
        else:
            letters.append(char)
    return "".join(letters) + tone


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def slug(text: str, limit: int = 80) -> str:
    """Write *text* as the name of a file: ASCII, no blanks, cut between words.

    >>> slug("Kết luận 177-KL/TW")
    'ket-luan-177-kl-tw'
    """
    words = re.findall(r"[a-z0-9]+", fold(text))
    out = ""
    for word in words:
        if len(out) + 1 + len(word) > limit and out:
            break
        out = f"{out}-{word}" if out else word[:limit]
    return out


def is_caps(text: str) -> bool:
    """Whether the letters of *text* are capitals, two of them at least.

    >>> is_caps("KẾT LUẬN 127-KL/TW"), is_caps("Kết luận"), is_caps("24")
    (True, False, False)
    """
    return text.isupper() and sum(map(str.isalpha, text[:40])) > 1


# Where a line of Markdown may end: behind a sentence, before "(2)", behind a long part.
_BREAK = re.compile(r"(?P<stop>[.;:!?…])[”\")]*\s(?=(?P<item>\(\d{1,2}\)\s)|[A-ZĐÀ-Ỹ“\"(])")
_SHORT, _LONG = 25, 100


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of *text* begins and ends, as offsets without the blank between.

    For people who read differences: a label or an abbreviation is no sentence.

    >>> sentences("2.1. Một câu trọn vẹn ở đây. Hai mô hình: (1) Ba")
    [(0, 28), (29, 41), (42, 48)]
    """
    cuts, start = [], 0
    for match in _BREAK.finditer(text):
        end = match.end() - 1
        length = end - start
        if match["item"] or length > (_SHORT if match["stop"] in ".!?…" else _LONG):
            cuts.append((start, end))
            start = match.end()
    cuts.append((start, len(text)))
    return cuts


def amount(count: int) -> str:
    """How many, as staff write it: a full stop between thousands (Luật Kế toán 88/2015/QH13, điều 11).

    >>> amount(5447), amount(12)
    ('5.447', '12')
    """
    return f"{count:,}".replace(",", ".")


def day(date: str | None) -> str | None:
    """ISO → as staff write it: "11/7/2025", days and months below ten as in official papers.

    >>> day("2025-07-11"), day("2022-07-07")
    ('11/7/2025', '07/7/2022')
    """
    if not date or date.count("-") != 2:
        return date
    year, month, number = date.split("-")
    # 36-HD/VPTW and Nghị định 30/2020: a zero before days below 10 and months 1 and 2.
    return f"{number}/{month if month in ('01', '02') else month.lstrip('0')}/{year}"
