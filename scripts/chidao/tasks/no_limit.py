"""What looks like a time limit and is none: past, in force, counted, aimed at, or telling which.

đã hoàn thành trước ngày 30/6/2025                       past
có hiệu lực từ ngày 01/01/2026, tính đến hết ngày …      in force; cut-off of figures
các hợp đồng ký trước ngày 01/7/2025                     tells which contracts
đến năm 2030 đạt 100%; tầm nhìn đến năm 2045             a target, not work to be handed in
"""

from __future__ import annotations

import re

_IN_FORCE = re.compile(
    r"hiệu lực|(?:áp dụng|thi hành|hưởng|tính|tính từ|thời điểm|thông qua|giai đoạn|nhiệm kỳ|"
    r"kỳ báo cáo)\s*\Z",
    re.IGNORECASE,
)
# "trình ban hành, bảo đảm có hiệu lực trước ngày": by then the work is to be done.
_TO_BE_IN_FORCE = re.compile(r"(?:bảo đảm|đảm bảo|để) (?:có )?hiệu lực(?: thi hành)? ?\Z", re.IGNORECASE)
_OF_PAPERS = re.compile(
    r"(?:số liệu|lũy kế|thống kê|tính toán|phiên họp|cuộc họp|hội nghị|họp|văn bản|công văn|thông báo số|số|"
    r"biên bản|"
    r"chi trả)\s*\Z",
    re.IGNORECASE,
)
_PAST = re.compile(r"(?<!\w)(?:đã|vừa qua|trước đây|dự kiến)(?!\w)", re.IGNORECASE)
_JUST_PAST = re.compile(r"(?<!\w)(?:đã(?: được| cơ bản| phải)?|dự kiến) ?\Z", re.IGNORECASE)
_MUST = re.compile(r"(?<!\w)(?:phải|cần|yêu cầu|đề nghị|bảo đảm|giao)(?!\w)", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:,? ?(?:đã|mà|vẫn|nhưng|nghỉ|còn|chưa|có hiệu lực|trở về trước|trở đi|trở lại|được|bị|thì được|của|"
    r"đến trước)(?!\w)|"
    r",? ?thì (?!hoàn|phải|báo))",
    re.IGNORECASE,
)
_TELLS_WHICH = re.compile(
    r"(?<!\w)(?:ký|ký kết|giao kết|sinh|nghỉ hưu|nghỉ việc|nhập ngũ|phát sinh|tồn tại|ban hành|được cấp|"
    r"thành lập|"
    r"tuyển dụng|tiếp nhận|được phê duyệt|được công nhận|sản xuất|nhập khẩu|xảy ra|đăng ký|sử dụng|"
    r"xuất khẩu|khai|"
    r"được giao|được thuê|xây dựng|hoạt động|công tác|tham gia|đóng|hình thành|thụ lý|nộp hồ sơ|"
    r"mở tờ khai)\s*\Z",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"(?:[≥≤<>]|\d[\d.,]* ?%|tỷ lệ|đạt|tối thiểu \d|trên \d|khoảng \d|phấn đấu|mục tiêu|tầm nhìn|chỉ tiêu)",
    re.IGNORECASE,
)


def is_fact(left: str, right: str, strong: bool, before: bool) -> bool:
    """Whether the words around a time tell of the past, of force, or of figures.

    *left* and *right* are the words before and behind it in its part of the sentence; *strong* says that
    words such as "chậm nhất" lead to it, which figures and history do not have; *before* that "trước" does.
    """
    if strong:
        return bool(_JUST_PAST.search(left))
    if before and _TO_BE_IN_FORCE.search(left):
        return False
    if _IN_FORCE.search(left[-60:]) or _GOES_ON.match(right):
        return True
    if not before and _OF_PAPERS.search(left[-40:]):
        return True
    near = left.rsplit(",", 1)[-1]
    return bool(_PAST.search(near)) and not _MUST.search(near)


def is_adjective(left: str, future: bool) -> bool:
    """Whether the time tells which things are meant: "hợp đồng ký trước ngày"."""
    if future and _MUST.search(left):
        return False
    return bool(_TELLS_WHICH.search(left))


def is_target(left: str, right: str) -> bool:
    """Whether an aim is set for the time, not work: "đến năm 2030 đạt 100%"."""
    return bool(_TARGET.search(right[:80])) or bool(_TARGET.search(left[-60:]))


def is_past(left: str) -> bool:
    """Whether the words before a time tell of what has happened."""
    return bool(_PAST.search(left.rsplit(",", 1)[-1]))
