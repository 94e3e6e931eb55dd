"""The files for GitHub, GitLab and Forgejo are well formed, and what they run does run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers import ROOT
from sites import make_project, run

FORGES = ROOT / "docs" / "forge"
WORKFLOWS = {
    "github": FORGES / "github/.github/workflows/kiem-tra.yml",
    "forgejo": FORGES / "forgejo/.forgejo/workflows/kiem-tra.yml",
}
GITLAB = FORGES / "gitlab/.gitlab-ci.yml"
TEMPLATES = [
    FORGES / "github/.github/pull_request_template.md",
    FORGES / "gitlab/.gitlab/merge_request_templates/Default.md",
    FORGES / "forgejo/.forgejo/pull_request_template.md",
]


def loaded(path: Path) -> dict[str, Any]:
    # YAML 1.1 reads the key "on" as true; forges read 1.2.
    found = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def scripts(forge: str) -> Iterator[tuple[str, str]]:
    """What a forge runs, in its order, each with its name."""
    if forge == "gitlab":
        (job,) = (value for key, value in loaded(GITLAB).items() if key != "workflow")
        for number, line in enumerate([*job["before_script"], *job["script"]]):
            yield str(number), line
        return
    (job,) = loaded(WORKFLOWS[forge])["jobs"].values()
    for step in job["steps"]:
        if "run" in step:
            yield step["name"], step["run"]


@pytest.mark.parametrize("forge", WORKFLOWS)
def test_a_workflow_has_the_keys_that_forges_know(forge: str) -> None:
    workflow = loaded(WORKFLOWS[forge])
    assert workflow.keys() <= {"name", "on", "permissions", "concurrency", "jobs"}
    assert workflow["on"] == {"pull_request": ""}
    (job,) = workflow["jobs"].values()
    assert job.keys() <= {"name", "runs-on", "container", "timeout-minutes", "env", "steps"}
    for step in job["steps"]:
        assert step.keys() <= {"name", "if", "uses", "with", "run"}
        assert ("run" in step) != ("uses" in step)


@pytest.mark.parametrize("forge", WORKFLOWS)
def test_nothing_that_a_stranger_writes_becomes_part_of_a_command(forge: str) -> None:
    """Only through variables: ${{ … }} in a command is set in before the shell reads it."""
    assert all("${{" not in script for _name, script in scripts(forge))
    assert "pull_request_target" not in WORKFLOWS[forge].read_text("utf-8")
    (checkout,) = (
        step
        for job in loaded(WORKFLOWS[forge])["jobs"].values()
        for step in job["steps"]
        if "checkout" in step.get("uses", "")
    )
    assert checkout["with"] == {"fetch-depth": "0", "persist-credentials": "false"}


def test_the_file_for_gitlab_has_the_keys_that_gitlab_knows() -> None:
    pipeline = loaded(GITLAB)
    assert pipeline["workflow"] == {"rules": [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]}
    (job,) = (value for key, value in pipeline.items() if key != "workflow")
    assert job.keys() == {
        "image", "interruptible", "timeout", "variables", "cache", "before_script", "script", "artifacts"
    }  # fmt: skip
    # GitLab: EXPOSE_AS_REGEX, whose \w are ASCII letters.
    assert re.fullmatch(r"[\w][-\w ]*", job["artifacts"]["expose_as"], re.ASCII)
    assert "*" not in "".join(job["artifacts"]["paths"])


# ── What they run ──


@pytest.fixture
def checkout(cloned: Path, tmp_path: Path) -> Path:
    """A project with one page, committed and tagged "goc", as a runner has it."""
    return Path(shutil.copytree(cloned, tmp_path / "kho", symlinks=True))


@pytest.fixture(scope="module")
def cloned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("may-chay") / "kho")
    shutil.copy(next((ROOT / "originals").glob("000*.txt")), root / "originals")
    run(root, "convert")
    (root / "Makefile").write_text("setup:\n\t@echo installed\n", "utf-8")
    (root / ".gitignore").write_text("/.venv/\n/site/\n/.cache/\n", "utf-8")
    programs = root / ".venv" / "bin"
    programs.mkdir(parents=True)
    chidao = f'#!/bin/sh\nexec env PYTHONPATH="{ROOT}/scripts" "{sys.executable}" -m chidao "$@"\n'
    for name, script in (("chidao", chidao), ("apt-get", "#!/bin/sh\nexit 0\n")):
        (programs / name).write_text(script, "utf-8")
        (programs / name).chmod(0o755)
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Một trang")
    git(root, "tag", "goc")
    return root


def git(root: Path, *words: str) -> str:
    identity = ("-c", "user.name=Biên tập", "-c", "user.email=bien-tap@vi-du.vn")
    done = subprocess.run(
        ["git", *identity, *words], cwd=root, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()


def edit(root: Path, old: str, new: str) -> None:
    (page,) = (root / "content" / "van-ban").rglob("*.md")
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), "utf-8")
    git(root, "commit", "-qam", "Sửa")


def execute(root: Path, forge: str) -> dict[str, int]:
    """Run every step as the forge's shell does; the exit status of each by its name."""
    base = git(root, "rev-parse", "goc")
    environment = {
        **os.environ,
        "PATH": f"{root}/.venv/bin:{os.environ['PATH']}",
        "BASE": base,
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "GITHUB_STEP_SUMMARY": str(root / "summary.md"),
    }
    return {
        name: subprocess.run(
            ["bash", "-e", "-c", script], cwd=root, env=environment, capture_output=True, check=False
        ).returncode
        for name, script in scripts(forge)
    }


@pytest.mark.parametrize("forge", ["github", "gitlab", "forgejo"])
def test_a_right_change_passes_and_leaves_a_summary_and_a_preview(checkout: Path, forge: str) -> None:
    edit(checkout, "place: ", "place: TP. ")
    assert set(execute(checkout, forge).values()) == {0}
    summary = (checkout / "tom-tat.md").read_text("utf-8")
    assert "sửa 1 trang." in summary
    assert "Nơi ban hành: " in summary
    assert list((checkout / "site" / "van-ban").rglob("*.html"))
    if forge == "github":
        assert (checkout / "summary.md").read_text("utf-8") == summary
    if forge == "gitlab":
        assert json.loads((checkout / "gl-code-quality-report.json").read_text("utf-8")) == []


@pytest.mark.parametrize("forge", ["github", "gitlab", "forgejo"])
def test_a_wrong_change_fails_in_the_check_and_still_has_summary_and_preview(
    checkout: Path, forge: str
) -> None:
    edit(checkout, "date: ", "date: 31/6/2021 # ")
    statuses = execute(checkout, forge)
    failed = [name for name, status in statuses.items() if status]
    assert failed == (["7"] if forge == "gitlab" else ["Kiểm tra các trang đã đổi"]), statuses
    assert (checkout / "tom-tat.md").exists()
    assert (checkout / "site" / "index.html").exists()
    if forge == "gitlab":
        report = json.loads((checkout / "gl-code-quality-report.json").read_text("utf-8"))
        assert "dates" in [one["check_name"] for one in report]


@pytest.mark.parametrize("forge", ["github", "gitlab", "forgejo"])
def test_what_they_install_is_there(forge: str) -> None:
    text = "\n".join(script for _name, script in scripts(forge))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)$", text, re.MULTILINE)) <= targets | {"python"}
    assert "make setup" in text


# ── What people fill in ──


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.parent.name)
def test_each_forge_has_the_same_template_with_boxes_to_tick(template: Path) -> None:
    text = template.read_text("utf-8")
    assert text == TEMPLATES[0].read_text("utf-8")
    assert text.count("- [ ] ") == 5


@pytest.mark.parametrize(
    "path", sorted(FORGES.rglob("CODEOWNERS")), ids=lambda path: path.parent.name.strip(".")
)
def test_the_owners_are_those_of_files_that_are_there(path: Path) -> None:
    lines = [line.split() for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert len(lines) >= 6
    folder = path.parent.parent
    for pattern, *owners in lines:
        assert all(re.fullmatch(r"@(ten-to-chuc/)?to-(bien-tap|ky-thuat)", owner) for owner in owners)
        name = re.sub(r"\\|\.?\*$", "", pattern).strip("/")
        places = [*ROOT.glob(f"{name}*"), *folder.glob(f"{name}*")]
        assert places, pattern


def test_the_way_to_copy_them_puts_each_file_in_its_place(tmp_path: Path) -> None:
    readme = (FORGES / "README.md").read_text("utf-8")
    commands = re.findall(r"^\$ (cp -R \S+ \.)", readme, re.MULTILINE)
    assert len(commands) == 3
    shutil.copytree(FORGES, tmp_path / "docs" / "forge")
    for command in commands:
        subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True)
    for name in (
        ".github/workflows/kiem-tra.yml",
        ".github/CODEOWNERS",
        ".gitlab-ci.yml",
        ".gitlab/merge_request_templates/Default.md",
        ".forgejo/workflows/kiem-tra.yml",
        ".forgejo/pull_request_template.md",
    ):
        assert (tmp_path / name).is_file(), name
