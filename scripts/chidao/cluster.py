"""Convert on a Dask cluster: for archives that outgrow one machine.

    pip install 'dask[distributed]'            here and on each machine of the cluster
    dask scheduler                        on one of them
    dask worker tcp://that-one:8786       on each of them
    chidao convert --engine dask --scheduler tcp://that-one:8786

The originals travel to the workers and the pages back, so that the machines need not share a disk; each
worker reads them in a child process with the same limits.  A worker that is lost costs the documents it had
in hand, which another does again.
"""

from __future__ import annotations

import importlib
import tempfile
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from .conversion import Conversion, convert_here
from .engine import Pending
from .errors import ChidaoError, EndedItsReader, UnreadableOriginal
from .readers import sandbox
from .readers.kept import Kept
from .readers.sandbox import Job

TRIES = 3
"""Workers that a document may lose before it is given up."""


class NoCluster(ChidaoError):
    """There is no cluster to work on."""


class Cluster:
    """The workers of a Dask cluster, as an engine."""

    def __init__(self, scheduler: str) -> None:
        try:
            distributed = importlib.import_module("dask.distributed")
        except ImportError:
            raise NoCluster(
                "--engine dask needs the package dask.distributed; run pip install 'dask[distributed]'"
            ) from None
        try:
            self._client = distributed.Client(scheduler, timeout=10, set_as_default=False)
        except (OSError, ValueError) as error:
            raise NoCluster(
                f"{scheduler}: no Dask scheduler answers there ({_short(error)}); "
                "start one with dask scheduler and give the address that it prints"
            ) from None

    def submit(self, job: Job) -> Pending:
        """Send the originals of a job of `conversion` to a worker."""
        pairs, _kept = job.arguments  # what one machine keeps is of no use to another
        try:
            sent = tuple((path, name, path.read_bytes()) for path, name in pairs)
        except OSError as error:
            trouble = (error.strerror or "cannot be opened").lower()
            return _Failed(UnreadableOriginal(job.path, trouble, "check its name and who may read it"))
        future = self._client.submit(
            convert_sent, sent, replace(job, arguments=()), pure=False, retries=TRIES - 1
        )
        return _Sent(job, future)

    def close(self) -> None:
        self._client.close()


class _Sent:
    def __init__(self, job: Job, future: Any) -> None:
        self._job, self._future = job, future
        self._done: Future[Any] = Future()

    def result(self) -> Any:
        if not self._done.done():
            try:
                self._done.set_result(self._future.result())
            except ChidaoError as error:
                self._done.set_exception(error)
            except Exception as error:  # KilledWorker, CancelledError, what a lost connection raises
                ended = EndedItsReader(self._job.path, f"on the cluster: {_short(error)}")
                self._done.set_exception(ended)
            self._future.release()  # the cluster forgets it, but each original of a batch will ask
        return self._done.result()


class _Failed:
    def __init__(self, error: ChidaoError) -> None:
        self._error = error

    def result(self) -> Any:
        raise self._error


def convert_sent(sent: tuple[tuple[Path, str, bytes], ...], job: Job) -> list[Conversion | ChidaoError]:
    """What a worker of the cluster does: write the originals into a folder of its own and convert them."""
    with tempfile.TemporaryDirectory(prefix="chidao-") as folder:
        pairs = []
        for number, (path, name, data) in enumerate(sent):
            here = Path(folder, f"{number}{path.suffix}")
            here.write_bytes(data)
            pairs.append((here, name))
        here_names = {str(here): str(path) for (here, _), (path, _, _) in zip(pairs, sent, strict=True)}
        try:
            if job.limits is None:
                results = convert_here(pairs, Kept())
            else:
                results = sandbox.run(replace(job, arguments=(tuple(pairs), Kept())))
        except ChidaoError as error:
            raise _as_sent(error, here_names) from None
        return [
            _as_sent(result, here_names) if isinstance(result, ChidaoError) else result for result in results
        ]


def _as_sent(error: ChidaoError, names: dict[str, str]) -> ChidaoError:
    """The sentence about the file that was sent, not about its copy."""
    text = str(error)
    for here, there in names.items():
        text = text.replace(here, there)
    error.args = (text,)
    return error


def _short(error: Exception) -> str:
    return (str(error).split("\n")[0] or type(error).__name__)[:200]


__all__ = ["Cluster", "NoCluster", "convert_sent"]
