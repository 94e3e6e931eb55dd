"""The title block: type, subject, the note of an annex, and the body that acts.

QUYẾT ĐỊNH                                              type
VỀ VIỆC CÔNG BỐ DANH MỤC …                              subject
(Kèm theo Công văn số …)                                enclosed with
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH GIA LAI                   acting
Căn cứ …                                                the text begins
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .. import forms
from ..document import Paragraph, Role
from ..text import is_caps, key
from .labels import label_of
from .landmarks import ENACTS, ENCLOSED, OPENER, RULE, split_type
from .lines import join
from .names import is_body
from .numbers import NUMBER, first_date, place_and_date

_NUMBER_AND_DATE = re.compile(rf"(?:[Ss]ố:?\s*)?{NUMBER.pattern},?\s*(?P<date>ngày [\d/. thángnăm]+)")
# CỦA CHÍNH PHỦ SỐ 29/1998/NĐ-CP NGÀY 11 THÁNG 5 NĂM 1998: collections of laws print heads so.
OWN_NUMBER = re.compile(
    rf"CỦA (?:(?!\bVỀ\b).){{4,120}}? SỐ\s*:?\s*(?P<number>{NUMBER.pattern}),?\s+"
    r"(?P<date>NGÀY\s[\d/.\s]+(?:THÁNG\s[\d\s]+NĂM\s)?\d{4})\s*"
)
# A line that ends so goes on: the body below it belongs to the subject.
_GOES_ON = re.compile(r"(?:CỦA|CHO|VÀ|BỞI|THUỘC|GIỮA|VỚI|DO|TẠI|ĐƯỢC|CÁC|TRONG|Ở|LÀ|,)$")
_NO_NAME = re.compile(
    r"\b(?:VỀ|TẠI|QUY ĐỊNH|BAN HÀNH|QUYẾT ĐỊNH|CHỦ TRƯƠNG|MỘT SỐ|TRONG|ĐỂ|KHI|ĐẾN NĂM|GIAI ĐOẠN)\b"
)
# Right under the type such a line is the subject, though a text may begin with the same words.
_SUBJECT = re.compile(r"(?:Triển khai|Thực hiện|Quán triệt) .{0,250}[^.;:,]$")
_LONGEST = 40
"""Lines of a title block."""


@dataclass
class Title:
    """Reads the title block that begins at *index* of *source*."""

    source: list[Paragraph]
    index: int
    number_at: int | None
    name: str | None = None
    """The type as printed."""
    words: list[str] = field(default_factory=list)
    """All of the block behind the type, line by line."""
    acting: str | None = None
    enclosed_with: str | None = None
    dates: list[tuple[str, str | None]] = field(default_factory=list)
    """Place and date, where they stand under the title."""
    number: str | None = None
    """The number that stands in the title, as printed."""
    date: str | None = None
    """The date of a headline: "Văn bản hợp nhất 97/VBHN-BQP ngày 24/11/2025"."""
    paragraphs: list[Paragraph] = field(default_factory=list)

    def read(self) -> int:
        """Fill the fields; return the index of the first paragraph behind the block."""
        first = self.source[self.index]
        self.name, rest = split_type(first.text)
        if rest:
            self.words.append(rest)
        if dated := _NUMBER_AND_DATE.match(rest):
            self.date = first_date(dated["date"])
        end = self._end(bool(rest))
        acting = self._acting_from(end)
        self.paragraphs.append(first.as_(Role.TYPE))
        self._block(self.index + 1, acting)
        if acting < end:
            joined = join(self.source[acting:end], Role.ISSUER)
            self.acting = re.sub(r"\s*(?:điện|ĐIỆN)?\s*:$", "", joined.text)
            self.paragraphs.append(joined)
        if own := OWN_NUMBER.match(" ".join(self.words)):
            self.number, self.date = own["number"], self.date or first_date(own["date"].lower())
        return end

    def _block(self, start: int, end: int) -> None:
        """Give the lines between type and acting body their roles."""
        run: list[Paragraph] = []
        position = start
        while position < end:
            paragraph, text = self.source[position], self.source[position].text
            stop = position + 1
            role: Role | None = None
            if RULE.match(text):
                role = Role.RULE
            elif ENCLOSED.match(text):
                role, stop = Role.ENCLOSED_WITH, self._bracket_end(position, end)
            elif found := place_and_date(text):
                role = Role.PLACE_DATE
                self.dates.append(found)
            elif position == self.number_at:
                role = Role.NUMBER
            if role is None:
                if run and _begins_line(run, text):
                    self._subject(run)
                run.append(paragraph)
            else:
                self._subject(run)
                self.paragraphs.append(join(self.source[position:stop], role))
                if role is Role.ENCLOSED_WITH:
                    self.enclosed_with = self.paragraphs[-1].text
            position = stop
        self._subject(run)

    def _subject(self, run: list[Paragraph]) -> None:
        if run:
            self.paragraphs.append(join(run, Role.SUBJECT))
            self.words.append(" ".join(p.text for p in run))
            run.clear()

    def _bracket_end(self, position: int, end: int) -> int:
        """Behind the closing bracket of "(Kèm theo …", which may stand some lines below."""
        stop = position + 1
        text = self.source[position].text
        while stop < end and text.startswith("(") and ")" not in text:
            text = f"{text} {self.source[stop].text}"
            stop += 1
        return stop

    def _end(self, has_rest: bool) -> int:
        """The first paragraph of the text itself."""
        source, end = self.source, self.index + 1
        limit = min(len(source), self.index + _LONGEST)
        subject = has_rest
        caps: bool | None = is_caps(source[self.index].text) if has_rest else None
        while end < limit:
            paragraph, text = source[end], source[end].text
            if paragraph.cells:
                break
            if RULE.match(text):
                end += 1
                if subject and not self._more(end):
                    break
            elif ENCLOSED.match(text) and (text[:1] == "(" or len(text) < 200):
                end = self._bracket_end(end, limit)
            elif end == self.number_at or place_and_date(text):
                end += 1
            elif _is_text(text) and (subject or not _SUBJECT.match(text)):
                break
            else:
                capitals = is_caps(text)
                if subject and not capitals and not _same_subject(source[end - 1], paragraph, caps):
                    break
                subject, caps = True, capitals
                end += 1
        return end

    def _more(self, end: int) -> bool:
        """Behind a rule only an acting body or the note of an annex still belongs to the title."""
        if end >= len(self.source):
            return False
        text = self.source[end].text
        if ENCLOSED.match(text) or text.endswith("điện:"):
            return True
        return is_caps(text) and is_body(text) and len(text) < 90

    def _acting_from(self, end: int) -> int:
        """Where the acting body begins, the last thing of the block; *end* if there is none."""
        start = self.index + 1
        for index in range(end - 1, start - 1, -1):
            text = self.source[index].text
            if RULE.match(text) or ENCLOSED.match(text) or place_and_date(text):
                return end
            if not is_caps(text) and not text.endswith("điện:"):
                return end
            if not is_body(text):
                continue
            before = self.source[index - 1].text if index > start else ""
            if _GOES_ON.search(before):
                return end
            while index - 1 > start and key(self.source[index - 1].text) in forms.offices():
                index -= 1
            return index if self._stands_alone(index, end) else end
        return end

    def _stands_alone(self, index: int, end: int) -> bool:
        """Whether the lines from *index* to *end* name a body and nothing else, above an opening."""
        name = " ".join(p.text for p in self.source[index:end])
        if len(name) > 110 or _NO_NAME.search(name):
            return False
        below = self.source[end].text if end < len(self.source) else ""
        return name.endswith(":") or below.startswith("- ") or _is_text(below)


def _is_text(text: str) -> bool:
    """Whether a line belongs to the text and not to the title."""
    return bool(
        OPENER.match(text)
        or ENACTS.match(text)
        or label_of(text)
        or text.startswith(("Kính gửi", "- ", "+ "))
        or len(text) > 700
    )


def _same_subject(before: Paragraph, here: Paragraph, caps: bool | None) -> bool:
    """Whether a line in small letters goes on with the subject above it."""
    text = here.text
    if here.level > 1 and here.level != before.level:
        return False
    if text.lstrip('“"(')[:1].islower():
        return len(text) < 400 and not before.text.endswith((".", ";", ":"))
    if RULE.match(before.text):
        return False
    strong = any(m.kind == "strong" and m.end - m.start > len(text) * 0.8 for m in here.marks)
    if strong and here.tight and len(text) < 300:
        return True
    if re.match(r"V[ềỀ]\s", text) and caps is not False:
        return True
    if text.endswith("điện:"):
        return len(text) < 90
    stopped = before.text.endswith((".", ";", ":")) or text.endswith((".", ";", ":"))
    return here.tight and caps is False and len(text) < 120 and not stopped


def _begins_line(run: list[Paragraph], text: str) -> bool:
    """Whether *text* begins a line of its own in the title: "VỀ …" under "CỦA BỘ CHÍNH TRỊ"."""
    if is_caps(run[-1].text) != is_caps(text):
        return True
    return bool(re.match(r"VỀ\s", text) and re.match(r"(?:KẾT LUẬN )?CỦA ", run[0].text))
