"""The sentence around a place in running text, and the part of it in which the place stands."""

from __future__ import annotations

import re

_STOPS = (". ", "! ", "? ", "… ")
_BREAKS = re.compile(r"[;:\n]|[.!?…](?=\s)")


def sentence(text: str, at: int) -> tuple[int, int]:
    """Where the sentence around *at* begins and ends; a line end ends it too, a semicolon does not.

    >>> text = "2. Sở A gửi báo cáo; Sở B tổng hợp. Sở C theo dõi."
    >>> text[slice(*sentence(text, 30))]
    'Sở A gửi báo cáo; Sở B tổng hợp'
    """
    start = text.rfind("\n", 0, at) + 1
    for stop in _STOPS:
        start = max(start, text.rfind(stop, start, at) + 2 if text.rfind(stop, start, at) >= 0 else 0)
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    for stop in _STOPS:
        found = text.find(stop, at, end)
        end = found if found >= 0 else end
    return start, end - text[start:end].endswith(".")


def left_part(text: str, at: int, limit: int = 240) -> str:
    """The words before *at* in its part of the sentence: back to a full stop, a semicolon or a colon."""
    piece = text[max(0, at - limit) : at]
    cut = 0
    for found in _BREAKS.finditer(piece):
        cut = found.end()
    return piece[cut:]


def right_part(text: str, at: int, limit: int = 160) -> str:
    """The words behind *at* up to the end of its part of the sentence."""
    piece = text[at : at + limit]
    found = _BREAKS.search(piece)
    return piece[: found.start()] if found else piece
