"""The order in which a document is read: its body, the boxes where they hang, the notes behind it all.

What comes out are blocks, not yet paragraphs: the old encodings are told by the words of the whole file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from .. import legacy
from .diagrams import texts_of
from .names import (
    ALTERNATE,
    BODY,
    GRAPHIC,
    PARAGRAPH,
    PARAGRAPH_FORMAT,
    RUN_FORMAT,
    TABLE,
    Element,
    child_of,
    number,
    switch,
    value,
    w,
)
from .numbering import Counter, Label, Numbering
from .package import Package
from .runs import Reference, Runs, Told, Words, alternative
from .styles import Style, Styles
from .tables import LONGEST_LAYOUT, Cell, Kind, columns_of, is_ruled, kind_of, rows_of


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as Word has it."""

    words: tuple[Words, ...]
    label: str = ""
    """Its automatic label with the blank behind it: "1. "."""
    label_font: str | None = None
    level: int = 0
    tight: bool = False
    """No empty paragraph, no change of alignment, and no table stood before it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that holds data: the blocks of each column."""

    cells: tuple[tuple[Block, ...], ...]
    tight: bool = False


@dataclass
class Reader:
    """Reads the stories of one document."""

    package: Package
    told: Told = field(default_factory=Told)
    notes: dict[Reference, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        related = self.package.related
        self.styles = Styles(related("styles"), related("theme"))
        self.numbering = Numbering(related("numbering"), self.styles)

    def blocks(self) -> Iterator[Block | Row]:
        """All blocks in reading order; the notes are the last."""
        body = self.package.main.find(BODY)
        if body is None:
            return
        yield from _Story(self, body).read(body)
        yield from self._note_blocks()

    def _note_blocks(self) -> Iterator[Block]:
        """The notes that the text refers to: "[1] " and the words."""
        parts = {kind: self._notes_of(kind) for kind in {note.kind for note in self.notes}}
        done = 0
        while done < len(self.notes):  # a note may refer to another
            fresh = list(islice(reversed(self.notes.items()), len(self.notes) - done))[::-1]
            done += len(fresh)
            for note, count in fresh:
                element = parts.setdefault(note.kind, {}).get(note.id)
                if element is None:
                    continue
                found = [b for b in _flat(_Story(self, element).read(element)) if b.words]
                for index, block in enumerate(found):
                    label = f"[{count}] {block.label}" if index == 0 else block.label
                    yield replace(block, label=label, tight=False)

    def _notes_of(self, kind: str) -> dict[str, Element]:
        part = self.package.related(kind)
        return {} if part is None else {note.get(w("id"), ""): note for note in part}


@dataclass
class _Story:
    """Reads one story from its beginning to its end."""

    reader: Reader
    root: Element
    aligned: str | None = None
    gap: bool = True
    held: list[Words] = field(default_factory=list)
    """Words of a paragraph whose mark is deleted or hidden: they belong to the next one."""

    def __post_init__(self) -> None:
        reader = self.reader
        self.runs = Runs(reader.styles, reader.told, reader.notes, self.root)
        self.counter = Counter(reader.numbering)

    def read(self, container: Element) -> Iterator[Block | Row]:
        """The blocks of *container*."""
        yield from self._children(container)
        if self.held:
            yield Block(tuple(self.held))
            self.held = []

    def _children(self, container: Element) -> Iterator[Block | Row]:
        for child in container:
            tag = child.tag
            if tag == PARAGRAPH:
                yield from self._paragraph(child)
            elif tag == TABLE:
                yield from self._table(child)
            elif tag == ALTERNATE:
                yield from self._children(alternative(child))
            elif tag in _CONTAINERS:
                yield from self._children(child)
            elif tag in _ELSEWHERE:
                self.reader.told.counts["elsewhere"] += 1

    def _paragraph(self, element: Element) -> Iterator[Block | Row]:
        properties = child_of(element, PARAGRAPH_FORMAT)
        name = value(properties, _STYLE)
        styles = self.reader.styles
        style = styles.paragraph(name)
        words, boxes = self.runs.of(element, style.format.over(styles.base))
        mark = None if properties is None else child_of(properties, RUN_FORMAT)
        joined = mark is not None and (_deleted(mark) or switch(mark, _HIDDEN))
        if joined:
            self.held += words
        else:
            words = [*self.held, *words]
            self.held = []
            font = None if mark is None else styles.format_of(mark).font
            if font is None and words:
                font = words[0].font
            yield from self._block(properties, style, name, words, font)
        for box in boxes:
            if box.tag == GRAPHIC:
                yield from self._diagram(box)
            else:
                yield from _Story(self.reader, box).read(box)
            self.gap = True

    def _diagram(self, graphic: Element) -> Iterator[Block]:
        texts = texts_of(self.reader.package, graphic)
        if not texts:
            self.reader.told.counts["diagram"] += 1
        for text in texts:
            yield Block((Words(text),))

    def _block(
        self,
        properties: Element | None,
        style: Style,
        name: str | None,
        words: list[Words],
        font: str | None,
    ) -> Iterator[Block]:
        numbered = None if properties is None else child_of(properties, _NUMBERED)
        label = Label("")
        place = None
        if numbered is not None or style.numbering is not None:
            place = self.reader.numbering.place(numbered, style, name)
        if place is not None:
            label = self.counter.label(place)
        filled = any(not piece.text.isspace() for piece in words)
        if not filled and not any(map(str.isalnum, label.text)):
            self.gap = True
            return
        alignment = _SIDES.get(value(properties, _ALIGNMENT) or style.alignment or "", "")
        level = style.outline if properties is None else number(value(properties, _OUTLINE), -1)
        if level is None or level < 0:
            level = style.outline
        tight = not self.gap and alignment == self.aligned
        self.gap, self.aligned = False, alignment
        yield Block(
            tuple(words),
            label.text,
            label.font or font,
            0 if level is None or level > 8 else min(level + 1, 6),
            tight,
        )

    def _table(self, table: Element) -> Iterator[Block | Row]:
        rows = list(rows_of(table))
        # Read in the order of the file, in which Word counts its lists; put in order afterwards.
        read = [[self._cell(cell) for cell in row] for row in rows]
        tell = texts_of_blocks if len(rows) <= LONGEST_LAYOUT else _first_words
        texts = in_cells(read, tell([block for row in read for cell in row for block in _flat(cell)]))
        kind = kind_of(texts, is_ruled(table, rows, self.reader.styles))
        if kind is Kind.DATA:
            yield from _by_rows(rows, read)
        elif kind is Kind.COLUMNS:
            yield from _by_columns(rows, read)
        else:
            yield from (block for row in read for cell in row for block in cell)
        self.gap = True

    def _cell(self, cell: Cell) -> list[Block | Row]:
        self.gap = True
        found = list(self._children(cell.element))
        if self.held:
            found.append(Block(tuple(self.held)))
            self.held = []
        return found


def _by_columns(rows: list[list[Cell]], read: list[list[list[Block | Row]]]) -> Iterator[Block | Row]:
    """Column by column, down to a cell that goes across all of them."""
    waiting: dict[int, list[Block | Row]] = {}
    for row, cells in zip(rows, read, strict=True):
        filled = [(cell.column, blocks) for cell, blocks in zip(row, cells, strict=True) if blocks]
        if len(row) == 1:
            for column in sorted(waiting):
                yield from waiting[column]
            waiting = {}
        for column, blocks in filled:
            waiting.setdefault(column, []).extend(blocks)
    for column in sorted(waiting):
        yield from waiting[column]


def _by_rows(rows: list[list[Cell]], read: list[list[list[Block | Row]]]) -> Iterator[Block | Row]:
    """Row by row, each text in its column, and once; a table in a cell becomes words of that cell."""
    filled = [
        [(cell, tuple(_flat(blocks))) for cell, blocks in zip(row, cells, strict=True) if blocks]
        for row, cells in zip(rows, read, strict=True)
    ]
    columns = columns_of(cell for row in filled for cell, _blocks in row)
    tight = False
    for row in filled:
        if columns is None:
            found = [blocks for _cell, blocks in row]
        else:
            found = [()] * len(columns)
            for cell, blocks in row:
                found[columns[cell.column]] = blocks
        if row:
            yield Row(tuple(found), tight)
            tight = True


def _flat(blocks: Iterator[Block | Row] | list[Block | Row]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Block):
            yield block
        else:
            for cell in block.cells:
                yield from cell


def in_cells(read: list[list[list[Block | Row]]], texts: Iterable[str]) -> list[list[list[str]]]:
    """The *texts* of all blocks of a table, in its rows and cells again."""
    each = iter(texts)
    return [[[next(each) for _block in _flat(cell)] for cell in row] for row in read]


def texts_of_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """The words of the blocks of a table, in Unicode, by which it is told."""
    decoded = legacy.decode_all([runs_of(block) for block in blocks])
    for block, (texts, _scheme) in zip(blocks, decoded, strict=True):
        shown = (x.upper() if words.capitals else x for x, words in zip(texts[1:], block.words, strict=True))
        yield " ".join("".join([texts[0], *shown]).split())


def _first_words(blocks: Sequence[Block]) -> Iterator[str]:
    """Enough to see that a cell is filled."""
    for block in blocks:
        yield (block.label + "".join(words.text for words in block.words[:1]))[:9].strip() or "…"


def runs_of(block: Block) -> list[legacy.Run]:
    """The label of a block and its words, to be decoded."""
    label = legacy.Run(block.label, block.label_font if any(map(str.isalnum, block.label)) else None)
    return [label, *(legacy.Run(words.text, words.font) for words in block.words)]


def _deleted(mark: Element) -> bool:
    """Whether the mark of a paragraph is deleted: it goes on with the next (17.13.5.15)."""
    return next(mark.iterchildren(*_DELETED_MARKS), None) is not None


_STYLE, _NUMBERED, _HIDDEN = w("pStyle"), w("numPr"), w("vanish")
_ALIGNMENT, _OUTLINE = w("jc"), w("outlineLvl")
_DELETED_MARKS = frozenset((w("del"), w("moveFrom")))
_CONTAINERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_ELSEWHERE = frozenset((w("altChunk"), w("subDoc")))
_SIDES = {"center": "center", "right": "right", "end": "right"}
