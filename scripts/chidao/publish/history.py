"""What editors changed on each page, as git tells it: who, when, why, and which words.

    read = begin_history(content)     two processes of git begin, for all pages at once
    …                                 the library is read meanwhile
    history = read()                  page → its changes, newest first; None where there is no git

A page is never asked for alone: a thousand pages would be a thousand processes.  Git's own mail addresses
stay in git.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from ..text import day

_COMMITS, _CHANGED = 20_000, 2_000
"""Commits of which the pages are told, and those of which the words are."""
_SECONDS = 10
"""What a build waits for git once the library is read."""
_BYTES = 30_000_000
_PLACES, _LONG = 5, 160
"""Changed places that are shown of a change, and the letters of each side."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words that were changed, with those before them."""

    before: str
    removed: str
    added: str


@dataclass(frozen=True, slots=True)
class Change:
    """One commit, as one page sees it."""

    date: str
    """As staff write it: "20/11/2026"."""
    iso: str
    who: str
    subject: str
    kind: str
    """"added", "changed" or "moved"."""
    places: tuple[Place, ...] = ()
    more: int = 0
    """Changed places that are not shown."""


History = Mapping[str, tuple[Change, ...]]
"""By the address of a page relative to content/: its changes, newest first."""


def begin_history(content: Path) -> Callable[[], History | None]:
    """Ask git for the history of the pages in *content*; call what is returned for the answer."""
    names = _Git(content, f"-n{_COMMITS}", "-z", "-M", "--name-status", f"--format={_HEAD}")
    words = _Git(
        content,
        f"-n{_CHANGED}",
        "-p",
        "-U0",
        "--word-diff=porcelain",
        "--diff-filter=M",
        "--format=\x01%h",
    )

    def read() -> History | None:
        told, changed = names.answer(), words.answer()
        if told is None:
            return None
        places = {(commit, page): found for commit, page, found in _places(changed or "")}
        history: dict[str, list[Change]] = defaultdict(list)
        for commit, page, address, change in _changes(told):
            found = places.get((commit, page), [])
            history[address].append(
                replace(change, places=tuple(found[:_PLACES]), more=max(0, len(found) - _PLACES))
            )
        return {address: tuple(changes) for address, changes in history.items()}

    return read


def latest_commit(folder: Path) -> str:
    """The commit that *folder* is at; "" where there is none."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=folder, capture_output=True, encoding="utf-8", check=False
        )
    except OSError:  # there is no git on this machine
        return ""
    return done.stdout.strip() if not done.returncode else ""


_HEAD = "\x01%h\x02%as\x02%an\x02%s"


class _Git:
    """A `git log` that writes into a file while others work: a pipe would fill and stop it."""

    def __init__(self, content: Path, *options: str) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by answer
        command = ["git", "-c", "core.quotepath=false", "log", "--no-color", "--no-ext-diff", "--no-textconv"]
        try:
            self._process: subprocess.Popen[bytes] | None = subprocess.Popen(
                [*command, "--relative", *options, "--", "."],
                cwd=content,
                stdin=subprocess.DEVNULL,
                stdout=self._file,
                stderr=subprocess.DEVNULL,
            )
        except OSError:  # there is no git on this machine
            self._process = None

    def answer(self) -> str | None:
        """What git said; None if it could not, or took too long."""
        with self._file:
            if self._process is None:
                return None
            try:
                if self._process.wait(_SECONDS):
                    return None
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
                return None
            self._file.seek(0)
            return self._file.read(_BYTES).decode("utf-8", "replace")


_KINDS = {"A": "added", "C": "added", "M": "changed", "R": "moved"}


def _changes(told: str) -> Iterator[tuple[str, str, str, Change]]:
    """(commit, the page as it was called then, its address now, the change), newest first."""
    now: dict[str, str] = {}
    words = iter(told.split("\0"))
    commit, head = "", ("", "", "")
    for word in words:
        word = word.lstrip("\n")
        if word.startswith("\x01"):
            commit, *rest = word[1:].split("\x02", 3)
            head = (rest[0], rest[1], rest[2])
            continue
        kind = _KINDS.get(word[:1])
        if not word:
            continue
        page = old = next(words, "")
        if word[0] in "RC":
            page = next(words, "")
        if kind is None:
            continue
        address = now.get(page, page)
        if word[0] == "R":
            now[old] = address
        iso, who, subject = head
        yield commit, page, address, Change(day(iso) or iso, iso, who, subject, kind)


def _places(told: str) -> Iterator[tuple[str, str, list[Place]]]:
    """(commit, page, its changed places) of a porcelain word diff."""
    commit, page = "", ""
    found: list[Place] = []
    before = removed = added = ""

    def finish() -> None:
        nonlocal removed, added
        if removed.strip() or added.strip():
            found.append(Place(_last(before), _cut(removed), _cut(added)))
        removed = added = ""

    for line in told.split("\n"):
        sign, text = line[:1], line[1:]
        if sign == "\x01" or line.startswith("diff --git "):
            finish()
            if found:
                yield commit, page, found
            found, before, page = [], "", ""
            commit = text if sign == "\x01" else commit
        elif line.startswith("+++ b/") and not page:
            page = line[6:].rstrip("\t")  # git adds one behind a name with blanks
        elif not page:
            continue  # the head of a diff
        elif line.startswith("@@ ") or sign in " ~":
            finish()
            before = text if sign == " " else ""
        elif sign == "-":
            removed = f"{removed} {text}".strip()
        elif sign == "+":
            added = f"{added} {text}".strip()
    finish()
    if found:
        yield commit, page, found


def _last(text: str) -> str:
    """The last words of *text*, to know the place by."""
    words = text.split()
    return " ".join(words[-4:])


def _cut(text: str) -> str:
    """*text* as a reader sees it: no marks of Markdown, facts by their names, not too long."""
    text = re.sub(r"^(\w+):(?=\s|$)", lambda m: f"{_FACTS.get(m[1], m[1])}:", text)
    text = re.sub(r"\\(?=[^\w\s])|\*\*|^#+ ", "", text)
    return text if len(text) <= _LONG else f"{text[:_LONG].rsplit(' ', 1)[0]}…"


# The lines of front matter that editors write, by the names on the card.
_FACTS = {
    "number": "Số, ký hiệu",
    "type": "Loại văn bản",
    "issuer": "Cơ quan ban hành",
    "level": "Cấp",
    "province": "Tỉnh, thành phố",
    "date": "Ngày ban hành",
    "subject": "Trích yếu",
    "signer": "Người ký",
    "reviewed": "Ngày rà soát",
    "note": "Ghi chú",
    "relations": "Quan hệ",
}
