"""What a task is called: the first sentence of its words, without the label."""

from __future__ import annotations

import re

from ..structure.labels import label_of
from ..text import sentences

_LONGEST = 220
"""Letters of the longest title."""


def title(words: str, what: int = 0) -> str:
    """The first sentence of *words*, without label; cut between words where it is long.

    *what*: where they say what is to be done, behind the name of who must do it.

    >>> title("(10) Sửa đổi, bổ sung quy định theo thẩm quyền. Báo cáo kết quả.")
    'Sửa đổi, bổ sung quy định theo thẩm quyền'
    """
    bare = words[max(what, label_end(words)) :].lstrip(" ,:;.-–")
    if len(bare) < 15:
        bare = words[label_end(words) :]
    first, last = sentences(bare[: 3 * _LONGEST])[0]
    said = bare[first:last].rstrip(" ./;:,")
    if len(said) > _LONGEST:
        said = said[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return said[:1].upper() + said[1:]


def label_end(text: str) -> int:
    """Where the words behind a label or a dash begin."""
    label = label_of(text)
    if label:
        return label.end
    bullet = _BULLET.match(text)
    return bullet.end() if bullet else 0


# A dash, a dot; "(iii)", "iv)", which no other part of the program takes for a label.
_BULLET = re.compile(r"[-–+*•●]\s*|\(?(?:i{1,3}|iv|vi{0,3}|ix|x)\)\s*")
