"""The sheets of a file → its paragraphs in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...document import Paragraph
from ...text import normalise
from .. import legacy
from ..reading import Reading
from .columns import Block, blocks, open_closing, rest_of_closing
from .furniture import drop_furniture
from .layout import Line, Sheet, Table, Word, parted, ranges
from .margins import Margins, grain, margins
from .misread import relabelled
from .notes import Notes, label_notes, raised_numbers, take_notes
from .opened import Opened
from .paragraphs import Group, group_column, group_lines, paragraph
from .stamps import take_stamps
from .unruled import take_unruled


def reading_of(opened: Opened) -> Reading:
    """Put the words of all sheets in order and say how they were obtained."""
    sheets = opened.sheets
    scheme = _decode(sheets)
    warnings = list(opened.warnings)
    if opened.scans:
        warnings += relabelled([line for sheet in sheets if sheet.scanned for line in _all_lines(sheet)])
    left_out = [*opened.left_out]
    for sheet in sheets:
        left_out += [f"page {sheet.page + 1}: {text} (a digital signature)" for text in take_stamps(sheet)]
    left_out += drop_furniture(sheets)
    size = _text_size(sheets)
    notes = _notes(sheets, size)
    for sheet in sheets:
        if not sheet.side:
            warnings += take_unruled(sheet)
    labels, renumbered = label_notes(notes)
    if renumbered:
        warnings.append("footnotes begin anew on each page; they are numbered throughout")
    found = [*_paragraphs(sheets, labels), *_note_paragraphs(notes, labels)]
    if left_out:
        warnings.append("left out: " + "; ".join(left_out))
    printed = sorted(range(len(found)), key=lambda i: found[i][0])
    if printed == list(range(len(found))):
        printed = []
    return Reading(
        tuple(paragraph for _, paragraph in found), _method(opened, scheme), tuple(warnings), tuple(printed)
    )


def _method(opened: Opened, scheme: str | None) -> str:
    """ "PDF", "PDF, TCVN3", "PDF, OCR (trang 2–5), độ tin cậy 0.93"."""
    parts = [opened.kind]
    if scheme:
        parts.append(scheme)
    if scans := opened.scans:
        where = "" if len(scans) == opened.pages else f" (trang {ranges(scans)})"
        sure = sum(scans.values()) / len(scans)
        parts += [f"OCR{where}", f"độ tin cậy {sure:.2f}"]
    return ", ".join(parts)


def _decode(sheets: Sequence[Sheet]) -> str | None:
    """Decode what stands in old encodings; return the name of that of most letters."""
    lines = [line for sheet in sheets if not sheet.scanned for line in _all_lines(sheet)]
    runs = [_runs(line.words) for line in lines]
    if not any(_suspicious(run) for group in runs for run in group):
        return None
    prior = legacy.survey(group for group in runs if group)
    schemes: Counter[str] = Counter()
    for line, group in zip(lines, runs, strict=True):
        decoded = legacy.decode(group, prior)
        if decoded.scheme:
            schemes[decoded.scheme] += sum(len(text) for text in decoded.texts)
            for word, text in zip(line.words, decoded.texts, strict=True):
                word.text = text.strip()
            line.words = [word for word in line.words if word.text] or line.words
    return schemes.most_common(1)[0][0] if schemes else None


def _suspicious(run: legacy.Run) -> bool:
    return not run.text.isascii() or bool(run.font and run.font.lstrip(".")[:2].upper() in ("VN", "AB"))


def _runs(words: Sequence[Word]) -> list[legacy.Run]:
    return [
        legacy.Run(" " + word.text if index and parted(words[index - 1], word) else word.text, word.font)
        for index, word in enumerate(words)
    ]


def _all_lines(sheet: Sheet) -> Iterator[Line]:
    for row in sheet.rows:
        yield from row
    for table in sheet.tables:
        for cells in table.rows:
            for cell in cells:
                yield from cell


def _text_size(sheets: Sequence[Sheet]) -> float:
    """The size of the running text: of the sizes with a fair share of the letters the largest."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for row in sheet.rows:
            for line in row:
                sizes[round(line.size * 2) / 2] += sum(len(w.text) for w in line.words)
    share = 0.15 * sum(sizes.values())
    return max((size for size, count in sizes.items() if count >= share), default=12.0)


def _notes(sheets: Sequence[Sheet], size: float) -> list[Notes]:
    """The footnotes of each page that has some, taken off its sheet."""
    found: list[Notes] = []
    for sheet in sheets:
        if not sheet.scanned and not sheet.side:
            before = bool(found) and found[-1].page == sheet.page - 1
            notes = take_notes(sheet, size, raised_numbers(sheet.rows), before)
            if notes.found or notes.rest:
                found.append(notes)
    return found


def _paragraphs(
    sheets: Sequence[Sheet], labels: Mapping[int, Mapping[str, str]]
) -> Iterator[tuple[int, Paragraph]]:
    """The paragraphs, each with the index of the page on which it begins."""
    own = _margins(sheets)
    pieces: list[list[Block | Table]] = []
    for sheet, margin in zip(sheets, own, strict=True):
        before = pieces[-1] if pieces else []
        if place := open_closing(before):
            more = rest_of_closing(sheet.rows, place)
            for old, new in zip(before[-2:], more, strict=True):
                if isinstance(old, Block):
                    old.lines += new
        pieces.append(list(_pieces(sheet, margin)))
    items: list[Group | Table] = []
    open_group: Group | None = None
    for page, margin in zip(pieces, own, strict=True):
        for item in _items(page, margin, open_group):
            items.append(item)
            open_group = item if isinstance(item, Group) and not item.column else None
    for item in items:
        if isinstance(item, Table):
            yield from ((item.page, row) for row in _table(item))
        elif (found := paragraph(item, labels)).text:
            yield item.lines[0].page, found


def _margins(sheets: Sequence[Sheet]) -> list[Margins]:
    """The margins of each sheet; one that shows none takes those of the nearest like it."""
    found: list[Margins | None] = []
    for sheet in sheets:
        lines = [row[0] for row in sheet.rows if len(row) == 1]
        found.append(margins(lines, sheet.width, grain(sheet)))
    whole = [own if own and own.full > _FEW else _nearest(sheets, found, i) for i, own in enumerate(found)]
    # A page of few paragraphs may not show that their first lines stand in.
    indents = Counter(margin.indent for margin in whole)
    usual, count = indents.most_common(1)[0] if indents else (0.0, 0)
    if usual and count * 2 > len(whole):
        whole = [margin if margin.indent else replace(margin, indent=usual) for margin in whole]
    return whole


_FEW = 5
"""Full lines that a page must have to be believed about its margins."""


def _nearest(sheets: Sequence[Sheet], found: Sequence[Margins | None], index: int) -> Margins:
    sheet = sheets[index]
    # Two pages on first: left and right pages may have different margins.
    for step in (-2, 2, -1, 1, -4, 4, -3, 3):
        near = index + step
        margin = found[near] if 0 <= near < len(sheets) else None
        if margin is None or margin.full <= _FEW or abs(sheets[near].width - sheet.width) > 5:
            continue
        if _fits(sheet, margin):
            return margin
    if own := found[index]:
        return own
    lines = [line for row in sheet.rows for line in row]
    left = min((line.left for line in lines), default=0.0)
    right = max((line.right for line in lines), default=sheet.width)
    size = lines[0].size if lines else 12.0
    return Margins(left, right, 1.3 * size, 0.0, grain(sheet))


def _fits(sheet: Sheet, margin: Margins) -> bool:
    """Whether the lines of *sheet* stand within *margin*."""
    lines = [line for row in sheet.rows for line in row]
    outside = sum(
        line.left < margin.left - 2 * margin.tolerance or line.right > margin.right + 2 * margin.tolerance
        for line in lines
    )
    return outside * 10 <= len(lines)


def _pieces(sheet: Sheet, margin: Margins) -> Iterator[Block | Table]:
    """Tables, running text and columns from top to bottom."""
    rows = sheet.rows
    for table in sheet.tables:
        above = [row for row in rows if row[0].base < table.top]
        rows = rows[len(above) :]
        yield from blocks(above, margin.left, margin.right)
        yield table
    yield from blocks(rows, margin.left, margin.right)


def _items(pieces: Sequence[Block | Table], margin: Margins, before: Group | None) -> Iterator[Group | Table]:
    """Paragraphs and tables; *before* is the paragraph at the end of the page before."""
    for piece in pieces:
        if isinstance(piece, Table):
            yield piece
        elif piece.prose:
            left, right = min(x.left for x in piece.lines), max(x.right for x in piece.lines)
            own = margins(piece.lines, right - left, margin.tolerance)
            yield from group_lines(piece.lines, own or replace(margin, left=left, right=right), None)
        elif piece.side is not None:
            yield from group_column(piece.lines)
        else:
            yield from group_lines(piece.lines, margin, before)
        before = None


def _table(table: Table) -> Iterator[Paragraph]:
    for number, row in enumerate(table.rows):
        cells = tuple(_cell(lines) for lines in row)
        text = " ".join(cell for cell in cells if cell)
        if text:
            yield Paragraph(text, cells=cells, tight=number > 0)


def _cell(lines: Sequence[Line]) -> str:
    return paragraph(Group(list(lines), True)).text if lines else ""


def _note_paragraphs(
    notes: Sequence[Notes], labels: Mapping[int, Mapping[str, str]]
) -> Iterator[tuple[int, Paragraph]]:
    """The notes behind the text, as texts have them; what goes on over the page is one note."""
    whole: list[tuple[int, str, list[Line]]] = []
    for page in notes:
        if page.rest and whole:
            whole[-1][2].extend(page.rest)
        whole += [(page.page, labels[page.page][number], list(lines)) for number, lines in page.found]
    for index, label, lines in whole:
        text = paragraph(Group(lines, False)).text
        yield index, Paragraph(normalise(f"[{label}] {text}"))
