"""LibreOffice as a converter: .doc, .rtf and .odt to .docx, many in one start.

A start takes a second, a file then some 40 ms (measured).  Each start has a profile of its own, in which
no macro runs, nothing linked is fetched and nothing is remembered; it also leaves the network where the
system lets it.  LibreOffice sees copies: beside what it opens it writes lock files.  HTML is never given
to it: it would fetch what that links (measured), so the callers look at the first bytes before.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from ..errors import ChidaoError, MissingProgram, TookTooLong, UnreadableOriginal
from . import office_pipe, sandbox

SECONDS, SECONDS_EACH = 60, 5
"""What a start may take, and each of its files."""


def convert_many(paths: Sequence[Path]) -> dict[Path, bytes | ChidaoError]:
    """Convert files to .docx: for each its bytes, or why there are none.

    A file that ends LibreOffice, or keeps it busy, does not stop the others.
    """
    program = find()
    if program is None:
        return {path: MissingProgram(path, "LibreOffice", "libreoffice-writer-nogui") for path in paths}
    done: dict[Path, bytes | ChidaoError] = {}
    waiting = list(dict.fromkeys(paths))
    while waiting:
        found, late = _start(program, waiting)
        alone = len(waiting) == 1
        waiting = [path for path in waiting if path not in found]
        if waiting:
            # Files are converted in turn: over the first that is missing it stumbled, or it was the next.
            culprit = waiting.pop(0)
            if not alone:
                sandbox.more_time(_seconds([culprit]) + _seconds(waiting))
                again, late = _start(program, [culprit])
                found |= again
            if culprit not in found:
                done[culprit] = TookTooLong(culprit, late) if late else _unreadable(culprit)
        done |= found
    return done


def find() -> str | None:
    """Where LibreOffice is; None if it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _unreadable(path: Path) -> UnreadableOriginal:
    return UnreadableOriginal(
        path,
        "cannot be opened by LibreOffice: damaged, or locked with a password",
        "open it in Word, save it as .docx without a password and convert again",
    )


def _start(program: str, paths: Sequence[Path]) -> tuple[dict[Path, bytes], float]:
    """Convert *paths* in one start: what came out, and the seconds after which it was stopped, else 0."""
    with tempfile.TemporaryDirectory(prefix=office_pipe.FOLDER) as name:
        folder = Path(name)
        (folder / "out").mkdir()
        copies = [folder / f"{number}{path.suffix.lower()}" for number, path in enumerate(paths)]
        for path, copy in zip(paths, copies, strict=True):
            with contextlib.suppress(OSError):  # what cannot be read has no .docx
                shutil.copyfile(path, copy)
        _write_profile(folder / "profile")
        late = _run(
            [
                *_without_network(),
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--nologo", "--nodefault"),
                *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out")),
                *(str(copy) for copy in copies if copy.exists()),
            ],
            folder,
            _seconds(paths),
        )
        office_pipe.remove(folder)
        found = {}
        for path, copy in zip(paths, copies, strict=True):
            with contextlib.suppress(OSError):
                found[path] = (folder / "out" / f"{copy.stem}.docx").read_bytes()
        return found, late


def _seconds(paths: Sequence[Path]) -> float:
    return SECONDS + SECONDS_EACH * len(paths)


def _run(command: Sequence[str], folder: Path, seconds: float) -> float:
    """Run *command*; the seconds after which it was stopped, 0 if it ended by itself."""
    # Inside of a sandbox it must stay in that group of processes, which ends as one.
    own_group = not sandbox.inside()
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=_environment(folder),
        start_new_session=own_group,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return seconds
    finally:
        if own_group:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
    return 0.0


def _environment(folder: Path) -> Mapping[str, str]:
    """What LibreOffice is told of the machine: no display, no settings of the user, no proxies."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "DCONF_PROFILE": "/dev/null",
    }


@lru_cache(maxsize=1)
def _without_network() -> tuple[str, ...]:
    """The command before the command that takes the network away; nothing where that is not allowed."""
    command = ("unshare", "--map-root-user", "--net", "--")
    if sandbox.inside():
        return ()  # it has none
    with contextlib.suppress(OSError):
        if subprocess.run([*command, "true"], capture_output=True).returncode == 0:
            return command
    return ()


_SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Common/Save/Document", "CreateBackup", "false"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Writer/Content/Update", "Link", "0"),
)


def _write_profile(folder: Path) -> None:
    items = "\n".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}\n</oor:items>\n',
        "utf-8",
    )
