"""Who must do what, by when: in the seeds as a careful reader finds it, and in the exercise books."""

from __future__ import annotations

import re

import pytest
import yaml

from chidao import readers
from chidao.structure import recognise
from chidao.tasks import Kind, Task, tasks_of
from chidao.text import key
from helpers import SEEDS, TESTS, cases, understood

GOLD = yaml.safe_load((TESTS / "gold" / "seeds.yml").read_text("utf-8"))
ROWS = [
    pytest.param(file, row, id=f"{file[:3]} {row['clause']} {row['assignee'][:40]}")
    for file in sorted(GOLD)
    for row in GOLD[file]["tasks"]
    if not row.get("optional")
]


@pytest.fixture(scope="session")
def tasks() -> dict[str, list[Task]]:
    found = {}
    for path in SEEDS:
        reading = readers.read(path)
        found[path.name] = tasks_of(recognise(reading.paragraphs, reading.warnings), path.name)
    return found


def in_clause(tasks: list[Task], clause: str) -> list[Task]:
    """The tasks of a clause; what follows its last item "(4)" belongs to it as well."""
    return [
        t
        for t in tasks
        if t.clause is not None and re.fullmatch(rf"{re.escape(clause)}(?:\(\d+\))?", t.clause)
    ]


def who(task: Task) -> str:
    return key(", ".join(doer.words for doer in task.leads))


@pytest.mark.parametrize(("file", "row"), ROWS)
def test_a_task_of_a_seed_comes_out_with_its_clause_and_who_must_do_it(tasks, file, row):
    assert key(row["assignee"]) in {who(t) for t in in_clause(tasks[file], row["clause"])}


@pytest.mark.parametrize(("file", "row"), [row for row in ROWS if row.values[1].get("deadline")])
def test_a_task_of_a_seed_has_the_day_that_its_words_mean(tasks, file, row):
    limits = [t.deadline for t in in_clause(tasks[file], row["clause"]) if t.deadline]
    assert [(d.words, d.due) for d in limits] == [(row["printed"], str(row["deadline"]))]


def test_a_deadline_that_is_an_event_is_told_as_one(tasks):
    task = in_clause(tasks["003_ab7f687d017d5aa4.txt"], "4(6)")[0]
    assert task.deadline is not None
    assert (task.deadline.kind, task.deadline.due, task.deadline.words) == (
        Kind.EVENT,
        None,
        "hoàn thành trước đại hội đảng bộ cấp xã, phường, đặc khu",
    )


@pytest.mark.parametrize(("file", "row"), [row for row in ROWS if row.values[1].get("recurring")])
def test_a_task_that_returns_is_told_as_one(tasks, file, row):
    limits = [d for t in in_clause(tasks[file], row["clause"]) for d in t.deadlines]
    assert [(d.kind, d.words, d.every) for d in limits] == [(Kind.RECURRING, "định kỳ", None)]


@pytest.mark.parametrize(("file", "row"), [row for row in ROWS if row.values[1].get("items")])
def test_a_lead_in_knows_how_many_tasks_it_leads_in(tasks, file, row):
    here = [t for t in tasks[file] if t.clause == row["clause"]]
    assert [t.items for t in here] == [row["items"]]
    assert len({t.clause for t in tasks[file] if t.above == here[0].id}) == row["items"]


def test_the_form_of_a_report_asks_nothing_of_those_who_read_it(tasks):
    assert tasks["002_07907f241a3daf0a.txt"] == []


def test_who_takes_part_is_told_apart_from_who_leads(tasks):
    task = in_clause(tasks["004_ebb99f231a8fd273.txt"], "III")[0]
    assert [doer.words for doer in task.helpers] == ["Sở Nội vụ"]


def test_a_class_of_bodies_is_those_that_there_were_on_the_day_of_its_document(tasks):
    before = in_clause(tasks["000_013da5cd171bf80b.txt"], "2.2")[0].leads[0].bodies
    after = in_clause(tasks["003_ab7f687d017d5aa4.txt"], "4(10)")[0].leads[0].bodies
    assert (len(before), len(after)) == (63, 34)
    assert "Ban thường vụ Tỉnh uỷ Bình Thuận" in before
    assert "Ban thường vụ Tỉnh uỷ Bình Thuận" not in after


def test_the_id_of_a_task_is_its_page_its_clause_and_its_order(tasks):
    ids = [t.id for t in tasks["003_ab7f687d017d5aa4.txt"]]
    assert "003_ab7f687d017d5aa4.txt#4(10)/1" in ids
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_words_of_a_task_stand_in_its_paragraph(tasks, path):
    reading = readers.read(path)
    paragraphs = recognise(reading.paragraphs).paragraphs
    for task in tasks[path.name]:
        text = paragraphs[task.paragraph].text
        assert text[task.start : task.end] == task.words
        assert [text[d.start : d.end] for d in task.deadlines] == [d.words for d in task.deadlines]


def listed(given: str) -> str:
    """A line for each task: clause | who leads | who takes part | title."""
    lines = []
    for task in tasks_of(understood(given)):
        leads, helpers = ("; ".join(d.words for d in doers) for doers in (task.leads, task.helpers))
        lines.append(f"{task.clause or ''} | {leads} | {helpers} | {task.title}")
    return "\n".join(" ".join(line.split()) for line in lines)


@pytest.mark.parametrize(("given", "expected"), cases("tasks.md"))
def test_tasks_are_found_in_the_language_of_directives(given, expected):
    assert listed(given) == expected
