"""Footnotes that a copy as text has put behind the document.

[1] Sau khi sửa đổi …      with "[1]" in the text above
� Như: Trưởng ban …        where the copy lost the mark itself (U+FFFD)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..document import Paragraph, Role

_NOTE = re.compile(r"\[(\d{1,3})\]\s*(?=\S)")
# The cells of a table have no marks: "Cỡ chữ[1]".
_IN_CELL = re.compile(r"(?<=\w)\[(\d{1,3})\]")
LOST_MARK = "\ufffd"


def mark_footnotes(paragraphs: Sequence[Paragraph], begin: int) -> list[Paragraph]:
    """Give the notes behind the text the role of footnotes, each with the paragraphs that follow it."""
    marked = list(paragraphs)
    start = _first_note(marked, begin)
    if start is None:
        return marked
    for index in range(start, len(marked)):
        if marked[index].role is Role.BODY:
            marked[index] = marked[index].as_(Role.FOOTNOTE)
    return marked


def is_note_start(text: str) -> bool:
    """Whether a paragraph begins a footnote of its own."""
    return text[:1] == LOST_MARK or _NOTE.match(text) is not None


def note_label(text: str) -> str | None:
    """The number of the note that *text* begins: "1" for "[1] Sau khi …"."""
    match = _NOTE.match(text)
    return match[1] if match else None


def _first_note(marked: list[Paragraph], begin: int) -> int | None:
    """The first of the notes: they are the last thing of a file, and count from the first mark on."""
    referred = {p.text[m.start + 1 : m.end - 1] for p in marked for m in p.marks if m.kind == "note"}
    referred |= {label for p in marked for cell in p.cells for label in _IN_CELL.findall(cell)}
    for index in range(max(begin, 1), len(marked)):
        text = marked[index].text
        if marked[index].role is not Role.BODY or marked[index].cells:
            continue
        if text[:1] == LOST_MARK and text[1:2] == " ":
            return index
        label = note_label(text) if text[:1] == "[" else None
        if label and label in referred and all(not p.cells and (p.role is Role.BODY) for p in marked[index:]):
            return index
    return None
