"""A project on disk: where originals lie, where pages go."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .errors import ChidaoError, OutsideProject, UnreadableOriginal

DOCUMENTS = "van-ban"
"""The folder of content/ in which the document pages lie."""


class NoProject(ChidaoError):
    """There is no mkdocs.yml here or above."""

    def __init__(self, start: Path) -> None:
        super().__init__(f"{start}: no mkdocs.yml here or in a folder above; run chidao inside a project")


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of a project."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Project:
        """The project around *start*, by default the current folder.  Raises NoProject."""
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if (folder / "mkdocs.yml").is_file():
                return cls(folder)
        raise NoProject(here)

    @property
    def originals(self) -> Path:
        return self.root / "originals"

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def documents(self) -> Path:
        return self.content / DOCUMENTS

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """What can be made again; it may be deleted at any time."""
        return self.root / ".cache"

    def original_files(self) -> list[Path]:
        """All files in originals/, in a stable order; hidden ones and notes (README) are left out."""
        if not self.originals.is_dir():
            return []
        return sorted(
            path
            for path in self.originals.rglob("*")
            if path.is_file()
            and not any(part.startswith((".", "~$")) for part in path.relative_to(self.originals).parts)
            and path.name.upper() not in ("README.MD", "README.TXT", "THUMBS.DB", "DESKTOP.INI")
        )

    def pages(self) -> Iterator[Path]:
        """All document pages, in a stable order."""
        return (self.content / address for address in self.addresses())

    def addresses(self) -> list[str]:
        """Those of all document pages, relative to content/, in the same order."""
        content = f"{self.content}/"
        found = []
        for path, _folders, names in os.walk(self.documents):
            folder = f"{path}/".removeprefix(content)
            found += [f"{folder}{name}" for name in names if name.endswith(".md")]
        return sorted(found, key=lambda address: address.split("/"))

    def name_of(self, original: Path) -> str:
        """The path of *original* as front matter states it: "originals/2025/177-kl-tw.txt".

        Raises OutsideProject, UnreadableOriginal.
        """
        try:
            inside = original.resolve().relative_to(self.originals.resolve())
            inside.as_posix().encode("utf-8")
        except UnicodeEncodeError:
            shown = Path(str(original).encode("utf-8", "backslashreplace").decode())
            raise UnreadableOriginal(shown, "has a name that is not UTF-8", "rename it") from None
        except ValueError:
            raise OutsideProject(original, self.originals) from None
        except (OSError, RuntimeError):  # Python 3.11 raises the latter
            raise UnreadableOriginal(
                original, "is a link that leads to itself", "put the file itself there"
            ) from None
        return f"originals/{inside.as_posix()}"

    def original_of(self, name: str) -> Path | None:
        """The file that front matter calls *name*; None if there is none in originals/."""
        if not name.startswith("originals/") or ".." in name.split("/"):
            return None
        path = self.root / name
        try:
            return path if path.is_file() else None
        except (OSError, ValueError):  # too long a name, or one with a zero in it
            return None
