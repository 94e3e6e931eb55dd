"""Deadlines as a calendar, as rows and as JSON."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from chidao.tasks import Task, tasks_of
from chidao.tasks import calendar as feed
from chidao.tasks.objects import as_object
from chidao.tasks.rows import HEADER, csv_text, rows
from helpers import understood

PAGE = "van-ban/2025/chi-thi.md"


@pytest.fixture
def tasks() -> list[Task]:
    document = understood(
        "CHỈ THỊ\n\n1. Sở Nông nghiệp và Môi trường; Sở Y tế rà soát, \\ tổng hợp, hoàn thành trước ngày 31/7/2025.\n\n"
        "2. Các xã, phường báo cáo kết quả trước ngày 25 hằng tháng.\n\n"
        "3. Sở Nội vụ tổng hợp, báo cáo trước ngày 01/6 và 15/11 hằng năm.\n\n"
        "4. Sở Tài chính trả lời trong thời hạn 15 ngày kể từ ngày nhận đủ hồ sơ.\n"
    )
    return tasks_of(replace(document, facts=replace(document.facts, date="2025-07-11")), PAGE)


def written(tasks: list[Task]) -> str:
    return feed.write(tasks, "Nhiệm vụ và thời hạn", {PAGE: "2025-07-11"}, "https://kho.example/")


def test_each_dated_deadline_is_an_event_and_what_returns_repeats(tasks):
    lines = written(tasks).split("\r\n")
    assert [line for line in lines if line.startswith(("DTSTART", "RRULE"))] == [
        "DTSTART;VALUE=DATE:20250731",
        "DTSTART;VALUE=DATE:20250725",
        "RRULE:FREQ=MONTHLY;BYMONTHDAY=25",
        "DTSTART;VALUE=DATE:20260601",
        "RRULE:FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1",
        "DTSTART;VALUE=DATE:20251115",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15",
    ]


def test_no_line_of_a_calendar_is_longer_than_75_octets_and_no_letter_is_broken(tasks):
    data = written(tasks).encode("utf-8")
    assert data.endswith(b"\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")


def test_the_same_tasks_give_the_same_calendar(tasks):
    assert written(tasks) == written(tasks)
    uids = [line for line in written(tasks).split("\r\n") if line.startswith("UID:")]
    assert len(set(uids)) == len(uids) == 4


def test_an_independent_library_reads_the_calendar_word_for_word(tasks):
    icalendar = pytest.importorskip(
        "icalendar", reason="icalendar is a development requirement; it is not installed"
    )
    calendar = icalendar.Calendar.from_ical(written(tasks))
    assert str(calendar["NAME"]) == "Nhiệm vụ và thời hạn"
    events = list(calendar.walk("VEVENT"))
    assert [event.errors for event in events] == [[]] * 4
    first = events[0]
    assert first["DTSTART"].dt.isoformat() == "2025-07-31"
    assert first["DTEND"].dt.isoformat() == "2025-08-01"
    assert first["DTSTAMP"].dt.isoformat() == "2025-07-11T00:00:00+00:00"
    assert str(first["SUMMARY"]) == tasks[0].title
    assert tasks[0].words in str(first["DESCRIPTION"])
    assert str(first["URL"]) == "https://kho.example/van-ban/2025/chi-thi.html"


def test_the_rows_are_those_of_the_table_and_csv_reads_them_back(tasks):
    table = rows(tasks, {PAGE: ("Chỉ thị số 12-CT/TU", "2025-07-11")})
    text = csv_text(table)
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert read == [list(HEADER), *map(list, table)]
    assert table[0][:3] == ("Chỉ thị số 12-CT/TU", "2025-07-11", "1")
    assert table[0][6:9] == ("hoàn thành trước ngày 31/7/2025", "2025-07-31", "ngày")


def test_no_cell_is_a_formula():
    assert '"\'=1+1"' in csv_text([("=1+1,",)]) or "'=1+1" in csv_text([("=1+1",)])


def test_a_task_is_an_object_of_json(tasks):
    found = json.loads(json.dumps([as_object(task) for task in tasks]))
    assert found[0]["id"] == f"{PAGE}#1/1"
    assert found[0]["deadlines"][0] == {
        "kind": "date",
        "date": "2025-07-31",
        "from": None,
        "to": "2025-07-31",
        "every": None,
        "on": [],
        "length": None,
        "counted_from": None,
        "words": "hoàn thành trước ngày 31/7/2025",
        "reason": "",
        "impossible": False,
    }
    assert found[3]["deadlines"][0]["length"] == {"amount": 15, "unit": "ngày", "working": False}
