"""Which files differ from a revision: what a merge request changes, and what is not committed yet."""

from __future__ import annotations

import subprocess
from pathlib import Path

from ..errors import ChidaoError


class NoRevision(ChidaoError):
    """git cannot say what changed."""

    def __init__(self, revision: str, said: str) -> None:
        super().__init__(
            f"cannot tell what changed since {revision!r}: {said}; "
            "name a branch or a commit that is there (in CI: fetch the whole history), or leave --since out"
        )


def changed_since(root: Path, revision: str) -> set[str]:
    """Names relative to *root* of the files that differ from where this branch left *revision*.

    Deleted ones and new ones that git does not know are among them.  Raises NoRevision.
    """
    base = (
        _git(root, revision, "merge-base", "--end-of-options", revision, "HEAD", check=False).strip()
        or revision
    )
    options = ("--name-only", "--no-renames", "-z", "--relative")
    differing = _git(root, revision, "diff", *options, "--end-of-options", base, "--")
    new = _git(root, revision, "ls-files", "--others", "--exclude-standard", "-z")
    return {name for name in (differing + new).split("\0") if name}


def _git(root: Path, revision: str, *arguments: str, check: bool = True) -> str:
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *arguments],
            cwd=root,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError:
        raise NoRevision(revision, "git is not installed") from None
    if check and done.returncode:
        said = done.stderr.strip().splitlines()
        raise NoRevision(revision, said[0] if said else "git failed")
    return done.stdout if done.returncode == 0 else ""
