"""Relations that an editor adds, corrects or rejects in front matter.

relations:
- kind: implements
  document: van-ban/2022/thong-bao-16-tb-tw.md       a page, or "34-KL/TW 2018-08-07"
- kind: cites
  document: 18-NQ/TW 2017-10-25
  reject: true
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..citations import Relation
from ..library import Entry
from .model import Edge, Paper
from .resolve import Papers


def with_assertions(edges: list[Edge], held: list[Entry], papers: Papers) -> list[Edge]:
    """*edges* with what editors say: theirs added and marked, those they reject left out."""
    found = {(e.source, e.relation, e.target): e for e in edges}
    for entry in held:
        for relation, target, given in _given(entry, papers):
            index = (entry.address, relation, target.key)
            if str(given.get("reject")).lower() == "true":
                found.pop(index, None)
                continue
            clause = given.get("clause")
            words = str(given.get("note") or "biên tập viên ghi")
            found[index] = Edge(*index, clause, words, entry.address, 1, True)
    return sorted(found.values(), key=lambda e: (e.source, str(e.relation), e.target))


def _given(entry: Entry, papers: Papers) -> Iterator[tuple[Relation, Paper, dict[str, Any]]]:
    stated = entry.front_matter.values.get("relations")
    for given in stated if isinstance(stated, list) else ():
        if not isinstance(given, dict):
            continue
        kind, document = given.get("kind"), given.get("document")
        if kind in {str(r) for r in Relation} and isinstance(document, str) and document.strip():
            yield Relation(str(kind)), _paper(document.strip(), papers), given


def _paper(document: str, papers: Papers) -> Paper:
    """The paper that an editor names by page, or by number and date."""
    if document in papers.all:
        return papers.all[document]
    number, _, date = document.partition(" ")
    date = date.strip()
    for paper in papers.numbered(number):
        if not date or paper.date == date:
            return paper
    return papers.add(Paper(f"~{document}", False, number=number, date=date or None))
