"""Changes → what a reviewer reads, in Vietnamese.

What stands in a document is shown, never obeyed: in Markdown, letters that a forge would take for a
mention, a reference or markup stand in code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..graph import Outcome
from ..publish.links import VERBS, clause_name
from .compare import Changes, Joined, Meaning, PageChange, Reread

_MOST = 100
"""Lines of a part: a forge shows a comment of 65,536 letters at most."""
_PLACES = 5
"""Places that are named of citations with one fate."""


@dataclass(frozen=True, slots=True)
class _Style:
    heading: Callable[[str], str]
    strong: Callable[[str], str]
    value: Callable[[str], str]
    """Words of a page."""
    code: Callable[[str], str]


def as_text(changes: Changes) -> str:
    """For a terminal and for logs."""
    plain = _Style(lambda t: f"\n{t}\n", lambda t: t, lambda t: f"“{t}”", lambda t: t)
    return _report(changes, plain)


def as_markdown(changes: Changes) -> str:
    """For the summary of a merge request."""
    style = _Style(lambda t: f"\n### {t}\n", lambda t: f"**{_safe(t)}**", _safe, _code)
    return f"## Thay đổi trên trang\n\n{_report(changes, style)}"


FORMATS: dict[str, Callable[[Changes], str]] = {"text": as_text, "markdown": as_markdown}


def _report(changes: Changes, style: _Style) -> str:
    parts = [
        ("Trang", list(_pages(changes, style))),
        ("Thuộc tính", list(_fields(changes, style))),
        ("Quan hệ", list(_relations(changes, style))),
        ("Chỗ dẫn nay hiểu khác", [_reread(one, style) for one in changes.reread]),
    ]
    out = [_summary(changes, style)]
    for name, lines in parts:
        if lines:
            out += [style.heading(name), *lines[:_MOST]]
            if len(lines) > _MOST:
                out.append(f"- … và {len(lines) - _MOST} dòng nữa")
    return "\n".join(out) + "\n"


def _summary(changes: Changes, style: _Style) -> str:
    since = f"So với {style.code(changes.revision)}"
    words_only = sum(not page.fields for page in changes.edited)
    edited = f"sửa {len(changes.edited)} trang" if changes.edited else ""
    if words_only:
        edited += f" ({words_only} trang chỉ đổi lời văn hoặc cách trình bày)"
    counted = [
        f"thêm {len(changes.added)} trang" if changes.added else "",
        f"bỏ {len(changes.removed)} trang" if changes.removed else "",
        f"đổi địa chỉ {len(changes.moved)} trang" if changes.moved else "",
        edited,
        f"{len(changes.unreadable)} trang không đọc được" if changes.unreadable else "",
        f"thêm {len(changes.gained)} quan hệ" if changes.gained else "",
        f"mất {len(changes.lost)} quan hệ" if changes.lost else "",
        f"{sum(len(one.places) for one in changes.reread)} chỗ dẫn hiểu khác" if changes.reread else "",
    ]
    said = "; ".join(part for part in counted if part)
    return f"{since}: {said or 'không có trang văn bản nào thay đổi'}."


def _pages(changes: Changes, style: _Style) -> Iterator[str]:
    for verb, pages in (("Thêm", changes.added), ("Bỏ", changes.removed)):
        yield from (f"- {verb}: {style.strong(page.name)} ({style.code(page.file)})" for page in pages)
    for page in changes.moved:
        yield f"- Đổi địa chỉ: {style.strong(page.name)}: {style.code(page.was)} → {style.code(page.file)}"
    for file in changes.unreadable:
        yield f"- Không đọc được, nên không có trên trang: {style.code(file)}"


def _fields(changes: Changes, style: _Style) -> Iterator[str]:
    pages: Iterable[PageChange] = (*changes.edited, *changes.moved)
    for page in pages:
        for field in page.fields:
            old, new = (style.value(one) if one else "(trống)" for one in (field.old, field.new))
            yield f"- {style.strong(page.name)}: {field.name}: {old} → {new}"


def _relations(changes: Changes, style: _Style) -> Iterator[str]:
    for verb, found in (("Thêm", changes.gained), ("Mất", changes.lost)):
        yield from (f"- {verb}: {_relation(one, style)}" for one in found)


def _relation(one: Joined, style: _Style) -> str:
    said = " (biên tập viên ghi)" if one.asserted else ""
    return f"{style.strong(one.source)} {VERBS[one.relation][0]} {style.strong(one.target)}{said}"


def _reread(one: Reread, style: _Style) -> str:
    shown = [_place(place.source, place.clause, place.words, style) for place in one.places[:_PLACES]]
    if len(one.places) > _PLACES:
        shown.append(f"và {len(one.places) - _PLACES} chỗ nữa")
    return f"- {_meaning(one.before, style)} → {_meaning(one.now, style)}: {'; '.join(shown)}"


def _place(source: str, clause: str, words: str, style: _Style) -> str:
    where = clause_name(clause) if clause else "phần đầu"
    return f"{style.value(words)} ở {where}, {style.strong(source)}"


def _meaning(meaning: Meaning, style: _Style) -> str:
    names: Sequence[str] = [style.strong(name) for name in meaning.names]
    if meaning.outcome is Outcome.SELF:
        return "chính văn bản ấy"
    if meaning.outcome is Outcome.AMBIGUOUS:
        return f"chưa rõ là văn bản nào ({' hay '.join(names)})" if names else "chưa rõ là văn bản nào"
    return ", ".join(names)


# @tên, #12, !3, ~nhãn, %mốc, $đoạn, &nhóm, ^cảnh-báo call somebody or something in one of the forges.
_CALLS = re.compile(r"[@#!~%$&^<`]|https?:|www\.|\b[0-9a-f]{7,40}\b")
_MARKUP = re.compile(r"([\\*_\[\]>|])")


def _safe(text: str) -> str:
    return _code(text) if _CALLS.search(text) else _MARKUP.sub(r"\\\1", text)


def _code(text: str) -> str:
    r"""*text* as a code span, whatever backticks it has.

    >>> _code("a`b")
    '`` a`b ``'
    """
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if longest else ""
    return f"{fence}{blank}{text}{blank}{fence}"
