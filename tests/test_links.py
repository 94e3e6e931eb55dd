"""Links of pages that are written by hand."""

from __future__ import annotations

import pytest

from chidao import checking
from helpers import put

GOOD = "---\ntype: Kết luận\n---\n\n# KẾT LUẬN\n\n1. Một.\n\n2. Hai.\n"


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("van-ban/a.md", None),
        ("van-ban/a.md#2", None),
        ("#mot-muc", None),
        ("#rieng", None),
        ("duyet/loai/index.md", None),
        ("https://example.org/x", None),
        ("anh.png", None),
        ("so-do_(1).png", None),
        ("<tên có dấu cách.md>", None),
        ("MAILTO:x@example.org", None),
        ("#mot-muc_1", None),
        ("#gach-chan", None),
        ("#mot-muc_2", "không có mục «#mot-muc_2» trong huong-dan.md; xem lại tên mục"),
        ("van-ban/b.md", "không có trang hay tệp «van-ban/b.md»; xem lại địa chỉ, tính từ trang này"),
        ("van-ban/a.md#9", "không có mục «#9» trong van-ban/a.md; xem lại tên mục"),
        ("#khong-co", "không có mục «#khong-co» trong huong-dan.md; xem lại tên mục"),
    ],
)
def test_a_link_leads_to_a_page_and_a_place_in_it(project, link, message):
    put(project, "content/van-ban/a.md", GOOD)
    for name in ("anh.png", "so-do_(1).png", "tên có dấu cách.md"):
        put(project, f"content/{name}", "")
    put(
        project,
        "content/huong-dan.md",
        f"# Một mục\n\n## Hai {{#rieng}}\n\nXem [đây]({link}) và `[a](b)`.\n\n## Một mục\n\n"
        "Gạch chân\n---\n\n~~~\n[a](b)\n~~~\n\n<!-- [a](b)\n[c](d) -->\n",
    )
    told = [str(problem) for problem in checking.check(project).problems]
    assert told == ([f"content/huong-dan.md:5:11: {message} [links]"] if message else [])
