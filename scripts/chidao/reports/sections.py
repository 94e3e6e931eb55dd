"""The sections of an outline: headings, what is asked under each, tables to be filled in, footnotes.

B- KẾT QUẢ THỰC HIỆN                             a section
Khái quát chung về việc thực hiện …              what it asks
1.1- Về thí điểm kiêm nhiệm chức danh…:          a section with sections inside it
1.2- Về thí điểm kiêm nhiệm chức danh…:  …       the same again, for the next one
(1) Nhân ra diện rộng … a) …                     items of what is asked, no sections
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..document import Document, Role
from ..structure.labels import label_of
from ..text import key
from .blanks import goes_on, is_optional
from .outline import Outline, clauses_in


@dataclass(frozen=True, slots=True)
class Question:
    """A paragraph of an outline, or a table."""

    text: str
    paragraph: int
    rows: tuple[tuple[str, ...], ...] = ()
    leads_in: bool = False
    """Whether the next ones are its items: "Đánh giá ưu điểm, hạn chế về:"."""
    closing: bool = False
    """Whether it is of the recipients and the signature that a form brings with it."""

    @property
    def optional(self) -> bool:
        return is_optional(self.text)

    @property
    def goes_on(self) -> bool:
        """Whether it says no more than that there may be others."""
        return not self.rows and goes_on(self.text)


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of an outline, with what stands in it before the next one."""

    id: str
    """"B.I.1.1"; "" for what stands before the first section."""
    level: int
    """1 for the outermost, 0 for what stands before them."""
    heading: str
    """As printed, with its label."""
    paragraph: int
    questions: tuple[Question, ...] = ()
    inside: bool = False
    """Whether it has sections inside it."""
    repeats: str | None = None
    """Id of the section before it, which it asks to be repeated: same title, and only "…" in it."""

    @property
    def optional(self) -> bool:
        return is_optional(self.heading)

    @property
    def words(self) -> str:
        """All that it asks itself, as `plain` words: without the sections inside it."""
        return plain(" ".join([self.heading, *(q.text for q in self.questions)]))


def sections_of(document: Document, outline: Outline) -> list[Section]:
    """The sections of *outline*, in its order; the first holds what stands before them."""
    heads = [c for c in clauses_in(document, outline) if c.kind not in _ITEMS] or clauses_in(
        document, outline
    )
    top = min((c.depth for c in heads), default=1)
    asked = _ASKED if _has_body(document, outline) else _ASKED | {Role.FOOTNOTE}
    first = heads[0].paragraph if heads else outline.end
    found = [Section("", 0, "", outline.body, _questions(document, outline.body, first, asked))]
    for place, head in enumerate(heads):
        end = heads[place + 1].paragraph if place + 1 < len(heads) else outline.end
        inside = place + 1 < len(heads) and heads[place + 1].depth > head.depth
        found.append(
            Section(
                head.id,
                head.depth - top + 1,
                document.paragraphs[head.paragraph].text,
                head.paragraph,
                _questions(document, head.paragraph + 1, end, asked),
                inside,
            )
        )
    return _with_repeats(found)


# "(1)", "a)": items of a question.
_ITEMS = frozenset({"ý", "điểm"})
_ASKED = frozenset({Role.BODY, Role.SUBJECT, Role.TYPE})
_CLOSES = re.compile(r"N[ơƠ][iI] [nN][hH][ậẬ][nN]\s*:")


def _questions(document: Document, start: int, end: int, asked: frozenset[Role]) -> tuple[Question, ...]:
    found: list[Question] = []
    closing = False
    for index in range(start, end):
        paragraph = document.paragraphs[index]
        if paragraph.role not in asked or not paragraph.text.strip():
            continue
        closing = closing or _CLOSES.match(paragraph.text) is not None
        if paragraph.cells:
            if found and found[-1].rows:
                found[-1] = replace(found[-1], rows=(*found[-1].rows, paragraph.cells))
            else:
                found.append(Question(paragraph.text, index, (paragraph.cells,)))
        elif found and not found[-1].rows and paragraph.text[0] in ":;,":
            # The mark of a footnote stood here and broke the line in a copy as text.
            found[-1] = replace(found[-1], text=f"{found[-1].text}{paragraph.text}")
        else:
            found.append(Question(paragraph.text, index, closing=closing))
    return tuple(
        replace(q, leads_in=q.text.endswith((":", "sau", "sau đây")) and place + 1 < len(found))
        for place, q in enumerate(found)
    )


def _with_repeats(sections: Sequence[Section]) -> list[Section]:
    found: list[Section] = []
    for section in sections:
        only_goes_on = bool(section.questions) and all(q.goes_on for q in section.questions)
        if only_goes_on and not section.inside:
            same = next(
                (
                    other
                    for other in reversed(found)
                    if other.level == section.level and _title(other.heading) == _title(section.heading)
                ),
                None,
            )
            section = replace(section, repeats=same.repeats or same.id) if same else section
        found.append(section)
    return found


def _title(heading: str) -> str:
    label = label_of(heading)
    return plain(heading[label.end if label else 0 :])


def plain(text: str) -> str:
    """The words alone, as `key` writes them: a comma behind "ủy" is no other word.

    >>> plain("Các tỉnh uỷ, thành uỷ") == plain("các tỉnh ủy thành ủy")
    True
    """
    return key(re.sub(r"[^\w\s]", " ", text))


def notes_of(document: Document, outline: Outline) -> Iterator[tuple[int, str]]:
    """The footnotes that belong to *outline*: index and text of each of their paragraphs."""
    if not _has_body(document, outline):
        return
    for index in range(outline.start, outline.end):
        paragraph = document.paragraphs[index]
        if paragraph.role is Role.FOOTNOTE:
            yield index, paragraph.text


def _has_body(document: Document, outline: Outline) -> bool:
    """Whether it has text: a form behind the notes of a circular that is all notes has been taken for one."""
    return any(p.role is Role.BODY for p in document.paragraphs[outline.body : outline.end])


def path_of(sections: Sequence[Section], place: int) -> list[Section]:
    """The section at *place* and those around it, innermost first."""
    found = [sections[place]]
    for section in reversed(sections[:place]):
        if section.level < found[-1].level and section.level:
            found.append(section)
    return found
