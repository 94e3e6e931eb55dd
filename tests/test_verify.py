"""A copy is checked against its manifest, whoever had it in hand since."""

from __future__ import annotations

import json
import os
import shutil
import stat
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chidao.cli import cli
from chidao.pack import BadManifest, Finding, pack, verify
from chidao.pack.manifest import ROOT
from chidao.pack.reading import NoZip

NAMES = {f"van-ban/ket-luan-{n}.html": f"<p>Kết luận {n}</p>" for n in range(5)}


@pytest.fixture(scope="module")
def zipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("goi")
    for name, text in {"index.html": "Kho", "originals/Quyết định.txt": "Số 1", **NAMES}.items():
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return pack(folder / "site", folder / "dist", "Kho", "kho", "2026-11-20", 90).path


@pytest.fixture
def usb(zipped: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(tmp_path / "usb")
    return tmp_path / "usb"


def run(copy: Path) -> tuple[int, list[str]]:
    result = CliRunner().invoke(cli, ["verify", str(copy)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output.splitlines()


def test_a_copy_that_is_whole(zipped: Path, usb: Path) -> None:
    assert run(zipped) == (0, [f"{zipped}: bản ngoại tuyến ngày 2026-11-20, 9 tệp, nguyên vẹn"])
    assert run(usb) == (0, [f"{usb}: bản ngoại tuyến ngày 2026-11-20, 9 tệp, nguyên vẹn"])


def test_each_trouble_is_one_sentence(usb: Path) -> None:
    (usb / "kho/index.html").unlink()
    (usb / "kho/van-ban/ket-luan-1.html").write_text("<p>Kết luận khác</p>", "utf-8")
    (usb / "kho/virus.exe").write_bytes(b"MZ")
    assert run(usb) == (
        1,
        [
            "kho/index.html: thiếu tệp này; chép hoặc giải nén lại bản ngoại tuyến",
            "kho/van-ban/ket-luan-1.html: đã khác với lúc đóng gói; chép hoặc giải nén lại bản ngoại tuyến",
            "kho/virus.exe: không thuộc bản ngoại tuyến này; xóa đi hoặc chuyển ra ngoài",
            f"{usb}: bản ngoại tuyến ngày 2026-11-20, 8 tệp, 3 chỗ sai",
        ],
    )


def test_a_change_that_keeps_the_size_is_seen(usb: Path) -> None:
    page = usb / "kho/van-ban/ket-luan-1.html"
    page.write_bytes(page.read_bytes().replace(b"1", b"2"))
    assert verify(usb).findings == (("kho/van-ban/ket-luan-1.html", Finding.CHANGED),)


def test_what_was_changed_in_the_zip_is_seen(zipped: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(zipped) as source, zipfile.ZipFile(other, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(entry.filename, data + b"!" if entry.filename.endswith("3.html") else data)
    assert verify(other).findings == (("kho/van-ban/ket-luan-3.html", Finding.CHANGED),)


def test_what_windows_and_macos_add_is_no_trouble(usb: Path) -> None:
    for name in ("kho/Thumbs.db", "kho/van-ban/desktop.ini", "kho/.DS_Store", "kho/._index.html"):
        (usb / name).write_bytes(b"x")
    (usb / "Bài của tôi.docx").write_bytes(b"beside the copy")
    assert verify(usb).findings == ()


def test_names_that_macos_took_apart_are_the_same(usb: Path) -> None:
    name = usb / "kho/originals/Quyết định.txt"
    name.rename(name.with_name("Quyê\u0301t đi\u0323nh.txt"))
    assert verify(usb).findings == ()


@pytest.mark.parametrize("part", [ROOT, "a part"])
def test_a_manifest_that_was_changed_is_no_manifest(usb: Path, part: str) -> None:
    if part == ROOT:
        (usb / ROOT).write_text("{", "utf-8")
        trouble = "kiem-ke/manifest.json is damaged"
    else:
        path = next((usb / "kiem-ke").glob("*.txt"))
        path.write_text(path.read_text("utf-8").replace("kho/index.html", "kho/index.htm"), "utf-8")
        trouble = f"kiem-ke/{path.name} is damaged"
    with pytest.raises(BadManifest) as error:
        verify(usb)
    assert str(error.value) == (
        f"{usb}: {trouble}; is it a copy that `chidao pack` made? unzip or copy it anew"
    )


def test_what_is_no_copy_cannot_be_checked(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("no zip", "utf-8")
    for path, message in {
        tmp_path: f"{tmp_path}: kiem-ke/manifest.json is missing; is it a copy that `chidao pack` made? "
        "unzip or copy it anew",
        tmp_path / "a.zip": f"{tmp_path}/a.zip: is no zip, or a damaged one; download or copy the zip anew",
        tmp_path / "b.zip": f"{tmp_path}/b.zip: is not there; download or copy the zip anew",
    }.items():
        with pytest.raises((BadManifest, NoZip)) as error:
            verify(path)
        assert str(error.value) == message


# What a stranger may send


def rebuilt(zipped: Path, target: Path, *more: tuple[zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(zipped) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for entry in source.infolist():
            out.writestr(entry, source.read(entry))
        for entry, data in more:
            out.writestr(entry, data)
    return target


def test_a_path_that_leads_out_is_unsafe(zipped: Path, tmp_path: Path) -> None:
    names = ("../evil.html", "/etc/evil", "kho/../../evil", "C:/evil", "kho/index.html:stream")
    copy = rebuilt(zipped, tmp_path / "a.zip", *((zipfile.ZipInfo(name), b"x") for name in names))
    assert verify(copy).findings == tuple((name, Finding.UNSAFE) for name in sorted(names))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip"]


def test_a_link_in_a_zip_is_unsafe(zipped: Path, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("kho/passwd")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    assert verify(rebuilt(zipped, tmp_path / "a.zip", (link, b"/etc/passwd"))).findings == (
        ("kho/passwd", Finding.UNSAFE),
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_stands_twice_in_a_zip_is_unsafe(zipped: Path, tmp_path: Path) -> None:
    twice = rebuilt(zipped, tmp_path / "a.zip", (zipfile.ZipInfo("kho/index.html"), b"evil"))
    assert ("kho/index.html", Finding.UNSAFE) in verify(twice).findings


def test_links_pipes_and_folders_are_not_followed(usb: Path) -> None:
    page = usb / "kho/van-ban/ket-luan-1.html"
    page.unlink()
    page.symlink_to("/etc/passwd")
    os.mkfifo(usb / "kho/pipe")
    (usb / "kho/loop").symlink_to(usb / "kho", target_is_directory=True)
    assert verify(usb).findings == (
        ("kho/loop", Finding.UNSAFE),
        ("kho/pipe", Finding.UNSAFE),
        ("kho/van-ban/ket-luan-1.html", Finding.UNSAFE),
    )


def test_a_bomb_is_not_unpacked(zipped: Path, tmp_path: Path) -> None:
    bomb = zipfile.ZipInfo("kho/index.html")
    bomb.compress_type = zipfile.ZIP_DEFLATED
    copy = tmp_path / "a.zip"
    with zipfile.ZipFile(zipped) as source, zipfile.ZipFile(copy, "w") as out:
        for entry in source.infolist():
            what = bytes(50_000_000) if entry.filename == bomb.filename else source.read(entry)
            out.writestr(bomb if entry.filename == bomb.filename else entry, what)
        more = zipfile.ZipInfo("kho/more.html")
        more.compress_type = zipfile.ZIP_DEFLATED
        out.writestr(more, bytes(50_000_000))
    assert verify(copy).findings == (
        ("kho/index.html", Finding.CHANGED),
        ("kho/more.html", Finding.ADDED),
    )


def test_a_manifest_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "a.zip"
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(ROOT, bytes(20_000_000))
    with pytest.raises(BadManifest, match="is larger than a manifest can be"):
        verify(copy)


def test_entries_that_share_their_bytes_are_refused(zipped: Path, tmp_path: Path) -> None:
    copy = tmp_path / "a.zip"
    shutil.copy(zipped, copy)
    data = bytearray(copy.read_bytes())
    # The size that the directory states for its first file: more than the zip has.
    at = data.index(b"PK\x01\x02")
    data[at + 20 : at + 24] = struct.pack("<I", len(data) * 2)
    copy.write_bytes(data)
    with pytest.raises(NoZip) as error:
        verify(copy)
    assert str(error.value) == (
        f"{copy}: holds more than it has bytes for, as zip bombs do; download or copy the zip anew"
    )


@pytest.mark.parametrize(
    "line",
    ["zz  1  kho/a", "-  1", f"{'0' * 64}  -1  kho/a", f"{'0' * 64}  1  ../a", f"{'0' * 64}  1  C:\\a"],
)
def test_a_manifest_says_only_what_it_can_mean(tmp_path: Path, line: str) -> None:
    from chidao.pack.manifest import sha256

    (tmp_path / "kiem-ke").mkdir()
    part = f"{line}\n".encode()
    (tmp_path / "kiem-ke/0123456789ab.txt").write_bytes(part)
    root = {"version": 1, "name": "x", "date": "2026-11-20", "parts": {"0123456789ab.txt": sha256(part)}}
    (tmp_path / ROOT).write_text(json.dumps(root), "utf-8")
    with pytest.raises(BadManifest, match="has a line that is none"):
        verify(tmp_path)


def test_names_of_strangers_do_nothing_to_the_terminal(usb: Path) -> None:
    (usb / "kho/\x1b[31mred\x07").write_bytes(b"")
    assert (
        run(usb)[1][0]
        == "kho/\\x1b[31mred\\x07: không thuộc bản ngoại tuyến này; xóa đi hoặc chuyển ra ngoài"
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_zip_is_told_and_nothing_else(zipped: Path, tmp_path: Path, data: st.DataObject) -> None:
    whole = zipped.read_bytes()
    bad = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        bad[data.draw(st.integers(0, len(bad) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(bad[: data.draw(st.integers(0, len(bad)))]) if data.draw(st.booleans()) else bytes(bad)
    path = tmp_path / "bad.zip"
    path.write_bytes(cut)
    with suppress(BadManifest, NoZip):
        verify(path)
