"""A command that is killed leaves each file as it was or as it will be; `benchmarks/kills.py` does it often."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from helpers import ROOT

sys.path.append(str(ROOT / "benchmarks"))

from kills import kill, make_project


@pytest.mark.parametrize("command", ["convert", "update", "build"])
def test_what_is_killed_leaves_no_half_file_and_the_next_run_succeeds(tmp_path: Path, command: str):
    counts = kill(make_project(tmp_path / "kho"), command, 5, random.Random(f"2 {command}"))
    assert counts.total() == 5
