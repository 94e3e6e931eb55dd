"""The offline copy: what is in it, that it is the same each time, and what an update brings."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from chidao.cli import cli
from chidao.pack import Packed, UnfitNames, offer, pack, verify
from chidao.pack.copying import NewerCopy, OnlyAnUpdate, OtherSite
from chidao.pack.manifest import File, Manifest, read
from chidao.pack.names import troubles
from chidao.pack.regions import fill
from chidao.pack.settings import BadSettings, settings
from chidao.pack.tree import NoSite, NotAFile
from chidao.project import Project

NAME = "Kho văn bản"
OFFER = "<h1>Bản ngoại tuyến</h1><!--vb:copies-->?<!--/vb:copies-->"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A small site, as if it were built."""
    site = tmp_path / "site"
    write(
        site,
        {
            "index.html": "<h1>Kho</h1>",
            "ban-ngoai-tuyen.html": OFFER,
            "assets/javascripts/copy.js": "/* nothing */",
            "du-lieu/danh-muc.xlsx": "xlsx",
            "du-lieu/dieu-khoan.jsonl": "{}",
            "originals/Kết luận 177.txt": "Số 177-KL/TW",
            "sitemap.xml": "<urlset/>",
            **{f"van-ban/2025/ket-luan-{n}.html": f"<p>{n}</p>" for n in range(40)},
        },
    )
    return site


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def packed(site: Path, date: str = "2026-11-20", since: Path | None = None, **more: object) -> Packed:
    return pack(site, site.parent / "dist", more.get("name", NAME), "chidao", date, 90, since)


def unzip(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


def test_a_clerk_sees_a_start_page_a_guide_and_two_folders(built: Path, tmp_path: Path) -> None:
    copy = unzip(packed(built).path, tmp_path / "usb")
    assert sorted(p.name for p in copy.iterdir()) == [
        "00-MO-TAI-DAY.html",
        "01-HUONG-DAN.txt",
        "kho",
        "kiem-ke",
    ]
    start = (copy / "00-MO-TAI-DAY.html").read_text("utf-8")
    assert 'href="kho/index.html"' in start
    assert "Bản ngoại tuyến ngày <strong>20/11/2026</strong>" in start


def test_the_guide_opens_in_notepad(built: Path, tmp_path: Path) -> None:
    guide = (unzip(packed(built).path, tmp_path / "usb") / "01-HUONG-DAN.txt").read_bytes()
    assert guide.startswith(b"\xef\xbb\xbf")
    assert guide.count(b"\n") == guide.count(b"\r\n") > 20
    assert "BẢN NGOẠI TUYẾN NGÀY 20/11/2026" in guide.decode("utf-8-sig")
    assert "USB cần trống khoảng 0,1 GB" in guide.decode("utf-8")
    assert "[[" not in guide.decode("utf-8")


def test_the_site_lies_in_the_copy_as_it_is(built: Path, tmp_path: Path) -> None:
    copy = unzip(packed(built).path, tmp_path / "usb") / "kho"
    here = {p.relative_to(built).as_posix(): p.read_bytes() for p in built.rglob("*") if p.is_file()}
    there = {p.relative_to(copy).as_posix(): p.read_bytes() for p in copy.rglob("*") if p.is_file()}
    # What only a server needs stays there; two files say of which day the copy is.
    assert set(here) - set(there) == {"du-lieu/dieu-khoan.jsonl", "sitemap.xml"}
    assert {name for name in there if there[name] != here[name]} == {
        "ban-ngoai-tuyen.html",
        "assets/javascripts/copy.js",
    }
    assert "bản ngoại tuyến ngày <strong>20/11/2026</strong>" in there["ban-ngoai-tuyen.html"].decode()
    assert b'const date = "2026-11-20"\n  const warnAfter = 90\n' in there["assets/javascripts/copy.js"]


def test_same_site_and_date_same_bytes(built: Path, tmp_path: Path) -> None:
    one = packed(built).path.read_bytes()
    for path in built.rglob("*"):
        path.chmod(0o700)
        path.touch()
    again = pack(built, tmp_path / "again", NAME, "chidao", "2026-11-20", 90)
    assert again.path.read_bytes() == one


def test_names_that_are_not_ascii_are_marked_as_utf8(built: Path) -> None:
    with zipfile.ZipFile(packed(built).path) as archive:
        flags = {entry.filename: entry.flag_bits & 0x800 for entry in archive.infolist()}
    assert flags["kho/originals/Kết luận 177.txt"]
    assert not flags["00-MO-TAI-DAY.html"]


def test_nothing_is_left_of_a_pack_that_failed(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_words: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("chidao.pack.archive.Writer.add_file", full)
    with pytest.raises(OSError, match="No space"):
        packed(built)
    assert list((built.parent / "dist").iterdir()) == []


def test_a_copy_holds_no_copy(built: Path) -> None:
    write(built, {"ban-ngoai-tuyen/chidao-2026-10-20.zip": "old"})
    assert not any("ban-ngoai-tuyen/" in path for path in packed(built).manifest.files)


def test_large_files_are_streamed(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (built / "originals/scan.pdf").write_bytes(bytes(range(256)) * 300)
    (built / "originals/scan.txt").write_bytes(bytes(range(256)) * 300)
    whole = packed(built).path.read_bytes()
    monkeypatch.setattr("chidao.pack.archive._AT_ONCE", 1000)
    assert verify(packed(built).path).findings == ()
    monkeypatch.setattr("chidao.pack.archive._ZIP64", 1000)
    assert verify(packed(built).path).findings == ()
    assert len(whole) > 2 * 256


# Updates


def test_an_update_holds_only_what_has_changed(built: Path) -> None:
    older = packed(built).path
    write(built, {"van-ban/2025/ket-luan-7.html": "<p>bảy</p>", "van-ban/2026/moi.html": "<p>mới</p>"})
    update = packed(built, "2026-12-01", older)
    assert update.path.name == "chidao-2026-12-01-cap-nhat-tu-2026-11-20.zip"
    with zipfile.ZipFile(update.path) as archive:
        names = archive.namelist()
    assert [name for name in names if not name.startswith("kiem-ke/")] == [
        "00-MO-TAI-DAY.html",
        "01-HUONG-DAN.txt",
        "kho/assets/javascripts/copy.js",
        "kho/ban-ngoai-tuyen.html",
        "kho/van-ban/2025/ket-luan-7.html",
        "kho/van-ban/2026/moi.html",
    ]


def test_an_update_makes_the_older_copy_the_newer_one(built: Path, tmp_path: Path) -> None:
    older = packed(built).path
    usb = unzip(older, tmp_path / "usb")
    write(built, {"van-ban/2025/ket-luan-7.html": "<p>bảy</p>", "van-ban/2026/moi.html": "<p>mới</p>"})
    (built / "van-ban/2025/ket-luan-8.html").unlink()
    (built / "originals/Kết luận 177.txt").unlink()
    update = packed(built, "2026-12-01", older).path
    assert verify(update).findings == ()
    unzip(update, usb)
    report = verify(usb)
    assert (report.manifest.date, report.findings) == ("2026-12-01", ())
    # What is gone misleads nobody who still has its address.
    page = (usb / "kho/van-ban/2025/ket-luan-8.html").read_text("utf-8")
    assert "Trang này không còn trong kho" in page
    assert (usb / "kho/originals/Kết luận 177.txt").read_bytes() == b""


def test_updates_follow_one_another(built: Path, tmp_path: Path) -> None:
    whole = packed(built).path
    usb = unzip(whole, tmp_path / "usb")
    (built / "van-ban/2025/ket-luan-8.html").unlink()
    unzip(packed(built, "2026-12-01", whole).path, usb)
    write(built, {"van-ban/2025/ket-luan-8.html": "<p>trở lại</p>"})
    # The folder tells more than the zip of an update could.
    unzip(packed(built, "2026-12-24", usb).path, usb)
    assert (usb / "kho/van-ban/2025/ket-luan-8.html").read_text("utf-8") == "<p>trở lại</p>"
    assert verify(usb).findings == ()


def test_an_update_needs_a_whole_copy(built: Path) -> None:
    update = packed(built, "2026-12-01", packed(built).path).path
    with pytest.raises(OnlyAnUpdate) as error:
        packed(built, "2026-12-02", update)
    assert str(error.value) == (
        f"{update}: is itself an update; give the whole copy that it was made for, "
        "or a folder over which it has been unzipped"
    )


def test_an_update_is_made_for_an_older_copy_of_the_same_site(built: Path) -> None:
    other = packed(built, name="Kho khác").path
    with pytest.raises(OtherSite) as error:
        packed(built, "2026-12-01", other)
    assert str(error.value) == (
        f"{other}: is a copy of “Kho khác”, not of “Kho văn bản”; "
        "give one that was packed here, or pack a whole copy if the site was renamed"
    )
    newer = packed(built, "2027-01-01").path
    with pytest.raises(NewerCopy) as late:
        packed(built, "2026-12-01", newer)
    assert str(late.value) == (
        f"{newer}: is of 2027-01-01, later than this copy (2026-12-01); give an older one, or --date"
    )


def test_one_changed_page_changes_a_few_parts_of_the_manifest(built: Path) -> None:
    for n in range(3000):
        write(built, {f"dan-chieu/{n}.html": ""})
    before = packed(built).manifest.parts()
    write(built, {"dan-chieu/77.html": "khác", "dan-chieu/0077.html": "mới"})
    after = packed(built).manifest.parts()
    assert len(before) > 60
    assert len([path for path in after if after[path] != before.get(path)]) <= 4


# Names


@pytest.mark.parametrize(
    ("path", "trouble"),
    [
        ("kho/AUX.html", "AUX is the name of a device in Windows"),
        ("kho/com1.tar.gz", "COM1 is the name of a device in Windows"),
        ("kho/nul /a", '"nul " ends with a blank or a full stop'),
        ("kho/a./b", '"a." ends with a blank or a full stop'),
        ("kho/a:b", "contains ':'"),
        ("kho/a?b", "contains '?'"),
        ("kho/a\\b", "contains '\\\\'"),
        ("kho/a\nb", "contains '\\n'"),
        ("kho/" + "a" * 177, "is 181 letters long, 180 are safe"),
        ("kho/" + "𠀀" * 90, "is 184 letters long, 180 are safe"),
        ("kho/\udce1", "is not UTF-8"),
    ],
)
def test_a_name_that_windows_refuses_is_told(path: str, trouble: str) -> None:
    assert list(troubles([path])) == [f"{path}: {trouble}"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kho/a.html", "kho/A.html"),
        ("kho/Kết.html", "kho/Kê\u0301t.html"),
        ("kho/a/b.html", "kho/A/c.html"),
        ("kho/ﬁ.html", "kho/FI.html"),
    ],
)
def test_two_names_that_are_one_on_windows_are_told(one: str, other: str) -> None:
    assert len(list(troubles([one, other]))) == 1


@pytest.mark.parametrize(
    "path", ["kho/auxiliary.html", "kho/a.b.c", "kho/.a", "kho/Kết luận (2).docx", "kho/2.1"]
)
def test_ordinary_names_are_fit(path: str) -> None:
    assert list(troubles([path])) == []


def test_pack_refuses_unfit_names_and_says_what_to_do(built: Path) -> None:
    write(built, {"originals/a:b.txt": "", "originals/con.txt": ""})
    with pytest.raises(UnfitNames) as error:
        packed(built)
    assert str(error.value) == (
        "some files have names that Windows or a USB stick refuses; rename them where they come from "
        "(originals/ together with `original:` of the page, or content/), build and pack again:\n"
        "  kho/originals/a:b.txt: contains ':'\n"
        "  kho/originals/con.txt: CON is the name of a device in Windows"
    )
    assert not (built.parent / "dist").exists()


# What is asked of the command


def test_there_must_be_a_site(tmp_path: Path) -> None:
    with pytest.raises(NoSite) as error:
        packed(tmp_path / "site")
    assert str(error.value) == f"{tmp_path}/site: there is no built site; run chidao build first"


def test_links_are_not_packed(built: Path) -> None:
    (built / "passwd").symlink_to("/etc/passwd")
    with pytest.raises(NotAFile) as error:
        packed(built)
    assert str(error.value) == (
        f"{built}/passwd: is a link or no ordinary file; remove it, run chidao build and pack again"
    )


def run(*words: str, **environment: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, list(words), env=environment, catch_exceptions=False)
    return result.exit_code, result.output


def test_the_command_packs_and_offers(project: Project, built: Path) -> None:
    built.rename(project.site)
    status, said = run("pack", SOURCE_DATE_EPOCH="1795132800")
    zipped = project.root / "dist/kho-van-ban-2026-11-20.zip"
    assert (status, said.splitlines()[1]) == (0, str(zipped))
    assert said.startswith("47 files, 0.0 MB, packed in ")
    page = (project.site / "ban-ngoai-tuyen.html").read_text("utf-8")
    assert 'href="ban-ngoai-tuyen/kho-van-ban-2026-11-20.zip"' in page
    assert (project.site / "ban-ngoai-tuyen" / zipped.name).read_bytes() == zipped.read_bytes()
    # The page that offers it is the same in the next copy.
    assert run("pack", "--date", "2026-11-20")[0] == 0
    assert zipped.read_bytes() == (project.site / "ban-ngoai-tuyen" / zipped.name).read_bytes()


def test_the_command_refuses_a_day_that_is_none(project: Project) -> None:
    assert (
        CliRunner()
        .invoke(cli, ["pack", "--date", "20/11/2026"])
        .output.endswith("Error: --date 20/11/2026: is no day; write it as 2026-11-20\n")
    )


def test_only_whole_copies_and_their_updates_are_offered(built: Path, tmp_path: Path) -> None:
    dist = built.parent / "dist"
    old = packed(built, "2026-10-20").path
    new = packed(built, "2026-11-20").path
    packed(built, "2026-11-20", old)
    (dist / "other.zip").write_bytes(b"no zip")
    (dist / "half.zip.part").write_bytes(b"")
    offer(built, dist)
    names = sorted(p.name for p in (built / "ban-ngoai-tuyen").iterdir())
    assert names == ["chidao-2026-11-20-cap-nhat-tu-2026-10-20.zip", new.name]
    page = (built / "ban-ngoai-tuyen.html").read_text("utf-8")
    assert "Đã có bản ngày 20/10/2026? Chỉ cần" in page


def test_without_a_copy_the_page_says_so(built: Path, tmp_path: Path) -> None:
    offer(built, tmp_path / "none")
    assert "Chưa có bản ngoại tuyến" in (built / "ban-ngoai-tuyen.html").read_text("utf-8")


def test_settings_come_from_mkdocs_yml(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        "site_name: Chỉ đạo – Kho văn bản\nplugins:\n- x: !!python/name:os.system\n"
        "extra:\n  a: !ENV [B, 1]\n  copy:\n    warn_after: 30\n",
        "utf-8",
    )
    found = settings(config)
    assert (found.site_name, found.stem, found.warn_after) == ("Chỉ đạo – Kho văn bản", "chi-dao", 30)
    config.write_text("extra:\n  copy:\n    warn_after: soon\n", "utf-8")
    with pytest.raises(BadSettings) as error:
        settings(config)
    assert str(error.value) == (
        f"{config}: extra: copy: warn_after: is a number of days, 1 or more, such as 90"
    )


# The manifest


_PATHS = st.dictionaries(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\n\r\\:/\0\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
        min_size=1,
    ).filter(lambda name: name.strip(".")),
    st.integers(0, 10**12),
    max_size=200,
)


@given(_PATHS)
def test_a_manifest_is_read_as_it_was_written(sizes: dict[str, int]) -> None:
    files = {f"kho/{name}": File("0f" * 32, size) for name, size in sizes.items()}
    manifest = Manifest(NAME, "2026-11-20", files)
    parts = manifest.parts()
    assert read("x", parts.get) == manifest
    assert json.loads(parts["kiem-ke/manifest.json"])["files"] == len(files)


def test_a_region_may_hold_anything_but_a_comment() -> None:
    page = "<!--vb:a-->1<!--/vb:a-->2<!--vb:b-->3<!--/vb:b--><!--vb:a-->\n4\n<!--/vb:a-->"
    assert fill(page, "a", r"\1") == (
        r"<!--vb:a-->\1<!--/vb:a-->2<!--vb:b-->3<!--/vb:b--><!--vb:a-->\1<!--/vb:a-->"
    )
