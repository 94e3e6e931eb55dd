"""The next site begins with the files of the one before: links, of which it makes as few as it can."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chidao.publish import linking
from chidao.publish.linking import link_all
from chidao.publish.outputs import Outputs, Record

SITE = {"index.html": "đầu", "van-ban/2025/a.html": "a", "van-ban/2025/b.html": "b", "search/x/1.js": "1"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    put_files(tmp_path / "site", SITE)
    return tmp_path / "site"


def put_files(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def links(folder: Path) -> dict[str, int]:
    """The files of *folder*, and which they are."""
    return {p.relative_to(folder).as_posix(): p.stat().st_ino for p in folder.rglob("*") if p.is_file()}


def test_the_files_that_are_known_are_linked_and_no_others(site: Path, tmp_path: Path):
    link_all(site, tmp_path / "next", ["van-ban/2025/a.html", "khong-con.html"], whole=["search"])
    of_site = links(site)
    assert links(tmp_path / "next") == {
        name: of_site[name] for name in ("van-ban/2025/a.html", "search/x/1.js")
    }


def test_a_link_that_is_there_already_is_not_made_again(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    link_all(site, tmp_path / "next", SITE)
    made = []
    monkeypatch.setattr(linking, "_link", lambda _there, here: made.append(here))
    (tmp_path / "next" / "van-ban" / "2025" / "a.html").unlink()
    link_all(site, tmp_path / "next", SITE)
    assert made == [f"{tmp_path}/next/van-ban/2025/a.html"]


def test_what_else_lies_there_is_removed_and_what_is_another_file_is_replaced(site: Path, tmp_path: Path):
    left = {"van-ban/2025/a.html": "cũ", "van-ban/2024/c.html": "c", "thua.html": "", "index.html/thua": ""}
    put_files(tmp_path / "next", left)
    link_all(site, tmp_path / "next", SITE)
    assert links(tmp_path / "next") == links(site)
    assert not (tmp_path / "next" / "van-ban" / "2024").exists()


def test_a_file_where_a_folder_should_be_gives_way(site: Path, tmp_path: Path):
    put_files(tmp_path / "next", {"van-ban": "một tệp"})
    link_all(site, tmp_path / "next", SITE)
    assert links(tmp_path / "next") == links(site)


def test_a_disk_that_knows_no_links_gets_copies(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(_there: str, _here: str) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    link_all(site, tmp_path / "next", SITE)
    assert {name: (tmp_path / "next" / name).read_text("utf-8") for name in SITE} == SITE
    assert not links(site).items() & links(tmp_path / "next").items()


def test_a_file_that_is_made_anew_is_not_written_into_the_site_before(tmp_path: Path):
    first = Outputs(tmp_path / "1", tmp_path / "1", Record(), "x")
    first.put("a.html", "1", lambda: "cũ")
    first.put("b.html", "1", lambda: "vẫn thế")
    record = first.finish()
    second = Outputs(tmp_path / "2", tmp_path / "1", record, "x")
    second.begin(())
    second.put("a.html", "2", lambda: "mới")
    second.put("b.html", "1", lambda: "không ai hỏi")
    second.finish()
    read = [(tmp_path / n / name).read_text("utf-8") for n in "12" for name in ("a.html", "b.html")]
    assert read == ["cũ", "vẫn thế", "mới", "vẫn thế"]
    assert (tmp_path / "1" / "b.html").samefile(tmp_path / "2" / "b.html")
