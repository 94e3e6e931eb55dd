"""Skeletons of reports: which documents ask for one, what stands in it, and the command that makes it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import docx as python_docx
import pytest
import yaml
from click.testing import CliRunner

from chidao import reports
from chidao.cli import cli
from chidao.conversion import convert_all
from chidao.project import Project
from chidao.publish.report_offer import report_offers
from chidao.reports.outline import clauses_in, outlines_of
from chidao.reports.sections import sections_of
from chidao.reports.skeleton import Block, Kind, Skeleton
from chidao.reports.whose import body_named
from helpers import SEEDS, TESTS, cases, put, said, understood

GOLD = yaml.safe_load((TESTS / "gold" / "seeds.yml").read_text("utf-8"))
OUTLINE = "002_07907f241a3daf0a.txt"
HA_TINH = "Tỉnh uỷ Hà Tĩnh"


@pytest.mark.parametrize(("given", "expected"), cases("report-outlines.md"))
def test_an_outline_is_recognised(given: str, expected: str):
    document = understood(given)
    found = [f"{o.title} | {o.subject} | {len(clauses_in(document, o))}" for o in outlines_of(document)]
    assert "\n".join(found) == expected


def shown(block: Block) -> str:
    level = f" {block.level}" if block.level else ""
    rows = " // ".join(" | ".join(row).strip() for row in block.rows)
    return f"{block.kind}{level}: {block.text or rows}"


@pytest.mark.parametrize(("given", "expected"), cases("report-skeletons.md"))
def test_a_skeleton_is_made_of_an_outline(given: str, expected: str, project: Project):
    original = put(project, "originals/de-cuong.txt", given)
    [result] = convert_all(project, [original])
    assert result.page is not None
    skeleton = reports.report(project, result.page, HA_TINH)
    blocks = [*skeleton.blocks, *skeleton.annex]
    assert "\n".join(shown(b) for b in blocks if b.kind is not Kind.ABOUT) == expected


# The seeds


@pytest.fixture
def library(project: Project) -> tuple[Project, Path]:
    """A project of the five originals, and the page of the outline."""
    for original in SEEDS:
        shutil.copy(original, project.originals)
    list(convert_all(project, project.original_files()))
    [page] = project.documents.rglob("de-cuong-bao-cao-*.md")
    return project, page


@pytest.fixture
def skeleton(library: tuple[Project, Path]) -> Skeleton:
    return reports.report(*library, HA_TINH)


def under(skeleton: Skeleton, heading: str) -> list[Block]:
    """The blocks directly under the heading that begins so."""
    at = next(
        i for i, b in enumerate(skeleton.blocks) if b.kind is Kind.HEADING and b.text.startswith(heading)
    )
    found = []
    for block in skeleton.blocks[at + 1 :]:
        if block.kind is Kind.HEADING:
            break
        found.append(block)
    return found


def test_the_skeleton_of_a_seed_is_the_one_beside_it(skeleton: Skeleton, accept: bool):
    golden = TESTS / "reports" / OUTLINE.replace(".txt", ".ha-tinh.md")
    text = reports.markdown(skeleton)
    if accept:
        golden.write_text(text, "utf-8", newline="\n")
    assert text == golden.read_text("utf-8")


def test_every_section_of_the_seed_appears_in_its_order(skeleton: Skeleton):
    [seed] = [path for path in SEEDS if path.name == OUTLINE]
    document = understood(seed.read_text("utf-8"))
    [outline] = outlines_of(document)
    sections = [s for s in sections_of(document, outline) if s.level]
    assert set(GOLD[OUTLINE]["sections"]) <= {s.id for s in sections}
    headings = [b.text for b in skeleton.blocks if b.kind is Kind.HEADING]
    assert [re.sub(r"\W", "", h) for h in headings] == [re.sub(r"\W", "", s.heading) for s in sections]


def test_every_word_of_the_outline_is_in_the_skeleton(skeleton: Skeleton):
    [seed] = [path for path in SEEDS if path.name == OUTLINE]
    document = understood(seed.read_text("utf-8"))
    shown = " ".join(reports.markdown(skeleton).split())
    words = [
        re.sub(r"\W", "", p.text) for p in document.paragraphs if p.role not in ("type", "enclosed-with")
    ]
    plain = re.sub(r"\W", "", shown)
    assert [w for w in words if w not in plain] == []


def test_the_conclusion_of_ha_tinh_lands_under_the_sections_that_ask_for_it(skeleton: Skeleton):
    for heading in ("II- Về xây dựng kế hoạch", "1- Các văn bản của cấp ủy"):
        [found] = [b for b in under(skeleton, heading) if b.kind is Kind.FOUND]
        assert found.text.startswith("Văn bản: Kết luận về thực hiện Thông báo kết luận số 16-KL/TW")
        assert "tỉnh Hà Tĩnh là suy ra" in found.text
        assert "ban hành sau đề cương" in found.text


def test_clauses_stand_quoted_with_what_they_carry_out(skeleton: Skeleton):
    found = [b.text for b in under(skeleton, "B- KẾT QUẢ THỰC HIỆN") if b.kind is Kind.FOUND]
    [split] = [text for text in found if "Đức Thọ" in text]
    assert split.startswith("Điều khoản: «Ban Thường vụ Huyện ủy Đức Thọ xây dựng đề án chia tách")
    assert "- mục 2.3, Kết luận về thực hiện" in split
    assert "Thực hiện mục 2.3, Thông báo số 16-TB/TW (suy ra)" in split


def test_what_an_alignment_is_not_sure_of_is_said_to_be_so(skeleton: Skeleton):
    found = [b.text for b in under(skeleton, "B- KẾT QUẢ THỰC HIỆN") if b.kind is Kind.FOUND]
    assert [t.endswith("(máy đề xuất, chưa chắc).") for t in found if "Kỳ Anh" in t] == [True]


def test_tasks_stand_with_their_deadline_and_state(skeleton: Skeleton):
    found = [b.text for b in under(skeleton, "IV. NHIỆM VỤ, GIẢI PHÁP") if b.kind is Kind.FOUND]
    [split] = [text for text in found if "Huyện ủy Đức Thọ xây dựng" in text]
    assert split.endswith(
        "Giao: Ban Thường vụ Huyện ủy Đức Thọ. Thời hạn: «hoàn thành trong tháng 10/2022» "
        "(đến hết ngày 31/10/2022). Tình trạng: kho chưa ghi nhận kết quả."
    )


def test_a_district_finds_the_task_that_its_province_gave_it(library: tuple[Project, Path]):
    made = reports.report(*library, "Ban Thường vụ Huyện ủy Đức Thọ")
    [found] = [b.text for b in made.blocks if b.kind is Kind.FOUND]
    assert found.startswith("Nhiệm vụ: «Ban Thường vụ Huyện ủy Đức Thọ xây dựng đề án chia tách")


def test_what_an_editor_says_of_a_task_is_its_state(library: tuple[Project, Path]):
    project, page = library
    [conclusion] = project.documents.rglob("ket-luan-ve-thuc-hien-*.md")
    stated = 'tasks:\n- clause: "2.3"\n  progress: xong\n  done: 2022-10-20\n'
    text = conclusion.read_text("utf-8").replace("---\n", f"---\n{stated}", 1)
    conclusion.write_text(text, "utf-8")
    made = reports.report(project, page, HA_TINH)
    found = [b.text for b in under(made, "B- KẾT QUẢ THỰC HIỆN") if b.text.startswith("Nhiệm vụ")]
    assert [t.endswith("Tình trạng: xong theo biên tập viên, ngày 20/10/2022.") for t in found] == [True]


def test_nothing_but_quotations_comes_from_documents(skeleton: Skeleton):
    texts = [re.sub(r"\s+", " ", seed.read_text("utf-8").replace("*", "")) for seed in SEEDS]
    found = [b.text for b in skeleton.blocks if b.text.startswith(("Điều khoản", "Nhiệm vụ"))]
    quoted = [q for text in found for q in re.findall(r": «([^»]+)»", text)]
    assert len(quoted) > 12
    for words in quoted:
        assert any(words.removesuffix(" (…)") in text for text in texts), words


def test_another_province_gets_the_outline_alone(library: tuple[Project, Path]):
    made = reports.report(*library, "Tỉnh uỷ Nghệ An")
    tasks = [b.text for b in made.blocks if b.kind is Kind.FOUND]
    assert all(t.startswith("Nhiệm vụ: ") and "Huyện ủy" not in t for t in tasks)
    assert made.subject.startswith("Tổng kết việc thực hiện thí điểm")


DECREE = """ỦY BAN KIỂM TRA TRUNG ƯƠNG
Số 05-KH/UBKTTW
Hà Nội, ngày 10 tháng 9 năm 2025

KẾ HOẠCH
kiểm tra việc sắp xếp tổ chức bộ máy

1. Các tỉnh ủy báo cáo theo đề cương kèm theo.

2. Ban thường vụ các tỉnh ủy, thành ủy hoàn thành việc tự kiểm tra trước ngày 31/12/2025.

Nơi nhận:
- Các tỉnh ủy,
- Lưu.

T/M ỦY BAN KIỂM TRA

Nguyễn Văn A

PHỤ LỤC 1

ĐỀ CƯƠNG BÁO CÁO

1. Đặc điểm của địa phương

2. Đề xuất, kiến nghị
"""
ANSWER = """TỈNH ỦY {province}
Số 07-KH/TU
{place}, ngày {day}

KẾ HOẠCH
thực hiện Kế hoạch số 05-KH/UBKTTW, ngày 10/9/2025 của Ủy ban Kiểm tra Trung ương

1. Ban Tổ chức Tỉnh ủy tự kiểm tra trước ngày 01/12/2025.
"""


def test_an_annex_asks_how_its_own_document_is_carried_out(project: Project):
    put(project, "originals/05-kh.txt", DECREE)
    answer = ANSWER.format(province="LÂM ĐỒNG", place="Lâm Đồng", day="20 tháng 9 năm 2025")
    put(project, "originals/07-kh.txt", answer)
    pages = {r.original.stem: r.page for r in convert_all(project, project.original_files())}
    made = reports.report(project, pages["05-kh"], "Tỉnh ủy Lâm Đồng")
    assert [b.text for b in made.annex if b.kind is Kind.HEADING] == [
        "Tư liệu của kho chưa xếp được vào mục nào"
    ]
    found = [b.text for b in made.annex if b.kind is Kind.FOUND]
    assert found[0].startswith(
        "Văn bản: Kế hoạch số 07-KH/TU, ngày 20/9/2025 của Tỉnh ủy Lâm Đồng; thực hiện Kế hoạch số 05-KH/UBKTTW "
        "(đề cương là phụ lục của văn bản này). Nguồn: van-ban/2025/"
    )
    assert [t.split(":")[0] for t in found[1:]] == ["Điều khoản", "Nhiệm vụ", "Nhiệm vụ"]
    assert [re.findall("đến hết ngày ([^)]*)", t) for t in found[2:]] == [["01/12/2025"], ["31/12/2025"]]


# Whose it is


@pytest.mark.parametrize(("body", "found"), [("Tỉnh ủy Lâm Đồng", True), ("Tỉnh ủy Nghệ An", False)])
def test_a_province_of_today_has_the_papers_of_those_it_was_made_of(body: str, found: bool, project: Project):
    put(project, "originals/05-kh.txt", DECREE.replace("10 tháng 9 năm 2025", "10 tháng 7 năm 2025"))
    answer = ANSWER.format(province="BÌNH THUẬN", place="Bình Thuận", day="20 tháng 5 năm 2025")
    put(project, "originals/07-kh.txt", answer.replace("ngày 10/9/2025", "ngày 10/7/2025"))
    pages = {r.original.stem: r.page for r in convert_all(project, project.original_files())}
    answered = pages["07-kh"]
    assert answered is not None
    # A document cannot carry out a later one: an editor says that this one does.
    stated = f"relations:\n- kind: implements\n  document: {pages['05-kh'].relative_to(project.content)}\n"
    answered.write_text(answered.read_text("utf-8").replace("---\n", f"---\n{stated}", 1), "utf-8")
    made = reports.report(project, pages["05-kh"], body)
    assert any("Bình Thuận" in b.text for b in made.annex) is found


def test_a_province_is_read_by_the_day_of_the_outline():
    assert body_named("Tỉnh ủy Lâm Đồng", "2021-08-13").provinces == {"Lâm Đồng"}
    assert body_named("Tỉnh ủy Lâm Đồng", "2025-09-01").provinces == {"Lâm Đồng", "Bình Thuận", "Đắk Nông"}


def test_a_province_that_is_no_more_is_told_with_its_successor():
    with pytest.raises(reports.NoSuchProvince) as error:
        body_named("Tỉnh ủy Bình Thuận", "2025-09-01")
    assert str(error.value) == (
        "--body Tỉnh ủy Bình Thuận: is part of Lâm Đồng since 01/7/2025, and this outline is of 01/9/2025; "
        "name that province"
    )


# The .docx


def test_the_headings_of_the_word_file_are_headings_of_word(skeleton: Skeleton):
    opened = python_docx.Document(io.BytesIO(reports.docx(skeleton)))
    headings = [p for p in opened.paragraphs if p.style.name.lower().startswith("heading")]
    blocks = [b for b in (*skeleton.blocks, *skeleton.annex) if b.kind is Kind.HEADING]
    assert [(p.text, p.style.name[-1]) for p in headings] == [(b.text, str(b.level)) for b in blocks]
    assert {p.style.name[-1] for p in headings} == {"1", "2", "3", "4", "5"}


def test_the_word_file_is_the_same_each_time(library: tuple[Project, Path]):
    one, other = (reports.docx(reports.report(*library, HA_TINH)) for _ in range(2))
    assert one == other


def test_a_body_of_the_state_gets_the_head_of_the_state(library: tuple[Project, Path]):
    made = reports.report(*library, "Ủy ban nhân dân tỉnh Hà Tĩnh")
    opened = python_docx.Document(io.BytesIO(reports.docx(made)))
    head = " ".join(cell.text for cell in opened.tables[0].rows[0].cells)
    assert "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH" in head
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_word_file_and_finds_its_headings(skeleton: Skeleton, tmp_path: Path):
    (tmp_path / "bao-cao.docx").write_bytes(reports.docx(skeleton))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "fodt", "--outdir", str(tmp_path), str(tmp_path / "bao-cao.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (tmp_path / "bao-cao.fodt").read_text("utf-8")
    levels = re.findall(r'<text:h [^>]*text:outline-level="(\d)"', text)
    blocks = [b for b in (*skeleton.blocks, *skeleton.annex) if b.kind is Kind.HEADING]
    assert levels == [str(b.level) for b in blocks]


# The command and the page


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli, ["report", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        return 2, result.stdout, str(result.exception)
    return result.exit_code, result.stdout, result.stderr


def test_the_command_writes_markdown_word_or_to_the_screen(library: tuple[Project, Path]):
    project, page = library
    status, screen, _ = run(str(page), "--body", HA_TINH)
    assert (status, screen.splitlines()[0]) == (0, "**TỈNH UỶ HÀ TĨNH**")
    assert run(str(page), "--body", HA_TINH, "-o", "bao-cao.md")[:2] == (0, "bao-cao.md\n")
    assert (project.root / "bao-cao.md").read_text("utf-8") == screen
    address = page.relative_to(project.content).as_posix()
    assert run(address, "--body", HA_TINH, "-o", "bao-cao.docx")[0] == 0
    assert (project.root / "bao-cao.docx").read_bytes()[:2] == b"PK"


def test_a_body_that_nobody_knows_is_said_to_be_so(library: tuple[Project, Path]):
    status, screen, message = run(str(library[1]), "--body", "Tỉnh uỷ Hà Tin")
    assert (status, screen, message) == (
        2,
        "",
        "--body Tỉnh uỷ Hà Tin: the library knows no such body; write it as documents do, with its province, "
        "for example: Ban Bí thư; Ban Thường vụ Tỉnh ủy; Bộ Chính trị; Thường trực Tỉnh ủy",
    )


def test_a_page_that_is_no_outline_is_said_to_be_none(library: tuple[Project, Path]):
    [page] = library[0].documents.rglob("ket-luan-177-kl-tw.md")
    status, _, message = run(str(page), "--body", HA_TINH)
    assert (status, said(library[0], message)) == (
        2,
        "content/van-ban/2025/ket-luan-177-kl-tw.md: holds no outline of a report; name a page whose type is "
        "«Đề cương báo cáo», or one with an annex «Đề cương báo cáo» or «Mẫu báo cáo»",
    )


def test_a_page_that_is_not_there_is_said_to_be_missing(project: Project):
    status, _, message = run("content/van-ban/x.md", "--body", HA_TINH)
    assert (status, said(project, message)) == (
        2,
        "content/van-ban/x.md: there is no such page; pages lie in content/van-ban",
    )


def test_a_page_with_two_outlines_asks_which(project: Project):
    text = "".join(c.values[0] for c in cases("report-outlines.md") if c.id.startswith("Two forms"))
    [result] = convert_all(project, [put(project, "originals/a.txt", text)])
    status, _, message = run(str(result.page), "--body", HA_TINH)
    assert (status, said(project, message).split(": ", 1)[1]) == (
        2,
        "holds 2 outlines; choose one with --outline (1: MẪU BÁO CÁO THÁNG; 2: MẪU BÁO CÁO NĂM)",
    )
    assert run(str(result.page), "--body", HA_TINH, "--outline", "2")[0] == 0


def test_a_file_that_is_there_is_kept(library: tuple[Project, Path]):
    Path("bao-cao.docx").write_text("đã điền", "utf-8")
    status, _, message = run(str(library[1]), "--body", HA_TINH, "-o", "bao-cao.docx")
    assert (status, message) == (2, "bao-cao.docx: is there already; remove it, or name another file")
    assert Path("bao-cao.docx").read_text("utf-8") == "đã điền"


def test_another_kind_of_file_is_refused(library: tuple[Project, Path]):
    status, _, message = run(str(library[1]), "--body", HA_TINH, "-o", "bao-cao.odt")
    assert (status, message) == (
        2,
        "bao-cao.odt: is no .docx and no .md; name the file so, for example bao-cao.docx",
    )


def test_the_page_of_an_outline_offers_its_skeleton():
    [seed] = [path for path in SEEDS if path.name == OUTLINE]
    [offer] = report_offers(understood(seed.read_text("utf-8")), "van-ban/2021/de-cuong.md")
    assert (offer.title, offer.sections, offer.command) == (
        "Đề cương báo cáo",
        70,
        'chidao report content/van-ban/2021/de-cuong.md --body "Tỉnh uỷ …" -o bao-cao.docx',
    )
    assert report_offers(understood("KẾT LUẬN\n\n1. Một.\n"), "a.md") == ()


def test_only_the_page_of_an_outline_says_that_it_brings_one(site: Path):
    [page] = (site / "van-ban").rglob("de-cuong-bao-cao-*.html")
    said = "Văn bản này kèm đề cương báo cáo"
    assert [p for p in (site / "van-ban").rglob("*.html") if said in p.read_text("utf-8")] == [page]


def test_few_real_documents_hold_an_outline_and_those_are_forms_of_reports(sample: list[Path]):
    for path in sample:
        document = understood(path.read_text("utf-8"))
        for outline in outlines_of(document):
            assert re.search(r"(?i)báo cáo", outline.title), path.name
