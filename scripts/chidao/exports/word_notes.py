"""The words of a document as runs of Word: bold, italics, and references to footnotes.

Word counts footnotes itself.  So they become footnotes of Word only where the paper's own count is the
same: 1, 2, 3 … in the order of the text, each referred to once.  Else they stay words, "[1]" raised in
the text and the notes behind it: a number must not change because a file format counts otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..document import Document, Mark, Role
from ..structure.footnotes import note_label
from .office import HEAD, escape
from .word_styles import NAMES


class Notes:
    """Sets the runs of one document."""

    def __init__(self, document: Document) -> None:
        self._paragraphs = document.paragraphs
        self._notes = _notes(document)
        referred = [
            p.text[m.start + 1 : m.end - 1]
            for p in document.paragraphs
            if not p.cells and p.role is not Role.FOOTNOTE
            for m in p.marks
            if m.kind == "note"
        ]
        counted = [str(n) for n in range(1, len(self._notes) + 1)]
        self.set_by_word = bool(self._notes) and referred == counted == list(self._notes)
        """Whether the footnotes are Word's own; their paragraphs are not set in the text then."""

    def runs(self, index: int, start: int = 0) -> str:
        """The words of a paragraph from *start* on."""
        paragraph = self._paragraphs[index]
        text = paragraph.text
        if not paragraph.marks:
            return _run(text[start:], "")
        edges = {start, len(text)}
        for mark in paragraph.marks:
            edges |= {at for at in (mark.start, mark.end) if start < at < len(text)}
        cuts = sorted(edges)
        return "".join(
            self._piece(
                text[a:b], [m for m in paragraph.marks if m.start <= a and b <= m.end], paragraph.role
            )
            for a, b in pairwise(cuts)
        )

    def _piece(self, text: str, marks: Sequence[Mark], role: Role) -> str:
        kinds = {m.kind for m in marks}
        if "note" in kinds and self.set_by_word and role is not Role.FOOTNOTE:
            return (
                '<w:r><w:rPr><w:rStyle w:val="SoChuThich"/></w:rPr>'
                f'<w:footnoteReference w:id="{text[1:-1]}"/></w:r>'
            )
        layout = ("<w:b/>" if "strong" in kinds else "") + ("<w:i/>" if "em" in kinds else "")
        layout += '<w:vertAlign w:val="superscript"/>' if "note" in kinds else ""
        return _run(text, layout)

    def part(self) -> str:
        """The part of the footnotes, word/footnotes.xml; "" if they are not Word's own."""
        if not self.set_by_word:
            return ""
        parted = "".join(
            f'<w:footnote w:type="{name}" w:id="{n}"><w:p><w:r><w:{name}/></w:r></w:p></w:footnote>'
            for n, name in ((-1, "separator"), (0, "continuationSeparator"))
        )
        return f"{HEAD}<w:footnotes {NAMES}>{parted}{''.join(map(self._note, self._notes))}</w:footnotes>"

    def _note(self, label: str) -> str:
        mark = '<w:r><w:rPr><w:rStyle w:val="SoChuThich"/></w:rPr><w:footnoteRef/></w:r>'
        inside = ""
        for index in self._notes[label]:
            text = self._paragraphs[index].text
            if mark:
                cut = text.index("]") + 1
                cut += len(text[cut:]) - len(text[cut:].lstrip())
                inside += f"{_OPEN}{mark}{_run(' ', '')}{self.runs(index, cut)}</w:p>"
            else:
                inside += f"{_OPEN}{self.runs(index)}</w:p>"
            mark = ""
        return f'<w:footnote w:id="{label}">{inside}</w:footnote>'


_OPEN = '<w:p><w:pPr><w:pStyle w:val="ChuThich"/></w:pPr>'


def _notes(document: Document) -> dict[str, list[int]]:
    """Each footnote, by its label, with its paragraphs; {} if one has no label or two have the same."""
    found: dict[str, list[int]] = {}
    last = ""
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.role is not Role.FOOTNOTE:
            continue
        label = note_label(paragraph.text)
        if label in found or not (label or last):
            return {}
        last = label or last
        found.setdefault(last, []).append(index)
    return found


def _run(text: str, layout: str) -> str:
    if not text:
        return ""
    layout = f"<w:rPr>{layout}</w:rPr>" if layout else ""
    return f'<w:r>{layout}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
