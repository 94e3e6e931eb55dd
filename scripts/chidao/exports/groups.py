"""Documents in groups of neighbours: what is made of a group is made anew if one of its documents changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

GROUP = 48
"""Documents in a group, on average: few enough to be made in a tenth of a second, enough to be compressed
nearly as well as the whole."""
_LARGEST = 3 * GROUP


def groups(keys: Iterable[str]) -> Iterator[list[str]]:
    """*keys* of documents, in their order, in groups.

    A group ends where a document's own key says so: one more document moves no other group's end.
    """
    group: list[str] = []
    for key in keys:
        group.append(key)
        if _ends(key) or len(group) == _LARGEST:
            yield group
            group = []
    if group:
        yield group


def _ends(key: str) -> bool:
    digest = hashlib.blake2b(key.encode("utf-8", "surrogateescape"), digest_size=4).digest()
    return int.from_bytes(digest, "big") % GROUP == 0
