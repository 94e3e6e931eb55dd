"""The elements of HTML, by what a browser does with them (HTML Living Standard, 15.3)."""

from __future__ import annotations

BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
        "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
        "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li",
        "listing", "main", "menu", "nav", "ol", "optgroup", "p", "plaintext", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "xmp"
    )
)  # fmt: skip
"""They begin and end a line."""

UNSHOWN = frozenset(
    (
        "applet", "area", "audio", "base", "basefont", "canvas", "col", "colgroup", "datalist",
        "embed", "frame", "frameset", "head", "iframe", "link", "map", "meta", "noembed",
        "noframes", "noscript", "object", "param", "rp", "script", "source", "style", "svg",
        "template", "title", "track", "video"
    )
)  # fmt: skip
"""They show no words of the page, or words of another one, which is never fetched."""

CONTROLS = frozenset(
    (
        "button", "input", "meter", "output", "progress", "select", "textarea"
    )
)  # fmt: skip
"""What a reader presses or fills in."""
