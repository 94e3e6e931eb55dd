"""Which clause of another document carries a task out: proposed from the alignment of the two documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..graph.alignment import Alignment
from .model import Evidence, Task


def with_evidence(tasks: Iterable[Task], page: str, alignments: Iterable[Alignment]) -> list[Task]:
    """*tasks* of a document with the clauses of *page*, which implements it, that carry them out.

    A clause that carries out 2.2 carries out its items as well, unless another clause carries out the item.
    """
    by_clause: dict[str, list[Alignment]] = {}
    for alignment in alignments:
        if not alignment.repeats:
            by_clause.setdefault(alignment.of, []).append(alignment)
    return [_one(task, page, by_clause) for task in tasks]


def _one(task: Task, page: str, by_clause: dict[str, list[Alignment]]) -> Task:
    if task.clause is None:
        return task
    found = by_clause.get(task.clause) or by_clause.get(task.clause.split("(")[0], [])
    new = [Evidence(page, a.clause, a.certain, a.asserted) for a in found]
    known = {(e.page, e.clause) for e in task.evidence}
    new = [e for e in new if (e.page, e.clause) not in known]
    return replace(task, evidence=(*task.evidence, *new)) if new else task
