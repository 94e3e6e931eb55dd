"""Pack a built site: whole, or what has changed since an older copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import ChidaoError
from . import words
from .archive import writing
from .manifest import GONE, File, Manifest, sha256
from .names import UnfitNames, troubles
from .offering import page_in_copy
from .reading import Zip, opened
from .tree import SITE, file_of, files_of

Content = Path | bytes


class OtherSite(ChidaoError):
    """An update can only be made for a copy of the same site."""

    def __init__(self, older: Path, name: str, wanted: str) -> None:
        super().__init__(
            f"{older}: is a copy of “{name}”, not of “{wanted}”; "
            "give one that was packed here, or pack a whole copy if the site was renamed"
        )


class OnlyAnUpdate(ChidaoError):
    """The zip of an update does not tell all that the copy has."""

    def __init__(self, older: Path) -> None:
        super().__init__(
            f"{older}: is itself an update; give the whole copy that it was made for, "
            "or a folder over which it has been unzipped"
        )


class NewerCopy(ChidaoError):
    """An update can only be made for a copy that is not newer."""

    def __init__(self, older: Path, its: str, date: str) -> None:
        super().__init__(f"{older}: is of {its}, later than this copy ({date}); give an older one, or --date")


@dataclass(frozen=True, slots=True)
class Packed:
    """A zip that was made."""

    path: Path
    manifest: Manifest
    size: int
    """Bytes."""


def pack(
    site: Path, dist: Path, name: str, stem: str, date: str, warn_after: int, since: Path | None = None
) -> Packed:
    """Put *site* into *dist*/*stem*-*date*.zip, or what is not in the copy *since* into an update.

    *name* is what people call the site, *date* the day of the copy (ISO 8601), *warn_after* the age in days
    from which it warns.  *since* is the zip of a whole copy, or a folder.

    Raises NoSite, NotAFile, UnfitNames, BadManifest, NoZip, OnlyAnUpdate, OtherSite, NewerCopy.
    """
    older = None if since is None else _older(since, name, date)
    whole = f"{stem}-{date}.zip"
    target = dist / (f"{stem}-{date}-cap-nhat-tu-{older.date}.zip" if older else whole)
    content = _content(site, name, date, warn_after, whole, older.date if older else "")
    if found := list(troubles(sorted(content))):
        raise UnfitNames(found)
    files = {path: _file(what) for path, what in content.items()}
    manifest = _manifest(name, date, files, older)
    with writing(target, date) as archive:
        for path in sorted(_brought(manifest, content, older)):
            what = content.get(path, b"" if not path.endswith(".html") else words.gone_page())
            if isinstance(what, bytes):
                archive.add(path, what)
            else:
                archive.add_file(path, what)
        known = older.parts() if older else {}
        for path, data in manifest.parts().items():
            if known.get(path) != data:
                archive.add(path, data)
    return Packed(target, manifest, target.stat().st_size)


def _older(since: Path, name: str, date: str) -> Manifest:
    with opened(since) as copy:
        older = copy.manifest()
        if older.since and isinstance(copy, Zip):
            raise OnlyAnUpdate(since)
    if older.name != name:
        raise OtherSite(since, older.name, name)
    if older.date > date:
        raise NewerCopy(since, older.date, date)
    return older


def _content(site: Path, name: str, date: str, days: int, zipped: str, since: str) -> dict[str, Content]:
    """What lies where in the copy; the manifest is not among it."""
    content: dict[str, Content] = {words.START: words.start_page(name, date, since)}
    for path, file in files_of(site):
        changed = page_in_copy(path, file, date)
        if changed is None:
            continue  # stays on the server
        content[f"{SITE}/{path}"] = words.script(date, days) if path == words.SCRIPT else changed
    content[words.GUIDE] = words.guide(name, date, days, zipped, sum(map(_room, content.values())))
    return content


_CLUSTER = 128 * 1024
"""What the smallest file takes on a stick of 32 GB and more, as Windows formats it (exFAT)."""


def _room(what: Content) -> int:
    size = len(what) if isinstance(what, bytes) else what.stat().st_size
    return -(-size // _CLUSTER) * _CLUSTER


def _file(what: Content) -> File:
    return File(sha256(what), len(what)) if isinstance(what, bytes) else file_of(what)


def _manifest(name: str, date: str, files: Mapping[str, File], older: Manifest | None) -> Manifest:
    if older is None:
        return Manifest(name, date, files)
    gone = {path: GONE for path in older.files if path not in files}
    manifest = Manifest(name, date, {**files, **gone}, older.date)
    return Manifest(name, date, manifest.files, older.date, len(_brought(manifest, files, older)))


def _brought(manifest: Manifest, content: Mapping[str, object], older: Manifest | None) -> list[str]:
    """The paths that a zip has to hold: all, or those that the older copy has not or has otherwise."""
    if older is None:
        return list(content)
    return [path for path, file in manifest.files.items() if older.files.get(path) != file]
