"""What the graph sees of a page.  Two entries with one outline give one graph: nothing that joins documents,
and nothing that a citation means, can differ, so the other pages need not be read.
"""

from __future__ import annotations

from dataclasses import replace

from ..citations import citations_of
from ..graph.gist import UNIT
from ..library import Entry

Outline = tuple[object, ...]

_BEHIND = 400
"""Letters behind a dated citation, in which a subject may stand from which a number follows."""


def outline(entry: Entry) -> Outline:
    """The outline of *entry*, compared with `==`."""
    document = entry.document
    return (
        # Neither where it was issued nor who signed it joins it to another.
        replace(entry.facts, place=None, signer=None, recipients=()),
        entry.front_matter.values.get("relations"),
        [
            (
                replace(each.citation, start=0, end=0),
                each.place,
                each.clause,
                each.relation,
                document.paragraphs[each.paragraph].text[each.citation.end :][:_BEHIND]
                if each.citation.date
                else "",
            )
            for each in citations_of(document)
        ],
        UNIT.findall(document.text),
    )
