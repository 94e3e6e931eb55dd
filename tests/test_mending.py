"""“Sửa trang này” and “Báo lỗi” as a reader meets them, with a forge and without, in both browsers."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from sites import CONCLUSION, ROOT, make_project, run
from test_accessibility import AXE, FINDINGS
from test_search_pages import ONE_WAY_EACH

pytestmark = pytest.mark.browser

HOST = "https://git.vi-du.vn/van-phong/kho"
NAMED = "van-ban/2025/Kết luận #1, 100% & (a).md"
FORGES = {
    "gitlab": (f"{HOST}/-/edit/main/kho/content/", "issue[description]"),
    "forgejo": (f"{HOST}/src/branch/main/kho/content/", "body"),
}


@pytest.fixture(scope="session", params=FORGES)
def forged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The site of a project in a folder of its repository, edited in a forge."""
    top = tmp_path_factory.mktemp(request.param)
    root = make_project(top / "kho")
    subprocess.run(["git", "init", "-q", str(top)], check=True)
    for original in (ROOT / "originals").glob("00[0-3]*.txt"):
        shutil.copy(original, root / "originals")
    settings = root / "mkdocs.yml"
    said = f"repo_url: {HOST}\nextra:\n  forge:\n    kind: {request.param}\n"
    settings.write_text(settings.read_text("utf-8").replace("\nextra:\n", f"\n{said}"), "utf-8")
    run(root, "convert")
    page = root / "content" / CONCLUSION.replace(".html", ".md")
    shutil.copy(page, root / "content" / NAMED)
    run(root, "build", "--pages-only")
    return request.param, root / "site"


# Where a press on a link leads, without going there.
CAUGHT = """document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="https:"], a[href^="mailto:"]')
  if (!link) return
  event.preventDefault()
  globalThis.went = link.href
})"""
TOOL = "[...document.querySelectorAll('[data-vb-tools] button')].find((b) => b.textContent === '{}')"
LINE = "document.querySelector('[data-vb-copy][href=\"{}\"]').dataset.vbLine"


def press(page, name: str) -> str:
    """Where the tool called *name* leads."""
    page.evaluate(f"(globalThis.went = '', {CAUGHT})")
    page.wait_for(f"!!{TOOL.format(name)}")
    page.evaluate(f"{TOOL.format(name)}.click()")
    return page.wait_for("globalThis.went")


def choose(page, first: str, letters: int) -> str:
    """Choose *letters* behind the label of a clause."""
    page.evaluate(f"""(() => {{
      const label = document.querySelector('[data-vb-copy][href="{first}"]')
      const node = label.nextSibling
      getSelection().setBaseAndExtent(node, 1, node, 1 + {letters})
    }})()""")
    return page.evaluate("String(getSelection())")


def test_the_file_is_opened_at_the_clause_that_is_read(forged, visit: Callable) -> None:
    kind, site = forged
    page = visit(f"{site.as_uri()}/{CONCLUSION}#4(10)")
    page.wait_for("document.querySelector(':target') !== null")
    went = press(page, "Sửa trang này")
    line = page.evaluate(LINE.format("#4(10)"))
    assert went == f"{FORGES[kind][0]}{CONCLUSION.replace('.html', '.md')}" + (
        f"?display=source#L{line}" if kind == "forgejo" else f"#L{line}"
    )


def test_the_line_is_that_of_the_clause_in_the_file(forged, visit: Callable) -> None:
    _kind, site = forged
    page = visit(f"{site.as_uri()}/{CONCLUSION}")
    lines = (site.parent / "content" / CONCLUSION.replace(".html", ".md")).read_text("utf-8").splitlines()
    told = page.evaluate(
        "[...document.querySelectorAll('[data-vb-line]')].map((l) => [l.textContent, l.dataset.vbLine])"
    )
    assert len(told) == 28
    for label, line in told:
        assert label.strip() in lines[int(line) - 1].replace("\\", ""), (label, line)


def test_a_report_tells_page_clause_line_and_the_chosen_words(forged, visit: Callable) -> None:
    kind, site = forged
    page = visit(f"{site.as_uri()}/{CONCLUSION}")
    page.wait_for(f"!!{TOOL.format('Báo lỗi')}")
    words = choose(page, "#4(10)", 40)
    query = parse_qs(urlsplit(press(page, "Báo lỗi")).query)
    line = page.evaluate(LINE.format("#4(10)"))
    assert query[FORGES[kind][1]] == [
        f"    Địa chỉ: {CONCLUSION}\n"
        f"    Tệp: kho/content/{CONCLUSION.replace('.html', '.md')}\n"
        f"    Chỗ: ý (10) khoản 4 (#4(10), dòng {line})\n"
        f"    Chữ: “{words.strip()}”\n\n"
        "Sai ở đâu, nên sửa thế nào:\n"
    ]
    (title,) = query[FORGES[kind][1].replace("description", "title").replace("body", "title")]
    assert title == "Báo lỗi: Kết luận số 177-KL/TW, ý (10) khoản 4"


def test_many_chosen_words_are_cut_to_what_an_address_may_hold(forged, visit: Callable) -> None:
    _kind, site = forged
    page = visit(f"{site.as_uri()}/{CONCLUSION}")
    page.wait_for(f"!!{TOOL.format('Báo lỗi')}")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('[data-vb-text]'))")
    went = press(page, "Báo lỗi")
    assert 4000 < len(went) <= 6000
    assert "…”" in parse_qs(urlsplit(went).query).popitem()[1][0]


def test_the_link_at_the_end_of_a_page_keeps_what_was_chosen(forged, visit: Callable) -> None:
    _kind, site = forged
    page = visit(f"{site.as_uri()}/{CONCLUSION}")
    page.wait_for(f"!!{TOOL.format('Báo lỗi')}")
    page.evaluate(CAUGHT)
    words = choose(page, "#2", 20)
    page.click("[data-vb-report]")
    went = page.wait_for("globalThis.went")
    assert words.strip() in parse_qs(urlsplit(went).query).popitem()[1][0]


def test_the_choice_of_a_clause_offers_both(forged, visit: Callable) -> None:
    _kind, site = forged
    page = visit(f"{site.as_uri()}/{CONCLUSION}")
    page.wait_for(f"!!{TOOL.format('Báo lỗi')}")
    page.evaluate(CAUGHT)
    page.click('[data-vb-copy][href="#3"]')
    names = "[...document.querySelectorAll('.vb-clause-menu button')].map((b) => b.textContent)"
    offered = ["Sao chép trích dẫn", "Sao chép liên kết", "Sửa ở đây", "Báo lỗi ở đây", "Đóng"]
    assert page.wait_for(names) == offered
    page.click(".vb-clause-menu button:nth-of-type(3)")
    line = page.evaluate(LINE.format("#3"))
    assert page.wait_for("globalThis.went").endswith(f"#L{line}")


def test_a_file_with_any_name_is_found(forged, open_page: Callable) -> None:
    kind, site = forged
    page = open_page((site / NAMED.replace(".md", ".html")).as_uri(), java_script_enabled=False)
    file = page.locator("[data-vb-edit]").get_attribute("href")
    quoted = "van-ban/2025/K%E1%BA%BFt%20lu%E1%BA%ADn%20%231%2C%20100%25%20%26%20%28a%29.md"
    assert file == FORGES[kind][0] + quoted + ("?display=source" if kind == "forgejo" else "")
    report = page.locator("[data-vb-report]").get_attribute("href")
    assert f"Tệp: kho/content/{NAMED}\n" in parse_qs(urlsplit(report).query)[FORGES[kind][1]][0]


def test_only_a_page_that_has_a_file_offers_it(forged, open_page: Callable) -> None:
    _kind, site = forged
    page = open_page(f"{site.as_uri()}/index.html")
    for address, is_file in [
        ("index.html", True),
        ("huong-dan.html", True),
        ("kiem-tra.html", False),
        ("tim-kiem.html", False),
        ("duyet/nam/index.html", False),
        ("dan-chieu/nghi-quyet-18-nq-tw-2017-10-25.html", False),
    ]:
        page.goto(f"{site.as_uri()}/{address}")
        assert page.locator("[data-vb-edit]").count() == is_file, address
        assert page.locator("[data-vb-report]").count() == 1, address


# ── Without a forge ──

BOX = "document.querySelector('.vb-mending-box')"
SEND = f"{BOX}.querySelector('a')"
FIELD = f"{BOX}.querySelector('textarea')"


@ONE_WAY_EACH
def test_without_a_forge_a_text_is_ready_to_be_sent_or_copied(base: str, visit: Callable) -> None:
    page = visit(f"{base}{CONCLUSION}#4(10)")
    page.wait_for(f"document.querySelector(':target') !== null && !!{TOOL.format('Báo lỗi')}")
    page.evaluate(f"{TOOL.format('Báo lỗi')}.click()")
    page.wait_for(f"document.activeElement === {FIELD}")
    text = page.evaluate(f"{FIELD}.value")
    assert text == (
        f"Địa chỉ: {CONCLUSION}\n"
        f"Tệp: content/{CONCLUSION.replace('.html', '.md')}\n"
        "Chỗ: ý (10) khoản 4 (#4(10))\n\n"
        "Sai ở đâu, nên sửa thế nào:\n"
    )
    page.type("Thieu mot chu.")
    mail = urlsplit(page.evaluate(f"{SEND}.href"))
    assert mail.scheme == "mailto"
    assert parse_qs(mail.query) == {
        "subject": ["Báo lỗi: Kết luận số 177-KL/TW, ý (10) khoản 4"],
        "body": [f"{text}Thieu mot chu.".replace("\n", "\r\n")],
    }
    page.click(".vb-mending-box button")
    page.wait_for("document.querySelector('.vb-copied').textContent === 'Đã sao chép.'")
    page.press("Escape")


@ONE_WAY_EACH
def test_escape_closes_the_text_and_the_focus_returns(base: str, visit: Callable) -> None:
    page = visit(base + CONCLUSION)
    page.wait_for(f"!!{TOOL.format('Sửa trang này')}")
    page.evaluate("document.querySelector('[data-vb-edit]').focus()")
    page.press("Enter")
    page.wait_for(f"document.activeElement === {FIELD}")
    assert page.evaluate(f"{BOX}.querySelector('h2').textContent").startswith("Đề nghị sửa: Kết luận số 177")
    assert page.evaluate(f"{FIELD}.value").endswith("Xin sửa như sau:\n")
    page.press("Escape")
    page.wait_for("document.activeElement.hasAttribute('data-vb-edit')")
    assert page.evaluate(f"{BOX}.hidden")


@ONE_WAY_EACH
def test_what_is_too_long_for_a_mail_program_is_to_be_copied(base: str, visit: Callable) -> None:
    page = visit(base + CONCLUSION)
    page.wait_for(f"!!{TOOL.format('Báo lỗi')}")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('[data-vb-text]'))")
    page.evaluate(f"{TOOL.format('Báo lỗi')}.click()")
    page.wait_for(f"{SEND}.hidden")
    assert "quá dài" in page.evaluate(f"{BOX}.querySelector('p').textContent")
    assert len(page.evaluate(f"{FIELD}.value")) > 1500


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_text(server: str, open_page: Callable, scheme: str) -> None:
    before = AXE.read_text("utf-8")
    page = open_page(server + CONCLUSION, width=390, color_scheme=scheme, before=before)
    page.locator("[data-vb-report]").click()
    page.locator(".vb-mending-box textarea").wait_for()
    assert page.evaluate(FINDINGS) == []


def test_without_javascript_a_mail_names_the_page(site: Path, open_page: Callable) -> None:
    page = open_page((site / CONCLUSION).as_uri(), java_script_enabled=False)
    mail = urlsplit(page.locator("[data-vb-report]").get_attribute("href"))
    assert mail.scheme == "mailto"
    assert f"Địa chỉ: {CONCLUSION}" in parse_qs(mail.query)["body"][0]
    assert page.locator(".vb-tools").is_hidden()
