"""The things of this package.  They know nothing of pages and HTML, and `as_object` makes JSON of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..values import value


class Kind(StrEnum):
    """What sort of time limit it is."""

    DATE = "date"
    """trước ngày 31/7/2025"""
    MONTH = "month"
    """hoàn thành trong tháng 10/2022"""
    QUARTER = "quarter"
    """trong Quý I/2026"""
    YEAR = "year"
    """Năm 2027, hoàn thành …"""
    EVENT = "event"
    """trước đại hội đảng bộ cấp xã; ngay sau khi có quyết định; trình tại Kỳ họp thứ 10"""
    DURATION = "duration"
    """chậm nhất 10 ngày làm việc kể từ ngày nhận đủ hồ sơ"""
    RECURRING = "recurring"
    """trước ngày 25 hằng tháng; định kỳ 6 tháng"""


@dataclass(frozen=True, slots=True)
class Length:
    """How long a duration is."""

    amount: int
    unit: str
    """"ngày", "giờ", "tuần", "tháng", "năm" or "phút"."""
    working: bool = False
    """Whether working days (ngày làm việc) are counted, not days."""


@value
class Deadline:
    """A time limit, with the words that it comes from."""

    words: str
    start: int
    end: int
    """Offsets in the text searched: `text[start:end] == words`."""
    kind: Kind
    due: str | None = None
    """The last day allowed, ISO 8601; None where the words alone give none."""
    since: str | None = None
    """The first day of the time meant, ISO 8601: 01/10 for "trong quý IV"."""
    every: str | None = None
    """For what returns: "năm", "quý", "tháng", "6 tháng" …"""
    on: tuple[tuple[int | None, int], ...] = ()
    """For what returns on days that are named: (month, day); (None, 25) for "ngày 25 hằng tháng"."""
    length: Length | None = None
    counted_from: str | None = None
    """For a duration: the event that it counts from, as printed; for an event: the event."""
    reason: str = ""
    """How the day follows from the words, in Vietnamese."""
    impossible: bool = False
    """Whether the words name a day that no calendar has: 31/6/2021."""


@value
class Doer:
    """Somebody who is given a task."""

    words: str
    """As printed: "ban thường vụ các tỉnh uỷ, thành uỷ"."""
    bodies: tuple[str, ...]
    """The bodies meant, by full name; for a class those of the document's date."""
    group: bool = False
    """Whether *words* name a class, not one body."""


class State(StrEnum):
    """How far a task is, as an editor says."""

    NOT_BEGUN = "chưa"
    BEGUN = "đang"
    DONE = "xong"


@dataclass(frozen=True, slots=True)
class Progress:
    """What an editor says of a task, or of the part that one body has in it."""

    state: State
    done: str | None = None
    """The day on which it was done, ISO 8601."""
    document: str | None = None
    """By which document: a page, or "12-QĐ/TU 2025-07-28"."""
    body: str | None = None
    """Whose progress; None: of all who were given the task."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A clause of another document that carries a task out: a proposal until an editor confirms it."""

    page: str
    clause: str
    certain: bool
    """Whether the alignment of the two documents is sure of it."""
    asserted: bool
    """Whether an editor says so."""


@value
class Task:
    """What a document asks somebody to do."""

    id: str
    """Page, clause and order in it: "van-ban/2025/ket-luan-177-kl-tw.md#4(10)/1"."""
    page: str
    clause: str | None
    order: int
    """Which of the tasks of its clause it is, counted from 1."""
    paragraph: int
    start: int
    end: int
    """Where its words stand: `document.paragraphs[paragraph].text[start:end]`."""
    title: str
    """Its first sentence, without label."""
    words: str
    leads: tuple[Doer, ...] = ()
    """Who must do it, or leads (chủ trì); empty where the text names nobody."""
    helpers: tuple[Doer, ...] = ()
    """Who takes part (phối hợp)."""
    deadlines: tuple[Deadline, ...] = ()
    """Their offsets count in the paragraph."""
    above: str | None = None
    """Id of the task that leads it in: 4 for its items 4(1) to 4(11)."""
    items: int = 0
    """How many clauses or paragraphs with tasks it leads in."""
    result: str | None = None
    """What is to come out of it, where an assignment table says so."""
    inherited: bool = False
    """Whether who must do it is named above it, not in its own words."""
    asserted: bool = False
    """Whether an editor added or corrected it."""
    progress: tuple[Progress, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def deadline(self) -> Deadline | None:
        """The one that counts: the last day named, else the first limit of another kind."""
        if len(self.deadlines) < 2:
            return self.deadlines[0] if self.deadlines else None
        dated = [d for d in self.deadlines if d.due]
        return max(dated, key=lambda d: d.due or "") if dated else self.deadlines[0]
