"""The worker: it takes jobs from its standard input until there are no more, and has children do them."""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
from typing import BinaryIO

from . import child
from .job import Job, Limits
from .limits import leave_network
from .messages import read, write
from .watched import Abandoned, Watched


def serve() -> None:
    """What a worker does."""
    jobs, answers = os.fdopen(os.dup(0), "rb", 0), os.fdopen(os.dup(1), "wb", 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    leave_network()
    watched: Watched | None = None
    # Its program may be gone at any moment: then there is nobody to whom that would be worth a word.
    with contextlib.suppress(EOFError, BrokenPipeError, Abandoned):
        while True:
            folder, job = pickle.loads(read(jobs))
            for name in job.modules:
                with contextlib.suppress(Exception):  # the child will say what is missing
                    importlib.import_module(name)
            if job.limits is None:
                with contextlib.suppress(OSError):
                    os.chdir(folder)
                kind, data = child.answer(job)
            else:
                kind, data, watched = _by_child(watched, folder, job, job.limits, jobs, answers.fileno())
            write(answers, kind + data)
    if watched is not None:
        watched.end()


def _by_child(
    watched: Watched | None, folder: str, job: Job, limits: Limits, jobs: BinaryIO, answers: int
) -> tuple[bytes, bytes, Watched | None]:
    """Have a child do *job*: kind and data of its answer, and the child if it can do another."""
    if watched is not None and not watched.can_do_more(limits):
        watched.end()
        watched = None
    for tried in (watched, None) if watched is not None else (None,):
        watched = tried or Watched(limits.megabytes, (jobs.fileno(), answers))
        kind, data = watched.do(folder, job, limits, jobs)
        if kind == b"R":
            return kind, data, watched
        if kind == b"T":  # others leave memory behind, not work
            break
    return kind, data, None
