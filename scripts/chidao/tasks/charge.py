"""Who is charged with something in a sentence: the subject that must act, or whom somebody orders to.

    Giao Bộ Nội vụ chủ trì …            Đề nghị các tỉnh uỷ, thành uỷ …        Sở Tài chính có trách nhiệm …
    Trong thời hạn 15 ngày, Sở Y tế …   Thủ tướng Chính phủ yêu cầu Bộ Công an …  do Văn phòng Tỉnh uỷ chủ trì
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .actors import actors_at


class Charge(NamedTuple):
    """Somebody who must act: `text[start:end]`."""

    start: int
    end: int
    ordered: bool
    """Whether an order names them ("Giao …"), rather than a sentence of which they are the subject."""


# Where somebody may be named who must act; the name follows.
_PLACES = re.compile(
    r"""
      (?P<order> (?<!\w)(?:[Gg]iao(?:[ ]cho|[ ]nhiệm[ ]vụ[ ]cho|[ ]trách[ ]nhiệm[ ]cho)?|[Yy]êu[ ]cầu|[Đđ]ề[ ]nghị|[Pp]hân[ ]công|
          [Cc]hỉ[ ]đạo|[Uu][ỷy][ ]quyền[ ]cho|[Kk]iến[ ]nghị|[Ủủ]y[ ]quyền[ ]cho|[Bb]ảo[ ]đảm[ ]do)[ ](?!của|tại|thi|viện) )
    | (?P<by> (?<!\w)(?:do|nếu)[ ] )
    | (?P<object> (?<!\w)(?:của|với|gửi|về|cho|đến|trình|báo[ ]cáo|qua|thuộc|tại|từ|bởi)[ ] )
    | (?P<adverb> (?<!\w)(?:[Hh][ằà]ng[ ](?:năm|quý|tháng)|thì|[Ss]au[ ]đó|[Đđ]ồng[ ]thời)[ ](?=\w) )
    | (?P<start> \A | \n | [.;:][ ] | (?<=[.)])[ ](?=[A-ZĐÀ-Ỹ]) )
        (?: \(?[\dIVXa-zđ]{1,4}(?:\.\d{1,2})*[.)/-]+[ ] | [-–+*•●][ ]? | (?:Điều|Mục)[ ]\d+[.:][ ] )*
    | (?P<comma> ,[ ] )
    """,
    re.VERBOSE,
)
# The opening words of a sentence behind whose comma the subject stands.
_ADVERBIAL = re.compile(
    r"(?:[\dIVXa-zđ.()+–-]+[.)]? )?(?:- )?(?:Trong|Trên|Căn cứ|Định kỳ|H[ằà]ng|Khi|Sau|Trường hợp|Nếu|Đối với|Tại|Theo(?! dõi)|Ngay|Chậm nhất|"
    r"Quá|Từ|Để|Kể từ|Trước|Năm|Quý|Tháng|Đến|Qua|Ngoài|Thông qua|Đồng thời|Riêng|Cùng với|Ngày|Vào|Với|Hết|Không quá|"
    r"trong|khi|trường hợp|nếu|đối với|sau khi|trên cơ sở|căn cứ|định kỳ|h[ằà]ng|đồng thời|ngay|tối đa|chậm nhất)(?!\w)"
)
_VERB = re.compile(
    r"(?: \([^()]{1,160}\))?,? (?:(?:có trách nhiệm|có nhiệm vụ|phải|cần|chủ trì|phối hợp|chịu|căn cứ|thực hiện|báo cáo|xây dựng|tham mưu|hướng dẫn|"
    r"ban hành|tiếp tục|khẩn trương|chỉ đạo|rà soát|tổng hợp|xem xét|quyết định|phê duyệt|thông báo|gửi|trình|tiến hành|"
    r"theo dõi|kiểm tra|đôn đốc|chủ động|tăng cường|đẩy mạnh|hoàn thành|bố trí|thẩm định|tiếp nhận|trả lời|lập|công bố|đăng tải|"
    r"cập nhật|đề xuất|nghiên cứu|triển khai|giao|phân công|tập trung|tuyên truyền|phổ biến|quán triệt|kịp thời|thường xuyên|"
    r"định kỳ|đăng ký|đảm bảo|bảo đảm|nâng cao|phát huy|khắc phục|xử lý|giải quyết|cung cấp|hỗ trợ|tạo|tổ chức|quản lý|đánh giá|"
    r"thống nhất|kiến nghị|trực tiếp|nộp|niêm yết|yêu cầu|thành lập|được|không|sẽ|chỉ|quy định|sử dụng|chuyển|thẩm tra|lựa chọn|"
    r"ký|phân bổ|cử|lấy ý kiến|tổng kết|sơ kết|giám sát|giúp|quan tâm|bàn giao|kiện toàn|sắp xếp|điều chỉnh|sửa đổi|bổ sung|"
    r"thu|chi|cấp|xác nhận|xác định|công khai|duy trì|vận hành|kết nối|nghiêm túc|chuẩn bị|hoàn thiện|vận động|phát hiện|lưu|"
    r"thông tin|tự|đưa|mở|trước|trong|trên cơ sở|theo|lồng ghép|ưu tiên|bám sát|nêu cao|phát động|lãnh đạo|thanh tra|gồm|khi|"
    r"có thể|có văn bản|có kế hoạch|có ý kiến|trả|đề nghị|kiểm soát|h[ằà]ng năm|đồng thời|tích cực|chấp hành|nhập|hủy|mời|chịu trách nhiệm)(?!\w)|:|\Z|\n)"
)
# A list of those who receive, or are met, is no list of subjects.
_OBJECT = re.compile(r"(?:phối hợp|cùng|với|gửi|về|cho|đến|tới|của|qua|thuộc|là|và|cấp|báo cáo|trình|đối với|giữa|gồm|như|nhất là)\s\Z", re.IGNORECASE)


def charges(text: str) -> list[Charge]:
    """Everybody who is charged in *text* (one paragraph, or several with line ends), in reading order."""
    found: list[Charge] = []
    done = 0
    opening = 0
    subject = False
    for place in _PLACES.finditer(text):
        at = place.end()
        kind = place.lastgroup
        if kind == "start":
            opening, subject = at, False
        if at < done:
            continue
        if kind == "comma" and (subject or not _ADVERBIAL.match(text, opening)):
            continue
        if kind == "start":
            # "Căn cứ …, Bộ Chính trị yêu cầu": no subject yet.
            subject = False
        end = actors_at(text, at, semicolons=kind != "object")
        if end is None:
            continue
        if kind == "object":
            done = end
            continue
        if kind == "order" and place["order"].lower() == "chỉ đạo " and found and ";" not in text[found[-1].end : at]:
            continue
        if kind in ("start", "comma", "adverb") and not _VERB.match(text, end):
            if not (kind == "start" and text[end : end + 1] in ("", "\n", ":", ".", ",")):
                continue
            if text[end : end + 1] == ".":
                continue
        if kind == "by":
            if place["by"].startswith("nếu"):
                stop = _NOT.search(text, end, end + 50)
                end = stop.start() if stop else end
            if not _BY.match(text, end):
                continue
        if kind == "order" and _OBJECT.search(text, max(0, place.start() - 12), place.start()):
            continue
        if kind in ("start", "comma", "adverb"):
            subject = True
        found.append(Charge(at, end, kind == "order"))
        done = end
    return found


_NOT = re.compile(r" (?=(?:không|chưa|vi phạm)(?!\w))")
_BY = re.compile(r" (?:không|chưa|chủ trì|thực hiện|chịu trách nhiệm|làm|phối hợp|tổ chức|đảm nhiệm|quản lý|tham mưu|đề xuất|tổng hợp)(?!\w)")


def charged_with(found: list[Charge], first: int, last: int, at: int, end: int) -> Charge | None:
    """Of *found* the one who must do by the time at *at* to *end* what the sentence *first* to *last* says.

    Who stands right behind it ("Trong thời hạn 15 ngày, Sở Y tế …"), else the nearest before it, else the
    first behind it.
    """
    here = [c for c in found if first <= c.start < last]
    before = [c for c in here if c.end <= at]
    for charge in here:
        if 0 < charge.start - end <= 3:
            return charge
    if before:
        return before[-1]
    behind = [c for c in here if c.start > at]
    return behind[0] if behind else None


def names_only(text: str) -> str | None:
    """The bodies that a heading names and nothing else: "2. Bộ Tài chính:", "Trách nhiệm của Sở Nội vụ"."""
    match = _HEADING.match(text)
    at = match.end() if match else 0
    end = actors_at(text, at)
    if end is None or not _END.match(text, end):
        return None
    return text[at:end]


_HEADING = re.compile(
    r"(?:\(?[\dIVXA-HĐa-zđ]{1,4}(?:\.\d{1,2})*[.)/-]+ ?| ?[-–+*•●] ?|(?:Điều|ĐIỀU|Mục) \d+[a-z]?[.:]? )*"
    r"(?:(?:Phân công )?(?:[Tt]rách nhiệm(?: thực hiện| thi hành|, quyền hạn| và quyền hạn)?|[Nn]hiệm vụ(?:, quyền hạn| và quyền hạn| cụ thể)?|"
    r"[Tt]ổ chức thực hiện)(?: của|:)? |(?:Đối với|Về phía|Giao|Đề nghị|Yêu cầu|Phân công) )?"
)
_END = re.compile(r" ?(?:\([^()]*\))? ?(?:có trách nhiệm|chịu trách nhiệm|chủ trì|thực hiện|)[: .]*\Z")
