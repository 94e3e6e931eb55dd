"""The skeleton of a report: blocks in order, which a writer sets as Markdown or as .docx.

The outline's words stay as they are and in their order; what the library knows stands under the section that
asks for it, in quotation marks and with its place; everything else is a blank that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..document import Document, Role
from ..graph import Graph, Outcome
from ..publish.papers import PaperView
from ..text import fold
from .blanks import BLANK, FILL, marked
from .knowledge import Knowledge
from .outline import Outline
from .placing import Placed, place
from .sections import Question, Section, notes_of, sections_of
from .telling import told
from .whose import Body


class Kind(StrEnum):
    """What a block is."""

    ABOUT = "about"
    """What this paper is, for the one who fills it in; to be deleted at the end."""
    ADDRESSEE = "addressee"
    HEADING = "heading"
    TEXT = "text"
    """Words that the report keeps."""
    ASK = "ask"
    """Words of the outline that ask or instruct; the answer takes their place."""
    FILL = "fill"
    FOUND = "found"
    """What the library knows, with its source."""
    WARN = "warn"
    TABLE = "table"
    CLOSING = "closing"
    """Recipients and signature that a form brings with it."""
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the skeleton, or a table."""

    kind: Kind
    text: str = ""
    level: int = 0
    """Of a heading: 1 for the outermost."""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A report to be filled in."""

    body: str
    party: bool
    """Whether its head is that of the Party's papers, not the State's."""
    title: str
    subject: str
    blocks: tuple[Block, ...]
    annex: tuple[Block, ...]
    """Behind the signature: the outline's footnotes, and what the library knows besides."""


def skeleton_of(
    body: Body,
    document: Document,
    outline: Outline,
    page: str,
    knowledge: Knowledge,
    graph: Graph,
    papers: Mapping[str, PaperView],
) -> Skeleton:
    """The skeleton of the report that *outline*, in *document* on *page*, asks of *body*."""
    sections = sections_of(document, outline)
    found, rest = place(sections, knowledge, body)
    impossible = [c.message for c in graph.conflicts if c.source == page and c.kind == "impossible date"]
    setter = _Setter(body, document, outline, sections, found, impossible)
    blocks = [
        Block(Kind.ABOUT, _about(document, outline, papers[page])),
        *setter.opening(),
        *setter.sections_blocks(),
    ]
    annex = [*_notes(document, outline, page, graph, papers), *_rest(rest, body)]
    return Skeleton(
        body.name, _is_party(body.name), _title(outline), marked(outline.subject), tuple(blocks), tuple(annex)
    )


def _title(outline: Outline) -> str:
    """The first lines of the report: a form prints them, an outline has a title of its own."""
    if not outline.title.startswith("BÁO CÁO"):
        return "BÁO CÁO"
    # "BÁO CÁO1", "BÁO CÁO (1)": the mark of a note of the form.
    return marked(re.sub(r"[\s\d()\[\]*]+\Z", "", outline.title))


def _about(document: Document, outline: Outline, paper: PaperView) -> str:
    source = document.facts.attached_to
    of = f"{outline.title} kèm theo {source}" if source and outline.start == 0 else ""
    if not of:
        of = outline.title if outline.start == 0 else f"«{outline.title}» trong {paper.name}"
    return (
        f"Khung báo cáo lập theo {of} ({paper.address}). Chữ của đề cương giữ nguyên; chữ trong «…» là trích "
        f"nguyên văn từ văn bản của kho, kèm nơi trích; chỗ {FILL} do người viết báo cáo điền. "
        "Xoá dòng này và các gợi ý của kho khi hoàn thành."
    )


_PARTY = re.compile(
    r"(?:ban thuong vu |thuong truc |ban chap hanh )?(?:(?:tinh|thanh|huyen|quan|thi|dang) uy|dang bo|"
    r"dang doan|ban can su dang|ban to chuc|ban tuyen giao|ban noi chinh|ban dan van|uy ban kiem tra|"
    r"van phong (?:tinh|thanh|trung uong)|trung uong)(?!\w)"
)


def _is_party(name: str) -> bool:
    return _PARTY.match(fold(name)) is not None


class _Setter:
    def __init__(
        self,
        body: Body,
        document: Document,
        outline: Outline,
        sections: Sequence[Section],
        found: Mapping[int, Placed],
        impossible: Sequence[str],
    ) -> None:
        self.body = body
        self.document = document
        self.outline = outline
        self.sections = sections
        self.found = found
        self.impossible = impossible

    def opening(self) -> Iterator[Block]:
        """Kính gửi, and what stands before the first section."""
        for index in range(self.outline.start, self.outline.end):
            paragraph = self.document.paragraphs[index]
            if paragraph.role is Role.ADDRESSEE:
                yield Block(Kind.ADDRESSEE, marked(paragraph.text))
        for question in self.sections[0].questions:
            # A form without sections asks in its lines.
            if len(self.sections) == 1:
                yield from self._question(question)
            elif question.rows:
                yield _table(question)
            else:
                yield Block(Kind.CLOSING if question.closing else Kind.TEXT, marked(question.text))
                yield from self._warnings(question.text)

    def sections_blocks(self) -> Iterator[Block]:
        """The sections, each with what it asks, what is known, and blanks."""
        for at, section in enumerate(self.sections):
            if section.level:
                yield from self._section(at, section)

    def _section(self, at: int, section: Section) -> Iterator[Block]:
        yield Block(Kind.HEADING, marked(section.heading), section.level)
        yield from self._warnings(section.heading)
        if section.optional:
            yield Block(Kind.ASK, OPTIONAL)
        if section.repeats:
            yield Block(Kind.FILL, f"[… lặp lại các nội dung của mục {section.repeats}; bỏ nếu không có …]")
            return
        placed = self.found.get(at, Placed())
        yield from (Block(Kind.FOUND, line) for line in told(placed, self.body))
        unasked = all(q.goes_on or q.closing for q in section.questions)
        if unasked and not section.inside and not _HAS_ITS_BLANK.search(section.heading):
            yield Block(Kind.FILL, FILL)
        for question in section.questions:
            yield from self._question(question)

    def _question(self, question: Question) -> Iterator[Block]:
        if question.rows:
            yield _table(question)
            return
        if question.closing:
            yield Block(Kind.CLOSING, marked(question.text))
            return
        if question.goes_on:
            yield Block(Kind.FILL, "[… điền thêm, nếu còn …]")
            return
        text = question.text
        yield Block(Kind.ASK, marked(text))
        yield from self._warnings(text)
        if question.optional:
            yield Block(Kind.ASK, OPTIONAL)
        if not (question.leads_in or _HAS_ITS_BLANK.search(text) or _INSTRUCTS.match(text)):
            yield Block(Kind.FILL, FILL)

    def _warnings(self, text: str) -> Iterator[Block]:
        for message in dict.fromkeys(self.impossible):
            quoted = re.search(r"«([^»]+)»", message)
            if quoted and quoted[1] in text:
                words = f"đề cương in «{quoted[1]}», không có trong lịch; hỏi lại nơi yêu cầu báo cáo."
                yield Block(Kind.WARN, words)


OPTIONAL = "[chỉ điền nếu có; không có thì bỏ]"
_INSTRUCTS = re.compile(r"(?:Lưu ý|Ghi chú|Chú ý)\s*[:.]|\([^()]*\)\s*:?\Z")
# "Đã cấp: ....../....... Đạt tỷ lệ: ......%": what is to be filled in stands in the line.
_HAS_ITS_BLANK = re.compile(rf":\s?(?:{BLANK.pattern})")
_EMPTY_ROWS = 3


def _table(question: Question) -> Block:
    """The table with its columns; rows to fill in where the outline has none but the heading."""
    width = max(map(len, question.rows))
    rows = [(*row, *[""] * (width - len(row))) for row in question.rows]
    if len(rows) == 1:
        rows += [("",) * width] * _EMPTY_ROWS
    return Block(Kind.TABLE, rows=tuple(tuple(marked(cell) for cell in row) for row in rows))


def _notes(
    document: Document, outline: Outline, page: str, graph: Graph, papers: Mapping[str, PaperView]
) -> Iterator[Block]:
    """The footnotes of the outline, each with the papers that it means."""
    notes = list(notes_of(document, outline))
    if notes:
        yield Block(Kind.HEADING, "Chú thích của đề cương", 1)
    seen: set[str] = set()
    for index, text in notes:
        yield Block(Kind.NOTE, marked(text.replace("\ufffd", "").strip()))
        for mention in graph.mentions:
            resolution = mention.resolution
            if mention.source != page or mention.placed.paragraph != index:
                continue
            for key in [resolution.target] if resolution.target else resolution.candidates:
                if key not in seen and resolution.outcome is not Outcome.SELF:
                    seen.add(key)
                    yield Block(Kind.FOUND, _meant(papers[key], resolution.outcome))


def _meant(paper: PaperView, outcome: Outcome) -> str:
    when = f", ngày {paper.when}" if paper.iso else ""
    if not when and paper.date.startswith("khoá") and paper.date not in paper.name:
        when = f", {paper.date}"
    if outcome is Outcome.AMBIGUOUS:
        return f"Có thể là {paper.name}{when}: {paper.address}"
    held = "kho có" if paper.held else "kho chưa có; nơi nào dẫn văn bản này"
    return f"Là {paper.name}{when}; {held}: {paper.address}"


def _rest(rest: Placed, body: Body) -> Iterator[Block]:
    lines = list(told(rest, body))
    if lines:
        yield Block(Kind.HEADING, "Tư liệu của kho chưa xếp được vào mục nào", 1)
        yield from (Block(Kind.FOUND, line) for line in lines)
