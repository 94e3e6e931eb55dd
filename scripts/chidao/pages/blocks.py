"""Blocks whose reading is certain, so that markdown-it-py is asked only about the others.

Nine blocks of ten on a page are plain paragraphs, headings, or list entries of one paragraph.  By
CommonMark 0.31 (4.2, 4.8, 5.2) a line that begins with a letter can begin nothing but a paragraph, and
an unindented block behind a blank line goes on with nothing above it: such blocks need no parser, and
a build takes a third less time.  `tests/test_pages.py` proves on all texts at hand that both ways agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Block(NamedTuple):
    """A block that was read: the parts of one paragraph."""

    label: str
    """Of a list entry: "1.", "-"; else empty."""
    level: int
    """Of a heading, else 0."""
    lines: tuple[str, ...]
    at: int
    """Of its first line in the text, counted from 0."""
    tight: bool
    """Whether it follows its brother without a blank line."""


class Other(NamedTuple):
    """Lines that only a parser can tell."""

    lines: tuple[str, ...]
    at: int


# A letter, a bracket or a quotation mark, "2.1", or "**Giao": no block begins so but a paragraph.
_PLAIN = re.compile(r"[^\W\d_]|[(“\"]|\d+\.\d|\*{1,3}[^\W\d_]")
_ENTRY = re.compile(r"(?:([-+])|(\d{1,9})([.)])) (?=[^\W\d_]|[(“\"]|\*{1,3}[^\W\d_])")
_HEADING = re.compile(r"(#{1,6}) ([^\s#][^#]*)$")


def blocks(text: str) -> Iterator[Block | Other]:
    """Cut *text* at its blank lines; every line is in one of the blocks, in order."""
    lines = text.split("\n")
    other: list[tuple[int, int]] = []
    for start, end in _runs(lines):
        found = _certain(lines, start, end)
        if found is None or (other and lines[start][0] in " \t"):
            other.append((start, end))
            continue
        if other:
            yield _other(lines, other)
            other.clear()
        yield from found
    if other:
        yield _other(lines, other)


def _runs(lines: list[str]) -> list[tuple[int, int]]:
    """The runs of lines that are not blank; an indented run belongs to the one above it."""
    runs: list[tuple[int, int]] = []
    start = None
    for index, line in enumerate([*lines, ""]):
        if line and not line.isspace():
            if start is None:
                start = index
        elif start is not None:
            if lines[start][0] in " \t" and runs:
                runs[-1] = (runs[-1][0], index)
            else:
                runs.append((start, index))
            start = None
    return runs


def _other(lines: list[str], runs: list[tuple[int, int]]) -> Other:
    first, last = runs[0][0], runs[-1][1]
    return Other(tuple(lines[first:last]), first)


def _certain(lines: list[str], start: int, end: int) -> list[Block] | None:
    first = lines[start]
    if first[0] == "#":
        heading = _HEADING.match(first)
        if heading and end == start + 1:
            return [Block("", len(heading[1]), (heading[2].strip(),), start, False)]
        return None
    found: list[Block] = []
    label, begin = "", start
    content: list[str] = []
    for index in range(start, end):
        line = lines[index]
        if line.endswith(" ") and line.rstrip().endswith("\\"):
            return None  # without its blank, the backslash would break the line
        if entry := _ENTRY.match(line):
            if content:
                if not label:
                    return None  # whether a list may interrupt a paragraph is for the parser to say
                found.append(Block(label, 0, tuple(content), begin, begin > start))
            label, content, begin = entry[1] or entry[2] + entry[3], [line[entry.end() :].strip()], index
        elif _PLAIN.match(line.lstrip()) and (content or line[0] not in " \t"):
            content.append(line.strip())
        else:
            return None
    found.append(Block(label, 0, tuple(content), begin, begin > start))
    return found
