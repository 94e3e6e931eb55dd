"""The numbered parts of a document, and the id by which each is cited.

    2.3        số 2.3                      Điều 5 khoản 2 điểm a
    2.2(1)     ý (1) in the middle of 2.2  Chương II
    I.2.1      "2.1-" under "I-"           Phụ lục I, 2 · Quy chế, Điều 3   (in an annex)

Ids come from the labels alone: brothers that are a heading here and plain text there are brothers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..document import Clause, Paragraph, Role
from ..text import is_caps
from .labels import Label, label_of
from .landmarks import split_type

# The levels that begin anew under the one above, outermost first.  No document has both articles and
# sections A, I inside them: a section behind an article is beside it.
_RANKS = {
    kind: rank
    for rank, kind in enumerate(("phần", "chương", "mục", "tiểu mục", "mục chữ", "mục la mã", "điều"), 1)
}
_TOP = ("phần", "chương", "mục", "tiểu mục")
_QUOTE_LIMIT = 300


def find_clauses(paragraphs: Sequence[Paragraph], begin: int) -> tuple[list[Clause], list[str]]:
    """Return the clauses of *paragraphs* in order, from paragraph *begin* on, and warnings."""
    finder = _Finder(list(paragraphs))
    quoted = _quoted(paragraphs, begin)
    closed = False
    for index in range(begin, len(paragraphs)):
        paragraph = paragraphs[index]
        if paragraph.role in (Role.SIGNATURE, Role.RECIPIENTS):
            closed = True
        elif closed and paragraph.role is Role.BODY:
            finder.enclose(index, paragraph)
            closed = False
        if paragraph.role is Role.BODY and not paragraph.cells and index not in quoted:
            finder.visit(index, paragraph)
    return finder.clauses, finder.warnings


def _quoted(paragraphs: Sequence[Paragraph], begin: int) -> set[int]:
    """Paragraphs inside a quotation: the wording that an amendment puts into another document."""
    inside: set[int] = set()
    opened: int | None = None
    for index in range(begin, len(paragraphs)):
        text = paragraphs[index].text
        if opened is None:
            if text[:1] in '“"' and not _closes(text[1:]) and paragraphs[index].role is Role.BODY:
                opened = index
        elif _closes(text):
            inside.update(range(opened, index + 1))
            opened = None
        elif index - opened > _QUOTE_LIMIT:
            opened = None  # never closed: an opening quote by mistake
    return inside


def _closes(text: str) -> bool:
    return bool(_CLOSED.search(text)) or text.count("”") > text.count("“")


_CLOSED = re.compile(r"[”\"][.;,]?\)?$")


@dataclass
class _Finder:
    paragraphs: list[Paragraph]
    clauses: list[Clause] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    prefix: str = ""
    open: list[tuple[str, str]] = field(default_factory=list)
    """The path to the clause we are in: (kind, value), outermost first."""
    taken: dict[str, int] = field(default_factory=dict)

    def visit(self, index: int, paragraph: Paragraph) -> None:
        text = paragraph.text
        if name := self._annex(index, text):
            self._begin_annex(name, index, text)
            return
        label = label_of(text)
        if label is None:
            self._items(index, text, 0)
            return
        if label.kind == "phụ lục":
            self._begin_annex(f"Phụ lục {label.value}".strip(), index, text)
            return
        if label.kind == "mục" and _cites(label, text):
            return
        if label.kind == "ý":
            self._item(index, label.value, 0, text[label.end :], label.text)
            self._items(index, text, label.end)
            return
        self._add(index, label, text)
        self._items(index, text, label.end)

    def enclose(self, index: int, paragraph: Paragraph) -> None:
        """What follows the signature is an annex, whether it says so or not."""
        label = label_of(paragraph.text)
        named = (label is not None and label.kind == "phụ lục") or self._annex(index, paragraph.text)
        numbered = any(label_of(p.text) for p in self.paragraphs[index : index + 30])
        if not self.clauses or not numbered or named:
            return
        if label is None:
            self._begin_annex("Phụ lục", index, "", paragraph.text)
        else:
            self.prefix, self.open = "Phụ lục, ", []

    def _annex(self, index: int, text: str) -> str | None:
        """ "QUY CHẾ" in capitals behind the text begins the regulation that a decision issues."""
        if len(text) > 60 or not is_caps(text):
            return None
        name, rest = split_type(text)
        if not name or (rest and not is_caps(rest)) or not self.clauses:
            return None
        below = " ".join(p.text for p in self.paragraphs[index + 1 : index + 8])
        return name.capitalize() if re.search(r"\(?(?:[Bb]an hành|[Kk]èm theo)", below[:600]) else None

    def _begin_annex(self, name: str, index: int, text: str, title: str = "") -> None:
        self.prefix, self.open = "", []
        clause_id = self._unique(name)
        title = title or text[len(name) :].strip(" .:-–") or self._title_below(index)
        self.clauses.append(Clause(clause_id, text[:60], "phụ lục", 1, index, 0, _short(title)))
        self.prefix = clause_id + ", "

    def _title_below(self, index: int) -> str:
        if index + 1 < len(self.paragraphs):
            below = self.paragraphs[index + 1].text
            if not label_of(below) and below[:1] != "(":
                return below
        return ""

    def _add(self, index: int, label: Label, text: str) -> None:
        kind, value = label.kind, label.value
        path = self._place(kind, value)
        if path is None:
            return
        self.open = [*path, (kind, value)]
        clause_id = self._unique(self.prefix + _id(self.open), label.text, index)
        title = text[label.end :] or (self._title_below(index) if kind in (*_TOP, "điều") else "")
        depth = len(self.open) + bool(self.prefix)
        self.clauses.append(Clause(clause_id, label.text, kind, depth, index, 0, _short(title)))

    def _place(self, kind: str, value: str) -> list[tuple[str, str]] | None:
        """The path above a new label of *kind*."""
        if kind in _RANKS:
            rank = _RANKS[kind]
            return [(k, v) for k, v in self.open if k in _RANKS and _RANKS[k] < rank]
        if kind == "số":
            return self._above_number(value)
        # điểm: under the number or article that is open, never at the top
        above = [(k, v) for k, v in self.open if k != "điểm" and k != "ý"]
        return above if above else None

    def _above_number(self, value: str) -> list[tuple[str, str]]:
        """ "2.1" lies under the sections open above it; its own digits name the numbers above."""
        above = [(k, v) for k, v in self.open if k in _RANKS]
        if "." not in value:
            return above
        numbers = [(k, v) for k, v in self.open if k == "số"]
        parts = value.split(".")
        parents = [".".join(parts[:n]) for n in range(1, len(parts))]
        return above + [(k, v) for k, v in numbers if v in parents]

    def _items(self, index: int, text: str, start: int) -> None:
        """Find "(1) … (2) …" inside a paragraph: a list that counts from 1 behind a stop."""
        if text.find("(1)", start) < 0:
            return
        wanted, found = 1, []
        for match in _ITEM.finditer(text, start):
            if int(match[1]) == wanted:
                found.append(match)
                wanted += 1
        if len(found) < 2:
            return
        outer = self.open
        for match in found:
            self.open = outer
            self._item(index, match[1], match.start(1) - 1, text[match.end() :], f"({match[1]})")
        self.open = outer

    def _item(self, index: int, value: str, start: int, title: str, label: str) -> None:
        if start == 0:  # a paragraph of its own: brother of the items above it
            self.open = [p for p in self.open if p[0] != "ý"]
        if not self.open:
            return
        self.open = [*self.open, ("ý", value)]
        clause_id = self._unique(self.prefix + _id(self.open), label, index)
        depth = len(self.open) + bool(self.prefix)
        self.clauses.append(Clause(clause_id, label, "ý", depth, index, start, _short(title)))

    def _unique(self, clause_id: str, label: str = "", index: int = 0) -> str:
        """A label that is printed twice gets "~2": both stay reachable, and the misprint is told."""
        count = self.taken[clause_id] = self.taken.get(clause_id, 0) + 1
        if count == 1:
            return clause_id
        if label:
            line = self.paragraphs[index].line
            where = f"line {line}: " if line else ""
            self.warnings.append(f"{where}label {label!r} is printed twice as {clause_id}")
        return f"{clause_id}~{count}"


def _cites(label: Label, text: str) -> bool:
    """ "Mục III Hướng dẫn số …" names a part of another document; "Mục III" and "MỤC III. …" begin one."""
    begins = label.end == len(text) or is_caps(label.text) or label.text[-1] in ".:-–"
    return not begins


_ITEM = re.compile(r"(?:(?<=[.;:,…”]\s)|(?<=\bvà\s)|(?<=^))\((\d{1,2})\)")


def _id(path: list[tuple[str, str]]) -> str:
    """ "I.2.1" for [(mục la mã, I), (số, 2), (số, 2.1)]."""
    kinds = [k for k, _ in path]
    if "điều" in kinds:
        path = path[kinds.index("điều") :]
        words: list[str] = []
        for position, (kind, value) in enumerate(path):
            if kind == "số" and path[position + 1 : position + 2] and path[position + 1][0] == "số":
                continue  # "1.1" repeats the 1 above it
            if kind == "ý":
                words[-1] += f"({value})"
            else:
                words.append(f"{'khoản' if kind == 'số' else 'Điều' if kind == 'điều' else kind} {value}")
        return " ".join(words)
    out = ""
    for position, (kind, value) in enumerate(path):
        if kind == "ý":
            out += f"({value})"
        elif kind in _TOP:
            out = f"{out} {kind.capitalize()} {value}".strip()
        elif kind == "số":
            # A decimal label repeats the numbers above it.
            following = path[position + 1] if position + 1 < len(path) else ("", "")
            if following[0] == "số":
                continue
            out = f"{out}{'' if not out else ' ' if _worded(out) else '.'}{value}"
        else:
            out = f"{out}{'' if not out else ' ' if _worded(out) else '.'}{value}"
    return out


def _worded(out: str) -> bool:
    return out[:1] in "PCMT" and _WORDED.search(out) is not None


_WORDED = re.compile(r"(?:Phần|Chương|Mục|Tiểu mục) \S+$")


_STOP = re.compile(r"[.:;](?=\s|$)")


def _short(title: str) -> str:
    """The first words of a clause, up to the end of its sentence or 120 letters."""
    title = title[:400]
    stop = _STOP.search(title)
    if stop and stop.start() > 0:
        title = title[: stop.start()]
    if len(title) > 120:
        title = title[:120].rsplit(" ", 1)[0] + "…"
    return title.strip()
