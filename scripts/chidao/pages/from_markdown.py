"""Page → Document: the body read by markdown-it-py, with the line of each paragraph.

Labels of CommonMark lists ("1.", "-") become words again, as printed: what they mean is for
`structure` to say, which reads originals the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..document import Document, Mark, Paragraph
from ..structure import recognise
from ..text import normalise
from .blocks import Block, Other, blocks
from .dialect import parser
from .front_matter import FrontMatter, load, split
from .undecided import as_it_was, count


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """A page of the library, read."""

    front_matter: FrontMatter
    document: Document
    """Recognised from the body, with the facts that the body prints; see `library` for what holds."""
    body_line: int
    """The line of the file on which the body begins."""
    undecided: int = 0
    """Places where an editor must choose between two readings; the one that was there is read."""


def parse(text: str, path: str = "") -> ParsedPage:
    """Read a page.  Raises BadPage where the front matter cannot be understood."""
    header, content, body_line = split(as_it_was(text), path)
    front_matter = load(header, path)
    document = recognise(paragraphs(content, body_line))
    return ParsedPage(front_matter, document, body_line, count(text) + len(front_matter.conflicts))


def paragraphs(content: str, first_line: int = 1) -> list[Paragraph]:
    """The paragraphs of Markdown *content*, whose first line is line *first_line* of its file."""
    found: list[Paragraph] = []
    for block in blocks(tidy(content)):
        if isinstance(block, Other):
            found += parsed("\n".join(block.lines), first_line + block.at)
        else:
            found.append(_paragraph(block, first_line))
    return found


_NO_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"


def tidy(content: str) -> str:
    """`normalise` that leaves the lines as they are in the file.

    CommonMark ends no line where some programs do (0.31, 2.1).
    """
    for sign in _NO_LINE_ENDS:
        content = content.replace(sign, " ")
    return normalise(content)


def parsed(content: str, first_line: int) -> Iterator[Paragraph]:
    """The paragraphs of *content* by markdown-it-py alone."""
    return _Walker(content.split("\n"), first_line).walk(_parser().parse(content))


@cache
def _parser() -> MarkdownIt:
    return parser()


def _paragraph(block: Block, first_line: int) -> Paragraph:
    text, marks, breaks = _words("\n".join(block.lines))
    line = first_line + block.at
    if block.label:
        shift = len(block.label) + 1
        text = f"{block.label} {text}"
        marks = [Mark(m.start + shift, m.end + shift, m.kind) for m in marks]
        breaks = [offset + shift for offset in breaks]
    lines = tuple((offset, line + n) for n, offset in enumerate(breaks, 1))
    return Paragraph(text, tuple(marks), block.level, (), block.tight, line, lines)


class _Walker:
    """Goes over the tokens once; labels of open lists are put before the next words."""

    def __init__(self, source: list[str], first_line: int) -> None:
        self.source = source
        self.first = first_line
        self.labels: list[str] = []
        self.level = 0
        self.row: list[str] | None = None
        self.last_end = 0
        self.pending_line = 0

    def walk(self, tokens: list[Token]) -> Iterator[Paragraph]:
        for token in tokens:
            kind = token.type
            if kind == "inline":
                if self.row is not None:
                    self.row.append(_words(token.content)[0])
                else:
                    yield self._paragraph(token)
            elif kind == "list_item_open":
                self.labels.append(f"{token.info}{token.markup}")
                self.pending_line = token.map[0] if token.map else 0
            elif kind in ("list_item_close", "footnote_reference_close"):
                if self.labels:  # an item without words
                    yield from self._bare()
            elif kind == "heading_open":
                self.level = int(token.tag[1])
            elif kind == "heading_close":
                self.level = 0
            elif kind == "hr":
                yield self._rule(token)
            elif kind == "tr_open":
                self.row = []
                self.pending_line = token.map[0] if token.map else 0
            elif kind == "tr_close":
                cells = tuple(self.row or ())
                self.row = None
                text = " ".join(c for c in cells if c)
                if text:
                    yield Paragraph(text, cells=cells, line=self.first + self.pending_line)
            elif kind == "footnote_reference_open":
                self.labels.append(f"[{token.meta.get('label', '')}]")
                self.pending_line = token.map[0] if token.map else 0

    def _paragraph(self, token: Token) -> Paragraph:
        text, marks, breaks = _words(token.content)
        start, end = token.map or (0, 0)
        if self.labels:
            label = " ".join(self.labels) + " "
            self.labels.clear()
            text = label + text
            marks = [replace(m, start=m.start + len(label), end=m.end + len(label)) for m in marks]
            breaks = [offset + len(label) for offset in breaks]
        line = self.first + start
        lines = tuple((offset, line + n) for n, offset in enumerate(breaks, 1))
        tight = start == self.last_end and start > 0
        self.last_end = end
        return Paragraph(text, tuple(marks), self.level, (), tight, line, lines)

    def _bare(self) -> Iterator[Paragraph]:
        text = " ".join(self.labels)
        self.labels.clear()
        yield Paragraph(text, line=self.first + self.pending_line)

    def _rule(self, token: Token) -> Paragraph:
        start = token.map[0] if token.map else 0
        # markdown-it-py 4.3 gives one sign too many in `token.markup`.
        text = self.source[start].strip(" >\t")
        if self.labels:
            text = " ".join([*self.labels, token.markup[:-1]])
            self.labels.clear()
        return Paragraph(text, line=self.first + start)


_MARKUP = re.compile(r"[\\*_\[&]")


def _words(content: str) -> tuple[str, list[Mark], list[int]]:
    """Words, marks, and the offsets at which a new line of the file begins."""
    if _MARKUP.search(content):
        markdown = _parser()
        env: dict[str, object] = {"footnotes": {"refs": {}}}
        children: list[Token] = []
        markdown.inline.parse(content, markdown, env, children)
        return _plain(children)
    lines = content.split("\n")
    if "  " in content or " \n" in content or "\n " in content:
        lines = [" ".join(line.split()) for line in lines]
    breaks, length = [], 0
    for line in lines[:-1]:
        length += len(line) + 1
        breaks.append(length)
    return " ".join(lines), [], breaks


def _plain(children: list[Token]) -> tuple[str, list[Mark], list[int]]:
    """The same from the tokens of a text with markup."""
    out: list[str] = []
    marks: list[Mark] = []
    breaks: list[int] = []
    opened: list[int] = []
    length = 0
    for token in children:
        kind = token.type
        if kind in ("text", "text_special"):
            out.append(token.content)
            length += len(token.content)
        elif kind in ("softbreak", "hardbreak"):
            out.append(" ")
            length += 1
            breaks.append(length)
        elif kind in ("strong_open", "em_open"):
            opened.append(length)
        elif kind in ("strong_close", "em_close") and opened:
            marks.append(Mark(opened.pop(), length, kind.removesuffix("_close")))
        elif kind == "footnote_ref":
            label = f"[{token.meta.get('label', '')}]"
            marks.append(Mark(length, length + len(label), "note"))
            out.append(label)
            length += len(label)
    text = "".join(out)
    if "  " in text or text != text.strip():
        text, marks, breaks = _tidy(text, marks, breaks)
    return text, sorted(marks, key=lambda m: (m.start, -m.end)), breaks


def _tidy(text: str, marks: list[Mark], breaks: list[int]) -> tuple[str, list[Mark], list[int]]:
    """Fold blanks, and move what points into the text along."""
    where: list[int] = []
    out: list[str] = []
    blank = True
    for char in text:
        if char.isspace():
            where.append(len(out))
            if not blank:
                out.append(" ")
            blank = True
        else:
            where.append(len(out))
            out.append(char)
            blank = False
    folded = re.sub(r" $", "", "".join(out))
    where.append(len(folded))
    limit = len(folded)
    return (
        folded,
        [Mark(min(where[m.start], limit), min(where[m.end], limit), m.kind) for m in marks],
        [min(where[min(b, len(text))], limit) for b in breaks],
    )
