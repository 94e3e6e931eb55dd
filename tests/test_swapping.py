"""The new site takes the place of the old one whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from chidao import swapping
from chidao.project import Project


def project(root: Path) -> Project:
    """A project with an old site, and a new one that waits."""
    found = Project(root)
    for folder, words in ((found.site, "cũ"), (swapping.new_site(found), "mới")):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(words, "utf-8")
    (found.site / "chi-co-truoc.html").write_text("cũ", "utf-8")
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("at_once", [True, False])
def test_the_new_site_stands_where_the_old_one_stood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
):
    found = project(tmp_path)
    if not at_once:
        monkeypatch.setattr(swapping, "_exchange", lambda _one, _other: False)
    swapping.swap(found)
    assert (names(found.site), names(found.cache)) == (["index.html"], [])
    assert (found.site / "index.html").read_text("utf-8") == "mới"


def test_the_first_site_needs_no_old_one(tmp_path: Path):
    found = project(tmp_path)
    for path in found.site.iterdir():
        path.unlink()
    found.site.rmdir()
    swapping.swap(found)
    assert names(found.site) == ["index.html"]


def test_a_folder_that_cannot_be_moved_is_filled_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    found = project(tmp_path)
    rename = swapping.os.rename

    def busy(one: Path, other: Path) -> None:
        if Path(one) == found.site:
            raise OSError(16, "Device or resource busy")
        rename(one, other)

    monkeypatch.setattr(swapping, "_exchange", lambda _one, _other: False)
    monkeypatch.setattr(swapping.os, "rename", busy)
    swapping.swap(found)
    assert names(found.site) == ["index.html"]


def test_a_site_behind_a_link_stays_behind_it(tmp_path: Path):
    found = project(tmp_path)
    elsewhere = tmp_path / "noi-khac"
    found.site.rename(elsewhere)
    found.site.symlink_to(elsewhere, target_is_directory=True)
    swapping.swap(found)
    assert found.site.is_symlink()
    assert names(elsewhere) == ["index.html"]


def test_a_swap_that_was_ended_halfway_is_undone(tmp_path: Path):
    found = project(tmp_path)
    found.site.rename(found.cache / "site-before")
    swapping.mend(found)
    assert names(found.site) == ["chi-co-truoc.html", "index.html"]


def test_what_a_killed_build_left_never_comes_to_stand_as_the_site(tmp_path: Path):
    found = project(tmp_path)
    found.site.rename(tmp_path / "khac")
    # Each run may be killed, too.
    for _run in range(2):
        swapping.mend(found)
    assert not found.site.exists()
