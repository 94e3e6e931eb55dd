"""Where the name of an issuing body ends in running text."""

from __future__ import annotations

import re
from functools import cache

from .. import forms

_WORD = re.compile(r"[\w&./-]+")
# Words that no name of a body goes on with; in small letters, for "Ban Chỉ đạo" is a name.
_STOP = re.compile(
    r"(?:về|quy định|ban hành|sửa đổi|hướng dẫn|phê duyệt|trên|đã|có|được|tại|theo|trong|gồm|nêu|từ|thì|là|"
    r"để|khoá|khóa|ngày|năm|do|cho|bảo đảm|nhằm|với|giao|kết luận|thống nhất|yêu cầu|chỉ đạo|triển khai|"
    r"thực hiện|công bố|đề nghị|điều chỉnh|bổ sung|thông qua|thông báo|phân công|cũng|khi|nếu|mà|như|sau|này|"
    r"đến|số|bằng|của|hiện|việc|còn|hết|căn cứ|đối với|nhất|trừ|một|các|những|xác định|không|phải|sẽ|đang|"
    r"cần|hoặc|vào|trước|kể|xin|nhân dịp|gửi|áp dụng|tiếp tục|chủ trì|phối hợp|tổng kết|sơ kết|quyết định|"
    r"chưa|vẫn|thay thế|bãi bỏ|lấy ý kiến|ra|nói|bao)(?!\w)"
)
_TYPES = re.compile(
    r"(?:Nghị quyết|Kết luận|Chỉ thị|Quyết định|Quy định|Quy chế|Kế hoạch|Chương trình|Thông báo|Hướng dẫn|"
    r"Công văn|Nghị định|Thông tư|Luật|Đề án|Báo cáo|Tờ trình|Điều lệ)\b"
)
_PAIR = re.compile(r",\s+(?=(?:Ban Bí thư|Bộ Chính trị)\b)")
# Names that have a comma: "Bộ Văn hóa, Thể thao và Du lịch".
_COMMA = re.compile(
    r",\s+(?=Thể thao|chiến lược|công nghệ|đổi mới|chuyển đổi|cải cách|lãng phí|tiêu cực|giám sát|"
    r"Chủ nhiệm|chống)"
)
_GAP = re.compile(r"\s+(?:-\s+)?")


def body_at(text: str, start: int) -> int | None:
    """The end of the body that *text* names at *start*; None if it names none there.

    >>> body_at("Bộ Chính trị, Ban Bí thư về", 0), body_at("Thủ tướng Chính phủ ban hành", 0)
    (24, 19)
    """
    if listed := _listed().match(text, start):
        return listed.end()
    if not forms.body_start().match(text[start : start + 40] + " ") and not _PLACE.match(text, start):
        return None
    position = end = start
    first = True
    while match := _WORD.match(text, position):
        word = match[0].rstrip(".,-/")
        if not first and (_STOP.match(text, position) or _TYPES.match(text, position)):
            break
        if word == "và" and not _goes_on(text, match.end()):
            break
        end = match.start() + len(word)
        first = False
        position = end
        if gap := (_PAIR.match(text, position) or _COMMA.match(text, position)):
            position = gap.end()
            continue
        gap = _GAP.match(text, position)
        if not gap:
            break
        position = gap.end()
    return end if end > start else None


@cache
def _listed() -> re.Pattern[str]:
    """Names that have a comma or "về" in them, which the rule below would cut."""
    longer = [n for n in forms.names() if "," in n or " về " in n]
    return re.compile("|".join(re.escape(n) for n in longer))


_PLACE = re.compile(r"(?:Tỉnh|Trung ương|Thành phố|Đảng)\b")


def _goes_on(text: str, end: int) -> bool:
    """ "Bộ Giáo dục và Đào tạo" goes on; "Chính phủ và Chương trình …" does not."""
    rest = text[end:].lstrip()
    return (
        bool(rest)
        and not _TYPES.match(rest)
        and not forms.body_start().match(rest[:40])
        and (rest[:1].isupper() or rest.startswith(("đổi mới", "chuyển đổi", "xã hội", "đề án")))
    )
