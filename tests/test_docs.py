"""What README and CONTRIBUTING tell people to type exists."""

from __future__ import annotations

import re

import click
import pytest

from chidao import checking
from chidao.cli import cli
from helpers import ROOT, put

DOCUMENTS = ["README.md", "README.vi.md", "CONTRIBUTING.md", "content/huong-dan.md", "CHANGELOG.md"]
_CODE = re.compile(r"```[^\n]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)


def code(name: str) -> list[str]:
    """The lines of code of a document, in blocks and in the text."""
    path = ROOT / name
    if not path.exists():
        pytest.skip(f"{name} is not written yet")
    pieces = [block or inline for block, inline in _CODE.findall(path.read_text("utf-8"))]
    return [line.strip().removeprefix("$ ") for piece in pieces for line in piece.splitlines()]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_chidao_command_exists_with_its_options(name):
    for line in code(name):
        words = line.split("#")[0].split()
        if words[:1] == [".venv/bin/chidao"] or words[:1] == ["chidao"]:
            if len(words) == 1 or words[1].startswith("-"):
                continue
            command = cli.commands.get(words[1])
            assert isinstance(command, click.Command), line
            known = [option for each in command.params for option in each.opts] + ["--help"]
            assert [w for w in words[2:] if w.startswith("--") and w not in known] == [], line


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_target_exists(name):
    for line in code(name):
        words = line.split("#")[0].split()
        if words[:1] == ["make"] and len(words) > 1 and re.fullmatch(r"[a-z]+", words[1]):
            assert words[1] in targets(), line


LISTS = ("thuc-hien.md", "dong-thoi-gian.md", "can-ra-soat.md", "kiem-tra.md")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_that_is_linked_is_there(name):
    path = ROOT / name
    if not path.exists():
        pytest.skip(f"{name} is not written yet")
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8")):
        # Lists are made at the build; `test_site` follows the links to them.
        made = target.startswith("duyet/") or target in LISTS
        if not re.match(r"[a-z]+:", target) and not made:
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("key", ["relations", "tasks"])
def test_the_example_of_what_editors_state_is_what_a_page_may_state(project, key):
    (example,) = re.findall(rf"```yaml\n({key}:.*?)```", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.S)
    header = f"type: Kết luận\nnumber:\nissuer:\nlevel:\ndate:\nsubject:\n{example}"
    put(project, "content/van-ban/a.md", f"---\n{header}---\n\n# KẾT LUẬN\n\n1. Một.\n")
    # The example names documents and clauses that an empty project does not hold.
    assert {problem.code for problem in checking.check(project).problems} == {key}
