"""What an editor says of tasks is about a task that is there.

Passes:

    ---
    type: Chỉ thị
    tasks:
    - clause: "1"
      progress: xong
      done: 2025-07-28
    ---

    # CHỈ THỊ

    1. Giao Sở Tài chính rà soát nhu cầu kinh phí của các đơn vị.

Fails, because there is no such clause:

    ---
    type: Chỉ thị
    tasks:
    - clause: "9"
      progress: xong
    ---

    # CHỈ THỊ

    1. Giao Sở Tài chính rà soát nhu cầu kinh phí của các đơn vị.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..library import Entry
from ..tasks import tasks_of
from ..tasks.editors import unclear
from .problem import Problem

CODE = "tasks"


def check(entry: Entry) -> Iterator[Problem]:
    stated = entry.front_matter.values.get("tasks")
    if not stated:
        return
    lines = entry.front_matter.lines
    for place, message in unclear(tasks_of(entry.document, entry.address), stated, entry.document):
        yield Problem("", lines.get(f"tasks.{place}", lines.get("tasks", 1)), message, CODE)
