"""Check a copy against its manifest: what is missing, what was changed, what does not belong to it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from . import words
from .manifest import FOLDER, Manifest, sha256
from .reading import Folder, Zip, opened

# What Windows and macOS lay into every folder that they show.
_OF_THE_SYSTEM = {"thumbs.db", "desktop.ini", ".ds_store"}


class Finding(StrEnum):
    """What is wrong with a file, in the words of those who carry a copy."""

    MISSING = "thiếu tệp này; chép hoặc giải nén lại bản ngoại tuyến"
    CHANGED = "đã khác với lúc đóng gói; chép hoặc giải nén lại bản ngoại tuyến"
    ADDED = "không thuộc bản ngoại tuyến này; xóa đi hoặc chuyển ra ngoài"
    LEFT_OVER = "còn lại từ bản cũ, nay không còn trong kho; xóa đi"
    UNSAFE = "là liên kết, bị mã hóa, trùng tên hoặc dẫn ra ngoài thư mục; đừng mở, hãy xin lại bản khác"


@dataclass(frozen=True, slots=True)
class Report:
    """What was found of a copy."""

    manifest: Manifest
    findings: tuple[tuple[str, Finding], ...]
    """Path in the copy and what is wrong with it, by path."""
    checked: int
    """Files looked at."""
    update: bool
    """Whether this is the zip of an update, which holds a part of the files only."""


def verify(path: Path) -> Report:
    """Check the copy at *path*, a folder or a zip.  Nothing is written, unzipped or followed.

    Raises BadManifest, NoZip.
    """
    with opened(path) as copy:
        manifest = copy.manifest()
        update = bool(manifest.since) and isinstance(copy, Zip)
        findings = [(name, Finding.UNSAFE) for name in copy.unsafe]
        present = set(copy.paths())
        findings += _present(copy, manifest, present)
        known = {unicodedata.normalize("NFC", path) for path in manifest.files}
        absent = sorted(known - present - set(copy.unsafe))
        if not update:
            files = {unicodedata.normalize("NFC", p): f for p, f in manifest.files.items()}
            findings += [(name, Finding.MISSING) for name in absent if not files[name].gone]
        elif len(present & known) != manifest.brings:
            findings.append((str(path), Finding.MISSING))
    return Report(manifest, tuple(sorted(set(findings))), len(present & known), update)


def _present(copy: Folder | Zip, manifest: Manifest, present: set[str]) -> Iterator[tuple[str, Finding]]:
    files = {unicodedata.normalize("NFC", path): file for path, file in manifest.files.items()}
    for path in sorted(present):
        file = files.get(path)
        if file is None:
            if not path.startswith(f"{FOLDER}/") and not _is_of_the_system(path):
                yield path, Finding.ADDED
        elif file.gone:
            left = words.gone_page() if path.endswith(".html") else b""
            found = copy.file(path, len(left))
            if found is None or found.sha256 != sha256(left):
                yield path, Finding.LEFT_OVER
        elif copy.file(path, file.size) != file:
            yield path, Finding.CHANGED


def _is_of_the_system(path: str) -> bool:
    name = path.rsplit("/", 1)[-1].lower()
    return name in _OF_THE_SYSTEM or name.startswith("._")
