"""The labels that Word counts and does not write down: "Điều 5.", "1.2-", "a)", "•" (ECMA-376-1, 17.9).

A paragraph names a list (w:num) and a level; the list refers to a definition (w:abstractNum).  Lists of one
definition count on together, unless one says where it starts anew (w:startOverride).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from .formats import written
from .names import RUN_FORMAT, Element, number, switch, value, w
from .styles import NumberingPlace, Style, Styles
from .symbols import UNKNOWN, shown

LEVELS = 9


class Level(NamedTuple):
    """One level of a list."""

    start: int
    format: str
    """As ST_NumberFormat names it: "decimal", "bullet" …"""
    text: str
    """The label with %1 … %9 for the numbers: "Điều %1.", "%1.%2-"."""
    legal: bool
    """All its numbers are written as decimals (17.9.4, w:isLgl)."""
    restart: int | None
    """Starts anew behind a level up to this one, counted from 1; 0: never; None: behind any above it."""
    suffix: str
    style: str | None
    """The paragraph style whose paragraphs stand on this level."""
    font: str | None
    """Of the label, where it is not that of the paragraph."""


class Label(NamedTuple):
    """A label as it is shown."""

    text: str
    """With the blank behind it: "1. ", "Điều 5. "; not decoded, if its font is an old one."""
    font: str | None = None


_NO_LEVEL = Level(1, "none", "", False, None, "", None, None)


class _List(NamedTuple):
    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]
    """Levels that this list starts anew, and with what."""


class Numbering:
    """The lists of a document."""

    def __init__(self, part: Element | None, styles: Styles) -> None:
        self._definitions: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._known: dict[str, _List | None] = {}
        self._styles = styles
        for element in () if part is None else part:
            if element.tag == w("abstractNum"):
                self._definitions.setdefault(element.get(w("abstractNumId"), ""), element)
            elif element.tag == w("num"):
                self._lists.setdefault(element.get(w("numId"), ""), element)

    def list_of(self, list_id: str) -> _List | None:
        """The list with this id; None if there is none ("0" stands for no list)."""
        if list_id not in self._known:
            self._known[list_id] = self._read(list_id)
        return self._known[list_id]

    def place(self, direct: Element | None, style: Style, name: str | None) -> NumberingPlace | None:
        """List and level of a paragraph: what its w:numPr says, else its style called *name*."""
        level = list_id = None
        if direct is not None:
            list_id = value(direct, w("numId"))
            if (said := value(direct, w("ilvl"))) is not None:
                level = min(max(number(said), 0), LEVELS - 1)
        if list_id is not None:
            return NumberingPlace(list_id, level or 0)
        if style.numbering is None:
            return None
        list_id = style.numbering.list_id
        if level is None and (found := self.list_of(list_id)):
            named = {lvl.style: index for index, lvl in found.levels.items() if lvl.style}
            level = named.get(name or "", named.get(style.numbered_by or ""))
        return NumberingPlace(list_id, style.numbering.level or 0 if level is None else level)

    def _read(self, list_id: str) -> _List | None:
        element = self._lists.get(list_id)
        definition = None if element is None else value(element, w("abstractNumId"))
        if element is None or definition not in self._definitions:
            return None
        definition = self._linked(definition)
        levels = {
            number(child.get(w("ilvl"))): _level(child, self._styles)
            for child in self._definitions[definition].iterchildren(w("lvl"))
        }
        starts: dict[int, int] = {}
        for override in element.iterchildren(w("lvlOverride")):
            index = number(override.get(w("ilvl")))
            replaced = override.find(w("lvl"))
            if replaced is not None:
                levels[index] = _level(replaced, self._styles)
            start = value(override, w("startOverride"))
            if start is not None:
                starts[index] = number(start, 1)
        return _List(definition, levels, starts)

    def _linked(self, definition: str) -> str:
        """The definition that *definition* only points to through a numbering style (17.9.21)."""
        for _step in range(LEVELS):
            name = value(self._definitions[definition], w("numStyleLink"))
            place = self._styles.numbering(name) if name else None
            element = self._lists.get(place.list_id) if place else None
            target = None if element is None else value(element, w("abstractNumId"))
            if target is None or target not in self._definitions or target == definition:
                return definition
            definition = target
        return definition


def _level(element: Element, styles: Styles) -> Level:
    text = value(element, w("lvlText")) or ""
    format_ = value(element, w("numFmt")) or _custom(element)
    properties = element.find(RUN_FORMAT)
    label = None if properties is None else styles.format_of(properties)
    if format_ == "bullet":
        font = label.font if label else None
        text = UNKNOWN if element.find(w("lvlPicBulletId")) is not None else _bullet(text, font)
    if label and label.hidden:
        text = ""
    restart = value(element, w("lvlRestart"))
    return Level(
        number(value(element, w("start")), 1),
        format_,
        text,
        bool(switch(element, w("isLgl"))),
        None if restart is None else number(restart),
        "" if value(element, w("suff")) == "nothing" else " ",
        value(element, w("pStyle")),
        label.font if label else None,
    )


def _custom(element: Element) -> str:
    """Word writes newer formats as alternatives: "001, 002" with "decimal" beside it."""
    found = element.find(f".//{w('numFmt')}")
    custom = "" if found is None else found.get(w("format"), "")
    return "decimalZero" if custom.startswith("01") else "decimal"


def _bullet(text: str, font: str | None) -> str:
    """What a bullet shows.  Word's own round one is the letter o of Courier New."""
    if text == "o" and font and font.startswith("Courier"):
        return "◦"
    return shown(text, font)


@dataclass
class Counter:
    """Counts the lists of one story (17.9: the text, the notes and each box count for themselves)."""

    numbering: Numbering
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)

    def label(self, place: NumberingPlace) -> Label:
        """Count a paragraph at *place*; return its label, empty if the list is not there."""
        found = self.numbering.list_of(place.list_id)
        if found is None:
            return Label("")
        counts = self._counts.setdefault(found.definition, [None] * LEVELS)
        if place.list_id not in self._met:
            self._met.add(place.list_id)
            for index in found.starts:
                if 0 <= index < LEVELS:
                    counts[index] = None
        at = place.level or 0
        level = found.levels.get(at, _NO_LEVEL)
        last = counts[at]
        counts[at] = _start(found, at) if last is None else last + 1
        for above in range(at):
            # A level that was jumped over counts as begun: "1.1" though there was no "1".
            if counts[above] is None:
                counts[above] = _start(found, above)
        for below in range(at + 1, LEVELS):
            restart = found.levels.get(below, _NO_LEVEL).restart
            if restart is None or at < restart:
                counts[below] = None
        text = _NUMBER.sub(lambda match: _shown(found, level, counts, int(match[1]) - 1), level.text)
        return Label(text + level.suffix, level.font) if text else Label("")


_NUMBER = re.compile(r"%([1-9])")


def _start(found: _List, index: int) -> int:
    return found.starts.get(index, found.levels.get(index, _NO_LEVEL).start)


def _shown(found: _List, level: Level, counts: list[int | None], index: int) -> str:
    shown_level = found.levels.get(index, _NO_LEVEL)
    if shown_level.format == "bullet":
        return ""
    if level.legal and shown_level.format != "none":
        return str(counts[index] or 0)
    count = counts[index]
    return written(count, shown_level.format) if count is not None else ""
