"""The child: it does jobs under limits, one after the other, each with a folder of its own to write into."""

from __future__ import annotations

import contextlib
import os
import pickle
import tempfile
import traceback
from pathlib import Path
from typing import NoReturn

from ...errors import ChidaoError
from .. import parcel
from .job import Job, call
from .limits import allow_cpu, die_with_parent, limit_sizes
from .messages import HEAD, ask_time, exactly, send

NO_MEMORY = 86
"""The status of a child that had no memory left even to say so."""
LAST_WORDS = "stderr"
"""The file in its folder that takes what libraries say."""

_answers: int | None = None
"""Where this process writes its answer, if it is such a child."""


def inside() -> bool:
    """Whether this is such a child."""
    return _answers is not None


def more_time(seconds: float) -> None:
    """Say that the work goes on and will need *seconds* more; without effect outside of a child."""
    if _answers is not None:
        ask_time(_answers, seconds)
        allow_cpu(seconds, more=True)


def serve(jobs: int, answers: int, megabytes: int) -> NoReturn:
    """What a child does, from its fork to its end."""
    global _answers
    try:
        os.setsid()  # what it starts (soffice, tesseract) is ended with it
        die_with_parent()
        _answers = answers
        limit_sizes(megabytes)
        with os.fdopen(jobs, "rb", 0) as pipe:
            while True:
                _kind, length = HEAD.unpack(exactly(pipe, HEAD.size))
                folder, scratch, job = pickle.loads(exactly(pipe, length))
                with contextlib.suppress(OSError):
                    os.chdir(folder)
                last_words = os.open(Path(scratch, LAST_WORDS), os.O_CREAT | os.O_WRONLY, 0o600)
                os.dup2(last_words, 2)
                os.close(last_words)
                os.environ["TMPDIR"] = tempfile.tempdir = scratch
                allow_cpu(job.limits.seconds)
                send(answers, *answer(job))
    except EOFError:
        os._exit(0)
    except MemoryError:
        os._exit(NO_MEMORY)
    finally:
        os._exit(1)


def answer(job: Job) -> tuple[bytes, bytes]:
    """Kind and data of what *job* gives, done in this process."""
    try:
        return b"R", parcel.pack(call(job))
    except ChidaoError as error:
        return b"R", parcel.pack(error)
    except MemoryError:
        return b"M", b""
    except BaseException as error:  # a panic of a library in Rust is no Exception
        return b"C", _told(error).encode("utf-8", "replace")


def _told(error: BaseException) -> str:
    """An exception that nobody expected, with the line that a developer looks for."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if "chidao" in f.filename] or frames
    last = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
    text = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}{': ' if text else ''}{text}, {last}"
