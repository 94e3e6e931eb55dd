"""The offline copy as a clerk opens it: from a folder, without a network, in both browsers."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from chidao.exports import forms_of
from chidao.pack import pack
from sites import CONCLUSION

pytestmark = pytest.mark.browser
START = "00-MO-TAI-DAY.html"


def copy_of(site: Path, folder: Path, day: str) -> Path:
    """An unzipped copy of *day*."""
    packed = pack(site, folder / "dist", "Chỉ đạo – Kho văn bản chỉ đạo", "kho", day, 90)
    with zipfile.ZipFile(packed.path) as archive:
        archive.extractall(folder / "Bản ngoại tuyến")
    return folder / "Bản ngoại tuyến"


@pytest.fixture(scope="session")
def fresh(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of(site, tmp_path_factory.mktemp("moi"), date.today().isoformat())


@pytest.fixture(scope="session")
def old(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of(site, tmp_path_factory.mktemp("cu"), "2024-07-07")


def test_the_start_page_leads_into_the_site(fresh: Path, open_page: Callable) -> None:
    page = open_page((fresh / START).as_uri())
    assert not page.get_by_text("Tệp nén chưa được giải nén").is_visible()
    assert not page.get_by_text("ngày tuổi").is_visible()
    page.get_by_role("link", name="Mở kho văn bản").click()
    page.wait_for_url("**/kho/index.html")
    page.get_by_role("link", name="Bản ngoại tuyến").click()
    page.wait_for_url("**/kho/ban-ngoai-tuyen.html")
    assert page.get_by_text("Bạn đang dùng bản ngoại tuyến ngày").is_visible()


def test_every_page_says_of_which_day_it_is(old: Path, open_page: Callable) -> None:
    for address in ("kho/index.html", f"kho/{CONCLUSION}", "kho/du-lieu.html"):
        page = open_page((old / address).as_uri())
        assert page.get_by_text("Bản ngoại tuyến ngày 07/7/2024.").is_visible()


def test_an_old_copy_warns_on_screen_and_not_on_paper(old: Path, open_page: Callable) -> None:
    for address in (START, f"kho/{CONCLUSION}"):
        page = open_page((old / address).as_uri())
        warning = page.locator(".vb-old-copy")
        age = (date.today() - date(2024, 7, 7)).days
        assert warning.inner_text() == (
            f"Bản ngoại tuyến này đã {age} ngày tuổi (ngày 07/7/2024). "
            "Văn bản ban hành sau ngày ấy không có ở đây; hãy xin bản mới ở nơi đã phát."
        )
    page.emulate_media(media="print")
    assert not warning.is_visible()


def test_without_javascript_the_start_page_says_its_day(old: Path, open_page: Callable) -> None:
    page = open_page((old / START).as_uri(), java_script_enabled=False)
    assert page.get_by_text("Bản ngoại tuyến ngày 07/7/2024").is_visible()
    page.get_by_role("link", name="Mở kho văn bản").click()
    assert page.url.endswith("/kho/index.html")


def test_inside_the_zip_the_start_page_says_what_to_do(fresh: Path, tmp_path: Path, browser) -> None:
    # Explorer unzips the one file that is opened, and nothing that stands beside it.
    shutil.copy(fresh / START, tmp_path)
    page = browser.new_page()
    page.goto((tmp_path / START).as_uri())
    assert page.get_by_text("Tệp nén chưa được giải nén").is_visible()
    assert page.get_by_text("Extract All…").is_visible()
    page.close()


def test_a_copy_has_no_link_to_what_stays_on_the_server(fresh: Path, open_page: Callable) -> None:
    page = open_page((fresh / "kho/du-lieu.html").as_uri())
    links = page.locator(".vb-table a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert links == ["./du-lieu/danh-muc.xlsx"]
    assert page.get_by_text("Điều khoản (JSONL) (chỉ có ở trang trên mạng)").is_visible()
    assert sorted(p.name for p in (fresh / "kho/du-lieu").iterdir()) == ["danh-muc.xlsx"]


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_of_data_fits_and_its_links_lead_somewhere(
    base: str, open_page: Callable, width: int
) -> None:
    page = open_page(f"{base}du-lieu.html", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".vb-table a").count() == 8


def test_the_sheet_to_print_is_set_as_a_sheet(base: str, open_page: Callable) -> None:
    sheet = forms_of("van-ban/2025/ket-luan-177-kl-tw.md").print
    page = open_page(f"{base}{sheet}")
    assert page.evaluate("getComputedStyle(document.querySelector('.vb')).fontSize") == "18.6667px"
    assert page.evaluate("document.scripts.length") == 0
    page.emulate_media(media="print")
    assert not page.locator(".vb-paper__bar").is_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Về trang văn bản").click()
    assert page.url.endswith(CONCLUSION)


def test_firefox_opens_the_copy_too(old: Path, open_in_firefox: Callable) -> None:
    page = open_in_firefox((old / START).as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.not-unzipped')).display") == "none"
    assert page.evaluate("document.querySelector('.vb-old-copy') !== null")
    page = open_in_firefox((old / f"kho/{CONCLUSION}").as_uri())
    assert page.evaluate("document.querySelector('[data-vb-of-copy]').textContent") == (
        "Bản ngoại tuyến ngày 07/7/2024."
    )
