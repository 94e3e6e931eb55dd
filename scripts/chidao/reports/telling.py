"""What the library knows as lines of a skeleton: words in «…», then the place, then what is in doubt."""

from __future__ import annotations

from collections.abc import Iterator

from ..structure.labels import label_of
from ..tasks.editors import progress_of
from ..tasks.model import Deadline, State, Task
from ..text import day, sentences
from .knowledge import Given, Held, Said, Source
from .placing import Placed
from .whose import Body

_LONGEST = 420
"""Letters of a quotation; the rest is a click away."""


def told(placed: Placed, body: Body) -> Iterator[str]:
    """A line for each thing that belongs in one place."""
    yield from map(_document, placed.documents)
    yield from map(_clause, placed.clauses)
    yield from (_task(given, body) for given in placed.tasks)


def _document(held: Held) -> str:
    doubts = f" Lưu ý: {'; '.join(held.doubts)}." if held.doubts else ""
    return f"Văn bản: {held.source.title}; {held.reason}. Nguồn: {held.source.address}.{doubts}"


def _clause(said: Said) -> str:
    line = f"Điều khoản: «{_quoted(said.words)}» - {_place(said.source)}."
    for source, sure in said.answers:
        line += f" Thực hiện {_place(source)}" + ("." if sure else " (máy đề xuất, chưa chắc).")
    return line


def _task(given: Given, body: Body) -> str:
    task = given.task
    who = ", ".join(doer.words for doer in task.leads) or "chưa rõ ai"
    label = label_of(task.words)
    words = task.words[label.end if label else 0 :]
    what = f"«{_quoted(words)}»" if words else task.title
    return (
        f"Nhiệm vụ: {what} - {_place(given.source)}. Giao: {who}. Thời hạn: {_limit(task.deadline)}. "
        f"Tình trạng: {_state(task, given, body)}."
    )


def _limit(limit: Deadline | None) -> str:
    if limit is None:
        return "văn bản không nêu"
    if limit.impossible:
        return f"«{limit.words}», ngày không có trong lịch"
    words = f"«{limit.words}»" if limit.words else limit.reason
    return f"{words} (đến hết ngày {day(limit.due)})" if limit.due else words


def _state(task: Task, given: Given, body: Body) -> str:
    if progress := progress_of(task, body.name):
        said = f"{_STATES[progress.state]} theo biên tập viên"
        if progress.done:
            said += f", ngày {day(progress.done)}"
        if progress.document:
            said += f", bằng {progress.document}"
        return said
    if given.evidence:
        places = "; ".join(f"{_place(s)}{'' if sure else ' (chưa chắc)'}" for s, sure in given.evidence)
        return f"có điều khoản thực hiện, chờ biên tập viên xác nhận: {places}"
    return "kho chưa ghi nhận kết quả"


_STATES = {State.DONE: "xong", State.BEGUN: "đang làm", State.NOT_BEGUN: "chưa làm"}


def _place(source: Source) -> str:
    where = f"{source.clause}, " if source.clause else ""
    return f"{where}{source.short} ({source.address})"


def _quoted(words: str) -> str:
    """The words themselves; cut behind a sentence where they are long, which is said."""
    if len(words) <= _LONGEST:
        return words
    end = max((stop for _start, stop in sentences(words) if stop <= _LONGEST), default=0)
    return f"{words[:end] if end else words[:_LONGEST].rsplit(' ', 1)[0]} (…)"
