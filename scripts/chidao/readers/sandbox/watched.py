"""A child as its worker sees it: forked, given jobs, waited for as long as it may take, ended."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import re
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from .. import office_pipe
from . import child
from .job import Job, Limits
from .messages import answer_in, send, time_asked

MANY = 100
"""Jobs of a child before the next one is forked: libraries keep memory."""
LONGEST = 3600
"""Seconds, however much time a reader asks for."""
_ANSWER = 1 << 28
"""Bytes that an answer may have."""


class Abandoned(Exception):
    """Nobody waits for an answer any more."""


class Watched:
    """A process that does jobs under limits."""

    def __init__(self, megabytes: int, not_its_own: Sequence[int]) -> None:
        """Fork it; *not_its_own* are descriptors of the worker that it has no business with."""
        self._megabytes, self._done = megabytes, 0
        gc.freeze()  # so that the child need not copy what it only looks at
        theirs, self._jobs = os.pipe()
        self._answers, mine = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            for descriptor in (self._jobs, self._answers, *not_its_own):
                os.close(descriptor)
            child.serve(theirs, mine, megabytes)
        os.close(theirs)
        os.close(mine)
        self._ended = os.pidfd_open(self.pid)

    def can_do_more(self, limits: Limits) -> bool:
        """Whether it is fresh enough for another job, and has the right limits."""
        return self._done < MANY and self._megabytes == limits.megabytes

    def do(self, folder: str, job: Job, limits: Limits, jobs: BinaryIO) -> tuple[bytes, bytes]:
        """Kind and data of the answer; unless it is b"R", the child is of no more use.

        Raises Abandoned when the other end of *jobs* is closed: the child is ended then.
        """
        self._done += 1
        scratch = tempfile.mkdtemp(prefix="chidao-")
        try:
            with contextlib.suppress(BrokenPipeError):
                send(self._jobs, b"J", pickle.dumps((folder, scratch, job)))
            kind, data = self._watch(limits, jobs)
            if kind != b"R":
                self.end()  # before its folder goes, and what it started with it
            if kind == b"C" and _WANT_OF_MEMORY.search(_last_words(scratch)):
                return b"M", b""
            return kind, data
        finally:
            office_pipe.remove_all(Path(scratch))
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
            if jobs.fileno() in events:
                self.end()
                raise Abandoned
            if not events:
                return b"T", str(granted).encode()
            if self._answers in events and (piece := os.read(self._answers, 1 << 20)):
                received += piece
                while asked := time_asked(received, LONGEST):
                    granted = min(granted + asked, LONGEST)
                if found := answer_in(received):
                    return found
            elif self._ended in events:
                return _how(*self.end(), limits, granted)
        return b"M", b""

    def end(self) -> tuple[int, int]:
        """End the child and all that it started; its status, and the most memory that it had, in MB."""
        if self._ended < 0:
            return 0, 0
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)  # it may not have a group of its own yet
        for descriptor in (self._jobs, self._answers, self._ended):
            os.close(descriptor)
        self._ended = -1
        _pid, status, used = os.wait4(self.pid, 0)
        return status, used.ru_maxrss >> 10


# What libraries in C++ and Rust say before they abort for want of memory.
_WANT_OF_MEMORY = re.compile(
    rb"memory allocation of \d+ bytes failed|bad_alloc|[Oo]ut of memory|Cannot allocate"
)


def _last_words(scratch: str) -> bytes:
    """The end of what a child wrote to its standard error."""
    try:
        with Path(scratch, child.LAST_WORDS).open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - (1 << 16)))
            return file.read()
    except OSError:
        return b""


def _how(status: int, megabytes: int, limits: Limits, granted: float) -> tuple[bytes, bytes]:
    """Why a child ended without an answer."""
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if number == signal.SIGXCPU:
        return b"T", str(granted).encode()
    # The kernel kills for want of memory; a library in C that gets none often aborts.
    full = megabytes * 2 > limits.megabytes
    if number == signal.SIGKILL or full or os.waitstatus_to_exitcode(status) == child.NO_MEMORY:
        return b"M", b""
    return b"C", (signal.Signals(number).name if number else "no answer").encode()
