"""The socket by which a second start of LibreOffice finds the first: one that is killed leaves it in /tmp.

Its place does not depend on TMPDIR, its name is made from the address of the profile (LibreOffice,
`desktop/source/app/officeipcthread.cxx`: MD5 of its UTF-16, each byte in hexadecimal without a leading 0).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

FOLDER = "chidao-office-"
"""How the name of the folder of a start begins; in it lies `profile`."""


def remove(start: Path) -> None:
    """Remove what LibreOffice, started in the folder *start*, left in /tmp if it was killed."""
    with contextlib.suppress(OSError):
        pipe_of(start / "profile").unlink()


def remove_all(folder: Path) -> None:
    """Remove what all starts whose folders lie in *folder* left."""
    for start in folder.glob(f"{FOLDER}*"):
        remove(start)


def pipe_of(profile: Path) -> Path:
    """Where LibreOffice puts the socket of a start with this *profile*.

    >>> pipe_of(Path("/tmp/a/profile")).name.partition("IPC_")[2]
    'd43b05893f67a252df7e9f486fc42'
    """
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in digest)
    return Path(f"/tmp/OSL_PIPE_{os.geteuid()}_SingleOfficeIPC_{name}")
