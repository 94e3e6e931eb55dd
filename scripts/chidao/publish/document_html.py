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

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from ..document import Clause, Document, Paragraph, Role
from ..structure.footnotes import note_label
from ..structure.labels import is_bullet
from .inline_html import Inline, escape, spoken
from .links import Link

_LEFT = {Role.ISSUER, Role.NUMBER, Role.SUBJECT}
_HEAD = {Role.ISSUER, Role.NUMBER, Role.MOTTO, Role.PLACE_DATE}
_TITLE = {Role.TYPE, Role.SUBJECT, Role.ENCLOSED_WITH}
_HEADINGS = {"phần", "chương", "mục", "tiểu mục", "điều", "phụ lục", "mục chữ", "mục la mã"}
# Nghị định 30/2020/NĐ-CP, appendix I: "Phần", "Chương", "Mục" and an annex stand in the middle of
# their line, "Điều" where a paragraph begins.
_CENTRED = {"phần", "chương", "mục", "tiểu mục", "phụ lục"}
_STARS = re.compile(r"[*\s]+")


def document_html(
    document: Document,
    links: Iterable[Link] = (),
    cited: Mapping[str, tuple[int, str]] | None = None,
    given: Mapping[int, Sequence[tuple[int, str]]] | None = None,
    lines: bool = False,
) -> str:
    """The whole document as HTML, its citations as links.

    *cited* tells for a clause, by id, how many places cite it and where they are listed, *given* for a
    paragraph the marks of its tasks (see `tasks_html.marks`); *lines* makes each clause tell its line in the
    file (`data-vb-line`), for a link to where it is edited.  Only words of the document, but for "chưa rõ"
    where its number or date would stand; that is set apart (`vb-absent`) and is not printed.
    """
    return _Renderer(document, Inline(document, links, cited or {}, given or {}, lines)).render()


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
            f'<li><a href="#{escape(clause.anchor)}"><b>{escape(clause.label or spoken(clause), False)}</b> '
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
    def __init__(self, document: Document, inline: Inline) -> None:
        self.facts = document.facts
        self.inline = inline
        self.paragraphs = document.paragraphs
        self.clauses: dict[int, list[Clause]] = defaultdict(list)
        for clause in document.clauses:
            self.clauses[clause.paragraph].append(clause)
        self.around: list[int] = []
        """Depths of the headings under which the next one stands."""
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
            f'<p class="vb-{role}">{self.inline.html(i)}</p>' for role, i in lines if role is not Role.RULE
        )
        # Where the paper draws a line, a text has dashes or nothing: either way one is drawn here.
        return f'<div class="vb-title">{shown}<hr class="vb-rule"></div>'

    def _simple(self, index: int, css: str) -> str:
        if self.paragraphs[index].role is Role.RULE:
            return self._rule(index)
        return f'<p class="{css}">{self.inline.html(index)}</p>'

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
            return f'<p class="vb-{role}">{self.inline.html(index)}</p>'
        clause = self._own_clause(index)
        if clause is None:
            lead = ' class="vb-lead"' if _is_title(paragraph) else ""
            if lead and paragraph.text.isupper():
                lead = ' class="vb-lead vb-lead--centred"'
            return f"<p{lead}>{self.inline.html(index)}</p>"
        if clause.kind in _HEADINGS and len(paragraph.text) <= 200:
            tag, css = f"h{self._level(clause.depth)}", "vb-heading"
            if clause.kind in _CENTRED:
                css += " vb-heading--centred"
        else:
            tag, css = "p", "vb-clause"
            if _is_title(paragraph):
                css += " vb-clause--title"
        return (
            f'<{tag} class="{css} vb-depth-{min(clause.depth, 6)}" id="{escape(clause.anchor)}">'
            f"{self.inline.html(index)}</{tag}>"
        )

    def _level(self, depth: int) -> int:
        """One below the heading around it: readers who jump from one to the next must not miss a level."""
        while self.around and self.around[-1] >= depth:
            self.around.pop()
        self.around.append(depth)
        return min(1 + len(self.around), 6)

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
                f"{self.inline.html(i, width)}</li>"
            )
        # Without marks of its own, Safari would not call it a list.
        return f'<ul class="vb-entries" role="list">{"".join(items)}</ul>'

    def _table(self, index: int, end: int) -> str:
        rows = []
        for i in range(index, end):
            tag = "td" if i > index else 'th scope="col"'
            cells = "".join(f"<{tag}>{cell}</{tag[:2]}>" for cell in self.inline.cells(i))
            rows.append(f"<tr>{cells}</tr>")
        body = f"<thead>{rows[0]}</thead><tbody>{''.join(rows[1:])}</tbody>"
        self.tables += 1
        # Scrolled by itself, so that a phone need not scroll the page; by keyboard too, hence tabindex.
        return (
            f'<div class="vb-table" tabindex="0" role="region" aria-label="Bảng {self.tables}">'
            f"<table>{body}</table></div>"
        )

    def _closing(self, index: int, end: int) -> str:
        recipients, signature = [], []
        entries: list[str] = []
        for i in range(index, end):
            paragraph = self.paragraphs[i]
            if paragraph.role is Role.SIGNATURE:
                signature.append(f"<p>{self.inline.html(i)}</p>")
            elif is_bullet(paragraph.text):
                entries.append(f"<li>{self.inline.html(i)}</li>")
            else:
                recipients.append(f"<p>{self.inline.html(i)}</p>")
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
                if label in self.inline.cited:
                    shown = (
                        f'<a href="#fnref-{escape(label)}" '
                        f'aria-label="[{escape(label)}] Về chỗ dẫn chú thích">{shown}</a>'
                    )
                items.append(f'<p id="fn-{escape(label)}">{shown}{self.inline.html(i, start)}</p>')
            else:
                items.append(f"<p>{self.inline.html(i)}</p>")
        return f'<div class="vb-footnotes" role="group" aria-label="Chú thích">{"".join(items)}</div>'

    def _run(self, index: int, roles: set[Role]) -> int:
        return self._while(index, lambda p: p.role in roles)

    def _while(self, index: int, holds: Callable[[Paragraph], bool]) -> int:
        end = index
        while end < len(self.paragraphs) and holds(self.paragraphs[end]):
            end += 1
        return max(end, index + 1)


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
