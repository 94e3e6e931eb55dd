"""What a branch changes on the site, for its reviewers: the library at a revision beside the present one.

git ──▶ pages that differ ─┐
project ──▶ all pages ─────┴──▶ two libraries ──▶ two graphs ──▶ Changes ──▶ Markdown, text

compare   two libraries → Changes
outline   what the graph sees of a page: where that is the same, no other page need be read
fields    front matter as it was and as it is → which facts changed, under their Vietnamese names
report    Changes → what a reviewer reads

A page whose bytes are the same is read once, and no original is opened: what is compared is what the pages
say of themselves and of each other.
"""

from .compare import Changes, changes_since
from .report import FORMATS

__all__ = ["FORMATS", "Changes", "changes_since"]
