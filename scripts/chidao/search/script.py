"""The script that searches in the browser: one plain file, made of the parts in engine/.

It knows nothing of pages and windows:

    const engine = await chidaoSearch(load, directory)    load(name) → promise of what that shard holds
    await engine.search("uy ban kiem tra", { filters: { loai: ["ket-luan"] }, sort: "ngay", from: 0 })
    await engine.suggest("ket luan 17")
    engine.reading("uy ban").marks(text)                  where the words of a question stand in a text

A question is read into syllables and pairs of neighbours, without case and accents.  Documents are
ranked by BM25 from the shards of these terms alone; the best of them are ranked anew by their texts:
accents as typed, words side by side, words of one clause, the title.
"""

from __future__ import annotations

import re
from importlib.resources import files

NAME = "engine.js"

PARTS = (
    "letters",
    "numbers",
    "index",
    "question",
    "ranking",
    "judging",
    "naming",
    "spelling",
    "showing",
    "facets",
    "engine",
)
"""In the order in which they may use each other at the start."""

_FRAME = """/* Search for Vietnamese documents, from http:// and file://; see scripts/chidao/search/. */
globalThis.chidaoSearch = (() => {
"use strict"

%s
return async (load, directory) => new Engine(new Index(load, await load(directory)))
})()
"""


def script() -> str:
    """The whole script; without the comments, which are for those who work on it."""
    folder = files(__package__) / "engine"
    lines = "\n".join((folder / f"{part}.js").read_text("utf-8") for part in PARTS).split("\n")
    return _FRAME % "\n".join(line for line in lines if line and not _COMMENT.match(line))


# A whole line; comments behind code stay.
_COMMENT = re.compile(r"\s*(//|/\*\*| \*)")
