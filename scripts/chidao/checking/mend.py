"""Make the edits that are certain, and nothing else.

A file is written whole or not at all; its line ends stay as they are.  An edit is made only where the letters
that it replaces stand in their place; where two overlap the first is made, and the next look finds the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from ..checks import Edit, Problem
from ..conversion import write_whole
from ..project import Project
from .examine import examine

_ROUNDS = 5
"""Looks at a file: what an edit uncovers is mended, too."""


def mend(project: Project, problems: Iterable[Problem], *, again: bool = True) -> dict[str, int]:
    """Make the edits of *problems*; how many were made in each file, by its name.

    With *again* each file is looked at again, for edits that could not be made beside another.
    """
    edits: dict[str, list[Edit]] = defaultdict(list)
    for problem in problems:
        if problem.edit:
            edits[problem.path].append(problem.edit)
    made: dict[str, int] = {}
    for name, each in edits.items():
        path = project.root / name
        text = path.read_bytes().decode("utf-8")
        mended, count = applied(text, each)
        for _round in range(_ROUNDS if again else 0):
            found = [p.edit for p in examine(project, path, mended.encode("utf-8")).problems if p.edit]
            mended, more = applied(mended, found)
            count += more
            if not more:
                break
        if mended != text:
            write_whole(path, mended)
            made[name] = count
    return made


def applied(text: str, edits: Iterable[Edit]) -> tuple[str, int]:
    """*text* with *edits* made, and how many of them were.

    >>> applied("a\\r\\ndate: 1/2/2025\\r\\n", [Edit(2, 6, 14, "1/2/2025", "2025-02-01")])
    ('a\\r\\ndate: 2025-02-01\\r\\n', 1)
    """
    pieces = re.split(r"(\r\n|\n|\r)", text)
    lines, ends = pieces[::2], [*pieces[1::2], ""]
    end = next((found for found in ends if found), "\n")
    count = 0
    reached: dict[int, int] = {}
    for edit in sorted(set(edits), key=lambda e: (e.line, -e.start, -e.end)):
        index = edit.line - 1
        if index >= len(lines) or edit.end > reached.get(index, len(lines[index])):
            continue
        if lines[index][edit.start : edit.end] != edit.old:
            continue
        new = Edit(edit.line, edit.start, edit.end, edit.old, edit.new.replace("\n", end))
        lines[index] = new.applied(lines[index])
        reached[index] = edit.start
        count += 1
    return "".join(line + end for line, end in zip(lines, ends, strict=True)), count


def corrected(path: Path, edit: Edit) -> str | None:
    """The line, or the lines, that *edit* makes; None where it cannot be made."""
    try:
        lines = path.read_bytes().decode("utf-8").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except (OSError, UnicodeDecodeError):
        return None
    line = lines[edit.line - 1] if edit.line <= len(lines) else ""
    return edit.applied(line) if line[edit.start : edit.end] == edit.old else None
