"""What goes through the pipes: its kind, its length, its bytes.

R  the value or the ChidaoError that a job gave, as a parcel
T  it took too long: the seconds that it had; from a child, a request for more of them
M  it needed too much memory
C  it crashed: how
"""

from __future__ import annotations

import os
import struct
from typing import Any

HEAD = struct.Struct(">cQ")
"""Kind and length."""
_LENGTH = struct.Struct(">Q")
_ANSWERS = (b"R", b"M", b"C")
"""What a child may answer with."""


def send(descriptor: int, kind: bytes, data: bytes) -> None:
    """Write a message to a *descriptor*."""
    rest = memoryview(HEAD.pack(kind, len(data)) + data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def answer_in(received: bytearray) -> tuple[bytes, bytes] | None:
    """The answer of a child, once all of it is in *received*; it has no other business."""
    if len(received) < HEAD.size:
        return None
    kind, length = HEAD.unpack_from(received)
    if kind not in _ANSWERS:
        return b"C", b"no answer"
    if len(received) > HEAD.size + length:
        return b"C", b"more than one answer"
    return (kind, bytes(received[HEAD.size :])) if len(received) == HEAD.size + length else None


def ask_time(descriptor: int, seconds: float) -> None:
    """Ask for *seconds* more."""
    send(descriptor, b"T", struct.pack(">d", seconds))


def time_asked(received: bytearray, most: float) -> float:
    """Take a request for more time from the front of *received*: its seconds, at most *most*; 0 if none."""
    if received[:1] != b"T" or len(received) < HEAD.size + 8:
        return 0.0
    _kind, length = HEAD.unpack_from(received)
    if length != 8:
        return 0.0
    (seconds,) = struct.unpack_from(">d", received, HEAD.size)
    del received[: HEAD.size + 8]
    # A NaN is no number of seconds.
    return float(min(max(seconds, 0.001), most)) if seconds == seconds else 0.001


def write(pipe: Any, data: bytes) -> None:
    """Write *data* and its length to a *pipe* of a program or its worker."""
    rest = memoryview(_LENGTH.pack(len(data)) + data)
    while rest:
        rest = rest[pipe.write(rest) :]
    pipe.flush()


def read(pipe: Any) -> bytes:
    """Read what `write` wrote.  Raises EOFError where that ends before its time."""
    (length,) = _LENGTH.unpack(exactly(pipe, _LENGTH.size))
    return exactly(pipe, length)


def exactly(pipe: Any, count: int) -> bytes:
    """*count* bytes.  Raises EOFError where there are fewer."""
    pieces: list[bytes] = []
    while count:
        piece = pipe.read(min(count, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
