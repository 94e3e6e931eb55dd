"""The tasks of a document: from clauses, lead-ins with items, and assignment tables.

    Giao X chủ trì, phối hợp với Y …       a task of X, with Y
    2. Bộ Tài chính:  a) …  b) …           a task of Bộ Tài chính for each point
    Yêu cầu X: (1) … (2) …                 one that leads in, and one for each item

What tells of the past, what puts the document into force and what a law lays down for everybody without a
time limit is no task.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..document import Document, _anchor
from ..structure.labels import label_of
from ..text import key, sentences
from . import words as known
from .bodies import doers
from .charge import Charge, helpers
from .find import Reading
from .model import Deadline, Doer, Task
from .returning import vague
from .tables import Assignment
from .units import Unit


def tasks_of(
    document: Document, page: str = "", abbreviations: Mapping[str, Sequence[str]] | None = None
) -> list[Task]:
    """The tasks of *document*, in reading order; *page* is the address of its page."""
    if key(document.facts.type or "") in _NEVER:
        return []
    return _Finder(document, page, abbreviations or {}).tasks()


# A form to be filled in, a report of what was done.
_NEVER = frozenset(
    map(
        key,
        (
            "Đề cương báo cáo",
            "Đề cương",
            "Báo cáo",
            "Tờ trình",
            "Biên bản",
            "Tuyên bố",
            "Lời kêu gọi",
            "Điều lệ Đảng",
        ),
    )
)
# These lay down rules for everybody: a duty without a time limit is a rule, not a task.
_RULES = frozenset(
    map(
        key,
        (
            "Luật",
            "Bộ luật",
            "Pháp lệnh",
            "Nghị định",
            "Thông tư",
            "Thông tư liên tịch",
            "Hiến pháp",
            "Quy chế",
            "Quy định",
            "Văn bản hợp nhất",
        ),
    )
)
_CARRIES_OUT = re.compile(
    r"tổ chức thực hiện|trách nhiệm (?:thi hành|thực hiện)|điều khoản thi hành|phân công"
)
# The patterns of this module are asked of small letters: without regard to case they would be slow.
# Lists of procedures: how an office handles papers, for everybody and for good.
_PROCEDURES = re.compile(r"thủ tục hành chính|quy trình nội bộ|tthc")
# A part that tells how things stand.
_REVIEWS = re.compile(
    r"đánh giá|kết quả (?:đạt được|thực hiện)|tình hình|hạn chế|khuyết điểm|nguyên nhân|ưu điểm|"
    r"bối cảnh|thực trạng|sự cần thiết|"
    r"mục tiêu|chỉ tiêu|quan điểm|mục đích|phạm vi|đối tượng|kinh phí|nguồn lực|nguyên tắc"
)
_PUBLISHES = re.compile(
    r"chịu trách nhiệm thi hành|có hiệu lực|thay thế (?:quyết định|nghị|thông tư|chỉ thị)|"
    r"(?:được )?phổ biến đến chi bộ|"
    r"kết luận như sau|ban hành kèm theo"
)


class _Piece(NamedTuple):
    """Words of one unit that charge the same body."""

    unit: int
    start: int
    end: int
    """Offsets in the text of all units."""
    who: str | None
    inherited: bool
    heads: bool
    """Whether it leads in others."""
    what: int
    """Where the words begin that say what is to be done."""


class _Finder:
    def __init__(self, document: Document, page: str, abbreviations: Mapping[str, Sequence[str]]) -> None:
        self.document = document
        self.page = page
        self.abbreviations = abbreviations
        self.reading = Reading(document)
        self.text = self.reading.units.text
        self.units = self.reading.units.units
        self.begins = [d.start for d in self.reading.limits]
        """Where the time limits begin, in order."""
        self.rules = key(document.facts.type or "") in _RULES
        self.procedures = bool(_PROCEDURES.search((document.facts.subject or "").lower()))
        self.leading = Counter(unit.above for unit in self.units if unit.above is not None)
        self.reviewed: dict[int, bool] = {}
        self.carried_out: dict[int, bool] = {}
        self.named: dict[str, tuple[Doer, ...]] = {}

    def tasks(self) -> list[Task]:
        found: list[Task] = []
        orders: Counter[str | None] = Counter()
        heads: dict[int, str] = {}
        for piece in self._pieces():
            unit = self.units[piece.unit]
            orders[unit.clause] += 1
            task = self._task(piece, unit, orders[unit.clause], heads)
            if piece.heads:
                heads[piece.unit] = task.id
            found.append(task)
        for row in self.reading.rows:
            clause = self.document.clause_at(row.cells[0], 0)
            clause_id = clause.id if clause else None
            orders[clause_id] += 1
            found.append(self._row(row, clause_id, orders[clause_id]))
        items = Counter(
            above for above, _clause, _at in {(t.above, t.clause, t.paragraph) for t in found if t.above}
        )
        found = [replace(task, items=items[task.id]) if items[task.id] else task for task in found]
        return sorted(found, key=lambda t: (t.paragraph, t.start, t.order))

    def _pieces(self) -> Iterator[_Piece]:
        for index, unit in enumerate(self.units):
            lead = self.reading.lead(unit.above)
            if lead is None and index not in self.reading.worth:
                continue  # most paragraphs: nobody is named, nothing is due
            end = self.reading.units.end(index)
            text = self.text[unit.at : end]
            if name := self.reading.heading(index):
                if _ORDERS.match(text, _label(text)) and self._leads_in(index):
                    yield _Piece(index, unit.at, end, name, False, True, unit.at)
                continue
            if self.procedures and "Điều" not in (unit.clause or ""):
                continue
            charges = self._duties(index, unit, end, lead)
            limits = self._limits(unit.at, end)
            if charges or limits or lead is not None:
                yield from self._of_unit(index, unit, end, charges, limits, lead)

    def _of_unit(
        self,
        index: int,
        unit: Unit,
        end: int,
        charges: list[Charge],
        limits: list[Deadline],
        lead: str | None,
    ) -> Iterator[_Piece]:
        first = charges[0].opens if charges else end
        heads = (
            self._leads_in(index) and self.text[unit.at : end].endswith((":", "sau", "sau đây", "đây."))
        ) or self._items(index)
        starts = [self._opening(charge, unit) for charge in charges]
        if starts and starts[0] - unit.at < 40 + _label(self.text[unit.at : end]):
            starts[0], first = unit.at, unit.at
        if first > unit.at and self._stands_alone(index, unit.at, first, lead, limits):
            yield _Piece(index, unit.at, first, lead, lead is not None, heads and not charges, unit.at)
        for place, charge in enumerate(charges):
            last = starts[place + 1] if place + 1 < len(charges) else end
            if (
                self._rules(unit)
                and not charge.ordered
                and not self._within_rules(index, starts[place], last, limits)
            ):
                continue
            if not self._says(charge, starts[place], last, limits, heads):
                continue
            who = self.text[charge.start : charge.end]
            yield _Piece(
                index, starts[place], last, who, False, heads and place + 1 == len(charges), charge.end
            )

    def _says(self, charge: Charge, start: int, last: int, limits: list[Deadline], heads: bool) -> bool:
        """Whether the words behind *charge* are work: not a name alone, nor what every paper ends with.

        *start* and *last*: where the words of the charge begin and end.
        """
        if heads or any(charge.start <= d.start < last for d in limits):
            return True
        said = self.text[charge.end : last]
        closes = _CLOSES.search(self.text[start:last].lower())
        if (
            closes
            and start + closes.start() < charge.end
            and not any(start <= d.start < last for d in limits)
        ):
            return False
        return len(said) > 12 and not _PUBLISHES.search(said[:120].lower()) and not _TOLD.search(said)

    def _stands_alone(
        self, index: int, start: int, end: int, lead: str | None, limits: list[Deadline]
    ) -> bool:
        """Whether words without a body of their own are a task: of the body above them, or by their limit."""
        timed = any(start <= d.start < end for d in limits)
        if not timed and lead is None:
            return False
        if timed:
            return True
        text = self.text[start:end]
        bare = text[_label(text) :]
        return (
            len(bare) > 25
            and bare[:1].isupper()
            and not bare.endswith(":")
            and known.ORDERS.at(bare, 0) is not None
            and not self._reviews(index)
            and not (self._rules(self.units[index]) and not self._carries_out(index))
            and not _PUBLISHES.search(text[:200].lower())
        )

    def _rules(self, unit: Unit) -> bool:
        """Whether the unit lays down rules: an article, a regulation, a law."""
        return self.rules or (unit.clause or "").find("Điều ") >= 0

    def _duties(self, index: int, unit: Unit, end: int, lead: str | None) -> list[Charge]:
        """Who is given something to do in a unit; whom those in turn order is part of what they must do."""
        found: list[Charge] = []
        for charge in self.reading.within(unit.at, end):
            if not self._is_duty(charge, index, lead):
                continue
            inner = charge.ordered and self.text[charge.opens].islower() and charge.opens > unit.at
            if inner and found and not _PART.search(self.text, found[-1].end, charge.opens):
                continue
            found.append(charge)
        return found

    def _within_rules(self, index: int, start: int, end: int, limits: list[Deadline]) -> bool:
        return any(start <= d.start < end for d in limits) or self._carries_out(index)

    def _is_duty(self, charge: Charge, index: int, lead: str | None) -> bool:
        """Whether *charge* gives somebody something to do, in this document."""
        who = self.text[charge.start : charge.end]
        after = self.text[charge.end : charge.end + 40]
        if charge.ordered:
            nested = self.text[charge.opens : charge.opens + 8].lower() == "chỉ đạo "
            return not (nested and lead is not None)
        if _RULE_VERB.match(after) or self.reading.issues(who):
            return False
        if _DESCRIBED.match(who):
            return bool(_MUST.match(after))
        if _ISSUES.match(after):
            return False
        if self._reviews(index):
            return bool(_MUST.match(after))
        return after[:1] == ":" or self._acts(charge.end)

    def _acts(self, end: int) -> bool:
        gap = _GAP.match(self.text, end)
        return gap is not None and known.ORDERS.at(self.text, gap.end()) is not None

    def _limits(self, first: int, last: int) -> list[Deadline]:
        found = self.reading.limits
        return found[bisect_left(self.begins, first) : bisect_left(self.begins, last)]

    def _opening(self, charge: Charge, unit: Unit) -> int:
        """Where the sentence begins in which somebody is charged, in its unit."""
        start = max(self.text.rfind(stop, unit.at, charge.opens) for stop in (". ", "; ", ": "))
        return start + 2 if start >= 0 else unit.at

    def _leads_in(self, index: int) -> bool:
        """Whether other units lie under it."""
        return self.leading[index] > 0

    def _items(self, index: int) -> bool:
        units = self.units
        return (
            index + 1 < len(units)
            and units[index + 1].paragraph == units[index].paragraph
            and units[index + 1].above == index
        )

    def _reviews(self, index: int | None) -> bool:
        """Whether the unit stands in a part that tells how things are."""
        if index is None:
            return False
        if index not in self.reviewed:
            unit = self.units[index]
            text = self.text[unit.at : self.reading.units.end(index)]
            heading = len(text) < 160 and unit.begins and not text.endswith((".", ";"))
            here = heading and _REVIEWS.search(text.lower()) is not None
            self.reviewed[index] = here or self._reviews(unit.above)
        return self.reviewed[index]

    def _carries_out(self, index: int | None) -> bool:
        """Whether the unit stands in a part that tells who is to carry the document out."""
        if index is None:
            return False
        if index not in self.carried_out:
            unit = self.units[index]
            begin = self.text[unit.at : min(unit.at + 120, self.reading.units.end(index))]
            here = _CARRIES_OUT.search(begin.lower()) is not None
            self.carried_out[index] = here or self._carries_out(unit.above)
        return self.carried_out[index]

    def _doers(self, words: str) -> tuple[Doer, ...]:
        """Everybody whom *words* name; a list of points names the same body again and again."""
        if words not in self.named:
            self.named[words] = doers(words, self.document.facts, self.abbreviations)
        return self.named[words]

    def _task(self, piece: _Piece, unit: Unit, order: int, heads: Mapping[int, str]) -> Task:
        by = unit.start - unit.at
        words = self.text[piece.start : piece.end].rstrip(" ;,")
        limits = [
            replace(d, start=d.start + by, end=d.end + by) for d in self._limits(piece.start, piece.end)
        ]
        limits += [
            replace(d, start=d.start + piece.start + by, end=d.end + piece.start + by) for d in vague(words)
        ]
        beside = [words[a:b] for a, b in helpers(words)]
        above = unit.above
        while above is not None and above not in heads:
            above = self.units[above].above
        return Task(
            id=task_id(self.page, unit.clause, order),
            page=self.page,
            clause=unit.clause,
            order=order,
            paragraph=unit.paragraph,
            start=piece.start + by,
            end=piece.start + by + len(words),
            title=title(words, piece.what - piece.start),
            words=words,
            leads=self._doers(piece.who) if piece.who else (),
            helpers=tuple(d for names in beside for d in self._doers(names)),
            deadlines=tuple(limits),
            above=heads.get(above) if above is not None else None,
            inherited=piece.inherited,
        )

    def _row(self, row: Assignment, clause: str | None, order: int) -> Task:
        paragraph = row.cells[0]
        return Task(
            id=task_id(self.page, clause, order),
            page=self.page,
            clause=clause,
            order=order,
            paragraph=paragraph,
            start=0,
            end=len(self.document.paragraphs[paragraph].text),
            title=title(row.what),
            words=row.what,
            leads=self._doers(row.lead) if row.lead else (),
            helpers=self._doers(row.helpers) if row.helpers else (),
            deadlines=(row.deadline,) if row.deadline else (),
            result=row.result,
        )


_PART = re.compile(r"[;.\n]")
# "… trả lời để Công ty biết và thực hiện": the paper itself does it.
_TOLD = re.compile(r"(?:trả lời|thông báo|thông tin)[^.;]{0,20} để [^.;]{0,80} (?:biết|được biết)")
# The formula that closes most papers: it asks for nothing until something goes wrong.
_CLOSES = re.compile(
    r"(?:nếu (?:có|gặp|phát sinh)|có|gặp) (?:những |các )?(?:vấn đề )?(?:phát sinh|khó khăn|vướng mắc)"
    r"[^.;]{0,200}(?:phản ánh|báo cáo|kiến nghị|gửi|liên hệ|trao đổi|thông tin)(?!\w)"
)
_GAP = re.compile(r"(?: \([^()]{1,160}\))?,? ")
# "Người đang trong thời gian xem xét kỷ luật": who is meant, not what they must do.
_DESCRIBED = re.compile(r"[Nn]gười (?:đang|đã|thuộc|không|có(?! thẩm quyền| trách nhiệm))(?!\w)")
_MUST = re.compile(r",? (?:có trách nhiệm|có nhiệm vụ|phải|cần|chủ trì|chịu trách nhiệm|khẩn trương)(?!\w)")
_RULE_VERB = re.compile(r" (?:được|không|có thể|chỉ(?! đạo| huy)|sẽ|quy định|gồm|là|sử dụng|ký)(?!\w)")
_ISSUES = re.compile(
    r" (?:yêu cầu|đề nghị|giao|kết luận|thống nhất chủ trương|đồng ý|ghi nhận|phân công|quyết nghị|"
    r"biểu dương)(?!\w)"
)


def task_id(page: str, clause: str | None, order: int) -> str:
    """The id of a task: page, clause and order in it.

    >>> task_id("van-ban/2025/ket-luan-177-kl-tw.md", "4(10)", 1)
    'van-ban/2025/ket-luan-177-kl-tw.md#4(10)/1'
    """
    return f"{page}#{_anchor(clause) if clause else ''}/{order}"


def title(words: str, what: int = 0) -> str:
    """The first sentence of *words*, without label; cut between words where it is long.

    *what*: where they say what is to be done, behind the name of who must do it.

    >>> title("(10) Sửa đổi, bổ sung quy định theo thẩm quyền. Báo cáo kết quả.")
    'Sửa đổi, bổ sung quy định theo thẩm quyền'
    """
    bare = words[max(what, _label(words)) :].lstrip(" ,:;.-–")
    if len(bare) < 15:
        bare = words[_label(words) :]
    first, last = sentences(bare[: 3 * _LONGEST])[0]
    said = bare[first:last].rstrip(" ./;:,")
    if len(said) > _LONGEST:
        said = said[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return said[:1].upper() + said[1:]


_ORDERS = re.compile(r"(?:Giao|Yêu cầu|Đề nghị|Phân công)(?!\w)")
_LONGEST = 220
# A dash, a dot; "(iii)", "iv)", which no other part of the program takes for a label.
_BULLET = re.compile(r"[-–+*•●]\s*|\(?(?:i{1,3}|iv|vi{0,3}|ix|x)\)\s*")


def _label(text: str) -> int:
    """Where the words behind a label or a dash begin."""
    label = label_of(text)
    if label:
        return label.end
    bullet = _BULLET.match(text)
    return bullet.end() if bullet else 0


__all__ = ["Doer", "Task", "task_id", "tasks_of", "title"]
