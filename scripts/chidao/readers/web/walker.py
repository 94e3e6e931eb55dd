"""The elements of a page → blocks in the order in which they are read.

Columns of a table that only sets the page (the head, the signature) are read one after the other, notes
behind all else; what a browser does not show is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from ..word.formats import written
from ..word.runs import Words
from ..word.story import Block, Row, in_cells, texts_of_blocks
from ..word.tables import Kind, kind_of
from .elements import BLOCKS, CONTROLS, UNSHOWN
from .notes import Notes
from .style import Look, declarations, is_hidden, look
from .tables import Cell, columns_of, is_drawn, rows_of


@dataclass
class Walker:
    """Walks over a page once."""

    notes: Notes
    skipped: set[HtmlElement]
    """Elements that are not of the document."""
    counts: Counter[str] = field(default_factory=Counter)
    """What was met and left out: "deleted", "comment", "picture"."""
    _words: list[Words] = field(default_factory=list)
    _label: str = ""
    _gap: bool = True
    _behind: dict[int, list[Block | Row]] = field(default_factory=dict)

    def blocks(self, body: HtmlElement) -> Iterator[Block | Row]:
        """The blocks of the page, the notes last."""
        yield from self._inside(body, Look(), 0)
        yield from self._flushed(0)
        for number in sorted(self._behind):
            yield from self._behind[number]

    def _inside(self, element: HtmlElement, around: Look, level: int) -> Iterator[Block | Row]:
        self._say(element.text, around)
        ordinal = _Ordinal(element) if element.tag in ("ol", "ul", "menu", "dir") else None
        for child in element:
            if isinstance(child.tag, str):
                yield from self._element(child, around, level, ordinal)
            self._say(child.tail, around)

    def _element(
        self, element: HtmlElement, around: Look, level: int, ordinal: _Ordinal | None
    ) -> Iterator[Block | Row]:
        tag = element.tag
        if element in self.skipped or tag in UNSHOWN or tag in CONTROLS or self._is_unread(element):
            return
        if number := self.notes.references.get(element):
            self._words.append(Words(f"[{number}]", note=True))
            return
        if element in self.notes.backs:
            return
        if element in self.notes.texts:
            yield from self._note(element, around, level)
            return
        seen = look(element, around)
        if tag == "br":
            self._words.append(Words("\n"))
        elif tag == "img":
            self.counts["picture"] += 1
        elif tag == "table":
            yield from self._flushed(level)
            yield from self._table(element, seen, level)
            self._gap = True
        elif tag in BLOCKS:
            yield from self._flushed(level)
            if tag == "hr" or tag in _APART:
                self._gap = True
            if ordinal is not None and tag == "li":
                self._label = ordinal.label(element)
            inner = int(tag[1]) if _HEADING.fullmatch(tag) else level
            if inner:
                seen = seen._replace(strong=False)
            yield from self._inside(element, seen, inner)
            yield from self._flushed(inner)
            if tag == "li" and self._label:
                # An entry without words still shows its number, an empty bullet says nothing.
                if self._label != "• ":
                    yield Block((Words(""),), self._label, level=inner, tight=not self._gap)
                self._label = ""
            if tag in _APART:
                self._gap = True
        else:
            yield from self._inside(element, seen, level)

    def _is_unread(self, element: HtmlElement) -> bool:
        """Whether an office program hides or deletes *element*, or a browser does not show it."""
        if element.tag == "del" and (element.get("datetime") or element.get("cite")):
            self.counts["deleted"] += 1
            return True
        given = declarations(element)
        special = given.get("mso-element", "") + given.get("mso-special-character", "")
        name = element.get("class") or ""
        if special.startswith("comment") or _COMMENT.search(name):
            self.counts["comment"] += special != "comment-list"
            return True
        # LibreOffice writes the running head and foot of the pages so.
        if element.tag == "div" and element.get("title") in ("header", "footer"):
            return True
        return is_hidden(element)

    # --- words -----------------------------------------------------------------------------------

    def _say(self, text: str | None, seen: Look) -> None:
        if not text:
            return
        shown = text if seen.kept else _BLANKS.sub(" ", text)
        self._words.append(Words(shown, seen.font, seen.strong, seen.em, seen.capitals))

    def _flushed(self, level: int) -> Iterator[Block]:
        """The block that has been said so far, if it has words."""
        words, self._words = self._words, []
        if not any(piece.text.strip() for piece in words):
            # An empty paragraph is a gap.
            self._gap = self._gap or any(piece.text.strip(" ") for piece in words)
            return
        label, self._label = self._label, ""
        if label == "• " and _HAS_BULLET.match("".join(piece.text for piece in words)):
            label = ""
        yield Block(_lines_begun(words), label, level=level, tight=not self._gap)
        self._gap = False

    def _note(self, element: HtmlElement, around: Look, level: int) -> Iterator[Block | Row]:
        """Read a note and lay it aside."""
        yield from self._flushed(level)
        number = self.notes.texts.pop(element)
        found = list(_flat(self._element(element, around, 0, None)))
        found += self._flushed(0)
        blocks: list[Block | Row] = []
        for index, block in enumerate(found):
            words = block.words
            if index == 0:
                words = _without_number(words, number)
                blocks.append(Block(words, f"[{number}] {block.label}"))
            else:
                blocks.append(Block(words, block.label))
        self._behind[number] = blocks
        self._gap = True

    # --- tables ----------------------------------------------------------------------------------

    def _table(self, table: HtmlElement, seen: Look, level: int) -> Iterator[Block | Row]:
        for child in table:
            if child.tag == "caption":
                yield from self._element(child, seen, level, None)
        rows = rows_of(table)
        read = [[self._cell(cell, seen, level) for cell in row] for row in rows]
        texts = in_cells(read, texts_of_blocks([b for row in read for cell in row for b in _flat(cell)]))
        drawn = is_drawn(table, rows)
        self._gap = True
        kind = kind_of(texts, drawn)
        if not drawn and any(_is_page(cell) for cells in read for cell in cells):
            kind = Kind.COLUMNS
        if kind is Kind.COLUMNS:
            yield from _by_columns(rows, read)
        elif kind is Kind.FORM:
            for cells in read:
                for blocks in cells:
                    yield from blocks
        else:
            yield from _by_rows(rows, read)

    def _cell(self, cell: Cell, seen: Look, level: int) -> list[Block | Row]:
        self._gap = True
        if cell.element in self.skipped:
            return []
        found = list(self._inside(cell.element, look(cell.element, seen), level))
        found += self._flushed(level)
        return found


_HEADING = re.compile(r"h[1-6]")
_APART = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "pre", "table"))
"""A browser sets them apart by a margin."""
_COMMENT = re.compile(r"\b(?:mso|Mso)[Cc]om(?:ment|anch|off|txt)", re.ASCII)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HAS_BULLET = re.compile(r"\s*(?:[-–—+•*·▪]|\(?[\da-zđ]{1,3}[.)]\s)")
_LARGE = 3000
"""Letters: no cell of a table that holds data has more in several paragraphs."""


def _lines_begun(words: list[Words]) -> tuple[Words, ...]:
    """*words* without the blanks of the source around new lines."""
    kept: list[Words] = []
    at_start = True
    for piece in words:
        text = piece.text.lstrip(" ") if at_start else piece.text
        if not text:
            continue
        at_start = text.endswith("\n")
        kept.append(piece._replace(text=text))
    return tuple(kept)


def _without_number(words: tuple[Words, ...], number: int) -> tuple[Words, ...]:
    """A note without the number that it prints itself: the label has it."""
    text = "".join(piece.text for piece in words)
    printed = re.match(rf"\s*[\[(^]*\s*{number}\s*[\])]*[.:]?\s+|\s*[\[(][\d*]+[\])]\s*", text)
    rest = printed.end() if printed else 0
    kept = []
    for piece in words:
        cut = min(rest, len(piece.text))
        rest -= cut
        if piece.text[cut:]:
            kept.append(piece._replace(text=piece.text[cut:]))
    return tuple(kept)


def _is_page(blocks: list[Block | Row]) -> bool:
    """Whether a cell holds what no cell of data does: a table, or many paragraphs."""
    if any(isinstance(block, Row) for block in blocks):
        return True
    return len(blocks) > 5 and sum(len(_text(block)) for block in _flat(blocks)) > _LARGE


def _by_columns(rows: list[list[Cell]], read: list[list[list[Block | Row]]]) -> Iterator[Block | Row]:
    """Column by column, down to a cell that goes across all of them."""
    waiting: dict[int, list[Block | Row]] = {}
    for row, cells in zip(rows, read, strict=True):
        if len(row) == 1:
            for column in sorted(waiting):
                yield from waiting[column]
            waiting = {}
        for cell, blocks in zip(row, cells, strict=True):
            waiting.setdefault(cell.column, []).extend(blocks)
    for column in sorted(waiting):
        yield from waiting[column]


def _by_rows(rows: list[list[Cell]], read: list[list[list[Block | Row]]]) -> Iterator[Row]:
    """Row by row, each text in the column in which its cell begins, and once."""
    filled = [
        [cell for cell, blocks in zip(row, cells, strict=True) if blocks]
        for row, cells in zip(rows, read, strict=True)
    ]
    columns = columns_of(filled)
    tight = False
    for row, cells in zip(rows, read, strict=True):
        found: list[tuple[Block, ...]] = [()] * len(columns)
        for cell, blocks in zip(row, cells, strict=True):
            if blocks:
                found[columns[cell.column]] += tuple(_flat(blocks))
        if any(found):
            yield Row(tuple(found), tight)
            tight = True


def _flat(blocks: Iterable[Block | Row]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Block):
            yield block
        else:
            for cell in block.cells:
                yield from cell


def _text(block: Block) -> str:
    return " ".join((block.label + "".join(piece.text for piece in block.words)).split())


class _Ordinal:
    """Counts the entries of a list as a browser does."""

    def __init__(self, element: HtmlElement) -> None:
        style = declarations(element)
        given = style.get("list-style-type") or style.get("list-style", "")
        usual = _TYPES.get(element.get("type", ""), "decimal" if element.tag == "ol" else "bullet")
        self.kind = next((kind for name, kind in _KINDS.items() if name in given), usual)
        start = element.get("start", "1").strip()
        self.next = int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1

    def label(self, entry: HtmlElement) -> str:
        """The label of the next entry."""
        value = (entry.get("value") or "").strip()
        if re.fullmatch(r"\d{1,6}", value):
            self.next = int(value)
        number, self.next = self.next, self.next + 1
        style = declarations(entry)
        given = style.get("list-style-type") or style.get("list-style", "")
        kind = "none" if "none" in given else self.kind
        if kind == "none":
            return ""
        return "• " if kind == "bullet" else f"{written(number, kind)}. "


# As CSS names them, as `written` does; the longer first where one is part of another.
_KINDS = {
    "none": "none",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
    "decimal": "decimal",
    "disc": "bullet",
    "circle": "bullet",
    "square": "bullet",
}
_TYPES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "none": "none",
}
