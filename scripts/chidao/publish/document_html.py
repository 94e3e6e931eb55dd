"""Document → HTML: set as the official paper sets it, every clause with its address.

head       two columns: issuer and number | motto, place and date
title      type, subject
body       paragraphs, clauses with anchors, lists, tables
closing    recipients | signature
footnotes
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from ..document import Clause, Document, Mark, Paragraph, Role
from ..structure.footnotes import note_label
from ..structure.labels import is_bullet

_LEFT = {Role.ISSUER, Role.NUMBER}
_HEAD = {*_LEFT, Role.MOTTO, Role.PLACE_DATE}
_TITLE = {Role.TYPE, Role.SUBJECT, Role.ENCLOSED_WITH}
_HEADINGS = {"phần", "chương", "mục", "tiểu mục", "điều", "phụ lục", "mục chữ", "mục la mã"}


def escape(text: str, quote: bool = True) -> str:
    """`html.escape`, after a look: most texts have nothing to escape."""
    return html.escape(text, quote) if _ESCAPED.search(text) else text


_ESCAPED = re.compile(r"[&<>\"']")


def document_html(document: Document) -> str:
    """The whole document as HTML.  Only words of the document; what is unknown is said elsewhere."""
    return _Renderer(document).render()


def table_of_contents(document: Document, most: int = 250) -> list[Clause]:
    """The clauses that a reader jumps to: all but items and points, outermost first if there are many."""
    clauses = [c for c in document.clauses if c.kind not in ("ý", "điểm")]
    for depth in range(5, 0, -1):
        shown = [c for c in clauses if c.depth <= depth]
        if len(shown) <= most:
            return shown
    return clauses[:most]


class _Renderer:
    def __init__(self, document: Document) -> None:
        self.paragraphs = document.paragraphs
        self.clauses: dict[int, list[Clause]] = defaultdict(list)
        for clause in document.clauses:
            self.clauses[clause.paragraph].append(clause)
        kinds = [c.kind for c in document.clauses if c.kind in _HEADINGS and c.start == 0]
        order = sorted(set(kinds), key=lambda k: min(c.depth for c in document.clauses if c.kind == k))
        self.levels = {kind: min(2 + n, 6) for n, kind in enumerate(order)}
        self.seen_notes: set[str] = set()

    def render(self) -> str:
        head_end = self._head_end()
        out = [self._head(head_end)]
        index = head_end
        count = len(self.paragraphs)
        while index < count:
            role = self.paragraphs[index].role
            if role is Role.FOOTNOTE:
                end = self._run(index, {Role.FOOTNOTE})
                out.append(self._footnotes(index, end))
            elif role in (Role.RECIPIENTS, Role.SIGNATURE):
                end = self._run(index, {Role.RECIPIENTS, Role.SIGNATURE})
                out.append(self._closing(index, end))
            elif self.paragraphs[index].cells:
                end = self._while(index, lambda p: bool(p.cells))
                out.append(self._table(index, end))
            elif self._is_entry(index):
                end = self._while(
                    index,
                    lambda p: is_bullet(p.text) and not p.cells and p.role in (Role.BODY, Role.ADDRESSEE),
                )
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
        if not end:
            return ""
        left, right, noise = [], [], []
        last: list[str] = left
        for index in range(end):
            paragraph = self.paragraphs[index]
            if paragraph.role is Role.NOISE:
                noise.append(self._simple(index, "vb-noise"))
                continue
            if paragraph.role is not Role.RULE:
                last = left if paragraph.role in _LEFT or paragraph.role is Role.SUBJECT else right
            last.append(self._simple(index, f"vb-{paragraph.role}"))
        columns = "".join(
            f'<div class="vb-head__{side}">{"".join(lines)}</div>'
            for side, lines in (("left", left), ("right", right))
            if lines
        )
        return "".join(noise) + (f'<div class="vb-head">{columns}</div>' if columns else "")

    def _simple(self, index: int, css: str) -> str:
        paragraph = self.paragraphs[index]
        if paragraph.role is Role.RULE:
            return '<p class="vb-rule" aria-hidden="true">' + escape(paragraph.text, False) + "</p>"
        return f'<p class="{css}">{self._inline(index)}</p>'

    def _paragraph(self, index: int) -> str:
        paragraph = self.paragraphs[index]
        role = paragraph.role
        if role is Role.TYPE:
            return f'<h1 class="vb-type">{self._inline(index)}</h1>'
        if role is Role.RULE:
            return self._simple(index, "vb-rule")
        if role is not Role.BODY:
            return f'<p class="vb-{role}">{self._inline(index)}</p>'
        clause = self._own_clause(index)
        if clause is None:
            title = ' class="vb-title"' if _is_title(paragraph) else ""
            return f"<p{title}>{self._inline(index)}</p>"
        if clause.kind in self.levels and len(paragraph.text) <= 200:
            tag, css = f"h{self.levels[clause.kind]}", "vb-heading"
        else:
            tag, css = "p", "vb-clause"
            if _is_title(paragraph):
                css += " vb-clause--title"
        return (
            f'<{tag} class="{css} vb-depth-{min(clause.depth, 6)}" id="{escape(clause.anchor)}">'
            f"{self._inline(index)}{_link(clause)}</{tag}>"
        )

    def _own_clause(self, index: int) -> Clause | None:
        return next((c for c in self.clauses.get(index, ()) if c.start == 0), None)

    def _is_entry(self, index: int) -> bool:
        paragraph = self.paragraphs[index]
        return (
            paragraph.role in (Role.BODY, Role.ADDRESSEE)
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
            deeper = " vb-entry--deeper" if text[:1] == "+" else ""
            items.append(
                f'<li class="vb-entry{deeper}"><span class="vb-entry__sign">{escape(text[:width].strip())} </span>'
                f"{self._inline(i, width)}</li>"
            )
        return f'<ul class="vb-entries">{"".join(items)}</ul>'

    def _table(self, index: int, end: int) -> str:
        rows = []
        for i in range(index, end):
            tag = "th" if i == index else "td"
            scope = ' scope="col"' if i == index else ""
            cells = "".join(f"<{tag}{scope}>{escape(c, False)}</{tag}>" for c in self.paragraphs[i].cells)
            rows.append(f"<tr>{cells}</tr>")
        body = f"<thead>{rows[0]}</thead><tbody>{''.join(rows[1:])}</tbody>"
        return (
            f'<div class="vb-table" tabindex="0" role="region" aria-label="Bảng"><table>{body}</table></div>'
        )

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
            recipients.append(f"<ul>{''.join(entries)}</ul>")
        left = f'<div class="vb-recipients">{"".join(recipients)}</div>' if recipients else ""
        right = f'<div class="vb-signature">{"".join(signature)}</div>' if signature else ""
        return f'<div class="vb-closing">{left}{right}</div>'

    def _footnotes(self, index: int, end: int) -> str:
        items = []
        for i in range(index, end):
            text = self.paragraphs[i].text
            label = note_label(text)
            if label and label not in self.seen_notes:
                self.seen_notes.add(label)
                start = text.index("]") + 1
                items.append(
                    f'<p id="fn-{label}"><a class="vb-note__label" href="#fnref-{label}" '
                    f'aria-label="Về chỗ dẫn chú thích {label}">[{label}]</a>{self._inline(i, start)}</p>'
                )
            else:
                items.append(f"<p>{self._inline(i)}</p>")
        return f'<section class="vb-footnotes" aria-label="Chú thích">{"".join(items)}</section>'

    def _run(self, index: int, roles: set[Role]) -> int:
        return self._while(index, lambda p: p.role in roles)

    def _while(self, index: int, holds: Callable[[Paragraph], bool]) -> int:
        end = index
        while end < len(self.paragraphs) and holds(self.paragraphs[end]):
            end += 1
        return max(end, index + 1)

    def _inline(self, index: int, start: int = 0) -> str:
        """The words of a paragraph with their marks, and the addresses of clauses inside it."""
        paragraph = self.paragraphs[index]
        text = paragraph.text
        items = [c for c in self.clauses.get(index, ()) if c.start > 0]
        own = self._own_clause(index)
        if not paragraph.marks and not items and own is None:
            return escape(text[start:], False)
        inserts: list[tuple[int, int, str]] = []
        for order, (offset, tag) in enumerate(_marks(paragraph)):
            inserts.append((offset, order, tag))
        for clause in items:
            label_end = clause.start + len(clause.label)
            opening = f'<span class="vb-item" id="{escape(clause.anchor)}">'
            inserts.append((clause.start, 1000, opening))
            inserts.append((label_end, -1000, f"</span>{_link(clause)}"))
        if (
            own is not None
            and text.startswith(own.label)
            and not any(m.start < len(own.label) for m in paragraph.marks)
        ):
            inserts.append((0, -2000, '<span class="vb-label">'))
            inserts.append((len(own.label), -2000, "</span>"))
        out, position = [], start
        for offset, _order, tag in sorted(inserts, key=lambda i: (i[0], i[1])):
            if offset > position:
                out.append(escape(text[position:offset], False))
                position = offset
            out.append(tag)
        out.append(escape(text[position:], False))
        return "".join(out)


def _marks(paragraph: Paragraph) -> Iterator[tuple[int, str]]:
    """Opening and closing tags in order; marks are nested or apart, never crossed."""
    open_marks: list[Mark] = []
    for mark in sorted(paragraph.marks, key=lambda m: (m.start, -m.end)):
        while open_marks and open_marks[-1].end <= mark.start:
            closed = open_marks.pop()
            yield closed.end, _CLOSE[closed.kind]
        if open_marks and open_marks[-1].end < mark.end:
            continue  # crossed: this mark is dropped, its words stay
        yield mark.start, _note(paragraph, mark) if mark.kind == "note" else f"<{mark.kind}>"
        open_marks.append(mark)
    while open_marks:
        closed = open_marks.pop()
        yield closed.end, _CLOSE[closed.kind]


def _note(paragraph: Paragraph, mark: Mark) -> str:
    label = escape(paragraph.text[mark.start + 1 : mark.end - 1])
    return f'<sup class="vb-note" id="fnref-{label}"><a href="#fn-{label}" aria-label="Chú thích {label}">'


_CLOSE = {"strong": "</strong>", "em": "</em>", "note": "</a></sup>"}


def _is_title(paragraph: Paragraph) -> bool:
    """A short line that ends without a stop names what follows."""
    text = paragraph.text
    if paragraph.level:
        return True
    if any(m.kind == "strong" and m.end - m.start >= len(text) - 1 for m in paragraph.marks):
        return len(text) <= 200
    return len(text) <= 120 and text[-1].isalnum() and text[:1].isalnum()


def _link(clause: Clause) -> str:
    name = escape(clause.id)
    anchor = escape(clause.anchor)
    return (
        f'<a class="vb-link" href="#{anchor}" data-vb-copy title="Sao chép liên kết tới {name}" '
        f'aria-label="Sao chép liên kết tới {name}"></a>'
    )
