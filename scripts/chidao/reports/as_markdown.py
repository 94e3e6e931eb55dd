"""The skeleton as Markdown: for those who write in a text editor, and for this library's own pages."""

from __future__ import annotations

from collections.abc import Iterable

from ..pages.escape import escape, escape_start
from .skeleton import Block, Kind, Skeleton


def markdown(skeleton: Skeleton) -> str:
    """The whole text, with a line end at its end."""
    head = [f"**{escape(skeleton.body.upper())}**", f"# {escape(skeleton.title)}"]
    if skeleton.subject:
        head.append(f"**{escape(skeleton.subject)}**")
    return "\n\n".join([*head, *_blocks(skeleton.blocks), *_blocks(skeleton.annex)]) + "\n"


def _blocks(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if block.kind is Kind.TABLE:
            yield _table(block)
        elif block.kind is Kind.HEADING:
            # "1. Cấp tỉnh" and "#" are words in a heading; six levels are all that there are.
            yield f"{'#' * min(block.level + 1, 6)} {escape(block.text)}"
        elif block.kind is Kind.FOUND:
            yield f"- {escape(block.text)}"
        elif block.kind is Kind.ASK:
            yield f"> {_start(block.text)}"
        elif block.kind is Kind.WARN:
            yield f"**Lưu ý:** {escape(block.text)}"
        else:
            yield _start(block.text)


def _start(text: str) -> str:
    line = escape_start(escape(text))
    # A dash or a number with a dot begins a list; here it is a word of the outline.
    return f"\\{line}" if line.startswith(("- ", "+ ", "* ")) else line


def _table(block: Block) -> str:
    rows = [f"| {' | '.join(map(_cell, row))} |" for row in block.rows]
    return "\n".join([rows[0], f"|{' --- |' * len(block.rows[0])}", *rows[1:]])


def _cell(text: str) -> str:
    return escape(text).replace("|", "\\|")
