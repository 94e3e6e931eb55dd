"""A second process shares the reading, the rendering and the copying; nobody can tell from the site."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chidao.publish.outputs import load_record
from chidao.publish.searching import MANY_CHANGED
from sites import ROOT, make_project, run

DOCUMENTS = 60
ONE_CORE = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
NO_CHILD_LIVES = (
    "import os, multiprocessing.process as p\np.BaseProcess._bootstrap = lambda *_: os._exit(9)\n"
)


def text(number: int) -> str:
    cited = (number + 7) % DOCUMENTS
    return (
        f"Số {number + 1}-KL/TW\nHà Nội, ngày 11 tháng 7 năm 2025\nKẾT LUẬN\nCỦA BỘ CHÍNH TRỊ\n"
        f"về công tác cán bộ\n-----\n\n1. Thực hiện Kết luận số {cited + 1}-KL/TW, ngày 11/7/2025.\n"
        "2. Giao Bộ Nội vụ báo cáo kết quả trước ngày 31/12/2025.\n"
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nĐiều 2. Đối tượng\nPhụ lục\nMẪU\nĐiều 1. Tên gọi\n"
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of more documents than one process reads alone, and one page that cannot be read."""
    root = make_project(tmp_path_factory.mktemp("nhieu") / "kho")
    for number in range(DOCUMENTS):
        (root / "originals" / f"{number:02}.txt").write_text(text(number), "utf-8")
    run(root, "convert")
    (root / "content" / "van-ban" / "2025" / "hong.md").write_text("không có thuộc tính\n", "utf-8")
    return root


def build(root: Path, seed: str, first: str = "", site: str = "site") -> tuple[dict[str, bytes], str]:
    """The site, built by MkDocs after the code *first*; its files, and what was said of pages left out.

    *seed* orders the sets of Python, which must not be seen.
    """
    code = f"{first}from mkdocs.__main__ import cli; cli(['build', '--quiet', '--site-dir', '{site}'])"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "scripts")}
    environment["PYTHONHASHSEED"] = seed
    environment["CHIDAO_EXPORTS"] = "true"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    files = {
        path.relative_to(root / site).as_posix(): path.read_bytes()
        for path in (root / site).rglob("*")
        if path.is_file() and not path.name.startswith("sitemap.xml")
    }
    return files, done.stderr


@pytest.fixture(scope="module")
def alone(library: Path) -> tuple[dict[str, bytes], str]:
    return build(library, "1", ONE_CORE)


def test_one_process_alone_builds_every_document(alone):
    files, said = alone
    assert sum(name.startswith("van-ban/") for name in files) == DOCUMENTS
    assert sum(name.startswith("originals/") for name in files) == DOCUMENTS
    assert said.startswith("left out: ")
    assert "hong.md:1: " in said


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="this machine has one core")
@pytest.mark.parametrize("first", ["", NO_CHILD_LIVES], ids=["both work", "the other one dies"])
def test_two_processes_build_the_same_site(library, alone, first):
    assert build(library, "2", first) == alone


def another_day(root: Path, pages: int) -> None:
    """Change the date of so many *pages*, which others cite."""
    for path in sorted((root / "content" / "van-ban" / "2025").glob("ket-luan-*.md"))[:pages]:
        text = path.read_text("utf-8")
        assert "date: 2025-07-11" in text
        path.write_text(text.replace("date: 2025-07-11", "date: 2025-07-12"), "utf-8")


@pytest.fixture(scope="module")
def again(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same project, with a site that was built."""
    root = tmp_path_factory.mktemp("lai") / "kho"
    shutil.copytree(library, root, symlinks=True, ignore=shutil.ignore_patterns("site", ".cache"))
    (root / "content" / "van-ban" / "2025" / "hong.md").unlink()
    run(root, "build")
    return root


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="this machine has one core")
@pytest.mark.parametrize("first", ["", NO_CHILD_LIVES, ONE_CORE], ids=["both work", "one dies", "alone"])
@pytest.mark.parametrize("pages", [1, MANY_CHANGED + 1], ids=["one page", "many pages"])
def test_a_second_process_that_reads_beside_builds_the_same_site_again(
    again: Path, tmp_path: Path, pages: int, first: str
):
    for name, cache in (("again", ()), ("whole", ("site", ".cache"))):
        shutil.copytree(again, tmp_path / name, symlinks=True, ignore=shutil.ignore_patterns(*cache))
        another_day(tmp_path / name, pages)
    told = build(tmp_path / "again", "3", first, ".cache/site")
    assert told == build(tmp_path / "whole", "4", ONE_CORE)
    assert load_record(tmp_path / "again" / ".cache" / "built").listed
