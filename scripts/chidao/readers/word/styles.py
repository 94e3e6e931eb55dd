"""What a style gives to its paragraphs and runs (ECMA-376-1, 17.7).

Toggles such as bold are inherited down the chain of w:basedOn, where the nearest says; between the kinds
of styles (table, paragraph, character) they are exclusive-or, and what the run itself says holds (17.7.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .names import DRAWING, PARAGRAPH_FORMAT, RUN_FORMAT, VAL, Element, number, value, w

_DEEPEST = 40
"""Styles based on one another; Word allows 11."""


class Format(NamedTuple):
    """How a run is set.  None: nothing is said here."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None
    font: str | None = None

    def over(self, below: Format) -> Format:
        """This format where it says something, else what *below* says."""
        return Format(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.hidden if self.hidden is None else self.hidden,
            below.capitals if self.capitals is None else self.capitals,
            below.font if self.font is None else self.font,
        )

    def toggled(self, other: Format) -> Format:
        """Two kinds of styles together: a toggle that both switch on is off."""
        return Format(
            _either(self.bold, other.bold),
            _either(self.italic, other.italic),
            _either(self.hidden, other.hidden),
            _either(self.capitals, other.capitals),
            other.font or self.font,
        )


NOTHING = Format()


def _either(one: bool | None, other: bool | None) -> bool | None:
    if one is None or other is None:
        return one if other is None else other
    return one != other


class NumberingPlace(NamedTuple):
    """Which list, and which level of it."""

    list_id: str
    level: int | None
    """None where a style leaves it to the list to say (17.9.23, w:pStyle)."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it inherits."""

    format: Format
    outline: int | None
    """Outline level, 0 for the highest."""
    numbering: NumberingPlace | None
    numbered_by: str | None
    """The style of the chain that says so, which the levels of a list name."""
    alignment: str | None
    ruled: bool
    """For a table's style: whether it draws upright lines."""


_PLAIN = Style(NOTHING, None, None, None, None, False)


class Styles:
    """The styles of a document, each resolved when it is first asked for."""

    def __init__(self, part: Element | None, theme: Element | None) -> None:
        self._theme = _theme_fonts(theme)
        self._elements: dict[str, Element] = {}
        self._styles: dict[str, Style] = {}
        self._defaults: dict[str, str] = {}
        self.base = NOTHING
        """The document's defaults (17.7.5)."""
        if part is None:
            return
        for element in part.iterchildren(w("style")):
            name = element.get(w("styleId"), "")
            self._elements.setdefault(name, element)
            if element.get(w("default"), "0") in ("1", "true", "on"):
                self._defaults[element.get(w("type"), "paragraph")] = name
        defaults = part.find(f"{w('docDefaults')}/{w('rPrDefault')}/{RUN_FORMAT}")
        if defaults is not None:
            self.base = self.format_of(defaults)

    def paragraph(self, name: str | None) -> Style:
        """The paragraph style called *name*, or the default one."""
        return self._style(name or self._defaults.get("paragraph"))

    def character(self, name: str) -> Format:
        """The format that the character style *name* gives."""
        return self._style(name).format

    def numbering(self, name: str) -> NumberingPlace | None:
        """The list that the numbering style *name* stands for."""
        return self._style(name).numbering

    def table(self, name: str | None) -> Style:
        """The table style called *name*, or the default one."""
        return self._style(name or self._defaults.get("table"))

    def format_of(self, properties: Element) -> Format:
        """What a w:rPr itself says, styles aside."""
        bold = italic = hidden = capitals = None
        font = None
        for child in properties.iterchildren(*_WANTED):
            name = _WANTED[child.tag]
            if name == "font":
                font = self._font(child)
                continue
            on = child.get(VAL, "1") not in ("0", "false", "off", "none")
            if name == "bold":
                bold = on
            elif name == "italic":
                italic = on
            elif name == "hidden":
                hidden = on
            else:
                capitals = on
        return Format(bold, italic, hidden, capitals, font)

    def _font(self, fonts: Element) -> str | None:
        """The font of Latin letters; hAnsi is that of accented ones (17.3.2.26), which old encodings use."""
        for side_theme, side in _FONT_SIDES:
            if theme := fonts.get(side_theme):
                return self._theme.get(theme[:5])
            if font := fonts.get(side):
                return font
        return None

    def _style(self, name: str | None) -> Style:
        if name is None or name not in self._elements:
            return _PLAIN
        if name not in self._styles:
            self._styles[name] = self._resolved(name)
        return self._styles[name]

    def _resolved(self, name: str) -> Style:
        format_, outline, numbering, numbered_by, alignment, ruled = NOTHING, None, None, None, None, None
        at: str | None = name
        seen: set[str] = set()
        while at and at in self._elements and at not in seen and len(seen) < _DEEPEST:
            seen.add(at)
            element = self._elements[at]
            properties = element.find(RUN_FORMAT)
            if properties is not None:
                format_ = format_.over(self.format_of(properties))
            paragraph = element.find(PARAGRAPH_FORMAT)
            if paragraph is not None:
                if outline is None and (level := value(paragraph, w("outlineLvl"))) is not None:
                    outline = number(level, 9)
                if alignment is None:
                    alignment = value(paragraph, w("jc"))
                if numbering is None and (found := _numbering(paragraph)):
                    numbering, numbered_by = found, at
            borders = element.find(f"{w('tblPr')}/{w('tblBorders')}")
            if ruled is None and borders is not None:
                ruled = has_upright_lines(borders)
            at = value(element, w("basedOn"))
        return Style(format_, outline, numbering, numbered_by, alignment, bool(ruled))


_FONT_SIDES = ((w("hAnsiTheme"), w("hAnsi")), (w("asciiTheme"), w("ascii")))
_WANTED = {
    w("b"): "bold",
    w("i"): "italic",
    w("vanish"): "hidden",
    w("caps"): "capitals",
    w("rFonts"): "font",
}


def _numbering(properties: Element) -> NumberingPlace | None:
    numbered = properties.find(w("numPr"))
    if numbered is None:
        return None
    list_id = value(numbered, w("numId"))
    level = value(numbered, w("ilvl"))
    if list_id is None:
        return None
    return NumberingPlace(list_id, None if level is None else min(max(number(level), 0), 8))


def has_upright_lines(borders: Element) -> bool:
    """Whether borders of a table or cell draw a line at a side or between columns."""
    return any(
        value(borders, w(side)) not in (None, "nil", "none")
        for side in ("left", "start", "right", "end", "insideV")
    )


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """ "major" and "minor" → the theme's Latin font."""
    if theme is None:
        return {}
    found = {}
    for kind in ("major", "minor"):
        latin = theme.find(f".//{{{DRAWING}}}{kind}Font/{{{DRAWING}}}latin")
        if latin is not None:
            found[kind] = latin.get("typeface", "")
    return found
