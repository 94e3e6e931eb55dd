"""Read foreign files in a child process with limits: time, memory, no network, no core files.

    this process ──job──▶ worker ──fork──▶ child: limits, no network
                 ◀──────────── answer ────────┘

The libraries that read Word, PDF and Excel files are large, partly written in C, and given files from
anywhere.  pdfium aborts its process on a compressed bomb, others run for minutes (both measured), and
what a Python `except` cannot catch must not end a run over 10,000 files.

A child reads many files, for the first one costs most (measured: 70 ms, the next ones 35).  It is gone
after one that it could not read, and the verdict on a file is always that of a child that met no other.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import gc
import importlib
import math
import os
import pickle
import re
import resource
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from ..errors import ChidaoError, EndedItsReader, NeededTooMuch, TookTooLong
from . import parcel


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take."""

    seconds: int = 120
    """On the clock.  A reader that has much to do asks for `more_time` page by page."""
    megabytes: int = 2048
    """Of address space, which is more than the memory in use."""


LONGEST = 3600
"""Seconds, however much time a reader asks for."""
_WRITTEN = 1 << 30
"""Bytes that a child may write into one file."""
_ANSWER = 1 << 28
"""Bytes that an answer may have."""


@dataclass(frozen=True, slots=True)
class Job:
    """A function called in a worker."""

    function: str
    """"chidao.readers:read_here"."""
    arguments: tuple[Any, ...]
    path: Path
    """The file, for messages."""
    limits: Limits | None
    """None: no child, in the worker itself; for what needs none."""
    modules: tuple[str, ...] = ()
    """Loaded once, before children are forked."""


def run(job: Job) -> Any:
    """Do *job* in this thread's worker.

    Raises what the function raises, as far as it is a ChidaoError; any other end is one as well:
    TookTooLong, NeededTooMuch or EndedItsReader.
    """
    worker = getattr(_own, "worker", None)
    if worker is None or worker.owner != os.getpid():  # a forked process does not share its parent's
        worker = _own.worker = Worker()
    return worker.run(job)


def call(job: Job) -> Any:
    """Do *job* in this process, without limits."""
    module, _, name = job.function.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function(*job.arguments)


def more_time(seconds: float) -> None:
    """Say that the work goes on and will need *seconds* more; without effect outside of a child."""
    if _answers is not None:
        _send(_answers, b"T", struct.pack(">d", seconds))
        _allow_cpu(seconds, more=True)


def inside() -> bool:
    """Whether this is such a child."""
    return _answers is not None


_own = threading.local()
_answers: int | None = None
"""Where a child writes its answer."""


class Worker:
    """A process that does one job after the other."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._process: subprocess.Popen[bytes] | None = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None:
            return self._process
        root = str(Path(__file__).parents[2])
        paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        self._process = process = subprocess.Popen(
            [sys.executable, "-c", f"from {__name__} import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            # Ctrl-C is for the program, which then closes its workers.
            start_new_session=True,
        )
        atexit.register(self.close)
        return process

    def run(self, job: Job) -> Any:
        """Do *job*; see `run` of this module."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _write(process.stdin, pickle.dumps((os.getcwd(), job)))
            kind, data = _read(process.stdout)
        except (OSError, EOFError, ValueError):  # ValueError: it was stopped
            self.close()
            raise EndedItsReader(job.path, "its worker was killed") from None
        if kind == b"R":
            try:
                value = parcel.unpack(data)
            except parcel.Refused as error:
                raise EndedItsReader(job.path, str(error)) from None
            if isinstance(value, ChidaoError):
                raise value
            return value
        told = data.decode()
        if kind == b"T":
            raise TookTooLong(job.path, float(told))
        if kind == b"M":
            raise NeededTooMuch(job.path, job.limits.megabytes if job.limits else 0)
        raise EndedItsReader(job.path, told)

    def stop(self) -> None:
        """End what the worker is doing, whichever thread waits for it, and have it end."""
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def close(self) -> None:
        """End the worker, and what it is doing."""
        atexit.unregister(self.close)
        process, self._process = self._process, None
        if process is None or self.owner != os.getpid():
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        # It ends by itself when nobody can send it anything; that also ends its child.
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


# --- in the worker -------------------------------------------------------------------------------


def serve() -> None:
    """What a worker does: read jobs from its standard input until there are no more."""
    jobs, answers = os.fdopen(os.dup(0), "rb", 0), os.fdopen(os.dup(1), "wb", 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    _leave_network()
    child: _Child | None = None
    while True:
        try:
            folder, job = pickle.loads(_read_raw(jobs))
        except EOFError:
            break
        for name in job.modules:
            with contextlib.suppress(Exception):  # the child will say what is missing
                importlib.import_module(name)
        if job.limits is None:
            with contextlib.suppress(OSError):
                os.chdir(folder)
            kind, data = _answer(job)
        else:
            kind, data, child = _by_child(child, folder, job, job.limits, jobs)
        _write(answers, kind + data)
    if child is not None:
        child.end()


def _by_child(
    child: _Child | None, folder: str, job: Job, limits: Limits, jobs: BinaryIO
) -> tuple[bytes, bytes, _Child | None]:
    """Have a child do *job*: kind and data of its answer, and the child if it can do another."""
    if child is not None and not child.can_do_more(limits):
        child.end()
        child = None
    for tried in (child, None) if child is not None else (None,):
        child = tried or _Child(limits.megabytes)
        kind, data = child.do(folder, job, limits, jobs)
        if kind == b"R":
            return kind, data, child
        child.end()
        if kind == b"T":  # others leave memory behind, not work
            break
    return kind, data, None


def _answer(job: Job) -> tuple[bytes, bytes]:
    try:
        return b"R", parcel.pack(call(job))
    except ChidaoError as error:
        return b"R", parcel.pack(error)
    except MemoryError:
        return b"M", b""
    except BaseException as error:  # a panic of a library in Rust is no Exception
        return b"C", _told(error).encode()


def _told(error: BaseException) -> str:
    """An exception that nobody expected, with the line that a developer looks for."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "chidao" in f.filename] or frames
    last = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    text = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}{': ' if text else ''}{text}, {last}"


MANY = 100
"""Jobs of a child before the next one is forked: libraries keep memory."""


class _Child:
    """A process that does jobs under limits, as its worker sees it."""

    def __init__(self, megabytes: int) -> None:
        self._megabytes, self._done = megabytes, 0
        gc.freeze()  # so that the child need not copy what it only looks at
        theirs, self._jobs = os.pipe()
        self._answers, mine = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._jobs)
            os.close(self._answers)
            _serve_child(theirs, mine, megabytes)
        os.close(theirs)
        os.close(mine)
        self._ended = os.pidfd_open(self.pid)

    def can_do_more(self, limits: Limits) -> bool:
        return self._done < MANY and self._megabytes == limits.megabytes

    def do(self, folder: str, job: Job, limits: Limits, jobs: BinaryIO) -> tuple[bytes, bytes]:
        """Kind and data of the answer; unless it is b"R", the child is of no more use."""
        self._done += 1
        scratch = tempfile.mkdtemp(prefix="chidao-")
        try:
            with contextlib.suppress(BrokenPipeError):
                message = pickle.dumps((folder, scratch, job))
                _send(self._jobs, b"J", message)
            kind, data = self._watch(limits, jobs)
            if kind == b"C" and _WANT_OF_MEMORY.search(_last_words(scratch)):
                return b"M", b""
            return kind, data
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _watch(self, limits: Limits, jobs: BinaryIO) -> tuple[bytes, bytes]:
        """Wait for an answer, as long as it may take."""
        granted = float(limits.seconds)
        start = time.monotonic()
        poll = select.poll()
        poll.register(self._answers, select.POLLIN)
        poll.register(self._ended, select.POLLIN)
        poll.register(jobs.fileno(), 0)
        received = bytearray()
        while len(received) < _ANSWER:
            left = start + granted - time.monotonic()
            events = dict(poll.poll(max(0.0, left) * 1000))
            if jobs.fileno() in events:  # nobody waits for an answer any more
                self.end()
                os._exit(1)
            if not events:
                return b"T", str(granted).encode()
            if self._answers in events and (piece := os.read(self._answers, 1 << 20)):
                received += piece
                while asked := _time_asked(received):
                    granted = min(granted + asked, LONGEST)
                if answer := _whole(received):
                    return answer
            elif self._ended in events:
                return _how(*self.end(), limits, granted)
        return b"M", b""

    def end(self) -> tuple[int, int]:
        """End the child and all that it started; its status, and the most memory that it had, in MB."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        for descriptor in (self._jobs, self._answers, self._ended):
            with contextlib.suppress(OSError):
                os.close(descriptor)
        try:
            _pid, status, used = os.wait4(self.pid, 0)
        except ChildProcessError:  # ended before
            return 0, 0
        return status, used.ru_maxrss >> 10


def _serve_child(jobs: int, answers: int, megabytes: int) -> NoReturn:
    """What a child does."""
    global _answers
    try:
        os.setsid()  # what it starts (soffice, tesseract) is ended with it
        _die_with_parent()
        _answers = answers
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_FSIZE, _WRITTEN)
        _limit(resource.RLIMIT_AS, megabytes << 20)
        with os.fdopen(jobs, "rb", 0) as pipe:
            while True:
                _kind, length = _HEAD.unpack(_exactly(pipe, _HEAD.size))
                folder, scratch, job = pickle.loads(_exactly(pipe, length))
                with contextlib.suppress(OSError):
                    os.chdir(folder)
                last_words = os.open(Path(scratch, _LAST_WORDS), os.O_CREAT | os.O_WRONLY, 0o600)
                os.dup2(last_words, 2)
                os.close(last_words)
                os.environ["TMPDIR"] = tempfile.tempdir = scratch
                _allow_cpu(job.limits.seconds)
                _send(answers, *_answer(job))
    except EOFError:
        os._exit(0)
    except MemoryError:
        os._exit(_NO_MEMORY)
    finally:
        os._exit(1)


_NO_MEMORY = 86
_LAST_WORDS = "stderr"
# What libraries in C++ and Rust say before they abort for want of memory.
_WANT_OF_MEMORY = re.compile(
    rb"memory allocation of \d+ bytes failed|bad_alloc|[Oo]ut of memory|Cannot allocate"
)


def _last_words(scratch: str) -> bytes:
    """The end of what a child wrote to its standard error."""
    try:
        with Path(scratch, _LAST_WORDS).open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - (1 << 16)))
            return file.read()
    except OSError:
        return b""


def _whole(received: bytearray) -> tuple[bytes, bytes] | None:
    """The answer in *received*, once all of it is there."""
    if len(received) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack_from(received)
    if len(received) > _HEAD.size + length:
        return b"C", b"more than one answer"
    return (kind, bytes(received[_HEAD.size :])) if len(received) == _HEAD.size + length else None


def _time_asked(received: bytearray) -> float:
    """Take a request for more time from the front of *received*; 0 if there is none."""
    if received[:1] != b"T" or len(received) < _HEAD.size + 8:
        return 0.0
    (seconds,) = struct.unpack_from(">d", received, _HEAD.size)
    del received[: _HEAD.size + 8]
    return float(min(max(seconds, 0.001), LONGEST))


def _how(status: int, megabytes: int, limits: Limits, granted: float) -> tuple[bytes, bytes]:
    """Why a child ended without an answer."""
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if number == signal.SIGXCPU:
        return b"T", str(granted).encode()
    # The kernel kills for want of memory; a library in C that gets none often aborts.
    full = megabytes * 2 > limits.megabytes
    if number == signal.SIGKILL or full or os.waitstatus_to_exitcode(status) == _NO_MEMORY:
        return b"M", b""
    return b"C", (signal.Signals(number).name if number else "no answer").encode()


def _limit(kind: int, value: int) -> None:
    with contextlib.suppress(OSError, ValueError):  # a lower limit holds already
        resource.setrlimit(kind, (value, value))


def _allow_cpu(seconds: float, more: bool = False) -> None:
    """Let this process compute for *seconds* from now on, or so many *more* than it may already."""
    with contextlib.suppress(OSError, ValueError):
        soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        used = resource.getrusage(resource.RUSAGE_SELF)
        start = soft if more else used.ru_utime + used.ru_stime
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(start + seconds), hard))


_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of sched.h
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def _leave_network() -> None:
    """Give this process and its children a network of their own, with nothing on it, where the system
    allows that without being root; elsewhere readers are trusted to fetch nothing, as tests prove."""
    user, group = os.geteuid(), os.getegid()
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_NEW_USER | _NEW_NET):
            return
        # We stay who we are: programs look for their settings by the name of the user.
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def _die_with_parent() -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


# --- between the two -----------------------------------------------------------------------------

_HEAD = struct.Struct(">cQ")


def _send(descriptor: int, kind: bytes, data: bytes) -> None:
    rest = memoryview(_HEAD.pack(kind, len(data)) + data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _write(pipe: Any, data: bytes) -> None:
    rest = memoryview(struct.pack(">Q", len(data)) + data)
    while rest:
        rest = rest[pipe.write(rest) :]
    pipe.flush()


def _read(pipe: Any) -> tuple[bytes, bytes]:
    data = _read_raw(pipe)
    return data[:1], data[1:]


def _read_raw(pipe: Any) -> bytes:
    (length,) = struct.unpack(">Q", _exactly(pipe, 8))
    return _exactly(pipe, length)


def _exactly(pipe: Any, count: int) -> bytes:
    pieces: list[bytes] = []
    while count:
        piece = pipe.read(min(count, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


__all__ = ["Job", "Limits", "Worker", "call", "inside", "more_time", "run"]
