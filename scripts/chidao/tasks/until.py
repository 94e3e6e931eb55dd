"""Where the words of an event end: "kể từ khi nhận được đầy đủ tờ trình, hồ sơ nhân sự theo quy định"."""

from __future__ import annotations

import re

from .actors import actor_at, actors_at

_END = re.compile(r"[.;:!?](?=\s|$)|[()\n“”]|\Z")
_PAUSE = re.compile(
    r", ?| (?=(?:để|nhưng|hoặc đột xuất|hoặc theo|hoặc định kỳ|đồng thời|mà không|thì|nếu|trừ|và|phải|"
    r"có trách nhiệm|nhưng|những nội dung sau|các nội dung sau|như sau)(?!\w))"
)
# What goes on after "và": an act of its own, so that the event ends before it.
_ACT = re.compile(
    r"(?:(?:thì|phải|căn cứ|có trách nhiệm|tiến hành|gửi|báo cáo|thông báo|tổng hợp|trình|đồng thời|nêu rõ|"
    r"trả lời|"
    r"ban hành|"
    r"thực hiện|công khai|công bố|đăng tải|cập nhật|lập|chuyển|thanh toán|hoàn thành|tổ chức|"
    r"chịu trách nhiệm|ký|"
    r"đề nghị|yêu cầu|nếu|trừ|mà|trong đó|bao gồm|gồm|nhưng|kèm theo|không kể|kể cả|trường hợp|được|cơ quan|"
    r"cụ thể|người|"
    r"xem xét|thẩm định|kiểm tra|phê duyệt|quyết định|hướng dẫn|bổ sung|nộp|cấp|xác nhận|tiếp nhận|xử lý|"
    r"giải quyết)(?!\w))"
)


def end_of_event(text: str, start: int, opens: bool) -> int:
    """Where the event that begins at *start* ends.

    *opens*: the time limit opens its sentence, so that who must act comes behind it.

    >>> text = "kể từ khi nhận được tờ trình, hồ sơ theo quy định, cấp có thẩm quyền phải xem xét"
    >>> text[: end_of_event(text, 9, opens=True)]
    'kể từ khi nhận được tờ trình, hồ sơ theo quy định'
    """
    stop = _END.search(text, start)
    while stop and text.startswith("(nếu có)", stop.start()):
        stop = _END.search(text, stop.end() + len("nếu có)"))
    last = stop.start() if stop else len(text)
    told = False
    if opens and (duty := _DUTY.search(text, start, last)):
        # "… kể từ ngày tiếp nhận đăng ký Công an cấp xã có trách nhiệm …": who must act ends the event.
        for place in _WORDS.finditer(text, start, duty.start()):
            comma = int(text[place.start() - 1] == ",")
            if not comma and (not text[place.end()].isupper() or _OF.search(text, start, place.start())):
                continue
            if actor_at(text, place.end()) and actors_at(text, place.end()) == duty.start():
                last = place.start() - comma
                told = True
                break
    pauses = list(_PAUSE.finditer(text, start, last))
    for pause in pauses:
        rest = pause.end()
        if pause[0].startswith(","):
            if _TOGETHER.search(text, max(start, pause.start() - 14), rest + 6):
                continue
            if _ACT.match(text, rest) or actor_at(text, rest):
                return pause.start()
            if not opens and not _noun(text, rest) and not _listed(text, rest, last):
                return pause.start()
        elif text.startswith("và ", rest):
            if _ACT.match(text, rest + 3):
                return pause.start()
        else:
            before = text.rfind(", ", start, pause.start())
            duty_here = text.startswith(("phải ", "có trách nhiệm "), rest)
            return before if opens and not told and duty_here and before > 0 else pause.start()
    if opens and pauses and not told:
        # Somebody must act: it is what stands behind the last pause.
        commas = [p.start() for p in pauses if p[0].startswith(",")]
        if commas:
            return commas[-1]
    return last - (text[last - 1] == " ") - (4 if text.endswith(" thì", start, last) else 0)


_OF = re.compile(r"(?<!\w)(?:của|với|do|bởi|từ|cho|đến|tới|tại|về)\Z")
# "của các sở, ban, ngành": one word for several.
_TOGETHER = re.compile(
    r"(?:các sở|sở, ban|các bộ|cơ quan|cá nhân|tổ chức|đơn vị), (?:ban|ngành|cơ|tổ|đơn|cá)"
)
_DUTY = re.compile(r" (?:có trách nhiệm|phải|chịu trách nhiệm) ")
_WORDS = re.compile(r" (?=\w)")
_NOUN = re.compile(
    r"(?:hồ sơ|văn bản|tài liệu|giấy tờ|tờ trình|báo cáo|đề nghị|yêu cầu|thông tin|quyết định|kết luận|"
    r"hợp lệ|đầy đủ|"
    r"đề án|dự án|kế hoạch|biên bản|ý kiến|phí|lệ phí|sản phẩm|dữ liệu|chứng từ|công văn|thông báo|đơn)(?!\w)"
)


def _noun(text: str, at: int) -> bool:
    return bool(_NOUN.match(text, at))


_CHUNK = re.compile(r"[^,.;:()\n]*")


def _listed(text: str, at: int, last: int) -> bool:
    """Whether a short member of a list stands at *at*: "cấp xã, phường, đặc khu"."""
    chunk = _CHUNK.match(text, at, last)
    words = re.split(r" (?:hoặc|và) ", chunk[0])[0].split() if chunk else []
    return 0 < len(words) <= 3
