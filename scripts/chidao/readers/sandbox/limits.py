"""What the system is asked to enforce: sizes, time of the processor, no network, an end with the parent."""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import resource
import signal
from pathlib import Path

_WRITTEN = 1 << 30
"""Bytes that a child may write into one file."""
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of sched.h
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def limit_sizes(megabytes: int) -> None:
    """Give this process so much address space, files of 1 GB and no core files."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, _WRITTEN)
    _limit(resource.RLIMIT_AS, megabytes << 20)


def _limit(kind: int, value: int) -> None:
    with contextlib.suppress(OSError, ValueError):  # a lower limit holds already
        resource.setrlimit(kind, (value, value))


def allow_cpu(seconds: float, more: bool = False) -> None:
    """Let this process compute for *seconds* from now on, or so many *more* than it may already."""
    with contextlib.suppress(OSError, ValueError):
        soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        used = resource.getrusage(resource.RUSAGE_SELF)
        start = soft if more else used.ru_utime + used.ru_stime
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(start + seconds), hard))


def leave_network() -> None:
    """Give this process and its children a network of their own, with nothing on it, where the system
    allows that without being root; elsewhere readers are trusted to fetch nothing, as tests prove."""
    user, group = os.geteuid(), os.getegid()
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_NEW_USER | _NEW_NET):
            return
        # We stay who we are: programs look for their settings by the name of the user.
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def die_with_parent() -> None:
    """Have this process killed when the one that forked it ends."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
