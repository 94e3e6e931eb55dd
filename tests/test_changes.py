"""What a branch changes on the site, as its reviewer reads it."""

from __future__ import annotations

import subprocess

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from chidao.changes import changes_since
from chidao.changes.compare import Changes, Joined, Meaning, PageChange, Place, Reread
from chidao.changes.fields import Field, changed_fields
from chidao.changes.report import as_markdown, as_text
from chidao.checking.changes import NoRevision
from chidao.citations import Relation
from chidao.cli import cli
from chidao.graph import Outcome
from chidao.project import Project
from helpers import cases, put

PLAN = """---
type: Kế hoạch
number: 12-KH/TU
issuer:
- Tỉnh ủy Hà Tĩnh
level: province
province: Hà Tĩnh
date: 2025-08-01
---

# KẾ HOẠCH

Thực hiện Kết luận số 177-KL/TW, ngày 11/7/2025 của Bộ Chính trị

1. Quán triệt Kết luận số 177-KL/TW, ngày 11/7/2025 của Bộ Chính trị.

2. Theo Kết luận số 34-KL/TW của Ban Bí thư.

3. Theo Nghị quyết số 18-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương.
"""

CONCLUSION = """---
type: Kết luận
number: 177-KL/TW
issuer:
- Bộ Chính trị
level: central
date: 2025-07-11
---

# KẾT LUẬN

1. Cơ bản thống nhất với báo cáo.
"""

OLDER = """---
type: Kết luận
number: 34-KL/TW
issuer:
- Ban Bí thư
level: central
date: 2018-08-07
---

# KẾT LUẬN

1. Một.
"""

PAGES = {"2025/kh-12.md": PLAN, "2025/kl-177.md": CONCLUSION, "2018/kl-34.md": OLDER}
NEWER = OLDER.replace("2018-08-07", "2022-04-18")
RESOLUTION = """---
type: Nghị quyết
number: 18-NQ/TW
issuer:
- Ban Chấp hành Trung ương
level: central
date: 2017-10-25
---

# NGHỊ QUYẾT

1. Một.
"""
_ANY = st.recursive(
    st.none() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "kind", "y"]), inner)
    ),
    max_leaves=6,
)
KEPT = {"newer": NEWER, "resolution": RESOLUTION}
"""Pages that a case may add."""


def git(project: Project, *words: str) -> None:
    identity = ("-c", "user.name=Biên tập", "-c", "user.email=bien-tap@vi-du.vn")
    subprocess.run(["git", *identity, *words], cwd=project.root, check=True, capture_output=True)


@pytest.fixture
def library(project: Project) -> Project:
    """Three pages, committed and tagged "goc"."""
    for name, page in PAGES.items():
        put(project, f"content/van-ban/{name}", page)
    git(project, "init", "-q", "-b", "main")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "Ba trang")
    git(project, "tag", "goc")
    return project


def edit(project: Project, line: str) -> None:
    """Do one line of a case."""
    folder = project.documents
    verb, rest = line.split(" ", 1)
    if verb == "delete":
        (folder / rest).unlink()
    elif verb == "rename":
        old, new = rest.split(" → ")
        (folder / new).parent.mkdir(exist_ok=True, parents=True)
        (folder / old).rename(folder / new)
    elif verb == "put":
        name, page = rest.split(": ")
        put(project, f"content/van-ban/{name}", KEPT[page])
    elif verb == "break":
        put(project, f"content/van-ban/{rest}", "---\ntype: [Kết luận\n---\n")
    elif verb == "replace":
        name, words = rest.split(": ", 1)
        old, new = (part.strip(" ").replace("\\n", "\n") for part in (words + " ").split(" → "))
        text = (folder / name).read_text("utf-8")
        assert old in text, line
        (folder / name).write_text(text.replace(old, new), "utf-8")
    elif verb == "set":
        name, fact = rest.split(" ", 1)
        text = (folder / name).read_text("utf-8")
        key = fact.split(":")[0]
        lines = [each for each in text.split("\n") if not each.startswith(f"{key}:")]
        (folder / name).write_text("\n".join([lines[0], fact.replace("\\n", "\n"), *lines[1:]]), "utf-8")
    else:
        raise AssertionError(line)


@pytest.mark.parametrize(("given", "expected"), cases("changes.md"))
def test_tells(library: Project, given: str, expected: str) -> None:
    for line in given.splitlines():
        edit(library, line)
    assert as_text(changes_since(library, "goc")).strip() == expected


@pytest.mark.parametrize(("given", "expected"), cases("changes.md"))
def test_tells_of_what_is_committed_the_same(library: Project, given: str, expected: str) -> None:
    for line in given.splitlines():
        edit(library, line)
    git(library, "add", "-A")
    git(library, "commit", "-qm", "Sửa", "--allow-empty")
    assert as_text(changes_since(library, "goc")).strip() == expected


def test_a_branch_that_left_the_main_one_is_told_for_itself(library: Project) -> None:
    git(library, "checkout", "-qb", "sua")
    edit(library, "set 2025/kl-177.md place: Hà Nội")
    git(library, "commit", "-qam", "Nơi ban hành")
    git(library, "checkout", "-q", "main")
    edit(library, "delete 2018/kl-34.md")
    git(library, "commit", "-qam", "Bỏ")
    git(library, "checkout", "-q", "sua")
    found = changes_since(library, "main")
    assert (found.removed, [page.file for page in found.edited]) == ((), ["content/van-ban/2025/kl-177.md"])


def test_a_project_in_a_folder_of_its_repository_is_compared(tmp_path) -> None:
    inside = Project(tmp_path / "tài liệu" / "kho")
    put(inside, "mkdocs.yml", "site_name: Kho\n")
    put(inside, "content/van-ban/Kết luận #1.md", CONCLUSION)
    git(Project(inside.root), "init", "-q", str(tmp_path))
    git(inside, "add", "-A")
    git(inside, "commit", "-qm", "Một trang")
    put(inside, "content/van-ban/Kết luận #1.md", CONCLUSION.replace("central", "province"))
    (page,) = changes_since(inside, "HEAD").edited
    assert page.fields == (Field("Cấp", "Trung ương", "Tỉnh, thành phố"),)


def test_what_is_no_page_of_a_document_is_passed_over(library: Project) -> None:
    put(library, "content/huong-dan.md", "# Hướng dẫn\n")
    put(library, "originals/a.txt", "Một\n")
    assert changes_since(library, "goc") == Changes("goc")


def test_other_pages_are_read_only_where_they_can_differ(library: Project, monkeypatch) -> None:
    monkeypatch.setattr("chidao.changes.compare.read_library", lambda *_a, **_k: pytest.fail("all were read"))
    edit(library, "set 2025/kl-177.md place: Hà Nội")
    edit(library, "replace 2025/kh-12.md: Quán triệt → Học tập")
    found = changes_since(library, "goc")
    assert [len(page.fields) for page in found.edited] == [0, 1]


@pytest.mark.parametrize(("given", "expected"), cases("changes.md"))
def test_what_is_told_without_the_other_pages_is_what_they_tell(
    library: Project, given: str, expected: str, monkeypatch
) -> None:
    monkeypatch.setattr("chidao.changes.compare._alone", lambda *_a: None)
    for line in given.splitlines():
        edit(library, line)
    assert as_text(changes_since(library, "goc")).strip() == expected


def test_a_revision_that_is_not_there_is_said_with_what_to_do(library: Project) -> None:
    with pytest.raises(NoRevision) as error:
        changes_since(library, "khong-co")
    assert str(error.value).startswith("cannot tell what changed since 'khong-co': ")
    assert "name a branch or a commit that is there" in str(error.value)


def test_the_command_tells_it_in_both_forms(library: Project) -> None:
    edit(library, "set 2025/kl-177.md place: Hà Nội")
    run = CliRunner().invoke
    assert run(cli, ["changes", "--since", "goc"]).output == (
        "So với goc: sửa 1 trang.\n\nThuộc tính\n\n"
        "- Kết luận số 177-KL/TW: Nơi ban hành: (trống) → “Hà Nội”\n"
    )
    assert run(cli, ["changes", "--since", "goc", "--format", "markdown"]).output == (
        "## Thay đổi trên trang\n\nSo với `goc`: sửa 1 trang.\n\n### Thuộc tính\n\n"
        "- **Kết luận số 177-KL/TW**: Nơi ban hành: (trống) → Hà Nội\n"
    )


# ── Fields ──


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ({"converted": "0" * 16}, {"converted": "1" * 16}, []),
        ({"issuer": ["A", "B"]}, {"issuer": ["B"]}, [Field("Cơ quan ban hành", "A; B", "B")]),
        (
            {"signer": {"name": "A", "position": "B"}},
            {"signer": {"name": "A", "position": "C"}},
            [Field("Người ký: Chức vụ", "B", "C")],
        ),
        ({}, {"signer": {"name": "A"}}, [Field("Người ký: Họ và tên", "", "A")]),
        ({"la": "x"}, {}, [Field("la", "x", "")]),
        ({"issuer": "A"}, {"issuer": ["A"]}, []),
        ({"subject": "Về  việc\nA"}, {"subject": "Về việc A"}, []),
        (
            {"tasks": [{"clause": "1", "progress": "đang"}]},
            {"tasks": [{"clause": "1", "progress": "xong"}]},
            [
                Field("Nhiệm vụ và thời hạn", "điều khoản giao nhiệm vụ: 1, tiến độ: đang", ""),
                Field("Nhiệm vụ và thời hạn", "", "điều khoản giao nhiệm vụ: 1, tiến độ: xong"),
            ],
        ),
    ],
    ids=["made by conversion", "a list", "inside", "new inside", "unknown", "shape", "blanks", "tasks"],
)
def test_fields_are_told_by_their_names(old: dict, new: dict, fields: list[Field]) -> None:
    assert list(changed_fields(old, new)) == fields


@given(st.dictionaries(st.sampled_from(["type", "signer", "relations", "tasks", "x"]), _ANY), st.data())
def test_fields_of_any_shape_are_compared_and_the_same_are_no_change(old: dict, data) -> None:
    new = data.draw(st.dictionaries(st.sampled_from(["type", "signer", "relations", "tasks", "x"]), _ANY))
    assert list(changed_fields(old, old)) == []
    for field in changed_fields(old, new):
        assert "\n" not in field.old + field.new


# ── Markdown ──


def test_words_of_a_page_call_nobody_in_a_forge() -> None:
    field = Field("Trích yếu", "Về *tổ chức* [mới]", "/close @all #12 <img src=x> `a`")
    page = PageChange("Kết luận số 1_2-KL/TW", "content/van-ban/a.md", fields=(field,))
    joined = Joined("@a", Relation.CITES, "!1", False)
    told = as_markdown(Changes("`x`", edited=(page,), gained=(joined,)))
    assert told == (
        "## Thay đổi trên trang\n\n"
        "So với `` `x` ``: sửa 1 trang; thêm 1 quan hệ.\n\n"
        "### Thuộc tính\n\n"
        "- **Kết luận số 1\\_2-KL/TW**: Trích yếu: Về \\*tổ chức\\* \\[mới\\] → "
        "`` /close @all #12 <img src=x> `a` ``\n\n"
        "### Quan hệ\n\n"
        "- Thêm: **`@a`** dẫn chiếu **`!1`**\n"
    )


def test_what_is_too_much_for_a_comment_is_counted() -> None:
    pages = tuple(PageChange(f"Kết luận số {n}", f"content/van-ban/{n}.md") for n in range(130))
    places = tuple(Place(f"Kế hoạch số {n}", "1", "Kết luận") for n in range(12))
    reread = Reread(Meaning(Outcome.NOT_HELD, ("A",)), Meaning(Outcome.RESOLVED, ("B",)), places)
    told = as_text(Changes("main", added=pages, reread=(reread,)))
    assert told.count("- Thêm: ") == 100
    assert "- … và 30 dòng nữa\n" in told
    assert told.endswith("“Kết luận” ở mục 1, Kế hoạch số 4; và 7 chỗ nữa\n")
