"""Kính gửi: to whom a document goes, on one line or in a list."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Paragraph, Role
from .lines import join

_LOOKED_AT = 6
_LONGEST = 30


def mark_addressees(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Give "Kính gửi: …" among the first of *paragraphs*, and the list below it, their role."""
    marked = list(paragraphs)
    at = next((i for i, p in enumerate(marked[:_LOOKED_AT]) if p.text.startswith("Kính gửi")), None)
    if at is None:
        return marked
    below = at + 1
    alone = marked[at].text.rstrip() == "Kính gửi:"
    if alone and below < len(marked) and not _is_entry(marked[below]):
        marked[at : below + 1] = [join(marked[at : below + 1], Role.ADDRESSEE)]
        return marked
    marked[at] = marked[at].as_(Role.ADDRESSEE)
    while below < min(len(marked), at + _LONGEST) and _is_entry(marked[below]):
        marked[below] = marked[below].as_(Role.ADDRESSEE)
        below += 1
    return marked


def _is_entry(paragraph: Paragraph) -> bool:
    return paragraph.text[:1] in "-–"
