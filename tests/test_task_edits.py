"""What editors say of tasks in front matter, and what other documents show of them."""

from __future__ import annotations

from dataclasses import replace

from chidao.document import Document, Facts
from chidao.graph.alignment import align
from chidao.tasks import Task, tasks_of
from chidao.tasks.editors import progress_of, unclear, with_editors
from chidao.tasks.evidence import with_evidence
from chidao.tasks.model import Evidence, Progress, State
from helpers import understood

PAGE = "van-ban/2025/ke-hoach.md"


def document(text: str) -> Document:
    found = understood(text)
    return replace(found, facts=replace(found.facts, date="2025-07-11"))


PLAN = document(
    "KẾ HOẠCH\n\n1. Sở Tài chính rà soát nhu cầu kinh phí, báo cáo trước ngày 31/7/2025.\n\n"
    "2. Các tỉnh uỷ, thành uỷ chỉ đạo thành lập đảng bộ các cơ quan đảng cấp xã.\n\n"
    "3. Kinh phí thực hiện do ngân sách bảo đảm.\n"
)


def edited(*entries: dict) -> list[Task]:
    return with_editors(tasks_of(PLAN, PAGE), list(entries), PAGE, PLAN)


def test_without_a_word_of_an_editor_tasks_stay_as_they_are():
    assert with_editors(tasks_of(PLAN, PAGE), None, PAGE, PLAN) == tasks_of(PLAN, PAGE)


def test_an_editor_corrects_who_must_do_what_by_when():
    task = edited(
        {"clause": "1", "title": "Rà soát kinh phí", "assignee": "Sở Nội vụ", "deadline": "2025-08-15"}
    )[0]
    assert (task.title, task.leads[0].words) == ("Rà soát kinh phí", "Sở Nội vụ")
    assert task.deadline is not None
    assert (task.deadline.due, task.deadline.reason) == ("2025-08-15", "biên tập viên ghi")
    assert task.asserted


def test_a_blank_deadline_takes_away_what_was_found():
    assert edited({"clause": "1", "deadline": None})[0].deadline is None


def test_a_deadline_that_is_no_day_of_the_calendar_changes_nothing():
    assert edited({"clause": "1", "deadline": "2025-02-31"}) == edited()


def test_an_editor_rejects_what_is_no_task():
    assert [t.clause for t in edited({"clause": "1", "reject": "true"})] == ["2"]


def test_an_editor_adds_a_task_that_was_not_found():
    added = edited({"clause": "3", "add": "true", "title": "Bố trí kinh phí", "assignee": ["Sở Tài chính"]})[
        -1
    ]
    assert (added.id, added.title, added.asserted) == (f"{PAGE}#3/+1", "Bố trí kinh phí", True)
    assert [doer.words for doer in added.leads] == ["Sở Tài chính"]


def test_the_progress_of_one_body_is_told_apart_from_that_of_all():
    (task,) = (
        t
        for t in edited(
            {"clause": "2", "progress": "đang"},
            {
                "clause": "2",
                "progress": "xong",
                "body": "Tỉnh uỷ Hà Tĩnh",
                "done": "2025-07-28",
                "document": "12-QĐ/TU 2025-07-28",
            },
        )
        if t.clause == "2"
    )
    assert progress_of(task, "Tỉnh ủy Hà Tĩnh") == Progress(
        State.DONE, "2025-07-28", "12-QĐ/TU 2025-07-28", "Tỉnh uỷ Hà Tĩnh"
    )
    assert progress_of(task, "Tỉnh uỷ Nghệ An") == Progress(State.BEGUN)


def test_values_of_a_wrong_shape_change_nothing():
    shapes = [
        {"clause": "1", "deadline": "mai", "progress": "gần xong", "assignee": {"a": "b"}},
        "x",
        None,
        {"clause": 3},
    ]
    assert with_editors(tasks_of(PLAN, PAGE), shapes, PAGE, PLAN) == tasks_of(PLAN, PAGE)
    assert with_editors(tasks_of(PLAN, PAGE), "tất cả", PAGE, PLAN) == tasks_of(PLAN, PAGE)


def test_what_is_said_of_a_task_that_is_not_there_is_told_with_the_next_step():
    stated = [
        {"clause": "9"},
        {"clause": "3", "progress": "xong"},
        {"clause": "3", "add": "true"},
        {"clause": "1", "done": "2025-07-28"},
        {"clause": "1", "progress": "đang"},
    ]
    assert list(unclear(tasks_of(PLAN, PAGE), stated, PLAN)) == [
        (0, "khóa «tasks» ghi điều khoản «9», không có trong văn bản này; xem mục lục của trang"),
        (1, "không tìm thấy nhiệm vụ nào ở điều khoản «3»; thêm «add: true» nếu đây là nhiệm vụ bị sót"),
        (2, "nhiệm vụ thêm vào chưa có «title»; ghi một câu nói việc phải làm"),
        (3, "có ngày «done» nhưng «progress» không phải «xong»; ghi «progress: xong»"),
    ]


def test_the_clause_that_carries_a_task_out_is_proposed_as_its_evidence():
    answer = document(
        "KẾT LUẬN\n\n1. Cơ bản thống nhất với báo cáo.\n\n"
        "2. Ban Tổ chức Tỉnh uỷ tham mưu thành lập đảng bộ các cơ quan đảng cấp xã trên toàn tỉnh.\n"
    )
    found = with_evidence(tasks_of(PLAN, PAGE), "van-ban/2025/ket-luan.md", align(answer, PLAN))
    assert [[(e.page, e.clause) for e in t.evidence] for t in found] == [
        [],
        [("van-ban/2025/ket-luan.md", "2")],
    ]


def test_the_same_evidence_is_proposed_once():
    one = replace(tasks_of(PLAN, PAGE)[1], evidence=(Evidence("a.md", "2", True, False),))
    answer = replace(PLAN, facts=Facts(type="Kế hoạch"))
    (again,) = with_evidence([one], "a.md", align(answer, PLAN, {"2": "2"}))
    assert len(again.evidence) == 1
