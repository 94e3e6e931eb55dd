"""Files → a zip that has the same bytes whenever it is made (PKWARE APPNOTE 6.3).

`zipfile` compresses what it packs; this packs what is compressed already, too.  No more is written than
office programs ask for: no times, no rights, names in ASCII, less than 4 GB.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .deflate import deflated


class Member(NamedTuple):
    """A file in a zip."""

    name: str
    length: int
    """Bytes, compressed."""
    size: int
    """Bytes, unpacked."""
    crc: int
    """The CRC-32 of what is unpacked."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of *files*, by name."""
    data, members = packed(files)
    return data + directory(members)


def packed(files: Mapping[str, bytes]) -> tuple[bytes, list[Member]]:
    """The first part of a zip, which holds *files*; behind it other members may stand, then `directory`."""
    out, members = [], []
    for name, content in files.items():
        data, size, crc = deflated(content)
        members.append(Member(name, len(data), size, crc))
        out += [header(members[-1]), data]
    return b"".join(out), members


def header(member: Member) -> bytes:
    """What stands before the bytes of *member* (APPNOTE 4.3.7)."""
    return b"PK\x03\x04" + _told(member) + member.name.encode("ascii")


def directory(members: Iterable[Member]) -> bytes:
    """What stands behind all *members* (APPNOTE 4.3.12, 4.3.16)."""
    out, start, count = [], 0, 0
    for member in members:
        name = member.name.encode("ascii")
        # No comment, disk 0, no attributes.
        out += [b"PK\x01\x02", _VERSION, _told(member), struct.pack("<HHHLL", 0, 0, 0, _RIGHTS, start), name]
        start += len(header(member)) + member.length
        count += 1
    size = sum(map(len, out))
    return b"".join(out) + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, count, count, size, start, 0)


def _told(member: Member) -> bytes:
    """What both places tell of *member*: version needed, flags, method 8 (deflate), time, day, CRC, sizes,
    lengths of the name and of what is added."""
    _name, length, size, crc = member
    return _VERSION + struct.pack("<HHHHLLLHH", 0, 8, 0, _FIRST_DAY, crc, length, size, len(member.name), 0)


_VERSION = struct.pack("<H", 20)
_FIRST_DAY = 1 << 5 | 1
"""1980-01-01, the first day that a zip knows."""
_RIGHTS = 0o600 << 16
"""As `zipfile` writes them; made on MS-DOS (APPNOTE 4.4.2), which knows none."""
