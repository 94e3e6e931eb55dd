"""Pages: a document as Markdown that editors own.

    Document ──write──▶ page (front matter + CommonMark) ──parse──▶ Document

One dialect for both ways (`dialect`): CommonMark, tables and footnotes, no raw HTML.
"""

from .from_markdown import ParsedPage, parse
from .to_markdown import write

__all__ = ["ParsedPage", "parse", "write"]
