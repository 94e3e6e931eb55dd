"""What goes wrong with pages, done on purpose: each mutation says on which line it must be reported.

    keys        the front matter: its form and its keys
    facts       what it states
    letters     of the file and of its words
    structure   of the body, relations, originals

A mutation takes the lines of a page and a source of chance, and gives back the spoilt file, the lines on
which a report is right, and whether `--fix` must give the page back as it was.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from . import facts, keys, letters, structure
from .lines import MUTATIONS, Lines, Spoilt

__all__ = ["MUTATIONS", "Spoilt", "facts", "keys", "letters", "spoil", "structure"]


def spoil(pages: dict[str, str], count: int, seed: int) -> Iterator[tuple[str, str, Spoilt]]:
    """*count* times: the name of a mutation, that of a page, and the page with the fault."""
    chance = random.Random(seed)
    names = list(MUTATIONS)
    for number in range(count):
        name = names[number % len(names)]
        for page in chance.sample(sorted(pages), len(pages)):
            spoilt = MUTATIONS[name](Lines(pages[page], chance))
            if spoilt and spoilt.data != pages[page].encode():
                yield f"{number:03} {name}", page, spoilt
                break
        else:
            raise LookupError(f"no page can have: {name}")
