"""Which page an original becomes.  The file of a page is its address, and it stays.

A page is named after its type and number, or the first words of its subject.  Where two documents would
have one name, the later gets its issuer, its date, or a few digits of its original's hash behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from .document import Facts
from .errors import BadPage, HasPage, SamePage
from .pages.front_matter import FrontMatter, load, split
from .project import Project
from .text import slug

# How conversion writes it, where the name needs no quoting: most pages are read by this alone.
_PLAIN = re.compile(
    r"^original:\n  file: ([\w/.][\w/. ()-]*)\n(?:  sha256: [0-9a-f]+\n)?converted: ", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class _Holder:
    """The document that has an address."""

    original: str
    """As a message names it."""
    facts: Facts | None
    sha256: str | None


class Addresses:
    """The addresses of the pages of a project, and of those that the present run will write."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._by_original = _pages_by_original(project)
        self._planned: dict[Path, _Holder] = {}

    def held(self, name: str) -> Path | None:
        """The page that the original called *name* has already."""
        return self._by_original.get(name)

    def take(self, name: str, page: Path) -> None:
        """Let *page* be that of the original called *name*, whatever its front matter says.

        Raises HasPage if another page comes from it.
        """
        held = self._by_original.setdefault(name, page)
        if held != page:
            raise HasPage(name, held)

    def of(self, name: str, facts: Facts, sha256: str) -> Path:
        """The page of the original called *name*, which may be there already, or be a new one.

        Raises SamePage if another original has become, or becomes in this run, the same document.
        """
        path = self._by_original.get(name) or self._new(name, facts, sha256)
        self._by_original[name] = path
        self._planned[path] = _Holder(name, facts, sha256)
        return path

    def of_new(self, facts: Facts) -> Path:
        """The page of a document that has no original; it may be there, of the same document."""
        folder = self._folder(facts)
        stem = page_slug(facts) or "van-ban"
        base = folder / f"{stem}.md"
        holder = self._holder(base)
        if holder is None or holder.facts is None or _same(holder, facts, None, numbered=bool(facts.number)):
            return base
        return folder / f"{stem}-{facts.date or slug(' '.join(facts.issuer), 40) or 'khac'}.md"

    def _folder(self, facts: Facts) -> Path:
        return self._project.documents / (facts.date[:4] if facts.date else "chua-ro-nam")

    def _new(self, name: str, facts: Facts, sha256: str) -> Path:
        folder = self._folder(facts)
        stem = page_slug(facts) or slug(Path(name).stem, 60) or "van-ban"
        issuer = slug(" ".join(facts.issuer), 40)
        numbered = facts.number is not None and facts.date is not None
        ends = ["", sha256[:6], *([issuer, facts.date, f"{issuer}-{facts.date}"] if numbered else [])]
        taken = {}
        for end in ends:
            path = folder / f"{stem}{'-' if end else ''}{end}.md"
            if holder := self._holder(path):
                taken[path] = holder
                if _same(holder, facts, sha256, numbered=numbered):
                    raise SamePage(Path(name), path, holder.original)
        base = folder / f"{stem}.md"
        if base not in taken:
            return base
        other = taken[base].facts
        parts = []
        if numbered and other is not None:
            parts = [issuer] if issuer and other.issuer != facts.issuer else []
            parts += [facts.date or ""] if other.date != facts.date else []
        told_apart = folder / f"{'-'.join([stem, *(parts or [sha256[:6]])])}.md"
        return told_apart if told_apart not in taken else folder / f"{stem}-{sha256[:6]}.md"

    def _holder(self, path: Path) -> _Holder | None:
        if planned := self._planned.get(path):
            return planned
        if not path.is_file():
            return None
        try:
            front_matter = _front_matter(path)
        except BadPage:
            return _Holder("a page that cannot be read", None, None)
        original = front_matter.original or "a page without an original"
        return _Holder(original, front_matter.facts, front_matter.sha256)


def _same(holder: _Holder, facts: Facts, sha256: str | None, *, numbered: bool) -> bool:
    """Whether one address holds the same document, as far as bytes, number, date and issuer tell."""
    if holder.facts is None or (sha256 is not None and holder.sha256 == sha256):
        return True
    one_issuer = not facts.issuer or holder.facts.issuer == facts.issuer
    return numbered and holder.facts.date == facts.date and one_issuer


def page_slug(facts: Facts) -> str:
    """The name of a page's file: type and number, or the first words of its subject; "" if unknown.

    >>> page_slug(Facts(type="Kết luận", number="177-KL/TW"))
    'ket-luan-177-kl-tw'
    """
    parts = [facts.type or ("văn bản" if facts.number or facts.subject else "")]
    if facts.number:
        parts.append(facts.number)
        if facts.level in ("province", "district", "commune"):
            parts.append(facts.province or "")
    elif facts.subject:
        parts.append(slug(facts.subject, 60))
    return slug(" ".join(parts), 120)


def _pages_by_original(project: Project) -> dict[str, Path]:
    """Which page comes from which original, by its front matter."""
    found: dict[str, Path] = {}
    for page in project.pages():
        try:
            text = page.read_text("utf-8", "replace")
            header, _body, _line = split(text, str(page))
            plain = _PLAIN.search(header)
            original = plain[1] if plain else load(header, str(page)).original
        except (BadPage, OSError):
            continue
        if original:
            found.setdefault(original, page)
    return found


def _front_matter(path: Path) -> FrontMatter:
    header, _body, _line = split(path.read_text("utf-8", "replace"), str(path))
    return load(header, str(path))
