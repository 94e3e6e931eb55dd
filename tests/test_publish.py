"""What pages are made of, without a site: the timeline, the table of provinces, side by side."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from chidao.citations import Relation
from chidao.graph import Edge, Graph, Inference, Paper
from chidao.library import load
from chidao.project import Project
from chidao.publish import Site
from chidao.publish.coverage import coverage
from chidao.publish.papers import PaperView, views
from chidao.publish.timeline import timeline
from helpers import put


def paper(number: int, date: str | None, level: str = "central", **more: object) -> Paper:
    return Paper(f"van-ban/{number}.md", True, "Kết luận", f"{number}-KL/TW", date, level=level, **more)


def graph(papers: list[Paper], *edges: tuple[int, Relation, int], inferences: tuple = ()) -> Graph:
    keys = [p.key for p in papers]
    joined = tuple(Edge(keys[a], relation, keys[b], None, "", keys[a]) for a, relation, b in edges)
    return Graph({p.key: p for p in papers}, (), joined, inferences, ())


def shown(found: Graph) -> dict[str, PaperView]:
    return views(found, {})


@pytest.mark.parametrize("count", [1, 5, 500])
def test_no_two_documents_of_the_timeline_lie_on_one_another(count: int) -> None:
    # Half of them of one autumn, as collections are.
    days = [f"2025-1{n % 2}-{n % 28 + 1:02}" if n % 2 else f"{2000 + n % 26}-05-03" for n in range(count)]
    found = graph([paper(n, day, ("central", "province")[n % 2]) for n, day in enumerate(days)])
    svg = timeline(found, shown(found), "dong-thoi-gian.html").svg
    circles = [tuple(map(int, m)) for m in re.findall(r'cx="(\d+)" cy="(\d+)"', svg)]
    assert len(circles) == count
    radius = float(re.search(r' r="([\d.]+)"', svg)[1])
    width, height = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())
    assert all(0 <= x <= width and 0 <= y <= height for x, y in circles)
    assert all((a - c) ** 2 + (b - d) ** 2 >= radius**2 for (a, b), (c, d) in combinations(circles, 2))


def test_the_timeline_lists_what_has_no_date_with_what_is_known_of_it() -> None:
    bound = Inference("van-ban/1.md", "date_after", "2022-07-07", "dẫn một văn bản")
    found = graph([paper(0, "2022-07-07"), paper(1, None), paper(2, None)], inferences=(bound,))
    line = timeline(found, shown(found), "dong-thoi-gian.html")
    assert [(view.title, after) for view, after in line.undated] == [
        ("Kết luận số 1-KL/TW", "07/7/2022"),
        ("Kết luận số 2-KL/TW", ""),
    ]


def test_an_empty_library_has_an_empty_timeline() -> None:
    assert timeline(graph([]), {}, "x.html").svg == ""


def test_a_province_of_today_gathers_its_predecessors() -> None:
    found = graph(
        [
            paper(0, "2022-01-01"),
            paper(1, "2022-02-01", "province", province="Bình Thuận"),
            paper(2, "2025-08-01", "province", province="Lâm Đồng"),
            paper(3, "2022-03-01", "province"),
        ],
        *((n, Relation.IMPLEMENTS, 0) for n in (1, 2, 3)),
    )
    provinces, (row,), _more = coverage(found, shown(found))
    assert len(provinces) == 34
    assert {name: len(cells) for name, cells in row.cells.items()} == {"Lâm Đồng": 2}
    assert [view.key for view in row.unknown] == ["van-ban/3.md"]


def test_a_plan_of_a_province_is_no_central_document() -> None:
    found = graph(
        [paper(0, "2022-01-01", "province"), paper(1, "2022-02-01", "district")], (1, Relation.IMPLEMENTS, 0)
    )
    assert coverage(found, shown(found))[1] == []


def test_addresses_of_documents_that_are_not_held_are_all_different() -> None:
    stubs = [Paper(f"~{n}", False, "Kế hoạch", "1-KH/TU", "2022-01-01") for n in range(3)]
    addresses = [view.address for view in shown(graph(stubs)).values()]
    assert addresses == [
        "dan-chieu/ke-hoach-1-kh-tu-2022-01-01.html",
        "dan-chieu/ke-hoach-1-kh-tu-2022-01-01-2.html",
        "dan-chieu/ke-hoach-1-kh-tu-2022-01-01-3.html",
    ]


def test_an_editors_relation_is_said_to_be_one(project: Project) -> None:
    for name, more in (("a", ""), ("b", "relations:\n- kind: amends\n  document: van-ban/a.md\n")):
        put(
            project,
            f"content/van-ban/{name}.md",
            f"---\ntype: Kết luận\nnumber: {name.upper()}-KL/TW\nlevel: central\ndate: 2022-01-01\n{more}---\n\n"
            "# KẾT LUẬN\n\n1. Nội dung.\n",
        )
    site = Site(load(project))
    changed, changing = (site.document(f"van-ban/{name}.md") for name in ("a", "b"))
    assert "biên tập viên ghi" in changing["scheme"]
    assert "vb-scheme__side--out" in changing["scheme"]
    assert "được sửa đổi, bổ sung bởi" in changed["scheme"]
    assert [row.verb for row in changed["changes"]] == ["được sửa đổi, bổ sung bởi"]
    assert site.papers["van-ban/a.md"].status == "đã được sửa đổi, bổ sung"
