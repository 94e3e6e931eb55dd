"""The words of a paragraph with their format, as a reader sees them when all changes are accepted.

Left out: deleted and moved-away text, hidden text, the codes of fields, comments.  Kept: what was inserted,
the results of fields, links, content controls, smart tags, formulas, both lines of a ruby.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .names import (
    ALTERNATE,
    BOX,
    CHOICE,
    FALLBACK,
    GRAPHIC,
    MATH,
    PARAGRAPH_FORMAT,
    RUN_FORMAT,
    VAL,
    Element,
    child_of,
    number,
    value,
    w,
)
from .styles import Format, Styles
from .symbols import is_symbol_font, shown


class Words(NamedTuple):
    """Letters in one format."""

    text: str
    """As the file has them; tab as "\\t", a new line as "\\n", a soft hyphen as U+00AD."""
    font: str | None = None
    strong: bool = False
    em: bool = False
    capitals: bool = False
    """Shown in capitals, however they are written."""
    note: bool = False
    """The reference to a footnote: "[1]"."""


@dataclass
class Told:
    """What was met and left out, for the warnings."""

    counts: Counter[str] = field(default_factory=Counter)
    hidden: list[str] = field(default_factory=list)


class Reference(NamedTuple):
    """What names a note."""

    kind: str
    """"footnotes" or "endnotes"."""
    id: str


class Runs:
    """Reads paragraphs of one story; a field may begin in one paragraph and end in another."""

    def __init__(self, styles: Styles, told: Told, notes: dict[Reference, int], root: Element) -> None:
        self._styles = styles
        self._told = told
        self._notes = notes
        """Reference → number; filled as references are met."""
        self._fields: list[bool] = []
        """Open fields from the outside: True while in the code."""
        self._balanced = _balanced(root)
        self._out: list[tuple[Words, list[str]]] = []
        """The format of each piece, with no words yet, and its words as they come."""
        self._boxes: list[Element] = []

    def of(self, paragraph: Element, base: Format) -> tuple[list[Words], list[Element]]:
        """The words of *paragraph*, whose style gives *base*; the boxes and diagrams that hang on it."""
        self._out, self._boxes = [], []
        self._walk(paragraph, base)
        return [piece._replace(text="".join(parts)) for piece, parts in self._out], self._boxes

    def _walk(self, parent: Element, base: Format) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child, base)
            elif tag in _SKIPPED:
                if tag in _DELETED:
                    self._told.counts["deleted"] += 1
            elif tag == ALTERNATE:
                self._walk(alternative(child), base)
            elif tag == _FORMULA:
                self._put("".join(t.text or "" for t in child.iter(_FORMULA_TEXT)), base)
            elif len(child):
                if tag in _INSERTED:
                    self._told.counts["inserted"] += 1
                self._walk(child, base)

    def _run(self, run: Element, base: Format) -> None:
        properties = child_of(run, RUN_FORMAT)
        format_ = base if properties is None else self._format(properties, base)
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                text = child.text
                if text:
                    # Blanks at the ends count only where the file says so (XML 1.0, 2.10).
                    self._put(text if child.get(_SPACE) == "preserve" else text.strip(" \t\r\n"), format_)
            elif tag in _SIGNS:
                self._put(_SIGNS[tag], format_)
            elif tag == _FIELD:
                self._field(child, format_)
            elif tag == _SYMBOL:
                text, font = letter_of(child, format_.font)
                self._put(text, format_._replace(font=font))
            elif tag in _NOTE_KINDS:
                self._note(Reference(_NOTE_KINDS[tag], child.get(w("id"), "")), format_)
            elif tag in _DRAWN:
                self._draw(child)
            elif tag == ALTERNATE:
                self._run(alternative(child), format_)
            elif tag == _RUBY:
                for part in (w("rubyBase"), w("rt")):  # the word, then how it is said
                    self._put("" if part == w("rubyBase") else " ", base)
                    for line in child.iterchildren(part):
                        self._walk(line, base)
            elif tag == _COMMENT:
                self._told.counts["comment"] += 1

    def _format(self, properties: Element, base: Format) -> Format:
        direct = self._styles.format_of(properties)
        name = value(properties, _RUN_STYLE)
        if name:
            base = base.toggled(self._styles.character(name))
        return direct.over(base)

    def _put(self, text: str, format_: Format) -> None:
        if not text or (self._balanced and any(self._fields[:-1])):
            return
        if format_.hidden:
            if text.strip():
                self._told.counts["hidden"] += 1
                if len(self._told.hidden) < 3:
                    self._told.hidden.append(text.strip())
            return
        font = format_.font or self._styles.base.font
        if is_symbol_font(font) or "\uf020" <= max(text) <= "\uf0ff":
            text, font = shown(text, font), None
        piece = Words("", font, bool(format_.bold), bool(format_.italic), bool(format_.capitals))
        if not self._out or self._out[-1][0] != piece:
            self._out.append((piece, []))
        self._out[-1][1].append(text)

    def _note(self, reference: Reference, format_: Format) -> None:
        if format_.hidden:
            return
        count = self._notes.setdefault(reference, len(self._notes) + 1)
        self._out.append((Words("", None, note=True), [f"[{count}]"]))

    def _field(self, mark: Element, format_: Format) -> None:
        """A field: code between "begin" and "separate", result from there to "end" (17.16.18)."""
        kind = mark.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(True)
            self._put(_chosen(mark), format_)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _draw(self, drawing: Element) -> None:
        for element in topmost(drawing):
            if element.tag == BOX:
                self._boxes.append(element)
            elif element.tag == _WORD_ART:
                self._put(element.get("string", ""), Format())
            elif element.tag == GRAPHIC:
                if element.get("uri", "").endswith("/diagram"):
                    self._boxes.append(element)
                elif element.get("uri", "").endswith("/chart"):
                    self._told.counts["chart"] += 1
            elif element.tag == _OBJECT:
                self._told.counts["object"] += 1


def letter_of(symbol: Element, font: str | None) -> tuple[str, str | None]:
    """The letter of a w:sym and its font, *font* if it names none (17.3.3.30); mostly a drawing."""
    try:
        code = int(symbol.get(w("char"), ""), 16)
    except ValueError:
        return "", font
    font = symbol.get(w("font")) or font
    if 0xF020 <= code <= 0xF0FF and not is_symbol_font(font):
        code -= 0xF000
    letter = 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if letter else "", font


def topmost(parent: Element) -> Iterator[Element]:
    """What a drawing shows: text boxes once, whichever of its alternatives holds them."""
    for child in parent:
        if child.tag in _SHOWN:
            yield child
            if child.tag == BOX:
                continue
        yield from topmost(alternative(child) if child.tag == ALTERNATE else child)


def alternative(element: Element) -> Element:
    """The one branch to read: the first that holds words, else the first (ECMA-376-3, 10.2.1).

    Word writes a text box twice, as a drawing and, for old versions, as VML.
    """
    branches = [child for child in element if child.tag in (CHOICE, FALLBACK)]
    for branch in branches:
        if next(branch.iter(_TEXT, _SYMBOL, _FORMULA_TEXT), None) is not None:
            return branch
    return branches[0] if branches else element


def _chosen(mark: Element) -> str:
    """What a drop-down list of a form shows: it has no result (17.16.12)."""
    choices = mark.find(f"{w('ffData')}/{w('ddList')}")
    if choices is None:
        return ""
    entries = [entry.get(VAL, "") for entry in choices.iterchildren(w("listEntry"))]
    index = number(value(choices, w("result")) or value(choices, w("default")))
    return entries[index] if 0 <= index < len(entries) else ""


def _balanced(root: Element) -> bool:
    """Whether each field that begins in a story also ends: else nothing is hidden as a code."""
    kinds = Counter(mark.get(w("fldCharType")) for mark in root.iter(_FIELD))
    return kinds["begin"] == kinds["end"]


_RUN, _TEXT, _FIELD, _SYMBOL = w("r"), w("t"), w("fldChar"), w("sym")
_RUN_STYLE, _COMMENT, _RUBY = w("rStyle"), w("commentReference"), w("ruby")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FORMULA, _FORMULA_TEXT = f"{{{MATH}}}oMath", f"{{{MATH}}}t"
_DELETED = frozenset((w("del"), w("moveFrom")))
_INSERTED = frozenset((w("ins"), w("moveTo")))
_SKIPPED = _DELETED | {PARAGRAPH_FORMAT, w("sdtPr"), w("sdtEndPr"), w("customXmlPr"), w("smartTagPr")}
_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): "\u00ad",
}
_NOTE_KINDS = {w("footnoteReference"): "footnotes", w("endnoteReference"): "endnotes"}
_DRAWN = frozenset((w("drawing"), w("pict"), w("object")))
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_SHOWN = frozenset((BOX, _WORD_ART, GRAPHIC, _OBJECT))
