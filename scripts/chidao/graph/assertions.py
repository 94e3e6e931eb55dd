"""Relations that an editor adds, corrects or rejects in front matter.

relations:
- kind: implements
  document: van-ban/2022/thong-bao-16-tb-tw.md       a page, or "34-KL/TW 2018-08-07"
  clauses:
    "2.3": "1.2"                                      clause 2.3 of this page carries out clause 1.2
    "4":                                              clause 4 carries out none
- kind: cites
  document: 18-NQ/TW 2017-10-25
  reject: true
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..citations import Relation
from ..library import Entry
from .gist import Gist
from .model import Conflict, Edge, Paper
from .resolve import Papers


def with_assertions(edges: list[Edge], held: list[Entry], papers: Papers) -> list[Edge]:
    """*edges* with what editors say: theirs added and marked, those they reject left out."""
    found = {(e.source, e.relation, e.target): e for e in edges}
    for entry in held:
        for relation, target, given in _given(entry, papers):
            if isinstance(target, str) or target.key == entry.address:
                continue
            index = (entry.address, relation, target.key)
            if str(given.get("reject")).lower() == "true":
                found.pop(index, None)
                continue
            edge = found.get(index) or Edge(*index, None, "biên tập viên ghi", entry.address)
            found[index] = replace(
                edge,
                clause=_text(given.get("clause")) or edge.clause,
                words=_text(given.get("note")) or edge.words,
                asserted=True,
                clauses=tuple(_clauses(given.get("clauses"))),
            )
    return sorted(found.values(), key=lambda e: (e.source, str(e.relation), e.target))


def _clauses(given: object) -> Iterator[tuple[str, str | None]]:
    for clause, of in given.items() if isinstance(given, dict) else ():
        yield clause, _text(of)


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def unclear(held: list[Entry], papers: Papers, gists: Mapping[str, Gist]) -> Iterator[Conflict]:
    """Assertions that name no document, one of several, or clauses that are not there."""
    for entry in held:
        for _relation, target, given in _given(entry, papers):
            if isinstance(target, str):
                yield Conflict(entry.address, "relation", target)
                continue
            for ours, theirs in _clauses(given.get("clauses")):
                for key, clause in ((entry.address, ours), (target.key, theirs)):
                    if clause and key in gists and clause not in gists[key].anchors:
                        message = f"khóa «relations» ghi điều khoản «{clause}», không có trong {key}"
                        yield Conflict(entry.address, "relation", message)


def _given(entry: Entry, papers: Papers) -> Iterator[tuple[Relation, Paper | str, dict[str, Any]]]:
    stated = entry.front_matter.values.get("relations")
    for given in stated if isinstance(stated, list) else ():
        if not isinstance(given, dict):
            continue
        kind, document = given.get("kind"), given.get("document")
        if kind in _KINDS and isinstance(document, str) and document.strip():
            yield Relation(str(kind)), _paper(document.strip(), papers), given


# What an annex is attached to is said in the annex.
_KINDS = {str(relation) for relation in Relation} - {str(Relation.ENCLOSES)}


def _paper(document: str, papers: Papers) -> Paper | str:
    """The paper that an editor names by page, or by number and date; or why there is none."""
    if document in papers.all:
        return papers.all[document]
    if document.endswith(".md"):
        return f"khóa «relations» ghi trang «{document}» không có trong kho"
    number, _, date = document.partition(" ")
    date = date.strip()
    if date and not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        return f"khóa «relations» ghi «{document}»: viết ngày dạng năm-tháng-ngày, ví dụ 2018-08-07"
    named = [p for p in papers.numbered(number) if not date or p.date == date]
    found = [p for p in named if p.held] or named
    if len(found) > 1:
        return f"khóa «relations» ghi «{document}»: có {len(found)} văn bản như vậy; ghi địa chỉ trang"
    return found[0] if found else papers.add(Paper(f"~{document}", False, number=number, date=date or None))
