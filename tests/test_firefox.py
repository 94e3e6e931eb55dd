"""The site in the Firefox that readers have, where a page from file:// may read no other file."""

from __future__ import annotations

from pathlib import Path

import pytest

from firefox import Firefox
from sites import CONCLUSION, addresses

pytestmark = pytest.mark.browser


def test_every_kind_of_page_opens_without_complaint(base: str, site: Path, open_in_firefox) -> None:
    page = open_in_firefox(base + "index.html")
    for address in addresses(site):
        page.goto(base + address)
        assert page.evaluate("document.querySelector('h1').checkVisibility()"), address


def test_dark_pages_stay_dark_on_the_next_page(server: str, open_in_firefox) -> None:
    assert schemes_after_choosing_dark(open_in_firefox, server) == ["default", "slate", "slate"]


def test_dark_pages_stay_dark_on_the_next_file(site: Path, open_in_firefox) -> None:
    assert schemes_after_choosing_dark(open_in_firefox, f"{site.as_uri()}/") == ["default", "slate", "slate"]


def schemes_after_choosing_dark(open_page, base: str) -> list[str]:
    """How the first page was, how it is once the button is pressed, and how the next page is."""
    scheme = "document.body.dataset.mdColorScheme"
    page = open_page(base + "index.html")
    found = [page.evaluate(scheme)]
    page.click("[data-vb-palette]")
    found.append(page.evaluate(scheme))
    page.goto(base + CONCLUSION)
    return [*found, page.evaluate(scheme)]


def test_pages_are_dark_where_the_system_is(base: str, open_in_firefox) -> None:
    page = open_in_firefox(base + "index.html", scheme="dark")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


CITED = 'a[href$="ket-luan-139-kl-tw-2025-03-28.html"]'
PREVIEW = "document.querySelector('.vb-preview:not([hidden])')?.innerText"


def test_a_citation_is_previewed_while_the_pointer_rests_on_it(base: str, open_in_firefox) -> None:
    page = open_in_firefox(base + CONCLUSION)
    page.hover(CITED)
    assert "28/3/2025 · Bộ Chính trị, Ban Bí thư" in page.wait_for(PREVIEW)
    page.hover("h1")
    page.wait_for(f"!{PREVIEW}")


def test_a_citation_is_previewed_by_keyboard_and_escape_closes(base: str, open_in_firefox) -> None:
    page = open_in_firefox(base + CONCLUSION)
    page.evaluate("""document.querySelector('[data-vb-copy][href="#4(1)"]').focus()""")
    page.press("Tab")
    assert "28/3/2025 · Bộ Chính trị, Ban Bí thư" in page.wait_for(PREVIEW)
    page.press("Escape")
    page.wait_for(f"!{PREVIEW}")
    page.press("Enter")
    page.wait_for("location.pathname.endsWith('/dan-chieu/ket-luan-139-kl-tw-2025-03-28.html')")
    page.back()
    assert page.url == base + CONCLUSION


BLOCKED = (
    "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
    "{folder}/ben-canh.html. (Reason: CORS request not http)."
)


@pytest.mark.parametrize(
    ("broken", "complaints"),
    [
        pytest.param("fetch('ben-canh.html').catch(() => {}).then(tell)", [BLOCKED], id="reads-a-file"),
        pytest.param(
            "import('./ben-canh.js').catch(() => {}).then(tell)",
            [BLOCKED.replace("html.", "js.")],
            id="imports-a-file",
        ),
        pytest.param("add('script', './khong-co.js')", ["failed: {folder}/khong-co.js"], id="misses-a-file"),
        pytest.param(
            "add('img', 'https://vi-du.example/anh.png')",
            ["asked for: https://vi-du.example/anh.png", "failed: https://vi-du.example/anh.png"],
            id="asks-a-stranger",
        ),
        pytest.param("setTimeout(tell); throw new Error('hỏng')", ["Error: hỏng"], id="throws"),
        pytest.param("console.warn('cẩn thận'); tell()", ["cẩn thận"], id="warns"),
    ],
)
def test_what_is_broken_is_noticed(
    broken: str, complaints: list[str], tmp_path: Path, firefox: Firefox
) -> None:
    for name in ("ben-canh.html", "ben-canh.js"):
        (tmp_path / name).touch()
    first = tmp_path / "trang.html"
    first.write_text(f"<!doctype html><meta charset=utf-8><body><script>{TELL}{broken}</script>", "utf-8")
    page = firefox.open(first.as_uri())
    page.wait_for("window.told")
    assert page.complaints == [complaint.format(folder=tmp_path.as_uri()) for complaint in complaints]
    page.close()


TELL = """
const tell = () => { window.told = true }
const add = (tag, src) => document.body.append(Object.assign(document.createElement(tag), {src, onerror: tell}))
"""


def test_a_page_that_the_server_does_not_have_is_noticed(server: str, firefox: Firefox) -> None:
    page = firefox.open(f"{server}khong-co.html")
    assert page.complaints == [f"failed: {server}khong-co.html"]
    page.close()


def test_what_never_comes_is_named_with_the_page_that_lacks_it(site: Path, open_in_firefox) -> None:
    address = f"{site.as_uri()}/index.html"
    page = open_in_firefox(address)
    with pytest.raises(AssertionError) as failure:
        page.wait_for("document.querySelectorAll('blink').length", seconds=0.1)
    assert str(failure.value) == (
        f"{address}: waited 0.1 seconds for document.querySelectorAll('blink').length: it is 0"
    )
