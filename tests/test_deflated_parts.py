"""Files that are joined of compressed parts are what they would be in one piece."""

from __future__ import annotations

import io
import random
import zipfile
import zlib

import pytest

from chidao.exports.deflate import END, crc_of_joined, deflated, deflated_part
from chidao.exports.zipped import Member, directory, header, packed, zipped


def some_parts(seed: int) -> list[bytes]:
    """Words, noise, repetitions longer than what deflate looks back on, and nothing."""
    chance = random.Random(seed)
    kinds = (
        lambda: b"",
        lambda: b"<row><c/></row>" * chance.randrange(1, 9_000),
        lambda: chance.randbytes(chance.randrange(1, 70_000)),
        lambda: "Kết luận số 177-KL/TW; ".encode() * chance.randrange(1, 50),
    )
    return [chance.choice(kinds)() for _ in range(chance.randrange(1, 12))]


@pytest.mark.parametrize("seed", range(25))
def test_parts_that_are_joined_unpack_to_the_whole(seed: int) -> None:
    parts = some_parts(seed)
    found = [deflated_part(part) for part in parts]
    assert zlib.decompress(b"".join(each.data for each in found) + END, -15) == b"".join(parts)
    assert crc_of_joined((each.crc, each.size) for each in found) == zlib.crc32(b"".join(parts))


@pytest.mark.parametrize("seed", range(25))
def test_a_part_does_not_ask_what_stood_before_it(seed: int) -> None:
    parts = some_parts(seed)
    found = [deflated_part(part).data for part in parts]
    assert zlib.decompress(b"".join(reversed(found)) + END, -15) == b"".join(reversed(parts))


def test_a_zip_of_ours_is_that_of_the_standard_library() -> None:
    files = {"[Content_Types].xml": b"<a/>", "xl/trong.xml": b"", "x/y.xml": b"Ban " * 40_000}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, content, compresslevel=6)
    assert zipped(files) == out.getvalue()


@pytest.mark.parametrize("seed", range(10))
def test_a_zip_with_a_member_in_parts_is_whole(seed: int) -> None:
    parts = some_parts(seed)
    found = [deflated_part(part) for part in parts]
    data, members = packed({"a.xml": b"<a/>"})
    length = sum(len(each.data) for each in found) + len(END)
    crc = crc_of_joined((each.crc, each.size) for each in found)
    long = Member("long.xml", length, sum(each.size for each in found), crc)
    body = b"".join(each.data for each in found) + END
    whole = data + header(long) + body + directory([*members, long])
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert archive.read("long.xml") == b"".join(parts)
        assert archive.read("a.xml") == b"<a/>"


def test_what_was_compressed_at_once_ends() -> None:
    found = deflated(b"Ban ")
    squeezed = zlib.decompressobj(-15)
    assert squeezed.decompress(found.data) == b"Ban "
    assert squeezed.eof
