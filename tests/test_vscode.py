"""What VS Code is given: snippets made of the schema, and a task whose output it can read."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from chidao import checking
from chidao.checks import Problem, Severity
from chidao.checks.front_matter import schema
from chidao.pages.snippets import snippets
from helpers import ROOT, put

FOLDER = ROOT / ".vscode"


def jsonc(name: str) -> dict:
    """JSON with comments, each on a line of its own."""
    text = (FOLDER / name).read_text("utf-8")
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def test_the_snippets_are_those_of_the_schema():
    made = (FOLDER / "van-ban.code-snippets").read_text("utf-8")
    assert made == snippets(schema()), "run: python -m chidao.pages.snippets > .vscode/van-ban.code-snippets"


@pytest.mark.parametrize("name", ["extensions.json", "settings.json", "tasks.json"])
def test_the_files_are_json_with_comments(name):
    assert jsonc(name)


def test_what_a_snippet_writes_passes_the_checks(project):
    body = json.loads(snippets(schema()))["Trang mới"]["body"]
    lines = [re.sub(r"\$\{\d+\|([^,|]*)[^}]*\}|\$\{\d+:?([^}]*)\}|\$\d", r"\1\2", line) for line in body]
    page = "\n".join(lines).replace("Cương lĩnh chính trị", "Kết luận")
    page = re.sub(r"\$CURRENT_YEAR-\$CURRENT_MONTH-\$CURRENT_DATE", "2025-07-11", page)
    put(project, "content/van-ban/a.md", page.replace("- \n", "- Bộ Chính trị\n") + "\n")
    assert [str(problem) for problem in checking.check(project).problems] == []


def matchers() -> list[dict]:
    (task,) = (task for task in jsonc("tasks.json")["tasks"] if task["problemMatcher"])
    return task["problemMatcher"]


@pytest.mark.parametrize("severity", list(Severity))
def test_the_task_reads_each_problem_with_one_matcher(severity):
    problem = Problem("content/van-ban/a.md", 3, "thiếu: số [1]", "front-matter", severity, 7)
    (matcher,) = (m for m in matchers() if re.search(m["pattern"]["regexp"], str(problem)))
    assert matcher["severity"] == str(severity)
    found = re.search(matcher["pattern"]["regexp"], str(problem))
    pattern = matcher["pattern"]
    told = {name: found[pattern[name]] for name in ("file", "line", "column", "message", "code")}
    assert told == {
        "file": "content/van-ban/a.md",
        "line": "3",
        "column": "7",
        "message": "thiếu: số [1]",
        "code": "front-matter",
    }


def test_the_task_sees_where_a_run_begins_and_ends_and_a_saved_page_is_checked_again(project):
    page = put(project, "content/van-ban/a.md", "---\ntype: Kết luận\n---\n\n# KẾT LUẬN\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(
        [sys.executable, "-m", "chidao", "check", "--watch"],
        cwd=project.root,
        env=environment,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert process.stdout is not None
        begin, end = (matchers()[0]["background"][key] for key in ("beginsPattern", "endsPattern"))

        def one_run() -> list[str]:
            lines = [next(process.stdout).rstrip("\n")]
            while not re.search(end, lines[-1]):
                lines.append(next(process.stdout).rstrip("\n"))
            assert re.search(begin, lines[0])
            return lines[1:-1]

        assert len(one_run()) == 1
        time.sleep(0.05)
        page.write_text(page.read_text("utf-8").replace("type", "date: 11/7/2025\ntype"), "utf-8")
        assert one_run()[0].startswith("content/van-ban/a.md:2:7: viết ngày")
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
