"""What editors changed on a page, as git tells it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from chidao.project import Project
from chidao.publish.history import Place, begin_history
from helpers import put


def committed(root: Path, subject: str) -> None:
    """Commit all files below *root* as a person of tests."""
    person = ["-c", "user.name=Trần Thị Bình", "-c", "user.email=binh@vi-du.vn"]
    for words in (["add", "-A"], [*person, "commit", "-qm", subject, "--date", "2026-11-05T08:00:00+07:00"]):
        subprocess.run(["git", *words], cwd=root, check=True)


@pytest.fixture
def kept(project: Project) -> Project:
    """A project that git keeps, with two pages."""
    if shutil.which("git") is None:
        pytest.skip("no git found: install git")
    subprocess.run(["git", "init", "-q"], cwd=project.root, check=True)
    put(project, "content/van-ban/2025/1-kl-tw.md", "---\nnumber: 1-KL/TW\n---\n\n1. Việc một hai ba bốn.\n")
    put(project, "content/van-ban/2025/2 kl.md", "2. Việc khác.\n")
    committed(project.root, "Đưa hai văn bản vào kho")
    return project


def test_history_tells_who_changed_a_page_when_and_which_words(kept: Project) -> None:
    put(
        kept,
        "content/van-ban/2025/1-kl-tw.md",
        "---\nnumber: 1-KL/TW\nreviewed: 2026-11-05\n---\n\n1. Việc một hai **sửa** bốn.\n",
    )
    committed(kept.root, "Rà soát <b>kết luận</b>")
    history = begin_history(kept.content)()
    assert history is not None
    assert set(history) == {"van-ban/2025/1-kl-tw.md", "van-ban/2025/2 kl.md"}
    changed, added = history["van-ban/2025/1-kl-tw.md"]
    assert (changed.who, changed.subject, changed.kind) == (
        "Trần Thị Bình",
        "Rà soát <b>kết luận</b>",
        "changed",
    )
    assert changed.date == "05/11/2026"
    assert changed.places == (
        Place("", "", "Ngày rà soát: 2026-11-05"),
        Place("1. Việc một hai", "ba", "sửa"),
    )
    assert (added.kind, added.places) == ("added", ())


def test_history_follows_a_page_that_was_moved(kept: Project) -> None:
    (kept.documents / "2025/2 kl.md").rename(kept.documents / "2025/2-kl-tw.md")
    committed(kept.root, "Đổi tên trang")
    put(kept, "content/van-ban/2025/2-kl-tw.md", "2. Việc mới hẳn.\n")
    committed(kept.root, "Sửa lời")
    history = begin_history(kept.content)()
    assert history is not None
    assert [change.kind for change in history["van-ban/2025/2-kl-tw.md"]] == ["changed", "moved", "added"]
    assert "van-ban/2025/2 kl.md" not in history


def test_of_a_change_of_many_places_the_first_are_told_and_the_others_counted(kept: Project) -> None:
    put(
        kept,
        "content/van-ban/2025/2 kl.md",
        "2. Việc khác.\n" + "".join(f"\n{n}. Thêm mục {n}.\n" for n in range(3, 13)),
    )
    committed(kept.root, "Thêm mười mục")
    history = begin_history(kept.content)()
    assert history is not None
    change = history["van-ban/2025/2 kl.md"][0]
    assert (len(change.places), change.more) == (5, 5)


def test_where_there_is_no_git_there_is_no_history(project: Project, monkeypatch) -> None:
    assert begin_history(project.content)() is None
    monkeypatch.setenv("PATH", "")
    assert begin_history(project.content)() is None
