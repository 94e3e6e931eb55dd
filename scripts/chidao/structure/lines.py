"""Lines that make up one name or one sentence become one paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Mark, Paragraph, Role


def join(paragraphs: Sequence[Paragraph], role: Role) -> Paragraph:
    """Make one paragraph of several lines; their marks and lines stay with their words."""
    first = paragraphs[0]
    if len(paragraphs) == 1:
        return first.as_(role)
    marks: list[Mark] = []
    lines: list[tuple[int, int]] = []
    length = 0
    for paragraph in paragraphs:
        if length:
            lines.append((length, paragraph.line))
        lines += [(length + offset, line) for offset, line in paragraph.lines]
        for m in paragraph.marks:
            start, end = m.start + length, m.end + length
            if marks and marks[-1].kind == m.kind and marks[-1].end == start - 1:
                marks[-1] = Mark(marks[-1].start, end, m.kind)
            else:
                marks.append(Mark(start, end, m.kind))
        length += len(paragraph.text) + 1
    text = " ".join(p.text for p in paragraphs)
    return Paragraph(text, tuple(marks), first.level, (), first.tight, first.line, tuple(lines), role)
