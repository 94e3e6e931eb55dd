"""What the letters of symbol fonts draw: Wingdings, Wingdings 2 and 3, Webdings, Symbol.

A file says "the letter 0xFC in Wingdings" and means a tick.  Word writes such letters at U+F000 and above
(ECMA-376-1, 17.3.3.30, w:sym), other programs below U+0100.
"""

from __future__ import annotations

UNKNOWN = "•"
"""For a drawing without a letter in Unicode, or one that we do not know."""


def is_symbol_font(font: str | None) -> bool:
    """Whether the letters of *font* are drawings."""
    return font is not None and font.lower() in _FONTS


def shown(text: str, font: str | None) -> str:
    """*text* as *font* draws it; without a symbol font only what lies at U+F000 is a drawing.

    >>> shown("\\uf0b7\\uf0fc", "Wingdings"), shown("\\uf0b7", "Symbol"), shown("ü", "Wingdings")
    ('•✓', '•', '✓')
    >>> shown("Điều 5", "Times New Roman"), shown("\\uf02d", None)
    ('Điều 5', '-')
    """
    if is_symbol_font(font):
        table = _FONTS[(font or "").lower()]
        return "".join(_draw(char, table) for char in text)
    if any("\uf020" <= char <= "\uf0ff" for char in text):
        return "".join(_draw(char, _SYMBOL) if "\uf020" <= char <= "\uf0ff" else char for char in text)
    return text


def _draw(char: str, table: dict[int, str]) -> str:
    code = ord(char)
    if 0xF020 <= code <= 0xF0FF:
        code -= 0xF000
    if code > 0xFF or char in " \t\n\u00a0":
        return char  # no drawing: the letter of another font stands in
    return table.get(code, UNKNOWN)


def _row(start: int, letters: str) -> dict[int, str]:
    """Codes from *start* on, a letter each; a blank where there is none."""
    return {start + offset: letter for offset, letter in enumerate(letters) if letter != " "}


_WINGDINGS = {
    **_row(0x21, "✏✂✁"),
    **_row(0x28, "☎✆✉"),
    **_row(0x36, "⌛"),
    **_row(0x3E, "✇✍✍✌"),
    **_row(0x45, "☜☞☝☟ ☺ ☹ ☠⚐⚑✈☼ ❄ ✞ ✠✡☪☯ ☸♈♉♊♋♌♍♎♏♐♑♒♓&&●○■□□❑❒⬧⧫◆❖⬥⌧ ⌘"),
    **_row(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
    **_row(0x9E, "·•▪○○○◉◎○▪□ ✦★✶✴✹✵"),
    **_row(0xD5, "⌫⌦➢➢➢➢"),
    **_row(0xDB, "←→↑↓←→↑↓↖↗↙↘←➔↑↓↖↗↙↘⇦⇨⇧⇩⇔⇕"),
    **_row(0xFB, "✗✓☒☑"),
}
_WINGDINGS_2 = {
    **_row(0x4F, "✗✓☒☑☒"),
    **_row(0x95, "·•●○○"),
    **_row(0x9E, "◦■□"),
    **_row(0xA2, "▪■□□"),
}
_WINGDINGS_3 = {**_row(0x21, "→↑↓"), **_row(0x70, "▲▼△▽◀▶◁▷"), 0x7D: "▶", 0x67: "→", 0x22: "→"}
_WEBDINGS = {0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗", 0x34: "▶", 0x3D: "•"}
_SYMBOL = {
    **_row(0x21, "!∀#∃%&∋()*+,-./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"),
    **_row(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~"),
    **_row(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    **_row(0xC0, "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"),
    **_row(0xF1, "〉∫"),
}

_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
    "symbols": _SYMBOL,
    # What LibreOffice writes for the symbols of its own lists.
    "opensymbol": {**_SYMBOL, 0xB7: "•"},
}
