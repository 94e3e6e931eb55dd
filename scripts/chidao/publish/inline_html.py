"""The words of a paragraph → HTML: its marks, its citations as links, its labels as addresses.

Tags are set into the text at offsets; elements are nested or apart, never crossed.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..document import Clause, Document, Mark, Paragraph, Role
from ..structure.footnotes import note_label
from ..text import amount
from .links import Link, clause_name
from .quoting import clause_citations


def escape(text: str, quote: bool = True) -> str:
    """`html.escape`, after a look: most texts have nothing to escape."""
    return html.escape(text, quote) if _ESCAPED.search(text) else text


_ESCAPED = re.compile(r"[&<>\"']")


class Inline:
    """Sets the words of one document, paragraph by paragraph in its order."""

    def __init__(
        self,
        document: Document,
        links: Iterable[Link],
        places: Mapping[str, tuple[int, str]],
        given: Mapping[int, Sequence[tuple[int, str]]],
        lines: bool = False,
    ) -> None:
        """*given* tells for a paragraph what stands behind its words at an offset: a link without words;
        *lines*: whether each label tells the line of its page on which it stands."""
        self._lines = lines
        self._paragraphs = document.paragraphs
        self._places = places
        self._given = given
        self._links: dict[int, list[Link]] = defaultdict(list)
        for link in links:
            self._links[link.paragraph].append(link)
        self._clauses: dict[int, list[Clause]] = defaultdict(list)
        for clause in document.clauses:
            self._clauses[clause.paragraph].append(clause)
        # A note is linked only if it is there, and is the target of its first mention only.
        self._notes = {
            label
            for p in self._paragraphs
            if p.role is Role.FOOTNOTE and (label := note_label(p.text)) is not None
        }
        self._quoted = dict(
            zip((c.id for c in document.clauses), clause_citations(document.clauses), strict=True)
        )
        self.cited: set[str] = set()
        """The notes mentioned so far."""

    def html(self, index: int, start: int = 0) -> str:
        """The words of a paragraph with their marks; the labels of clauses as links to themselves."""
        paragraph = self._paragraphs[index]
        clauses = self._clauses.get(index, ())
        links = self._links.get(index, ())
        given = self._given.get(index, ())
        if not paragraph.marks and not clauses and not links and not given:
            return escape(paragraph.text[start:], False)
        if links:
            links = list(_clear(links, paragraph, clauses, start))
        inserts = [(at, order, tag) for order, (at, tag) in enumerate(self._marks(paragraph, links))]
        for clause in clauses:
            cited = self._places.get(clause.id)
            inserts += _label(clause, paragraph, self._quoted[clause.id], cited, self._lines)
        inserts += _behind(given, paragraph, links)
        return _set(paragraph.text, start, inserts)

    def _marks(self, paragraph: Paragraph, links: Iterable[Link]) -> Iterator[tuple[int, str]]:
        """Opening and closing tags in order; marks are nested or apart, never crossed."""
        spans: list[tuple[int, int, Mark | Link]] = [(m.start, m.end, m) for m in paragraph.marks]
        for link in links:
            # A link that begins or ends inside a mark stays whole; the mark is set in two pieces.
            spans = [piece for span in spans for piece in _cut(span, link.start, link.end)]
        spans += [(link.start, link.end, link) for link in links]
        open_marks: list[tuple[int, str]] = []
        for start, end, what in sorted(spans, key=lambda s: (s[0], -s[1])):
            while open_marks and open_marks[-1][0] <= start:
                yield open_marks.pop()
            if open_marks and open_marks[-1][0] < end:
                continue  # crossed: this mark is dropped, its words stay
            opening, closing = _anchor(what) if isinstance(what, Link) else self._tags(paragraph, what)
            yield start, opening
            open_marks.append((end, closing))
        while open_marks:
            yield open_marks.pop()

    def _tags(self, paragraph: Paragraph, mark: Mark) -> tuple[str, str]:
        if mark.kind != "note":
            return f"<{mark.kind}>", f"</{mark.kind}>"
        label = paragraph.text[mark.start + 1 : mark.end - 1]
        if label not in self._notes:
            return "<sup>", "</sup>"
        name = escape(label)
        target = "" if label in self.cited else f' id="fnref-{name}"'
        self.cited.add(label)
        return f'<sup{target}><a href="#fn-{name}" aria-label="Chú thích [{name}]">', "</a></sup>"

    def cells(self, index: int) -> Iterator[str]:
        """The cells of a row, with the citations that lie within one of them."""
        paragraph, offset = self._paragraphs[index], 0
        for cell in paragraph.cells:
            end = offset + len(cell)
            inside = [
                replace(link, start=link.start - offset, end=link.end - offset)
                for link in self._links.get(index, ())
                if offset <= link.start and link.end <= end and paragraph.text[offset:end] == cell
            ]
            yield _set(cell, 0, _tags_of(inside)) if inside else escape(cell, False)
            offset = end + 1


def _set(text: str, start: int, inserts: list[tuple[int, int, str]]) -> str:
    """*text* from *start* with tags set into it: (offset, order at that offset, tag)."""
    out, position = [], start
    for offset, _order, tag in sorted(inserts, key=lambda i: (i[0], i[1])):
        if offset > position:
            out.append(escape(text[position:offset], False))
            position = offset
        out.append(tag)
    out.append(escape(text[position:], False))
    return "".join(out)


def _cut(span: tuple[int, int, Mark | Link], start: int, end: int) -> Iterator[tuple[int, int, Mark | Link]]:
    """A mark in pieces that lie inside or outside of start … end."""
    left, right, what = span
    for at in (start, end):
        crossed = (left < start < right < end) if at == start else (start < left < end < right)
        if crossed and left < at < right:
            yield left, at, what
            left = at
    yield left, right, what


def _clear(
    links: Iterable[Link], paragraph: Paragraph, clauses: Iterable[Clause], start: int
) -> Iterator[Link]:
    """*links* without what is a link already: a label, or a note.  The longer piece stays."""
    taken = [(m.start, m.end) for m in paragraph.marks if m.kind == "note"]
    taken += [(c.start, c.start + len(c.label)) for c in clauses]
    last = start
    for link in links:
        left, right = max(link.start, last), link.end
        for begin, end in taken:
            if begin < right and end > left:
                left, right = (left, begin) if begin - left > right - end else (end, right)
        if left < right and paragraph.text[left:right].strip():
            last = right
            yield link if (left, right) == (link.start, link.end) else replace(link, start=left, end=right)


def _behind(
    given: Iterable[tuple[int, str]], paragraph: Paragraph, links: Iterable[Link]
) -> Iterator[tuple[int, int, str]]:
    """What stands behind words; behind the whole paragraph where it would stand in a link."""
    end = len(paragraph.text)
    taken = [(k.start, k.end) for k in links] + [(m.start, m.end) for m in paragraph.marks]
    for at, tag in given:
        apart = at < end and not any(first <= at <= last for first, last in taken)
        yield (at, -2000, tag) if apart else (end, 10_000, tag)


def _anchor(link: Link) -> tuple[str, str]:
    css = "vb-cite" if link.kind == "held" else f"vb-cite vb-cite--{link.kind}"
    # The preview describes the link to those who hear the page, too.
    number = f' data-n="{link.number}"' if link.number else ""
    return f'<a class="{css}" href="{escape(link.href)}" aria-describedby="{link.preview}"{number}>', "</a>"


def _tags_of(links: Iterable[Link]) -> list[tuple[int, int, str]]:
    tags = [(link, *_anchor(link)) for link in links]
    return [t for k, a, b in tags for t in ((k.start, 1, a), (k.end, 0, b))]


def _label(
    clause: Clause, paragraph: Paragraph, quoted: str, cited: tuple[int, str] | None, line: bool
) -> Iterable[tuple[int, int, str]]:
    """The link around the label of *clause*, inside the marks that begin where it begins."""
    start, end = clause.start, clause.start + len(clause.label)
    # A clause that begins its paragraph has its address there, one inside has it here.
    target = f' id="{escape(clause.anchor)}"' if start else ""
    if any(m.kind == "note" and m.start <= start < m.end for m in paragraph.marks):
        return [(start, 1000, f"<span{target}></span>")] if target else []
    # Eleven items in one paragraph, as in 177-KL/TW, are hard to read on a screen: there each begins a
    # line of its own.  On paper the paragraph is one, as it was.
    opening = '<br><a class="vb-item"' if start else '<a class="vb-label"'
    opening += f'{target} href="#{escape(clause.anchor)}"'
    name = spoken(clause)
    # How it is cited; a script copies it.
    copy = f' data-vb-copy="{escape(quoted)}"'
    if line and paragraph.line:
        copy += f' data-vb-line="{paragraph.line_at(start)}"'
    title = f' title="{escape(name)}"'
    if (
        start == end
        or paragraph.text[start:end] != clause.label
        or any(start < m.start < end or start < m.end < end for m in paragraph.marks)
    ):
        # No words of its own to stand on: the chain alone.
        alone = f'{opening}{title} aria-label="Liên kết tới {escape(name)}"{copy}></a>'
        return [(start, -500, alone + _count(clause, cited))]
    if name == clause.label.rstrip(" .-–/"):
        title = ""  # only what "a)" does not say: which a)
    return [
        (start, 1000, f"{opening}{title}{copy}>"),
        (end, -1000, f"</a>{_count(clause, cited)}"),
    ]


def _count(clause: Clause, cited: tuple[int, str] | None) -> str:
    """A small link to the places that cite *clause*; its words are the style sheet's, not the document's."""
    if not cited:
        return ""
    count, place = cited
    name = escape(clause_name(clause.id))
    return (
        f'<a class="vb-times" href="#{escape(place)}" data-times="{amount(count)}" '
        f'aria-label="{amount(count)} nơi dẫn {name}"></a>'
    )


def spoken(clause: Clause) -> str:
    """The id as one says it: "Phụ lục~2" is the second Phụ lục of the page.

    >>> spoken(Clause("Phụ lục~2 3", "3.", "số", 2, 0, 0, ""))
    'Phụ lục (lần 2) 3'
    """
    return re.sub(r"~(\d+)", r" (lần \1)", clause.id) if "~" in clause.id else clause.id
