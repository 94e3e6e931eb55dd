"""A second process, where one can be forked and there is a core for it."""

from __future__ import annotations

import multiprocessing
import os
import threading

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
