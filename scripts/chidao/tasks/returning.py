"""Work that returns without a day: định kỳ hằng năm, định kỳ 6 tháng, "Hằng quý, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from .model import Deadline, Kind
from .sentence import left_part, sentence
from .times import every

# định kỳ hằng năm · định kỳ 6 tháng · định kỳ 06 tháng, hằng năm · theo định kỳ hằng quý · định kỳ 3 tháng
# một lần
_PERIOD = (
    r"(?:h[ằà]ng (?:năm|quý|tháng|tuần|ngày)|(?:mỗi )?\d{1,2} (?:\([^()\d]{2,12}\) )?(?:tháng|ngày|tuần|năm)"
    r"(?:/ ?lần|/ ?01 lần| một lần| 1 lần| 01 lần)?|(?:0?1|một|02|hai) lần/(?:năm|quý|tháng|tuần)|quý|năm|"
    r"tháng|6 tháng đầu năm)"
)
_PERIODIC = re.compile(rf"ịnh kỳ (?:vào )?{_PERIOD}(?!\w)(?:(?:, | và |; ){_PERIOD}(?!\w))*")
# "Hằng năm, các cơ quan …", from the second letter on, each spelling by itself: so the search skips quickly.
_OPENINGS = tuple(
    re.compile(rf"{each} (?:năm|quý|tháng|tuần)(?=, | [A-ZĐÀ-Ỹ]| (?:các|cơ quan|đơn vị|tổ chức))")
    for each in ("ằng", "àng")
)
# "Hằng năm, được hưởng 07 ngày nghỉ" gives, it asks for nothing.
_GIVEN = re.compile(r",? (?:được|có quyền)(?!\w)")
_OPENS = re.compile(r"(?:\n|[.;:] |\d[.)] |[a-zđ]\) |[-–+] |\A)\Z")
# "kết quả đánh giá định kỳ hằng năm của cấp có thẩm quyền": which result it is.
_NOUN = re.compile(
    r"(?:kết quả|trên cơ sở|kinh phí|chế độ|dự toán|nội dung|công tác|hồ sơ|bảng|số liệu|danh mục|căn cứ|"
    r"thông tin|thời gian|báo cáo)[^,;.]{0,60}\Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r",? (?:của|bao gồm|gồm|được|là)(?!\w)|, [A-ZĐ]")
_ABLE = re.compile(
    r"(?<!\w)(?:lương|trợ cấp|phụ cấp|khám sức khỏe|khám sức khoẻ|bảo dưỡng|bảo trì|kiểm định) ?\Z"
)
_CELL = re.compile(
    rf"(?:Thường xuyên|Định kỳ|Theo định kỳ)?(?:,? ?(?:và |/ ?)?{_PERIOD})+(?:,? (?:thường xuyên|"
    rf"và thường xuyên))?[.;]?\Z",
    re.IGNORECASE,
)


def find_returning(text: str) -> Iterator[Deadline]:
    """Yield what *text* says returns, where it names no day with it."""
    if "ịnh kỳ " in text:
        for hit in _PERIODIC.finditer(text):
            start = hit.start() - 1
            if text[max(0, start - 5) : start].lower() == "theo ":
                start -= 5
            left = left_part(text, start)
            if (_NOUN.search(left) and _GOES_ON.match(text, hit.end())) or _ABLE.search(left):
                continue
            if text[hit.end() : hit.end() + 1] == ":" and len(left) < 30:
                continue  # "c) Báo cáo định kỳ hằng năm:" is a heading
            yield _made(text, start, hit.end())
    for hit in chain.from_iterable(opening.finditer(text) for opening in _OPENINGS):
        start = hit.start() - 1
        if start < 0 or text[start] not in "hH" or not _OPENS.search(text, max(0, start - 4), start):
            continue
        first, last = sentence(text, start + 1)
        if last - first > 25 and not _GIVEN.match(text, hit.end()):
            yield _made(text, start, hit.end())


def _made(text: str, start: int, end: int) -> Deadline:
    words = text[start:end]
    return Deadline(words, start, end, Kind.RECURRING, every=every(words), reason=f"lặp lại: {words}")


def returning_cell(text: str) -> Deadline | None:
    """A cell of a table that says how often: "Hằng năm", "Thường xuyên, hằng năm"."""
    if len(text) > 60 or not _CELL.match(text):
        return None
    return _made(text, 0, len(text))


def vague(words: str) -> Iterator[Deadline]:
    """ "định kỳ báo cáo": it returns, nobody says how often; no limit, but worth telling."""
    for hit in _VAGUE.finditer(words):
        start = hit.start() - 1
        said = words[start : hit.end()]
        yield Deadline(
            said, start, hit.end(), Kind.RECURRING, reason="định kỳ, văn bản không nói bao lâu một lần"
        )


_VAGUE = re.compile(
    r"ịnh kỳ(?= (?:báo cáo|kiểm tra|đánh giá|sơ kết|tổng hợp|rà soát|tổ chức|đột xuất|gửi|thông báo|hoặc))"
)
