"""Document → HTML: set as the official paper sets it, every clause with its address.

    head       two columns: issuer and number | motto, place and date
    title      type, subject, a short rule
    body       paragraphs, clauses with anchors, lists, tables
    closing    recipients | signature
    footnotes

The label of a clause ("2.3.", "a)") is itself the link to it, which a script turns into "copy this
link": a clause costs no element of its own, and without the script there is still a link.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from ..document import Clause, Document, Mark, Paragraph, Role
from ..structure.footnotes import note_label
from ..structure.labels import is_bullet
from .links import Link, clause_name

_LEFT = {Role.ISSUER, Role.NUMBER, Role.SUBJECT}
_HEAD = {Role.ISSUER, Role.NUMBER, Role.MOTTO, Role.PLACE_DATE}
_TITLE = {Role.TYPE, Role.SUBJECT, Role.ENCLOSED_WITH}
_HEADINGS = {"phần", "chương", "mục", "tiểu mục", "điều", "phụ lục", "mục chữ", "mục la mã"}
# Nghị định 30/2020/NĐ-CP, appendix I: "Phần", "Chương", "Mục" and an annex stand in the middle of
# their line, "Điều" where a paragraph begins.
_CENTRED = {"phần", "chương", "mục", "tiểu mục", "phụ lục"}
_STARS = re.compile(r"[*\s]+")


def escape(text: str, quote: bool = True) -> str:
    """`html.escape`, after a look: most texts have nothing to escape."""
    return html.escape(text, quote) if _ESCAPED.search(text) else text


_ESCAPED = re.compile(r"[&<>\"']")


def document_html(
    document: Document, links: Iterable[Link] = (), cited: Mapping[str, tuple[int, str]] | None = None
) -> str:
    """The whole document as HTML, its citations as links.

    *cited* tells for a clause, by id, how many places cite it and where they are listed.  Only words of
    the document, but for "chưa rõ" where its number or date would stand; that is set apart
    (`vb-absent`) and is not printed.
    """
    return _Renderer(document, links, cited or {}).render()


def contents_html(document: Document) -> str:
    """The clauses of *document* as nested lists of links; "" if there is nothing to jump to."""
    clauses = table_of_contents(document)
    if len(clauses) < 2:
        return ""
    out: list[str] = []
    path: list[int] = []
    for clause in clauses:
        while path and path[-1] > clause.depth:
            path.pop()
            out.append("</li></ol>")
        if path and path[-1] == clause.depth:
            out.append("</li>")
        else:
            path.append(clause.depth)
            out.append("<ol>")
        title = _NOTE.sub("", clause.title) if "[" in clause.title else clause.title
        out.append(
            f'<li><a href="#{escape(clause.anchor)}"><b>{escape(clause.label or _spoken(clause), False)}</b> '
            f"{escape(title, False)}</a>"
        )
    return "".join(out) + "</li></ol>" * len(path)


_NOTE = re.compile(r" ?\[\d+\]")


def table_of_contents(document: Document, many: int = 120, most: int = 600) -> list[Clause]:
    """The clauses that a reader jumps to: all but items and points, the outermost ones if there are *many*.

    A reader looks for "Điều 5" in a law of any length: articles stay, but for *most* of all.
    """
    clauses = [c for c in document.clauses if c.kind not in ("ý", "điểm")]
    articles = max((c.depth for c in clauses if c.kind == "điều"), default=1)
    for depth in range(5, 0, -1):
        shown = [c for c in clauses if c.depth <= depth]
        if len(shown) <= (many if depth > articles else most):
            return shown
    return clauses[:most]


class _Renderer:
    def __init__(
        self, document: Document, links: Iterable[Link], cited: Mapping[str, tuple[int, str]]
    ) -> None:
        self.facts = document.facts
        self.links: dict[int, list[Link]] = defaultdict(list)
        for link in links:
            self.links[link.paragraph].append(link)
        self.places = cited
        self.paragraphs = document.paragraphs
        self.clauses: dict[int, list[Clause]] = defaultdict(list)
        for clause in document.clauses:
            self.clauses[clause.paragraph].append(clause)
        kinds = [c.kind for c in document.clauses if c.kind in _HEADINGS and c.start == 0]
        order = sorted(set(kinds), key=lambda k: min(c.depth for c in document.clauses if c.kind == k))
        self.levels = {kind: min(2 + n, 6) for n, kind in enumerate(order)}
        self.level = 1
        # A note is linked only if it is there, and is the target of its first mention only.
        self.notes = {
            label
            for p in self.paragraphs
            if p.role is Role.FOOTNOTE and (label := note_label(p.text)) is not None
        }
        self.cited: set[str] = set()
        self.listed: set[str] = set()
        self.tables = 0

    def render(self) -> str:
        index = self._head_end()
        out = [self._head(index)]
        while index < len(self.paragraphs):
            role = self.paragraphs[index].role
            if role in _TITLE:
                end = self._run(index, {*_TITLE, Role.RULE})
                out.append(self._title(index, end))
            elif role is Role.FOOTNOTE:
                end = self._run(index, {Role.FOOTNOTE})
                out.append(self._footnotes(index, end))
            elif role in (Role.RECIPIENTS, Role.SIGNATURE):
                end = self._run(index, {Role.RECIPIENTS, Role.SIGNATURE})
                out.append(self._closing(index, end))
            elif self.paragraphs[index].cells:
                end = self._while(index, lambda p: bool(p.cells))
                out.append(self._table(index, end))
            elif self._is_entry(index):
                end = index + 1
                while end < len(self.paragraphs) and self._is_entry(end):
                    end += 1
                out.append(self._list(index, end))
            else:
                end = index + 1
                out.append(self._paragraph(index))
            index = end
        return "\n".join(out)

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
        noise: list[str] = []
        last = left
        for index in range(end):
            role = self.paragraphs[index].role
            if role is Role.NOISE:
                noise.append(self._simple(index, "vb-noise"))
                continue
            if role is not Role.RULE:
                last = left if role in _LEFT else right
            last.append(self._simple(index, f"vb-{role}"))
        if not self.facts.number:
            left.append(_absent("Số"))
        if not self.facts.date:
            right.append(_absent("Ngày ban hành"))
        columns = "".join(
            f'<div class="vb-head__{side}">{"".join(lines)}</div>'
            for side, lines in (("left", left), ("right", right))
        )
        return "".join(noise) + f'<div class="vb-head">{columns}</div>'

    def _title(self, index: int, end: int) -> str:
        lines = [(self.paragraphs[i].role, i) for i in range(index, end)]
        shown = "".join(
            f'<p class="vb-{role}">{self._inline(i)}</p>' for role, i in lines if role is not Role.RULE
        )
        # Where the paper draws a line, a text has dashes or nothing: either way one is drawn here.
        return f'<div class="vb-title">{shown}<hr class="vb-rule"></div>'

    def _simple(self, index: int, css: str) -> str:
        if self.paragraphs[index].role is Role.RULE:
            return self._rule(index)
        return f'<p class="{css}">{self._inline(index)}</p>'

    def _rule(self, index: int) -> str:
        text = self.paragraphs[index].text
        if _STARS.fullmatch(text):
            return f'<p class="vb-star" aria-hidden="true">{text}</p>'
        return '<hr class="vb-rule">'

    def _paragraph(self, index: int) -> str:
        paragraph = self.paragraphs[index]
        role = paragraph.role
        if role is Role.RULE:
            return self._rule(index)
        if role is not Role.BODY:
            return f'<p class="vb-{role}">{self._inline(index)}</p>'
        clause = self._own_clause(index)
        if clause is None:
            lead = ' class="vb-lead"' if _is_title(paragraph) else ""
            if lead and paragraph.text.isupper():
                lead = ' class="vb-lead vb-lead--centred"'
            return f"<p{lead}>{self._inline(index)}</p>"
        if clause.kind in self.levels and len(paragraph.text) <= 200:
            # Readers who jump from heading to heading must not fall through a missing level.
            self.level = min(self.levels[clause.kind], self.level + 1)
            tag, css = f"h{self.level}", "vb-heading"
            if clause.kind in _CENTRED:
                css += " vb-heading--centred"
        else:
            tag, css = "p", "vb-clause"
            if _is_title(paragraph):
                css += " vb-clause--title"
        return (
            f'<{tag} class="{css} vb-depth-{min(clause.depth, 6)}" id="{escape(clause.anchor)}">'
            f"{self._inline(index)}</{tag}>"
        )

    def _own_clause(self, index: int) -> Clause | None:
        return next((c for c in self.clauses.get(index, ()) if c.start == 0), None)

    def _is_entry(self, index: int) -> bool:
        paragraph = self.paragraphs[index]
        return (
            paragraph.role in (Role.BODY, Role.ADDRESSEE)
            and not paragraph.cells
            and is_bullet(paragraph.text)
            and self._own_clause(index) is None
        )

    def _list(self, index: int, end: int) -> str:
        items = []
        for i in range(index, end):
            text = self.paragraphs[i].text
            sign = re.match(r"[-–+•*▪●]", text)
            width = len(sign[0]) if sign else 0
            while width < len(text) and text[width] == " ":
                width += 1
            deeper = ' class="vb-entry--deeper"' if text[:1] == "+" else ""
            items.append(
                f'<li{deeper}><span class="vb-entry__sign">{escape(text[:width].strip())} </span>'
                f"{self._inline(i, width)}</li>"
            )
        # Without marks of its own, Safari would not call it a list.
        return f'<ul class="vb-entries" role="list">{"".join(items)}</ul>'

    def _table(self, index: int, end: int) -> str:
        rows = []
        for i in range(index, end):
            tag = "td" if i > index else 'th scope="col"'
            cells = "".join(f"<{tag}>{cell}</{tag[:2]}>" for cell in self._cells(i))
            rows.append(f"<tr>{cells}</tr>")
        body = f"<thead>{rows[0]}</thead><tbody>{''.join(rows[1:])}</tbody>"
        self.tables += 1
        # Scrolled by itself, so that a phone need not scroll the page; by keyboard too, hence tabindex.
        return (
            f'<div class="vb-table" tabindex="0" role="region" aria-label="Bảng {self.tables}">'
            f"<table>{body}</table></div>"
        )

    def _cells(self, index: int) -> Iterator[str]:
        """The cells of a row, with the citations that lie within one of them."""
        paragraph, offset = self.paragraphs[index], 0
        for cell in paragraph.cells:
            end = offset + len(cell)
            inside = [
                replace(link, start=link.start - offset, end=link.end - offset)
                for link in self.links.get(index, ())
                if offset <= link.start and link.end <= end and paragraph.text[offset:end] == cell
            ]
            yield _set(cell, 0, _tags_of(inside)) if inside else escape(cell, False)
            offset = end + 1

    def _closing(self, index: int, end: int) -> str:
        recipients, signature = [], []
        entries: list[str] = []
        for i in range(index, end):
            paragraph = self.paragraphs[i]
            if paragraph.role is Role.SIGNATURE:
                signature.append(f"<p>{self._inline(i)}</p>")
            elif is_bullet(paragraph.text):
                entries.append(f"<li>{self._inline(i)}</li>")
            else:
                recipients.append(f"<p>{self._inline(i)}</p>")
        if entries:
            recipients.append(f'<ul role="list">{"".join(entries)}</ul>')
        left = f'<div class="vb-recipients">{"".join(recipients)}</div>' if recipients else ""
        right = f'<div class="vb-signature">{"".join(signature)}</div>' if signature else ""
        return f'<div class="vb-closing">{left}{right}</div>'

    def _footnotes(self, index: int, end: int) -> str:
        items = []
        for i in range(index, end):
            text = self.paragraphs[i].text
            label = note_label(text)
            if label and label not in self.listed:
                self.listed.add(label)
                start = text.index("]") + 1
                shown = f"[{escape(label, False)}]"
                if label in self.cited:
                    shown = (
                        f'<a href="#fnref-{escape(label)}" '
                        f'aria-label="[{escape(label)}] Về chỗ dẫn chú thích">{shown}</a>'
                    )
                items.append(f'<p id="fn-{escape(label)}">{shown}{self._inline(i, start)}</p>')
            else:
                items.append(f"<p>{self._inline(i)}</p>")
        return f'<div class="vb-footnotes" role="group" aria-label="Chú thích">{"".join(items)}</div>'

    def _run(self, index: int, roles: set[Role]) -> int:
        return self._while(index, lambda p: p.role in roles)

    def _while(self, index: int, holds: Callable[[Paragraph], bool]) -> int:
        end = index
        while end < len(self.paragraphs) and holds(self.paragraphs[end]):
            end += 1
        return max(end, index + 1)

    def _inline(self, index: int, start: int = 0) -> str:
        """The words of a paragraph with their marks; the labels of clauses as links to themselves."""
        paragraph = self.paragraphs[index]
        clauses = self.clauses.get(index, ())
        links = self.links.get(index, ())
        if not paragraph.marks and not clauses and not links:
            return escape(paragraph.text[start:], False)
        if links:
            links = list(_clear(links, paragraph, clauses, start))
        inserts = [(at, order, tag) for order, (at, tag) in enumerate(self._marks(paragraph, links))]
        for clause in clauses:
            inserts += _label(clause, paragraph, self.places.get(clause.id))
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
        if label not in self.notes:
            return "<sup>", "</sup>"
        name = escape(label)
        target = "" if label in self.cited else f' id="fnref-{name}"'
        self.cited.add(label)
        return f'<sup{target}><a href="#fn-{name}" aria-label="Chú thích [{name}]">', "</a></sup>"


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


def _anchor(link: Link) -> tuple[str, str]:
    css = "vb-cite" if link.kind == "held" else f"vb-cite vb-cite--{link.kind}"
    # The preview describes the link to those who hear the page, too.
    return f'<a class="{css}" href="{escape(link.href)}" aria-describedby="{link.preview}">', "</a>"


def _tags_of(links: Iterable[Link]) -> list[tuple[int, int, str]]:
    tags = [(link, *_anchor(link)) for link in links]
    return [t for k, a, b in tags for t in ((k.start, 1, a), (k.end, 0, b))]


def _label(
    clause: Clause, paragraph: Paragraph, cited: tuple[int, str] | None = None
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
    name = _spoken(clause)
    title = f' title="{escape(name)}"'
    if (
        start == end
        or paragraph.text[start:end] != clause.label
        or any(start < m.start < end or start < m.end < end for m in paragraph.marks)
    ):
        # No words of its own to stand on: the chain alone.
        alone = f'{opening}{title} aria-label="Liên kết tới {escape(name)}" data-vb-copy></a>'
        return [(start, -500, alone + _count(clause, cited))]
    if name == clause.label.rstrip(" .-–/"):
        title = ""  # only what "a)" does not say: which a)
    return [
        (start, 1000, f"{opening}{title} data-vb-copy>"),
        (end, -1000, f"</a>{_count(clause, cited)}"),
    ]


def _count(clause: Clause, cited: tuple[int, str] | None) -> str:
    """A small link to the places that cite *clause*; its words are the style sheet's, not the document's."""
    if not cited:
        return ""
    count, place = cited
    name = escape(clause_name(clause.id))
    return (
        f'<a class="vb-times" href="#{escape(place)}" data-times="{count}" '
        f'aria-label="{count} nơi dẫn {name}"></a>'
    )


def _spoken(clause: Clause) -> str:
    """The id as one says it: "Phụ lục~2" is the second Phụ lục of the page.

    >>> _spoken(Clause("Phụ lục~2 3", "3.", "số", 2, 0, 0, ""))
    'Phụ lục (lần 2) 3'
    """
    return re.sub(r"~(\d+)", r" (lần \1)", clause.id) if "~" in clause.id else clause.id


def _absent(fact: str) -> str:
    return f'<p class="vb-absent">{fact}: chưa rõ</p>'


def _is_title(paragraph: Paragraph) -> bool:
    """A short line that ends without a stop names what follows."""
    text = paragraph.text
    if paragraph.level:
        return True
    if any(m.kind == "strong" and m.end - m.start >= len(text) - 1 for m in paragraph.marks):
        return len(text) <= 200
    return len(text) <= 120 and text[-1].isalnum() and text[:1].isalnum()
