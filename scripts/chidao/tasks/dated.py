"""Time limits that name a day, a month, a quarter or a year.

trước ngày 31/7/2025            chậm nhất là ngày 01 tháng 3 năm 2025      từ ngày 10 đến ngày 15 tháng 12
hoàn thành trong tháng 10/2022  trung tuần tháng 4/2025                     từ nay đến hết tháng 10/2025
trong Quý I/2026                Quí IV-2025 (a cell)                        Năm 2027, hoàn thành …
trước ngày 25 hằng tháng        định kỳ trước ngày 01/6 và 15/11 hằng năm   trong quý I của năm liền kề
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .model import Deadline, Kind
from .no_limit import is_adjective, is_fact, is_target
from .sentence import left_part, right_part, sentence
from .times import CORE, Time, as_led, candidates, days_in, every, time_of, why

# The words that lead to the time, read from right to left: a chain of these, nearest last.
_LINK = (
    r"hoàn thành(?: xong| dứt điểm| cơ bản| toàn bộ)?|xong|dứt điểm|kết thúc|chậm nhất|muộn nhất|"
    r"không muộn hơn|"
    r"không chậm hơn|không quá|hạn chót|hạn cuối(?: cùng)?|"
    r"(?:thời )?hạn (?:hoàn thành|thực hiện|gửi|báo cáo|nộp|trình|gửi báo cáo|cuối cùng)|thời hạn|"
    r"thời gian (?:hoàn thành|thực hiện|gửi|báo cáo|trình)|thời gian|tiến độ|"
    r"(?:theo )?định kỳ(?: (?:h[ằà]ng (?:năm|quý|tháng)|\d{1,2} tháng|báo cáo))?|"
    r"h[ằà]ng (?:năm|quý|tháng)|"
    r"là|vào|cuối|đầu|giữa|trung tuần|thượng tuần|hạ tuần|hết|đến|tới|trước|trong|từ nay|từ|kể từ|ngay|"
    r"lúc|\d{1,2}[ ]?(?:giờ|h|g)[ ]?(?:\d{2})?(?: phút)?|hoặc"
)
_LEAD = re.compile(rf"(?:(?<=\W)|^)(?:(?:{_LINK})(?: ?[:,(]|(?= ))? ?)+\Z")
# With one of these the lead ends; its last word is looked up first, which is quicker.
_LAST = frozenset(
    re.findall(
        r"\w+",
        "trước trong vào hết nhất là từ đến tới đầu cuối giữa tuần hạn kỳ thành xong điểm hơn quá "
        "giờ phút gian hiện gửi cáo độ chót cùng năm quý tháng nộp trình ngay thúc nay lúc",
    )
)
_HOUR = re.compile(r"\d{2}|\d{1,2}[hH]\d{0,2}")
_LAST_WORD = re.compile(r"(\w+)[ :,(]*\Z")
_ANNOUNCES = re.compile(
    r"(?:(?:thời gian|thời hạn|tiến độ|hạn(?! (?:cuối|chót)))(?: (?:thực hiện|gửi báo cáo|gửi|báo cáo|nộp|"
    r"trình|cuối cùng))?|là|hoặc|ngay)?"
    r"(?:[ :,(]+là)?[ :,(]*(?=\w)",
    re.IGNORECASE,
)
_WINDOW = re.compile(r" ?(?:đến|tới|-|–) ?(?:hết )?(?:trước )?(?=[nN]gày|\d|tháng|quý|năm)")
# What goes on behind the time: "và 15/11", "hằng năm", "của năm liền kề đánh giá", "trong năm".
_JOINED = re.compile(
    r"(?: và|,|;)? (?:trước )?(?:ngày )?(?P<day>\d{1,2})(?:/| tháng )(?P<month>\d{1,2})(?![\d/])"
)
_RETURNS = re.compile(
    r"(?:,? ?\(?(?P<every>h[ằà]ng (?:năm|quý|tháng|tuần)|mỗi (?:năm|quý|tháng)|các năm)\)?"
    r"| (?:của |trong )?(?P<unit>năm|tháng|quý)(?P<which> (?:sau|tiếp theo|kế tiếp|liền kề(?: đánh giá)?|"
    r"liền sau|liền trước|trước của năm kế hoạch|trước kế hoạch|trước(?=[,.;)]|\Z)|kế hoạch|báo cáo|đó|"
    r"hiện tại|"
    r"(?:đầu|đầu tiên|cuối|cuối cùng)(?: của)?(?: mỗi)? (?:quý|năm)(?: sau| tiếp theo| kế tiếp)?|đầu|"
    r"(?: \w+){1,3}(?=[,.;)]|\Z)))?"
    r"(?! \d|\w| thứ))"
)
_STRONG = re.compile(
    r"hoàn thành|xong|dứt điểm|chậm nhất|muộn nhất|không muộn|không chậm|không quá|hạn|thời gian|tiến độ|"
    r"định kỳ",
    re.IGNORECASE,
)
_RETURNING = re.compile(r"(?<!\w)(?:h[ằà]ng|mỗi) (?:năm|quý|tháng)|(?<!\w)định kỳ|/năm(?!\w)", re.IGNORECASE)
_DELIVERS = re.compile(
    r"(?<!\w)(?:hoàn thành|hoàn thiện|ban hành|trình|báo cáo|công bố|tổng kết|sơ kết|bàn giao|phê duyệt|gửi|"
    r"khởi công|"
    r"triển khai|tổ chức|xử lý|giải quyết|khắc phục|xong|kết thúc|nộp|cung cấp|thực hiện|rà soát|đề xuất|"
    r"cập nhật|"
    r"tập huấn|thống nhất|quyết định|xây dựng|chấm dứt|đưa vào|thông xe|phát động|kiểm tra|thanh tra|chi trả|"
    r"tham mưu|đánh giá|giao|phân bổ|giải ngân|lấy ý kiến|thẩm định|đăng ký|kiện toàn|bố trí)(?!\w)",
    re.IGNORECASE,
)


def find_dated(text: str, issued: str | None, effective: frozenset[str]) -> Iterator[Deadline]:
    """Yield the time limits of *text* that name a day, a month, a quarter or a year.

    *issued* is the document's day, ISO 8601, for years that are not printed and to tell what is past;
    *effective* are the days from which it, or another document, is said to be in force.
    """
    done = 0
    for start in candidates(text):
        if start < done:
            continue
        hit = CORE.match(text, start)
        if hit and (found := _limit(text, hit, issued, effective)):
            done = found.end
            yield found


def in_cell(text: str, issued: str | None) -> Deadline | None:
    """The time limit that a cell of a table is: "Tháng 12/2025", "Quí IV-2025", "01/01/2026".

    The last of several counts, for it is the last day allowed.
    """
    found, done = None, 0
    for hit in CORE.finditer(text):
        if hit.start() < done or hit.start() - done > 25:
            continue
        if re.search(r"(?:^|\W)từ \Z", text[: hit.start()], re.IGNORECASE) and not _WINDOW.match(
            text, hit.end()
        ):
            return None
        done, returns = _tail(text, hit.end())
        time = as_led(time_of(hit, issued), text[: hit.start()].lower().rstrip(" :,("))
        found = _made(text, 0, done, time, hit, returns or _RETURNING.search(text))
    if found is None or len(text) - done > 40:
        return None
    return replace(found, words=text, end=len(text))


def _limit(text: str, hit: re.Match[str], issued: str | None, effective: frozenset[str]) -> Deadline | None:
    begin, end = hit.span()
    piece = text[max(0, begin - 90) : begin]
    piece = piece[piece.rfind("\n") + 1 :]
    lead = _LEAD.search(piece.lower()) if _may_lead(piece) else None
    if lead is None:
        return _bare(text, hit, piece, issued)
    chain = lead[0].lower().rstrip(" :,(")
    start = begin - len(lead[0]) + _announced(lead[0])
    time = time_of(hit, issued)
    last = chain.rsplit(" ", 1)[-1]
    if last == "từ":
        window = _WINDOW.match(text, end)
        until = CORE.match(text, window.end()) if window else None
        if until is None:
            return None
        hit, end = until, until.end()
        since, time = time.since or time.due, time_of(until, issued)
        time = time._replace(since=since or time.since)
        chain = "từ … đến"
    end, returns = _tail(text, end)
    returns = returns or (None if time.year_given else _around(text, start, end))
    if "(" in text[start:begin] and text[end : end + 1] == ")":
        end += 1
    if not _is_limit(text, start, end, chain, time, bool(returns), issued, effective):
        return None
    return _made(text, start, end, as_led(time, chain), hit, returns)


def _may_lead(piece: str) -> bool:
    last = _LAST_WORD.search(piece, max(0, len(piece) - 16))
    return last is not None and (last[1].lower() in _LAST or _HOUR.fullmatch(last[1]) is not None)


def _announced(lead: str) -> int:
    """How much of *lead* only announces a time: "thời hạn:", "Thời gian hoàn thành" up to "hoàn thành"."""
    match = _ANNOUNCES.match(lead)
    return match.end() if match and match.end() < len(lead.rstrip()) else len(lead) - len(lead.lstrip())


def _tail(text: str, end: int) -> tuple[int, str | None]:
    """Where the time ends with what is joined to it, and the words that make it return."""
    while joined := _JOINED.match(text, end):
        end = joined.end()
    if returns := _RETURNS.match(text, end):
        return returns.end(), returns[0].strip(" ,(")
    return end, None


def _around(text: str, start: int, end: int) -> str | None:
    """ "hằng năm" or "định kỳ" in the same sentence: a day without a year returns."""
    first, last = sentence(text, start)
    found = _RETURNING.search(text, first, min(last, end + 30))
    return found[0] if found else None


def _is_limit(
    text: str,
    start: int,
    end: int,
    chain: str,
    time: Time,
    returns: bool,
    issued: str | None,
    effective: frozenset[str],
) -> bool:
    left, right = left_part(text, start), right_part(text, end)
    strong = bool(_STRONG.search(chain))
    before = bool(_BY_THEN.search(chain))
    if is_fact(left, right, strong, before):
        return False
    if returns:
        return strong or (bool(_DELIVERS.search(left + right)) and not _OF_FIGURES.search(left[-40:]))
    if (time.due is None and not time.impossible) or chain == "là":
        return False
    due = time.due or ""
    future = not issued or not due or due >= issued
    if strong:
        return not (time.kind is Kind.YEAR and is_target(left, right))
    if not future:
        return False
    if before:
        return due not in effective and not is_adjective(left, future)
    if "đến hết" in chain and "nay" not in chain and _LASTS.search(left):
        return False
    if chain.endswith(("đến", "tới")) and "từ" not in chain:
        return time.kind is not Kind.YEAR and bool(_MUST_BY.match(right))
    if time.kind is Kind.YEAR and (
        is_target(left, right) or "vào" in chain or not _HANDS_IN.search(left[-60:])
    ):
        return False
    return bool(_DELIVERS.search(left[-120:] + " " + right[:60])) and not _OF_FIGURES.search(left[-40:])


# "được tiếp tục thực hiện đến hết ngày …": how long a state lasts.
_LASTS = re.compile(r"(?:tiếp tục|được|kéo dài|áp dụng|mức|giá)(?!\w)[^,;]{0,60}\Z", re.IGNORECASE)
_BY_THEN = re.compile(r"trước(?: \d{1,2} ?[gh].*)?\Z")
_OF_FIGURES = re.compile(
    r"(?:kỳ|giai đoạn|số liệu|nhiệm kỳ|năm học|mưa lũ|bão|thời kỳ|vừa qua|xảy ra|diễn ra|"
    r"nhiệm vụ(?: trọng tâm| chủ yếu)?|phương hướng|trọng tâm)\s*\Z",
    re.IGNORECASE,
)
_MUST_BY = re.compile(
    r",? (?:phải |cơ bản |sẽ )?(?:hoàn thành|hoàn thiện|xong|kết thúc|chấm dứt)", re.IGNORECASE
)
_HANDS_IN = re.compile(
    r"(?<!\w)(?:ban hành|trình|báo cáo|công bố|tổng kết|sơ kết|bàn giao|phê duyệt|gửi|khởi công|hoàn thành|"
    r"hoàn thiện|"
    r"xây dựng|tổ chức|kết thúc|khánh thành|đưa vào)(?!\w)",
    re.IGNORECASE,
)


def _bare(text: str, hit: re.Match[str], piece: str, issued: str | None) -> Deadline | None:
    """ "Năm 2027, hoàn thành …", "Quý IV/2025: trình …": what opens its sentence, with what is handed in."""
    if hit["day"] or hit["day2"] or not _OPENS.search(piece, max(0, len(piece) - 5)):
        return None
    end, returns = _tail(text, hit.end())
    time = time_of(hit, issued)
    if not _HANDS_IN_THEN.match(text, end) or (issued and time.due and time.due < issued):
        return None
    if is_target("", right_part(text, end)):
        return None
    returns = returns or (None if time.year_given else _around(text, hit.start(), end))
    return _made(text, hit.start(), end, time, hit, returns)


_OPENS = re.compile(r"(?:^|[.;:\n(–+-]\s?|\d[.)] |[a-zđ]\) )\Z")
_HANDS_IN_THEN = re.compile(
    r"(?:[,:]| -)? (?:cơ bản |phải |tập trung |sẽ )?(?:hoàn thành|hoàn thiện|ban hành|trình|công bố|"
    r"tổng kết|sơ kết|"
    r"bàn giao|phê duyệt|gửi|khởi công|kết thúc|báo cáo|tổ chức)(?!\w)"
)


def _made(
    text: str, start: int, end: int, time: Time, hit: re.Match[str], returns: str | re.Match[str] | None
) -> Deadline | None:
    words = text[start:end]
    if returns:
        said = returns if isinstance(returns, str) else returns[0]
        often = every(f"{words} {said}")
        return Deadline(
            words, start, end, Kind.RECURRING, every=often, on=days_in(words), reason=f"lặp lại: {said}"
        )
    if time.impossible:
        reason = f"lịch không có «{hit[0]}»"
        return Deadline(words, start, end, time.kind, reason=reason, impossible=True)
    if time.due is None:
        return None
    return Deadline(words, start, end, time.kind, time.due, time.since, reason=why(time))
