"""The pages of tasks and of bodies, as they are built and as browsers show them on given days."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from chidao.exports import write_calendars
from chidao.library import load
from chidao.project import Project
from chidao.publish import Site, read_library
from chidao.publish.outputs import Outputs
from chidao.publish.task_pages import PAGE, first_page, task_pages
from chidao.publish.task_pictures import bars_svg
from chidao.publish.tasks_html import marks
from helpers import put
from sites import CONCLUSION, Page

ORDER = """---
type: Chỉ thị
number: 12-CT/TU
issuer: {issuer}
province: {province}
level: province
date: {date}
{more}---

# CHỈ THỊ

{body}
"""


def ask(project: Project, name: str, body: str, **more: str) -> str:
    """A page that asks for something; its address."""
    given = {"issuer": "Tỉnh ủy Hà Tĩnh", "province": "Hà Tĩnh", "date": "2025-07-11", "more": "", **more}
    put(project, f"content/van-ban/{name}.md", ORDER.format(body=body, **given))
    return f"van-ban/{name}.md"


def built(project: Project) -> Site:
    return Site.of(read_library(project))


def pages(site: Site) -> dict[str, dict]:
    return {address: make() for address, _title, _partial, _digest, make in task_pages(site.given)}


TAX = "1. Giao Sở Tài chính hoàn thành việc rà soát trước ngày 31/7/2025.\n"


def test_tasks_are_found_once_and_as_their_editors_say(project: Project) -> None:
    more = 'tasks:\n- clause: "1"\n  deadline: 2025-08-15\n- clause: "2"\n  reject: true\n'
    body = f"{TAX}\n2. Giao Sở Y tế báo cáo trước ngày 01/9/2025.\n"
    page = ask(project, "a", body, more=more)
    site = built(project)
    [task] = site.tasks[page]
    assert (task.asserted, task.deadline.due) == (True, "2025-08-15")
    html = first_page(site.given)["html"]
    assert "Sở Y tế" not in html
    assert "biên tập viên ghi" in html


def test_a_row_says_who_found_it_and_leads_to_its_clause(project: Project) -> None:
    ask(project, "a", TAX)
    html = first_page(built(project).given)["html"]
    assert '<a href="van-ban/a.html#1">Hoàn thành việc rà soát trước ngày 31/7/2025</a>' in html
    assert "Chỉ thị số 12-CT/TU, mục 1 · máy nhận ra" in html
    assert 'data-vb-due="2025-07-31"' in html
    assert "<span data-vb-state>hạn 31/7/2025</span>" in html


def test_what_an_editor_calls_done_is_done_for_that_body_only(project: Project) -> None:
    more = 'tasks:\n- clause: "1"\n  progress: xong\n  body: Sở Tài chính tỉnh Hà Tĩnh\n  done: 2025-07-20\n'
    ask(project, "a", "1. Giao Sở Tài chính, Sở Y tế rà soát xong trước ngày 31/7/2025.\n", more=more)
    found = pages(built(project))
    assert "đã xong ngày 20/7/2025" in found["co-quan/so-tai-chinh-tinh-ha-tinh.html"]["html"]
    other = found["co-quan/so-y-te-tinh-ha-tinh.html"]
    assert "đã xong ngày" not in other["html"]
    assert "1 cơ quan đã xong (biên tập viên ghi)" not in other["html"]
    assert (found["co-quan/so-tai-chinh-tinh-ha-tinh.html"]["due"], other["due"]) == ("", "2025-07-31")


def test_a_body_before_and_after_the_first_of_july_2025_know_each_other(project: Project) -> None:
    ask(project, "a", TAX, issuer="Tỉnh ủy Bình Thuận", province="Bình Thuận", date="2024-07-11")
    ask(project, "b", TAX, issuer="Tỉnh ủy Lâm Đồng", province="Lâm Đồng", date="2025-07-11")
    bodies = {body.name: body for body in built(project).given.shown}
    old, new = bodies["Sở Tài chính tỉnh Bình Thuận"], bodies["Sở Tài chính tỉnh Lâm Đồng"]
    assert old.note == "Từ ngày 01/7/2025, Bình Thuận thuộc Lâm Đồng."
    assert (old.around, new.around, new.note) == ([new], [old], "")


def test_a_district_says_that_there_are_none_any_more(project: Project) -> None:
    ask(project, "a", "1. Giao Huyện ủy Đức Thọ hoàn thành trong tháng 10/2022.\n", date="2022-08-01")
    bodies = {body.name: body.note for body in built(project).given.shown}
    assert bodies["Huyện ủy Đức Thọ"] == "Từ ngày 01/7/2025 không còn cấp huyện."


def test_nobody_in_particular_has_no_page(project: Project) -> None:
    ask(project, "a", "1. Giao cơ quan có thẩm quyền rà soát.\n\n2. Giao các cơ quan, đơn vị rà soát lại.\n")
    assert built(project).given.shown == []


def test_a_class_stands_on_the_page_of_each_member_that_has_one(project: Project) -> None:
    ask(project, "a", "1. Giao Sở Nội vụ tổng hợp.\n", issuer="Ban Thường vụ Tỉnh ủy Hà Tĩnh")
    words = "1. Yêu cầu ban thường vụ các tỉnh ủy, thành ủy sửa đổi quy định, xong trước ngày 31/7/2025.\n"
    put(
        project,
        "content/van-ban/b.md",
        f"---\ntype: Kết luận\nnumber: 177-KL/TW\nissuer: Bộ Chính trị\nlevel: central\ndate: 2025-07-11\n"
        f"---\n\n# KẾT LUẬN\n\n{words}",
    )
    site = built(project)
    names = {body.name: len(body.asked) for body in site.given.shown}
    assert names["Ban Thường vụ Tỉnh ủy Hà Tĩnh"] == 1
    assert "Ban Thường vụ Tỉnh ủy Nghệ An" not in names


def test_thousands_of_tasks_are_parted_and_no_page_is_heavy(project: Project) -> None:
    long = "rà soát, tổng hợp, đánh giá đầy đủ các nội dung được giao " * 6
    for number in range(40):
        years = (2025 + (number + n) % 3 for n in range(30))
        body = "\n".join(
            f"{n}. Giao Sở Tài chính {long}, hoàn thành trước ngày 31/7/{year}.\n"
            for n, year in enumerate(years, 1)
        )
        ask(project, f"a{number}", body)
    site = built(project)
    found = {**pages(site), "nhiem-vu.html": first_page(site.given)}
    assert {"nhiem-vu/han-2025.html", "nhiem-vu/han-2026.html", "nhiem-vu/han-2027-trang-2.html"} <= set(
        found
    )
    assert max(len(context.get("html", "").encode()) for context in found.values()) < 250_000
    rows = [context["html"].count("<tr id=") for context in found.values() if "html" in context]
    assert max(rows) == PAGE
    assert sum(found[a]["html"].count("<tr id=") for a in found if a.startswith("nhiem-vu/han-")) == 1200


def test_the_picture_leaves_long_gaps_out_and_counts_every_task() -> None:
    svg = bars_svg(["2022-10-31", "2025-07-31", "2025-07-01", "2025-09-30"])
    assert re.findall(r'data-vb-month="([\d-]+)"', svg) == ["2022-10", "2025-07", "2025-09"]
    assert re.findall(r'vb-months__count"[^>]*>(\d+)', svg) == ["1", "2", "1"]
    assert svg.count("…") == 1
    assert "style=" not in svg
    assert bars_svg([]) == ""


def test_points_under_a_body_are_not_marked_unless_they_have_a_day(project: Project) -> None:
    body = (
        "2. Giao Sở Tài chính thực hiện các nhiệm vụ sau:\n\n"
        "a) Rà soát nhu cầu kinh phí của các cơ quan, đơn vị.\n\n"
        "b) Báo cáo Ban Thường vụ trước ngày 30/9/2025.\n"
    )
    page = ask(project, "a", body)
    found = [tag for tags in marks(built(project).given.of_document[page]).values() for _at, tag in tags]
    assert [re.search(r'data-given="([^"]*)"', tag)[1] for tag in found] == [
        "Giao: Sở Tài chính",
        "hạn 30/9/2025",
    ]


def test_a_library_that_asks_for_nothing_has_one_short_page(project: Project) -> None:
    site = Site(load(project))
    assert first_page(site.given)["total"] == 0
    assert pages(site) == {}


def test_calendars_are_of_all_and_of_each_body_without_what_is_done(project: Project, tmp_path: Path) -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is a development requirement")
    more = 'tasks:\n- clause: "1"\n  progress: xong\n'
    ask(project, "a", TAX, more=more)
    ask(project, "b", "1. Giao Sở Tài chính báo cáo trước ngày 25 hằng tháng.\n")
    write_calendars(built(project), Outputs.anew(tmp_path / "ra"), "Kho", "https://kho.example/")
    for name in ("nhiem-vu.ics", "co-quan/so-tai-chinh-tinh-ha-tinh.ics"):
        calendar = icalendar.Calendar.from_ical((tmp_path / "ra" / name).read_bytes())
        [event] = calendar.walk("VEVENT")
        assert str(event["URL"]) == "https://kho.example/van-ban/b.html#1"
    assert not (tmp_path / "ra" / "co-quan" / "tinh-uy-ha-tinh.ics").exists()


# The site of the five originals


def test_every_link_of_the_new_pages_leads_somewhere(site: Path) -> None:
    for path in [site / "nhiem-vu.html", *site.glob("nhiem-vu/*.html"), *site.glob("co-quan/*.html")]:
        page = Page(path)
        for attributes, _text in page.links:
            if attributes["href"].startswith("mailto:?subject="):
                continue
            address, _sign, anchor = attributes["href"].partition("#")
            target = (path.parent / address).resolve() if address else path
            assert target.is_file(), f"{path.name}: {attributes['href']}"
            if anchor and target.suffix == ".html":
                assert anchor in Page(target).ids(), f"{path.name}: {attributes['href']}"
        assert len(page.ids()) == len(set(page.ids()))
        assert "style=" not in page.html.split("<body", 1)[1]


def test_a_document_shows_its_tasks_beside_its_clauses(site: Path) -> None:
    page = Page(site / CONCLUSION)
    given = [a for a in page.all("a") if a.get("class") == "vb-given"]
    assert {"hạn 31/7/2025", "Giao: ban thường vụ các tỉnh uỷ, thành uỷ"} <= {a["data-given"] for a in given}
    assert {a["href"].removeprefix("#") for a in given} <= set(page.ids())


def test_the_page_of_a_body_tells_what_it_issued_and_answered(site: Path) -> None:
    page = Page(site / "co-quan/ban-thuong-vu-tinh-uy-ha-tinh.html")
    text = page.text("article")
    assert "Việc được giao (15)" in text
    assert re.search(r"Đã thực hiện, trả lời \(1\) .*thực hiện Thông báo số 16-TB/TW", text)
    assert "Đã ban hành (1)" in text


# In browsers

TODAY = """const Real = Date, now = Real.parse("{day}T10:00:00");
globalThis.Date = class extends Real {{
  constructor(...given) {{ super(...(given.length ? given : [now])) }}
  static now() {{ return now }}
}}"""
STATE = "[...document.querySelectorAll(\"tr[data-vb-due='2025-07-31'] [data-vb-state]\")].map((e) => e.textContent)"
LEFT = '[...document.querySelectorAll("tr[data-vb-task]")].filter((row) => row.offsetParent).length'


@pytest.mark.browser
@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2025-07-11", "còn 20 ngày"),
        ("2025-07-30", "sắp đến hạn: còn 1 ngày"),
        ("2025-07-31", "sắp đến hạn: hôm nay"),
        ("2025-08-01", "quá hạn 1 ngày"),
    ],
)
def test_the_state_is_that_of_the_readers_day(base: str, visit: Callable, day: str, state: str) -> None:
    page = visit(f"{base}nhiem-vu.html", before=TODAY.format(day=day))
    page.wait_for("!!document.querySelector('[data-vb-is]')")
    assert set(page.evaluate(STATE)) == {state}
    shown = "/".join(str(int(n)) if n == "07" else n for n in day.split("-")[::-1]).replace("/08/", "/8/")
    assert page.evaluate("document.querySelector('[data-vb-today]').textContent").startswith(
        f"Hôm nay, {shown}:"
    )


@pytest.mark.browser
def test_a_table_is_narrowed_by_what_is_typed_without_accents(server: str, visit: Callable) -> None:
    page = visit(f"{server}nhiem-vu.html", before=TODAY.format(day="2025-07-20"))
    page.wait_for("!document.querySelector('[data-vb-sieve]').hidden")
    everything = page.evaluate(LEFT)
    page.click("[name=who]")
    page.type("huyen uy duc tho")
    assert page.wait_for(f"{LEFT} === 1")
    assert page.evaluate("document.querySelector('.vb-sieve__said').textContent") == (
        f"1 trên {everything} dòng của trang này"
    )
    page.evaluate(
        "(document.querySelector('[data-vb-sieve]').reset(),"
        "document.querySelector('[name=state]').value = 'sap',"
        "document.querySelector('[name=state]').dispatchEvent(new Event('input', {bubbles: true})))"
    )
    assert page.evaluate(LEFT) == len(page.evaluate(STATE)) > 0
    assert set(page.evaluate(STATE)) == {"sắp đến hạn: còn 11 ngày"}


@pytest.mark.browser
def test_the_calendar_leads_to_the_month_and_marks_the_day(server: str, visit: Callable) -> None:
    page = visit(f"{server}nhiem-vu/lich.html", before=TODAY.format(day="2025-07-31"))
    page.wait_for("!!document.querySelector('[data-vb-is=nay]')")
    assert page.evaluate("document.querySelector('[data-vb-to-now] a').textContent") == "Đến tháng 7/2025"
    assert "31" in page.evaluate("document.querySelector('[data-vb-is=nay]').textContent")


@pytest.mark.browser
def test_without_javascript_every_task_is_there_with_its_last_day(server: str, open_page) -> None:
    page = open_page(f"{server}nhiem-vu.html", java_script_enabled=False)
    assert page.locator("[data-vb-sieve]").is_hidden()
    assert page.locator("tr[data-vb-due='2025-07-31']").first.inner_text().endswith("hạn 31/7/2025")


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_of_tasks_is_wider_than_the_screen(server: str, open_page, width: int) -> None:
    page = open_page(f"{server}nhiem-vu.html", width=width)
    for address in (
        "nhiem-vu/lich.html",
        "nhiem-vu/theo-co-quan.html",
        "nhiem-vu/theo-van-ban.html",
        CONCLUSION,
    ):
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        page.goto(server + address)
