"""A digest of what a page shows: of any tree of dataclasses, lists, mappings and texts.

It is the same in each process and on each machine, unlike `hash`, and whether two texts are one object or
two, unlike a digest of a pickle.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import PurePath
from typing import Any

from .papers import PaperView


class Digester:
    """Makes digests; a paper, which stands on hundreds of pages, is looked at once."""

    def __init__(self, without: frozenset[str] = frozenset()) -> None:
        """*without*: names of fields that do not count."""
        self._without = without
        self._papers: dict[int, tuple[PaperView, str]] = {}
        self._encode = json.JSONEncoder(
            ensure_ascii=False, check_circular=False, separators=(",", ":"), default=self._plain
        ).encode

    def __call__(self, *values: object) -> str:
        """The digest of *values*, 32 hexadecimal digits.  Raises TypeError for what is no such tree."""
        told = self._encode(values).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(told, digest_size=16).hexdigest()

    def _plain(self, value: Any) -> Any:
        if isinstance(value, PaperView):
            held = self._papers.get(id(value))
            if held is None:
                # Held with it: its place in memory is not another's then.
                held = self._papers[id(value)] = (value, self(_parts(PaperView, self._without)(value)))
            return held[1]
        if is_dataclass(value) and not isinstance(value, type):
            kind: Any = type(value)
            return _parts(kind, self._without)(value)
        if isinstance(value, AbstractSet):
            return sorted(value)
        if isinstance(value, Mapping):
            return dict(value)
        if isinstance(value, PurePath):
            return value.as_posix()
        raise TypeError(f"{type(value).__name__} has no digest")


@cache
def _parts(kind: Any, without: frozenset[str]) -> Any:
    names = [field.name for field in fields(kind) if field.name not in without]
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
