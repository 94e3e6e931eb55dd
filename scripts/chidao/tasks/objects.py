"""A task as programs read it: values that JSON knows."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from .model import Deadline, Doer, Task


def as_object(task: Task) -> dict[str, Any]:
    """The form of a task for JSON; days are ISO 8601, what is not known is null."""
    return {
        "id": task.id,
        "page": task.page,
        "clause": task.clause,
        "order": task.order,
        "title": task.title,
        "words": task.words,
        "leads": [_doer(doer) for doer in task.leads],
        "helpers": [_doer(doer) for doer in task.helpers],
        "deadlines": [deadline_object(deadline) for deadline in task.deadlines],
        "above": task.above,
        "items": task.items,
        "result": task.result,
        "inherited": task.inherited,
        "asserted": task.asserted,
        "progress": [asdict(progress) for progress in task.progress],
        "evidence": [asdict(evidence) for evidence in task.evidence],
    }


def _doer(doer: Doer) -> dict[str, Any]:
    # `asdict` copies each of 63 names, where all provinces are meant.
    return {"words": doer.words, "bodies": doer.bodies, "group": doer.group}


def deadline_object(deadline: Deadline) -> dict[str, Any]:
    """The form of a deadline for JSON."""
    return {
        "kind": str(deadline.kind),
        "date": deadline.due,
        "from": deadline.since,
        "to": deadline.due,
        "every": deadline.every,
        "on": [list(day) for day in deadline.on],
        "length": asdict(deadline.length) if deadline.length else None,
        "counted_from": deadline.counted_from,
        "words": deadline.words,
        "reason": deadline.reason,
        "impossible": deadline.impossible,
    }
