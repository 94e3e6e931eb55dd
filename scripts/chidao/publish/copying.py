"""Put originals beside their pages, and a rendering of each that no browser shows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from ..errors import ChidaoError
from ..library import Entry
from ..readers.kept import Kept
from .forking import begun
from .outputs import Outputs
from .reading import LibraryRead
from .rendering import Rendering
from .sheet import rendering_of


class NotCopied(ChidaoError):
    """The originals could not be put into the site."""

    def __init__(self, site: Path) -> None:
        super().__init__(f"{site}: the originals could not be copied; is the disk full?")


def copy_originals(read: LibraryRead, outputs: Outputs, cache: Path) -> Callable[[], None]:
    """Begin to copy the originals of the pages in *read* into a site, under their own names, and to render
    them.

    Creating a file takes the disk as long as rendering a page takes us: where a process can be forked
    both go on at once.  Call what is returned before the site is used; it raises NotCopied.
    """
    entries = [entry for entry in read.library.entries if entry.original]
    files: dict[str, Entry] = {}
    renderings: dict[str, Entry] = {}
    for entry in entries:
        assert entry.original
        files[entry.original.name] = entry
        outputs.expect(entry.original.name, entry.original.sha256)
        if name := rendering_of(entry.original.name):
            renderings[name] = entry
            outputs.expect(name, f"{entry.address} {read.hashes.get(entry.address)}")

    def put() -> set[str]:
        for name, entry in files.items():
            if not outputs.take(name):
                assert entry.original
                shutil.copyfile(entry.original.path, outputs.place(name))
        for name, entry in renderings.items():
            if not outputs.take(name):
                outputs.place(name).write_text(_rendering(entry, Kept.under(cache)), "utf-8", newline="\n")
        return outputs.made

    made = begun(put, len(files))

    def copied() -> None:
        try:
            outputs.made |= made()
        except OSError as error:
            raise NotCopied(outputs.folder) from error

    return copied


def _rendering(entry: Entry, kept: Kept) -> str:
    assert entry.original
    page = quote(entry.address.removesuffix(".md") + ".html")
    return Rendering(entry.original, entry.title, page).html(kept)
