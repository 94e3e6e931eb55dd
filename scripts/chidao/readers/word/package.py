"""The zip of a Word document: its parts as trees, within bounds.

A stranger's file may be made to harm: a zip that grows a thousandfold, entities that name our files or
grow without end, elements nested beyond all depth.  No document needs any of that (ECMA-376-2, 9.1.2
forbids DTDs), so it is refused, in one sentence.  Nothing is fetched, no other file is opened.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from ...errors import UnreadableOriginal
from .names import RELATIONS, Element

LARGEST_FILE = 200 * 1024 * 1024
"""Bytes of the file itself; pictures make it large, and they are not read."""
LARGEST_PART = 64 * 1024 * 1024
"""Bytes of one part, unpacked.  The text of 2,000 pages has 30 MB as LibreOffice writes it."""
MOST_RATIO = 400
"""How many times its packed size a part above 4 MB may have.  The worst that is honest, a table of 6,000
nearly empty rows as LibreOffice writes it, has 123; a bomb has 1,000."""
_MOST_MEMBERS = 20_000

_AGAIN = "copy the document again from where it came"
_CHECK = "check that it is the right file"
_LOCKED = "open it with its password, save it without one and convert again"


class Package:
    """The parts of a Word document, found by their relationships."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        """Only for messages."""
        self._zip = _open(path, data)
        self._names = {name.lower(): name for name in self._zip.namelist()}
        self.main_name = self._main_name()
        main = self.tree(self.main_name)
        if main is None:
            raise UnreadableOriginal(path, "is a .zip file without a Word document in it", _CHECK)
        self.main = main
        relations = self._relations(self.main_name)[::-1]  # of two of a kind the first holds
        self._targets = {relation.kind: relation.target for relation in relations}
        self._ids = {relation.id: relation.target for relation in relations}

    def related(self, kind: str) -> Element | None:
        """The part that the document calls its *kind*: "styles", "numbering", "footnotes" …"""
        target = self._targets.get(kind)
        return None if target is None else self.tree(target)

    def by_id(self, relation: str) -> Element | None:
        """The part to which the document refers as *relation*: "rId5"."""
        target = self._ids.get(relation)
        return None if target is None else self.tree(target)

    def tree(self, name: str) -> Element | None:
        """The part with this name, parsed; None if there is none."""
        data = self._read(name)
        if data is None:
            return None
        if b"purl.oclc.org" in data[:8192]:
            data = _transitional(data)
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                trouble = f"nests its elements deeper than any document ({name})"
                raise UnreadableOriginal(self.path, trouble, _CHECK) from None
            raise UnreadableOriginal(self.path, f"is damaged ({name} is no XML)", _AGAIN) from None
        if root.getroottree().docinfo.internalDTD is not None:
            trouble = f"declares entities, which a Word document may not ({name})"
            raise UnreadableOriginal(self.path, trouble, _CHECK)
        return root

    def has(self, fragment: str) -> bool:
        """Whether the name of a part has these letters: "/media/"."""
        return any(fragment in name for name in self._names)

    def _read(self, name: str) -> bytes | None:
        stored = self._names.get(name.lstrip("/").lower())
        if stored is None:
            return None
        info = self._zip.getinfo(stored)
        if info.file_size > LARGEST_PART or _grows(info.file_size, info.compress_size):
            raise self._too_large(stored)
        try:
            with self._zip.open(info) as part:
                # The declared size may lie: what really comes out is counted as well.
                data = part.read(min(LARGEST_PART, info.file_size) + 1)
        except RuntimeError:
            raise UnreadableOriginal(self.path, "is locked with a password", _LOCKED) from None
        except (
            zipfile.BadZipFile,
            zlib.error,
            struct.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
        ):
            raise UnreadableOriginal(self.path, f"is damaged ({stored} cannot be unpacked)", _AGAIN) from None
        if len(data) > info.file_size:
            raise self._too_large(stored)
        return data

    def _too_large(self, name: str) -> UnreadableOriginal:
        return UnreadableOriginal(self.path, f"unpacks to more than any document ({name})", _CHECK)

    def _main_name(self) -> str:
        for relation in self._relations(""):
            if relation.kind == "officeDocument":
                return relation.target
        return "word/document.xml"

    def _relations(self, name: str) -> list[_Relation]:
        """The relationships of the part *name* (ECMA-376-2, 9.3); only those inside the file."""
        folder, base = posixpath.split(name)
        tree = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = []
        for element in () if tree is None else tree:
            if element.get("TargetMode") == "External":
                continue
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))
            found.append(_Relation(element.get("Id", ""), kind, target.lstrip("/")))
        return found


class _Relation(NamedTuple):
    id: str
    kind: str
    """The last word of its type: "styles"."""
    target: str
    """The name of a part."""


def _open(path: Path, data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        count = len(archive.infolist())
    except (
        zipfile.BadZipFile,
        struct.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        OverflowError,
    ):
        raise UnreadableOriginal(path, "is damaged or cut off", _AGAIN) from None
    if count > _MOST_MEMBERS:
        raise UnreadableOriginal(path, f"has {count:,} parts, more than any document", _CHECK)
    return archive


def _grows(unpacked: int, packed: int) -> bool:
    return unpacked > 4 * 1024 * 1024 and unpacked > MOST_RATIO * max(packed, 1)


_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = (
    (b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"officeDocument/relationships", RELATIONS.encode()),
    (b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)


def _transitional(data: bytes) -> bytes:
    """The same part with the namespaces of the transitional kind (ISO 29500-4)."""
    for strict, namespace in _NAMESPACES:
        data = data.replace(_STRICT + strict, namespace)
    return data
