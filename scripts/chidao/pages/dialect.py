"""The one Markdown dialect of document pages.

CommonMark with tables and footnotes, less what has no use in a directive document and would change
or hide its words: raw HTML (so script injection is closed by construction), code, images, link
definitions, and headings underlined with dashes (a line of dashes is a rule, whatever stands above).
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

_LEFT_OUT = [
    "html_block", "html_inline", "code", "fence", "backticks", "image", "reference", "lheading", "autolink",
]  # fmt: skip


def parser() -> MarkdownIt:
    """A parser of the dialect.

    It reads blocks; the words of a block are read by `from_markdown`, and only where they have markup: most
    paragraphs of a directive document have none, and skipping them is half the time.
    """
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    markdown.enable("table")
    markdown.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    markdown.disable([*_LEFT_OUT, "inline"])
    return markdown
