"""HTML of what joins documents: the scheme (lược đồ), who cites a document, and previews.

Thousands of rows a build: strings made here rather than by templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from ..text import amount
from .inline_html import escape
from .links import CitedBy, Link, RelationRow, clause_name
from .papers import PaperView
from .sheet import UNKNOWN

_SHOWN = 8
"""Documents of a group that are in sight; the others open at a press."""

_FEW = 100
"""Places of which the words are shown: they all say the same in the end."""


def scheme_html(rows: list[RelationRow], paper: PaperView) -> str:
    """The documents around *paper* in groups: what it does with others, and what others do with it."""
    if not rows:
        return ""
    sides = []
    for incoming, name in ((False, "Văn bản này với văn bản khác"), (True, "Văn bản khác với văn bản này")):
        groups = [
            (verb, list(found))
            for verb, found in groupby((r for r in rows if r.incoming is incoming), key=lambda r: r.verb)
        ]
        if groups:
            side = "in" if incoming else "out"
            html = "".join(_group(verb, found, paper.key) for verb, found in groups)
            sides.append(
                f'<ul class="vb-scheme__side vb-scheme__side--{side}" role="list" '
                f'aria-label="{name}">{html}</ul>'
            )
        else:
            sides.append("")
    middle = f'<p class="vb-scheme__self"><strong>{escape(paper.short, False)}</strong>{_when(paper)}</p>'
    lonely = "" if all(sides) else " vb-scheme--one-sided"
    return f'<div class="vb-scheme{lonely}">{sides[0]}{middle}{sides[1]}</div>'


def _group(verb: str, rows: list[RelationRow], own: str) -> str:
    items = [_row(row, own) for row in rows]
    shown = f'<ul role="list">{"".join(items[:_SHOWN])}</ul>'
    if len(items) > _SHOWN:
        rest = "".join(items[_SHOWN:])
        shown += (
            f'<details class="vb-more"><summary>Thêm {amount(len(items) - _SHOWN)} văn bản</summary>'
            f'<ul role="list">{rest}</ul></details>'
        )
    count = (
        f'<span class="vb-scheme__count">{amount(len(rows))}<span class="vb-unseen"> văn bản</span></span>'
    )
    return f'<li class="vb-scheme__group"><p class="vb-scheme__verb">{verb} {count}</p>{shown}</li>'


def _row(row: RelationRow, own: str) -> str:
    paper = row.paper
    facts = []
    if paper.date != UNKNOWN:
        facts.append(escape(paper.when, False))
    if row.asserted:
        facts.append(f"biên tập viên ghi: {escape(row.words, False)}" if row.words else "biên tập viên ghi")
    else:
        whose = "" if row.said_by == own else " của văn bản ấy"
        facts.append(f'theo <a href="{escape(row.clause_href)}">{escape(row.clause, False)}{whose}</a>')
    if row.count > 1:
        facts.append(f"{row.count} lần")
    if paper.status:
        facts.append(f"<strong>{paper.status}</strong>")
    return f'<li>{title_link(paper, row.href)}<span class="vb-scheme__facts">{" · ".join(facts)}</span></li>'


def title_link(paper: PaperView, href: str) -> str:
    """The title of *paper* as a link; one that is not held looks otherwise, and says so."""
    if paper.held:
        return f'<a class="vb-paper" href="{escape(href)}">{escape(paper.short, False)}</a>'
    return (
        f'<a class="vb-paper vb-paper--not-held" href="{escape(href)}">{escape(paper.short, False)}'
        '<span class="vb-unseen"> (kho chưa có)</span></a>'
    )


def _when(paper: PaperView) -> str:
    return f"<span>{escape(paper.when, False)}</span>" if paper.date != UNKNOWN else ""


CARRIED = ("thực hiện", "được thực hiện bởi", "sơ kết, tổng kết", "được sơ kết, tổng kết bởi")
"""The relations that tell what became of a document."""


def carried_html(rows: list[RelationRow], compared: Mapping[str, str]) -> str:
    """What a document carries out, and what carries it out; *compared* leads to the two side by side."""
    out = []
    for verb in CARRIED:
        items = []
        for row in rows:
            if row.verb == verb:
                beside = compared.get(row.paper.key)
                link = f'<br><a href="{escape(beside)}">Đối chiếu từng mục</a>' if beside else ""
                items.append(f"<li>{title_link(row.paper, row.href)}{_date(row.paper)}{link}</li>")
        if items:
            head = (
                f'{verb[:1].upper()}{verb[1:]} <span class="vb-shelves__count">({amount(len(items))})</span>'
            )
            out.append(f'<h3>{head}</h3><ul class="vb-places">{"".join(items)}</ul>')
    return "".join(out)


def places(clause: str) -> str:
    """The id of the list of places that cite the clause whose anchor is *clause*."""
    return f"dan-{clause}"


def cited_by_html(cited: Iterable[CitedBy], anchors: Mapping[str, str]) -> str:
    """Every place that cites a document: first the document as a whole, then clause by clause."""
    by_clause: dict[str, list[CitedBy]] = {}
    for each in cited:
        by_clause.setdefault(each.of, []).append(each)
    order = [c for c in ("", *anchors) if c in by_clause]
    out = []
    for clause in order:
        found = by_clause[clause]
        if clause:
            name, anchor = escape(clause_name(clause), False), escape(anchors[clause])
            place = f'id="{places(anchor)}" tabindex="-1"'
            head = f'<h3 {place}>Dẫn <a href="#{anchor}">{name}</a>: {amount(len(found))} nơi</h3>'
        else:
            head = f"<h3>Dẫn cả văn bản: {amount(len(found))} nơi</h3>" if len(order) > 1 else ""
        out.append(head + cited_list(found))
    return "".join(out)


def cited_list(cited: Iterable[CitedBy]) -> str:
    """Places that cite, a line for each document; where they are few, with the words of each."""
    cited = list(cited)
    few = len(cited) <= _FEW
    items = []
    for _key, group in groupby(cited, key=lambda c: c.paper.key):
        found = list(group)
        paper = found[0].paper
        whole = found[0].href.partition("#")[0]
        links = []
        for href, repeated in groupby(found, key=lambda c: c.href):
            there = list(repeated)
            words = {f"“{escape(c.words, False)}”": None for c in there} if few and len(found) <= 3 else {}
            times = f" {amount(len(there))} lần" if len(there) > 1 else ""
            said = f": {', '.join(words)}" if words else ""
            links.append(f'<a href="{escape(href)}">{escape(there[0].clause, False)}</a>{times}{said}')
        items.append(f"<li>{title_link(paper, whole)}{_date(paper)} – {'; '.join(links)}</li>")
    return f'<ul class="vb-places">{"".join(items)}</ul>'


def _date(paper: PaperView) -> str:
    return f" ({escape(paper.when, False)})" if paper.date != UNKNOWN else ""


def previews_html(links: Iterable[Link], papers: Mapping[str, PaperView]) -> str:
    """What is cited on a page, each once; hidden until a link to it is hovered, focused or touched."""
    found: dict[str, str] = {}
    for link in links:
        if link.preview not in found:
            found[link.preview] = (
                _candidates(link, papers) if link.kind == "ambiguous" else _preview(papers[link.papers[0]])
            )
    if not found:
        return ""
    inside = "".join(f'<div id="{name}">{html}</div>' for name, html in found.items())
    return f"<div hidden data-vb-previews>{inside}</div>"


def _preview(paper: PaperView) -> str:
    """Title, subject, date, issuer and status."""
    out = [f"<p><b>{escape(paper.name, False)}</b></p>"]
    if paper.subject and paper.subject.lower() not in paper.name.lower():
        subject = paper.subject if len(paper.subject) <= 240 else f"{paper.subject[:240].rsplit(' ', 1)[0]}…"
        out.append(f"<p>{escape(subject, False)}</p>")
    facts = [escape(fact, False) for fact in (paper.when, paper.issuer) if fact != UNKNOWN]
    if facts:
        out.append(f"<p>{' · '.join(facts)}</p>")
    if paper.status:
        out.append(f"<p><b>{paper.status[:1].upper()}{paper.status[1:]}.</b></p>")
    if not paper.held:
        out.append("<p><i>Kho chưa có văn bản này; liên kết dẫn đến những điều đã biết.</i></p>")
    return "".join(out)


def _candidates(link: Link, papers: Mapping[str, PaperView]) -> str:
    names = "".join(f"<li>{escape(papers[k].name, False)}{_date(papers[k])}</li>" for k in link.papers)
    reason = escape(link.reason, False)
    return f"<p><b>Chưa rõ là văn bản nào</b>: {reason}.</p><ul>{names}</ul>"
