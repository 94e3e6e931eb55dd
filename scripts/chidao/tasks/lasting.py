"""Time limits that say how long: a number of days, counted from an event.

trong thời hạn 30 ngày làm việc kể từ khi nhận được đầy đủ hồ sơ     chậm nhất 10 ngày kể từ ngày ký
ít nhất 7 ngày làm việc trước khi tạm ngừng cung cấp dịch vụ         trong vòng 24 giờ kể từ thời điểm …
không quá 15 ngày làm việc                                           sau 05 năm thực hiện
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import days
from .model import Deadline, Kind, Length
from .until import end_of_event

# 30 ngày · 05 (năm) ngày làm việc · 24 giờ · 02 tuần
_CORE = re.compile(
    r"(?P<amount>\d{1,3})(?: ?\([^()\d]{2,24}\))? (?P<unit>ngày|giờ|tuần|tháng|năm)"
    r"(?P<working> làm việc)?(?!\w| \d| tuổi| liền kề| liên tiếp| liên tục| gần nhất| tiền lương| trở lên|"
    r" đầu| cuối|/lần)"
)
_LEAD = re.compile(
    r"(?:(?<=\W)|^)(?P<lead>"
    r"(?:phải )?(?:(?:trong|với|có) )?(?:thời hạn|thời gian|vòng)(?: (?:không quá|chậm nhất(?: là)?|"
    r"tối đa(?: là| không quá)?|"
    r"ít nhất(?: là)?|tối thiểu(?: là)?|là|không vượt quá))?|"
    r"trong(?: không quá| tối đa)?|"
    r"(?:chậm nhất|muộn nhất)(?: là)?(?: không quá)?(?: (?:trong|sau|trước|vào|không quá))?(?: (?:thời hạn|"
    r"vòng|thời gian))?(?: là)?|"
    r"không (?:vượt )?quá|tối đa(?: không quá| là)?|"
    r"(?:trước )?(?:ít nhất|tối thiểu)(?: là)?(?: trước| sau)?|sau|trước|không muộn hơn|không chậm hơn"
    r") \Z"
)
_LAST = (
    "hạn ",
    "gian ",
    "vòng ",
    "ong ",
    "nhất ",
    "là ",
    "au ",
    "ước ",
    "quá ",
    "đa ",
    "thiểu ",
    "hơn ",
    "vào ",
)
_FROM = re.compile(
    r",?(?: \([^()]{2,60}\),?)? (?:(?:kể |tính )?từ(?: ngày| khi| thời điểm| lúc| thời gian)?(?= \w)|"
    r"(?:sau|trước)(?: khi| ngày| thời điểm)(?= \w)|làm việc,? (?:kể )?từ|tiếp theo(?: kể)? từ)"
)
_AFTER_YEARS = re.compile(r"(?:sơ kết|tổng kết|đánh giá|sửa đổi|rà soát|xem xét)", re.IGNORECASE)
_YEARS_OF = re.compile(r" (?:kể từ|từ khi|thực hiện|triển khai|tổ chức thực hiện|thi hành)")
# "lưu trữ trong thời hạn 10 năm kể từ ngày công bố", "có hiệu lực trong thời hạn 12 tháng": how long a state
# lasts.
_STATE = re.compile(
    r"(?:lưu trữ|lưu giữ|bảo quản|bảo hành|hiệu lực|có giá trị|giữ|tạm giữ|công tác|học|tập huấn|hoạt động|"
    r"thuê|"
    r"kinh nghiệm|giai đoạn|đình chỉ|tước|cấm|sử dụng|cư trú|đào tạo|bồi dưỡng|thử việc|hưởng|niêm yết|"
    r"miễn|giảm|nghỉ|tập sự|đóng|lao động|thời hạn (?:kiểm tra|thanh tra|kiểm toán))[^.;,]{0,30}\Z",
    re.IGNORECASE,
)
# A limit that has passed is a condition of something else.
_CONDITION = re.compile(
    r"(?:^|\W)(?:sau|quá|hết|nếu quá|khi hết|ngoài|thay|có) \Z|cụm từ:? “\Z", re.IGNORECASE
)
_THEN = re.compile(r"[.;\n]|(?P<then>(?<!\w)(?:mà|thì|nếu)(?!\w))")
_OWN_DAY = re.compile(
    r"(?:ngày )?(?:ký(?: ban hành)?|ban hành|(?:được )?ký) (?:(?:Kết luận|Quyết định|Chỉ thị|Nghị quyết|"
    r"Kế hoạch|Thông báo|"
    r"Công văn|Hướng dẫn|Quy định|văn bản|Công điện|Chương trình|Thông tư|Nghị định|Luật|Quy chế|"
    r"Thông báo kết luận) này)\Z",
    re.IGNORECASE,
)


def find_lasting(text: str, issued: str | None) -> Iterator[Deadline]:
    """Yield the time limits of *text* that say how long.

    Where one counts from the day of the document itself, *issued*, its last day is worked out.
    """
    for begin in _amounts(text):
        piece = text[max(0, begin - 60) : begin]
        hit = _CORE.match(text, begin) if piece.endswith(_LAST) else None
        if hit is None:
            continue
        lead = _LEAD.search(piece.lower())
        if lead and (found := _limit(text, hit, lead["lead"], begin - len(lead["lead"]) - 1, issued)):
            yield found


def _amounts(text: str) -> list[int]:
    """Where a number begins that a unit of time follows, in reading order."""
    found = []
    for unit in _UNITS:
        for place in unit.finditer(text):
            blank = place.start() - 2
            if amount := _AMOUNT.search(text, max(0, blank - 31), blank):
                found.append(amount.start())
    return sorted(found)


# What is searched for, each from its second letter on, so that the search skips quickly.
_UNITS = (
    re.compile(r"gày(?<=[\d)] ngày)"),
    re.compile(r"iờ(?<=[\d)] giờ)"),
    re.compile(r"uần(?<=[\d)] tuần)"),
    re.compile(r"háng(?<=[\d)] tháng)"),
    re.compile(r"ăm(?<=[\d)] năm)"),
)
_AMOUNT = re.compile(r"(?<!\d)\d{1,3}(?: ?\([^()\d]{2,24}\))?\Z")


def _limit(text: str, hit: re.Match[str], lead: str, start: int, issued: str | None) -> Deadline | None:
    left = text[max(0, start - 60) : start]
    left = left[left.rfind("\n") + 1 :]
    begins = _FROM.match(text, hit.end())
    if not _is_limit(text, hit, lead, left, begins is not None):
        return None
    end, event = hit.end(), None
    if begins:
        end = end_of_event(text, begins.end(), opens=not left.strip(" -–+“") or left.rstrip()[-1:] in ".;:)")
        event = text[begins.end() : end].strip()
    if lead.startswith("phải "):
        start += 5
    for word in ("chậm nhất", "muộn nhất"):
        if word in lead:
            start = text.lower().index(word, start)
    length = Length(int(hit["amount"]), hit["unit"], bool(hit["working"]))
    due, reason = _worked_out(length, event, begins[0] if begins else "", issued)
    return Deadline(
        text[start:end], start, end, Kind.DURATION, due, length=length, counted_from=event, reason=reason
    )


def _is_limit(text: str, hit: re.Match[str], lead: str, left: str, counted: bool) -> bool:
    if _CONDITION.search(left) or _STATE.search(left[-45:]):
        return False
    unit = hit["unit"]
    if unit == "năm":
        if lead == "sau":
            return bool(_YEARS_OF.match(text, hit.end())) and bool(_AFTER_YEARS.search(left))
        return (
            counted and lead not in ("trước", "trong") and "ít nhất" not in lead and "tối thiểu" not in lead
        )
    if lead == "sau":
        then = _THEN.search(text, hit.end(), hit.end() + 160)
        return counted and not (then and then["then"])
    if lead == "trước":
        return counted
    if lead == "trong":
        return counted or bool(hit["working"])
    if "ít nhất" in lead or "tối thiểu" in lead:
        return counted and unit != "tháng"
    if lead in ("thời gian", "thời hạn", "thời hạn là", "thời gian là", "có thời hạn", "với thời gian"):
        return counted
    if unit == "tháng" and not lead.startswith(("chậm nhất", "muộn nhất", "trong thời hạn", "trong vòng")):
        return counted
    return True


def _worked_out(length: Length, event: str | None, begins: str, issued: str | None) -> tuple[str | None, str]:
    """The last day, where the event is the issue of the document itself."""
    counted = "ngày làm việc" if length.working else length.unit
    said = f"{length.amount} {counted}"
    if not event:
        return None, f"{said}; văn bản không nói tính từ đâu"
    if " trước" in begins or "giờ" in length.unit or not issued or not _OWN_DAY.match(event):
        return None, f"{said}; chưa biết ngày bắt đầu tính"
    due = days.after(issued, length.amount, length.unit, length.working)
    note = ", bỏ thứ bảy và chủ nhật, chưa trừ ngày lễ" if length.working else ""
    return due, f"{said} kể từ ngày ban hành văn bản{note}"
