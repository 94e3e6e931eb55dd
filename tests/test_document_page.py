"""The page of a document as a reader meets it, in both browsers, over http:// and from file://."""

from __future__ import annotations

import pytest

from sites import CONCLUSION
from test_search_pages import ONE_WAY_EACH

pytestmark = pytest.mark.browser

SHOWN = """[...document.querySelectorAll('[data-vb-section]')]
  .filter((s) => s.checkVisibility({contentVisibilityAuto: true}) && !s.hidden).map((s) => s.id)"""
CURRENT = "document.querySelector('[data-vb-tabs] [aria-current]').textContent.trim()"
SCROLLED = "document.querySelector('{}').getBoundingClientRect().top"


def tool(name: str) -> str:
    """The tool called *name*, as an expression."""
    return f"[...document.querySelectorAll('[data-vb-tools] button')].find((b) => b.textContent === '{name}')"


def use(page, name: str) -> None:
    page.wait_for(f"!!{tool(name)}")
    page.evaluate(f"{tool(name)}.click()")


# ── Sections ──


def test_one_section_is_shown_and_the_way_back_leads_to_the_last(base: str, visit) -> None:
    page = visit(base + CONCLUSION)
    assert page.evaluate(SHOWN) == ["toan-van"]
    for name in ("thuoc-tinh", "luoc-do", "thuc-hien", "ban-goc", "lich-su"):
        page.click(f"[data-vb-tabs] a[href='#{name}']")
        page.wait_for(f"({SHOWN})[0] === '{name}' && location.hash === '#{name}'")
        assert page.evaluate(SHOWN) == [name]
    page.back()
    page.wait_for(f"({SHOWN})[0] === 'ban-goc'")
    assert page.evaluate(CURRENT) == "Bản gốc"


@ONE_WAY_EACH
def test_a_link_to_a_clause_opens_the_text_wherever_one_is(base: str, visit) -> None:
    page = visit(f"{base}{CONCLUSION}#luoc-do")
    page.wait_for(f"({SHOWN})[0] === 'luoc-do'")
    page.click("#luoc-do a[href='#4(1)'], #luoc-do a[href$='#4(1)']")
    page.wait_for(f"({SHOWN})[0] === 'toan-van'")
    assert 0 <= page.wait_for(SCROLLED.format('[id="4(1)"]')) < 400
    page.goto("about:blank")
    page.goto(f"{base}{CONCLUSION}#5(2)")
    page.wait_for("document.querySelector(':target') !== null")
    assert page.evaluate(SHOWN) == ["toan-van"]


@ONE_WAY_EACH
def test_sections_are_chosen_by_keyboard(base: str, visit) -> None:
    page = visit(base + CONCLUSION)
    page.evaluate("document.querySelector('[data-vb-tabs] a').focus()")
    page.press("Tab")
    page.press("Enter")
    page.wait_for(f"({SHOWN})[0] === 'thuoc-tinh'")
    assert page.evaluate(CURRENT) == "Thuộc tính"


# ── Find ──

FIELD = ".vb-marks__field"
SAID = "document.querySelector('.vb-marks [role=status]').innerText"
MARKED = "[...document.querySelectorAll('[data-vb-text] mark')].map((mark) => mark.textContent)"
HITS = "[...document.querySelectorAll('.vb-marks__hit')].map((hit) => hit.textContent)"
HTML = "document.querySelector('[data-vb-text]').innerHTML"


def look_for(page, words: str) -> None:
    use(page, "Tìm trong văn bản")
    page.wait_for(f"document.activeElement === document.querySelector('{FIELD}')")
    page.type(words)


def test_words_are_found_without_accents_and_listed_by_clause(base: str, visit) -> None:
    page = visit(base + CONCLUSION)
    before = page.evaluate(HTML)
    look_for(page, "uy ban")
    page.wait_for(f"{SAID} === '9 chỗ'")
    assert {word.lower() for word in page.evaluate(MARKED)} == {"uỷ ban"}
    hits = page.evaluate(HITS)
    assert len(hits) == 9
    assert hits[0].startswith("Phần đầu …(Báo cáo số 421-BC/BTCTW, ngày 10/7/2025) và tổng hợp của Uỷ ban")
    assert hits[2].startswith("Ý (1) khoản 4 …")
    page.press("Enter")
    assert page.wait_for(SAID) == "1 trên 9 chỗ"
    page.press("Enter")
    assert page.evaluate(SAID) == "2 trên 9 chỗ"
    page.press("Shift+Enter")
    assert page.evaluate(SAID) == "1 trên 9 chỗ"
    page.click(".vb-marks li:nth-child(3) button")
    assert page.evaluate(SAID) == "3 trên 9 chỗ"
    page.wait_for(
        "(({top, bottom}) => top >= 0 && bottom <= innerHeight)"
        "(document.querySelector('.vb-mark--here').getBoundingClientRect())"
    )
    page.press("Escape")
    page.wait_for("!document.querySelector('.vb-marks')")
    assert page.evaluate(HTML) == before
    assert page.evaluate("document.activeElement.textContent") == "Tìm trong văn bản"


@ONE_WAY_EACH
def test_a_phrase_is_found_where_it_stands_and_its_words_where_it_nowhere_does(base: str, visit) -> None:
    page = visit(base + CONCLUSION)
    look_for(page, "hợp nhất tinh gọn")
    page.wait_for(f"{SAID}.endsWith('chỗ có vài từ')")
    page.press("Escape")
    page.wait_for("!document.querySelector('.vb-marks')")
    look_for(page, "tổ chức đảng")
    page.wait_for(f"/^[0-9]+ chỗ$/.test({SAID})")
    assert {word.lower() for word in page.evaluate(MARKED)} == {"tổ chức đảng"}


@ONE_WAY_EACH
def test_a_mark_in_a_citation_leaves_its_link(base: str, visit) -> None:
    page = visit(base + CONCLUSION)
    look_for(page, "ket luan so 139")
    page.wait_for(f"{SAID} === '1 chỗ'")
    assert page.evaluate("document.querySelector('[data-vb-text] mark').closest('a.vb-cite') !== null")


@ONE_WAY_EACH
def test_to_find_opens_the_text_from_another_section(base: str, visit) -> None:
    page = visit(f"{base}{CONCLUSION}?q=uy%20ban#luoc-do")
    page.wait_for(f"{SAID} === '9 chỗ'")
    assert page.evaluate(SHOWN) == ["luoc-do"]
    page.press("n")
    page.wait_for(f"({SHOWN})[0] === 'toan-van'")


# ── Contents ──

LONG = "van-ban/chua-ro-nam/de-cuong-bao-cao-tong-ket-viec-thuc-hien-thi-diem-cac-mo-hinh-to-chuc-moi-va.html"
LISTED = "[...document.querySelectorAll('.vb-contents li > a')].filter((a) => a.checkVisibility()).map((a) => a.textContent)"


@ONE_WAY_EACH
def test_contents_are_filtered_without_accents_and_keep_what_is_above(base: str, visit) -> None:
    page = visit(base + LONG)
    whole = page.wait_for(LISTED)
    page.evaluate("document.querySelector('.vb-contents__filter input').focus()")
    page.type("kien nghi")
    page.wait_for("document.querySelector('.vb-contents__said').innerText.endsWith(' mục')")
    left = page.evaluate(LISTED)
    assert 0 < len(left) < len(whole)
    count = int(page.evaluate("document.querySelector('.vb-contents__said').innerText").split()[0])
    assert sum("kiến nghị" in entry.lower() for entry in left) == count
    page.press("Escape")
    page.wait_for(f"({LISTED}).length === {len(whole)}")


# ── Citations ──

WHOLE = (
    "Kết luận số 177-KL/TW, ngày 11/7/2025 của Bộ Chính trị, Ban Bí thư về tiếp tục xây dựng tổ chức, "
    "hoạt động của đơn vị hành chính 2 cấp bảo đảm thông suốt, hiệu quả"
)
TOLD = "document.querySelector('.vb-copied').textContent"


def pasted(page) -> str:
    """What the clipboard holds."""
    page.evaluate("document.body.prepend(Object.assign(document.createElement('textarea'), {id: 'pasted'}))")
    page.click("#pasted")
    page.press("Control+v")
    return page.wait_for("document.querySelector('#pasted').value")


def test_the_citation_of_a_document_is_copied(base: str, visit) -> None:
    page = visit(base + CONCLUSION)
    page.wait_for(f"!!{tool('Sao chép trích dẫn')}")
    page.click("[data-vb-tools] button[title^='Kết luận']")
    page.wait_for(f"{TOLD} === 'Đã sao chép: {WHOLE}'")
    assert pasted(page) == WHOLE


def test_the_citation_of_a_clause_is_copied_and_so_is_its_link(base: str, visit) -> None:
    page = visit(base + CONCLUSION)
    page.click('[data-vb-copy][href="#4(10)"]')
    page.wait_for("document.activeElement.textContent === 'Sao chép trích dẫn'")
    assert page.url == base + CONCLUSION  # the reader stays where they were
    page.press("Enter")
    page.wait_for(f"{TOLD} === 'Đã sao chép: ý (10) khoản 4 {WHOLE}'")
    assert page.evaluate("document.activeElement.hash") == "#4(10)"
    assert pasted(page) == f"ý (10) khoản 4 {WHOLE}"
    page.evaluate("document.querySelector('#pasted').remove()")
    page.click('[data-vb-copy][href="#4(10)"]')
    page.press("Tab")
    page.press("Enter")
    page.wait_for(f"{TOLD} === 'Đã sao chép liên kết tới ý (10) khoản 4.'")
    copied = pasted(page)
    # Brackets are written so that no mail program leaves the last one out.
    assert copied == f"{base}{CONCLUSION}#4%2810%29"
    page.goto("about:blank")
    page.goto(copied)
    assert page.wait_for("document.querySelector(':target').innerText") == "(10)"


@ONE_WAY_EACH
def test_escape_closes_the_choice_and_the_focus_returns(base: str, visit) -> None:
    page = visit(base + CONCLUSION)
    page.evaluate("""document.querySelector('[data-vb-copy][href="#3"]').focus()""")
    page.press("Enter")
    page.wait_for("document.querySelector('.vb-clause-menu:not([hidden])') !== null")
    page.press("Escape")
    page.wait_for("document.querySelector('.vb-clause-menu').hidden")
    assert page.evaluate("document.activeElement.hash") == "#3"


def test_a_link_is_copied_where_the_browser_offers_no_clipboard(server: str, open_page) -> None:
    # As on http:// in an office: only https:// and the machine itself count as secure.
    page = open_page(server + CONCLUSION)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.locator('[data-vb-copy][href="#2"]').click()
    page.get_by_role("button", name="Sao chép liên kết").click()
    page.get_by_text("Đã sao chép liên kết tới khoản 2.").wait_for()
    page.evaluate("document.body.prepend(Object.assign(document.createElement('textarea'), {id: 'pasted'}))")
    page.locator("#pasted").focus()
    page.keyboard.press("Control+V")
    assert page.locator("#pasted").input_value() == f"{server}{CONCLUSION}#2"


# ── The list that one came from ──

TRAIL = "document.querySelector('.vb-trail')?.innerText.replaceAll('\\n', ' ')"
SHELF = "duyet/nam/index.html"


def test_the_way_leads_on_through_the_list_that_one_came_from(base: str, visit) -> None:
    page = visit(base + "dong-thoi-gian.html")
    page.wait_for("document.querySelector('[data-vb-trail] a') !== null")
    page.evaluate(
        "[...document.querySelectorAll('[data-vb-trail] a')].find((a) => a.pathname.includes('/van-ban/')).click()"
    )
    assert "Dòng thời gian: 1 trên" in page.wait_for(TRAIL)
    first = page.url
    page.click(".vb-trail a[rel=next]")
    page.wait_for(f"({TRAIL})?.includes(': 2 trên')")
    assert page.url != first
    page.click(".vb-trail a[rel=prev]")
    page.wait_for(f"({TRAIL})?.includes(': 1 trên')")
    assert page.url == first


@ONE_WAY_EACH
def test_results_of_a_search_are_a_list_too_and_keep_the_question(base: str, visit) -> None:
    page = visit(f"{base}tim-kiem.html?q=ket%20luan")
    page.wait_for("document.querySelectorAll('.vb-hit__title').length > 2")
    page.click(".vb-hit__title")
    assert "Tìm kiếm: 1 trên" in page.wait_for(TRAIL)
    page.click(".vb-trail a[rel=next]")
    page.wait_for(f"({TRAIL})?.includes(': 2 trên')")
    assert "?q=ket%20luan" in page.url


@ONE_WAY_EACH
def test_who_comes_from_nowhere_is_led_nowhere(base: str, visit) -> None:
    page = visit(base + CONCLUSION)
    page.wait_for(f"!!{tool('In')}")
    assert page.evaluate("document.querySelector('.vb-trail')") is None


# ── Reading ──

SIZE = "parseFloat(getComputedStyle(document.querySelector('.vb')).fontSize)"


def test_the_size_and_the_width_are_kept_on_the_next_page(base: str, visit) -> None:
    page = visit(base + CONCLUSION, width=1400)
    size = page.evaluate(SIZE)
    width = page.evaluate("document.querySelector('.vb').offsetWidth")
    use(page, "A+")
    use(page, "Trang rộng")
    larger = page.evaluate(SIZE)
    assert larger > size
    assert page.evaluate("document.querySelector('.vb').offsetWidth") > width
    page.goto(base + LONG)
    assert page.wait_for(SIZE) == larger
    assert page.evaluate(f"{tool('Trang rộng')}.getAttribute('aria-pressed')") == "true"
    for _press in range(6):
        use(page, "A−")
    assert page.evaluate(SIZE) < size
    assert page.evaluate(f"{tool('A−')}.getAttribute('aria-disabled')") == "true"


# ── The original ──


def test_the_original_stands_beside_the_text_when_it_is_asked_for(base: str, visit) -> None:
    page = visit(base + CONCLUSION, width=1400)
    assert page.evaluate("document.querySelector('iframe')") is None
    use(page, "Bản gốc bên cạnh")
    page.wait_for("document.querySelector('.vb-beside iframe').offsetWidth > 400")
    boxes = page.evaluate(
        "['.vb', '.vb-beside'].map((s) => document.querySelector(s).getBoundingClientRect().toJSON())"
    )
    assert boxes[0]["right"] <= boxes[1]["left"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 1400
    use(page, "Bản gốc bên cạnh")
    assert page.evaluate("document.querySelector('.vb-beside').hidden")


@ONE_WAY_EACH
def test_the_rendering_of_an_original_says_what_it_is_and_leads_back(base: str, visit) -> None:
    page = visit(f"{base}{CONCLUSION}#ban-goc", width=390)
    page.click("[data-vb-beside]")
    page.wait_for("location.pathname.includes('/ban-goc/')")
    assert "đúng từng dòng như trong tệp" in page.wait_for("document.querySelector('header').innerText")
    assert "Tại phiên họp ngày 11/7/2025" in page.evaluate("document.querySelector('main').innerText")
    assert page.evaluate("getComputedStyle(document.querySelector('main pre')).whiteSpace").startswith(
        "pre-wrap"
    )
    page.click("header a:last-child")
    page.wait_for(f"location.pathname.endsWith('{CONCLUSION}')")
