"""Work that goes on beside, in a process of its own."""

from __future__ import annotations

import os
import signal

import pytest

from chidao.publish import forking
from chidao.publish.forking import MANY, begun


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
