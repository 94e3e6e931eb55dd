"""All words of a document as one plain pass over its XML meets them.

It knows no tables, columns, boxes or marks, so it cannot lose a word where `story` may.  It shares with it
what no text can tell: the styles, the labels that Word counts, and the tables of old encodings.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ...text import WORD, normalise
from .. import legacy
from .diagrams import texts_of
from .names import (
    BODY,
    CHOICE,
    FALLBACK,
    GRAPHIC,
    MATH,
    PARAGRAPH,
    PARAGRAPH_FORMAT,
    RUN_FORMAT,
    Element,
    switch,
    value,
    w,
)
from .numbering import Counter, Numbering
from .package import Package
from .runs import alternative, letter_of
from .styles import Format, Styles
from .symbols import shown
from .tables import ROW, is_gone


def witness(package: Package) -> Iterator[str]:
    """The words of *package*, paragraph by paragraph, in the order of the file; notes behind."""
    for decoded in legacy.decode_all(list(_paragraphs(package))):
        text = "".join(decoded.texts)
        if WORD.search(text):
            yield normalise(text)


def _paragraphs(package: Package) -> Iterator[list[legacy.Run]]:
    styles = Styles(package.related("styles"), package.related("theme"))
    numbering = Numbering(package.related("numbering"), styles)
    body = package.main.find(BODY)
    if body is None:
        return
    notes: dict[tuple[str, str], int] = {}
    yield from _Pass(package, styles, numbering, notes).over(body)
    for kind, tag in (("footnotes", w("footnote")), ("endnotes", w("endnote"))):
        part = package.related(kind) if any(k == kind for k, _id in notes) else None
        for note in () if part is None else part.iterchildren(tag):
            if number := notes.get((kind, note.get(w("id"), ""))):
                yield [legacy.Run(f"[{number}]")]
                yield from _Pass(package, styles, numbering, notes).over(note)


class _Pass:
    """One pass over a story: `open` is the stack of paragraphs, for a box stands inside of one."""

    def __init__(
        self, package: Package, styles: Styles, numbering: Numbering, notes: dict[tuple[str, str], int]
    ) -> None:
        self._package = package
        self._styles, self._numbering, self._notes = styles, numbering, notes
        self._counter = Counter(numbering)
        self._open: list[tuple[Format, list[legacy.Run]]] = []
        self._format = Format()
        self._skipping = 0

    def over(self, root: Element) -> Iterator[list[legacy.Run]]:
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if tag in _SKIPPED or (tag == ROW and is_gone(element)) or _is_other_branch(element):
                self._skipping += 1 if event == "start" else -1
            elif self._skipping:
                continue
            elif tag == PARAGRAPH:
                if event == "start":
                    self._open.append((self._base(element), []))
                else:
                    _base, runs = self._open.pop()
                    yield [self._label(element, runs), *runs]
            elif event == "start" and element.tag == GRAPHIC:
                yield from ([legacy.Run(text)] for text in texts_of(self._package, element))
            elif event == "start" and self._open:
                self._meet(element)

    def _meet(self, element: Element) -> None:
        tag = element.tag
        base, runs = self._open[-1]
        if tag == _RUN:
            properties = element.find(RUN_FORMAT)
            self._format = base
            if properties is not None:
                name = value(properties, w("rStyle"))
                under = base.toggled(self._styles.character(name)) if name else base
                self._format = self._styles.format_of(properties).over(under)
            return
        text = ""
        if tag in (_TEXT, _FORMULA_TEXT):
            text = shown(element.text or "", self._format.font)
        elif tag in _SIGNS:
            text = _SIGNS[tag]
        elif tag == w("sym"):
            text = shown(*letter_of(element, self._format.font))
        elif tag in _NOTES:
            key = (_NOTES[tag], element.get(w("id"), ""))
            text = f"[{self._notes.setdefault(key, len(self._notes) + 1)}]"
        if text and not self._format.hidden:
            runs.append(legacy.Run(text.upper() if self._format.capitals else text, self._format.font))

    def _base(self, paragraph: Element) -> Format:
        name = value(paragraph.find(PARAGRAPH_FORMAT), w("pStyle"))
        return self._styles.paragraph(name).format.over(self._styles.base)

    def _label(self, paragraph: Element, runs: list[legacy.Run]) -> legacy.Run:
        properties = paragraph.find(PARAGRAPH_FORMAT)
        name = value(properties, w("pStyle"))
        numbered = None if properties is None else properties.find(w("numPr"))
        mark = None if properties is None else properties.find(RUN_FORMAT)
        place = self._numbering.place(numbered, self._styles.paragraph(name), name)
        gone = mark is not None and (mark.find(w("del")) is not None or switch(mark, w("vanish")))
        if place is None or gone:
            return legacy.Run("")
        label = self._counter.label(place)
        if not any(map(str.isalnum, label.text)):
            return legacy.Run(label.text if any(run.text.strip() for run in runs) else "")
        return legacy.Run(label.text, label.font or (runs[0].font if runs else None))


def _is_other_branch(element: Element) -> bool:
    """Whether *element* says once more what another of its alternatives says."""
    if element.tag not in (CHOICE, FALLBACK):
        return False
    parent = element.getparent()
    return parent is not None and alternative(parent) is not element


_RUN, _TEXT, _FORMULA_TEXT = w("r"), w("t"), f"{{{MATH}}}t"
_SKIPPED = frozenset((w("del"), w("moveFrom")))
_NOTES = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_SIGNS = {
    w("tab"): " ",
    w("br"): " ",
    w("cr"): " ",
    w("noBreakHyphen"): "-",
    w("softHyphen"): "\u00ad",
    w("rubyBase"): " ",
}
