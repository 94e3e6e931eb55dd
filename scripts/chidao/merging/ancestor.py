"""What was converted then: the page from which an editor set out.

An older converter cannot be run again, and nothing derived is committed; but the page as it was written was
committed before it was edited, as a rule.  Each page carries the fingerprint of what conversion wrote, so
wherever a text comes from, its fingerprint proves that it is the one:

1. the history of the page in git, which every copy of the project has;
2. what git can tell though nobody committed it: where a page was merged before, what was converted for that
   merge is what came into the page by it, put on what was converted still earlier;
3. the copies in .cache/ (`Written`), of the machine that converted, for pages that were edited before they
   were committed, and projects without git;
4. nothing: then all that differs is marked as a conflict, for who changed it cannot be told.

An older text of the page whose fingerprint is not the one is never taken: what an editor decided since would
be undone in silence.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from ..pages.front_matter import fingerprint, sealed_with
from .rebuilding import rebuilt
from .written import Written


def ancestor(root: Path, page: Path, text: str, written: Written) -> str | None:
    """What was converted when *page*, whose *text* this is, was written or merged last; None if unknown.

    *root* is the folder of the project.
    """
    wanted = sealed_with(text)
    if not wanted:
        return None
    known: dict[str, str] = {}
    before: str | None = None
    for version in [*versions(root, page), text.replace("\r\n", "\n")]:
        seal = sealed_with(version)
        if seal and seal not in known:
            if fingerprint(version) == seal:
                known[seal] = version
            elif before and (found := _merged_into(version, before, known, written)):
                known[seal] = found
        before = version
    return known.get(wanted) or written.get(wanted)


def _merged_into(version: str, before: str, known: dict[str, str], written: Written) -> str | None:
    """What was converted for the merge that made *version* of the version *before* it."""
    seal, earlier = sealed_with(version), sealed_with(before)
    base = (known.get(earlier) or written.get(earlier)) if earlier and earlier != seal else None
    found = rebuilt(base, before, version) if base else None
    return found if found and fingerprint(found) == seal else None


def versions(root: Path, page: Path) -> Iterator[str]:
    """The texts that *page* had in the history of git, wherever it lay, the oldest first."""
    changes = _git(root, "log", "--follow", "--format=", "--raw", "--no-abbrev", "-z", "--", str(page))
    # ":100644 100644 <before> <after> M", then the paths, each behind a zero.
    blobs = [part.split()[3] for part in changes.decode("utf-8", "replace").split("\0") if part[:1] == ":"]
    blobs.reverse()  # with --follow git can list the latest first only
    contents = _git(root, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs))
    at = 0
    for _blob in blobs:
        line, _, _rest = contents[at : at + 200].partition(b"\n")
        at += len(line) + 1
        if not line.rpartition(b" ")[2].isdigit():
            continue  # deleted there, or not fetched
        size = int(line.rpartition(b" ")[2])
        yield contents[at : at + size].decode("utf-8", "replace").replace("\r\n", "\n")
        at += size + 1


def _git(root: Path, *arguments: str, given: str = "") -> bytes:
    """What git says; nothing where there is no git, or no history."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=root, input=given.encode(), capture_output=True, check=False
        )
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
