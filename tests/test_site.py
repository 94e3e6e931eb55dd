"""The site of the five originals, page by page, without a browser; and one of odd documents."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from chidao import library
from chidao.document import Clause, Document, Facts, Mark, Paragraph, Role
from chidao.project import Project
from chidao.publish import document_html
from chidao.publish.links import Link
from sites import ROOT, Page, make_project, run

HOSTILE = """\
Số 66-TB/TU
Hà Nội, ngày 01 tháng 3 năm 2024

THÔNG BÁO

Về việc <script>alert(1)</script> và "><img src=x onerror=alert(2)>

1. Bấm [vào đây](javascript:alert(3)) hoặc <a href="https://vi-du.vn">nơi khác</a> & xem.

2. Xem {{ config.site_dir }} và ![ảnh](https://vi-du.vn/anh.png), https://vi-du.vn
"""


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    """Every page by its address."""
    return {path.relative_to(site).as_posix(): Page(path) for path in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="session")
def documents(pages: dict[str, Page]) -> dict[str, Page]:
    return {address: page for address, page in pages.items() if address.startswith("van-ban/")}


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a hostile document, an edited one, one with a table, and a shelf of two pages."""
    root = make_project(tmp_path_factory.mktemp("kho-la") / "du-an")
    (root / "originals" / "tiem.txt").write_text(HOSTILE, "utf-8")
    for number in range(1, 202):
        head = f"Số {number}-CV/TW\nHà Nội, ngày 02 tháng 3 năm 2023\n\nCÔNG VĂN\n\nVề việc {number}\n\n"
        (root / "originals" / f"{number}.txt").write_text(
            head + "1. Nội dung một.\n\n2. Nội dung hai.\n", "utf-8"
        )
    run(root, "convert")
    edited = root / "content/van-ban/2023/cong-van-7-cv-tw.md"
    text = edited.read_text("utf-8")
    text = text.replace("Nội dung một", "Nội dung đã sửa").replace(
        "---\n", "---\nsigner:\n  name: Nguyễn Văn A\n", 1
    )
    edited.write_text(text, "utf-8")
    table = "| Số | Việc |\n| --- | --- |\n| 1 | A & B |\n\n## Hết\n"
    with (root / "content/van-ban/2023/cong-van-8-cv-tw.md").open("a", encoding="utf-8") as page:
        page.write("\n" + table)
    run(root, "build")
    return root / "site"


def links(page: Page) -> list[str]:
    """Every address that a page names, but for what begins a mail or an issue (test_mending)."""
    return [
        attributes[name]
        for _tag, attributes in page.tags
        for name in ("href", "src", "srcset", "action", "poster", "data")
        if name in attributes and not attributes.keys() & {"data-vb-edit", "data-vb-report"}
    ]


def target(page: Page, site: Path, link: str) -> Path:
    """The file that *link* names; an address from the root is the server's, as on the 404 page."""
    address = unquote(urlsplit(link).path)
    if not address:
        return page.path
    return (site / address.lstrip("/") if address.startswith("/") else page.path.parent / address).resolve()


def test_every_page_is_reached_by_links_from_the_first(site: Path, pages: dict[str, Page]) -> None:
    seen, waiting = set(), ["index.html"]
    while waiting:
        address = waiting.pop()
        if address not in seen and address in pages:
            seen.add(address)
            page = pages[address]
            waiting += [
                target(page, site, a["href"]).relative_to(site.resolve()).as_posix() for a in page.all("a")
            ]
    # The form is for editors, and is offered by a script where it can be used (test_editing_form.py).
    assert set(pages) - seen == {"404.html", "bien-tap/index.html", "bien-tap/sua.html"}


def test_every_link_leads_to_a_file_and_to_a_place_in_it(site: Path, pages: dict[str, Page]) -> None:
    places = {page.path.resolve(): set(page.ids()) for page in pages.values()}
    for address, page in pages.items():
        for link in links(page):
            file = target(page, site, link)
            assert file.is_file(), f"{address}: {link}"
            place = unquote(urldefrag(link).fragment)
            assert not place or place in places[file], f"{address}: {link}"


def test_nothing_comes_from_elsewhere(site: Path, pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        for link in links(page):
            assert not re.match(r"[a-z]+:|//", link, re.I), f"{address}: {link}"
    for sheet in site.rglob("*.css"):
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.S)
        assert "@import" not in rules
        for url in re.findall(r"url\(\s*[\"']?([^\"')]+)", rules):
            assert url.startswith("data:") or (sheet.parent / url).is_file(), f"{sheet.name}: {url}"


def test_scripts_need_nothing_that_a_file_may_not_do(site: Path, pages: dict[str, Page]) -> None:
    sources = [p.read_text("utf-8") for p in site.rglob("*.js") if p.parent != site / "bien-tap"]
    sources += [page.text("script", without="data") for page in pages.values()]
    for source in sources:
        assert not re.search(r"\bfetch\(|XMLHttpRequest|\bimport\b|new Worker|https?://\w", source)
    assert not any(
        "module" in script.get("type", "") for page in pages.values() for script in page.all("script")
    )


def test_every_page_is_vietnamese_and_has_one_title_and_one_first_heading(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        assert page.all("html")[0]["lang"] == "vi"
        assert page.text("title"), address
        assert len(page.all("h1")) == 1, address
        assert not re.search(r"\b(Not found|Skip to|Back to top|Table of contents|Search)\b", page.html), (
            address
        )


def test_headings_leave_no_level_out(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        levels = [int(tag[1]) for tag, _attributes in page.tags if re.fullmatch(r"h[1-6]", tag)]
        assert all(b <= a + 1 for a, b in pairwise(levels)), f"{address}: {levels}"


def test_no_two_places_of_a_page_have_the_same_id(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        assert [i for i, count in Counter(page.ids()).items() if count > 1] == [], address


def test_titles_tell_documents_apart(documents: dict[str, Page]) -> None:
    assert len({page.text("title") for page in documents.values()}) == len(documents) == 5


def test_an_original_is_published_byte_for_byte_beside_its_hash(
    site: Path, documents: dict[str, Page]
) -> None:
    published = set()
    for page in documents.values():
        (link,) = [a["href"] for a in page.all("a") if "download" in a and "originals/" in a["href"]]
        data = target(page, site, link).read_bytes()
        original = ROOT / "originals" / Path(link).name
        assert data == original.read_bytes()
        assert hashlib.sha256(data).hexdigest() in page.text("vb-original__hash")
        published.add(original.name)
    assert published == {path.name for path in (ROOT / "originals").glob("*.txt")}


def test_a_page_shows_every_word_of_its_document(site: Path, documents: dict[str, Page]) -> None:
    for entry in library.load(Project(site.parent)).entries:
        page = documents[entry.address.replace(".md", ".html")]
        words = " ".join(p.text for p in entry.document.paragraphs if p.role is not Role.RULE)
        assert Counter(letters(page.text("vb", without="vb-absent"))) == Counter(letters(words))


def letters(text: str) -> str:
    """Labels stand apart in the page ("2.3." "Ban…"), so blanks do not count."""
    return "".join(text.split())


def test_every_clause_has_a_link_to_itself(site: Path, documents: dict[str, Page]) -> None:
    for entry in library.load(Project(site.parent)).entries:
        page = documents[entry.address.replace(".md", ".html")]
        copied = [unquote(a["href"][1:]) for a in page.all("a") if "data-vb-copy" in a]
        assert copied == [clause.anchor for clause in entry.document.clauses]


def test_what_is_unknown_is_said_to_be_unknown(site: Path, documents: dict[str, Page]) -> None:
    for entry in library.load(Project(site.parent)).entries:
        page = documents[entry.address.replace(".md", ".html")]
        absent = page.text("vb-absent")
        assert ("Số: chưa rõ" in absent) == (not entry.facts.number)
        assert ("Ngày ban hành: chưa rõ" in absent) == (not entry.facts.date)
        assert ("chưa rõ" in page.text("vb-card__row--unknown")) == ("vb-card__row--unknown" in page.html)
        assert "chưa rõ" not in page.text("vb-card__row--printed")


def test_values_of_the_card_lead_to_their_shelves(site: Path, documents: dict[str, Page]) -> None:
    page = documents["van-ban/2025/ket-luan-177-kl-tw.html"]
    shelves = [target(page, site, a["href"]) for a in page.all("a") if "/duyet/" in a["href"]]
    for name in ("loai/ket-luan", "co-quan/bo-chinh-tri", "co-quan/ban-bi-thu", "cap/trung-uong", "nam/2025"):
        shelf = (site / f"duyet/{name}.html").resolve()
        assert shelf in shelves
        assert page.path.resolve() in [target(Page(shelf), site, a["href"]) for a in Page(shelf).all("a")]


def test_every_document_has_the_sections_that_staff_know_in_their_order(documents: dict[str, Page]) -> None:
    for page in documents.values():
        sections = [a["id"] for a in page.all("section") if "data-vb-section" in a]
        assert sections == ["toan-van", "thuoc-tinh", "luoc-do", "thuc-hien", "ban-goc", "lich-su"]
        assert [
            link["href"][1:] for link, _text in page.links if link.get("class") == "vb-tabs__link"
        ] == sections
        # These originals lie outside of any repository.
        assert "chưa kể được ai đã sửa trang và sửa gì" in page.text("vb-history")


def test_what_was_inferred_is_said_at_the_head_with_the_way_to_the_reason(pages: dict[str, Page]) -> None:
    assert pages[FIRST].text("vb-notice").startswith("Có nội dung suy ra: số, ký hiệu; xem lý do")
    assert "suy ra" not in pages["van-ban/2025/ket-luan-177-kl-tw.html"].text("vb-notice")


def test_an_untouched_page_is_said_to_be_its_original(documents: dict[str, Page]) -> None:
    for page in documents.values():
        assert "khớp nguyên văn bản gốc; chưa rà soát" in page.text("vb-state").replace(" ;", ";")


def test_the_first_page_counts_what_is_there(pages: dict[str, Page]) -> None:
    home = pages["index.html"]
    assert "5 văn bản" in home.text("vb-home__welcome")
    assert len([a for a in home.all("a") if "van-ban/" in a["href"]]) == 5


def test_an_address_that_is_not_there_is_answered_in_vietnamese(pages: dict[str, Page]) -> None:
    page = pages["404.html"]
    assert page.text("h1") == "Không tìm thấy trang này"
    # It is shown for addresses of any depth, so its own links begin at the root.
    assert all(link.startswith(("/", "#")) for link in links(page))


def test_pages_are_light(documents: dict[str, Page]) -> None:
    for address, page in documents.items():
        # What stands around the text; the contents repeat some of it; each citation is a link, and
        # each document cited is told of once or twice.
        cited = 150 * page.html.count('class="vb-cite') + 900 * len(
            {a["aria-describedby"] for a in page.all("a") if "aria-describedby" in a}
        )
        # Each task is told of in a list, and marked by its clause.
        cited += 600 * page.html.count('<li id="nv-')
        assert len(page.html.encode()) < 12_000 + cited + 3 * len(page.text("vb").encode()), address


FIRST = "van-ban/2022/thong-bao-ve-thuc-hien-mot-so-mo-hinh-thi-diem-theo-nghi-quyet-so-18.html"
SECOND = "van-ban/chua-ro-nam/ket-luan-ve-thuc-hien-thong-bao-ket-luan-so-16-kl-tw-ngay-07-7-2022.html"
OUTLINE = (
    "van-ban/chua-ro-nam/de-cuong-bao-cao-tong-ket-viec-thuc-hien-thi-diem-cac-mo-hinh-to-chuc-moi-va.html"
)
RESOLUTION = "dan-chieu/nghi-quyet-18-nq-tw-2017-10-25.html"


def to(site: Path, page: Page, link: dict[str, str]) -> str:
    """Where a link leads, relative to the site."""
    return target(page, site, link["href"]).relative_to(site.resolve()).as_posix()


def citations(page: Page) -> list[tuple[dict[str, str], str]]:
    return [(link, text) for link, text in page.links if link.get("class", "").startswith("vb-cite")]


def test_a_citation_leads_to_the_document_that_it_means(site: Path, pages: dict[str, Page]) -> None:
    second = pages[SECOND]
    found = {text: to(site, second, link) for link, text in citations(second)}
    # Printed 16-KL/TW in the title and 16-TB/TW in the text: one document, which does not print its number.
    assert found["Thông báo kết luận số 16-KL/TW, ngày 07/7/2022 của Bộ Chính trị"] == FIRST
    assert found["Thông báo kết luận số 16-TB/TW, ngày 07/7/2022 của Bộ Chính trị"] == FIRST
    assert found["Nghị quyết số 18-NQ/TW của Ban Chấp hành Trung ương Đảng khóa XII"] == RESOLUTION


def test_every_citation_is_described_by_what_it_means(documents: dict[str, Page]) -> None:
    for address, page in documents.items():
        told = set(page.ids())
        assert citations(page), address
        assert all(link["aria-describedby"] in told for link, _text in citations(page)), address


def test_held_and_not_held_are_told_apart(pages: dict[str, Page]) -> None:
    for link, _text in citations(pages[SECOND]):
        assert ("dan-chieu/" in link["href"]) == ("vb-cite--not-held" in link["class"])


def test_a_document_that_is_not_held_has_a_page_of_the_places_that_cite_it(
    site: Path, pages: dict[str, Page]
) -> None:
    stub = pages[RESOLUTION]
    assert stub.text("h1") == "Nghị quyết số 18-NQ/TW ngày 25/10/2017"
    assert "Ban Chấp hành Trung ương Đảng" in stub.text("vb-stub__facts")
    assert "Kho chưa có văn bản này." in stub.text("vb-remark")
    places = [to(site, stub, link) + "#" + urldefrag(link["href"]).fragment for link, _text in stub.links]
    assert f"{FIRST}#2" in places
    assert f"{SECOND}#2" in places
    assert f"{OUTLINE}#" in places


def test_an_inferred_fact_is_shown_with_its_reason_and_marked(pages: dict[str, Page]) -> None:
    first, second, outline = pages[FIRST], pages[SECOND], pages[OUTLINE]
    assert first.text("h1") == "Thông báo số 16-TB/TW (suy ra)"
    assert "16-TB/TW (suy ra: được dẫn là" in first.text("vb-card__row--inferred")
    assert "Hà Tĩnh (suy ra: văn bản nêu" in second.text("vb-card__row--inferred")
    assert "chưa rõ; sau ngày 07/7/2022" in second.text("vb-card__row--unknown")
    assert "Ban Tổ chức Trung ương (suy ra:" in outline.text("vb-card__row--inferred")
    assert "13/8/2021 (suy ra:" in outline.text("vb-card__row--inferred")
    # The paper itself prints none of it.
    assert "Số: chưa rõ" in first.text("vb-absent")


def test_an_inferred_province_is_on_the_shelf_and_in_lists_marked(pages: dict[str, Page]) -> None:
    shelf = pages["duyet/tinh/ha-tinh.html"]
    assert "suy ra: tỉnh, thành phố (Hà Tĩnh)" in shelf.text("vb-list__facts")
    assert "Thông báo số 16-TB/TW (suy ra)" in pages["index.html"].text("vb-list__title")


def test_the_scheme_shows_both_directions(site: Path, pages: dict[str, Page]) -> None:
    first, second = pages[FIRST], pages[SECOND]
    assert "thực hiện 1" in first.text("vb-scheme__side--out")
    assert "Nghị quyết số 18-NQ/TW" in first.text("vb-scheme__side--out")
    assert "được thực hiện bởi 1" in first.text("vb-scheme__side--in")
    assert "Kết luận về thực hiện" in first.text("vb-scheme__side--in")
    assert "Thông báo số 16-TB/TW" in second.text("vb-scheme__side--out")
    assert "3 nơi" in first.text("vb-around")
    around = [to(site, first, link) for link, _text in first.links if "#" in link["href"]]
    assert SECOND in around


def test_coverage_has_a_cell_for_ha_tinh_and_is_empty_elsewhere(site: Path, pages: dict[str, Page]) -> None:
    page = pages["thuc-hien.html"]
    cells = [link for link, _text in page.links if link.get("aria-label", "").startswith("Hà Tĩnh: ")]
    assert [to(site, page, link) for link in cells] == [SECOND]
    assert page.text("td") == "1"
    assert "1/34" in page.text("vb-list__facts")


def test_two_documents_stand_side_by_side(site: Path, pages: dict[str, Page]) -> None:
    (address,) = [a for a in pages if a.startswith("doi-chieu/")]
    page = pages[address]
    for document in (FIRST, SECOND):
        assert address in [to(site, pages[document], link) for link, _text in pages[document].links]
        assert document in [to(site, page, link) for link, _text in page.links]
    assert address in [
        to(site, pages["thuc-hien.html"], link) for link, _text in pages["thuc-hien.html"].links
    ]
    html = page.html
    row = html[html.index("#2.2(2)") :]
    row = row[: row.index("</li>")]
    assert re.findall(r">mục ([^<]+)</a>", row) == ["2.2(2)", "2.2"]
    open_ = re.findall(r"vb-compare__row--open.*?>mục ([^<]+)</a>", html, re.S)
    assert "3" in open_
    assert "2.2(2)" not in open_
    assert "Đề xuất, chờ biên tập viên" in page.text("vb-compare__doubt")
    assert "Ban Thường vụ Tỉnh ủy" in page.text("vb-differs").replace(" ,", ",")


def test_what_waits_for_an_editor_has_the_line_to_paste(pages: dict[str, Page]) -> None:
    page = pages["can-ra-soat.html"]
    lines = page.text("pre")
    for line in (
        "number: 16-TB/TW",
        "province: Hà Tĩnh",
        "date: 2021-08-13",
        "issuer: - Ban Tổ chức Trung ương",
    ):
        assert line in lines
    assert "31/6/2021" in page.text("vb-review__item")
    assert "in số 16-KL/TW" in page.text("vb-review__item")


def test_the_timeline_lists_what_it_draws(pages: dict[str, Page]) -> None:
    page = pages["dong-thoi-gian.html"]
    drawn = [a["href"] for a in page.all("a") if a.get("tabindex") == "-1"]
    listed = {a["href"] for a in page.all("a") if "vb-paper" in a.get("class", "")}
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == {href.removeprefix("./") for href in listed}
    assert FIRST in drawn


def test_json_ld_names_the_document_and_what_it_carries_out(documents: dict[str, Page]) -> None:
    for page in documents.values():
        data = json.loads(page.text("data"))
        assert data["@type"] == "Legislation"
        assert data["name"] in page.text("h1")
        assert data["legislationLegalValue"].endswith("UnofficialLegalValue")
    data = json.loads(documents[FIRST].text("data"))
    assert [d["legislationIdentifier"] for d in data["legislationApplies"]] == ["18-NQ/TW"]


TWO = "Số 34-KL/TW\nHà Nội, ngày {}\n\nKẾT LUẬN\n\nCỦA BỘ CHÍNH TRỊ\n\nvề {}\n\n1. Nội dung một.\n\n2. Nội dung hai.\n"
CITING = """\
Số 9-HD/TW
Hà Nội, ngày 10 tháng 01 năm 2023

HƯỚNG DẪN

về thực hiện kết luận

1. Thực hiện mục 2 Kết luận số 34-KL/TW, ngày 18/4/2022 của Bộ Chính trị. Hướng dẫn này thay thế Kết luận số 34-KL/TW, ngày 07/8/2018 của Bộ Chính trị.
"""
UNSURE = """\
Số 10-HD/TW
Hà Nội, ngày 11 tháng 01 năm 2023

HƯỚNG DẪN

về việc khác

1. Thực hiện Kết luận số 34-KL/TW của Bộ Chính trị.
"""


@pytest.fixture(scope="session")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which two conclusions bear one number."""
    root = make_project(tmp_path_factory.mktemp("kho-trung-so") / "du-an")
    for name, day, about in (
        ("a", "07 tháng 8 năm 2018", "mô hình"),
        ("b", "18 tháng 4 năm 2022", "đảng viên"),
    ):
        (root / "originals" / f"{name}.txt").write_text(TWO.format(day, about), "utf-8")
    (root / "originals" / "c.txt").write_text(CITING, "utf-8")
    (root / "originals" / "d.txt").write_text(UNSURE, "utf-8")
    run(root, "convert")
    run(root, "build")
    return root / "site"


def test_an_ambiguous_citation_offers_its_candidates(twins: Path) -> None:
    page = Page(twins / "van-ban/2023/huong-dan-10-hd-tw.html")
    (link,) = [link for link, _text in citations(page) if "vb-cite--ambiguous" in link["class"]]
    offered = Page(target(page, twins, link["href"]))
    assert offered.text("h1") == "Số 34-KL/TW: chưa rõ là văn bản nào"
    assert {
        to(twins, offered, a) for a, _text in offered.links if "vb-list__title" in a.get("class", "")
    } == {
        "van-ban/2018/ket-luan-34-kl-tw.html",
        "van-ban/2022/ket-luan-34-kl-tw.html",
    }
    assert "van-ban/2023/huong-dan-10-hd-tw.html#1" in [
        to(twins, offered, a) + "#" + urldefrag(a["href"]).fragment for a, _text in offered.links
    ]
    review = Page(twins / "can-ra-soat.html")
    assert "Có thể là: Kết luận số 34-KL/TW" in review.text("vb-review__why")


def test_a_clause_says_how_many_places_cite_it(twins: Path) -> None:
    page = Page(twins / "van-ban/2022/ket-luan-34-kl-tw.html")
    (marker,) = [link for link, _text in page.links if link.get("class") == "vb-times"]
    assert (marker["href"], marker["aria-label"]) == ("#dan-2", "1 nơi dẫn mục 2")
    assert "dan-2" in page.ids()
    citing = Page(twins / "van-ban/2023/huong-dan-9-hd-tw.html")
    assert "../../van-ban/2022/ket-luan-34-kl-tw.html#2" in [
        link["href"] for link, _text in citations(citing)
    ]


def test_a_document_that_was_replaced_says_so_first(twins: Path) -> None:
    page = Page(twins / "van-ban/2018/ket-luan-34-kl-tw.html")
    assert page.text("vb-changes").startswith(
        "Hết hiệu lực: văn bản này bị thay thế bởi Hướng dẫn số 9-HD/TW (10/01/2023)"
    )
    assert "đã bị thay thế" in Page(twins / "duyet/loai/ket-luan.html").text("vb-list__facts")
    assert Page(twins / "van-ban/2022/ket-luan-34-kl-tw.html").text("vb-changes") == ""


def test_words_of_a_document_are_never_markup(odd: Path) -> None:
    (path,) = (odd / "van-ban/2024").glob("*.html")
    page = Page(path)
    assert "<script>alert(1)</script>" in page.text("vb-title")
    assert "alert" not in page.text("script", without="data")
    assert page.all("img") == []
    assert not any(name.startswith("on") for _tag, attributes in page.tags for name in attributes)
    assert not any(re.match(r"(?!mailto:\?subject=)\w+:", link) for link in links(page))
    assert "{{ config.site_dir }}" in page.text("vb")
    for listed in (odd / "index.html", odd / "duyet/loai/thong-bao.html"):
        assert "alert(1)" not in Page(listed).text("script", without="data")


def test_what_an_editor_changed_is_shown_word_by_word(odd: Path) -> None:
    page = Page(odd / "van-ban/2023/cong-van-7-cv-tw.html")
    assert "đã biên tập 1 chỗ so với bản gốc" in page.text("vb-state--edited")
    assert "đã sửa" in page.text("vb-original")


def test_what_an_editor_asserts_is_marked_as_such(odd: Path) -> None:
    page = Page(odd / "van-ban/2023/cong-van-7-cv-tw.html")
    assert "Nguyễn Văn A (biên tập viên ghi)" in page.text("vb-card__row--asserted")


def test_a_table_scrolls_by_itself(odd: Path) -> None:
    page = Page(odd / "van-ban/2023/cong-van-8-cv-tw.html")
    (region,) = [a for a in page.all("div") if a.get("class") == "vb-table" and "aria-label" in a]
    assert (region["role"], region["tabindex"]) == ("region", "0")
    assert [a["scope"] for a in page.all("th")][:2] == ["col", "col"]
    assert "A & B" in page.text("td")


def test_a_long_shelf_has_pages(odd: Path) -> None:
    first = Page(odd / "duyet/loai/cong-van.html")
    second = Page(odd / "duyet/loai/cong-van-trang-2.html")
    assert "trang 1 trên 2" in first.text("vb-count")
    assert [a.get("aria-current") for a in second.all("a") if a.get("aria-label") == "Trang 2"] == ["page"]
    listed = {a["href"] for page in (first, second) for a in page.all("a") if "van-ban/" in a["href"]}
    assert len(listed) == 201


def test_a_label_set_in_bold_is_a_link_inside_the_bold() -> None:
    html = html_of("1. Việc", Mark(0, 7, "strong"), clause("1", "1."))
    assert '<strong><a class="vb-label" href="#1" data-vb-copy="khoản 1">1.</a> Việc</strong>' in html


def test_where_a_label_cannot_be_the_link_one_stands_before_it() -> None:
    alone = '<a class="vb-label" href="#1" title="1" aria-label="Liên kết tới 1" data-vb-copy='
    for label, marks in (("1.", [Mark(0, 1, "strong")]), ("", []), ("Một.", [])):
        html = html_of("1. Việc", *marks, clause("1", label))
        assert html.count(alone) == 1
        assert re.sub("<.*?>", "", html).endswith("1. Việc")


def test_a_link_says_which_point_it_leads_to() -> None:
    html = html_of("a) Việc", clause("Điều 5 khoản 2 điểm a", "a)"))
    assert 'href="#dieu-5-khoan-2-diem-a" title="Điều 5 khoản 2 điểm a" data-vb-copy=' in html


def test_a_note_mentioned_twice_is_found_twice_and_leads_back_once() -> None:
    note = Paragraph("[1] Nguồn.", role=Role.FOOTNOTE)
    html = html_of("Một [1] hai [1] ba [2].", *(Mark(s, s + 3, "note") for s in (4, 12, 19)), then=note)
    assert html.count('id="fnref-1"') == html.count('href="#fnref-1"') == 1
    assert html.count('href="#fn-1"') == 2
    assert "fn-2" not in html  # there is no such note


def html_of(text: str, *parts: Mark | Clause, then: Paragraph | None = None) -> str:
    """The HTML of a document of one paragraph, with these marks and clauses."""
    marks = tuple(part for part in parts if isinstance(part, Mark))
    clauses = tuple(part for part in parts if isinstance(part, Clause))
    return document_html(Document(Facts(), (Paragraph(text, marks), *([then] if then else [])), clauses))


def clause(name: str, label: str) -> Clause:
    return Clause(name, label, "số", 1, 0, 0, "Việc")


def test_headings_of_one_rank_have_one_level_under_chapters_and_in_annexes() -> None:
    kinds = ["chương", "điều", "điều", "phụ lục", "điều", "phụ lục", "mục"]
    headings = list(zip(kinds, [1, 2, 2, 1, 2, 1, 3], strict=True))
    paragraphs = tuple(Paragraph(f"{kind} {n}") for n, (kind, _depth) in enumerate(headings))
    clauses = tuple(
        Clause(f"c{n}", f"{kind} {n}", kind, depth, n, 0, "") for n, (kind, depth) in enumerate(headings)
    )
    html = document_html(Document(Facts(), paragraphs, clauses))
    assert [int(level) for level in re.findall(r"<h(\d)", html)] == [2, 3, 3, 2, 3, 2, 3]


def cited(start: int, end: int, paragraph: int = 0) -> Link:
    return Link(paragraph, start, end, "x.html", "held", "vb-p1", ("x",))


LINK = '<a class="vb-cite" href="x.html" aria-describedby="vb-p1">'


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], f"Theo {LINK}Luật A</a> này."),
        ([Mark(0, 11, "strong")], f"<strong>Theo {LINK}Luật A</a></strong> này."),
        ([Mark(5, 9, "em")], f"Theo {LINK}<em>Luật</em> A</a> này."),
        ([Mark(0, 9, "strong")], f"<strong>Theo </strong>{LINK}<strong>Luật</strong> A</a> này."),
        ([Mark(10, 16, "em")], f"Theo {LINK}Luật <em>A</em></a><em> này.</em>"),
    ],
)
def test_a_link_stays_whole_where_bold_and_italic_begin_or_end(marks: list[Mark], expected: str) -> None:
    paragraph = Paragraph("Theo Luật A này.", tuple(marks))
    html = document_html(Document(Facts(), (paragraph,), ()), [cited(5, 11)])
    assert html.endswith(f"<p>{expected}</p>") or html.endswith(f'<p class="vb-lead">{expected}</p>')


def test_a_link_leaves_labels_and_notes_alone() -> None:
    paragraph = Paragraph("1. Luật A [1] này", (Mark(10, 13, "note"),))
    html = document_html(Document(Facts(), (paragraph,), (clause("1", "1."),)), [cited(0, 17)])
    assert f"1.</a>{LINK} Luật A </a><sup>[1]</sup> này" in html


def test_a_citation_in_a_table_is_a_link_in_its_cell() -> None:
    rows = tuple(Paragraph(" ".join(cells), cells=cells) for cells in (("Số", "Căn cứ"), ("1", "Luật A")))
    html = document_html(Document(Facts(), rows, ()), [cited(2, 8, paragraph=1)])
    assert f"<td>1</td><td>{LINK}Luật A</a></td>" in html
