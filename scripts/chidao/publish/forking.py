"""A second process, where one can be forked and there is a core for it."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from ..cores import cores

Yield = TypeVar("Yield")

MANY = 50
"""Documents from which a second process is worth its start."""


def can_fork(documents: int) -> bool:
    """Whether another process may share the work: not beside other threads (`serve`), nor on one core."""
    return (
        documents >= MANY
        and threading.active_count() == 1
        and "fork" in multiprocessing.get_all_start_methods()
        and cores() > 1
    )


def aside(work: Callable[[], object], documents: int) -> Callable[[], None]:
    """Begin *work*, which writes files, in a process of its own where that can be; else do it now.

    Call what is returned before the files are used.  A process that was ended from outside, or met
    trouble, has its work done anew here, where trouble is raised.
    """
    if not can_fork(documents):
        work()
        return lambda: None
    process = started(work)

    def wait() -> None:
        process.join()
        if process.exitcode:
            work()

    return wait


def begun(
    work: Callable[[], Yield], documents: int, instead: Callable[[], Yield] | None = None
) -> Callable[[], Yield]:
    """Begin *work* in a process of its own where that can be; call what is returned for what it yields.

    Without such a process it is done then, or *instead* of it something else that yields the same; so it is
    if that process was ended, or met trouble.
    """
    instead = instead or work
    if not can_fork(documents):
        return instead
    # A pipe holds 64 KB: who fills one waits for who reads.
    spool = tempfile.TemporaryFile()  # noqa: SIM115 (closed when it was read)

    def tell() -> None:
        spool.write(pickle.dumps(work(), protocol=5))
        spool.flush()

    process = started(tell)

    def wait() -> Yield:
        process.join()
        with spool:
            return instead() if process.exitcode else pickle.loads(os.pread(spool.fileno(), 1 << 30, 0))

    return wait


def asking(
    work: Callable[[Callable[[], Any]], Yield], documents: int, instead: Callable[[], Yield]
) -> tuple[Callable[[], Yield], Callable[[object], None]]:
    """As `begun`, for *work* that begins before all is known that it needs: it asks by what it is given, and
    what is returned second tells it.
    """
    here, there = multiprocessing.Pipe(duplex=False)
    wait = begun(lambda: work(here.recv), documents, instead)
    here.close()

    def tell(what: object) -> None:
        with contextlib.suppress(OSError):  # nobody asks, or it was ended
            there.send(what)

    return wait, tell


def started(work: Callable[[], object]) -> BaseProcess:
    """A process that does *work*, and ends when this one does.

    Ctrl+C in a terminal reaches every process: it is left to this one.
    """

    def run() -> None:
        signal.signal(signal.SIGINT, lambda *_told: None)
        threading.Thread(target=_end_with_parent, daemon=True).start()
        work()

    process = multiprocessing.get_context("fork").Process(target=run, daemon=True)
    process.start()
    return process


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def shared(names: Sequence[str], work: Callable[[str], object]) -> Callable[[], object]:
    """Begin *work* for each of *names*, which writes a file, in a process of its own where that can be.

    Call what is returned to do the rest here, from the other end, until both meet: neither waits for the
    other.  Where they meet one name may be worked on twice.  What a process that was ended had done is
    done anew here.
    """
    if not can_fork(len(names)):
        return lambda: _work(names, work)
    fork = multiprocessing.get_context("fork")
    # No lock: a process that is ended while it holds one would stop the other for ever.
    first_left, behind_last = fork.RawValue("i", 0), fork.RawValue("i", len(names))

    def forwards() -> Iterator[str]:
        while (place := first_left.value) < behind_last.value:
            first_left.value = place + 1
            yield names[place]

    def backwards() -> Iterator[str]:
        while (place := behind_last.value - 1) >= first_left.value:
            behind_last.value = place
            yield names[place]

    process = started(lambda: _work(forwards(), work))

    def wait() -> None:
        here = _work(backwards(), work)
        process.join()
        if process.exitcode:
            _work([name for name in names if name not in here], work)

    return wait


def _work(names: Iterable[str], work: Callable[[str], object]) -> set[str]:
    done = set()
    for name in names:
        work(name)
        done.add(name)
    return done
