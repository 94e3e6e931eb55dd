"""Whose report it is: the body that was named, and which documents of the library are its own.

A province is read by the day of the outline: that of 13/8/2021 asks Lâm Đồng as it was, that of 2026 asks
the Lâm Đồng of which Bình Thuận and Đắk Nông are part, and whose papers their papers have become.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .. import forms
from ..errors import ChidaoError
from ..graph import Graph
from ..library import Entry
from ..tasks import Task
from ..text import day, fold, key


class UnknownBody(ChidaoError):
    """The library has heard nothing of the body."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        some = "; ".join(sorted(known)[:8])
        super().__init__(
            f"--body {name}: the library knows no such body; write it as documents do, with its province, "
            f"for example: {some or 'Tỉnh uỷ Hà Tĩnh'}"
        )


class NoSuchProvince(ChidaoError):
    """The province is part of another one on the day of the outline."""

    def __init__(self, name: str, now: str, date: str | None) -> None:
        when = f"this outline is of {day(date)}" if date else "this outline has no date"
        super().__init__(f"--body {name}: is part of {now} since 01/7/2025, and {when}; name that province")


@dataclass(frozen=True, slots=True)
class Body:
    """The body that reports."""

    name: str
    province: str | None
    """By its name on the day of the outline, without "tỉnh"."""
    provinces: frozenset[str]
    """That province and, since 01/7/2025, those that it was made of."""
    whole: bool
    """Whether it stands for its whole province: its committee, its people's committee."""

    def does(self, task: Task) -> bool:
        """Whether *task* was given to it, or to an organ of it."""
        own = key(self.name)
        return any(
            key(name) == own or key(name).endswith(f" {own}") for doer in task.leads for name in doer.bodies
        )


def body_named(name: str, date: str | None) -> Body:
    """The body called *name* on the day of an outline, ISO 8601.  Raises NoSuchProvince."""
    name = " ".join(name.split())
    province = forms.province_in(name)
    if province is None:
        return Body(name, None, frozenset(), False)
    later = date is None or date > forms.DISTRICTS_UNTIL
    if later and province.until is not None:
        raise NoSuchProvince(name, province.now, date)
    names = {province.name}
    if later:
        names |= {p.name for p in forms.provinces().values() if p.now == province.name}
    return Body(name, province.name, frozenset(names), bool(_WHOLE.match(key(name))))


_WHOLE = re.compile(
    "(?:"
    + "|".join(map(key, ("ban thường vụ ", "thường trực ", "ban chấp hành ", "đảng bộ ")))
    + ")?(?:"
    + "|".join(
        map(
            key,
            (
                "tỉnh ủy",
                "thành ủy",
                "tỉnh",
                "thành phố",
                "ủy ban nhân dân tỉnh",
                "ủy ban nhân dân thành phố",
                "ubnd tỉnh",
                "ubnd thành phố",
                "hội đồng nhân dân tỉnh",
                "hội đồng nhân dân thành phố",
            ),
        )
    )
    + r")(?!\w)"
)


def own_documents(body: Body, entries: Mapping[str, Entry], graph: Graph) -> list[Entry]:
    """The documents of *body*, by address: of its whole province, or those that it issued itself."""
    return [entries[k] for k in sorted(entries) if _is_own(body, entries[k], graph)]


def _is_own(body: Body, entry: Entry, graph: Graph) -> bool:
    paper = graph.papers[entry.address]
    if body.provinces and paper.province not in body.provinces:
        return False
    if body.whole:
        return paper.level != "central"
    bare = _bare(body.name)
    return any(_bare(issuer) == bare or key(issuer) == key(body.name) for issuer in paper.issuer)


def _bare(name: str) -> str:
    """A name without its province: "Sở Nội vụ tỉnh Hà Tĩnh" prints "Sở Nội vụ"."""
    province = forms.province_in(name)
    if province is None:
        return key(name)
    bare = re.sub(rf"\s*{re.escape(key(province.name))}\Z", "", key(name))
    return re.sub(rf"\s+(?:{key('tỉnh')}|{key('thành phố')})\Z", "", bare)


def is_known(body: Body, own: Iterable[Entry], tasks: Iterable[Task]) -> bool:
    """Whether anything in the library is of *body*, or it is a whole province, of which all are known."""
    return bool(
        (body.whole and body.province and fold(body.province) in forms.provinces())
        or any(True for _ in own)
        or any(body.does(task) for task in tasks)
    )
