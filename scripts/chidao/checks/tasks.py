"""Điều biên tập viên ghi về nhiệm vụ là về một nhiệm vụ có trong văn bản.

Đạt:

    ---
    type: Chỉ thị
    tasks:
    - clause: "1"
      progress: xong
      done: 2025-07-28
    ---

    # CHỈ THỊ

    1. Giao Sở Tài chính rà soát nhu cầu kinh phí của các đơn vị.

Không đạt, vì văn bản không có điều khoản ấy:

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

from .. import tasks
from ..tasks.editors import unclear
from .page import Page
from .problem import Problem

CODE = "tasks"
TITLE = "Nhiệm vụ"


def check(page: Page) -> Iterator[Problem]:
    stated = page.front_matter.values.get("tasks")
    if not stated or not page.entry:
        return
    document = page.entry.document
    for place, message in unclear(tasks.tasks_of(document, page.entry.address), stated, document):
        yield Problem("", page.line_of(f"tasks.{place}"), message, CODE)
