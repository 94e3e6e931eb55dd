"""Search as a reader meets it: the box of every page, the page of results, the marks in a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites import CONCLUSION, addresses
from test_browser import CONTRASTS

pytestmark = pytest.mark.browser

NOTICE = "van-ban/2022/thong-bao-ve-thuc-hien-mot-so-mo-hinh-thi-diem-theo-nghi-quyet-so-18.html"
RESULTS = "tim-kiem.html"


ONE_WAY_EACH = pytest.mark.parametrize(
    ("base", "visit"),
    [("http", "chromium"), ("file", "firefox")],
    indirect=True,
    ids=["http-chromium", "file-firefox"],
)
"""For what the four ways to read a page have in common."""

# ── The box in the header ──

BOX = "#vb-search-box"
OFFERED = (
    "[...document.querySelectorAll('#vb-search-list:not([hidden]) [role=option]')].map((o) => o.innerText)"
)
OF_WHAT_IS_TYPED = (
    f"({OFFERED}).at(-1) === `Tìm “${{document.querySelector('{BOX}').value.trim()}}” trong toàn văn`"
)
CHOSEN = "document.querySelector('#vb-search-list [aria-selected=true]')?.innerText"


def offered(page, first: str) -> list[str]:
    """What the box offers, once *first* comes first.

    Before the last letter is typed the box may offer what begins like it, and it offers all anew later.
    """
    page.wait_for(f"({OFFERED})[0]?.includes({first!r}) && {OF_WHAT_IS_TYPED}")
    return page.evaluate(OFFERED)


def test_the_box_of_every_kind_of_page_offers_documents(site: Path, visit) -> None:
    kinds = {address.split("/")[0]: address for address in [*addresses(site), RESULTS]}
    page = visit(f"{site.as_uri()}/index.html")
    for address in kinds.values():
        page.goto(f"{site.as_uri()}/{address}")
        page.click(BOX)
        page.type("kl 177")
        found = offered(page, "Kết luận số 177-KL/TW")
        assert found[0].splitlines()[-1] == "Bộ Chính trị; Ban Bí thư · 11/7/2025"
        assert found[-1] == "Tìm “kl 177” trong toàn văn"


@ONE_WAY_EACH
def test_the_box_offers_documents_by_number_title_and_what_is_only_cited(base: str, visit) -> None:
    page = visit(base + CONCLUSION)
    for typed, first in [
        ("177kl", "Kết luận số 177-KL/TW"),
        ("don vi hanh chinh", "Kết luận số 177-KL/TW"),
        ("Kết luận số 34-KL/TW, ngày 07/8/2018", "Kết luận số 34-KL/TW"),
    ]:
        page.click(BOX)
        page.press("Control+a")
        page.type(typed)
        found = offered(page, first)
    assert found[0].splitlines()[-1] == "Bộ Chính trị · 07/8/2018 · chưa có trong kho"


def test_arrows_choose_enter_opens_and_escape_closes(base: str, visit) -> None:
    page = visit(base + "index.html")
    page.press("/")
    assert page.evaluate("document.activeElement.id") == "vb-search-box"
    page.type("177")
    found = offered(page, "177-KL/TW")
    page.press("ArrowDown")
    assert page.evaluate(CHOSEN) == found[0]
    page.press("ArrowUp")
    assert page.evaluate(CHOSEN) == found[-1]
    page.press("Escape")
    assert page.evaluate(OFFERED) == []
    assert page.evaluate(f"document.querySelector('{BOX}').getAttribute('aria-expanded')") == "false"
    assert page.evaluate(f"document.querySelector('{BOX}').value") == "177"
    page.press("ArrowDown")
    offered(page, "177-KL/TW")
    page.press("ArrowDown")
    page.press("Enter")
    page.wait_for(f"location.href === {base + CONCLUSION!r}")


@ONE_WAY_EACH
def test_enter_without_a_choice_leads_to_the_results(base: str, visit) -> None:
    page = visit(base + "thuc-hien.html")
    page.click(BOX)
    page.type("đơn vị hành chính")
    page.press("Enter")
    page.wait_for(f"({HITS})[0]?.title === 'Kết luận số 177-KL/TW'")
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "đơn vị hành chính"


@ONE_WAY_EACH
def test_what_is_offered_can_be_clicked(base: str, visit) -> None:
    page = visit(base + "index.html")
    page.click(BOX)
    page.type("177")
    offered(page, "177-KL/TW")
    page.click("#vb-search-list [role=option]")
    page.wait_for(f"location.href === {base + CONCLUSION!r}")


@ONE_WAY_EACH
def test_the_slash_is_a_letter_where_one_types(base: str, visit) -> None:
    page = visit(base + RESULTS)
    page.wait_for("document.activeElement.id === 'vb-results-field'")
    page.type("177-KL/TW")
    assert page.evaluate("document.querySelector('#vb-results-field').value") == "177-KL/TW"


# ── The page of results ──

HITS = """[...document.querySelectorAll('.vb-hit')].map((hit) => ({
  title: hit.querySelector('.vb-hit__title').innerText,
  facts: hit.querySelector('.vb-hit__facts').innerText,
  places: [...hit.querySelectorAll('.vb-hit__section a')].map((a) => a.innerText),
  marked: [...hit.querySelectorAll('.vb-hit__section mark')].map((mark) => mark.innerText),
}))"""
SAID = "document.querySelector('[data-vb-status]').innerText"
BUSY = "document.querySelector('[data-vb-results]').getAttribute('aria-busy')"


def hits(page, many: int = 0) -> list[dict]:
    """The results, once there are so *many*, or any."""
    count = "document.querySelectorAll('.vb-hit').length"
    page.wait_for(f"!{BUSY} && {count} {f'=== {many}' if many else '> 0'}")
    return page.evaluate(HITS)


@ONE_WAY_EACH
def test_a_result_says_what_the_document_is_and_leads_to_its_clause(base: str, visit) -> None:
    page = visit(f"{base}{RESULTS}?q=%22g%E1%BB%8Di%20t%E1%BA%AFt%22")
    (first,) = hits(page)
    assert first["title"] == "Thông báo số 16-TB/TW (suy ra)"
    assert first["facts"] == "Bộ Chính trị · 07/7/2022 · suy ra: số"
    assert first["marked"] == ["gọi tắt"]


def test_the_clause_of_a_result_is_where_it_leads(base: str, visit) -> None:
    page = visit(f"{base}{RESULTS}?q=uy%20ban%20kiem%20tra%20trung%20uong")
    hits(page)
    label = page.evaluate("document.querySelector('.vb-hit__section a').innerText")
    page.click(".vb-hit__section a")
    page.wait_for("document.querySelector('mark.vb-mark') !== null")
    assert label.startswith("Mục ")
    assert page.evaluate("document.querySelector(':target') !== null")
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "uy ban kiem tra trung uong"


@ONE_WAY_EACH
def test_what_is_only_cited_says_so(base: str, visit) -> None:
    page = visit(f"{base}{RESULTS}?q=34-KL%2FTW")
    first = hits(page)[0]
    assert first["title"] == "Kết luận số 34-KL/TW"
    assert first["facts"] == "Bộ Chính trị · 07/8/2018 · chưa có trong kho; xem những nơi dẫn văn bản này"
    page.click(".vb-hit__title")
    page.wait_for("location.pathname.endsWith('/dan-chieu/ket-luan-34-kl-tw-2018-08-07.html')")


def chosen(kind: str, value: str) -> str:
    return f"input[name={kind}][value='{value}']"


def test_choices_narrow_stand_in_the_address_and_can_be_taken_back(base: str, visit) -> None:
    page = visit(f"{base}{RESULTS}?q=ket%20luan")
    assert len(hits(page, 5)) == 5
    page.click(chosen("nam", "2025"))
    assert [hit["title"] for hit in hits(page, 1)] == ["Kết luận số 177-KL/TW"]
    assert page.url == f"{base}{RESULTS}?q=ket+luan&nam=2025"
    # All years are still offered, with what each would add.
    assert page.evaluate(
        f"""document.querySelector("{chosen("nam", "2022")}").closest("label").innerText"""
    ).split() == ["2022", "1"]
    page.click(chosen("nam", "2022"))
    hits(page, 2)
    chips = "[...document.querySelectorAll('.vb-chips a')].map((a) => a.innerText)"
    assert page.evaluate(chips) == ["2025 ×", "2022 ×", "Bỏ mọi điều kiện lọc"]
    page.click(".vb-chips li:first-child a")
    assert [hit["facts"] for hit in hits(page, 1)] == ["Bộ Chính trị · 07/7/2022 · suy ra: số"]
    page.click(".vb-chips a")
    hits(page, 5)
    assert page.url == f"{base}{RESULTS}?q=ket+luan"


def test_an_address_and_the_way_back_show_what_was_asked(base: str, visit) -> None:
    page = visit(f"{base}{RESULTS}?q=ket%20luan&nam=2025&nam=2022&sap-xep=ngay")
    dates = [hit["facts"].split(" · ")[1] for hit in hits(page, 2)]
    assert dates == ["11/7/2025", "07/7/2022"]
    assert page.evaluate("document.querySelector('#vb-results-field').value") == "ket luan"
    assert page.evaluate("document.querySelector('[name=sap-xep]').value") == "ngay"
    page.click(chosen("nam", "2022"))
    hits(page, 1)
    page.click(".vb-hit__title")
    page.wait_for(f"location.pathname.endsWith('/{CONCLUSION}')")
    page.back()
    hits(page, 1)
    assert page.evaluate(f"""document.querySelector("{chosen("nam", "2022")}").checked""") is False
    page.evaluate("history.back()")
    hits(page, 2)
    assert page.url == f"{base}{RESULTS}?q=ket%20luan&nam=2025&nam=2022&sap-xep=ngay"
    page.goto(page.url)
    hits(page, 2)


@ONE_WAY_EACH
def test_days_are_chosen_and_kept_in_the_address(base: str, visit) -> None:
    page = visit(f"{base}{RESULTS}?tu=2022-07-07&den=2022-07-07")
    (hit,) = hits(page, 1)
    assert hit["facts"] == "Bộ Chính trị · 07/7/2022 · suy ra: số"
    chips = page.evaluate(
        "[...document.querySelectorAll('.vb-chips a')].map((a) => a.getAttribute('aria-label'))"
    )
    assert chips[:2] == ["Bỏ lọc: từ 07/07/2022", "Bỏ lọc: đến 07/07/2022"]


@ONE_WAY_EACH
def test_the_results_follow_while_one_types(base: str, visit) -> None:
    page = visit(base + RESULTS)
    hits(page, 5)
    page.wait_for("document.activeElement.id === 'vb-results-field'")
    page.type("đơn vị hành chí")
    page.wait_for("new URLSearchParams(location.search).get('q') === 'đơn vị hành chí'")
    hits(page)
    page.wait_for(f"({HITS})[0]?.title === 'Kết luận số 177-KL/TW'")
    assert page.evaluate("document.activeElement.id") == "vb-results-field"
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "đơn vị hành chí"


@ONE_WAY_EACH
def test_what_was_mistyped_is_offered_as_it_is_written(base: str, visit) -> None:
    page = visit(f"{base}{RESULTS}?q=uyr%20ban%20kieerm%20tra")
    page.wait_for("document.querySelector('.vb-results__meant') !== null")
    assert (
        page.evaluate("document.querySelector('.vb-results__meant').innerText")
        == "Có phải bạn tìm uỷ ban kiểm tra?"
    )
    page.click(".vb-results__meant a")
    page.wait_for(f"{SAID}.includes('văn bản cho “uỷ ban kiểm tra”')")
    assert page.evaluate("document.querySelector('#vb-results-field').value") == "uỷ ban kiểm tra"


@ONE_WAY_EACH
def test_where_nothing_is_found_the_page_says_so_and_offers_ways_on(base: str, visit) -> None:
    page = visit(f"{base}{RESULTS}?q=%22xyzzy%20plugh%22&nam=2025")
    page.wait_for(f"{SAID} === 'Không tìm thấy văn bản nào cho “\"xyzzy plugh\"”.'")
    advice = page.evaluate(
        "[...document.querySelectorAll('.vb-results__advice li')].map((li) => li.innerText)"
    )
    assert advice == [
        "Tìm lại, bỏ mọi điều kiện lọc",
        "Tìm các từ này ở bất cứ chỗ nào: xyzzy plugh",
        "Xem lại chính tả, hoặc chỉ gõ số và loại văn bản, ví dụ “kết luận 177”.",
        "Hoặc tìm theo loại văn bản, cơ quan ban hành, năm.",
    ]
    page.click(".vb-results__advice a")
    page.wait_for("!location.search.includes('nam=')")


@ONE_WAY_EACH
def test_missing_words_are_named_and_can_be_left_out(base: str, visit) -> None:
    page = visit(f"{base}{RESULTS}?q=plugh%20xyzzy")
    page.wait_for("document.querySelector('.vb-results__advice') !== null")
    assert page.evaluate("document.querySelector('.vb-results__advice li').innerText") == (
        "Không văn bản nào có từ: “plugh”, “xyzzy”."
    )


@ONE_WAY_EACH
def test_html_in_a_question_is_only_text(base: str, visit) -> None:
    page = visit(
        f"{base}{RESULTS}?q=%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D1%22%3E%20k%E1%BA%BFt%20lu%E1%BA%ADn&nam=%3Cb%3E"
    )
    page.wait_for(f"{SAID} && !{BUSY}")
    assert (
        page.evaluate(
            "document.querySelectorAll('[data-vb-results] img, [data-vb-results] .vb-chips b').length"
        )
        == 0
    )
    assert page.evaluate("document.title").startswith("<img src=x")


def test_without_scripts_the_page_of_results_leads_to_the_lists(base: str, open_page) -> None:
    page = open_page(base + RESULTS, java_script_enabled=False)
    assert page.locator("input:visible").count() == 0
    page.get_by_role("main").get_by_role("link", name="Loại văn bản").click()
    page.wait_for_url("**/duyet/loai/index.html")


@pytest.mark.parametrize(
    "question", ["", "?q=ket+luan&nam=2025&nam=2022", f"?q={'x' * 300}", "?q=uyr+ban+kieerm+tra"]
)
def test_the_results_fit_the_smallest_phone(question: str, site: Path, visit) -> None:
    page = visit(f"{site.as_uri()}/{RESULTS}{question}", width=320, height=640)
    page.wait_for(f"{SAID} && !{BUSY}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_is_offered_fits_the_smallest_phone(site: Path, visit) -> None:
    page = visit(f"{site.as_uri()}/{CONCLUSION}", width=320, height=640)
    page.click(BOX)
    page.type("nghị quyết 18")
    offered(page, "18-NQ/TW")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sides = page.evaluate(
        "(({left, right}) => [left, right])(document.querySelector('#vb-search-list').getBoundingClientRect())"
    )
    assert sides[0] >= 0
    assert sides[1] <= 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_that_is_found_has_enough_contrast(scheme: str, site: Path, open_page) -> None:
    page = open_page(f"{site.as_uri()}/{RESULTS}?q=ket+luan&nam=2025&nam=2022", color_scheme=scheme)
    page.locator(".vb-hit mark").first.wait_for()
    assert page.evaluate(CONTRASTS) == []
    page.goto(f"{site.as_uri()}/{CONCLUSION}?q=ket+luan")
    page.locator("mark.vb-mark").first.wait_for()
    page.keyboard.press("n")
    assert page.evaluate(CONTRASTS) == []
    page.locator(BOX).fill("177")
    page.locator("#vb-search-list [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(CONTRASTS) == []


# ── Arrival ──

MARKED = "[...document.querySelectorAll('mark.vb-mark')].map((mark) => mark.innerText)"
TEXT = "document.querySelector('[data-vb-text]')"
LINKS = (
    "[...document.querySelectorAll('[data-vb-text] a')].map((a) => [a.getAttribute('href'), a.textContent])"
)


@pytest.mark.parametrize("document", [CONCLUSION, NOTICE])
def test_marks_come_and_go_and_change_no_word(document: str, base: str, visit) -> None:
    page = visit(base + document)
    html, text, links = (page.evaluate(what) for what in (f"{TEXT}.innerHTML", f"{TEXT}.textContent", LINKS))
    page.goto(f"{base}{document}?q=ket%20luan%20so%20nq%20tw#1")
    page.wait_for(f"({MARKED}).length")
    assert page.evaluate(f"{TEXT}.textContent") == text
    assert page.evaluate(LINKS) == links
    page.press("Escape")
    page.wait_for(f"!({MARKED}).length")
    assert page.evaluate(f"{TEXT}.textContent") == text
    assert page.evaluate(f"{TEXT}.innerHTML") == html
    assert page.url == f"{base}{document}#1"
    assert page.evaluate("document.querySelector('.vb-marks')") is None


def test_n_and_p_lead_from_mark_to_mark(base: str, visit) -> None:
    page = visit(f"{base}{CONCLUSION}?q=%C4%91%C6%A1n%20v%E1%BB%8B%20h%C3%A0nh%20ch%C3%ADnh")
    page.wait_for("document.querySelector('.vb-mark') !== null")
    marked = page.evaluate(MARKED)
    assert marked
    assert {word.lower() for word in marked} == {"đơn vị hành chính"}
    said = "document.querySelector('.vb-marks [role=status]').innerText"
    places = int(page.wait_for(said).split()[0])
    assert page.evaluate(said) == f"{places} chỗ"
    for key, place in [("n", 1), ("n", 2), ("p", 1), ("p", places), ("n", 1)]:
        page.press(key)
        assert page.evaluate(said) == f"{place} trên {places} chỗ"
    page.wait_for(
        "(({top, bottom}) => top >= 0 && bottom <= innerHeight)(document.querySelector('.vb-mark--here').getBoundingClientRect())"
    )


@ONE_WAY_EACH
def test_where_no_word_is_in_the_document_the_bar_says_so(base: str, visit) -> None:
    page = visit(f"{base}{CONCLUSION}?q=xyzzy")
    page.wait_for(
        "document.querySelector('.vb-marks [role=status]')?.innerText === 'Không chỗ nào có “xyzzy”'"
    )
    page.click(".vb-marks button[title^='Bỏ đánh dấu']")
    assert page.url == base + CONCLUSION


@ONE_WAY_EACH
def test_a_document_without_a_question_has_no_marks_and_loads_no_index(base: str, visit) -> None:
    page = visit(base + CONCLUSION)
    page.evaluate("new Promise((done) => setTimeout(done, 300))")
    assert page.evaluate("document.querySelectorAll('.vb-marks, mark').length") == 0
    assert (
        page.evaluate(
            "[...performance.getEntriesByType('resource')].filter((r) => r.name.includes('/search/')).length"
        )
        == 0
    )
