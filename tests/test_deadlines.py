"""Time limits: the words, the kind, the last day; and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from chidao.tasks import Deadline, find_limits
from helpers import cases

ISSUED = "2025-11-20"


def listed(given: str) -> str:
    """A line for each limit: kind | last day | how often | words."""
    rows = (f"{d.kind} | {d.due or ''} | {d.every or ''} | {d.words}" for d in find_limits(given, ISSUED))
    return "\n".join(" ".join(row.split()) for row in rows)


@pytest.mark.parametrize(("given", "expected"), cases("deadlines.md"))
def test_time_limits_are_read_from_their_words(given, expected):
    assert listed(given) == expected


@pytest.mark.parametrize(("given", "_expected"), cases("deadlines.md"))
def test_the_words_of_a_limit_stand_where_it_says(given, _expected):
    for limit in find_limits(given, ISSUED):
        assert given[limit.start : limit.end] == limit.words


@examples(st.text(alphabet="ngàytháquýnăm trước hạn0123456789/.;:,()–-\nHIVX", max_size=80))
def test_no_text_breaks_the_finder(text):
    for limit in find_limits(text, ISSUED):
        assert text[limit.start : limit.end] == limit.words


def test_a_day_that_no_calendar_has_is_told_not_mended():
    (limit,) = find_limits("Hoàn thành trước ngày 31/6/2026.")
    assert (limit.due, limit.impossible, limit.reason) == (None, True, "lịch không có «ngày 31/6/2026»")


def test_a_year_that_is_not_printed_follows_from_the_day_of_the_document():
    assert [d.due for d in find_limits("báo cáo trước ngày 15/12.", "2025-11-20")] == ["2025-12-15"]
    assert [d.due for d in find_limits("báo cáo trước ngày 15/3.", "2025-11-20")] == ["2026-03-15"]
    assert find_limits("báo cáo trước ngày 15/12.") == []


def test_what_is_over_when_the_document_is_issued_is_no_limit():
    text = "kết quả thực hiện trước ngày 01/7/2025"
    assert find_limits(text, "2025-11-20") == []


def test_working_days_are_told_apart_and_counted_where_their_start_is_known():
    (limit,) = find_limits("chậm nhất 10 ngày làm việc kể từ ngày ký Công văn này", "2025-07-11")
    assert limit.length is not None
    assert (limit.length.amount, limit.length.unit, limit.length.working) == (10, "ngày", True)
    assert limit.due == "2025-07-25"
    assert limit.reason == (
        "10 ngày làm việc kể từ ngày ban hành văn bản, bỏ thứ bảy và chủ nhật, chưa trừ ngày lễ"
    )


def test_a_duration_that_counts_from_an_event_has_no_day_and_names_the_event():
    (limit,) = find_limits("trong thời hạn 15 ngày kể từ ngày nhận đủ hồ sơ, Sở Y tế trả lời", "2025-07-11")
    assert isinstance(limit, Deadline)
    assert (limit.due, limit.counted_from) == (None, "nhận đủ hồ sơ")


def test_a_day_from_which_the_document_is_in_force_is_no_limit():
    text = (
        "Hồ sơ nộp trước ngày 01/01/2026 thì theo quy định cũ. Quyết định này có hiệu lực từ ngày 01/01/2026."
    )
    assert find_limits(text, ISSUED, ["2026-01-01"]) == []
