"""The document: what every reader makes and every writer takes.

It knows nothing of files, Word or Markdown.  The words follow the official
English of Vietnamese law (Article = Điều, Clause = Khoản, Point = Điểm) and
ELI/schema.org where these have one (issuer = passed_by, date = date_document).
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest

LEVELS = {
    "central": "Trung ương",
    "province": "tỉnh, thành phố",
    "district": "huyện",
    "commune": "xã, phường",
}
"""Those of bodies, as front matter states them and as readers see them."""


class Role(StrEnum):
    """What a paragraph is for, in the order of the official layout."""

    NOISE = "noise"
    """Words around the document that are not part of it: a portal's own heading."""
    MOTTO = "motto"
    """Quốc hiệu, tiêu ngữ, or "Đảng Cộng sản Việt Nam"."""
    ISSUER = "issuer"
    """The body that issues, with the body above it, at the top left."""
    NUMBER = "number"
    """Số, ký hiệu."""
    PLACE_DATE = "place-date"
    TYPE = "type"
    """Tên loại: "KẾT LUẬN"."""
    SUBJECT = "subject"
    """Trích yếu."""
    ENCLOSED_WITH = "enclosed-with"
    """"(Kèm theo Công văn số …)" under the title of an annex."""
    ADDRESSEE = "addressee"
    """Kính gửi."""
    BODY = "body"
    RULE = "rule"
    """A line of dashes or stars, printed to part one thing from the next."""
    RECIPIENTS = "recipients"
    """Nơi nhận."""
    SIGNATURE = "signature"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Mark:
    """Letters that the layout sets apart: `text[start:end]` of a paragraph."""

    start: int
    end: int
    kind: str
    """"strong", "em", or "note" (a reference to a footnote: "[1]")."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one row of a table."""

    text: str
    """Its words: NFC, one blank between two words, no markup."""

    marks: tuple[Mark, ...] = ()

    level: int = 0
    """The heading level that the layout gave it, 1-6; 0 for ordinary text."""

    cells: tuple[str, ...] = ()
    """For a table row: the text of its cells; `text` is then the cells with blanks between."""

    tight: bool = False
    """No blank line stood between it and the paragraph before."""

    line: int = 0
    """Where it begins in the file it was read from, counted from 1; 0 if unknown."""

    lines: tuple[tuple[int, int], ...] = ()
    """For text broken over lines: (offset in `text`, line) for each line after the first."""

    role: Role = Role.BODY

    def as_(self, role: Role) -> Paragraph:
        """The same paragraph in *role*."""
        return Paragraph(
            self.text, self.marks, self.level, self.cells, self.tight, self.line, self.lines, role
        )

    def line_at(self, offset: int) -> int:
        """The line of the file on which the character at *offset* stands."""
        line = self.line
        for start, number in self.lines:
            if start > offset:
                break
            line = number
        return line


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered part of a document, the unit that others cite."""

    id: str
    """As a reader would cite it: "2.3", "2.2(1)", "I.2.1", "Điều 5 khoản 2 điểm a"."""

    label: str
    """As printed: "2.3.", "I-", "Điều 5."."""

    kind: str
    """One of: phần, chương, mục, tiểu mục, điều, khoản, điểm, mục chữ, mục la mã, số, ý, phụ lục."""

    depth: int
    """How deep it lies: 1 for the outermost."""

    paragraph: int
    """Index of the paragraph in which it begins."""

    start: int
    """Offset in that paragraph; above 0 for "(1)" in the middle of one."""

    title: str
    """Its first words, for a table of contents; without the label."""

    @property
    def anchor(self) -> str:
        """The id as it stands in an address: no blanks, no accents.

        >>> Clause("Điều 5 khoản 2 điểm đ", "đ)", "điểm", 3, 0, 0, "").anchor
        'dieu-5-khoan-2-diem-dd'
        >>> Clause("2.2(1)", "(1)", "ý", 3, 0, 0, "").anchor
        '2.2(1)'
        """
        return _anchor(self.id)


@lru_cache(maxsize=4096)
def _anchor(clause_id: str) -> str:
    # Điểm d and điểm đ are neighbours: đ alone becomes dd, as one types it in Telex.
    text = re.sub(r"(?<!\w)đ(?!\w)", "dd", clause_id)
    text = unicodedata.normalize("NFD", text.lower())
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("đ", "d")
    return re.sub(r"\s+", "-", text.replace(", ", ","))


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, as printed."""

    name: str | None = None
    position: str | None = None
    """"PHÓ BÍ THƯ"."""
    authority: str | None = None
    """On whose behalf: "T/M BAN THƯỜNG VỤ", "KT. CHỦ TỊCH"."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a document besides its text.  None or empty: unknown."""

    type: str | None = None
    """Tên loại: "Kết luận"."""

    number: str | None = None
    """Số, ký hiệu, without blanks: "177-KL/TW"."""

    issuer: tuple[str, ...] = ()
    """The issuing bodies, in the order printed."""

    level: str | None = None
    """"central", "province", "district" or "commune"."""

    province: str | None = None
    """The province by its name at the document's date, without "tỉnh"."""

    place: str | None = None

    date: str | None = None
    """The day of issue, ISO 8601."""

    subject: str | None = None
    """Trích yếu, as printed."""

    signer: Signer | None = None

    recipients: tuple[str, ...] = ()
    """The entries of "Nơi nhận", as printed, without their dash."""

    attached_to: str | None = None
    """For an annex that stands alone: the document it says it belongs to, as printed."""


@dataclass(frozen=True, slots=True)
class Document:
    """One directive document: its words, what they are for, and what they tell."""

    facts: Facts
    paragraphs: tuple[Paragraph, ...]
    clauses: tuple[Clause, ...] = ()
    warnings: tuple[str, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """All its words, a line for each paragraph."""
        return "\n".join(p.text for p in self.paragraphs)

    def clause_at(self, paragraph: int, offset: int) -> Clause | None:
        """The clause that began last at *offset* of the paragraph with index *paragraph*."""
        at = bisect.bisect_right(self.clauses, (paragraph, offset), key=lambda c: (c.paragraph, c.start))
        return self.clauses[at - 1] if at else None

    def clause_texts(self) -> Iterator[tuple[Clause, str]]:
        """Each clause of the text with its own words: behind its label, up to the next clause."""
        clauses = [c for c in self.clauses if self.paragraphs[c.paragraph].role is Role.BODY]
        for clause, following in zip_longest(clauses, clauses[1:]):
            last = following.paragraph if following else len(self.paragraphs) - 1
            parts = []
            for index in range(clause.paragraph, last + 1):
                paragraph = self.paragraphs[index]
                if paragraph.role is not Role.BODY:
                    break
                stop = following.start if following and index == last else len(paragraph.text)
                parts.append(paragraph.text[clause.start if index == clause.paragraph else 0 : stop])
            yield clause, " ".join(" ".join(parts).removeprefix(clause.label).split())

    @property
    def footnotes(self) -> int:
        """How many footnotes it has."""
        return sum(p.role is Role.FOOTNOTE and p.text[:1] in "[\ufffd" for p in self.paragraphs)
