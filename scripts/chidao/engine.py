"""Where the work on many originals is done: here, in processes of this machine, or on a Dask cluster.

The functions are the same everywhere, and whoever submits jobs asks for their results in the order of the
originals: neither outcome nor memory depends on where the work was done.
"""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol

from .readers import sandbox
from .readers.sandbox import Job, Worker


class Pending(Protocol):
    """What will be a result."""

    def result(self) -> Any:
        """Wait for it; raises as `sandbox.run` does."""


class Engine(Protocol):
    """Does jobs."""

    def submit(self, job: Job) -> Pending:
        """Have *job* done."""

    def close(self) -> None:
        """End whatever is being done."""


class Here:
    """One job after the other, each when its result is asked for; those with limits in a child process."""

    def submit(self, job: Job) -> Pending:
        return _Later(job)

    def close(self) -> None:
        pass


class _Later:
    def __init__(self, job: Job) -> None:
        self._job = job
        self._done: Future[Any] | None = None

    def result(self) -> Any:
        if self._done is None:
            self._done = Future()
            try:
                work = sandbox.call if self._job.limits is None else sandbox.run
                self._done.set_result(work(self._job))
            except Exception as error:  # for each that asks
                self._done.set_exception(error)
        return self._done.result()


class Processes:
    """Several processes of this machine."""

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count, "engine")  # each waits for its process
        self._own = threading.local()
        self._workers: list[Worker] = []

    def submit(self, job: Job) -> Pending:
        return self._threads.submit(self._run, job)

    def _run(self, job: Job) -> Any:
        worker = getattr(self._own, "worker", None)
        if worker is None:
            worker = self._own.worker = Worker()
            self._workers.append(worker)
        return worker.run(job)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.stop()  # what is being done ends with it
        self._threads.shutdown()
        for worker in self._workers:
            worker.close()


__all__ = ["Engine", "Here", "Pending", "Processes"]
