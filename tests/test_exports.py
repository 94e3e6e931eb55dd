"""What is taken away: tables, records, feed, and each document as .docx and as a sheet to print."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from python_calamine import CalamineWorkbook

from chidao.exports import DATA, forms_of, offered, write_data, write_forms, write_sitemap
from chidao.exports.columns import CATALOGUE, RELATIONS, TASKS, Column
from chidao.exports.csv_file import csv_rows
from chidao.exports.feed import feed, newest
from chidao.exports.office import About
from chidao.exports.sitemap import MOST, sitemaps
from chidao.exports.xlsx import Book
from chidao.fidelity import words
from chidao.library import load
from chidao.project import Project
from chidao.publish import Site
from chidao.publish.outputs import Outputs
from helpers import ROOT, SEEDS, put, understood
from sites import CONCLUSION, Page, make_project, run

SCHEMA = json.loads((ROOT / "scripts/chidao/exports/schema-1.json").read_text("utf-8"))
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def check(what: object, name: str) -> None:
    Draft202012Validator({"$defs": SCHEMA["$defs"], "$ref": f"#/$defs/{name}"}).validate(what)


def loaded(site: Path, name: str) -> object:
    return json.loads((site / DATA / name).read_text("utf-8"))


# Records and tables


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_key_of_the_schema_is_explained_in_vietnamese() -> None:
    for name in ("document", "relation", "clause", "task"):
        for key, said in SCHEMA["$defs"][name]["properties"].items():
            assert len(said["description"]) > 5, f"{name}.{key}"


def test_the_data_are_as_the_schema_says(site: Path) -> None:
    catalogue = loaded(site, "danh-muc.json")
    relations = loaded(site, "quan-he.json")
    clauses = [
        json.loads(line) for line in (site / DATA / "dieu-khoan.jsonl").read_text("utf-8").splitlines()
    ]
    check(catalogue, "catalogue")
    check(relations, "relations")
    check(loaded(site, "nhiem-vu.json"), "tasks")
    check(loaded(site, "index.json"), "index")
    for clause in clauses:
        check(clause, "clause")
    keys = set(SCHEMA["$defs"]["document"]["properties"])
    assert all(set(record) == keys for record in catalogue["documents"])
    assert len(catalogue["documents"]) == 5
    assert len(clauses) == sum(record["clauses"] for record in catalogue["documents"])


def test_every_address_in_the_data_is_there(site: Path) -> None:
    documents = loaded(site, "danh-muc.json")["documents"]
    identities = {record["id"] for record in documents}
    for record in documents:
        for key in ("page", "markdown", "docx", "print"):
            assert (site / unquote(record[key])).is_file(), record[key]
        assert (site / unquote(record["original"]["file"])).is_file()
    for record in loaded(site, "quan-he.json")["relations"]:
        assert (record["target"] in identities) == record["target_held"]
        assert (site / f"{record['target']}.html").is_file()
    pages: dict[str, list[str]] = {}
    for line in (site / DATA / "dieu-khoan.jsonl").read_text("utf-8").splitlines():
        page, _, anchor = json.loads(line)["page"].partition("#")
        ids = pages.setdefault(page, Page(site / page).ids())
        assert unquote(anchor) in ids


def test_every_task_leads_to_its_clause_and_stands_in_the_tables(site: Path) -> None:
    tasks = loaded(site, "nhiem-vu.json")["tasks"]
    keys = set(SCHEMA["$defs"]["task"]["properties"])
    pages: dict[str, list[str]] = {}
    for task in tasks:
        assert set(task) == keys
        page, _, anchor = task["page"].partition("#")
        ids = pages.setdefault(page, Page(site / page).ids())
        assert not anchor or unquote(anchor) in ids
    rows = list(csv.reader(io.StringIO((site / DATA / "nhiem-vu.csv").read_text("utf-8-sig"), newline="")))
    assert rows[0] == [column.heading for column in TASKS]
    assert [row[3] for row in rows[1:]] == [" ".join(task["title"].split()) for task in tasks]
    book = CalamineWorkbook.from_path(str(site / DATA / "nhiem-vu.xlsx"))
    sheet = book.get_sheet_by_name("Nhiệm vụ và thời hạn").to_python()
    [row] = [row for row in sheet if row[2] == "mục 4(10)" and row[0] == "Kết luận số 177-KL/TW"]
    assert row[1] == date(2025, 7, 11)
    assert row[4] == "ban thường vụ các tỉnh uỷ, thành uỷ"
    assert row[6:9] == ["hoàn thành trước ngày 31/7/2025", date(2025, 7, 31), "ngày"]
    assert row[10] == "máy nhận ra"


def test_a_relation_is_said_in_its_direction(site: Path) -> None:
    relations = loaded(site, "quan-he.json")["relations"]
    verbs = {r["relation"]: r["verb"] for r in relations}
    assert verbs["cites"] == "dẫn chiếu"
    assert verbs.get("implements", "thực hiện") == "thực hiện"
    assert {r["relation"] for r in relations} <= set(
        SCHEMA["$defs"]["relation"]["properties"]["relation"]["enum"]
    )


def test_the_csv_is_what_excel_reads(site: Path) -> None:
    data = (site / DATA / "danh-muc.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == [
        "Tên văn bản",
        "Loại văn bản",
        "Số, ký hiệu",
        "Cơ quan ban hành",
        "Cấp",
        "Tỉnh, thành phố",
        "Ngày ban hành",
        "Trích yếu",
        "Người ký",
        "Chức vụ người ký",
        "Tình trạng",
        "Phần suy ra",
        "So với bản gốc",
        "Ngày rà soát",
        "Số điều khoản",
        "Số nơi dẫn chiếu",
        "Ghi chú",
        "Trang văn bản",
        "Bản gốc",
        "Mã văn bản",
    ]
    assert len(rows) == 6
    assert {len(row) for row in rows} == {20}
    [conclusion] = [row for row in rows if row[2] == "177-KL/TW"]
    assert conclusion[6] == "2025-07-11"


def test_the_relations_have_their_headings() -> None:
    assert [column.heading for column in RELATIONS] == [
        "Văn bản",
        "Quan hệ",
        "Văn bản kia",
        "Ngày văn bản kia",
        "Kho có văn bản kia",
        "Nêu tại",
        "Lời văn nêu quan hệ",
        "Số lần",
        "Biên tập viên ghi",
        "Mã văn bản",
        "Mã văn bản kia",
        "Mã văn bản nêu quan hệ",
    ]


ONE = (Column("A", 10, lambda r: r["a"]), Column("B", 10, lambda r: r["b"], "date"))


def xlsx(records: list[dict]) -> bytes:
    book = Book(ONE, About("x"), "x")
    data, size, crc = book.part([[column.value(record) for column in ONE] for record in records])
    before, behind = book.around(len(records), [(len(data), size, crc)])
    return before + data + behind


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-x", "@SUM(A1)", "  =cmd|' /C calc'!A0", "＝1", "\t=1", "|x"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    [row] = csv.reader(io.StringIO(csv_rows([[text, ""]]).decode(), newline=""))
    assert row[0] == f"'{text}"
    book = zipfile.ZipFile(io.BytesIO(xlsx([{"a": text, "b": ""}])))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert 't="inlineStr"' in sheet


def test_the_xlsx_has_real_dates_a_filter_and_a_heading_that_stays(site: Path) -> None:
    path = site / DATA / "danh-muc.xlsx"
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert rows[0] == [column.heading for column in CATALOGUE]
    [conclusion] = [row for row in rows if row[2] == "177-KL/TW"]
    assert conclusion[6] == date(2025, 7, 11)
    assert isinstance(conclusion[14], float)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        for part in archive.namelist():
            etree.fromstring(archive.read(part))
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:T6"/>' in sheet


@pytest.mark.parametrize("day", ["2025-02-30", "1900-02-28", "hôm qua", "2025"])
def test_a_day_that_excel_does_not_know_is_text(day: str) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx([{"a": "x", "b": day}])))
    assert book.get_sheet_by_index(0).to_python()[1] == ["x", day]


def test_a_cell_may_hold_anything() -> None:
    text = "a<b>&\"'\x0b\ufffe\ud800" + "x" * 40_000
    data = xlsx([{"a": text, "b": "2025-07-11"}])
    [_, [cell, day]] = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert cell.startswith("a<b>&\"'\ufffd\ufffd\ufffd")
    assert len(cell) == 32_767
    assert day == date(2025, 7, 11)


def test_an_empty_library_has_empty_tables(tmp_path: Path, project: Project) -> None:
    site = Site(load(project))
    write_data(site, Outputs.anew(tmp_path / "site"), tmp_path / "kept", "Kho", "")
    write_forms(site, Outputs.anew(tmp_path / "site"))
    assert [each.rows for each in offered(tmp_path / "site")] == [0] * 11
    check(loaded(tmp_path / "site", "danh-muc.json"), "catalogue")
    assert (tmp_path / "site" / DATA / "dieu-khoan.jsonl").read_bytes() == b""
    rows = CalamineWorkbook.from_path(str(tmp_path / "site" / DATA / "danh-muc.xlsx"))
    assert len(rows.get_sheet_by_index(0).to_python()) == 1


HOSTILE = """---
type: '=cmd()'
number: '@1-KL/TW'
issuer:
- <script>alert(1)</script>
level: xyz
date: 2025-99-99
subject: "=HYPERLINK(\\"http://evil\\",\\"x\\")\\x0b\\u2028 ]]>"
signer:
  name: '"><img src=x onerror=alert(1)>'
reviewed: 2025-13-13
---

# </w:t><w:instrText>

1. Một <b>điều</b> & "hai" ]]>

| a | =b |
|---|----|
| c | d  |
"""


def test_a_hostile_page_is_only_words(tmp_path: Path, project: Project) -> None:
    put(project, "content/van-ban/2025/Kết luận & (1) 'x'.md", HOSTILE)
    site, out = Site(load(project)), tmp_path / "site"
    write_data(site, Outputs.anew(out), tmp_path / "kept", "Kho <&>", "https://kho.vn/x/")
    write_forms(site, Outputs.anew(out))
    check(loaded(out, "danh-muc.json"), "catalogue")
    etree.fromstring((out / DATA / "van-ban-moi.xml").read_bytes())
    [record] = loaded(out, "danh-muc.json")["documents"]
    for key in ("docx", "print", "markdown"):
        assert (out / unquote(record[key])).is_file()
    word = out / unquote(record["docx"])
    with zipfile.ZipFile(word) as archive:
        for part in archive.namelist():
            etree.fromstring(archive.read(part))
        assert b"<w:instrText" not in archive.read("word/document.xml")
    html = (out / unquote(record["print"])).read_text("utf-8")
    assert "<script" not in html
    assert "<img" not in html


def test_same_library_same_bytes(project: Project, tmp_path: Path) -> None:
    put(project, "content/van-ban/2025/a.md", HOSTILE.replace("2025-99-99", "2025-07-11"))
    for name in ("one", "two"):
        site = Site(load(project))
        write_data(site, Outputs.anew(tmp_path / name), tmp_path / f"{name}.kept", "Kho", "")
        write_forms(site, Outputs.anew(tmp_path / name))
    one = {
        p.relative_to(tmp_path / "one"): p.read_bytes() for p in (tmp_path / "one").rglob("*") if p.is_file()
    }
    two = {
        p.relative_to(tmp_path / "two"): p.read_bytes() for p in (tmp_path / "two").rglob("*") if p.is_file()
    }
    assert one == two
    assert len(one) == 15


# The feed and the sitemap


def record(number: int, day: str | None, **more: object) -> dict:
    return {
        "id": f"van-ban/{number}",
        "title": f"Kết luận số {number}",
        "date": day,
        "reviewed": None,
        "subject": "về <b>công tác</b>",
        "issuer": ["Bộ Chính trị", "Ban Bí thư"],
        "page": f"van-ban/{number}.html",
        **more,
    }


def entries(xml: str) -> list:
    return etree.fromstring(xml.encode()).findall("a:entry", ATOM)


def test_the_feed_has_what_rfc_4287_asks_for() -> None:
    found = etree.fromstring(
        feed([record(2, "2025-08-11"), record(1, "2025-07-11")], "Kho", "", "du-lieu/x.xml").encode()
    )
    for each in (found, *found.findall("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(each.findall(f"a:{name}", ATOM)) == 1, name
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+07:00", each.findtext("a:updated", None, ATOM))
        assert each.findtext("a:id", None, ATOM).startswith("urn:uuid:")
        assert each.find("a:author/a:name", ATOM) is not None
        assert each.find("a:link[@rel='alternate']", ATOM) is not None
    assert found.findtext("a:updated", None, ATOM) == "2025-08-11T00:00:00+07:00"
    assert found.find("a:entry/a:link", ATOM).get("href") == "../van-ban/2.html"
    assert found.findtext("a:entry/a:summary", None, ATOM) == "về <b>công tác</b>"


def test_the_newest_document_is_the_first_and_undated_ones_wait(project: Project) -> None:
    days = ["2020-01-01", None, "2025-02-30", "2026-05-05", "chưa rõ", "2025-07-11"]
    for number, day in enumerate(days):
        put(project, f"content/van-ban/2025/{number}.md", HOSTILE.replace("2025-99-99", str(day)))
    assert [key[-4:] for key in newest(Site(load(project)))] == ["3.md", "5.md", "0.md"]


def test_a_cell_without_a_value_leaves_the_others_in_their_columns() -> None:
    data = xlsx([{"a": "", "b": "2025-07-11"}, {"a": "x", "b": ""}, {"a": "", "b": ""}, {"a": "y", "b": "z"}])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows == [["A", "B"], ["", date(2025, 7, 11)], ["x", ""], ["", ""], ["y", "z"]]


def test_a_feed_of_nothing_is_a_feed() -> None:
    assert entries(feed([], "Kho", "", "du-lieu/x.xml")) == []


def test_a_review_makes_an_entry_new_and_keeps_its_id() -> None:
    [before] = entries(feed([record(1, "2025-07-11")], "Kho", "", "f.xml"))
    [after] = entries(
        feed([record(1, "2025-07-11", reviewed="2026-01-02")], "Kho", "https://kho.vn/", "f.xml")
    )
    assert after.findtext("a:updated", None, ATOM) == "2026-01-02T00:00:00+07:00"
    assert after.findtext("a:id", None, ATOM) == before.findtext("a:id", None, ATOM)
    assert after.find("a:link", ATOM).get("href") == "https://kho.vn/van-ban/1.html"


def test_the_sitemap_lists_every_page_where_the_site_has_an_address(tmp_path: Path) -> None:
    for name in ("index.html", "404.html", "van-ban/2025/a.html", "dan-chieu/b ậ.html", "tai-ve/2025/a.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", "utf-8")
    (tmp_path / "sitemap.xml.gz").write_bytes(b"of today")
    write_sitemap(tmp_path, "https://kho.vn/x")
    assert re.findall("<loc>(.*)</loc>", (tmp_path / "sitemap.xml").read_text("utf-8")) == [
        "https://kho.vn/x/dan-chieu/b%20%E1%BA%AD.html",
        "https://kho.vn/x/index.html",
        "https://kho.vn/x/van-ban/2025/a.html",
    ]
    assert not (tmp_path / "sitemap.xml.gz").exists()
    write_sitemap(tmp_path, "")
    assert list(tmp_path.glob("sitemap*")) == []


def test_a_long_sitemap_is_parted() -> None:
    found = dict(sitemaps([f"{n}.html" for n in range(MOST + 1)], "https://kho.vn"))
    assert list(found) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert found["sitemap-2.xml"].count("<loc>") == 1
    assert "https://kho.vn/sitemap-2.xml" in found["sitemap.xml"]


# Where all this is found


def test_a_document_page_leads_to_its_forms(site: Path) -> None:
    page = Page(site / CONCLUSION)
    forms = forms_of("van-ban/2025/ket-luan-177-kl-tw.md")
    links = {found["href"]: text for found, text in page.links}
    assert links[f"../../{forms.docx}"] == "Word"
    assert links[f"../../{forms.markdown}"] == "Markdown"
    assert links[f"../../{forms.print}"] == "Bản in"
    assert (site / forms.markdown).read_text("utf-8").startswith("---\ntype: Kết luận\n")


def test_the_page_of_data_tells_of_every_file(site: Path) -> None:
    page = Page(site / "du-lieu.html")
    text = page.text("article")
    for file in offered(site):
        assert (site / DATA / file.file).stat().st_size == file.bytes
        assert f"./{DATA}/{file.file}" in {found["href"] for found, _text in page.links}
        for said in (file.title, file.sentence, file.size, file.lines):
            assert said in text
    assert {path.name for path in (site / DATA).iterdir()} - {f.file for f in offered(site)} == {"index.json"}
    footer = {found["href"] for found, _text in Page(site / CONCLUSION).links}
    assert {"../../du-lieu.html", "../../ban-ngoai-tuyen.html"} <= footer


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_both_kinds_of_files(site: Path, tmp_path: Path) -> None:
    word = site / forms_of("van-ban/2025/ket-luan-177-kl-tw.md").docx
    for source, kind in (
        (word, "txt:Text (encoded):UTF8"),
        (site / DATA / "danh-muc.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76"),
    ):
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
        command += ["--convert-to", kind, "--outdir", str(tmp_path), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (tmp_path / "ket-luan-177-kl-tw.txt").read_text("utf-8-sig")
    [document] = [
        understood(seed.read_text("utf-8")) for seed in SEEDS if "177-KL/TW" in seed.read_text("utf-8")[:400]
    ]
    assert Counter(text.split()) == Counter(words(document.paragraphs))
    rows = list(csv.reader((tmp_path / "danh-muc.csv").read_text("utf-8").splitlines()))
    assert rows[0][:3] == ["Tên văn bản", "Loại văn bản", "Số, ký hiệu"]
    assert {row[6] for row in rows[1:]} >= {"11/07/2025"}


def small(root: Path, setting: str = "") -> Path:
    """A project of one document, whose mkdocs.yml says *setting*, too."""
    make_project(root)
    shutil.copy(SEEDS[0], root / "originals")
    config = root / "mkdocs.yml"
    config.write_text(f"{config.read_text('utf-8')}\n{setting}\n", "utf-8")
    run(root, "convert")
    return root


def test_pages_only_leaves_no_link_to_what_is_not_made(tmp_path: Path) -> None:
    root = small(tmp_path / "kho")
    run(root, "build", "--pages-only")
    site = root / "site"
    assert not (site / "tai-ve").exists()
    assert not list(site.glob("du-lieu*"))
    for path in site.rglob("*.html"):
        assert not re.search(r"tai-ve/|du-lieu", path.read_text("utf-8")), path


def test_a_site_with_an_address_has_whole_addresses_and_a_sitemap(tmp_path: Path) -> None:
    root = small(tmp_path / "kho", "site_url: https://kho.example.vn/van-ban/")
    run(root, "build")
    site = root / "site"
    listed = re.findall("<loc>(.*)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    pages = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    expected = [p for p in pages if not p.startswith(("404", "tai-ve/", "bien-tap/"))]
    assert sorted(listed) == sorted(f"https://kho.example.vn/van-ban/{page}" for page in expected)
    assert any("/dan-chieu/" in address for address in listed)
    atom = etree.parse(site / DATA / "van-ban-moi.xml")
    links = atom.findall(".//a:link", ATOM)
    assert all(link.get("href").startswith("https://kho.example.vn/van-ban/") for link in links)
    assert loaded(site, "index.json")["site"] == "https://kho.example.vn/van-ban/"


def test_a_site_without_an_address_has_no_sitemap(site: Path) -> None:
    assert list(site.glob("sitemap*")) == []
