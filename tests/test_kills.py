"""A command that is killed leaves each file as it was or as it will be; `benchmarks/kills.py` does it often."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from helpers import LONG, ROOT

sys.path.append(str(ROOT / "benchmarks"))

from kills import kill, make_project


@pytest.mark.parametrize("command", ["convert", "update", "build"])
def test_what_is_killed_leaves_no_half_file_and_the_next_run_succeeds(tmp_path: Path, command: str):
    times = 5 if LONG else 2
    counts = kill(make_project(tmp_path / "kho"), command, times, random.Random(f"2 {command}"))
    assert counts.total() == times
