"""What editors say of tasks in front matter: they correct, add, reject, assign, and record progress.

tasks:
- clause: "4(10)"                        the task of that clause; with "order: 2" its second
  deadline: 2025-08-15                   correct; also title, assignee, helpers
- clause: "2.3"
  reject: true                           it is none
- clause: "6"
  add: true                              one that was not found
  title: Sơ kết hai năm thực hiện
  assignee: [Ban Tổ chức Tỉnh ủy]
- clause: "4(10)"
  progress: xong                         chưa, đang, xong
  body: Ban Thường vụ Tỉnh ủy Hà Tĩnh    whose, where the task is given to several
  done: 2025-07-28
  document: van-ban/2025/quyet-dinh-12-qd-tu.md
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ..document import Document, Facts
from ..text import key
from .bodies import doers
from .model import Deadline, Doer, Kind, Progress, State, Task

SAID = "biên tập viên ghi"


def with_editors(
    tasks: Iterable[Task],
    stated: object,
    page: str,
    document: Document,
    abbreviations: Mapping[str, Sequence[str]] | None = None,
) -> list[Task]:
    """*tasks* of one page with what its editors say under the key `tasks`, *stated*.

    What cannot be read is left out; `unclear` tells.
    """
    found = {(t.clause, t.order): t for t in tasks}
    added: list[Task] = []
    for entry in _entries(stated):
        clause = _text(entry.get("clause"))
        if _yes(entry.get("add")):
            added.append(_new(entry, page, clause, len(added) + 1, document, abbreviations or {}))
            continue
        for index in _meant(found, clause, entry):
            if _yes(entry.get("reject")):
                del found[index]
            else:
                found[index] = _corrected(found[index], entry, document.facts, abbreviations or {})
    return sorted([*found.values(), *added], key=lambda t: (t.paragraph, t.start, t.order))


def unclear(tasks: Iterable[Task], stated: object, document: Document) -> Iterator[tuple[int, str]]:
    """What is wrong with *stated*: the place of each entry in the list, and a sentence in Vietnamese."""
    found = {(t.clause, t.order): t for t in tasks}
    clauses = {clause.id for clause in document.clauses}
    for place, entry in enumerate(_entries(stated)):
        clause = _text(entry.get("clause"))
        if clause is not None and clause not in clauses:
            yield (
                place,
                f"khóa «tasks» ghi điều khoản «{clause}», không có trong văn bản này; xem mục lục của trang",
            )
        elif not _yes(entry.get("add")) and not list(_meant(found, clause, entry)):
            where = f"điều khoản «{clause}»" if clause else "phần không đánh số"
            yield place, f"không tìm thấy nhiệm vụ nào ở {where}; thêm «add: true» nếu đây là nhiệm vụ bị sót"
        if _yes(entry.get("add")) and not _text(entry.get("title")):
            yield place, "nhiệm vụ thêm vào chưa có «title»; ghi một câu nói việc phải làm"
        if _text(entry.get("done")) and entry.get("progress") != State.DONE:
            yield place, "có ngày «done» nhưng «progress» không phải «xong»; ghi «progress: xong»"


def _entries(stated: object) -> Iterator[dict[str, Any]]:
    for entry in stated if isinstance(stated, list) else ():
        yield entry if isinstance(entry, dict) else {}


def _meant(
    found: Mapping[tuple[str | None, int], Task], clause: str | None, entry: Mapping[str, Any]
) -> list[tuple[str | None, int]]:
    """The tasks that an entry is about: that of its order, else all of its clause."""
    order = _text(entry.get("order"))
    return [index for index in found if index[0] == clause and (order is None or order == str(index[1]))]


def _new(
    entry: Mapping[str, Any],
    page: str,
    clause: str | None,
    number: int,
    document: Document,
    abbreviations: Mapping[str, Sequence[str]],
) -> Task:
    at = next((c for c in document.clauses if c.id == clause), None)
    anchor = at.anchor if at else ""
    task = Task(
        id=f"{page}#{anchor}/+{number}",
        page=page,
        clause=clause,
        order=number,
        paragraph=at.paragraph if at else 0,
        start=at.start if at else 0,
        end=at.start if at else 0,
        title=_text(entry.get("title")) or "",
        words="",
        asserted=True,
    )
    return _corrected(task, entry, document.facts, abbreviations)


def _corrected(
    task: Task, entry: Mapping[str, Any], facts: Facts, abbreviations: Mapping[str, Sequence[str]]
) -> Task:
    changes: dict[str, Any] = {}
    if title := _text(entry.get("title")):
        changes["title"] = title
    if names := _names(entry.get("assignee")):
        changes |= {"leads": _doers(names, facts, abbreviations), "inherited": False}
    if names := _names(entry.get("helpers")):
        changes["helpers"] = _doers(names, facts, abbreviations)
    if "deadline" in entry:
        due = _day(entry.get("deadline"))
        # A blank takes away what was found; what is no day changes nothing.
        if due:
            changes["deadlines"] = (Deadline("", 0, 0, Kind.DATE, due, reason=SAID),)
        elif _text(entry.get("deadline")) is None:
            changes["deadlines"] = ()
    if changes:
        changes["asserted"] = True
    if progress := _progress(entry):
        changes["progress"] = (*task.progress, progress)
    return replace(task, **changes) if changes else task


def _doers(names: list[str], facts: Facts, abbreviations: Mapping[str, Sequence[str]]) -> tuple[Doer, ...]:
    return tuple(doer for name in names for doer in doers(name, facts, abbreviations))


def _progress(entry: Mapping[str, Any]) -> Progress | None:
    said = _text(entry.get("progress"))
    if said not in [str(state) for state in State]:
        return None
    return Progress(
        State(said),
        _day(entry.get("done")),
        _text(entry.get("document")),
        _text(entry.get("body")),
        _text(entry.get("note")),
    )


def progress_of(task: Task, body: str) -> Progress | None:
    """The last word on *task* for *body*: its own, else that for all."""
    if not task.progress:
        return None
    own = [p for p in task.progress if p.body and key(p.body) == key(body)]
    shared = [p for p in task.progress if not p.body]
    said = own or shared
    return said[-1] if said else None


def done(task: Task, body: str = "") -> bool:
    """Whether an editor says that *task* is done: by *body*, else by all."""
    said = progress_of(task, body)
    return said is not None and said.state is State.DONE


def _names(value: object) -> list[str]:
    given = value if isinstance(value, list) else [value]
    return [name for name in map(_text, given) if name]


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _yes(value: object) -> bool:
    return str(value).lower() == "true"


def _day(value: object) -> str | None:
    """A day of the calendar; what is wrong with another, `chidao check` tells (checks/dates.py)."""
    try:
        return str(value) if date.fromisoformat(str(value)).isoformat() == value else None
    except ValueError:
        return None
