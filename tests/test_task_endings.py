"""Until when a task asks for something: what the facet "Có nhiệm vụ còn hạn" goes by."""

from __future__ import annotations

import pytest

from chidao.document import Facts
from chidao.library import load
from chidao.project import Project
from chidao.publish import Site, searchables
from chidao.tasks import Task, find_limits
from chidao.tasks.ending import FOREVER, last_day
from helpers import put

ISSUED = "2025-07-11"


def asked(words: str, subject: str = "") -> str:
    """Until when *words* ask, in a document with *subject*."""
    limits = tuple(find_limits(words, ISSUED))
    task = Task("a", "a", None, 1, 0, 0, len(words), words, words, deadlines=limits)
    return last_day(task, Facts(date=ISSUED, subject=subject))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Sở A rà soát các quy định", ""),
        ("Sở A hoàn thành trước ngày 31/7/2025", "2025-07-31"),
        ("Sở A báo cáo định kỳ hằng quý, trước ngày 25", FOREVER),
        ("Định kỳ hằng năm, Sở A tổng kết; hoàn thành đề án trước ngày 31/7/2025", FOREVER),
        ("Sở A báo cáo định kỳ hằng quý đến hết năm 2026", "2026-12-31"),
        ("Sở A báo cáo trước ngày 25 hằng tháng, đến ngày 30/6/2027", "2027-06-30"),
        ("Định kỳ hằng tháng trong năm 2025, Sở A báo cáo", "2025-12-31"),
        ("Hằng năm, Sở A kiểm tra việc thực hiện giai đoạn 2026 - 2030", "2030-12-31"),
        ("Hằng năm, Sở A báo cáo số liệu tính đến hết ngày 31/12/2024", FOREVER),
        ("Sở A báo cáo định kỳ hằng năm, từ ngày 01/01 đến ngày 31/10", FOREVER),
    ],
)
def test_what_returns_is_due_until_its_words_say_otherwise(words: str, day: str) -> None:
    assert asked(words) == day


@pytest.mark.parametrize(
    ("subject", "day"),
    [
        ("Kế hoạch cải cách hành chính năm 2025", "2025-12-31"),
        ("Chương trình giảm nghèo giai đoạn 2021 - 2025, tầm nhìn đến năm 2030", "2025-12-31"),
        ("BAN HÀNH KẾ HOẠCH XUẤT KHẨU GIAI ĐOẠN 2026 - 2030", "2030-12-31"),
        ("Kế hoạch thực hiện Chỉ thị số 49-CT/TW ngày 28 tháng 6 năm 2024", FOREVER),
        ("Quy định về báo cáo năm 2020", FOREVER),
        ("", FOREVER),
    ],
)
def test_what_a_plan_asks_for_ends_with_what_the_plan_is_for(subject: str, day: str) -> None:
    assert asked("Sở A báo cáo trước ngày 25 hằng tháng", subject) == day


def test_the_word_dinh_ky_alone_says_nothing_of_when() -> None:
    assert asked("Sở A định kỳ báo cáo kết quả") == ""


DECISION = """---
type: Quyết định
number: {number}
issuer: Ủy ban nhân dân tỉnh Hà Tĩnh
province: Hà Tĩnh
level: province
date: {date}
---

# QUYẾT ĐỊNH

{body}
"""


def due(project: Project) -> dict[str, str]:
    return {found.address: found.due for found in searchables(Site(load(project))) if found.held}


def test_a_document_that_was_replaced_asks_for_nothing_more_that_returns(project: Project) -> None:
    monthly = "Điều 1. Giao Sở Tài chính báo cáo trước ngày 25 hằng tháng.\n"
    ending = "Điều 2. Quyết định này thay thế Quyết định số 1/QĐ-UBND ngày 10/01/2024.\n"
    for name, number, date, body in (
        ("cu", "1/QĐ-UBND", "2024-01-10", monthly),
        ("moi", "2/QĐ-UBND", "2025-01-10", f"{monthly}\n{ending}"),
    ):
        put(project, f"content/van-ban/{name}.md", DECISION.format(number=number, date=date, body=body))
    assert due(project) == {"van-ban/cu.html": "", "van-ban/moi.html": FOREVER}


def test_what_an_editor_calls_done_is_due_no_more(project: Project) -> None:
    body = "1. Giao Sở Tài chính báo cáo trước ngày 25 hằng tháng.\n"
    page = DECISION.format(number="1/QĐ-UBND", date="2024-01-10", body=body)
    stated = 'level: province\ntasks:\n- clause: "1"\n  progress: xong\n'
    put(project, "content/van-ban/a.md", page.replace("level: province\n", stated))
    assert due(project) == {"van-ban/a.html": ""}
