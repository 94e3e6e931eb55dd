"""Places of a page where two readings stand and an editor must choose.

    <<<<<<< BẢN ĐANG CÓ (giữ phần này hoặc phần dưới dấu =======, rồi xóa ba dòng dấu)

    1. Giao cho Ban Tổ chức.

    =======

    1. Giao Ban Tổ chức.

and a third line of signs, which point to the right: "BẢN CHUYỂN ĐỔI MỚI".

The signs are git's, so that editors of text offer their buttons ("Accept Current Change"), and the words
beside them are for those who never saw git.  A blank line before and behind each sign keeps the blocks
around it what they are: no line of equals signs underlines a heading (CommonMark 0.31, 4.3).

Until somebody has chosen, what is read is the upper one: the page as it was before.  Marks that git itself
left are read in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

_OPEN, _MIDDLE, _CLOSE = "<<<<<<<", "=======", ">>>>>>>"
_CHOOSE = "giữ phần này hoặc phần dưới dấu =======, rồi xóa ba dòng dấu"
_GONE = "không có đoạn này; nếu đúng thế thì xóa từ đây đến hết dòng >>>>>>>, nếu không thì xóa ba dòng dấu"
_GONE_NEW = "không có đoạn trên"


@dataclass(frozen=True, slots=True)
class Undecided:
    """One such place, by the indices of its three lines of signs, counted from 0."""

    first: int
    middle: int
    last: int


def marked(ours: Sequence[str], new: Sequence[str]) -> list[str]:
    """The lines of a place where *ours* stands above *new*; neither begins with a blank line."""
    return [
        f"{_OPEN} BẢN ĐANG CÓ ({_CHOOSE if ours else _GONE})",
        "",
        *_guarded(ours),
        _MIDDLE,
        "",
        *_guarded(new),
        f"{_CLOSE} BẢN CHUYỂN ĐỔI MỚI{'' if new else f' ({_GONE_NEW})'}",
    ]


def _guarded(lines: Sequence[str]) -> Iterator[str]:
    """Lines that are not taken for signs: a backslash before them is no word."""
    for line in lines:
        yield "\\" + line if line.startswith((_OPEN, _CLOSE)) or line.rstrip() == _MIDDLE else line
    if lines:
        yield ""


def undecided(lines: Sequence[str]) -> list[Undecided]:
    """The places in a page with these *lines*, in order."""
    found = []
    first = middle = None
    for index, line in enumerate(lines):
        if line.startswith(_OPEN):
            first, middle = index, None
        elif line.rstrip() == _MIDDLE and first is not None and middle is None:
            middle = index
        elif line.startswith(_CLOSE) and first is not None and middle is not None:
            found.append(Undecided(first, middle, index))
            first = middle = None
    return found


def count(page: str) -> int:
    """How many such places *page* has, forgotten signs among them."""
    if _OPEN not in page and _CLOSE not in page:
        return 0
    lines = page.split("\n")
    return len(undecided(lines)) + len(leftovers(lines))


def leftovers(lines: Sequence[str]) -> list[int]:
    """Indices of signs that are part of no such place: somebody chose and forgot to delete them."""
    if not any(line.startswith((_OPEN, _CLOSE)) for line in lines):
        return []  # "=======" alone may be a rule that is printed so
    inside = {index for place in undecided(lines) for index in range(place.first, place.last + 1)}
    return [
        index
        for index, line in enumerate(lines)
        if index not in inside and (line.startswith((_OPEN, _CLOSE)) or line.rstrip() == _MIDDLE)
    ]


def as_it_was(page: str) -> str:
    """*page* before the new readings came; for these stand blank lines: each line keeps its number."""
    return _without(page, lambda place: [place.first, *range(place.middle, place.last + 1)])


def as_it_would_be(page: str) -> str:
    """*page* with the new readings, as `as_it_was`."""
    return _without(page, lambda place: [*range(place.first, place.middle + 1), place.last])


def _without(page: str, gone: Callable[[Undecided], Iterable[int]]) -> str:
    if _OPEN not in page and _CLOSE not in page:
        return page
    lines = page.split("\n")
    places, forgotten = undecided(lines), leftovers(lines)
    for index in [*forgotten, *(index for place in places for index in gone(place))]:
        lines[index] = ""
    return "\n".join(lines)
