"""The pages of tasks: by deadline, by body, by document, as a calendar; and a page for each body.

    nhiem-vu.html                    the picture, and what has a last day (all, where they are few)
    nhiem-vu/han-2025.html           of one year, where there are many
    nhiem-vu/dinh-ky.html …          what returns, what counts from an event, what has no time limit
    nhiem-vu/theo-co-quan.html       bodies → co-quan/….html
    nhiem-vu/theo-van-ban.html       documents → van-ban/….html#thuc-hien
    nhiem-vu/lich.html               months as a wall calendar has them

A list is parted where it would be heavy: PAGE rows are at most 300 KB.  What a reader looks for is looked for
in the whole list nevertheless (task_rows.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..tasks.calendar import has_events
from ..text import amount
from .given import Assignments, Body, Given
from .inline_html import escape
from .task_pictures import bars_svg, months_html
from .task_rows import ROOT, Every, every, parted, script
from .tasks_html import dues, rows_html, table_html

if TYPE_CHECKING:
    from .outputs import Outputs

PAGE = 150
"""Tasks in one table."""
_LINES = 400
"""Lines in a table of bodies or documents."""
FIRST = "nhiem-vu.html"
FEED = "nhiem-vu.ics"
FOLDER = "nhiem-vu"
_ALL = f"{FOLDER}/dong"
"""Where the scripts with all tasks lie (task_rows.py)."""
_BY_BODY, _BY_DOCUMENT = f"{FOLDER}/theo-co-quan.html", f"{FOLDER}/theo-van-ban.html"
_TITLE = "Nhiệm vụ và thời hạn"
_PARTIAL, _BODY = "partials/tasks.html", "partials/body.html"

Page = tuple[str, str, str, str, Callable[[], dict[str, Any]]]
"""Address, title, partial, a digest of what it shows, and what makes it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Tasks that are listed together."""

    name: str
    address: str
    """Of its first page."""
    rows: list[Given]

    def page_address(self, number: int) -> str:
        """The address of page *number*, counted from 1."""
        return _numbered(self.address, number)


def first_page(all_: Assignments) -> dict[str, Any]:
    """What nhiem-vu.html shows."""
    parts = _parts(all_)
    own = next((p.rows for p in parts if p.address == FIRST), None) or all_.by_sort["ngay"][:PAGE]
    return {
        **_context("han", _TITLE),
        "first": True,
        "total": len(all_.all),
        "documents": len(all_.of_document),
        "picture": bars_svg(g.due for g in all_.all if g.due),
        "due": dues(all_.all),
        "feed": FEED if any(has_events(g.task) for g in all_.all) else "",
        "parts": _links(parts, FIRST),
        "shown": len(own) if own and all(p.address != FIRST for p in parts) else 0,
        "html": table_html(own, all_, "") if own else "",
        "filter": bool(own),
        "every": _every(parts),
    }


def task_pages(all_: Assignments) -> Iterator[Page]:
    """All other pages of tasks, and those of bodies."""
    parts = _parts(all_)
    for part in parts:
        if part.address != FIRST:
            yield from _part(part, parts, all_)
    if all_.of_document:
        yield from _lines(_BY_BODY, "co-quan", _BODIES, _bodies(all_), all_)
        yield from _lines(_BY_DOCUMENT, "van-ban", _DOCUMENTS, _documents(all_), all_)
        yield from _calendar(parts, all_)
    for body in all_.shown:
        yield from _body(body, all_)


def write_task_rows(all_: Assignments, outputs: Outputs) -> list[str]:
    """Put the scripts that hold all rows of the lists that are parted, and return their addresses."""
    made = []
    for address, digest, make in _row_scripts(all_):
        outputs.put(address, digest, make)
        made.append(address)
    return made


def _row_scripts(all_: Assignments) -> Iterator[tuple[str, str, Callable[[], str]]]:
    """Address, a digest of what it holds, and what makes each of these scripts."""
    parts = _parts(all_)
    if _every(parts):
        yield from _of_tasks(_ALL, [given for part in parts for given in part.rows], all_)
    for address, lines in ((_BY_BODY, _bodies(all_)), (_BY_DOCUMENT, _documents(all_))):
        if len(lines) > _LINES:
            for name, found in parted(_stem(address), lines):
                rows = [("", line) for line in found]
                yield f"{name}.js", all_.digest(found), partial(script, name, rows)
    for body in all_.shown:
        if len(rows_ := all_.ranked(body)) > PAGE:
            yield from _of_tasks(_stem(body.address), rows_, all_, body.name)


def _of_tasks(
    stem: str, rows: list[Given], all_: Assignments, body: str = ""
) -> Iterator[tuple[str, str, Callable[[], str]]]:
    for name, found in parted(stem, rows):
        yield f"{name}.js", all_.digest(body, _rows(found, all_)), partial(_script, name, found, all_, body)


def _script(name: str, rows: Sequence[Given], all_: Assignments, body: str) -> str:
    return script(name, list(rows_html(rows, all_, ROOT, body)))


def _stem(address: str) -> str:
    """Where the scripts lie that hold all rows of the list that begins at *address*."""
    return f"{address.removesuffix('.html')}-dong"


def _every(parts: list[Part]) -> Every | None:
    """The scripts of all tasks; None where one page has them all."""
    total = sum(len(part.rows) for part in parts)
    return every(_ALL, total) if total > PAGE else None


def _context(view: str, heading: str) -> dict[str, Any]:
    views = (
        ("han", "Theo thời hạn", FIRST),
        ("co-quan", "Theo cơ quan", _BY_BODY),
        ("van-ban", "Theo văn bản", _BY_DOCUMENT),
        ("lich", "Lịch", f"{FOLDER}/lich.html"),
    )
    return {"view": view, "views": views, "heading": heading, "pages": [], "number": 1}


def _parts(all_: Assignments) -> list[Part]:
    dated = all_.by_sort["ngay"]
    if len(all_.all) <= PAGE:
        rows = [given for found in all_.by_sort.values() for given in found]
        return [Part("Tất cả", FIRST, rows)] if rows else []
    found = []
    if len(dated) > PAGE:
        for year, rows_ in groupby(dated, key=lambda g: g.due[:4]):
            found.append(Part(f"Hạn năm {year}", f"{FOLDER}/han-{year}.html", list(rows_)))
    else:
        found.append(Part("Có ngày cuối", FIRST, dated))
    for sort, name, stem in _UNDATED:
        found.append(Part(name, f"{FOLDER}/{stem}.html", all_.by_sort[sort]))
    return [part for part in found if part.rows]


_UNDATED = (
    ("dinh-ky", "Định kỳ", "dinh-ky"),
    ("su-kien", "Tính từ một sự kiện", "theo-su-kien"),
    ("khong", "Không ghi thời hạn", "khong-thoi-han"),
)


def _links(parts: list[Part], here: str) -> list[tuple[str, int, str, bool]]:
    """Name, number of tasks, address, and whether it is shown; none where there is one part."""
    return [(p.name, len(p.rows), p.address, p.address == here) for p in parts] if len(parts) > 1 else []


def _part(part: Part, parts: list[Part], all_: Assignments) -> Iterator[Page]:
    pages = _chunks(part.rows, PAGE)
    shared = {
        **_context("han", part.name),
        "count": len(part.rows),
        "parts": _links(parts, part.address),
        "filter": True,
        "every": _every(parts),
        **_pager(part.address, 1, len(pages)),
    }
    # It names each of hundreds of pages.
    digest_of_shared = all_.digest(shared)
    for number, rows in enumerate(pages, 1):
        digest = all_.digest(digest_of_shared, number, _rows(rows, all_))
        make = partial(_with_table, {**shared, "number": number}, rows, all_)
        yield part.page_address(number), f"{part.name} - {_TITLE}", _PARTIAL, digest, make


def _rows(rows: Sequence[Given], all_: Assignments) -> list[str]:
    """What the rows of a table show, as digests."""
    return [all_.row_digests[given.number] for given in rows]


def _with_table(
    context: dict[str, Any], rows: Sequence[Given], all_: Assignments, body: str = ""
) -> dict[str, Any]:
    return {**context, "html": table_html(rows, all_, "../", body) if rows else ""}


def _chunks(rows: Sequence[Any], most: int) -> list[Sequence[Any]]:
    return [rows[i : i + most] for i in range(0, len(rows), most)] or [()]


def _numbered(address: str, number: int) -> str:
    return address if number == 1 else address.replace(".html", f"-trang-{number}.html")


def _pager(address: str, number: int, pages: int) -> dict[str, Any]:
    addresses = [_numbered(address, n) for n in range(1, pages + 1)]
    return {"pages": addresses if pages > 1 else [], "number": number}


# Bodies and documents, a line each


def _lines(
    address: str, view: str, heads: tuple[str, ...], lines: list[str], all_: Assignments
) -> Iterator[Page]:
    pages = _chunks(lines, _LINES)
    names = "".join(f'<th scope="col">{name}</th>' for name in heads)
    title = dict(_VIEWS)[view]
    for number, found in enumerate(pages, 1):
        html = (
            f'<div class="vb-table" tabindex="0" role="region" aria-label="{title}">'
            f'<table class="vb-tasks vb-tasks--short" data-vb-counts><thead><tr>{names}</tr></thead>'
            f"<tbody>{''.join(found)}</tbody></table></div>"
        )
        context = {
            **_context(view, title),
            "count": len(lines),
            "html": html,
            "find": True,
            "noun": _NOUNS[view],
            "every": every(_stem(address), len(lines)) if len(pages) > 1 else None,
            **_pager(address, number, len(pages)),
        }
        digest = all_.digest(context)
        yield _numbered(address, number), f"{title} - {_TITLE}", _PARTIAL, digest, partial(dict, context)


_NOUNS = {"co-quan": "cơ quan", "van-ban": "văn bản"}
_VIEWS = (("co-quan", "Nhiệm vụ theo cơ quan"), ("van-ban", "Nhiệm vụ theo văn bản"))
_BODIES = ("Cơ quan", "Việc được giao", "Việc có ngày cuối", "Đã ban hành")
_DOCUMENTS = ("Văn bản", "Ngày ban hành", "Số việc", "Việc có ngày cuối")


def _bodies(all_: Assignments) -> list[str]:
    lines = []
    for body in all_.shown:
        if body.asked or body.answered:
            name = f'<a href="../{body.address}">{escape(body.name, False)}</a>'
            issued = f"{amount(len(body.issued))} văn bản" if body.issued else ""
            asked = all_.asked_of(body)
            lines.append(_line(name, amount(len(asked)), _open(asked, body.name), issued))
    return lines


def _documents(all_: Assignments) -> list[str]:
    lines = []
    for asked in sorted(all_.of_document.values(), key=lambda asked: asked[0].paper.iso, reverse=True):
        paper = asked[0].paper
        name = f'<a href="../{paper.address}#thuc-hien">{escape(paper.short, False)}</a>'
        subject = f"<br><small>{escape(_cut(paper.subject), False)}</small>" if paper.subject else ""
        lines.append(_line(name + subject, escape(paper.when, False), amount(len(asked)), _open(asked)))
    return lines


def _cut(text: str) -> str:
    return text if len(text) <= 140 else f"{text[:140].rsplit(' ', 1)[0]}…"


def _open(asked: Sequence[Given], body: str = "") -> str:
    days = dues(asked, body)
    count = sum(1 for g in asked if g.due)
    return f'<span data-vb-dues="{days}">{amount(count) if count else ""}</span>'


def _line(*cells: str) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


# Calendar


def _calendar(parts: list[Part], all_: Assignments) -> Iterator[Page]:
    dated = all_.by_sort["ngay"]
    lists: dict[str, str] = {}
    for part in parts:
        for number, rows in enumerate(_chunks(part.rows, PAGE), 1):
            for given in rows:
                if given.due:
                    lists.setdefault(given.due[:7], part.page_address(number))
    months = [list(found) for _month, found in groupby(dated, key=lambda g: g.due[:7])]
    pages: list[list[Given]] = [[]]
    for month in months:
        # A grid weighs as much as ten tasks.
        if pages[-1] and len(pages[-1]) + len(month) > 2 * PAGE:
            pages.append([])
        pages[-1] += month
    address = f"{FOLDER}/lich.html"
    for number, rows in enumerate(pages, 1):
        context = {
            **_context("lich", "Lịch thời hạn"),
            "count": len(dated),
            **_pager(address, number, len(pages)),
        }
        digest = all_.digest(
            context, _rows(rows, all_), {given.due[:7]: lists[given.due[:7]] for given in rows}
        )
        make = partial(_with_months, context, rows, lists)
        yield _numbered(address, number), f"Lịch thời hạn - {_TITLE}", _PARTIAL, digest, make


def _with_months(context: dict[str, Any], rows: list[Given], lists: dict[str, str]) -> dict[str, Any]:
    return {**context, "html": months_html(rows, "../", lambda month: lists[month])}


# A body


def _body(body: Body, all_: Assignments) -> Iterator[Page]:
    rows = all_.ranked(body)
    pages = _chunks(rows, PAGE)
    around = [(other.name, other.address) for other in body.around]
    head = {
        "body": body,
        "due": dues(all_.asked_of(body), body.name),
        "feed": feed_address(body) if any(has_events(given.task) for given in rows) else "",
    }
    for number, found in enumerate(pages, 1):
        context = {
            "count": len(rows),
            "every": every(_stem(body.address), len(rows)) if len(pages) > 1 else None,
            "first": number == 1,
            "most": PAGE,
            **_pager(body.address, number, len(pages)),
        }
        own = (body.issued, body.answered) if number == 1 else ()
        named = (body.name, body.note, around, head["due"], head["feed"])
        digest = all_.digest(context, named, own, _rows(found, all_))
        make = partial(_with_table, {**context, **head}, found, all_, body.name)
        yield _numbered(body.address, number), body.name, _BODY, digest, make


def feed_address(body: Body) -> str:
    """Where the calendar of *body* lies."""
    return body.address.removesuffix(".html") + ".ics"
