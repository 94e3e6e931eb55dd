"""The head of a document: where it is, and which line of it says what.

Party (Hướng dẫn 36-HD/VPTW) and State (Nghị định 30/2020/NĐ-CP, phụ lục I) set the same things in
two columns: issuer and number on the left, motto, place and date on the right, then the type, then
the subject.  Copied as text, the columns come one after the other, in either order, broken over
lines, with news of a portal before them, or in part only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .. import forms
from ..document import Mark, Paragraph, Role
from ..text import is_caps, key
from .labels import label_of
from .names import is_body
from .numbers import NUMBER, first_date, place_and_date


@dataclass(frozen=True, slots=True)
class Head:
    """The paragraphs with the roles of the head, and what the head says, as printed."""

    paragraphs: list[Paragraph]
    end: int
    """Index of the first paragraph behind the head."""
    type: str | None = None
    number: str | None = None
    issuer_lines: tuple[str, ...] = ()
    """The left column, line by line: parent body first."""
    acting: str | None = None
    """The body that stands alone above "Căn cứ": "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH GIA LAI"."""
    title: str = ""
    """All of the title block behind the type."""
    place: str | None = None
    date: str | None = None
    enclosed_with: str | None = None


SEARCHED = 80
"""Paragraphs in which a head is looked for, unless its motto or number stands further down."""

_NUMBER_LINE = re.compile(
    r"(?:(?P<law>Luật|Pháp lệnh|Bộ luật|Nghị quyết|Lệnh)\s+)?[Ss][ốóổôo]\s*[:.]?\s*(?P<number>.*)$"
)
_MOTTO = re.compile(
    r"C[ỘÔ]NG H[OÒ][AÀ]|XÃ HỘI CHỦ NGHĨA|HỘI CHỦ NGHĨA|CHỦ NGHĨA VIỆT NAM|NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN|"
    r"Độc lập\s*[-–]|Tự do\s*[-–]\s*Hạnh",
)
_RULE = re.compile(r"[-_*=–—. ~]+$")
_OPENER = re.compile(
    r"(?:- )?(?:\*?“?)(?:Căn cứ|CĂN CỨ|Theo đề nghị|Theo |Xét |Xem xét|Thực hiện|Triển khai|Để |Tại |Ngày |Sau khi|Trong |Thời gian|Kính gửi|"
    r"Qua |Nhằm |Trên cơ sở|Quán triệt|Hiện nay|Cuối |Vừa qua|Từ |Năm )"
)
_ENCLOSED = re.compile(r"\(?\s*(?:Ban hành kèm|Kèm|Đính kèm|Ban hành theo|Phê duyệt kèm|Phê duyệt tại)", re.IGNORECASE)
# "VĂN PHÒNG" over "CHÍNH PHỦ", "CHỦ TỊCH" over "ỦY BAN": one name on two lines.
_UNFINISHED = re.compile(r"^(?:VĂN PHÒNG|CHỦ TỊCH|HỘI ĐỒNG|THƯỜNG TRỰC|BAN THƯỜNG VỤ)$|(?:[ỦU][YỶ]|NHÂN|VÀ|,|CỦA)$")
_NUMBER_AND_DATE = re.compile(rf"(?:[Ss]ố:?\s*)?{NUMBER.pattern},?\s*(?P<date>ngày [\d/. thángnăm]+)")
_ACTED = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT)\s*:$")


def find_head(paragraphs: Sequence[Paragraph]) -> Head:
    """Find the head of a document; a text without one has an empty head."""
    start = _begin(paragraphs)
    title = _title_at(paragraphs, start)
    number_at, number, subject_line = _number_line(paragraphs, start, title)
    if title is None and number_at is None and start == 0 and not _any_motto(paragraphs):
        return _unheaded(paragraphs)
    return _Reader(list(paragraphs), start, title, number_at, number, subject_line).read()


def _any_motto(paragraphs: Sequence[Paragraph]) -> bool:
    return any(_MOTTO.match(p.text) and is_caps(p.text) for p in paragraphs[:SEARCHED])


def _begin(paragraphs: Sequence[Paragraph]) -> int:
    """Where the document begins: behind the news that a portal may have put before it."""
    for index, paragraph in enumerate(paragraphs[: SEARCHED * 5]):
        text = paragraph.text
        if len(text) > 90 or paragraph.cells:
            continue
        if (_MOTTO.match(text) and is_caps(text)) or _is_number_line(text):
            # A form or an annex has a motto too: not if the document has begun long before.
            title = _title_at(paragraphs[:12], 0)
            if title is not None and index > title + 9:
                return 0
            return _back_to_issuer(paragraphs, index)
    return 0


def _back_to_issuer(paragraphs: Sequence[Paragraph], index: int) -> int:
    """The left column may stand before the motto: up over capitals, rules and the head's other lines."""
    start = index
    while start > 0 and index - start < 12:
        text = paragraphs[start - 1].text
        if len(text) > 120:
            break
        if (
            is_caps(text)
            or _RULE.match(text)
            or _is_number_line(text)
            or place_and_date(text)
            or text[:1] in "*("
        ):
            start -= 1
        else:
            break
    return start


def _is_number_line(text: str) -> bool:
    match = _NUMBER_LINE.match(text)
    if not match or len(text) > 200:
        return False
    found = NUMBER.match(match["number"])
    if found:
        rest = match["number"][found.end() :].strip()
        return not rest.strip("|* ") or bool(re.match(r"[Vv]/[Vv]|[Vv]ề việc|\*|[A-ZĐ][^,]{1,30}, ngày", rest))
    return bool(re.fullmatch(r"[\s./…_-]*(?:\d{4})?[\s./…_-]*[/-]\s*[A-ZĐ][\w./-]+", match["number"]))


def _title_at(paragraphs: Sequence[Paragraph], start: int) -> int | None:
    """Index of the line that gives the type."""
    loose = None
    for index in range(start, min(len(paragraphs), start + SEARCHED)):
        paragraph = paragraphs[index]
        text = paragraph.text
        if (len(text) > 400 and index > start) or paragraph.cells:
            continue
        name, _rest = split_type(text)
        if name and (is_caps(text[: len(name)]) or paragraph.level == 1 or index == start):
            if _ACTED.match(text) and index > start:
                continue
            if not is_caps(text[: len(name)]) and paragraph.level != 1:
                return _repeated(paragraphs, index) or index
            return index
        if loose is None and _OPENER.match(text) and len(text) > 60:
            loose = index
            break
    return None


def _repeated(paragraphs: Sequence[Paragraph], headline: int) -> int | None:
    """A site's headline in small letters may stand above the document's own title."""
    for index in range(headline + 1, min(len(paragraphs), headline + 9)):
        name, rest = split_type(paragraphs[index].text)
        if name and not rest and is_caps(name):
            return index
    return None


def split_type(text: str) -> tuple[str | None, str]:
    """Split a title line into the printed type and what follows it.

    >>> split_type("KẾT LUẬN CỦA BỘ CHÍNH TRỊ")
    ('KẾT LUẬN', 'CỦA BỘ CHÍNH TRỊ')
    """
    words = text.split()
    for count in range(min(4, len(words)), 0, -1):
        name = " ".join(words[:count]).rstrip(":*")
        if key(name) in forms.types():
            rest = " ".join(words[count:])
            if not rest or is_caps(name) or NUMBER.match(rest) or re.match(r"[Ss]ố\s", rest):
                return name, rest
            return None, text
    return None, text


def _number_line(
    paragraphs: Sequence[Paragraph], start: int, title: int | None
) -> tuple[int | None, str | None, int | None]:
    """Index of the number's line, the number, and the line in which a công văn's subject begins."""
    end = min(len(paragraphs), start + 40)
    for index in range(start, end):
        text = paragraphs[index].text
        if _is_number_line(text):
            match = _NUMBER_LINE.match(text)
            found = NUMBER.match(match["number"]) if match else None
            below = index + 1
            rest = match["number"][found.end() :] if match and found else ""
            if re.match(r"\s*(?:[Vv]/[Vv]|[Vv]ề việc)", rest):
                return index, found[0] if found else None, index
            if below < len(paragraphs) and re.match(r"[Vv]/[Vv]|[Vv]ề việc", paragraphs[below].text):
                return index, found[0] if found else None, below
            return index, found[0] if found else None, None
        if title is not None and index > title + 15:
            break
        if _OPENER.match(text) and len(text) > 60:
            break
    for index in {start, title} - {None}:
        _name, rest = split_type(paragraphs[index or 0].text)
        found = NUMBER.match(re.sub(r"^[Ss]ố\s*:?\s*", "", rest))
        if found:
            return index, found[0], None
    return None, None, None


def _unheaded(paragraphs: Sequence[Paragraph]) -> Head:
    """A text that begins at once; at most it says to whom it goes."""
    marked = list(paragraphs)
    end = 0
    if marked and marked[0].text.startswith("Kính gửi"):
        marked[0] = marked[0].as_(Role.ADDRESSEE)
        end = 1
        while end < min(len(marked), 30) and marked[end].text[:1] in "-–":
            marked[end] = marked[end].as_(Role.ADDRESSEE)
            end += 1
    return Head(marked, end)


class _Reader:
    """Goes down the head once and gives each line its role."""

    def __init__(
        self,
        source: list[Paragraph],
        start: int,
        title: int | None,
        number_at: int | None,
        number: str | None,
        subject_line: int | None,
    ) -> None:
        self.source = source
        self.start, self.title = start, title
        self.number_at, self.number, self.subject_line = number_at, number, subject_line
        self.out: list[Paragraph] = [p.as_(Role.NOISE) for p in source[:start]]
        self.place: str | None = None
        self.date: str | None = None
        self.issuer: list[str] = []

    def read(self) -> Head:
        last = self._last_line()
        index = self.start
        while index < last:
            index = self._line(index, last)
        if self.title is None:
            return self._letter(index)
        return self._titled(index)

    def _last_line(self) -> int:
        if self.title is not None:
            return self.title
        known = [i for i in (self.number_at, self.subject_line) if i is not None]
        last = max(known, default=self.start) + 1
        for index in range(self.start, min(len(self.source), self.start + 25)):
            text = self.source[index].text
            if place_and_date(text) or (_MOTTO.match(text) and len(text) < 60):
                last = max(last, index + 1)
        return min(last, len(self.source))

    def _line(self, index: int, last: int) -> int:
        """Give paragraph *index* its role; return the index of the next one."""
        paragraph = self.source[index]
        text = paragraph.text
        if _RULE.match(text):
            return self._put(index, index + 1, Role.RULE)
        if index == self.number_at:
            return self._put(index, index + 1, Role.NUMBER)
        if index == self.subject_line:
            return self._put(index, self._subject_end(index, last), Role.SUBJECT)
        if found := place_and_date(text):
            self.place, self.date = self.place or found[0], self.date or found[1]
            return self._put(index, index + 1, Role.PLACE_DATE)
        if found := self._broken_date(index, last):
            self.place, self.date = self.place or found[0], self.date or found[1]
            return self._put(index, index + 2, Role.PLACE_DATE)
        if _MOTTO.match(text):
            return self._put(index, self._motto_end(index, last), Role.MOTTO)
        if text.startswith("Kính gửi"):
            return self._put(index, index + 1, Role.ADDRESSEE)
        if is_caps(text) and len(text) < 120 and not NUMBER.match(text):
            return self._issuer(index, last)
        return self._put(index, index + 1, Role.NOISE if not self.issuer else Role.BODY)

    def _broken_date(self, index: int, last: int) -> tuple[str, str | None] | None:
        """ "Hà" over "Nội, ngày 25 tháng 11 năm 2025"."""
        if index + 1 >= last or len(self.source[index].text) > 30:
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
            and (_MOTTO.match(self.source[end].text) or self.source[end].text == "VIỆT NAM")
            and is_caps(self.source[end].text)
        ):
            end += 1
        return end

    def _issuer(self, index: int, last: int) -> int:
        end = index + 1
        while (
            end < last
            and end != self.number_at
            and is_caps(self.source[end].text)
            and not _RULE.match(self.source[end].text)
            and not _MOTTO.match(self.source[end].text)
            and (not is_body(self.source[end].text) or _UNFINISHED.search(self.source[end - 1].text))
            and not (NUMBER.search(self.source[end].text) and "Ố" in self.source[end].text[:2])
            and not place_and_date(self.source[end].text)
        ):
            end += 1
        name = " ".join(p.text for p in self.source[index:end])
        self.issuer.append(name)
        return self._put(index, end, Role.ISSUER)

    def _put(self, index: int, end: int, role: Role) -> int:
        self.out.append(join(self.source[index:end], role))
        return end

    def _subject_end(self, index: int, last: int) -> int:
        """A công văn's subject goes on over the lines below until the other column begins."""
        end = index + 1
        while end < min(len(self.source), index + 8):
            text = self.source[end].text
            if (
                _RULE.match(text)
                or place_and_date(text)
                or _MOTTO.match(text)
                or text.startswith("Kính gửi")
                or not self.source[end].tight
                or end >= max(last, index + 1)
                and not text[:1].islower()
            ):
                break
            end += 1
        return end

    def _letter(self, index: int) -> Head:
        """A công văn: no type line; the addressee follows."""
        subject = next((p.text for p in self.out if p.role is Role.SUBJECT), "")
        end = len(self.out)
        rest = list(self.source[index:])
        rest = self._addressees(rest)
        return Head(
            [*self.out, *rest],
            end,
            None,
            self.number,
            tuple(self.issuer),
            None,
            subject,
            self.place,
            self.date,
        )

    @staticmethod
    def _addressees(rest: list[Paragraph]) -> list[Paragraph]:
        for position, paragraph in enumerate(rest[:6]):
            if paragraph.text.startswith("Kính gửi"):
                below = position + 1
                if paragraph.text.rstrip() == "Kính gửi:" and below < len(rest) and rest[below].text[:1] not in "-–":
                    rest[position : below + 1] = [join(rest[position : below + 1], Role.ADDRESSEE)]
                    break
                rest[position] = paragraph.as_(Role.ADDRESSEE)
                while below < min(len(rest), position + 30) and rest[below].text[:1] in "-–":
                    rest[below] = rest[below].as_(Role.ADDRESSEE)
                    below += 1
                break
        return rest

    def _titled(self, index: int) -> Head:
        assert self.title is not None
        source = self.source
        name, rest = split_type(source[index].text)
        if dated := _NUMBER_AND_DATE.match(rest):
            self.date = self.date or first_date(dated["date"])
        end = self._title_end(index, bool(rest))
        acting_from = self._acting(index + 1, end)
        block = source[index + 1 : acting_from]
        type_line = source[index]
        if rest:
            self.out.append(type_line.as_(Role.TYPE))
        else:
            self._put(index, index + 1, Role.TYPE)
        after_title: list[str] = [rest] if rest else []
        position = 0
        enclosed = None
        run: list[Paragraph] = []

        def flush() -> None:
            if run:
                self.out.append(join(run, Role.SUBJECT))
                after_title.append(" ".join(p.text for p in run))
                run.clear()

        while position < len(block):
            paragraph = block[position]
            text = paragraph.text
            if _RULE.match(text):
                flush()
                self.out.append(paragraph.as_(Role.RULE))
            elif _ENCLOSED.match(text):
                flush()
                stop = position + 1
                while stop < len(block) and text.startswith("(") and ")" not in " ".join(
                    p.text for p in block[position:stop]
                ):
                    stop += 1
                joined = join(block[position:stop], Role.ENCLOSED_WITH)
                enclosed = joined.text
                self.out.append(joined)
                position = stop
                continue
            elif found := place_and_date(text):
                flush()
                self.place, self.date = self.place or found[0], self.date or found[1]
                self.out.append(paragraph.as_(Role.PLACE_DATE))
            elif self.number_at is not None and paragraph is source[self.number_at]:
                flush()
                self.out.append(paragraph.as_(Role.NUMBER))
            else:
                if run and _parts(run, text):
                    flush()
                run.append(paragraph)
            position += 1
        flush()
        acting = None
        if acting_from < end:
            joined = join(source[acting_from:end], Role.ISSUER)
            acting = re.sub(r"\s*(?:điện|ĐIỆN)?\s*:$", "", joined.text)
            self.out.append(joined)
        head_end = len(self.out)
        remaining = self._addressees(list(source[end:]))
        return Head(
            [*self.out, *remaining],
            head_end,
            name,
            self.number,
            tuple(self.issuer),
            acting,
            " ".join(after_title),
            self.place,
            self.date,
            enclosed,
        )

    def _title_end(self, index: int, has_rest: bool) -> int:
        """The end of the title block: the first paragraph of the text itself."""
        source = self.source
        end = index + 1
        subject = has_rest
        caps: bool | None = is_caps(source[index].text) if has_rest else None
        while end < min(len(source), index + 40):
            paragraph, text = source[end], source[end].text
            if paragraph.cells:
                break
            if _RULE.match(text):
                end += 1
                if subject and not self._more_title(end):
                    break
                continue
            if _ENCLOSED.match(text) and (text[:1] == "(" or len(text) < 200):
                end += 1
                while end < len(source) and text.startswith("(") and ")" not in text and end < index + 40:
                    text = f"{text} {source[end].text}"
                    end += 1
                continue
            if end == self.number_at or place_and_date(text):
                end += 1
                continue
            if text.startswith("Kính gửi") or _OPENER.match(text) or label_of(text) or len(text) > 700:
                break
            if _ACTED.match(text) or text.startswith(("- ", "+ ")):
                break
            capitals = is_caps(text)
            if not subject:
                subject, caps = True, capitals
                end += 1
                continue
            if not capitals and not self._same_subject(source[end - 1], paragraph, caps):
                break
            caps = capitals
            end += 1
        return end

    def _more_title(self, end: int) -> bool:
        """Behind a rule, only an acting body or the note of an annex still belongs to the title."""
        if end >= len(self.source):
            return False
        text = self.source[end].text
        return bool(_ENCLOSED.match(text)) or (is_caps(text) and is_body(text) and len(text) < 90) or bool(
            re.search(r"điện:$", text)
        )

    @staticmethod
    def _same_subject(before: Paragraph, here: Paragraph, caps: bool | None) -> bool:
        """Whether a line in small letters goes on with the subject above it."""
        first = here.text.lstrip("“\"(")[:1]
        if here.level > 1:
            return False
        if first.islower():
            return len(here.text) < 400 and not before.text.endswith((".", ";", ":"))
        if _RULE.match(before.text) or (before.role is Role.RULE):
            return False
        strong = any(m.kind == "strong" and m.end - m.start > len(here.text) * 0.8 for m in here.marks)
        if strong and here.tight and len(here.text) < 300:
            return True
        if re.match(r"V[ềỀ]\s", here.text) and caps is not False:
            return True
        return (
            here.tight
            and caps is False
            and len(here.text) < 120
            and not before.text.endswith((".", ";", ":"))
            and not here.text.endswith((".", ";", ":"))
        ) or (bool(re.search(r"điện:$", here.text)) and len(here.text) < 90)

    def _acting(self, start: int, end: int) -> int:
        """Where the acting body begins, the last thing of a title block; *end* if there is none."""
        source = self.source
        for index in range(end - 1, start - 1, -1):
            text = source[index].text
            if _RULE.match(text) or _ENCLOSED.match(text) or place_and_date(text):
                return end
            if not is_caps(text) and not text.endswith("điện:"):
                return end
            if is_body(text):
                before = source[index - 1].text if index > start else ""
                if index == start and not self._alone(index, end):
                    return end
                if re.search(r"(?:CỦA|CHO|VÀ|BỞI|THUỘC|GIỮA|VỚI|DO|TẠI|ĐƯỢC|CÁC|TRONG|Ở|LÀ|,)$", before):
                    return end
                while index - 1 > start and key(source[index - 1].text) in forms.offices():
                    index -= 1
                return index if self._alone(index, end) else end
        return end

    def _alone(self, index: int, end: int) -> bool:
        """Whether the lines from *index* to *end* name a body and nothing else, above an opening."""
        name = " ".join(p.text for p in self.source[index:end])
        if len(name) > 110 or re.search(
            r"\b(?:VỀ|TẠI|QUY ĐỊNH|BAN HÀNH|QUYẾT ĐỊNH|CHỦ TRƯƠNG|MỘT SỐ|TRONG|ĐỂ|KHI|ĐẾN NĂM|GIAI ĐOẠN)\b", name
        ):
            return False
        following = self.source[end].text if end < len(self.source) else ""
        opens = bool(_OPENER.match(following) or _ACTED.match(following) or label_of(following))
        return opens or name.endswith(":") or following.startswith("- ")


def _parts(run: list[Paragraph], text: str) -> bool:
    """Whether *text* begins a line of its own in the title: "VỀ …" under "CỦA BỘ CHÍNH TRỊ"."""
    if is_caps(run[-1].text) != is_caps(text):
        return True
    return bool(re.match(r"VỀ\s", text) and re.match(r"(?:KẾT LUẬN )?CỦA ", run[0].text))


def join(paragraphs: Sequence[Paragraph], role: Role) -> Paragraph:
    """Make one paragraph of several lines; their marks and lines stay with their words."""
    first = paragraphs[0]
    if len(paragraphs) == 1:
        return first.as_(role)
    marks: list[Mark] = []
    lines: list[tuple[int, int]] = []
    length = 0
    for paragraph in paragraphs:
        if length:
            lines.append((length, paragraph.line))
        lines += [(length + offset, line) for offset, line in paragraph.lines]
        for m in paragraph.marks:
            start, end = m.start + length, m.end + length
            if marks and marks[-1].kind == m.kind and marks[-1].end == start - 1:
                marks[-1] = Mark(marks[-1].start, end, m.kind)
            else:
                marks.append(Mark(start, end, m.kind))
        length += len(paragraph.text) + 1
    text = " ".join(p.text for p in paragraphs)
    return Paragraph(text, tuple(marks), first.level, (), first.tight, first.line, tuple(lines), role)
