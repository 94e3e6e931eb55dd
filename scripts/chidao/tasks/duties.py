"""Which words are work that somebody must do, in this document.

Sở Y tế tổng hợp, báo cáo kết quả                   work
Bộ trưởng quyết định …, in a law without a day      a rule, for everybody
"Tình hình thực hiện": Sở Y tế đã rà soát …         how things stand
nếu có vướng mắc, đề nghị các đơn vị phản ánh       the formula that closes papers
"""

from __future__ import annotations

import re

from ..text import key
from . import words as known
from .charge import Charge
from .find import Reading
from .model import Deadline
from .titles import label_end
from .units import Unit


class Duties:
    """Tells of one document which of its charges are work."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.units.text
        self.units = reading.units.units
        self.rules = key(reading.document.facts.type or "") in _RULES
        self.reviewed: dict[int, bool] = {}
        self.carried_out: dict[int, bool] = {}

    def of_unit(self, index: int, unit: Unit, end: int, lead: str | None) -> list[Charge]:
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

    def says(self, charge: Charge, start: int, last: int, limits: list[Deadline], heads: bool) -> bool:
        """Whether the words behind *charge* are work: not a name alone, nor what every paper ends with.

        *start* and *last*: where the words of the charge begin and end.
        """
        if heads or any(charge.start <= d.start < last for d in limits):
            return True
        said = self.text[charge.end : last]
        if _TROUBLE.search(self.text[start : charge.end].lower()) and _TELLS.match(
            self.text, charge.start, last
        ):
            return any(start <= d.start < last for d in limits)
        return len(said) > 12 and not _PUBLISHES.search(said[:120].lower()) and not _TOLD.search(said)

    def stands_alone(
        self, index: int, start: int, end: int, lead: str | None, limits: list[Deadline]
    ) -> bool:
        """Whether words without a body of their own are a task: of the body above them, or by their limit."""
        timed = any(start <= d.start < end for d in limits)
        if not timed and lead is None:
            return False
        if timed:
            return True
        text = self.text[start:end]
        bare = text[label_end(text) :]
        return (
            len(bare) > 25
            and bare[:1].isupper()
            and not bare.endswith(":")
            and known.ORDERS.at(bare, 0) is not None
            and not self._reviews(index)
            and not (self.lays_down(self.units[index]) and not self._carries_out(index))
            and not _PUBLISHES.search(text[:200].lower())
        )

    def lays_down(self, unit: Unit) -> bool:
        """Whether the unit lays down rules: an article, a regulation, a law."""
        return self.rules or (unit.clause or "").find("Điều ") >= 0

    def within_rules(self, index: int, start: int, end: int, limits: list[Deadline]) -> bool:
        """Whether a duty in a unit that lays down rules is work: it has a day, or carries them out."""
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
        """Whether an act stands behind the name that ends at *end*."""
        gap = _GAP.match(self.text, end)
        return gap is not None and known.ORDERS.at(self.text, gap.end()) is not None

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
# These four are asked of small letters: without regard to case they would be slow.
_CARRIES_OUT = re.compile(
    r"tổ chức thực hiện|trách nhiệm (?:thi hành|thực hiện)|điều khoản thi hành|phân công"
)
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
_PART = re.compile(r"[;.\n]")
# "… trả lời để Công ty biết và thực hiện": the paper itself does it.
_TOLD = re.compile(r"(?:trả lời|thông báo|thông tin)[^.;]{0,20} để [^.;]{0,80} (?:biết|được biết)")
# The formula that closes most papers: it asks for nothing until something goes wrong.
_TROUBLE = re.compile(
    r"(?:nếu (?:có|gặp|phát sinh)|có|gặp) (?:những |các )?(?:vấn đề )?(?:phát sinh|khó khăn|vướng mắc)"
)
_TELLS = re.compile(r"[^.;]{0,200}?(?:phản ánh|báo cáo|kiến nghị|gửi|liên hệ|trao đổi|thông tin)(?!\w)")
_GAP = re.compile(r"(?: \([^()]{1,160}\))?,? ")
# "Người đang trong thời gian xem xét kỷ luật": who is meant, not what they must do.
_DESCRIBED = re.compile(r"[Nn]gười (?:đang|đã|thuộc|không|có(?! thẩm quyền| trách nhiệm))(?!\w)")
_MUST = re.compile(r",? (?:có trách nhiệm|có nhiệm vụ|phải|cần|chủ trì|chịu trách nhiệm|khẩn trương)(?!\w)")
_RULE_VERB = re.compile(r" (?:được|không|có thể|chỉ(?! đạo| huy)|sẽ|quy định|gồm|là|sử dụng|ký)(?!\w)")
_ISSUES = re.compile(
    r" (?:yêu cầu|đề nghị|giao|kết luận|thống nhất chủ trương|đồng ý|ghi nhận|phân công|quyết nghị|"
    r"biểu dương)(?!\w)"
)
