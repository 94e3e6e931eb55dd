"""What the graph asks of a text itself: worked out when a page is read, and the text is not asked again."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .. import forms
from ..document import Document


@dataclass(frozen=True, slots=True)
class Gist:
    """What follows from the words of one document, besides its citations."""

    anchors: Mapping[str, str]
    """By the id of each clause, in reading order: how the address of the page goes on to it."""
    impossible: tuple[tuple[str, str | None], ...]
    """Days that no calendar has, as printed: "31/6/2021"; each with the clause that names it."""
    districts: tuple[str, ...]
    """The districts that it names, in reading order, by the map that ended on 30/6/2025; none for a document
    of a central body, or one that states its province."""


def gist_of(document: Document) -> Gist:
    """The gist of *document*."""
    facts = document.facts
    asked = not facts.province and facts.level != "central"
    return Gist(
        {clause.id: clause.anchor for clause in document.clauses},
        tuple(_impossible_dates(document)),
        tuple(dict.fromkeys(_districts(document.text))) if asked else (),
    )


_DATE = re.compile(
    r"(?<![\d/])(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)(?!\d)"
    r"|ngày\s+(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+(?P<y2>\d{4})"
)


def _impossible_dates(document: Document) -> Iterator[tuple[str, str | None]]:
    for index, paragraph in enumerate(document.paragraphs):
        if "/" not in paragraph.text and "ngày" not in paragraph.text:
            continue
        for match in _DATE.finditer(paragraph.text):
            day, month, year = (int(match[k] or match[f"{k}2"]) for k in ("d", "m", "y"))
            try:
                datetime.date(year, month, day)
            except ValueError:
                clause = document.clause_at(index, match.start())
                yield match[0], clause.id if clause else None


# Huyện ủy Đức Thọ · huyện Kỳ Anh · Thị xã Hồng Lĩnh
UNIT = re.compile(
    r"(?:[Hh]uyện|[Tt]hị|[Qq]uận|[Tt]hị xã)\s+(?:[uủ][yỷ]\s+)?"
    r"(?P<name>[A-ZĐÀ-Ỹ][\wà-ỹ]*(?:\s[A-ZĐÀ-Ỹ][\wà-ỹ]*){0,3})"
)


def _districts(text: str) -> Iterator[str]:
    for match in UNIT.finditer(text):
        words = match["name"].split()
        for count in range(len(words), 0, -1):
            district = " ".join(words[:count])
            if forms.provinces_of_district(district):
                yield district
                break
