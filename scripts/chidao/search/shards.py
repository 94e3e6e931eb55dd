"""Shards: small scripts that a page loads one by one, over http and from file:// alike.

    chidaoShard("abcdefg","…")

`<script src>` is the one thing that a page from file:// may load (fetch, import() and workers are not).
A shard is named for its content: a cache may keep it for ever, and an update of an offline copy holds
only what changed.  Only the entry, which names the directory, has a name of its own.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

ENTRY = "entry.js"


class Shards:
    """Writes shards into a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bytes = 0
        """Written so far."""
        self.count = 0
        self.renamed = False
        """Whether one took another name than its own, which was taken."""
        self._written: dict[str, bytes] = {}
        self._folders: set[Path] = set()

    def put(self, data: Any) -> str:
        """Write *data* as a shard of its own; returns its name: "abcdefg"."""
        payload = as_json(data)
        name = self._name(payload)
        self._write(name, payload)
        return name.replace("/", "")

    def put_group(self, data: Any, parts: list[Any]) -> str:
        """Write *data* and its *parts* as shards of their own, all named for the whole."""
        return self.put_whole_group(as_json(data), [as_json(part) for part in parts])

    def put_whole_group(self, payload: str, payloads: list[str]) -> str:
        """The same of what stood in shards already."""
        name = self._name("\n".join([payload, *payloads]))
        self._write(name, payload)
        for number, part in enumerate(payloads):
            self._write(f"{name}-{number}", part)
        return name.replace("/", "")

    def enter(self, directory: str) -> None:
        """Write the entry: which shard is the directory."""
        self.write(ENTRY, entry(directory))

    def _name(self, payload: str) -> str:
        """Seven letters that no file system takes for others, in 32 folders."""
        digest = hashlib.blake2b(payload.encode("utf-8"), digest_size=10)
        whole = digest.digest()
        for salt in range(256):
            name = base64.b32encode(hashlib.blake2b(whole + bytes([salt]), digest_size=5).digest())
            text = name.decode("ascii").lower()[:7]
            text = f"{text[0]}/{text[1:]}"
            if self._written.setdefault(text, whole) == whole:
                return text
            self.renamed = True
        raise AssertionError("256 names are taken")

    def _write(self, name: str, payload: str) -> None:
        self.write(f"{name}.js", _FRAME % (name.replace("/", ""), payload))

    def write(self, name: str, script: str) -> None:
        """Write *script* under a name that stays."""
        path = self.folder / name
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        data = script.encode("utf-8")
        path.write_bytes(data)
        self.bytes += len(data)
        self.count += 1


def entry(directory: str) -> str:
    return f'chidaoEntry("{directory}")\n'


def path_of(name: str) -> str:
    """Where the shard "abcdefg" lies in its folder."""
    return f"{name[0]}/{name[1:]}.js"


def payload_of(name: str, script: str) -> str:
    """What the *script* of the shard *name* holds, as JSON.  Raises ValueError if it is no such script."""
    begin, end = _FRAME.replace("%s", name, 1).split("%s")
    if not (script.startswith(begin) and script.endswith(end)):
        raise ValueError(f"{path_of(name)} is not as it was written")
    return script[len(begin) : -len(end)]


_FRAME = 'chidaoShard("%s",%s)\n'


def as_json(data: Any) -> str:
    """*data* as a script may hold it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # Line ends of Unicode inside a string stopped older browsers; lone surrogates are no UTF-8.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return text.encode("utf-8", "replace").decode("utf-8")
