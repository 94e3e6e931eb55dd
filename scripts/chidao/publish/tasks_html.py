"""Tasks as HTML: rows of a table, the list on a document's page, the mark behind a clause.

What today has to do with them ("còn 12 ngày") a script works out in the reader's browser from data-vb-due
and its like (theme/assets/javascripts/tasks.js): a page says what is true on any day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from .. import forms
from ..tasks import Deadline, Doer, Kind, Task
from ..tasks.editors import done, progress_of
from ..tasks.model import State
from ..text import day
from .given import Assignments, Given, sort_of
from .inline_html import escape
from .links import clause_name, relative
from .task_rows import ROOT

_SHORT = 60


def table_html(rows: Iterable[Given], all_: Assignments, root: str, body: str = "") -> str:
    """Tasks as a table, a group for each month in which they are due.

    *rows* in their order; *root* leads from the page to the site's root: "", "../".  *body*: whose progress
    is told.
    """
    groups = []
    for head, found in groupby(rows_html(rows, all_, root, body), key=itemgetter(0)):
        groups.append(f"<tbody>{head}{''.join(row for _head, row in found)}</tbody>")
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Việc", "Giao cho", "Thời hạn", "Tình trạng"))
    return (
        '<div class="vb-table" tabindex="0" role="region" aria-label="Bảng nhiệm vụ">'
        f'<table class="vb-tasks" data-vb-tasks><thead><tr>{heads}</tr></thead>{"".join(groups)}'
        "</table></div>"
    )


def rows_html(
    rows: Iterable[Given], all_: Assignments, root: str, body: str = ""
) -> Iterator[tuple[str, str]]:
    """The row of each task behind the one that it stands under, which names a month or a sort of time limit.

    Their arguments are those of `table_html`.
    """
    for given in rows:
        anchor, name = _month(given)
        head = f'<tr class="vb-tasks__month"><th colspan="4" scope="rowgroup"{anchor}>{name}</th></tr>'
        yield head, _made(given, all_, root, body)


def _month(given: Given) -> tuple[str, str]:
    if given.due:
        year, month = given.due[:4], int(given.due[5:7])
        return f' id="thang-{given.due[:7]}"', f"Hạn trong tháng {month}/{year}"
    return "", _GROUPS[sort_of(given.task)]


_GROUPS = {
    "dinh-ky": "Định kỳ",
    "su-kien": "Tính từ một sự kiện",
    "khong": "Không ghi thời hạn",
}


def _made(given: Given, all_: Assignments, root: str, body: str) -> str:
    """The row of a task, made once for all bodies unless one has a word of its own on it."""
    if given.task.progress:
        return _row(given, all_, root, body)
    made = all_.made.get(given.id)
    if made is None:
        made = all_.made[given.id] = _row(given, all_, ROOT, body)
    return made.replace(ROOT, root)


def _row(given: Given, all_: Assignments, root: str, body: str) -> str:
    task = given.task
    where = f"{given.paper.short}, {given.place}" if given.place else given.paper.short
    result = f"<br><small>Kết quả: {escape(task.result, False)}</small>" if task.result else ""
    cells = (
        f'<a href="{root}{escape(given.address)}">{escape(task.title, False)}</a>{result}'
        f"<br><small>{escape(where, False)} · {_origin(task)}</small>{_evidence(task, all_, root)}",
        _who(task, all_, root),
        _when(task),
        _state(task, all_, root, body),
    )
    inside = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr id="{given.id}"{_data(task, body)}>{inside}</tr>'


def _origin(task: Task) -> str:
    return "biên tập viên ghi" if task.asserted else "máy nhận ra"


def _data(task: Task, body: str) -> str:
    """What the script goes by."""
    limit = task.deadline
    out = f' data-vb-task="{sort_of(task)}"'
    if limit and limit.due:
        out += f' data-vb-due="{limit.due}"'
    elif limit and limit.on:
        on = ",".join(f"{month or 0}-{number}" for month, number in limit.on)
        out += f' data-vb-on="{on}"'
    said = progress_of(task, body)
    if said and said.state is State.DONE:
        out += " data-vb-done"
    return out


def _who(task: Task, all_: Assignments, root: str) -> str:
    if not task.leads and not task.helpers:
        return '<span class="vb-tasks__none">chưa rõ giao cho ai</span>'
    lines = [", ".join(_doer(d, task.page, all_, root) for d in task.leads)] if task.leads else []
    if task.helpers:
        helpers = ", ".join(_doer(d, task.page, all_, root) for d in task.helpers)
        lines.append(f"<small>phối hợp: {helpers}</small>")
    return "<br>".join(lines)


def _doer(doer: Doer, page: str, all_: Assignments, root: str) -> str:
    words = escape(doer.words, False)
    if doer.group or not doer.bodies:
        if len(doer.bodies) < 2:
            return words
        kind = "tỉnh, thành phố" if forms.province_in(doer.bodies[0]) else "cơ quan"
        return f"{words} ({len(doer.bodies)} {kind})"
    names = all_.names(doer, page)
    if address := all_.address_of(names[0]):
        words = f'<a href="{root}{address}">{words}</a>'
    if names != doer.bodies:
        words += f" ({escape(all_.province(page), False)}: suy ra)"
    return words


def _when(task: Task) -> str:
    limit = task.deadline
    if limit is None:
        return '<span class="vb-tasks__none">không ghi</span>'
    lines = [_limit(limit)]
    lines += [f"<small>{_limit(d)}</small>" for d in task.deadlines if d is not limit][:3]
    return "<br>".join(lines)


def _limit(limit: Deadline) -> str:
    said = escape(limit.words, False)
    if limit.impossible:
        return f"“{said}” <small>({escape(limit.reason, False)})</small>"
    if not limit.due:
        # "lặp lại: hằng năm" says what the words say.
        reason = limit.reason if limit.kind is not Kind.RECURRING else ""
        return f"{said} <small>({escape(reason, False)})</small>" if reason else said
    shown = f'<time datetime="{limit.due}">{day(limit.due)}</time>'
    if not said or said == day(limit.due):
        return shown
    return f"{shown}<br><small>“{said}”{_why(limit)}</small>"


def _why(limit: Deadline) -> str:
    return f": {escape(limit.reason, False)}" if limit.reason else ""


def _state(task: Task, all_: Assignments, root: str, body: str) -> str:
    said = progress_of(task, body)
    if said and said.state is State.DONE:
        when = f" ngày {day(said.done)}" if said.done else ""
        by = f", bằng {_document(said.document, all_, root)}" if said.document else ""
        return f"<span data-vb-state>đã xong{when}</span>{by}<br><small>biên tập viên ghi</small>"
    begun = "<br><small>đang làm (biên tập viên ghi)</small>" if said and said.state is State.BEGUN else ""
    some = [p for p in task.progress if p.body and p.state is State.DONE] if not body else []
    begun += f"<br><small>{len(some)} cơ quan đã xong (biên tập viên ghi)</small>" if some else ""
    return f"<span data-vb-state>{static_state(task)}</span>{begun}"


def static_state(task: Task) -> str:
    """What is true on any day."""
    limit = task.deadline
    if limit is None:
        return "không thời hạn"
    if limit.due:
        return f"hạn {day(limit.due)}"
    return "định kỳ" if limit.kind is Kind.RECURRING else "theo sự kiện"


def _document(name: str, all_: Assignments, root: str) -> str:
    paper = all_.papers.get(name)
    if paper is None:
        return escape(name, False)
    return f'<a href="{root}{escape(paper.address)}">{escape(paper.short, False)}</a>'


def _evidence(task: Task, all_: Assignments, root: str) -> str:
    """The clauses that carry the task out, those that a machine proposes told apart."""
    if not task.evidence:
        return ""
    links = []
    for proof in task.evidence[:3]:
        if paper := all_.papers.get(proof.page):
            name = f"{paper.short}, {clause_name(proof.clause)}"
            anchor = all_.anchor(proof.page, proof.clause)
            said = "biên tập viên ghi" if proof.asserted else "máy đề xuất"
            href = f"{root}{escape(paper.address)}{anchor}"
            links.append(f'<a href="{href}">{escape(name, False)}</a> ({said})')
    return f"<br><small>Thực hiện: {'; '.join(links)}</small>" if links else ""


# On the page of a document


def asked_html(asked: list[Given], all_: Assignments) -> str:
    """The tasks of one document as a list; "" if it has none."""
    if not asked:
        return ""
    root = relative("", asked[0].paper.address)
    items = "".join(_item(given, all_, root) for given in asked)
    return f'<ul class="vb-asked" data-vb-tasks>{items}</ul>'


def _item(given: Given, all_: Assignments, root: str) -> str:
    task = given.task
    place = f"#{given.address.partition('#')[2]}" if "#" in given.address else "#toan-van"
    name = given.place or "Phần không đánh số"
    who = "" if not (task.leads or task.helpers) else f"<br><small>Giao: {_who(task, all_, root)}</small>"
    edited = " <small>(biên tập viên ghi)</small>" if task.asserted else ""
    limit = task.deadline
    words = f" <small>“{escape(limit.words, False)}”</small>" if limit and limit.words else ""
    return (
        f'<li id="{given.id}" tabindex="-1"{_data(task, "")}><a href="{escape(place)}">'
        f"{escape(name[:1].upper() + name[1:], False)}</a>: {escape(_begin(task.title), False)}{edited}"
        f'{who}<br><span class="vb-asked__when">{_state(task, all_, root, "")}{words}</span>'
        f"{_evidence(task, all_, root)}</li>"
    )


def _begin(title: str) -> str:
    """Enough of *title* to know it by: its clause is on the same page."""
    return title if len(title) <= 120 else f"{title[:110].rsplit(' ', 1)[0].rstrip(' ,;:…')}…"


def marks(asked: Iterable[Given]) -> dict[int, list[tuple[int, str]]]:
    """By paragraph, at which offset a task ends and the link to it that stands there.

    The words of the link are the style sheet's, not the document's.  Where neither who nor when is new
    (the points under "2. Bộ Tài chính:") nothing is marked.
    """
    found: dict[int, list[tuple[int, str]]] = {}
    for given in asked:
        task = given.task
        if said := _mark(task):
            shown = escape(said)
            origin = "biên tập viên ghi" if task.asserted else "máy nhận ra"
            link = (
                f'<a class="vb-given" href="#{given.id}" data-given="{shown}"{_data(task, "")} '
                f'aria-label="Nhiệm vụ ({origin}): {shown}"></a>'
            )
            found.setdefault(task.paragraph, []).append((task.end, link))
    return found


def _mark(task: Task) -> str:
    who = [] if task.inherited else [d.words for d in task.leads]
    names = ", ".join(who)
    if len(names) > _SHORT:
        names = f"{names[:_SHORT].rsplit(' ', 1)[0].rstrip(' ,')}…"
    parts = [f"Giao: {names}"] if names else []
    if task.deadline:
        parts.append(static_state(task))
    return " · ".join(parts)


def dues(tasks: Iterable[Given], body: str = "") -> str:
    """The last days of *tasks* that are not done, for a script to count."""
    return " ".join(_open(tasks, body))


def _open(tasks: Iterable[Given], body: str) -> Iterator[str]:
    for given in tasks:
        if given.due and not done(given.task, body):
            yield given.due
