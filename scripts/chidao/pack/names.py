"""File names that survive: Windows, FAT32 and exFAT take fewer names than Linux does.

(Microsoft, "Naming Files, Paths, and Namespaces"; a stick is formatted as exFAT or FAT32 when it is bought.)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ..errors import ChidaoError

LONGEST = 180
"""Letters of a path in the copy.  Windows allows 259 for the whole; what is left holds where it is
unzipped: C:\\Users\\a long name here\\Downloads\\chidao-2026-11-20-cap-nhat-tu-2026-10-20\\ are 77."""
LONGEST_NAME = 255
_SHOWN = 20

_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])", re.IGNORECASE)


class UnfitNames(ChidaoError):
    """Some files could not be unzipped on Windows or on a stick."""

    def __init__(self, troubles: Iterable[str]) -> None:
        found = list(troubles)
        more = [f"… and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        super().__init__(
            "\n".join(
                [
                    "some files have names that Windows or a USB stick refuses; rename them where they "
                    "come from (originals/ together with `original:` of the page, or content/), "
                    "build and pack again:",
                    *(f"  {trouble}" for trouble in [*found[:_SHOWN], *more]),
                ]
            )
        )


def troubles(paths: Iterable[str]) -> Iterator[str]:
    """What is wrong with *paths* of a copy, a sentence each; their folders are looked at, too.

    >>> list(troubles(["kho/a.html", "kho/A.html", "kho/aux.txt", "kho/x ./y"]))
    ['kho/A.html: differs from kho/a.html only in capitals or in how accents are coded', \
'kho/aux.txt: AUX is the name of a device in Windows', 'kho/x ./y: "x ." ends with a blank or a full stop']
    """
    taken: dict[str, str] = {}
    for path in paths:
        if fault := _fault(path):
            yield f"{path}: {fault}"
            continue
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            here = "/".join(parts[:depth])
            other = taken.setdefault(_same(here), here)
            if other != here:
                yield f"{path}: differs from {other} only in capitals or in how accents are coded"
                break
            if depth == len(parts):
                taken[_same(here)] = here


def _fault(path: str) -> str:
    try:
        length = len(path.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        return "is not UTF-8"
    if length > LONGEST:
        return f"is {length} letters long, {LONGEST} are safe"
    for name in path.split("/"):
        if found := _FORBIDDEN.search(name):
            return f"contains {found[0]!r}"
        if name != name.rstrip(" ."):
            return f'"{name}" ends with a blank or a full stop'
        if found := _RESERVED.fullmatch(name.split(".")[0].rstrip()):
            return f"{found[0].upper()} is the name of a device in Windows"
        if len(name.encode("utf-16-le")) // 2 > LONGEST_NAME:
            return f"{name[:40]}… is longer than {LONGEST_NAME} letters"
    return ""


def _same(path: str) -> str:
    """What a file system that does not look at case takes for one name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold()).upper()
