"""Pages as conversion wrote them, kept in .cache/: what a merge starts from where git does not know it.

A page is found by its fingerprint, which stands in the front matter of what editors make of it.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import zlib
from pathlib import Path

from ..pages.front_matter import fingerprint, sealed_with

_SEAL = re.compile(r"[0-9a-f]{16}")


class Written:
    """The pages of a project as they were written."""

    def __init__(self, cache: Path) -> None:
        self._folder = cache / "written"

    def keep(self, page: str) -> None:
        """Keep *page*, which is sealed; a disk that cannot be written costs a later merge, no more."""
        made = sealed_with(page)
        place = self._place(made)
        if made and place and self.get(made) is None:
            with contextlib.suppress(OSError):
                _write(place, zlib.compress(page.encode("utf-8")))

    def get(self, seal: str) -> str | None:
        """The page that was sealed so, if it is kept and whole."""
        place = self._place(seal)
        try:
            page = zlib.decompress(place.read_bytes()).decode("utf-8") if place else ""
        except (OSError, zlib.error, UnicodeDecodeError):
            return None
        return page if fingerprint(page) == seal else None

    def forget(self, seal: str | None) -> None:
        """Remove a page of which nobody will make another: it was replaced untouched."""
        if place := self._place(seal):
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True)

    def _place(self, seal: str | None) -> Path | None:
        # Editors can write anything there.
        return self._folder / seal[:2] / seal[2:] if seal and _SEAL.fullmatch(seal) else None


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        os.replace(temporary, place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
