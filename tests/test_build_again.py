"""A build takes what did not change from the one before; nobody can tell from the site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE

import pytest

from chidao.project import Project
from chidao.publish import Site, read_library
from chidao.publish.outputs import Outputs, Record, load_record, save_record
from helpers import TESTS
from sites import ROOT, make_project, run

CONCLUSION = "content/van-ban/2025/ket-luan-177-kl-tw.md"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built; each test changes it and builds it again."""
    root = make_project(tmp_path_factory.mktemp("lai") / "kho")
    for original in (ROOT / "originals").glob("*.txt"):
        shutil.copy(original, root / "originals")
    run(root, "convert")
    run(root, "build")
    return root


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def page(root: Path) -> Path:
    return root / CONCLUSION


def change(root: Path, old: str, new: str) -> None:
    path = page(root)
    text = path.read_text("utf-8")
    assert re.search(old, text, re.MULTILINE), old
    path.write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE), "utf-8")


def add_page(root: Path) -> None:
    text = page(root).read_text("utf-8").replace("177-KL/TW", "178-KL/TW")
    (page(root).parent / "ket-luan-178-kl-tw.md").write_text(text, "utf-8")


def break_page(root: Path) -> None:
    (page(root).parent / "ket-luan-178-kl-tw.md").write_text("không có thuộc tính\n", "utf-8")


def move_page(root: Path) -> None:
    others = (
        p
        for p in (root / "content" / "van-ban").rglob("*.md")
        if not {"177", "178", "16"} & {*p.stem.split("-")}
    )
    moved = sorted(others)[0]
    moved.rename(moved.with_name("ten-moi.md"))


EDITS: dict[str, Callable[[Path], object]] = {
    "a sentence more": lambda r: page(r).write_text(page(r).read_text("utf-8") + "\nMột câu.\n", "utf-8"),
    "another date": lambda r: change(r, r"^date: .*", "date: 2025-07-12"),
    "a relation": lambda r: change(
        r, r"\A---\n", "---\nrelations:\n- kind: amends\n  document: 34-KL/TW 2018-08-07\n"
    ),
    "a task that an editor adds": lambda r: change(
        r, r"\A---\n", "---\ntasks:\n- clause: '3'\n  add: true\n  title: Sơ kết\n  assignee: Bộ Nội vụ\n"
    ),
    "one page more": add_page,
    "one page less": lambda r: (page(r).parent / "ket-luan-178-kl-tw.md").unlink(),
    "a page that cannot be read": break_page,
    "a page that has moved": move_page,
    "a page written by hand": lambda r: (r / "content" / "huong-dan.md").write_text("# Khác\n", "utf-8"),
    "words for the search": lambda r: (r / "content" / "viet-tat.yml").write_text("KLBCT: Kết luận\n"),
    "another original": lambda r: sorted((r / "originals").iterdir())[0].write_bytes(b"Mot ban khac\n"),
}


@pytest.mark.parametrize("title", EDITS)
def test_a_site_built_again_is_that_of_a_whole_build(built: Path, tmp_path: Path, title: str):
    EDITS[title](built)
    before = tree(built / "site")
    # Links: who wrote into a file of the site before would write into these.
    shutil.copytree(built / "site", tmp_path / "before", copy_function=os.link)
    build(built)
    assert tree(tmp_path / "before") == before
    again = tree(built / "site")
    shutil.copytree(built, tmp_path / "kho", symlinks=True, ignore=shutil.ignore_patterns(".cache", "site"))
    build(tmp_path / "kho")
    assert again == tree(tmp_path / "kho" / "site")


def test_a_preview_that_saw_all_these_changes_is_that_of_a_whole_build(built: Path, tmp_path: Path):
    root = tmp_path / "kho"
    shutil.copytree(built, root, symlinks=True, ignore=shutil.ignore_patterns(".cache", "site"))
    (root / "content" / "viet-tat.yml").unlink(missing_ok=True)
    command = [sys.executable, str(TESTS / "previewed.py"), str(tmp_path / "preview")]
    with subprocess.Popen(command, cwd=root, env=ENVIRONMENT, stdin=PIPE, stdout=PIPE, text=True) as preview:
        assert preview.stdin
        assert preview.stdout
        for edit in (lambda _root: None, *EDITS.values(), *list(EDITS.values())[:2]):
            edit(root)
            print("build", file=preview.stdin, flush=True)
            while (told := preview.stdout.readline()) != "built\n":
                assert told, "the preview ended"
        preview.stdin.close()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "whole")]
    subprocess.run(command, cwd=root, env=ENVIRONMENT, check=True)
    assert tree(tmp_path / "preview") == tree(tmp_path / "whole")


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "NO_MKDOCS_2_WARNING": "1"}


def build(root: Path) -> None:
    """Build a site from which a page may be left out."""
    command = [sys.executable, "-m", "chidao", "build"]
    done = subprocess.run(command, cwd=root, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode <= 1, done.stderr
    assert "Traceback" not in done.stderr, done.stderr


def test_only_what_shows_a_changed_word_is_made(built: Path):
    build(built)
    before = {p: p.stat().st_ino for p in (built / "site").rglob("*") if p.is_file()}
    change(built, r"hệ thống", "hệ thống ấy")
    build(built)
    made = {
        p.relative_to(built / "site").as_posix()
        for p in (built / "site").rglob("*")
        if p.is_file() and before.get(p) != p.stat().st_ino
    }
    documents = {name for name in made if name.startswith(("van-ban/", "tai-ve/", "originals/"))}
    stem = "2025/ket-luan-177-kl-tw"
    assert documents == {f"van-ban/{stem}.html", *(f"tai-ve/{stem}{s}" for s in (".html", ".docx", ".md"))}


def test_a_file_of_the_site_that_somebody_changed_is_made_anew(built: Path):
    build(built)
    shown = built / "site" / "van-ban" / "2025" / "ket-luan-177-kl-tw.html"
    before = shown.read_bytes()
    shown.write_text("khác", "utf-8")
    build(built)
    assert shown.read_bytes() == before


def test_a_record_of_a_site_that_never_came_to_stand_there_is_seen_through(built: Path):
    build(built)
    shutil.copytree(built / "site", built / ".cache" / "old", copy_function=shutil.copy2)
    change(built, r"hệ thống", "hệ thống này khoá số")
    build(built)
    whole = tree(built / "site")
    # As if it had been killed when the record was written and the new site was not in its place.
    shutil.rmtree(built / "site")
    (built / ".cache" / "old").rename(built / "site")
    build(built)
    assert tree(built / "site") == whole


def test_what_is_damaged_in_the_cache_is_read_anew(built: Path):
    build(built)
    before = tree(built / "site")
    for path in (built / ".cache").rglob("*"):
        if path.is_file():
            data = bytearray(path.read_bytes())
            data[len(data) // 2 :] = b"\x80\x05hong"
            path.write_bytes(data)
    build(built)
    assert tree(built / "site") == before


def test_the_words_of_a_page_are_fetched_only_when_asked_for(built: Path):
    project = Project(built)
    fresh, kept = read_library(project), read_library(project)
    assert [e.document for e in kept.library.entries] == [e.document for e in fresh.library.entries]
    assert kept.hashes == fresh.hashes
    assert kept.outlines == fresh.outlines
    assert Site.of(kept).graph == Site.of(fresh).graph


def test_a_record_that_is_damaged_is_none(tmp_path: Path):
    save_record(Record("x", written=["a.html"]), tmp_path / "built")
    assert load_record(tmp_path / "built").written == ["a.html"]
    (tmp_path / "built").write_bytes(b"\x80\x04")
    assert load_record(tmp_path / "built") == Record()


def test_what_a_preview_holds_besides_is_removed(tmp_path: Path):
    first = Outputs(tmp_path, tmp_path, Record(), "x")
    first.put("cu.html", "1", lambda: "cũ")
    second = Outputs(tmp_path, tmp_path, first.finish(), "x")
    second.put("moi.html", "1", lambda: "mới")
    second.finish()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["moi.html"]


def test_two_folders_take_turns_so_that_no_file_is_linked_twice(built: Path):
    build(built)
    build(built)
    first = (built / "site").stat().st_ino
    left = {p: p.stat().st_ino for p in (built / ".cache" / "site-before").rglob("*.docx")}
    build(built)
    assert (built / ".cache" / "site-before").stat().st_ino == first
    assert {p.relative_to(built / ".cache" / "site-before"): i for p, i in left.items()} == {
        p.relative_to(built / "site"): p.stat().st_ino for p in (built / "site").rglob("*.docx")
    }


def test_what_a_killed_build_left_is_no_part_of_the_next_site(built: Path):
    build(built)
    before = tree(built / "site")
    (built / ".cache" / "site-before").rename(built / ".cache" / "site")
    (built / ".cache" / "site" / "van-ban" / "nua-chung.html").write_text("nửa chừng", "utf-8")
    (built / ".cache" / "site" / "thua").mkdir()
    build(built)
    assert tree(built / "site") == before


def test_a_corrected_date_changes_the_search_index_where_it_lies(built: Path):
    build(built)
    before = {path.stat().st_ino for path in (built / "site" / "search").rglob("*.js")}
    change(built, r"^date: .*", "date: 2024-03-04")
    build(built)
    after = [path.stat().st_ino for path in (built / "site" / "search").rglob("*.js")]
    assert 0 < len([inode for inode in after if inode not in before]) < len(after) / 2
