"""The manifest of a copy: which files it has, with the SHA-256 and the size of each.

    kiem-ke/manifest.json     name, date, the parts with their SHA-256
    kiem-ke/ab12cd34.txt      a part: a line for each of some 32 neighbouring files

        3f2a…  18231  kho/van-ban/2025/ket-luan-177-kl-tw.html
        -  0  kho/search/a/bcdefg.js                             gone: was in an older copy

It is in parts so that an update, which brings the manifest anew, brings little: 8,000 hashes are 300 kB
that nothing compresses.  A part ends where the name of a file says so: one more file moves no other part.

What is gone stays listed until the next whole copy.  Unzipping over an older copy deletes nothing, so an
update empties such files and puts a sentence into such pages; a bookmark then misleads nobody.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..errors import ChidaoError

FOLDER = "kiem-ke"
ROOT = f"{FOLDER}/manifest.json"
VERSION = 1
PART = 32
"""Files in a part, on average."""
LARGEST = 8_000_000
"""Bytes of the root or of a part; one of 10,000 documents has 60 kB."""
_MOST_PARTS = 200_000


class BadManifest(ChidaoError):
    """What should be the manifest of a copy is not."""

    def __init__(self, where: str, trouble: str) -> None:
        super().__init__(f"{where}: {trouble}; is it a copy that `chidao pack` made? unzip or copy it anew")


class File(NamedTuple):
    """What the manifest says of a file."""

    sha256: str
    """In hex; "-" for what is gone."""
    size: int

    @property
    def gone(self) -> bool:
        return self.sha256 == "-"


GONE = File("-", 0)


@dataclass(frozen=True)
class Manifest:
    """Which files a copy has."""

    name: str
    date: str
    """ISO 8601."""
    files: Mapping[str, File] = field(default_factory=dict)
    """By path in the copy; all but the manifest itself."""
    since: str = ""
    """For an update: the date of the copy over which it is unzipped."""
    brings: int = 0
    """For an update: how many files lie in its zip."""

    def parts(self) -> dict[str, bytes]:
        """The files of the manifest, root last, by path."""
        parts = dict(_parts(self.files))
        root = {
            "version": VERSION,
            "name": self.name,
            "date": self.date,
            **({"since": self.since, "brings": self.brings} if self.since else {}),
            "files": sum(not file.gone for file in self.files.values()),
            "bytes": sum(file.size for file in self.files.values()),
            "parts": {path.split("/")[1]: sha256(data) for path, data in parts.items()},
        }
        parts[ROOT] = (json.dumps(root, ensure_ascii=False, indent=0) + "\n").encode()
        return parts


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _parts(files: Mapping[str, File]) -> Iterator[tuple[str, bytes]]:
    lines: list[str] = []
    first = ""
    for path in sorted(files):
        first = first or path
        file = files[path]
        lines.append(f"{file.sha256}  {file.size}  {path}\n")
        if _digest(path)[0] % PART == 0:
            yield _name(first), "".join(lines).encode()
            lines, first = [], ""
    if lines:
        yield _name(first), "".join(lines).encode()


def _name(first: str) -> str:
    return f"{FOLDER}/{_digest(first).hex()}.txt"


def _digest(path: str) -> bytes:
    return hashlib.blake2b(path.encode(), digest_size=6).digest()


def read(where: str, load: Callable[[str], bytes | None], zipped: bool = False) -> Manifest:
    """The manifest of the copy called *where*; *load* gives the bytes of a path, None if there are none.

    The zip of an update holds only those parts that have changed: where it is *zipped*, the others may be
    absent.  Raises BadManifest.
    """
    root = _root(where, load(ROOT))
    files: dict[str, File] = {}
    for name, expected in root["parts"].items():
        path = f"{FOLDER}/{name}"
        data = load(path)
        if data is None and zipped and root.get("since"):
            continue
        if data is None:
            raise BadManifest(where, f"{path} is missing")
        if sha256(data) != expected:
            raise BadManifest(where, f"{path} is damaged")
        files.update(_lines(where, path, data))
    return Manifest(root["name"], root["date"], files, root.get("since", ""), root.get("brings", 0))


def _root(where: str, data: bytes | None) -> dict[str, Any]:
    if data is None:
        raise BadManifest(where, f"{ROOT} is missing")
    try:
        root = json.loads(data)
    except (ValueError, RecursionError):
        raise BadManifest(where, f"{ROOT} is damaged") from None
    if not isinstance(root, dict) or root.get("version") != VERSION or not _shaped(root):
        raise BadManifest(where, f"{ROOT} is of another kind")
    return root


_SHAPE = {"name": str, "date": str, "parts": dict}


def _shaped(root: dict[str, Any]) -> bool:
    return (
        all(isinstance(root.get(key), kind) for key, kind in _SHAPE.items())
        and isinstance(root.get("since", ""), str)
        and isinstance(root.get("brings", 0), int)
        and len(root["parts"]) <= _MOST_PARTS
        and all(_PART_NAME.fullmatch(n) and isinstance(h, str) for n, h in root["parts"].items())
    )


_PART_NAME = re.compile(r"[0-9a-f]{12}\.txt")
_LINE = re.compile(r"(-|[0-9a-f]{64})  (\d{1,15})  (.+)")


def _lines(where: str, path: str, data: bytes) -> Iterable[tuple[str, File]]:
    for line in data.decode("utf-8", "replace").split("\n"):
        if not line:
            continue
        found = _LINE.fullmatch(line)
        if found is None or not is_inside(found[3]):
            raise BadManifest(where, f"{path} has a line that is none: {line[:80]!r}")
        yield found[3], File(found[1], int(found[2]))


def is_inside(path: str) -> bool:
    """Whether *path* stays in the folder that it is relative to, on every system.

    >>> is_inside("kho/a.html"), is_inside("../a"), is_inside("C:/a"), is_inside("/a"), is_inside("..\\\\b")
    (True, False, False, False, False)
    """
    return not (
        path.startswith("/")
        or "\\" in path
        or ":" in path
        or "\0" in path
        or any(part in ("", ".", "..") for part in path.split("/"))
    )
