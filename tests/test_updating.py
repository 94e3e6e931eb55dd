"""`chidao convert --update`: a better conversion, or a better original, reaches a page that was edited."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from chidao import checking, library
from chidao.cli import cli, main
from chidao.editing import add, understand
from chidao.graph import build
from chidao.merging import Written, ancestor
from chidao.merging.ancestor import versions
from chidao.pages.front_matter import fingerprint, is_untouched, sealed_with
from chidao.publish.known import known
from chidao.publish.papers import views
from chidao.publish.review import review
from chidao.publish.sheet import sheet
from helpers import put

TEXT = """Số 177-KL/TW
Hà Nội, ngày 11 tháng 7 năm 2025
KẾT LUẬN
CỦA BỘ CHÍNH TRỊ
về tổ chức, hoạt động của đơn vị hành chính
-----

Bộ Chính trị kết luận như sau:

1. Tiếp tục thực hiện nghiem túc các nghị quyết.

2. Giao Ban Tổ chức Trung ương theo dõi.

3. Kết luận này có hiệu lực từ ngày ký.
"""
ADDRESS = "content/van-ban/2025/ket-luan-177-kl-tw.md"


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["convert", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def git(project, *words: str) -> None:
    names = ("-c", "user.name=Kho", "-c", "user.email=kho@example.org")
    subprocess.run(["git", *names, *words], cwd=project.root, check=True, capture_output=True)


def commit(project, message: str) -> None:
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", message)


@pytest.fixture
def page(project) -> Path:
    """The page of a document, committed as it was converted; .cache/ is not there, as on another machine."""
    put(project, ".gitignore", "/.cache/\n")
    put(project, "originals/177.txt", TEXT)
    run()
    git(project, "init", "-q")
    commit(project, "Chuyển đổi")
    shutil.rmtree(project.cache)
    return project.root / ADDRESS


def change(path: Path, *pairs: tuple[str, str]) -> str:
    text = path.read_text("utf-8")
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after, 1)
    path.write_text(text, "utf-8")
    return text


def improve(project, *pairs: tuple[str, str]) -> None:
    change(project.originals / "177.txt", *pairs)


def test_what_would_be_merged_is_shown_and_nothing_is_written(project, page):
    text = change(page, ("Giao Ban", "Giao cho Ban"), ("place: Hà Nội", "place: Thủ đô Hà Nội"))
    improve(project, ("nghiem", "nghiêm"))
    assert run("--update") == (
        0,
        f"{ADDRESS}: would be merged: 1 from the new conversion, 2 from the editor, 0 conflicts\n"
        "    kept from the editor: place\n"
        "Would be: 1 merged\n"
        "Nothing is written; to do it, add --write\n",
        "",
    )
    assert page.read_text("utf-8") == text


def test_the_new_reading_comes_in_and_the_editors_words_stay(project, page):
    change(page, ("Giao Ban", "Giao cho Ban"), ("level: central", "level: central\nnote: xem lại"))
    improve(project, ("nghiem", "nghiêm"))
    assert run("--update", "--write") == (
        0,
        f"{ADDRESS}: merged: 1 from the new conversion, 1 from the editor, 0 conflicts\n1 merged\n",
        "",
    )
    text = page.read_text("utf-8")
    assert "thực hiện nghiêm túc" in text
    assert "Giao cho Ban" in text
    assert "note: xem lại" in text
    assert [p.code for p in checking.check(project).problems] == ["wording"]


def test_a_second_update_has_nothing_to_do(project, page):
    change(page, ("Giao Ban", "Giao cho Ban"))
    improve(project, ("nghiem", "nghiêm"))
    run("--update", "--write")
    text = page.read_text("utf-8")
    assert run("--update", "--write") == (0, "1 unchanged\n", "")
    assert run() == (0, "1 unchanged\n", "")
    shutil.rmtree(project.cache)
    assert run("--update", "--write") == (0, "1 unchanged\n", "")
    assert page.read_text("utf-8") == text


def test_a_conflict_is_marked_told_on_its_line_and_the_page_goes_on_as_it_was(project, page):
    change(page, ("Giao Ban", "Giao cho Ban"), ("date: 2025-07-11", "date: 2025-07-12"))
    before = page.read_text("utf-8")
    improve(project, ("Giao Ban", "Giao các Ban"), ("ngày 11", "ngày 13"))
    status, out, _err = run("--update", "--write")
    assert (status, out) == (
        1,
        f"{ADDRESS}: merged: 1 from the new conversion, 0 from the editor, 2 conflicts\n"
        f"{ADDRESS}:11: conflict in date\n"
        f"{ADDRESS}:35: conflict\n"
        "1 merged with conflicts\n",
    )
    told = [(p.line, p.message) for p in checking.check(project).problems if p.code == "undecided"]
    assert told == [
        (
            11,
            "khóa «date»: bản đang có ghi «2025-07-12», bản chuyển đổi mới ghi «2025-07-13»; "
            "ghi giá trị đúng vào khóa ấy (dòng 8), rồi xóa mục này",
        ),
        (
            35,
            "từ đây đến dòng 43 có hai bản: trên dòng 39 là bản đang có, dưới là bản chuyển đổi mới; "
            "giữ phần đúng rồi xóa ba dòng dấu",
        ),
    ]
    (entry,) = library.load(project).entries
    assert (entry.undecided, entry.facts.date) == (2, "2025-07-12")
    words = entry.document.text
    assert "Giao cho Ban" in words
    assert "Giao các Ban" not in words
    assert "BẢN" not in words
    assert before.count("Giao") == words.count("Giao")


def test_readers_are_told_that_a_choice_is_open(project, page):
    change(page, ("Giao Ban", "Giao cho Ban"))
    improve(project, ("Giao Ban", "Giao các Ban"))
    run("--update", "--write")
    loaded = library.load(project)
    graph = build(loaded.entries)
    (entry,) = loaded.entries
    papers = views(graph, loaded.by_address())
    shown = sheet(entry, known(loaded.entries, graph)[entry.address], papers, lambda kind, name: "")
    assert shown.undecided == 1
    (told,) = review(graph, loaded.by_address(), papers, {}).conflicts
    assert told.message == (
        "1 chỗ chờ chọn giữa bản đang có và bản vừa chuyển đổi lại từ bản gốc; "
        f"mở {ADDRESS}, hoặc chạy chidao check để biết từng dòng"
    )


def test_an_editor_who_chose_has_a_page_without_error_that_is_not_asked_about_again(project, page):
    change(page, ("Giao Ban", "Giao cho Ban"))
    improve(project, ("Giao Ban", "Giao các Ban"))
    run("--update", "--write")
    assert run("--update", "--write") == (0, "1 unchanged\n", "")
    lines = page.read_text("utf-8").split("\n")
    open_, middle, close = (
        next(n for n, line in enumerate(lines) if line.startswith(sign))
        for sign in ("<<<<<<<", "=======", ">>>>>>>")
    )
    page.write_text("\n".join([*lines[:open_], *lines[middle + 2 : close], *lines[close + 2 :]]), "utf-8")
    report = checking.check(project)
    assert report.problems == ()
    assert run("--update") == (0, "Would be: 1 unchanged\n", "")


def test_while_a_choice_is_open_nothing_more_is_merged(project, page):
    change(page, ("Giao Ban", "Giao cho Ban"))
    improve(project, ("Giao Ban", "Giao các Ban"))
    run("--update", "--write")
    text = page.read_text("utf-8")
    improve(project, ("nghiem", "nghiêm"))
    assert run("--update", "--write") == (
        1,
        "1 failed\n",
        f"{page}: has 1 open conflict from before; settle what chidao check names there, then update again\n",
    )
    assert page.read_text("utf-8") == text


def test_what_is_there_without_an_ancestor_is_never_settled_in_silence(project, page):
    shutil.rmtree(project.root / ".git")
    change(page, ("Giao Ban", "Giao cho Ban"), ("level: central", "level: central\nnote: xem lại"))
    improve(project, ("nghiem", "nghiêm"))
    status, out, _err = run("--update", "--write")
    assert (status, out) == (
        1,
        f"{ADDRESS}: merged: 0 from the new conversion, 0 from the editor, 2 conflicts\n"
        "    what was converted before is neither in the history of git nor in .cache/: "
        "all that differs is a conflict\n"
        f"{ADDRESS}:31: conflict\n"
        f"{ADDRESS}:41: conflict\n"
        "1 merged with conflicts\n",
    )
    assert "note: xem lại" in page.read_text("utf-8")


def test_a_reviewed_page_that_changes_is_to_be_looked_at_again(project, page):
    change(page, ("level: central", "level: central\nreviewed: 2025-08-01"))
    improve(project, ("nghiem", "nghiêm"))
    assert run("--update")[1].splitlines()[:2] == [
        f"{ADDRESS}: would be merged: 1 from the new conversion, 0 from the editor, 0 conflicts",
        "    was reviewed on 2025-08-01, before these changes: look at it again",
    ]


def test_an_untouched_page_follows_and_a_new_original_gets_its_page(project, page):
    improve(project, ("nghiem", "nghiêm"))
    put(project, "originals/178.txt", TEXT.replace("177-KL", "178-KL"))
    other = ADDRESS.replace("177", "178")
    assert run("--update") == (
        0,
        f"{ADDRESS}: would be replaced (no editor changed it)\n{other}: would be made (it is new)\n"
        "Would be: 2 converted\nNothing is written; to do it, add --write\n",
        "",
    )
    assert run("--update", "--write")[1] == (
        f"{ADDRESS}: replaced (no editor changed it)\n{other}: made (it is new)\n2 converted\n"
    )


# --- a better original -----------------------------------------------------------------------------


def test_a_page_gets_a_better_original_and_keeps_what_the_editor_wrote(project, page):
    change(page, ("Giao Ban", "Giao cho Ban"))
    put(project, "originals/ban-tot.txt", TEXT.replace("nghiem", "nghiêm"))
    assert run("--update", "originals/ban-tot.txt", "--page", ADDRESS, "--write") == (
        0,
        f"{ADDRESS}: merged: 1 from the new conversion, 1 from the editor, 0 conflicts\n1 merged\n"
        "originals/177.txt is no longer the original of a page; remove it (git keeps it)\n",
        "",
    )
    text = page.read_text("utf-8")
    assert "  file: originals/ban-tot.txt\n" in text
    assert "nghiêm túc" in text
    assert "Giao cho Ban" in text
    (project.originals / "177.txt").unlink()
    assert run() == (0, "1 unchanged\n", "")
    assert list(project.pages()) == [page]


def test_a_page_that_had_no_original_gets_one_and_all_that_differs_is_asked_about(project):
    page = put(
        project, ADDRESS, "---\ntype: Kết luận\nnumber: 177-KL/TW\n---\n\n# KẾT LUẬN\n\n1. Chép vào đây.\n"
    )
    put(project, "originals/177.txt", TEXT)
    status, out, _err = run("--update", "originals/177.txt", "--page", ADDRESS, "--write")
    assert (status, out.splitlines()[-1]) == (1, "1 merged with conflicts")
    text = page.read_text("utf-8")
    assert "Chép vào đây." in text
    assert "original:\n  file: originals/177.txt\n" in text
    assert "- key: date\n  new: '2025-07-11'\n" in text
    assert "number: 177-KL/TW\n" in text
    assert run() == (0, "1 unchanged\n", "")


def test_a_page_stands_for_its_original(project, page):
    improve(project, ("nghiem", "nghiêm"))
    assert run("--update", ADDRESS)[1].startswith(f"{ADDRESS}: would be replaced")
    assert run("--update", "content/van-ban")[1].startswith(f"{ADDRESS}: would be replaced")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--write"], "Error: --write is for --update\n"),
        (["--page", ADDRESS, "originals/177.txt"], "Error: --page is for --update\n"),
        (
            ["--update", "--force"],
            "Error: --update keeps what editors wrote, --force replaces it: choose one\n",
        ),
        (
            ["--update", "--page", ADDRESS],
            "Error: --page needs one FILE: the original that the page shall have\n",
        ),
        (
            ["--update", "originals/177.txt", "--page", "content/van-ban/khong-co.md"],
            "Error: content/van-ban/khong-co.md: there is no such page; pages lie in content/van-ban\n",
        ),
        (
            ["--update", "originals/177.txt", "--page", ADDRESS.replace("177", "178")],
            "Error: originals/177.txt: is the original of {page}; leave out --page, or name another file\n",
        ),
        (
            ["--update", ADDRESS.replace("177", "178")],
            f"Error: {ADDRESS.replace('177', '178')}: has no original; "
            f"name the file: chidao convert --update FILE --page {ADDRESS.replace('177', '178')}\n",
        ),
    ],
)
def test_what_cannot_be_is_one_sentence_and_exit_status_2(
    project, page, capsys, monkeypatch, words, sentence
):
    put(project, ADDRESS.replace("177", "178"), "---\ntype: Kết luận\n---\n")
    monkeypatch.setattr("sys.argv", ["chidao", "convert", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert capsys.readouterr().err.endswith(sentence.format(page=page))


# --- what was converted then -----------------------------------------------------------------------


def found(project, page: Path) -> str | None:
    return ancestor(project.root, page, page.read_text("utf-8"), Written(project.cache))


def test_the_ancestor_is_in_the_history_of_git_wherever_the_page_lay(project, page):
    whole = page.read_text("utf-8")
    change(page, ("Giao Ban", "Giao cho Ban"))
    commit(project, "Sửa")
    moved = page.with_name("khac.md")
    git(project, "mv", ADDRESS, str(moved))
    commit(project, "Đổi địa chỉ")
    change(moved, ("hiệu lực", "giá trị"))
    assert len(list(versions(project.root, moved))) == 3
    assert found(project, moved) == whole


def test_the_ancestor_of_a_page_that_was_edited_before_it_was_committed_is_in_the_cache(project):
    put(project, "originals/177.txt", TEXT)
    run()
    page = project.root / ADDRESS
    whole = page.read_text("utf-8")
    change(page, ("Giao Ban", "Giao cho Ban"))
    assert found(project, page) == whole
    shutil.rmtree(project.cache)
    assert found(project, page) is None
    # As long as conversion says what it said then, running it finds the ancestor again.
    assert run()[1] == "1 unchanged\n"
    assert found(project, page) == whole


def test_the_ancestor_of_a_page_with_answers_is_what_was_converted(project, tmp_path):
    given = tmp_path / "kl.txt"
    given.write_text(TEXT.replace("Số 177-KL/TW\n", ""), "utf-8")
    page = add(project, understand(project, given), {"number": "177-KL/TW"})
    before = found(project, page)
    assert before is not None
    assert "\nnumber:\n" in before
    change(next(project.originals.iterdir()), ("nghiem", "nghiêm"))
    assert (
        run("--update", "--write")[1]
        .splitlines()[0]
        .endswith(": merged: 1 from the new conversion, 1 from the editor, 0 conflicts")
    )
    assert "\nnumber: 177-KL/TW\n" in page.read_text("utf-8")


def test_a_copy_in_the_cache_that_is_damaged_is_not_taken(project):
    put(project, "originals/177.txt", TEXT)
    run()
    page = project.root / ADDRESS
    (kept,) = (path for path in (project.cache / "written").rglob("*") if path.is_file())
    change(page, ("Giao Ban", "Giao cho Ban"))
    assert found(project, page) is not None
    kept.write_bytes(kept.read_bytes()[:-9])
    assert found(project, page) is None


def test_a_copy_in_the_cache_that_is_damaged_is_kept_anew(project):
    put(project, "originals/177.txt", TEXT)
    run()
    page = (project.root / ADDRESS).read_text("utf-8")
    (kept,) = (path for path in (project.cache / "written").rglob("*") if path.is_file())
    kept.write_bytes(b"")
    Written(project.cache).keep(page)
    assert Written(project.cache).get(fingerprint(page)) == page


def test_a_page_that_was_replaced_leaves_no_copy(project, page):
    improve(project, ("nghiem", "nghiêm"))
    run()
    run()
    improve(project, ("nghiêm", "hiệu"))
    run()
    kept = [path for path in (project.cache / "written").rglob("*") if path.is_file()]
    assert [path.parent.name + path.name for path in kept] == [sealed_with(page.read_text("utf-8"))]


def test_an_edited_page_that_was_replaced_by_force_can_be_put_back_and_merged(project):
    put(project, "originals/177.txt", TEXT)
    run()
    page = project.root / ADDRESS
    edited = change(page, ("Giao Ban", "Giao cho Ban"))
    improve(project, ("nghiem", "nghiêm"))
    run("--force")
    page.write_text(edited, "utf-8")
    status, out, _err = run("--update")
    assert (status, "1 from the new conversion, 1 from the editor, 0 conflicts" in out) == (0, True)


def test_after_a_merge_the_ancestor_follows_from_the_history_of_git_alone(project, page):
    change(page, ("Giao Ban", "Giao cho Ban"), ("date: 2025-07-11", "date: 2025-07-12"))
    commit(project, "Sửa")
    improve(project, ("nghiem", "nghiêm"), ("ngày ký", "ngày công bố"))
    change(page, ("hiệu lực từ ngày ký", "giá trị từ ngày ký"))
    commit(project, "Sửa nữa")
    assert run("--update", "--write")[0] == 1
    commit(project, "Chuyển đổi lại")
    shutil.rmtree(project.cache)
    before = found(project, page)
    assert before is not None
    assert is_untouched(before)
    assert "ngày công bố" in before
    # And a third time, after the editor has chosen.
    lines = page.read_text("utf-8").split("\n")
    open_ = next(n for n, line in enumerate(lines) if line.startswith("<<<<<<<"))
    page.write_text("\n".join([*lines[:open_], "3. Kết luận này có giá trị từ ngày công bố.", ""]), "utf-8")
    commit(project, "Chọn")
    improve(project, ("các nghị quyết", "các nghị quyết, kết luận"))
    assert run("--update", "--write") == (
        0,
        f"{ADDRESS}: merged: 1 from the new conversion, 3 from the editor, 0 conflicts\n"
        "    kept from the editor: date\n1 merged\n",
        "",
    )
    assert "các nghị quyết, kết luận" in page.read_text("utf-8")


def test_an_older_text_of_the_page_is_no_ancestor(project, page):
    text = change(page, ("Giao Ban", "Giao cho Ban"))
    page.write_text(text.replace(f"converted: {sealed_with(text)}", "converted: 0123456789abcdef"), "utf-8")
    commit(project, "Sửa")
    assert found(project, page) is None


def test_line_ends_of_windows_in_the_history_are_no_change(project, page):
    whole = page.read_text("utf-8")
    page.write_bytes(whole.replace("\n", "\r\n").encode())
    commit(project, "Lưu trên Windows")
    change(page, ("Giao Ban", "Giao cho Ban"))
    assert found(project, page) == whole
    assert fingerprint(whole) == sealed_with(whole)


def test_a_page_that_is_no_utf8_is_not_merged(project, page):
    change(page, ("Giao Ban", "Giao cho Ban"))
    spoilt = page.read_bytes().replace("nghiem túc".encode(), b"nghiem t\xfac")
    page.write_bytes(spoilt)
    improve(project, ("nghiem", "nghiêm"))
    status, _out, err = run("--update", "--write")
    assert (status, err) == (
        1,
        f"{page}:30: tệp không phải UTF-8; mở và lưu lại dưới dạng UTF-8\n",
    )
    assert page.read_bytes() == spoilt
