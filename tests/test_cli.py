"""The command: its help, its exit statuses, and what programs read from it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from chidao.cli import cli
from helpers import ROOT, SEEDS, put

TEXT = "KẾT LUẬN\nvề công tác cán bộ\n-----\n\n1. Tiếp tục luân chuyển cán bộ.\n"
COMMANDS = sorted(cli.commands)


def chidao(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    return subprocess.run(
        [sys.executable, "-m", "chidao", *words],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        **options,
    )


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def help_of(name: str) -> str:
    return run(name, "--help")[1]


def test_the_commands_are_those_that_the_help_of_the_group_lists():
    text = run("--help")[1]
    listed = re.findall(r"^  ([a-z]+)  ", text[text.index("Commands:") :], re.MULTILINE)
    assert sorted(listed) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_begins_with_an_example(name):
    text = help_of(name)
    example, usage = text.index("For example:"), text.index("Usage:")
    assert example < usage
    first = text[example:].split("\n")[1].strip()
    assert first.startswith(f"chidao {name}")


def test_the_help_of_the_group_begins_with_examples():
    text = run("--help")[1]
    assert text.index("For example:") < text.index("Usage:")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_documents_every_option(name):
    text = help_of(name)
    for parameter in cli.commands[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.name}"
            for option in parameter.opts:
                assert re.search(rf"^  .*{re.escape(option)}\b", text, re.MULTILINE), option


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_in_the_help_of_a_command_are_commands_that_exist(name):
    text = help_of(name)
    for words in re.findall(r"^ +chidao ([a-z]+(?: --[a-z-]+)*)", text, re.MULTILINE):
        command, *options = words.split()
        known = [option for each in cli.commands[command].params for option in each.opts]
        assert set(options) <= set(known), words


@pytest.mark.parametrize("name", COMMANDS)
def test_no_line_of_the_help_is_wider_than_a_terminal(name):
    assert max(map(len, help_of(name).split("\n"))) <= 100


def test_an_unknown_command_and_an_unknown_option_are_status_two(project):
    assert run("converte")[0] == 2
    assert run("convert", "--forse")[0] == 2
    assert run("inspect")[0] == 2


def test_the_version_is_that_of_the_package():
    assert re.fullmatch(r".*\b\d+\.\d+\.\d+\n", run("--version")[1])


# --- convert -------------------------------------------------------------------------------------


def test_convert_says_what_became_of_each_original_and_sums_up(project):
    put(project, "originals/a.txt", TEXT)
    status, out, err = run("convert")
    assert (status, err) == (0, "")
    assert out == (
        "originals/a.txt → content/van-ban/chua-ro-nam/ket-luan-ve-cong-tac-can-bo.md\n1 converted\n"
    )
    assert run("convert") == (0, "1 unchanged\n", "")


def test_convert_takes_files_and_folders(project):
    put(project, "originals/a.txt", TEXT)
    put(project, "originals/2025/b.txt", TEXT.replace("cán bộ", "tổ chức"))
    put(project, "originals/2025/c.txt", TEXT.replace("cán bộ", "kiểm tra"))
    assert run("convert", "originals/a.txt")[1].endswith("\n1 converted\n")
    assert run("convert", "originals/2025")[1].endswith("\n2 converted\n")
    assert run("convert", "originals")[1] == "3 unchanged\n"


def test_convert_works_from_a_folder_of_the_project(project, monkeypatch):
    put(project, "originals/2025/b.txt", TEXT)
    monkeypatch.chdir(project.originals / "2025")
    status, out, _err = run("convert", "b.txt")
    assert (status, out.split("\n")[-2]) == (0, "1 converted")
    assert len(list(project.pages())) == 1


def test_convert_with_diff_shows_what_would_change_and_writes_nothing(project):
    put(project, "originals/a.txt", TEXT)
    run("convert")
    (page,) = project.pages()
    before = page.read_bytes()
    put(project, "originals/a.txt", TEXT.replace("luân chuyển", "điều động"))
    status, out, _err = run("convert", "--diff")
    name = page.relative_to(project.root)
    assert status == 0
    assert f"--- {name}\n+++ {name} (converted)\n" in out
    assert "\n-1. Tiếp tục luân chuyển cán bộ.\n+1. Tiếp tục điều động cán bộ.\n" in out
    assert out.endswith("Would be: 1 converted\n")
    assert page.read_bytes() == before


def test_convert_keeps_an_edited_page_with_status_nought(project):
    put(project, "originals/a.txt", TEXT)
    run("convert")
    (page,) = project.pages()
    page.write_text(page.read_text("utf-8").replace("Tiếp tục", "Cần tiếp tục"), "utf-8")
    put(project, "originals/a.txt", TEXT.replace("luân chuyển", "điều động"))
    status, out, err = run("convert")
    assert (status, out) == (0, "1 kept because edited\n")
    assert err.endswith("convert with --update to see what would be merged, or --force to replace it\n")
    assert run("convert", "--force")[1].endswith("\n1 converted\n")
    assert "điều động" in page.read_text("utf-8")


def test_convert_ends_with_status_one_if_a_file_failed(project):
    put(project, "originals/a.txt", "")
    put(project, "originals/b.txt", TEXT)
    status, out, _err = run("convert")
    assert status == 1
    assert out.endswith("\n1 converted, 1 failed\n")


def test_convert_shows_no_bar_where_nobody_looks(project):
    for number in range(25):
        put(project, f"originals/{number}.txt", TEXT.replace("cán bộ", f"cán bộ số {number}"))
    status, out, err = run("convert")
    assert (status, err) == (0, "")
    assert out.count("→") == 25


# --- inspect -------------------------------------------------------------------------------------


def test_inspect_shows_a_card_that_a_person_reads():
    status, out, err = run("inspect", str(SEEDS[3]))
    assert (status, err) == (0, "")
    assert "Loại văn bản:     Kết luận\n" in out
    assert "Số, ký hiệu:      177-KL/TW\n" in out
    assert "Cơ quan ban hành: Bộ Chính trị; Ban Bí thư\n" in out
    assert "Nơi, ngày:        Hà Nội, 11/7/2025\n" in out
    assert "Người ký:         chưa rõ\n" in out


def test_inspect_writes_nothing(project):
    put(project, "originals/a.txt", TEXT)
    before = sorted(project.root.rglob("*"))
    for form in ([], ["--json"], ["--text"]):
        assert run("inspect", *form, "originals/a.txt")[0] == 0
    assert sorted(project.root.rglob("*")) == before


def test_inspect_needs_no_project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    assert run("inspect", "a.txt")[0] == 0


# The keys that the docstring of ../shared/eval/score.py asks for, as of this writing.
FACTS = {"file", "type", "number", "issuer", "place", "date", "subject", "signer", "recipients"}
LISTS = {
    "citations": {
        "text",
        "form",
        "type",
        "number",
        "date",
        "term",
        "issuer",
        "unit",
        "refers_to",
        "relation",
    },
    "deadlines": {"text", "kind", "due", "assignee"},
}
SIGNER = {"name", "position", "authority"}


def test_the_scorer_still_asks_for_the_keys_that_these_tests_know(shared):
    docstring = (shared / "eval" / "score.py").read_text("utf-8").split('"""')[1]
    assert set(re.findall(r'"(\w+)":', docstring)) == FACTS.union(SIGNER, LISTS, *LISTS.values())


def test_inspect_as_json_is_one_object_a_line_with_all_that_the_scorer_asks():
    status, out, err = run("inspect", "--json", *map(str, SEEDS))
    assert (status, err) == (0, "")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["file"] for row in rows] == [str(path) for path in SEEDS]
    for row in rows:
        assert FACTS | set(LISTS) | {"clauses", "warnings"} <= set(row)
        assert isinstance(row["issuer"], list)
        assert isinstance(row["recipients"], list)
        assert isinstance(row["warnings"], list)
        assert row["signer"] is None or set(row["signer"]) >= SIGNER
        for name, keys in LISTS.items():
            assert all(keys <= set(each) for each in row[name])
        assert row["date"] is None or re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"])
    assert rows[0]["number"] is None
    assert rows[3]["number"] == "177-KL/TW"
    assert rows[3]["clauses"][:5] == ["1", "2", "3", "4", "4(1)"]


def test_inspect_as_text_is_the_text_of_the_file():
    status, out, _err = run("inspect", "--text", str(SEEDS[0]))
    assert status == 0
    assert out.split() == SEEDS[0].read_text("utf-8").split()


def test_inspect_shows_the_others_when_a_file_fails(project):
    put(project, "originals/a.txt", "")
    put(project, "originals/b.txt", TEXT)
    status, out, err = run("inspect", "--json", "originals/a.txt", "originals/b.txt")
    assert status == 1
    assert json.loads(out)["file"] == "originals/b.txt"
    assert err == "originals/a.txt: is empty; copy the document again from where it came\n"


# --- check ---------------------------------------------------------------------------------------


def test_check_sums_up_in_vietnamese(project):
    put(project, "originals/a.txt", TEXT)
    run("convert")
    assert run("check") == (
        0,
        "1 trang: 1 khớp nguyên văn, 0 đã biên tập so với bản gốc, 0 không có bản gốc để đối chiếu; "
        "0 lỗi, 0 cảnh báo\n",
        "",
    )


def test_check_tells_departures_and_passes_unless_it_is_strict(project):
    put(project, "originals/a.txt", TEXT)
    run("convert")
    (page,) = project.pages()
    page.write_text(page.read_text("utf-8").replace("Tiếp tục", "Cần tiếp tục"), "utf-8")
    status, out, _err = run("check")
    assert status == 0
    assert out.endswith(
        "1 trang: 0 khớp nguyên văn, 1 đã biên tập so với bản gốc, 0 không có bản gốc để đối chiếu; "
        "0 lỗi, 1 cảnh báo\n"
    )
    assert run("check", "--strict")[0] == 1


def test_check_ends_with_status_one_if_a_page_must_be_mended(project):
    put(project, "content/van-ban/a.md", "---\ntype: Kết luận\ndate: 31/6/2021\n---\n")
    status, out, _err = run("check")
    assert status == 1
    assert out.startswith("content/van-ban/a.md:3:7: ")


def test_check_takes_pages_and_looks_at_them_only(project):
    put(project, "content/van-ban/a.md", "---\ntype: Kết luận\ndate: 31/6/2021\n---\n")
    put(project, "content/van-ban/b.md", "---\ntype: Kết luận\n---\n")
    assert run("check", "content/van-ban/b.md")[0] == 0
    assert run("check", "content/van-ban/a.md")[0] == 1


def test_check_of_one_page_says_the_same_path_as_check_of_all(project):
    put(project, "content/van-ban/a.md", "# KẾT LUẬN\n")
    assert run("check", "content/van-ban/a.md")[1].split(":")[0] == "content/van-ban/a.md"
    assert run("check")[1].split(":")[0] == "content/van-ban/a.md"


def test_check_works_from_a_folder_of_the_project(project, monkeypatch):
    put(project, "content/van-ban/2025/b.md", "---\ntype: Kết luận\n---\n")
    monkeypatch.chdir(project.documents / "2025")
    assert run("check", "b.md")[0] == 0


# --- as a process --------------------------------------------------------------------------------


def test_a_reader_that_goes_away_is_no_error():
    files = " ".join(f"'{path}'" for path in SEEDS * 40)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(
        ["bash", "-c", f"'{sys.executable}' -m chidao inspect --json {files} | head -c 10"],
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == b""
    assert done.stdout == b'{"file": "'


def test_vietnamese_comes_out_whatever_the_locale():
    for locale in ("C", "POSIX", "C.UTF-8"):
        done = subprocess.run(
            [sys.executable, "-m", "chidao", "inspect", str(SEEDS[3])],
            env={"PATH": os.environ["PATH"], "LC_ALL": locale, "PYTHONPATH": str(ROOT / "scripts")},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert "Số, ký hiệu:      177-KL/TW" in done.stdout.decode("utf-8")


def test_a_trouble_that_we_can_explain_is_no_traceback(tmp_path):
    done = chidao("convert", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        f"Error: {tmp_path}: no mkdocs.yml here or in a folder above; run chidao inside a project\n"
    )


def test_a_file_name_that_no_terminal_can_show_is_no_traceback(tmp_path):
    path = os.fsencode(tmp_path) + b"/k\xe9t lu\xe2n.txt"
    with open(path, "wb") as out:
        out.write(TEXT.encode())
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    for form in ([], ["--json"], ["--text"]):
        done = subprocess.run(
            [sys.executable, "-m", "chidao", "inspect", *form, path],
            env=environment,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        assert done.returncode == 0


def test_a_command_waits_for_no_other() -> None:
    loaded = "import sys; from chidao.cli import cli; cli.commands['build']; print(*sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    words = subprocess.check_output([sys.executable, "-c", loaded], env=environment, encoding="utf-8").split()
    commands = {word for word in words if word.startswith("chidao.commands.")}
    assert commands == {"chidao.commands.help", "chidao.commands.site"}
    assert {"chidao.conversion", "chidao.checking", "jsonschema", "mkdocs", "yaml"}.isdisjoint(words)
