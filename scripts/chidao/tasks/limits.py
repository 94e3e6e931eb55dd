"""All time limits of a text, in reading order, each word in one of them at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .dated import find_dated
from .events import find_events
from .lasting import find_lasting
from .model import Deadline, Kind
from .returning import find_returning
from .sentence import sentence


def find_limits(text: str, issued: str | None = None, effective: Iterable[str] = ()) -> list[Deadline]:
    """The time limits of *text*.

    >>> [d.due for d in find_limits("Hoàn thành trước ngày 31/7/2025; báo cáo trong quý IV/2025.")]
    ['2025-07-31', '2025-12-31']
    """
    found = [
        *find_dated(text, issued, frozenset(effective)),
        *find_lasting(text, issued),
        *find_events(text),
        *find_returning(text),
    ]
    return list(_without_general(text, _joined(text, _apart(found))))


def _apart(found: list[Deadline]) -> Iterator[Deadline]:
    """Of two that share words the longer one."""
    last: Deadline | None = None
    for each in sorted(found, key=lambda d: (d.start, -d.end)):
        if last is not None and each.start < last.end:
            if each.end - each.start > last.end - last.start:
                last = each
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


_GAPS = (", ", " (", " ")


def _joined(text: str, found: Iterable[Deadline]) -> Iterator[Deadline]:
    """One that narrows the one before it: "trong Quý II, chậm nhất tháng 6", "định kỳ hằng năm (trước …)"."""
    last: Deadline | None = None
    for each in found:
        if last is not None and text[last.end : each.start] in _GAPS and _narrows(last, each):
            end = each.end
            if text[last.end : each.start] == " (" and text[end : end + 1] == ")":
                end += 1
            last = replace(
                each, words=text[last.start : end], start=last.start, end=end, kind=_wider(last, each)
            )
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _narrows(one: Deadline, other: Deadline) -> bool:
    words = other.words.lower()
    if one.kind is Kind.RECURRING:
        return other.kind is Kind.RECURRING and not words.startswith(("định kỳ", "hằng", "hàng"))
    return words.startswith(("chậm nhất", "muộn nhất")) and other.kind is not Kind.DURATION


def _wider(one: Deadline, other: Deadline) -> Kind:
    return Kind.RECURRING if Kind.RECURRING in (one.kind, other.kind) else other.kind


def _without_general(text: str, found: Iterable[Deadline]) -> Iterator[Deadline]:
    """ "Hằng năm, … trước ngày 15/12": the day says it all."""
    limits = list(found)
    for index, each in enumerate(limits):
        bare = each.kind is Kind.RECURRING and each.words[:4].lower() in ("hằng", "hàng")
        bare = bare and len(each.words) < 12 and index + 1 < len(limits)
        if not (bare and limits[index + 1].start < sentence(text, each.start)[1]):
            yield each
