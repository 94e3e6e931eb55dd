"""What was read of a page is taken again as long as the page is as it was."""

from __future__ import annotations

import os

import pytest

from chidao.project import Project
from chidao.publish import kept_pages, read_library
from helpers import put

ADDRESS = "van-ban/2025/a.md"
PAGE = "---\ntype: Kết luận\nnumber: 1-KL/TW\ndate: 2025-07-11\n---\n\n# KẾT LUẬN\n\n1\\. Việc một.\n"


@pytest.fixture
def page(project: Project) -> Project:
    put(project, f"content/{ADDRESS}", PAGE)
    read_library(project)
    return project


def hashed(project: Project, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many pages are looked at by their bytes while the library is read."""
    found: list[bytes] = []
    key = kept_pages.KeptPages.key
    with monkeypatch.context() as patch:
        patch.setattr(kept_pages.KeptPages, "key", lambda self, data: found.append(data) or key(self, data))
        read_library(project)
    return len(found)


def test_a_page_with_the_times_with_which_it_was_found_is_not_read_again(page: Project, monkeypatch):
    monkeypatch.setattr(kept_pages, "_YOUNG", 0)
    assert [hashed(page, monkeypatch) for _time in range(3)] == [1, 0, 0]


def test_a_page_that_was_saved_a_moment_ago_is_looked_at_by_its_bytes(page: Project, monkeypatch):
    assert [hashed(page, monkeypatch) for _time in range(3)] == [1, 1, 1]


def test_other_words_of_the_same_length_with_the_times_of_before_are_seen(page: Project, monkeypatch):
    monkeypatch.setattr(kept_pages, "_YOUNG", 0)
    read_library(page)
    path = page.content / ADDRESS
    before = path.stat()
    path.write_text(PAGE.replace("Việc một", "Việc hai"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    (entry,) = read_library(page).library.entries
    assert entry.document.text.endswith("Việc hai.")


def test_a_page_is_read_anew_when_other_abbreviations_are_known(page: Project, monkeypatch):
    monkeypatch.setattr(kept_pages, "_YOUNG", 0)
    read_library(page)
    put(page, "content/viet-tat.yml", "BTV: Ban Thường vụ\n")
    # It is looked at, and then put under another key.
    assert [hashed(page, monkeypatch) for _time in range(3)] == [3, 0, 0]
