"""A second process, where one can be forked and there is a core for it."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable

MANY = 50
"""Documents from which a second process is worth its start."""


def can_fork(documents: int) -> bool:
    """Whether another process may share the work: not beside other threads (`serve`), nor on one core."""
    return (
        documents >= MANY
        and threading.active_count() == 1
        and "fork" in multiprocessing.get_all_start_methods()
        and len(os.sched_getaffinity(0)) > 1
    )


def aside(
    work: Callable[[], object], documents: int, again: Callable[[], object] | None = None
) -> Callable[[], None]:
    """Begin *work*, which writes files, in a process of its own where that can be; else do it now.

    Call what is returned before the files are used.  A process that was ended from outside, or met
    trouble, has its work done anew here (by *again*, if that needs more by then), where trouble is raised.
    """
    if not can_fork(documents):
        work()
        return lambda: None
    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()

    def wait() -> None:
        process.join()
        if process.exitcode:
            (again or work)()

    return wait
