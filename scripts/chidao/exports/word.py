"""Document → .docx, set as the official paper is set.

    head       a table of two columns: issuer, number | motto, place and date
    title      type, subject, a short line
    body       paragraphs with their clauses as outline, tables, footnotes of Word
    closing    a table of two columns: recipients | signature

Sizes, margins and places of the parts are those of Nghị định 30/2020/NĐ-CP, phụ lục I (State) and of
Hướng dẫn 36-HD/VPTW (Party), which differ little; see word_styles.  Every word is the document's own;
what stands around it on a portal (Role.NOISE) is left out, and a line of dashes is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..document import Clause, Document, Paragraph, Role
from ..structure.labels import is_bullet
from ..structure.landmarks import RULE
from ..text import key
from .office import About
from .word_notes import Notes
from .word_parts import columns, p, short_line, table, word_file

_HEAD = {Role.ISSUER, Role.NUMBER, Role.MOTTO, Role.PLACE_DATE}
_LEFT = {Role.ISSUER, Role.NUMBER, Role.SUBJECT}
_TITLE = {Role.TYPE, Role.SUBJECT, Role.ENCLOSED_WITH}
_CLOSING = {Role.RECIPIENTS, Role.SIGNATURE}
# Nghị định 30/2020/NĐ-CP, phụ lục I: "Phần", "Chương", "Mục" stand in the middle, "Điều" does not.
_CENTRED = {"phần", "chương", "mục", "tiểu mục", "phụ lục"}
_HEADINGS = {*_CENTRED, "điều", "mục chữ", "mục la mã"}
_LONGEST_HEADING = 200


def docx(document: Document, about: About) -> bytes:
    """The bytes of *document* as a .docx; the same document gives the same bytes."""
    setter = _Setter(document)
    blocks = "".join(setter.blocks())
    return word_file(blocks, about, notes=setter.notes.part())


class _Setter:
    """Sets the paragraphs of one document."""

    def __init__(self, document: Document) -> None:
        self.facts = document.facts
        self.paragraphs = document.paragraphs
        self.notes = Notes(document)
        self.own: dict[int, Clause] = {c.paragraph: c for c in reversed(document.clauses) if c.start == 0}

    def blocks(self) -> Iterable[str]:
        """The insides of w:body, in order."""
        index = self._head_end()
        yield self._head(index)
        new_page = False
        while index < len(self.paragraphs):
            paragraph = self.paragraphs[index]
            role = paragraph.role
            if role in _CLOSING:
                end = self._run(index, lambda p: p.role in _CLOSING)
                yield self._closing(index, end)
                # What follows the signature is an annex, and begins on a sheet of its own.
                new_page = True
            elif paragraph.cells:
                end = self._run(index, lambda p: bool(p.cells))
                yield (p("", "Van", break_before=True) if new_page else "") + self._table(index, end)
                new_page = False
            else:
                end = index + 1
                if role is not Role.NOISE and not (role is Role.FOOTNOTE and self.notes.set_by_word):
                    last = index + 1 == len(self.paragraphs) or self.paragraphs[end].role not in _TITLE
                    yield self._paragraph(index, new_page)
                    if role in _TITLE and last and not self._ruled(end):
                        yield short_line("LineTitle")
                    new_page = False
            index = end

    def _head_end(self) -> int:
        """Behind the last line of the two columns; title lines come after it."""
        end = 0
        for index, paragraph in enumerate(self.paragraphs):
            if paragraph.role in (Role.TYPE, Role.BODY):
                break
            if paragraph.role in _HEAD or (paragraph.role is Role.RULE and end):
                end = index + 1
        return end

    def _head(self, end: int) -> str:
        left: list[str] = []
        right: list[str] = []
        last = left
        for index in range(end):
            role = self.paragraphs[index].role
            if role is Role.NOISE:
                continue
            if role is not Role.RULE:
                last = left if role in _LEFT else right
            last.append(self._head_line(index, end))
        return columns(left, right, (0.41, 0.59)) + p("", "Khoang") if left or right else ""

    def _head_line(self, index: int, end: int) -> str:
        paragraph = self.paragraphs[index]
        follows = self.paragraphs[index + 1].role if index + 1 < end else None
        if paragraph.role is Role.RULE:
            return p(self.notes.runs(index), "Sao") if "*" in paragraph.text else short_line("LineHead")
        if paragraph.role is Role.MOTTO:
            # The line under the motto, where the paper did not bring one of its own.
            line = "" if follows in (Role.MOTTO, Role.RULE) else short_line("LineHead")
            return p(self.notes.runs(index), "QuocHieu") + line
        if paragraph.role is Role.ISSUER:
            return p(self.notes.runs(index), "CoQuan" if self._issues(paragraph) else "CoQuanTren")
        style = {Role.NUMBER: "SoKyHieu", Role.PLACE_DATE: "NgayThang", Role.SUBJECT: "TrichYeuTrai"}
        return p(self.notes.runs(index), style.get(paragraph.role, "SoKyHieu"))

    def _issues(self, paragraph: Paragraph) -> bool:
        """Whether a line of the left column names the body that issues, not the one above it."""
        issuers = key(" ".join(self.facts.issuer))
        if not issuers or not any(key(p.text) in issuers for p in self.paragraphs if p.role is Role.ISSUER):
            return True
        return key(paragraph.text) in issuers

    def _ruled(self, index: int) -> bool:
        return index < len(self.paragraphs) and self.paragraphs[index].role is Role.RULE

    def _paragraph(self, index: int, new_page: bool) -> str:
        paragraph = self.paragraphs[index]
        runs = self.notes.runs(index)
        if paragraph.role is Role.RULE:
            return (
                p(runs, "Sao")
                if not RULE.match(paragraph.text) or "*" in paragraph.text
                else short_line("LineTitle")
            )
        if paragraph.role is not Role.BODY:
            return p(runs, _STYLES.get(paragraph.role, "Van"), break_before=new_page)
        clause = self.own.get(index)
        if clause is None:
            style = "Giua" if _is_lead(paragraph) else "Van"
            return p(runs, style, break_before=new_page, kept=self._is_last(index))
        heading = clause.kind in _HEADINGS and len(paragraph.text) <= _LONGEST_HEADING
        style = ("Giua" if clause.kind in _CENTRED else "Muc") if heading else "Van"
        outline = clause.depth if heading else 0
        return p(runs, style, outline, break_before=new_page, kept=self._is_last(index))

    def _is_last(self, index: int) -> bool:
        """Whether it stands before the closing, whose names are never alone on the last sheet."""
        return index + 1 < len(self.paragraphs) and self.paragraphs[index + 1].role in _CLOSING

    def _table(self, index: int, end: int) -> str:
        return table([self.paragraphs[i].cells for i in range(index, end)])

    def _closing(self, index: int, end: int) -> str:
        recipients, signature = [], []
        signed = [i for i in range(index, end) if self.paragraphs[i].role is Role.SIGNATURE]
        for i in range(index, end):
            runs = self.notes.runs(i)
            if self.paragraphs[i].role is Role.RECIPIENTS:
                style = "NoiNhanMuc" if is_bullet(self.paragraphs[i].text) else "NoiNhan"
                recipients.append(p(runs, style))
            else:
                # Room for the hand of the one who signs, above the name.
                style = "HoTen" if i == signed[-1] and len(signed) > 1 else "ChucVu"
                signature.append(p(runs, style))
        # Word wants a paragraph behind the last table, and two tables that touch would become one.
        return p("", "Khoang", kept=True) + columns(recipients, signature, (0.5, 0.5)) + p("", "Khoang")

    def _run(self, index: int, holds: Callable[[Paragraph], bool]) -> int:
        end = index + 1
        while end < len(self.paragraphs) and holds(self.paragraphs[end]):
            end += 1
        return end


_STYLES = {
    Role.TYPE: "TenLoai",
    Role.SUBJECT: "TrichYeu",
    Role.ENCLOSED_WITH: "KemTheo",
    Role.ADDRESSEE: "KinhGui",
    Role.MOTTO: "QuocHieu",
    Role.ISSUER: "CoQuan",
    Role.NUMBER: "SoKyHieu",
    Role.PLACE_DATE: "NgayThang",
    Role.FOOTNOTE: "ChuThich",
}


def _is_lead(paragraph: Paragraph) -> bool:
    """A short line of capitals stands in the middle: "QUYẾT NGHỊ:", "QUYẾT ĐỊNH:"."""
    return paragraph.text.isupper() and len(paragraph.text) <= _LONGEST_HEADING
