"""What was converted for an earlier merge, of which only the outcome is known.

A merge puts the same changes on the editor's page as conversion made since the ancestor:

    ancestor ──▶ editor's page          known
       │              │
       ▼              ▼
    converted ──▶ merged page           all but "converted" known

so the step from the editor's page to the merged one, made on the ancestor, leads to what was converted.  It
may not where both had changed a place alike, or the editor had cut something beside a place that conversion
changed: there no step is seen, so who asks compares fingerprints.
"""

from __future__ import annotations

from ..errors import BadPage
from ..pages.front_matter import split
from ..pages.undecided import as_it_would_be
from .blocks import blocks, merge_bodies
from .head import merge_heads, with_new_values


def rebuilt(ancestor: str, edited: str, merged: str) -> str | None:
    """What was converted, perhaps, where *edited*, made of *ancestor*, became *merged*."""
    try:
        head_ancestor, body_ancestor, _line = split(ancestor)
        head_edited, body_edited, _line = split(edited)
        head_merged, body_merged, _line = split(merged)
        head = merge_heads(head_edited, head_ancestor, with_new_values(head_merged))
        header = with_new_values(head.text)
    except (BadPage, KeyError, TypeError, ValueError, AttributeError):
        return None  # an editor wrote something else there
    body = merge_bodies(body_edited, body_ancestor, as_it_would_be(body_merged))
    return f"---\n{header}---\n{_as_written(as_it_would_be(body.text))}"


def _as_written(body: str) -> str:
    """No more blank lines than conversion writes."""
    return "".join("\n" * bool(block.gap) + "\n".join([*block.lines, ""]) for block in blocks(body))
