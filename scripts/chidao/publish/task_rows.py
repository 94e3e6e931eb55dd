"""Every row of a list that is parted into pages, for a reader who narrows it.

    nhiem-vu/dong-1.js      chidaoRows("dong-1",{"texts":["<tr …>","<a …>…",…],"rows":[[0,1,2,…],…]})

A page holds its own rows, and shows them without a script.  Who types into the filter asks of the whole list:
the page loads these then, for scripts are all that a page from file:// may load.  A row is the numbers of its
texts: the head that it stands under, its beginning and its cells.  Cells repeat: so they weigh half.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

ROOT = "\ue000"
"""Stands in rows for the way to the site's root, which differs from page to page."""
Row = TypeVar("Row")
_ROWS = 600
"""Rows of one script: some 250 kB."""


class Every(NamedTuple):
    """All rows of a parted list, as its pages name them."""

    stem: str
    """Where the scripts lie, relative to the site's root: "nhiem-vu/dong" for nhiem-vu/dong-1.js …"""
    scripts: int
    rows: int


def every(stem: str, rows: int) -> Every:
    """The scripts of a list of *rows* rows."""
    return Every(stem, -(-rows // _ROWS), rows)


def parted(stem: str, rows: Sequence[Row]) -> Iterator[tuple[str, Sequence[Row]]]:
    """The name of each script of *rows*, "nhiem-vu/dong-1", and the rows that it holds."""
    for number in range(every(stem, len(rows)).scripts):
        yield f"{stem}-{number + 1}", rows[number * _ROWS : (number + 1) * _ROWS]


def script(name: str, rows: Sequence[tuple[str, str]]) -> str:
    """The script *name* of *rows*, each the HTML of its head and its own."""
    return f'chidaoRows("{name.rsplit("/", 1)[-1]}",{_packed(rows)})\n'


def _packed(rows: Sequence[tuple[str, str]]) -> str:
    texts: dict[str, int] = {}
    numbers = [
        [texts.setdefault(text, len(texts)) for text in (head, *row.split("<td>"))] for head, row in rows
    ]
    out = json.dumps({"texts": list(texts), "rows": numbers}, ensure_ascii=False, separators=(",", ":"))
    # Line ends of Unicode inside a string stopped older browsers; lone surrogates are no UTF-8.
    out = out.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return out.encode("utf-8", "replace").decode("utf-8")
