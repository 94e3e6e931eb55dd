"""Read foreign files in a child process with limits: time, memory, no network, no core files.

    this process ──job──▶ worker ──fork──▶ child: limits, no network
                 ◀──────────── answer ────────┘

The libraries that read Word, PDF and Excel files are large, partly written in C, and given files from
anywhere.  pdfium aborts its process on a compressed bomb, others run for minutes (both measured), and
what a Python `except` cannot catch must not end a run over 10,000 files.

A child reads many files, for the first one costs most (measured: 70 ms, the next ones 35).  It is gone
after one that it could not read, and the verdict on a file is always that of a child that met no other.

    job        what is to be done, and what it may take
    program    the side of this process: starts workers, gives them jobs, raises what went wrong
    worker     the worker: forks children and gives them its jobs
    watched    a child as its worker sees it: waits for it, ends it, says why it ended
    child      the child: does jobs under limits
    limits     what the system is asked to enforce
    messages   what goes through the pipes
"""

from __future__ import annotations

from .child import inside, more_time
from .job import Job, Limits, call
from .program import Worker, run

__all__ = ["Job", "Limits", "Worker", "call", "inside", "more_time", "run"]
