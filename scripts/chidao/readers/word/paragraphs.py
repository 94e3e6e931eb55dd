"""Words with their format → paragraphs with their marks, in Unicode."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ...document import Mark, Paragraph
from ...text import fold_blanks, normalise
from .. import legacy
from ..reflow import Line, reflow
from .runs import Words
from .sides import apart
from .story import Block, Row, runs_of


class Found(NamedTuple):
    """The paragraphs of a document."""

    paragraphs: tuple[Paragraph, ...]
    schemes: tuple[str, ...]
    """The old encodings that were decoded: "TCVN3", "VNI"."""


def paragraphs(blocks: Sequence[Block | Row]) -> Found:
    """Make paragraphs of *blocks*; lines broken inside one are joined as in a text."""
    decoded, schemes = _decoded(blocks)
    found: list[Paragraph] = []
    for block in apart(decoded):
        if isinstance(block, Row):
            cells = tuple(map(_cell, block.cells))
            text = " ".join(cell for cell in cells if cell)
            if text:
                found.append(Paragraph(text, cells=cells, tight=block.tight))
        else:
            found += _paragraphs(block)
    return Found(tuple(found), schemes)


def _decoded(blocks: Sequence[Block | Row]) -> tuple[list[Block | Row], tuple[str, ...]]:
    """The same blocks in Unicode, capitals as they are shown, and the old encodings that they were in."""
    every = list(_all(blocks))
    decoded = legacy.decode_all([runs_of(block) for block in every])
    texts = {id(block): found for block, found in zip(every, decoded, strict=True)}

    def written(block: Block) -> Block:
        label, *own = texts[id(block)].texts
        if label == block.label and all(
            text == piece.text and not piece.capitals for piece, text in zip(block.words, own, strict=True)
        ):
            return block
        words = tuple(
            piece._replace(text=text.upper() if piece.capitals else text)
            for piece, text in zip(block.words, own, strict=True)
        )
        return replace(block, words=words, label=label)

    found: list[Block | Row] = []
    for block in blocks:
        if isinstance(block, Row):
            found.append(replace(block, cells=tuple(tuple(map(written, cell)) for cell in block.cells)))
        else:
            found.append(written(block))
    return found, tuple(sorted({each.scheme for each in decoded if each.scheme}))


def _all(blocks: Iterable[Block | Row]) -> Iterable[Block]:
    for block in blocks:
        if isinstance(block, Row):
            for cell in block.cells:
                yield from cell
        else:
            yield block


def _cell(blocks: tuple[Block, ...]) -> str:
    texts = (block.label + "".join(piece.text for piece in block.words) for block in blocks)
    return fold_blanks(normalise("\n".join(texts)))


def _paragraphs(block: Block) -> list[Paragraph]:
    lines = [_line(pieces) for pieces in _broken(block.words)]
    if block.label:
        lines[0] = lines[0].behind(block.label)
    lines = [line for line in lines if line.text]
    if len(lines) == 1:
        return [Paragraph(*lines[0], block.level, tight=block.tight)]
    source = [
        Line(line.text, index, block.level if index == 0 else 0, (), index > 0 or block.tight)
        for index, line in enumerate(lines)
    ]
    return [
        Paragraph(*_joined([lines[line.number] for line in group]), group[0].level, tight=group[0].tight)
        for group in reflow(source)
    ]


class _Line(NamedTuple):
    """A line as it is set, tidied."""

    text: str
    marks: tuple[Mark, ...]

    def behind(self, label: str) -> _Line:
        """This line with an automatic label before it, which has no marks."""
        label = fold_blanks(normalise(label)) + " " * label[-1:].isspace()
        shift = len(label)
        moved = tuple(Mark(m.start + shift, m.end + shift, m.kind) for m in self.marks)
        return _Line((label + self.text).rstrip(), moved)


def _joined(lines: Sequence[_Line]) -> _Line:
    """Several lines as one; what is bold up to the end of one and on in the next is bold throughout."""
    if len(lines) == 1:
        return lines[0]
    marks: list[Mark] = []
    last: dict[str, int] = {}
    length = 0
    for line in lines:
        for mark in line.marks:
            start, end = mark.start + length, mark.end + length
            before = last.get(mark.kind)
            if mark.kind != "note" and before is not None and marks[before].end == start - 1 == length - 1:
                marks[before] = Mark(marks[before].start, end, mark.kind)
                continue
            last[mark.kind] = len(marks)
            marks.append(Mark(start, end, mark.kind))
        length += len(line.text) + 1
    return _Line(" ".join(line.text for line in lines), _ordered(marks))


def _broken(words: Iterable[Words]) -> list[list[Words]]:
    """Cut *words* at the new lines inside them."""
    lines: list[list[Words]] = [[]]
    for piece in words:
        if "\n" not in piece.text:
            lines[-1].append(piece)
            continue
        for number, text in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            lines[-1].append(piece._replace(text=text))
    return lines


def _line(words: list[Words]) -> _Line:
    if not any(piece.strong or piece.em or piece.note for piece in words):
        return _Line(fold_blanks(normalise("".join(piece.text for piece in words))), ())
    out: list[str] = []
    spans: list[tuple[int, int]] = []
    length, blank = 0, False
    for piece in words:
        text = normalise(piece.text)
        folded = fold_blanks(text)
        if folded and length and (blank or text[0].isspace()):
            out.append(" ")
            length += 1
        spans.append((length, length + len(folded)))
        out.append(folded)
        length += len(folded)
        blank = text[-1:].isspace() or (blank and not folded)
    text = "".join(out)
    marks = [Mark(start, end, "note") for piece, (start, end) in zip(words, spans, strict=True) if piece.note]
    for kind in ("strong", "em"):
        marks += _marks(
            kind, [span for piece, span in zip(words, spans, strict=True) if getattr(piece, kind)], text
        )
    return _Line(text, _ordered(marks))


def _marks(kind: str, spans: Iterable[tuple[int, int]], text: str) -> list[Mark]:
    """Stretches of *text* that are set in *kind*, of whole words, blanks between them included."""
    found: list[Mark] = []
    for start, end in spans:
        if start == end:
            continue
        if found and start - found[-1].end <= 1 and not text[found[-1].end : start].strip():
            start = found.pop().start
        found.append(Mark(start, end, kind))
    return [mark for mark in (_whole_words(mark, text) for mark in found) if mark]


def _whole_words(mark: Mark, text: str) -> Mark | None:
    """*mark* on whole words: those that it covers for the most part; None if there are none.

    A single letter in bold inside a word is an accident of typing.
    """
    start = _word_edge(text, mark.start, mark.end, -1)
    end = _word_edge(text, mark.end, mark.start, 1)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Mark(start, end, mark.kind) if any(map(str.isalnum, text[start:end])) else None


_LONGEST_WORD = 40


def _word_edge(text: str, at: int, other: int, side: int) -> int:
    """The edge of the word that *at* cuts: the outer one if most of the word lies towards *other*."""
    if not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()):
        return at
    first, last = at, at
    while first > max(0, at - _LONGEST_WORD) and text[first - 1].isalnum():
        first -= 1
    while last < min(len(text), at + _LONGEST_WORD) and text[last].isalnum():
        last += 1
    outer, inner = (first, min(last, other)) if side < 0 else (last, max(first, other))
    return outer if abs(inner - at) * 2 > last - first else inner


def _ordered(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda m: (m.start, -m.end)))
