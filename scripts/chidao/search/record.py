"""What is kept of an index beside it, so that a changed document can be told to it (see `updating`)."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """What its files do not tell without reading all of them."""

    directory: str
    """The name of its directory: it is the record of that index alone."""
    length: int
    """Of all documents together, by the weight of their words."""
    postings: int
    terms: int
    """Syllables, pairs and readings; not numbers and names."""
    frequency: dict[str, int]
    """In how many documents each syllable of letters stands."""
    documents: dict[str, str]
    """Address → `groups.shown` of each held document, in order."""
    cited: str
    """A hash of all that is shown of those that are only cited."""

    def save(self, path: Path) -> None:
        """Write it at once or not at all."""
        # Where it cannot be kept, the next index is written anew: no reason for this one to fail.
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{path.name}.new")
            beside.write_text(json.dumps({f.name: getattr(self, f.name) for f in fields(self)}), "utf-8")
            beside.replace(path)

    @classmethod
    def load(cls, path: Path) -> IndexRecord | None:
        """None if it is not there, or is of another make."""
        try:
            return cls(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None
