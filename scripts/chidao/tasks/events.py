"""Time limits that are an event: a session, a congress, "ngay sau khi …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import Deadline, Kind
from .no_limit import is_past
from .sentence import left_part
from .until import end_of_event

_AFTER = re.compile(r"gay sau khi ")
_SESSIONS = re.compile(r"ỳ họp (?:thứ|gần nhất|cuối năm|giữa năm|thường lệ)")
_BEFORES = re.compile(r"rước ")
_LED = ("ành t", "ong t", "hất t", "hạn t")
_SESSION = re.compile(
    r"(?:(?:tại |vào )?)[Kk]ỳ họp (?:thứ (?:\d{1,2}|\w+(?: \w+)?(?=[,.;) ]))|gần nhất|cuối năm(?: \d{4})?|"
    r"giữa năm(?: \d{4})?|thường lệ[^,.;]{0,30})"
    r"(?:,? (?:của )?(?:Quốc hội|HĐND[^,.;]{0,30}|"
    r"Hội đồng nhân dân[^,.;]{0,40}))?(?: ?,? ?[Kk]h[oó][áa] [XIV]+)?"
)
_BRINGS = re.compile(r"(?<!\w)(?:trình|báo cáo|thông qua|xem xét|cho ý kiến|quyết định)(?!\w)", re.IGNORECASE)
_DONE = re.compile(
    r"(?<!\w)(?:đã|được Quốc hội|được Hội đồng|ý kiến thảo luận|khai mạc|kết quả|ban hành|vừa)(?!\w)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?P<lead>(?:(?:phải )?(?:hoàn thành|xong|chậm nhất|muộn nhất)(?: (?:chậm nhất|là|"
    r"xong))? )?)trước (?=(?!ngày \d|tháng \d|quý |năm \d|\d|hạn|ngày$)\w)",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"(?:khi|ngày|thời điểm|thời hạn|pháp luật|mắt|hết|đó|đây|tiên|năm|tháng|quý|kỳ báo cáo)(?!\w)"
)
_EVENT = re.compile(r"(?:[Đđ]ại hội|[Kk]ỳ họp|[Tt]ết|mùa|năm học|khai giảng|kỳ thi|bầu cử|ngày bầu cử)")


def find_events(text: str) -> Iterator[Deadline]:
    """Yield the time limits of *text* that are events."""
    for hit in _AFTER.finditer(text):
        start = hit.start() - 1
        yield _made(text, start, end_of_event(text, hit.end(), opens=_opens(text, start)))
    for hit in _SESSIONS.finditer(text):
        if found := _session(text, hit.start() - 1):
            yield found
    for hit in _BEFORES.finditer(text):
        start = hit.start()
        led = text[max(0, start - 5) : start] in _LED
        if (led or _EVENT.match(text, hit.end())) and (found := _before(text, start - 1)):
            yield found


def _opens(text: str, at: int) -> bool:
    return at == 0 or text[max(0, at - 2) : at].strip() in ("", ".", ";", ":", "-", "+", ")")


def _session(text: str, start: int) -> Deadline | None:
    for before in ("tại ", "vào ", "trong "):
        if text[max(0, start - len(before)) : start].lower() == before:
            start -= len(before)
    match = _SESSION.match(text, start)
    left = left_part(text, start)
    if not match or not _BRINGS.search(left[-90:]) or _DONE.search(left) or is_past(left):
        return None
    return _made(text, start, match.end())


def _before(text: str, at: int) -> Deadline | None:
    begin = at
    for match in _BEFORE.finditer(text, max(0, at - 40), at + 7):
        if match.end() >= at + 6:
            begin = match.start()
            if match["lead"].lower().startswith("phải "):
                begin += 5
            break
    after = at + len("trước ")
    led = bool(text[begin:at].strip())
    if _GENERAL.match(text, after) and not (led and text.startswith("khi ", after)):
        return None
    left = left_part(text, begin)
    if not led and (not _EVENT.match(text, after) or is_past(left)):
        return None
    if text[after : after + 1].isdigit() or is_past(left[-30:]):
        return None
    return _made(text, begin, end_of_event(text, after, opens=_opens(text, begin)))


def _made(text: str, start: int, end: int) -> Deadline:
    words = text[start:end]
    return Deadline(words, start, end, Kind.EVENT, counted_from=words, reason="theo sự kiện, chưa biết ngày")
