"""Where in the files of data the rows of which documents lie, kept in .cache/ between builds."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from .tables import Block

Blocks = Mapping[str, Block]
"""By the digests of their groups."""


def load_blocks(path: Path, files: Mapping[str, str]) -> dict[str, dict[str, Block]]:
    """What `save_blocks` wrote to *path*, by file, as far as it is said of *files*, names with their SHA-256.

    Empty if there is none, or it is damaged.
    """
    try:
        checksum, told = path.read_bytes().split(b"\n", 1)
        if checksum != _checksum(told):
            return {}
        kept = json.loads(told)
    except (OSError, ValueError):
        return {}
    return {
        file: {digest: Block(*block) for digest, block in blocks.items()}
        for file, (sha256, blocks) in kept.items()
        if files.get(file) == sha256
    }


def save_blocks(path: Path, files: Mapping[str, str], blocks: Mapping[str, Blocks]) -> None:
    """Write *blocks*, by file, to *path*; *files* has the SHA-256 of each.  Without it the next build makes
    all data anew."""
    kept = {file: (files[file], found) for file, found in blocks.items()}
    told = json.dumps(kept, separators=(",", ":")).encode()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        temporary.write_bytes(_checksum(told) + b"\n" + told)
        os.replace(temporary, path)


def _checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).hexdigest().encode()
