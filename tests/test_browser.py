"""The site as a reader meets it, in Chromium: over http:// and from file://, on a screen, a phone and paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chromium import in_both_schemes
from sites import CONCLUSION, addresses

pytestmark = pytest.mark.browser
sync_api = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: pip install playwright"
)


def test_every_kind_of_page_opens_without_complaint(base: str, site: Path, open_page) -> None:
    page = open_page(base + "index.html")
    for address in addresses(site):
        page.goto(base + address)
        assert page.locator("h1").is_visible()


def test_without_scripts_all_sections_are_there_and_no_button_is_dead(base: str, open_page) -> None:
    page = open_page(base + CONCLUSION, java_script_enabled=False)
    assert page.locator("button:visible").count() == 0
    for name in ("Nội dung", "Thuộc tính", "Lược đồ", "Thực hiện", "Bản gốc", "Lịch sử"):
        page.locator(".vb-tabs a", has_text=name).click()
        section = page.locator(":target")
        assert section.get_by_role("heading", level=2, name=name).is_visible()
        assert section.bounding_box()["y"] < 700
    page.locator('[data-vb-copy][href="#6"]').click()
    assert page.url == base + CONCLUSION + "#6"
    page.locator("summary", has_text="Mục lục").click()
    assert page.locator(".vb-contents a").first.is_visible()


def test_a_linked_clause_is_in_sight_and_marked(base: str, open_page) -> None:
    page = open_page(base + CONCLUSION + "#5(2)")
    place = page.locator(":target")
    assert 0 <= place.bounding_box()["y"] < 400
    assert style(place, "backgroundColor") != "rgba(0, 0, 0, 0)"


def style(place: sync_api.Locator, name: str) -> str:
    return place.evaluate(f"e => getComputedStyle(e).{name}")


def test_contents_show_which_clause_is_being_read(base: str, open_page) -> None:
    page = open_page(base + CONCLUSION)
    contents = page.get_by_role("navigation", name="Mục lục")
    contents.get_by_role("link", name=re.compile(r"^5\.")).click()
    page.locator(".vb-contents [aria-current=location]", has_text=re.compile(r"^5\.")).wait_for()
    page.locator('[id="8"]').scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 600)")
    page.locator(".vb-contents [aria-current=location]", has_text=re.compile(r"^8\.")).wait_for()


def test_on_a_phone_contents_are_a_closed_box_above_the_text(base: str, open_page) -> None:
    page = open_page(base + CONCLUSION, width=390)
    box = page.locator(".vb-contents details")
    assert not box.evaluate("e => e.open")
    assert box.bounding_box()["y"] < page.locator(".vb").bounding_box()["y"]
    page.locator("summary", has_text="Mục lục").click()
    page.locator(".vb-contents a").nth(3).click()
    assert not box.evaluate("e => e.open")
    assert 0 <= page.locator('[id="4"]').bounding_box()["y"] < 200


def test_no_page_scrolls_sideways_on_the_smallest_phone(site: Path, open_page) -> None:
    page = open_page(f"{site.as_uri()}/index.html", width=320, height=640)
    for address in addresses(site):
        page.goto(f"{site.as_uri()}/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


# The contrast of each run of text with what is painted under it, as WCAG 2.2 counts it.
CONTRASTS = """() => {
  const numbers = (colour) => {
    const canvas = numbers.canvas ??= document.createElement("canvas").getContext("2d", {willReadFrequently: true})
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
    return [r, g, b, a / 255]
  }
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1]
  const ground = (element) => {
    if (!element) return [255, 255, 255, 1]
    const own = numbers(getComputedStyle(element).backgroundColor)
    return own[3] === 1 ? own : over(own, ground(element.parentElement))
  }
  const light = (colour) => {
    const [r, g, b] = colour.map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const poor = []
  for (const element of document.querySelectorAll("body *")) {
    const text = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim())
    if (!text || !element.checkVisibility() || element.closest("script, .vb-skip")) continue
    const under = ground(element)
    const pair = [light(over(numbers(getComputedStyle(element).color), under)), light(under)].sort((a, b) => b - a)
    const contrast = (pair[0] + 0.05) / (pair[1] + 0.05)
    if (contrast < 4.5) poor.push(`${element.className || element.tagName}: ${contrast.toFixed(2)}`)
  }
  return poor
}"""


def test_all_text_has_enough_contrast(site: Path, open_page) -> None:
    page = open_page(f"{site.as_uri()}/index.html")
    for address in addresses(site):
        page.goto(f"{site.as_uri()}/{address}")
        for scheme in in_both_schemes(page):
            assert page.evaluate(CONTRASTS) == [], f"{address}, {scheme}"


SECTIONS = ("thuoc-tinh", "luoc-do", "thuc-hien", "ban-goc", "lich-su")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_section_has_enough_contrast_and_fits_the_smallest_phone(
    site: Path, scheme: str, open_page
) -> None:
    page = open_page(f"{site.as_uri()}/{CONCLUSION}", width=320, height=640, color_scheme=scheme)
    for name in SECTIONS:
        page.locator(f'[data-vb-tabs] a[href="#{name}"]').click()
        page.locator(f"#{name}").wait_for()
        assert page.evaluate(CONTRASTS) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_opens_over_the_text_has_enough_contrast_and_fits(site: Path, scheme: str, open_page) -> None:
    page = open_page(f"{site.as_uri()}/{CONCLUSION}", width=320, height=640, color_scheme=scheme)
    page.locator('[data-vb-copy][href="#4(2)"]').click()
    page.locator(".vb-clause-menu:visible").wait_for()
    assert page.evaluate(CONTRASTS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Tìm trong văn bản").click()
    page.keyboard.type("uy ban")
    page.get_by_role("button", name="Danh sách").click()
    page.locator(".vb-marks__hit").first.wait_for()
    assert page.evaluate(CONTRASTS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# Below this an aim is hard for a finger or an unsteady hand (WCAG 2.2, 2.5.8); links in running text are exempt.
SMALL = """() => [...document.querySelectorAll("button, summary, input, .vb-tabs a, .vb-nav a, .vb-contents a")]
  .filter((e) => e.checkVisibility() && !e.closest(".vb-skip"))
  .map((e) => [e.textContent.trim() || e.className, e.getBoundingClientRect()])
  .filter(([, {width, height}]) => width < 24 || height < 24)
  .map(([name, {width, height}]) => `${name}: ${width.toFixed(0)}×${height.toFixed(0)}`)"""


def test_whatever_is_pressed_is_large_enough(site: Path, open_page) -> None:
    page = open_page(f"{site.as_uri()}/{CONCLUSION}", width=320, height=640)
    page.locator("summary", has_text="Mục lục").click()
    page.get_by_role("button", name="Tìm trong văn bản").click()
    page.keyboard.type("uy ban")
    page.locator(".vb-marks__button:visible").first.wait_for()
    assert page.evaluate(SMALL) == []


def test_dark_pages_stay_dark_until_the_reader_follows_the_system_again(base: str, open_page) -> None:
    page = open_page(base + "index.html", color_scheme="light")
    body = page.locator("body")
    button = page.get_by_role("button", name="Nền tối")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    page.goto(base + CONCLUSION)
    assert body.get_attribute("data-md-color-scheme") == "slate"
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert body.get_attribute("data-md-color-scheme") == "default"
    page.emulate_media(color_scheme="dark")
    page.locator('body[data-md-color-scheme="slate"]').wait_for()


def test_the_first_key_skips_to_the_text_and_focus_is_always_seen(base: str, open_page) -> None:
    page = open_page(base + CONCLUSION)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Đến thẳng nội dung"
    assert page.locator(":focus").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "noi-dung"
    for _key in range(12):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert focused.evaluate("e => e.closest('main') !== null")
        assert style(focused, "outlineStyle") == "solid", focused.inner_text()


CITED = "Kết luận số 139-KL/TW, ngày"


def preview(page: sync_api.Page) -> sync_api.Locator:
    return page.locator(".vb-preview:visible")


def test_a_citation_is_previewed_while_the_pointer_rests_on_it(base: str, open_page) -> None:
    page = open_page(base + CONCLUSION)
    link = page.get_by_role("link", name=CITED)
    link.scroll_into_view_if_needed()
    before = link.bounding_box()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    link.hover()
    preview(page).get_by_text("28/3/2025 · Bộ Chính trị, Ban Bí thư").wait_for()
    assert "Kho chưa có văn bản này" in preview(page).inner_text()
    assert link.bounding_box() == before  # nothing moves
    # One may move onto it, and it stays; away from both, and it goes.
    preview(page).hover()
    page.wait_for_timeout(400)
    assert preview(page).count() == 1
    page.mouse.move(5, 5)
    page.locator(".vb-preview").wait_for(state="hidden")
    assert asked == []


def test_a_citation_is_previewed_by_keyboard_and_escape_closes(base: str, open_page) -> None:
    page = open_page(base + CONCLUSION)
    link = page.get_by_role("link", name=CITED)
    page.locator('[data-vb-copy][href="#4(1)"]').focus()
    page.keyboard.press("Tab")
    assert link.evaluate("e => e === document.activeElement")
    preview(page).get_by_text("Kết luận số 139-KL/TW").wait_for()
    page.keyboard.press("Escape")
    assert preview(page).count() == 0
    assert link.evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dan-chieu/ket-luan-139-kl-tw-2025-03-28.html")


def test_the_first_touch_previews_and_the_second_follows(base: str, open_page) -> None:
    page = open_page(base + CONCLUSION, width=390, has_touch=True, is_mobile=True)
    link = page.get_by_role("link", name=CITED)
    link.scroll_into_view_if_needed()
    link.tap()
    preview(page).get_by_text("28/3/2025 · Bộ Chính trị, Ban Bí thư").wait_for()
    assert page.url == base + CONCLUSION
    box = preview(page).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    link.tap()
    page.wait_for_url("**/dan-chieu/ket-luan-139-kl-tw-2025-03-28.html")


def test_without_scripts_a_citation_is_a_link_that_is_described(base: str, open_page) -> None:
    page = open_page(base + CONCLUSION, java_script_enabled=False)
    link = page.get_by_role("link", name=CITED)
    assert page.locator(".vb-preview").count() == 0
    described = page.locator(f"#{link.get_attribute('aria-describedby')}")
    assert "28/3/2025" in described.text_content()
    link.click()
    page.wait_for_url("**/dan-chieu/ket-luan-139-kl-tw-2025-03-28.html")


def test_two_documents_are_side_by_side_and_on_a_phone_one_under_the_other(site: Path, open_page) -> None:
    (address,) = site.glob("doi-chieu/*.html")
    page = open_page(address.as_uri())
    sides = page.locator(".vb-compare__row").first.locator(".vb-compare__side")
    left, right = (sides.nth(i).bounding_box() for i in (0, 1))
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    page.set_viewport_size({"width": 390, "height": 800})
    left, right = (sides.nth(i).bounding_box() for i in (0, 1))
    assert left["x"] == right["x"]
    assert left["y"] + left["height"] <= right["y"]


def test_the_table_of_provinces_keeps_its_first_column_and_a_phone_has_a_list(site: Path, open_page) -> None:
    page = open_page(f"{site.as_uri()}/thuc-hien.html", width=980)
    table = page.locator(".vb-coverage")
    head = table.locator("tbody th").first
    before = head.bounding_box()["x"]
    table.evaluate("e => e.scrollBy(300, 0)")
    assert table.evaluate("e => e.scrollLeft") > 0
    assert abs(head.bounding_box()["x"] - before) <= 1
    page.set_viewport_size({"width": 390, "height": 800})
    assert not table.is_visible()
    assert page.get_by_role("link", name="đối chiếu").is_visible()


def test_paper_has_the_document_and_what_it_cites(server: str, open_page) -> None:
    # The dark page must not waste ink, nor what is unknown look printed.
    page = open_page(
        server
        + "van-ban/2022/"
        + "thong-bao-ve-thuc-hien-mot-so-mo-hinh-thi-diem-theo-nghi-quyet-so-18.html",
        color_scheme="dark",
        reduced_motion="reduce",
    )
    page.emulate_media(media="print")
    assert page.locator(".vb").is_visible()
    printed = page.locator("body").inner_text()
    colophon = page.locator(".vb-colophon").inner_text()
    assert printed.split() == [*page.locator(".vb").inner_text().split(), *colophon.split()]
    assert "chưa rõ" not in page.locator(".vb").inner_text()
    # A citation has the number of its line at the end, where a press leads on the screen.
    cited = page.locator(".vb-cite").evaluate_all("links => links.map((a) => Number(a.dataset.n))")
    notes = page.locator("[data-vb-previews] > div")
    assert set(cited) == set(range(1, notes.count() + 1))
    assert "Nghị quyết số 18-NQ/TW" in notes.nth(cited[0] - 1).inner_text()
    assert "SHA-256 của bản gốc: " in colophon
    assert style(page.locator(".vb p").last, "color") == "rgb(0, 0, 0)"
    assert style(page.locator(".vb-label").first, "color") == "rgb(0, 0, 0)"
    assert style(page.locator(".vb-closing"), "breakInside") == "avoid"
    pdf = page.pdf(prefer_css_page_size=True)
    width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups())
    assert (round(width), round(height)) == (595, 842)  # A4 in points
