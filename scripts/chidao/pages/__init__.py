"""Pages: a document as Markdown that editors own.

    Document ──write──▶ page (front matter + CommonMark) ──parse──▶ Document

One dialect for both ways (`dialect`): CommonMark, tables and footnotes, no raw HTML.
"""

from .parse import ParsedPage, parse
from .write import write

__all__ = ["ParsedPage", "parse", "write"]
