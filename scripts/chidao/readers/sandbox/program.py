"""The side of the program: it starts workers, gives them jobs and raises what went wrong."""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from ...errors import ChidaoError, EndedItsReader, NeededTooMuch, TookTooLong
from .. import parcel
from .job import Job
from .messages import read, write


def run(job: Job) -> Any:
    """Do *job* in this thread's worker.

    Raises what the function raises, as far as it is a ChidaoError; any other end is one as well:
    TookTooLong, NeededTooMuch or EndedItsReader.
    """
    worker = getattr(_own, "worker", None)
    if worker is None or worker.owner != os.getpid():  # a forked process does not share its parent's
        worker = _own.worker = Worker()
    return worker.run(job)


_own = threading.local()


class Worker:
    """A process that does one job after the other."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def run(self, job: Job) -> Any:
        """Do *job*; see `run` of this module."""
        process = self._started(job)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            write(process.stdin, pickle.dumps((os.getcwd(), job)))
            answer = read(process.stdout)
        except (OSError, EOFError, ValueError):  # ValueError: it was stopped
            self.close()
            raise EndedItsReader(job.path, "its worker was killed") from None
        except BaseException:  # Ctrl-C: the answer that is still to come must not be that of the next job
            self.close()
            raise
        return _value(job, answer[:1], answer[1:])

    def _started(self, job: Job) -> subprocess.Popen[bytes]:
        if self._stopped:
            raise EndedItsReader(job.path, "its worker was stopped")
        if self._process is not None:
            return self._process
        root = str(Path(__file__).parents[3])
        paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        self._process = process = subprocess.Popen(
            [sys.executable, "-c", f"from {__package__}.worker import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            # Ctrl-C is for the program, which then closes its workers.
            start_new_session=True,
        )
        atexit.register(self.close)
        return process

    def stop(self) -> None:
        """End what the worker is doing, whichever thread waits for it, and have it end."""
        self._stopped = True
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


def _value(job: Job, kind: bytes, data: bytes) -> Any:
    """What an answer says, raised if it is an error."""
    if kind == b"R":
        try:
            value = parcel.unpack(data)
        except parcel.Refused as error:
            raise EndedItsReader(job.path, str(error)) from None
        if isinstance(value, ChidaoError):
            raise value
        return value
    told = data.decode("utf-8", "replace")
    if kind == b"T":
        raise TookTooLong(job.path, float(told))
    if kind == b"M":
        raise NeededTooMuch(job.path, job.limits.megabytes if job.limits else 0)
    raise EndedItsReader(job.path, told)
