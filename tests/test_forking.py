"""Work that goes on beside, in a process of its own."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from chidao.publish import forking
from chidao.publish.forking import MANY, asking, begun


@pytest.fixture(autouse=True)
def two_cores_and_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking, "can_fork", lambda documents: documents >= MANY)


def test_what_was_begun_beside_is_told_when_it_is_asked_for():
    here = os.getpid()
    wait = begun(lambda: (os.getpid(), ["một", "hai"]), MANY)
    where, told = wait()
    assert told == ["một", "hai"]
    assert where != here


def test_little_work_is_done_when_it_is_asked_for():
    done = []
    wait = begun(lambda: done.append(os.getpid()), MANY - 1)
    assert done == []
    wait()
    assert done == [os.getpid()]


def test_what_a_killed_process_did_is_done_anew():
    here = os.getpid()

    def work() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "xong"

    assert begun(work, MANY)() == "xong"


def test_trouble_beside_is_raised_here():
    def work() -> None:
        raise ValueError("không đọc được")

    wait = begun(work, MANY)
    with pytest.raises(ValueError, match=r"^không đọc được$"):
        wait()


def test_a_process_that_began_early_asks_for_what_is_known_later():
    wait, tell = asking(lambda ask: [ask(), ask(), os.getpid()], MANY, instead=list)
    tell("một")
    tell(["hai"])
    *answers, where = wait()
    assert answers == ["một", ["hai"]]
    assert where != os.getpid()


def test_what_it_was_to_do_is_done_here_if_it_gives_up():
    def work(ask: Callable[[], str]) -> str:
        raise SystemExit(ask())

    wait, tell = asking(work, MANY, instead=lambda: "ở đây")
    tell(1)
    assert wait() == "ở đây"
    tell("không ai nghe nữa")


def test_a_process_ends_with_the_one_that_made_it():
    """The outer process is killed; the inner one holds the other end of a pipe until it ends, too."""
    here, there = os.pipe()
    code = f"""
from chidao.publish.forking import started
import os, time
started(lambda: time.sleep(60))
os.close({there})
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", code], pass_fds=[there], check=False, timeout=20)
    os.close(there)
    ready, _, _ = select.select([here], [], [], 20)
    os.close(here)
    assert ready
