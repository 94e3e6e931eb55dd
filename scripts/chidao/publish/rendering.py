"""Bản xem nhanh: an original that no browser shows, as a page that every browser does.

    originals/2025/177.docx  →  ban-goc/2025/177.docx.html     words and tables as they were read
    originals/2025/177.txt   →  ban-goc/2025/177.txt.html      line by line, as the file has them
    originals/2025/177.pdf      the browser's own viewer shows it

It stands beside the text where a reader compares the two, and says what it is: not the original.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from urllib.parse import quote

from ..document import Document, Facts, Paragraph
from ..errors import ChidaoError
from ..library import OriginalFile
from ..readers import format_of
from ..readers.encoding import decode
from ..readers.kept import Kept
from .inline_html import Inline
from .sheet import rendering_of


@dataclass(frozen=True, slots=True)
class Rendering:
    """A page to be written."""

    original: OriginalFile
    title: str
    """What staff call the document."""
    page: str
    """Its page, relative to the site."""

    def html(self, kept: Kept) -> str:
        """The whole page."""
        up = "../" * rendering_of(self.original.name).count("/")
        what, inside = _inside(self.original, kept)
        name = escape(self.original.path.name, False)
        return _PAGE.format(
            title=escape(f"Bản gốc của {self.title}", False),
            up=up,
            name=name,
            what=what,
            page=escape(up + self.page),
            file=escape(up + quote(self.original.name)),
            inside=inside,
        )


_PAGE = """<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="stylesheet" href="{up}assets/stylesheets/rendering.css">
</head>
<body>
<header>
<h1>{title}</h1>
<p>{what} <a href="{file}" target="_top" download>Tải tệp gốc {name}</a> · \
<a href="{page}" target="_top">Mở trang văn bản</a></p>
</header>
<main>
{inside}
</main>
</body>
</html>
"""


def _inside(original: OriginalFile, kept: Kept) -> tuple[str, str]:
    """What a reader is told of the page, and the original itself."""
    try:
        if format_of(original.path).module == "txt":
            text = _text(original)
            return "Tệp văn bản thuần, đúng từng dòng như trong tệp.", f"<pre>{escape(text, False)}</pre>"
        reading = kept.read(original.path, original.sha256)
    except (ChidaoError, OSError):
        return "Máy không đọc được tệp này; hãy tải về để xem.", ""
    order = reading.printed or range(len(reading.paragraphs))
    inside = "\n".join(_blocks([reading.paragraphs[i] for i in order]))
    return (
        "Bản xem nhanh: chữ và bảng như máy đọc từ tệp gốc; phông chữ, hình, cách trình bày có thể khác.",
        inside,
    )


def _text(original: OriginalFile) -> str:
    data = original.path.read_bytes()
    # What says nothing of its letters is plain UTF-8: to find that out once more takes ten times as long.
    if "," not in original.how.sentence:
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode("utf-8-sig")
    return decode(original.path, data)[0]


def _blocks(paragraphs: list[Paragraph]) -> Iterator[str]:
    inline = Inline(Document(Facts(), tuple(paragraphs)), (), {})
    for in_table, rows in groupby(range(len(paragraphs)), key=lambda i: bool(paragraphs[i].cells)):
        if in_table:
            body = "".join(
                f"<tr>{''.join(f'<td>{cell}</td>' for cell in inline.cells(i))}</tr>" for i in rows
            )
            yield (
                f'<div class="table" tabindex="0" role="region" aria-label="Bảng"><table>{body}</table></div>'
            )
        else:
            for i in rows:
                kind = ' class="heading"' if paragraphs[i].level else ""
                yield f"<p{kind}>{inline.html(i)}</p>"
