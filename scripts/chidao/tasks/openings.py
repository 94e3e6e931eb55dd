"""Where the sentences of a text open: behind what label, with which word.

2. Bộ Tài chính:            behind "2. "
- Chủ trì …; các sở gửi …   behind the dash; behind the semicolon
a) Trách nhiệm của Sở Y tế  behind "a) "
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple


class Opening(NamedTuple):
    """Where a sentence, or a part of one, opens."""

    start: int
    """Where it begins, its label included."""
    at: int
    """Where its first word begins."""
    word: str


def openings(text: str, words: Container[str]) -> list[Opening]:
    """The openings of *text*, one paragraph a line, whose first word is one of *words*.

    What has a label opens twice: with it, and behind it.

    >>> openings("1. Sở Y tế tổng hợp. Kết quả gửi về Bộ.", {"Sở", "Bộ"})
    [Opening(start=0, at=3, word='Sở'), Opening(start=3, at=3, word='Sở')]
    """
    found = []
    if (first := _FIRST.match(text)) and first[1] in words:
        found.append(Opening(0, first.start(1), first[1]))
    for place in _BEHIND.finditer(text):
        if (word := place[1]) in words:
            start = place.start()
            found.append(Opening(start + (1 if text[start] == "\n" else 2), place.start(1), word))
    return found


def behind_label(text: str) -> int:
    """Where the words behind the labels and dashes begin with which *text* begins."""
    label = _LABEL.match(text)  # always, if only the empty string
    return label.end() if label else 0


# 2. · a) · (3) · II- · 1.1. · 4/ · - · + · Điều 5. · Mục 2: and several of them; "đó)" is a word, no label.
_LABELS = (
    r"(?>(?:(?![a-zđ][^\W\d_])(?:\(?[\dIVXA-HĐa-zđ]{1,4}(?:\.\d{1,2})*[.)/-]+ ?|[-–+*•●] ?|"
    r"(?:Điều|Mục) \d+[a-z]?[.:]? ?)+)?)"
)
_LABEL = re.compile(_LABELS)
_FIRST = re.compile(rf"{_LABELS}(\w+)")
_BEHIND = re.compile(rf"[\n.;:?](?:(?<=\n)| ){_LABELS}(\w+)")
