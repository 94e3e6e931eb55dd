"""How checks are run: what is kept between runs, what is looked at, how it is told, what is mended."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from chidao import checking, library
from chidao.checking import run as running
from chidao.checks import MODULES
from chidao.cli import cli
from chidao.project import Project
from helpers import put

GOOD = "---\ntype: Kết luận\n---\n\n# KẾT LUẬN\n\n1. Một.\n\n2. Hai.\n"
BAD = GOOD.replace("type: Kết luận\n", "type: Kết luận\ndate: 11/7/2025\n")
MESSAGE = "viết ngày dạng năm-tháng-ngày: 2025-07-11, không phải «11/7/2025»"


def found(project: Project, only: list[str] | None = None) -> list[str]:
    return [f"{p.path.rpartition('/')[2]}:{p.line} {p.code}" for p in checking.check(project, only).problems]


def anew(project: Project) -> int:
    return checking.check(project).anew


def kept(project: Project) -> Path:
    (path,) = (project.cache / "checked").glob("*.jsonl")
    return path


def command(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["check", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


# --- what is kept --------------------------------------------------------------------------------


def test_a_page_is_read_again_only_if_it_changed(project):
    put(project, "content/van-ban/a.md", GOOD)
    put(project, "content/van-ban/b.md", BAD)
    first = checking.check(project)
    assert first.anew == 2
    second = checking.check(project)
    assert (second.anew, second.problems, second.summary) == (0, first.problems, first.summary)
    put(project, "content/van-ban/a.md", BAD)
    assert anew(project) == 1


def test_a_page_is_read_again_if_its_original_changed(project):
    text = "KẾT LUẬN\nvề công tác cán bộ\n-----\n\n1. Tiếp tục luân chuyển cán bộ.\n"
    put(project, "originals/a.txt", text)
    CliRunner().invoke(cli, ["convert"])
    assert found(project) == []
    put(project, "originals/a.txt", text.replace("cán", "dân"))
    assert [line.split()[1] for line in found(project)] == ["original", "wording", "wording"]
    (project.originals / "a.txt").unlink()
    assert [line.split()[1] for line in found(project)] == ["original"]


def test_an_original_that_could_not_be_read_is_tried_again(project, monkeypatch):
    put(project, "originals/a.txt", "KẾT LUẬN\nvề công tác cán bộ\n\n1. Tiếp tục luân chuyển cán bộ.\n")
    CliRunner().invoke(cli, ["convert"])
    with monkeypatch.context() as without:
        without.setattr(library, "_read_again", lambda *_arguments: ("", (), None))
        ((message,),) = [[p.message for p in checking.check(project).problems]]
        assert message == (
            "không đọc được bản gốc «originals/a.txt» để đối chiếu; "
            "xem vì sao bằng lệnh: chidao inspect originals/a.txt"
        )
    assert found(project) == []


def damaged(text: str) -> dict[str, bytes]:
    data = text.encode()
    return {
        "cut off": data[: len(data) // 2],
        "empty": b"",
        "no text": bytes(range(256)) * 9,
        "a letter changed": data.replace(b"dates", b"datez"),
        "another form": b'00000000 []\n{"a": 1}\n',
    }


@pytest.mark.parametrize("kind", damaged(""))
def test_what_is_kept_and_damaged_is_found_again(project, kind):
    put(project, "content/van-ban/a.md", BAD)
    put(project, "content/van-ban/b.md", BAD)
    right = found(project)
    path = kept(project)
    whole = path.read_text("utf-8")
    path.write_bytes(damaged(whole)[kind])
    assert found(project) == right
    assert path.read_text("utf-8") == whole


def test_nothing_is_kept_of_pages_that_are_gone_nor_of_other_code(project):
    put(project, "content/van-ban/a.md", GOOD)
    gone = put(project, "content/van-ban/b.md", GOOD)
    put(project, ".cache/checked/0123456789abcdef.jsonl", "")
    checking.check(project)
    assert len(kept(project).read_text("utf-8").splitlines()) == 2
    gone.unlink()
    checking.check(project)
    assert len(kept(project).read_text("utf-8").splitlines()) == 1


def test_a_check_of_one_page_forgets_nothing_of_the_others(project):
    put(project, "content/van-ban/a.md", GOOD)
    put(project, "content/van-ban/b.md", BAD)
    checking.check(project)
    assert found(project, ["content/van-ban/a.md"]) == []
    assert anew(project) == 0


def test_a_folder_that_cannot_hold_anything_costs_time_only(project):
    put(project, "content/van-ban/a.md", BAD)
    put(project, ".cache", "")
    assert found(project) == found(project) == ["a.md:3 dates"]


def test_many_processes_find_what_one_finds(project):
    for number in range(120):
        put(project, f"content/van-ban/{number:03}.md", BAD if number % 3 else GOOD)
    two = checking.check(project, jobs=2)
    kept(project).unlink()
    one = checking.check(project, jobs=1)
    assert (two.problems, two.summary, two.anew) == (one.problems, one.summary, 120)
    assert len(one.problems) == 80


def test_a_system_that_does_not_tell_its_cores_checks_all_the_same(project, monkeypatch):
    put(project, "content/van-ban/a.md", BAD)
    monkeypatch.delattr(os, "sched_getaffinity")
    assert found(project) == ["a.md:3 dates"]


_HERE, _LOOK = os.getpid(), running._examine_all


def ended_elsewhere(*arguments):
    if os.getpid() != _HERE:
        os._exit(9)
    return _LOOK(*arguments)


def test_what_a_process_that_is_ended_had_to_do_is_done_here(project, monkeypatch):
    for number in range(120):
        put(project, f"content/van-ban/{number:03}.md", BAD)
    monkeypatch.setattr(running, "_examine_all", ended_elsewhere)
    assert len(checking.check(project, jobs=2).problems) == 120


# --- what is looked at ---------------------------------------------------------------------------


def git(project: Project, *words: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *words], cwd=project.root, check=True, capture_output=True)


@pytest.fixture
def history(project: Project) -> Project:
    """A project with a branch "main"; a page of it is at fault."""
    put(project, "content/van-ban/cu.md", BAD)
    put(project, "content/van-ban/dich.md", GOOD)
    relation = "relations:\n- kind: cites\n  document: van-ban/dich.md\n"
    put(project, "content/van-ban/dan.md", GOOD.replace("type: Kết luận\n", f"type: Kết luận\n{relation}"))
    put(project, ".gitignore", "/.cache/\n")
    git(project, "init")
    git(project, "add", "-A")
    git(project, "commit", "-m", "một")
    git(project, "switch", "-c", "sua")
    return project


def since(project: Project, revision: str = "main") -> list[str]:
    return found(project, sorted(checking.changed_since(project.root, revision)))


def test_since_a_revision_only_what_changed_is_told(history):
    assert found(history) == ["cu.md:3 dates"]
    assert since(history) == []
    put(history, "content/van-ban/moi.md", BAD)
    assert since(history) == ["moi.md:3 dates"]
    git(history, "add", "-A")
    git(history, "commit", "-m", "hai")
    assert since(history) == ["moi.md:3 dates"]
    assert since(history, "HEAD") == []


def test_a_page_that_cites_a_page_that_is_gone_is_told_though_it_did_not_change(history):
    (history.documents / "dich.md").unlink()
    assert since(history) == ["dan.md:5 relations"]


def test_what_others_changed_on_the_main_branch_is_not_told(history):
    git(history, "switch", "main")
    put(history, "content/van-ban/nguoi-khac.md", BAD)
    git(history, "add", "-A")
    git(history, "commit", "-m", "hai")
    git(history, "switch", "sua")
    assert since(history) == []


def test_a_revision_that_is_not_there_is_one_sentence(history):
    with pytest.raises(checking.changes.NoRevision) as error:
        checking.changed_since(history.root, "khong-co")
    assert str(error.value) == (
        "cannot tell what changed since 'khong-co': fatal: bad revision 'khong-co'; "
        "name a branch or a commit that is there (in CI: fetch the whole history), or leave --since out"
    )


def test_since_may_be_written_before_files(history):
    put(history, "content/van-ban/moi.md", BAD)
    status, out, _err = command("--since", "main", "content/van-ban/cu.md")
    assert (status, out.count("[dates]")) == (0, 0)
    assert command("--since", "main", "content/van-ban")[0] == 1


# --- how it is told ------------------------------------------------------------------------------


def test_the_text_has_the_corrected_line_under_what_is_wrong(project):
    put(project, "content/van-ban/a.md", BAD)
    assert command() == (
        1,
        f"content/van-ban/a.md:3:7: {MESSAGE} [dates]\n"
        "    → date: 2025-07-11\n"
        "1 trang: 0 khớp nguyên văn, 0 đã biên tập so với bản gốc, 1 không có bản gốc để đối chiếu; "
        "1 lỗi, 0 cảnh báo\n",
        "",
    )


def test_json_is_one_object(project):
    put(project, "content/van-ban/a.md", BAD)
    status, out, _err = command("--format", "json")
    assert status == 1
    assert json.loads(out) == {
        "problems": [
            {
                "file": "content/van-ban/a.md",
                "line": 3,
                "column": 7,
                "severity": "error",
                "code": "dates",
                "message": MESSAGE,
                "corrected": "date: 2025-07-11",
            }
        ],
        "pages": 1,
        "errors": 1,
        "warnings": 0,
    }


def test_github_gets_a_command_for_each_line(project):
    put(project, "content/van-ban/a, b.md", BAD.replace("11/7/2025", '"100%: sai"'))
    _status, out, _err = command("--format", "github")
    assert out.splitlines()[0] == (
        "::error file=content/van-ban/a%2C b.md,line=3,col=8,title=dates::«100%25: sai» không phải là ngày; "
        "viết năm-tháng-ngày, ví dụ 2025-07-11, để trống nếu chưa rõ"
    )


def test_gitlab_gets_code_quality_whose_fingerprints_outlive_a_line_more_above(project):
    put(project, "content/van-ban/a.md", BAD)
    (before,) = json.loads(command("--format", "gitlab")[1])
    assert before == {
        "description": MESSAGE,
        "check_name": "dates",
        "fingerprint": before["fingerprint"],
        "severity": "major",
        "location": {"path": "content/van-ban/a.md", "lines": {"begin": 3}},
    }
    put(project, "content/van-ban/a.md", BAD.replace("date:", "number:\ndate:"))
    (after,) = json.loads(command("--format", "gitlab")[1])
    assert (after["fingerprint"], after["location"]["lines"]["begin"]) == (before["fingerprint"], 4)


def test_sarif_knows_each_check_and_the_edit_that_mends(project):
    put(project, "content/van-ban/a.md", BAD)
    log = json.loads(command("--format", "sarif")[1])
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [module.CODE for module in MODULES]
    (result,) = run["results"]
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "dates"
    (fix,) = result["fixes"]
    ((replacement,),) = [change["replacements"] for change in fix["artifactChanges"]]
    assert replacement == {
        "deletedRegion": {"startLine": 3, "startColumn": 7, "endLine": 3, "endColumn": 16},
        "insertedContent": {"text": "2025-07-11"},
    }


def test_sarif_names_a_file_by_a_uri(project):
    put(project, "content/van-ban/kết luận 1%.md", BAD)
    (run,) = json.loads(command("--format", "sarif")[1])["runs"]
    (result,) = run["results"]
    change = result["fixes"][0]["artifactChanges"][0]
    for where in (result["locations"][0]["physicalLocation"], change):
        assert where["artifactLocation"] == {"uri": "content/van-ban/k%E1%BA%BFt%20lu%E1%BA%ADn%201%25.md"}


@pytest.mark.parametrize("form", checking.FORMATS)
def test_where_all_is_well_every_format_is_told_with_status_zero(project, form):
    put(project, "content/van-ban/a.md", GOOD)
    assert command("--format", form)[0] == 0


def test_fix_puts_the_row_of_dashes_where_the_table_stands(project):
    rows = "   | TT | Việc |\n   | 1 | Rà soát |\n"
    put(project, "content/van-ban/a.md", GOOD.replace("1. Một.\n", f"1. Một.\n\n{rows}"))
    assert command("--fix")[0] == 0
    assert "   | TT | Việc |\n   | --- | --- |\n   | 1 |" in (project.documents / "a.md").read_text("utf-8")


# --- what is mended ------------------------------------------------------------------------------


def test_fix_makes_what_is_certain_and_tells_it(project):
    put(project, "content/van-ban/a.md", BAD.replace("Một", "Mô\u0323t").replace("\n", "\r\n"))
    status, out, err = command("--fix")
    assert (status, err) == (0, "content/van-ban/a.md: đã sửa 2 chỗ\n")
    assert out.startswith("1 trang: ")
    right = BAD.replace("11/7/2025", "2025-07-11").replace("\n", "\r\n")
    assert (project.documents / "a.md").read_bytes() == right.encode()


def test_fix_leaves_what_only_a_person_knows(project):
    page = put(project, "content/van-ban/a.md", BAD.replace("11/7/2025", "31/6/2021"))
    before = page.read_bytes(), page.stat().st_mtime_ns
    assert command("--fix")[0] == 1
    assert (page.read_bytes(), page.stat().st_mtime_ns) == before


def test_fix_writes_the_new_address_of_a_page_that_moved(project):
    put(
        project,
        "content/van-ban/2025/moi.md",
        GOOD.replace("---\n\n", "redirects:\n- van-ban/cu.md\n---\n\n"),
    )
    relation = "relations:\n- kind: cites\n  document: van-ban/cu.md\n---\n\n"
    put(project, "content/van-ban/a.md", GOOD.replace("---\n\n", relation))
    assert found(project) == ["a.md:5 relations"]
    assert command("--fix")[0] == 0
    assert "  document: van-ban/2025/moi.md\n" in (project.documents / "a.md").read_text("utf-8")


def test_fix_writes_only_the_pages_that_are_named(project):
    moved = GOOD.replace("---\n\n", "redirects:\n- van-ban/cu.md\n---\n\n")
    relation = "relations:\n- kind: cites\n  document: van-ban/cu.md\n---\n\n"
    put(project, "content/van-ban/moi.md", moved)
    put(project, "content/van-ban/a.md", BAD.replace("---\n\n", relation))
    before = (project.documents / "a.md").read_text("utf-8")
    assert command("--fix", "content/van-ban/moi.md")[0] == 1
    assert (project.documents / "a.md").read_text("utf-8") == before
    assert command("--fix")[0] == 0


def test_watching_mends_nothing_and_says_so(project):
    assert command("--watch", "--fix")[0] == 2
