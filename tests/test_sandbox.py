"""A file that is read in a child process takes what it may take, and ends in a value or one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chidao.document import Mark, Paragraph, Role
from chidao.errors import BadPage, EndedItsReader, NeededTooMuch, TookTooLong, UnreadableOriginal
from chidao.readers import parcel, sandbox
from chidao.readers.reading import Reading
from chidao.readers.sandbox import Job, Limits, program
from helpers import ROOT

FILE = Path("originals/a.pdf")
LIMITS = Limits(seconds=1, megabytes=400)


def run(function: str, *arguments: object, limits: Limits | None = LIMITS) -> object:
    return sandbox.run(Job(function, arguments, FILE, limits))


def test_a_job_gives_its_value():
    assert run("math:gcd", 12, 18) == 6
    assert run("math:gcd", 12, 18, limits=None) == 6


def test_a_job_that_never_ends_is_one_sentence():
    start = time.monotonic()
    with pytest.raises(TookTooLong) as error:
        run("time:sleep", 100)
    assert time.monotonic() - start < 5
    assert str(error.value) == (
        "originals/a.pdf: took longer than 1 seconds to read; "
        "open it in its own program, save it anew or in parts, and convert again"
    )


def test_a_job_that_needs_too_much_memory_is_one_sentence():
    with pytest.raises(NeededTooMuch) as error:
        run("builtins:bytearray", 1 << 32)
    assert str(error.value) == (
        "originals/a.pdf: needs more than 400 MB of memory to read; "
        "open it in its own program, save it anew or in parts, and convert again"
    )


@pytest.mark.parametrize(
    ("function", "arguments", "how"),
    [("os:abort", (), "SIGABRT"), ("os:_exit", (3,), "no answer"), ("builtins:int", ("x",), "ValueError: ")],
)
def test_a_job_that_crashes_is_one_sentence_and_the_next_is_done(function, arguments, how):
    with pytest.raises(EndedItsReader) as error:
        run(function, *arguments)
    assert str(error.value).startswith(f"originals/a.pdf: ended the program that read it ({how}")
    assert str(error.value).endswith(
        "); it may be damaged: open it in its own program, save it anew and convert again"
    )
    assert run("math:gcd", 12, 18) == 6


def test_a_job_whose_worker_is_killed_is_one_sentence_and_the_next_is_done():
    worker = run("os:getppid")
    os.kill(worker, 9)
    with pytest.raises(EndedItsReader):
        run("math:gcd", 12, 18)
    assert run("math:gcd", 12, 18) == 6


def test_a_child_does_many_jobs_and_is_gone_after_one_that_went_wrong():
    child = run("os:getpid")
    assert run("os:getpid") == child
    assert child not in (os.getpid(), run("os:getppid"))
    with pytest.raises(EndedItsReader):
        run("builtins:int", "x")
    assert run("os:getpid") != child
    assert not Path(f"/proc/{child}").exists()


def test_the_verdict_on_a_file_is_that_of_a_child_that_met_no_other():
    # The first job leaves so much in the child that the second has no room; in a new child it has.
    assert run("builtins:exec", "import builtins; builtins.kept = bytearray(250 << 20)") is None
    assert run("builtins:exec", "bytearray(200 << 20)") is None


def test_another_limit_of_memory_is_another_child():
    child = run("os:getpid")
    assert run("os:getpid", limits=Limits(1, 500)) != child


def test_what_a_job_leaves_lying_about_is_gone_and_what_it_leaves_running_goes_with_its_child():
    folder = run("tempfile:mkdtemp")
    assert not Path(folder).exists()
    sleeper = run("os:spawnlp", os.P_NOWAIT, "sleep", "sleep", "1000")
    with pytest.raises(EndedItsReader):
        run("builtins:int", "x")
    time.sleep(0.2)
    state = Path(f"/proc/{sleeper}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_a_job_has_no_network():
    probe = (
        "import socket\n"
        "try: socket.create_connection(('192.0.2.1', 80), 1)\n"
        "except TimeoutError: print('tried')\n"
        "except OSError as error: print(error.errno)\n"
    )
    script = (
        "import subprocess, sys\nfrom chidao.readers.sandbox.limits import leave_network\nleave_network()\n"
        f"print(subprocess.run([sys.executable, '-c', {probe!r}], capture_output=True, text=True).stdout)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    found = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()
    if found == "tried":
        pytest.skip("this system gives no network of its own to a process that is not root")
    assert found == "101"  # ENETUNREACH


def test_a_job_that_asks_for_more_time_is_given_it_and_keeps_what_it_had():
    work = (
        "import time\nfrom chidao.readers.sandbox import more_time\n"
        "end = time.process_time() + 1.8\nmore_time(0.2)\nmore_time(30)\nmore_time(0.1)\n"
        "while time.process_time() < end: pass"
    )
    assert run("builtins:exec", work) is None
    with pytest.raises(TookTooLong):
        run("builtins:exec", work.replace("(30)", "(0.1)"))


def test_outside_of_a_child_more_time_is_no_trouble():
    sandbox.more_time(10)
    assert not sandbox.inside()


def test_a_worker_ends_with_the_program_that_started_it():
    script = (
        "import os\nfrom pathlib import Path\nfrom chidao.readers import sandbox\n"
        "job = sandbox.Job('os:getppid', (), Path('a'), sandbox.Limits())\n"
        "print(sandbox.run(job), flush=True)\nos.kill(os.getpid(), 9)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=False)
    worker = Path(f"/proc/{int(done.stdout)}/stat")
    for _ in range(50):
        if not worker.exists() or worker.read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("the worker is still there")


def test_a_program_that_is_killed_leaves_nothing_behind(tmp_path):
    script = (
        "from pathlib import Path\nfrom chidao.readers import sandbox\n"
        "print('begun', flush=True)\n"
        "sandbox.run(sandbox.Job('time:sleep', (1000,), Path('a'), sandbox.Limits()))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "TMPDIR": str(tmp_path)}
    process = subprocess.Popen([sys.executable, "-c", script], env=environment, stderr=subprocess.PIPE)
    assert _soon(lambda: list(tmp_path.iterdir()))
    process.kill()
    assert _soon(lambda: not list(tmp_path.iterdir()))
    assert process.communicate(timeout=10)[1] == b""


def _soon(is_so: Callable[[], object]) -> bool:
    """Whether that comes to be within some seconds."""
    end = time.monotonic() + 20
    while not (found := is_so()) and time.monotonic() < end:
        time.sleep(0.05)
    return bool(found)


def test_after_an_interruption_a_job_is_not_given_the_answer_of_the_one_before(monkeypatch):
    def interrupted(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run("math:gcd", 12, 18)
    monkeypatch.undo()
    assert run("math:gcd", 10, 15) == 5


def test_a_worker_that_was_stopped_does_nothing_more():
    worker = sandbox.Worker()
    worker.stop()
    with pytest.raises(EndedItsReader, match="its worker was stopped"):
        worker.run(Job("math:gcd", (12, 18), FILE, LIMITS))


@pytest.mark.parametrize(
    ("message", "how"),
    [
        (b"T" + (3).to_bytes(8, "big") + b"abc", "no answer"),
        (b"X" + (0).to_bytes(8, "big"), "no answer"),
        (b"C" + (1).to_bytes(8, "big") + b"\xff", "\ufffd"),
        (b"R" + (1).to_bytes(8, "big") + b"\xff", "UnpicklingError: "),
        (b"M" + (0).to_bytes(8, "big") + b"more", "more than one answer"),
    ],
)
def test_a_child_that_was_taken_over_ends_no_run_by_what_it_says(message, how):
    forged = f"import os\nfrom chidao.readers.sandbox import child\nos.write(child._answers, {message!r})"
    with pytest.raises(EndedItsReader) as error:
        run("builtins:exec", f"{forged}\nimport time; time.sleep(0.2); os._exit(1)")
    assert f"ended the program that read it ({how}" in str(error.value)


def test_a_child_has_no_way_to_its_program():
    count = (
        "import glob, os\npipes = 0\n"
        "for name in glob.glob('/proc/self/fd/*'):\n"
        "    pipes += os.path.islink(name) and 'pipe:' in os.readlink(name)\n"
        "assert pipes == 2"
    )
    assert run("builtins:exec", count) is None


READING = Reading(
    (Paragraph("a b", (Mark(0, 1, "strong"),), 1, ("a", "b"), True, 3, ((2, 4),), Role.FOOTNOTE),),
    "text",
    ("doubt",),
)


@pytest.mark.parametrize(
    "value", [READING, (1, "ă", None), Path("a"), {"a": [1.5]}, UnreadableOriginal(FILE, "x", "y")]
)
def test_what_readers_return_travels(value):
    again = parcel.unpack(parcel.pack(value))
    assert type(again) is type(value)
    assert repr(again) == repr(value)


def test_an_error_travels_with_what_it_knows():
    again = parcel.unpack(parcel.pack(BadPage("a.md", 3, "x")))
    assert (str(again), again.line) == ("a.md:3: x", 3)


class _Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("true",)


@pytest.mark.parametrize("value", [_Evil(), os.system, subprocess.Popen, sandbox.run])
def test_what_no_reader_returns_is_not_unpacked(value):
    with pytest.raises(parcel.Refused):
        parcel.unpack(parcel.pack(value))


@pytest.mark.parametrize("data", [b"", b"\x80\x05", b"nonsense", parcel.pack(READING)[:-20]])
def test_torn_bytes_are_refused(data):
    with pytest.raises(parcel.Refused):
        parcel.unpack(data)
