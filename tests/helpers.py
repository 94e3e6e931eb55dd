"""What the tests share: case files read, documents and projects made in one line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chidao.document import Document
from chidao.project import Project
from chidao.readers import txt
from chidao.structure import recognise

TESTS = Path(__file__).parent
ROOT = TESTS.parent
SHARED = ROOT.parent / "shared"
LONG = bool(os.environ.get("CHIDAO_LONG"))
"""Are all examples tried (`make test-long`)?  Otherwise those that tell soonest."""
SEEDS = sorted((ROOT / "originals").glob("00[0-4]_*.txt"))


def examples(number: int) -> int:
    """How many of *number* examples are tried: a fifth, or all of them in a long run."""
    return number if LONG else number // 5


def cases(name: str, size: int = 3) -> list:
    """The cases of tests/cases/*name*: title . input . expected .  (each dot alone on its line).

    *size* counts the parts of one, where it has more than these three.
    """
    found, parts = [], [[]]
    for line in (TESTS / "cases" / name).read_text("utf-8").splitlines():
        if line != ".":
            parts[-1].append(line)
        elif len(parts) < size:
            parts.append([])
        else:
            prose, *given = ("\n".join(part).strip("\n") for part in parts)
            found.append(pytest.param(*given, id=prose.rsplit("\n", 1)[-1]))
            parts = [[]]
    assert len(parts) == 1, f"{name}: the case {parts[0][-1]!r} has not {size} dots"
    assert len({case.id for case in found}) == len(found) > 0, f"{name}: two cases have one title"
    return found


def understood(text: str) -> Document:
    """What is understood of an original with this text."""
    return recognise(txt.paragraphs(text))


def put(project: Project, name: str, text: str | bytes) -> Path:
    """Write a file of *project*, with the folders above it."""
    path = project.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path


def said(project: Project, message: str) -> str:
    """A message with its paths as seen from the project."""
    return message.replace(f"{project.root}/", "")


def stated(**facts: object) -> str:
    """Facts as case files write them: a line each, what is unknown left out."""
    lines = []
    for name, value in facts.items():
        values = value if isinstance(value, tuple) else (value,)
        lines += [f"{name}: {each}" for each in values if each]
    return "\n".join(lines)
