"""Adding a document, beginning a page, giving a page another address."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from chidao import checking, library
from chidao.cli import cli
from chidao.conversion import Outcome, convert_all
from chidao.editing import add, move, understand
from chidao.editing.moving import with_redirect
from chidao.project import Project
from chidao.publish.redirects import redirects
from helpers import LONG, ROOT, SEEDS, put, said

TEXT = "KẾT LUẬN\nvề công tác cán bộ\n-----\n\n1. Tiếp tục luân chuyển cán bộ.\n"
WHOLE = "Số 12-KL/TW\nHà Nội, ngày 11 tháng 7 năm 2025\n\n" + TEXT


def run(*words: str, answers: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, list(words), input=answers)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def tree(project: Project) -> dict[str, bytes]:
    """All files but what can be made again."""
    return {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for folder in (project.originals, project.content)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A file that lies outside of the project."""
    path = tmp_path / "tải về" / "kết luận.txt"
    path.parent.mkdir()
    path.write_text(TEXT, "utf-8")
    return path


# --- add -----------------------------------------------------------------------------------------


def test_a_file_from_anywhere_becomes_an_original_and_a_page(project, given):
    status, out, err = run("add", str(given))
    assert (status, err) == (0, "")
    assert "Loại văn bản:     Kết luận\n" in out
    assert "Số, ký hiệu:      chưa rõ\n" in out
    page = "content/van-ban/chua-ro-nam/ket-luan-ve-cong-tac-can-bo.md"
    assert f"→ {page}\n  bản gốc: originals/kết luận.txt\n" in out
    assert f"2. Kiểm tra: chidao check {page}\n" in out
    assert sorted(tree(project)) == [page, "originals/kết luận.txt"]
    assert given.is_file()
    assert checking.check(project).problems == ()
    assert run("convert")[1] == "1 unchanged\n"


def test_what_lies_in_originals_without_a_page_is_added(project):
    put(project, "originals/a.txt", TEXT)
    put(project, "originals/b.txt", TEXT.replace("cán bộ", "tổ chức"))
    run("convert", "originals/b.txt")
    status, out, _err = run("add")
    assert (status, out.count("→ ")) == (0, 1)
    assert "bản gốc: originals/a.txt" in out
    assert run("add")[1] == "Không có tệp nào để thêm; ghi tên tệp, hoặc chép tệp vào originals\n"


def test_a_folder_stands_for_the_files_in_it(project, given):
    (given.parent / "hai.txt").write_text(TEXT.replace("cán bộ", "tổ chức"), "utf-8")
    (given.parent / "ảnh.bmp").write_bytes(b"BM")
    (given.parent / "~$hai.docx").write_bytes(b"")
    status, out, err = run("add", str(given.parent))
    assert (status, out.count("→ ")) == (0, 2)
    assert err.endswith("ảnh.bmp: bỏ qua, không đọc được loại tệp này\n")


def test_a_file_that_the_project_holds_is_not_added_again(project, given):
    run("add", str(given))
    before = tree(project)
    status, out, err = run("add", str(given))
    assert (status, err) == (0, "")
    assert out == (
        f"{given}: kho đã có tệp này (originals/kết luận.txt, trang "
        "content/van-ban/chua-ro-nam/ket-luan-ve-cong-tac-can-bo.md)\n"
    )
    assert tree(project) == before


def test_another_file_of_the_same_name_gets_a_name_of_its_own(project, given):
    run("add", str(given))
    given.write_text(TEXT.replace("cán bộ", "tổ chức"), "utf-8")
    assert run("add", str(given))[0] == 0
    originals = sorted(path.name for path in project.originals.iterdir())
    assert len(originals) == 2
    assert originals[0].startswith("kết luận-")


def test_a_second_copy_of_a_document_is_refused_and_leaves_nothing(project, given):
    put(project, "originals/a.txt", WHOLE)
    run("convert")
    before = tree(project)
    given.write_text(WHOLE + "\n2. Thêm.\n", "utf-8")
    status, _out, err = run("add", str(given))
    assert status == 1
    assert "would become" in err
    assert tree(project) == before
    assert list((project.cache / "adding").iterdir()) == []


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_added(project, given):
    bad = given.with_name("hỏng.docx")
    bad.write_bytes(b"nichts")
    status, out, err = run("add", str(bad), str(given))
    assert (status, out.count("→ ")) == (1, 1)
    assert "hỏng.docx" in err
    assert list((project.cache / "adding").iterdir()) == []


def test_answers_are_an_editors_facts_that_conversion_keeps(project, given):
    answers = "số 12 - kl/tw\n12-KL/TW\nBộ Chính trị; Ban Bí thư\n31/6/2025\n11/7/2025\n\n"
    status, out, _err = run("add", "--ask", str(given), answers=answers)
    assert status == 0
    assert "ngày 31/6/2025 không có trong lịch" in out
    (page,) = project.pages()
    assert page.relative_to(project.documents).as_posix() == "2025/ket-luan-12-kl-tw.md"
    (entry,) = library.load(project).entries
    assert (entry.facts.number, entry.facts.date, entry.facts.level) == ("12-KL/TW", "2025-07-11", "central")
    assert entry.facts.issuer == ("Bộ Chính trị", "Ban Bí thư")
    assert entry.origin("number") == "asserted"
    assert entry.origin("type") == "printed"
    before = tree(project)
    outcomes = [result.outcome for result in convert_all(project, project.original_files())]
    assert outcomes == [Outcome.UNCHANGED]
    assert tree(project) == before


def test_who_does_not_want_the_page_gets_none(project, given):
    status, out, _err = run("add", "--ask", str(given), answers="\n\n\n\nkhông\n")
    assert status == 0
    assert "Bỏ qua, không ghi gì." in out
    assert tree(project) == {}
    assert list((project.cache / "adding").iterdir()) == []


def test_a_run_that_was_ended_before_its_plan_is_cleared_away_and_after_it_finished(
    project, given, monkeypatch
):
    page = add(project, understand(project, given), {})
    right = tree(project)
    shutil.rmtree(project.originals)
    project.originals.mkdir()
    page.unlink()

    with monkeypatch.context() as patched:
        patched.setattr("chidao.editing.adding._carry_out", lambda *_: "")
        add(project, understand(project, given), {})
    understand(project, given)
    folders = sorted((project.cache / "adding").iterdir())
    assert (len(folders), tree(project)) == (2, {})
    for folder in folders:  # as if their process had ended
        folder.rename(folder.with_name(folder.name.replace(str(os.getpid()), "999999999")))

    assert "Làm nốt việc đang dở: content/van-ban/chua-ro-nam/" in run("add")[1]
    assert tree(project) == right
    assert list((project.cache / "adding").iterdir()) == []


def test_add_that_is_killed_leaves_the_project_as_before_or_as_after(project, given):
    """The first times many short waits, then where renaming happens: the last hundredths of a run."""
    before = tree(project)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    command = [sys.executable, "-m", "chidao", "add", "--no-ask", str(given)]

    def begun() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command, cwd=project.root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    start = time.perf_counter()
    assert begun().wait() == 0
    length = time.perf_counter() - start
    after = tree(project)
    chance = random.Random(3)
    ends = 0
    for _time in range(12 if LONG else 4):
        for path in (project.originals, project.documents, project.cache):
            shutil.rmtree(path, ignore_errors=True)
        project.originals.mkdir()
        project.documents.mkdir()
        process = begun()
        time.sleep(length * chance.uniform(0.3, 1.1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        left = tree(project)
        assert set(left) <= set(after)
        assert all(data == after[name] for name, data in left.items())
        assert begun().wait() == 0
        assert tree(project) == after
        ends += left in (before, after)
    assert ends > 0


# --- new -----------------------------------------------------------------------------------------


def test_a_page_without_an_original_begins_with_what_is_known(project):
    words = ["--type", "kết luận", "--number", "12-KL/TW", "--date", "11/7/2025", "--issuer", "Bộ Chính trị"]
    status, out, _err = run("new", *words, "--place", "Hà Nội", "--subject", "về công tác cán bộ")
    assert status == 0
    assert out.startswith("→ content/van-ban/2025/ket-luan-12-kl-tw.md\n")
    (page,) = project.pages()
    assert page.read_text("utf-8") == (
        "---\ntype: Kết luận\nnumber: 12-KL/TW\nissuer:\n- Bộ Chính trị\nlevel: central\nplace: Hà Nội\n"
        "date: 2025-07-11\nsubject: về công tác cán bộ\n---\n\n"
        "Số 12-KL/TW\n\nHà Nội, ngày 11 tháng 7 năm 2025\n\n# KẾT LUẬN\n\nvề công tác cán bộ\n\n"
        "1. Chép nguyên văn vào đây.\n"
    )
    assert checking.check(project).problems == ()
    status, _out, err = run_main("new", *words)
    assert status == 2
    assert err == (
        "Error: content/van-ban/2025/ket-luan-12-kl-tw.md: đã có trang này; mở trang ấy, "
        "hoặc ghi số, ngày, cơ quan khác\n"
    )


def run_main(*words: str) -> tuple[int, str, str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(
        [sys.executable, "-m", "chidao", *words],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_new_page_is_asked_for_what_it_needs(project):
    status, out, _err = run("new", "--ask", answers="thong bao\nabc\n12-TB/TU\nTỉnh ủy Hà Tĩnh\n\nvề việc\n")
    assert status == 0
    assert "«abc» không có dạng của số, ký hiệu" in out
    (page,) = project.pages()
    assert "level: province\nprovince: Hà Tĩnh\n" in page.read_text("utf-8")


def test_a_new_page_without_a_type_is_refused(project):
    assert run("new", "--number", "12-KL/TW")[0] == 2
    assert run("new", "--type", "Kết luận", "--date", "31/6/2021")[0] == 2
    assert tree(project) == {}


# --- move ----------------------------------------------------------------------------------------

PAGE = "---\ntype: Kết luận\n---\n\n# KẾT LUẬN\n\n1. Một.\n"
CITING = PAGE.replace("---\n\n", "relations:\n- kind: cites\n  document: van-ban/a.md\n---\n\n")


def test_a_page_that_moves_keeps_its_old_address_and_those_that_name_it_follow(project):
    put(project, "content/van-ban/a.md", PAGE)
    put(project, "content/van-ban/dan.md", CITING)
    put(project, "content/huong-dan.md", "Xem [đây](van-ban/a.md#1).\n")
    (project.documents / "2025").mkdir()
    status, out, _err = run("move", "content/van-ban/a.md", "content/van-ban/2025/")
    assert status == 0
    assert out == (
        "content/van-ban/a.md → content/van-ban/2025/a.md\n"
        "content/huong-dan.md: đã ghi địa chỉ mới ở 1 chỗ\n"
        "content/van-ban/dan.md: đã ghi địa chỉ mới ở 1 chỗ\n"
        "Địa chỉ cũ vẫn dẫn đến trang này sau khi dựng lại kho.\n"
    )
    assert tree(project) == {
        "content/huong-dan.md": "Xem [đây](van-ban/2025/a.md#1).\n".encode(),
        "content/van-ban/2025/a.md": PAGE.replace("---\n\n", "redirects:\n- van-ban/a.md\n---\n\n").encode(),
        "content/van-ban/dan.md": CITING.replace("van-ban/a.md", "van-ban/2025/a.md").encode(),
    }
    assert checking.check(project).problems == ()


def test_a_page_that_moves_twice_keeps_both_and_one_that_returns_keeps_the_other(project):
    put(project, "content/van-ban/a.md", PAGE)
    run("move", "content/van-ban/a.md", "content/van-ban/b.md")
    run("move", "content/van-ban/b.md", "content/van-ban/c.md")
    (page,) = project.pages()
    assert "redirects:\n- van-ban/a.md\n- van-ban/b.md\n---\n" in page.read_text("utf-8")
    run("move", "content/van-ban/c.md", "content/van-ban/a.md")
    (page,) = project.pages()
    assert "redirects:\n- van-ban/b.md\n- van-ban/c.md\n---\n" in page.read_text("utf-8")


def test_a_move_that_was_ended_in_the_middle_is_done_by_the_next(project, monkeypatch):
    put(project, "content/van-ban/a.md", PAGE)
    with monkeypatch.context() as patched:
        patched.setattr(
            "chidao.editing.moving.os.rename", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt)
        )
        with pytest.raises(KeyboardInterrupt):
            move(project, project.documents / "a.md", project.documents / "b.md")
    assert list(redirects(library.load(project).entries)) == []
    move(project, project.documents / "a.md", project.documents / "b.md")
    right = PAGE.replace("---\n\n", "redirects:\n- van-ban/a.md\n---\n\n").encode()
    assert tree(project) == {"content/van-ban/b.md": right}


def test_the_line_ends_of_a_page_that_moves_stay():
    page = PAGE.replace("\n", "\r\n")
    moved = with_redirect(page, "van-ban/a.md", "van-ban/b.md")
    assert moved == page.replace("---\r\n\r\n", "redirects:\r\n- van-ban/a.md\r\n---\r\n\r\n")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("content/van-ban/x.md", "content/van-ban/y.md", "content/van-ban/x.md: không có trang này"),
        (
            "content/van-ban/a.md",
            "content/van-ban/b.md",
            "content/van-ban/b.md: đã có trang này; chọn tên khác",
        ),
        ("content/van-ban/a.md", "a.md", "a.md: trang văn bản phải nằm trong content/van-ban/"),
        (
            "content/van-ban/a.md",
            "content/van-ban/a.txt",
            "content/van-ban/a.txt: tên trang phải kết thúc bằng .md",
        ),
    ],
)
def test_a_move_that_cannot_be_is_one_sentence_and_changes_nothing(project, old, new, sentence):
    put(project, "content/van-ban/a.md", PAGE)
    put(project, "content/van-ban/b.md", PAGE)
    before = tree(project)
    status, _out, err = run_main("move", old, new)
    assert (status, said(project, err)) == (2, f"Error: {sentence}\n")
    assert tree(project) == before


def test_an_old_address_has_a_page_that_leads_to_the_new_one(project):
    put(project, "content/van-ban/2025/a.md", PAGE.replace("---\n\n", "redirects:\n- van-ban/a.md\n---\n\n"))
    (moved,) = redirects(library.load(project).entries)
    assert moved.address == "van-ban/a.html"
    assert '<meta http-equiv="refresh" content="1; url=2025/a.html">' in moved.html
    assert '<script src="../assets/javascripts/moved.js" defer></script>' in moved.html
    assert '<a href="2025/a.html" data-vb-moved>' in moved.html


@pytest.mark.parametrize(
    "old", ["van-ban/2025/a.md", "van-ban/../x.md", "/van-ban/x.md", "index.md", "van-ban/x", ""]
)
def test_an_old_address_that_is_none_or_is_taken_makes_no_page(project, old):
    put(project, "content/van-ban/2025/a.md", PAGE.replace("---\n\n", f'redirects:\n- "{old}"\n---\n\n'))
    assert list(redirects(library.load(project).entries)) == []


@pytest.mark.browser
def test_in_the_browser_an_old_address_leads_to_the_clause_of_the_new_page(tmp_path_factory, open_page):
    from sites import make_project
    from sites import run as in_project

    root = make_project(tmp_path_factory.mktemp("chuyen") / "kho")
    shutil.copy(SEEDS[3], root / "originals")
    in_project(root, "convert")
    in_project(root, "move", "content/van-ban/2025/ket-luan-177-kl-tw.md", "content/van-ban/2025/moi.md")
    in_project(root, "build")
    page = open_page(f"{(root / 'site/van-ban/2025/ket-luan-177-kl-tw.html').as_uri()}#2")
    page.wait_for_url("**/van-ban/2025/moi.html#2")
