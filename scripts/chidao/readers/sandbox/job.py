"""What is to be done for one file, and what it may take."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take."""

    seconds: int = 120
    """On the clock.  A reader that has much to do asks for `more_time` page by page."""
    megabytes: int = 2048
    """Of address space, which is more than the memory in use."""


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


def call(job: Job) -> Any:
    """Do *job* in this process, without limits."""
    module, _, name = job.function.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function(*job.arguments)
