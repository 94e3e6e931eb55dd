"""Document → a sheet to print: the paper alone, A4, without a script, beside one small style sheet.

The page of a document prints well too; this is the form that is light, that can be opened on any old
browser, and that looks on the screen as it will on paper.
"""

from __future__ import annotations

from html import escape

from ..document import Document
from ..publish.document_html import document_html

STYLE = "assets/stylesheets/paper.css"


def paper_html(document: Document, title: str, page: str, root: str) -> str:
    """The whole HTML; *page* and *root* as this sheet writes the addresses of its page and of the site."""
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'self' file:; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)} - bản in</title>\n"
        f'<link rel="canonical" href="{escape(page)}">\n'
        f'<link rel="stylesheet" href="{escape(root)}/{STYLE}">\n</head>\n<body>\n'
        f'<header class="vb-paper__bar"><h1>{escape(title)}: bản in</h1>\n'
        f'<p><a href="{escape(page)}">Về trang văn bản</a> · Để in, bấm Ctrl và P.</p></header>\n'
        f'<main class="vb">\n{document_html(document)}\n</main>\n</body>\n</html>\n'
    )
