"""The two columns above the title: issuer and number on the left, motto, place and date on the right.

Copied as text they come one after the other, in either order, each line broken anywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..document import Paragraph, Role
from ..text import is_caps
from .landmarks import MOTTO, RULE, Landmarks
from .lines import join
from .names import is_body
from .numbers import NUMBER, place_and_date

# "VĂN PHÒNG" over "CHÍNH PHỦ", "CHỦ TỊCH" over "ỦY BAN": one name on two lines.
_UNFINISHED = re.compile(
    r"^(?:VĂN PHÒNG|CHỦ TỊCH|HỘI ĐỒNG|THƯỜNG TRỰC|BAN THƯỜNG VỤ)$|(?:[ỦU][YỶ]|NHÂN|VÀ|,|CỦA)$"
)


@dataclass
class Columns:
    """Reads the columns line by line and gives each line its role."""

    source: list[Paragraph]
    marks: Landmarks
    paragraphs: list[Paragraph] = field(default_factory=list)
    issuer: list[str] = field(default_factory=list)
    place: str | None = None
    date: str | None = None

    def read(self) -> int:
        """Fill the fields; return the index of the first paragraph behind the columns."""
        start = self.marks.start
        self.paragraphs = [p.as_(Role.NOISE) for p in self.source[:start]]
        last = self._last_line()
        index = start
        while index < last:
            index = self._line(index, last)
        return index

    def dated(self, found: tuple[str, str | None]) -> None:
        """Note place and date; the first that is printed holds."""
        self.place, self.date = self.place or found[0], self.date or found[1]

    def _last_line(self) -> int:
        if self.marks.title is not None:
            return self.marks.title
        known = [i for i in (self.marks.number_at, self.marks.subject_at) if i is not None]
        last = max(known, default=self.marks.start) + 1
        for index in range(self.marks.start, min(len(self.source), self.marks.start + 25)):
            text = self.source[index].text
            if place_and_date(text) or (MOTTO.match(text) and len(text) < 60):
                last = max(last, index + 1)
        return min(last, len(self.source))

    def _line(self, index: int, last: int) -> int:
        """Give paragraph *index* its role; return the index of the next one."""
        text = self.source[index].text
        if RULE.match(text):
            return self._put(index, index + 1, Role.RULE)
        if index == self.marks.number_at:
            return self._put(index, index + 1, Role.NUMBER)
        if index == self.marks.subject_at:
            return self._put(index, self._subject_end(index, last), Role.SUBJECT)
        if found := place_and_date(text):
            self.dated(found)
            return self._put(index, index + 1, Role.PLACE_DATE)
        if broken := self._broken_date(index, last):
            self.dated(broken)
            return self._put(index, index + 2, Role.PLACE_DATE)
        if MOTTO.match(text):
            return self._put(index, self._motto_end(index, last), Role.MOTTO)
        if text.startswith("Kính gửi"):
            return self._put(index, index + 1, Role.ADDRESSEE)
        if is_caps(text) and len(text) < 120 and not NUMBER.match(text):
            end = self._issuer_end(index, last)
            self.issuer.append(" ".join(p.text for p in self.source[index:end]))
            return self._put(index, end, Role.ISSUER)
        return self._put(index, index + 1, Role.BODY if self.issuer else Role.NOISE)

    def _put(self, index: int, end: int, role: Role) -> int:
        self.paragraphs.append(join(self.source[index:end], role))
        return end

    def _broken_date(self, index: int, last: int) -> tuple[str, str | None] | None:
        """ "Hà" over "Nội, ngày 25 tháng 11 năm 2025"."""
        if index + 1 >= last or len(self.source[index].text) > 30 or MOTTO.match(self.source[index].text):
            return None
        return place_and_date(f"{self.source[index].text} {self.source[index + 1].text}")

    def _motto_end(self, index: int, last: int) -> int:
        """The motto's first line may be broken over lines; it ends with "VIỆT NAM"."""
        end = index + 1
        while (
            end < last
            and is_caps(self.source[index].text)
            and not self.source[end - 1].text.endswith("VIỆT NAM")
            and self.source[end].tight
            and (MOTTO.match(self.source[end].text) or self.source[end].text == "VIỆT NAM")
            and is_caps(self.source[end].text)
        ):
            end += 1
        return end

    def _issuer_end(self, index: int, last: int) -> int:
        """The name of a body goes on until another body, or another line of the head, begins."""
        end = index + 1
        while end < last and end != self.marks.number_at:
            text = self.source[end].text
            begins = is_body(text) and not _UNFINISHED.search(self.source[end - 1].text)
            if begins or not is_caps(text) or RULE.match(text) or MOTTO.match(text):
                break
            if place_and_date(text) or (NUMBER.search(text) and "Ố" in text[:2]):
                break
            end += 1
        return end

    def _subject_end(self, index: int, last: int) -> int:
        """A công văn's subject goes on over the lines below until the other column begins."""
        end = index + 1
        while end < min(len(self.source), index + 8):
            text = self.source[end].text
            if (
                RULE.match(text)
                or place_and_date(text)
                or MOTTO.match(text)
                or text.startswith("Kính gửi")
                or not self.source[end].tight
                or (end >= max(last, index + 1) and not text[:1].islower())
            ):
                break
            end += 1
        return end
