r"""Take Markdown's marks off a paragraph and remember where they stood.

>>> plain("**3.** Giao *Ban Tổ chức* \\* chủ trì")
('3. Giao Ban Tổ chức * chủ trì', (Mark(start=0, end=2, kind='strong'), Mark(start=8, end=19, kind='em')))
>>> plain("5 * 3 * 2")
('5 * 3 * 2', ())
"""

from __future__ import annotations

import re

from ..document import Mark

_TOKEN = re.compile(r"\\([!-/:-@\[-`{-~])|(\*{1,3})")
_KINDS = {1: ("em",), 2: ("strong",), 3: ("strong", "em")}


def plain(text: str) -> tuple[str, tuple[Mark, ...]]:
    """Return the words of *text* and the marks on them.

    A run of asterisks is a mark if it has its partner in the same paragraph and stands at a word
    (CommonMark 0.31, 6.2); a lone one is an asterisk.
    """
    if "*" not in text and "\\" not in text:
        return text, ()
    tokens = [(m.start(), m.end(), m[1], m[2]) for m in _TOKEN.finditer(text)]
    partner = _pairs(text, tokens)
    out: list[str] = []
    marks: list[Mark] = []
    opened: dict[int, int] = {}
    length = position = 0
    for index, (start, end, escaped, _run) in enumerate(tokens):
        out.append(text[position:start])
        length += start - position
        position = end
        if escaped:
            out.append(escaped)
            length += 1
        elif index in partner:
            other = partner[index]
            if other > index:
                opened[index] = length
            else:
                marks += [Mark(opened[other], length, kind) for kind in _KINDS[end - start]]
        else:
            out.append(text[start:end])
            length += end - start
    out.append(text[position:])
    return _fold("".join(out), sorted(marks, key=lambda m: (m.start, -m.end)))


def _pairs(text: str, tokens: list[tuple[int, int, str | None, str | None]]) -> dict[int, int]:
    """Which token closes which: index → index of its partner."""
    waiting: dict[int, list[int]] = {1: [], 2: [], 3: []}
    partner: dict[int, int] = {}
    for index, (start, end, _escaped, run) in enumerate(tokens):
        if not run:
            continue
        before = text[start - 1 : start] or " "
        after = text[end : end + 1] or " "
        stack = waiting[end - start]
        if stack and not before.isspace():
            opener = stack.pop()
            partner[opener], partner[index] = index, opener
            for others in waiting.values():  # what was opened inside stays an asterisk
                while others and others[-1] > opener:
                    others.pop()
        elif not after.isspace():
            stack.append(index)
    return partner


def _fold(text: str, marks: list[Mark]) -> tuple[str, tuple[Mark, ...]]:
    """Fold blanks that marks left behind ("a ** b **"), and keep marks on their letters."""
    folded = " ".join(text.split())
    if folded == text:
        return text, tuple(m for m in marks if m.start < m.end)
    position = [0] * (len(text) + 1)
    length = 0
    for index, char in enumerate(text):
        position[index] = length
        if not char.isspace() or (
            0 < length < len(folded) and folded[length] == " " and not text[index - 1].isspace()
        ):
            length += 1
    position[len(text)] = length
    moved = (Mark(position[m.start], min(position[m.end], len(folded)), m.kind) for m in marks)
    return folded, tuple(m for m in moved if m.start < m.end)
