"""From originals to pages: what is written, what is kept, and what is said."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chidao.conversion import Outcome, Result, convert, convert_all, write_whole
from chidao.pages import parse
from chidao.project import Project
from chidao.readers import FORMATS
from helpers import put, said

CONCLUSION = """Số 177-KL/TW
Hà Nội, ngày 11 tháng 7 năm 2025
KẾT LUẬN
CỦA BỘ CHÍNH TRỊ
về tổ chức, hoạt động của đơn vị hành chính
-----

Bộ Chính trị kết luận như sau:

1. Tiếp tục thực hiện nghiêm túc các nghị quyết.

2. Giao Ban Tổ chức Trung ương theo dõi.
"""
NOTICE = """THÔNG BÁO
KẾT LUẬN CỦA BAN THƯỜNG VỤ TỈNH ỦY
về công tác cán bộ
-----

1. Tiếp tục luân chuyển cán bộ.
"""
ADDRESS = "content/van-ban/2025/ket-luan-177-kl-tw.md"


def run(project: Project, **options: bool) -> list[Result]:
    return list(convert_all(project, project.original_files(), **options))


def outcomes(results: list[Result]) -> list[str]:
    return [result.outcome.name for result in results]


def pages(project: Project) -> dict[str, str]:
    return {
        path.relative_to(project.documents).as_posix(): path.read_text("utf-8") for path in project.pages()
    }


def edit(page: Path, before: str, after: str) -> str:
    text = page.read_text("utf-8")
    assert before in text
    page.write_text(text.replace(before, after, 1), "utf-8")
    return page.read_text("utf-8")


def test_a_new_original_becomes_a_page_under_its_year(project):
    put(project, "originals/177.txt", CONCLUSION)
    (result,) = run(project)
    assert result.outcome is Outcome.CONVERTED
    assert result.page == project.root / ADDRESS
    page = parse(result.page.read_text("utf-8"))
    assert page.front_matter.original == "originals/177.txt"
    assert page.front_matter.facts.number == "177-KL/TW"


def test_a_document_without_a_date_lies_under_an_unknown_year(project):
    put(project, "originals/thong-bao.txt", NOTICE)
    run(project)
    (name,) = pages(project)
    assert name.startswith("chua-ro-nam/thong-bao-")


def test_a_second_run_changes_nothing(project):
    put(project, "originals/177.txt", CONCLUSION)
    put(project, "originals/tb.txt", NOTICE)
    run(project)
    before = {path: path.stat().st_mtime_ns for path in project.pages()}
    assert outcomes(run(project)) == ["UNCHANGED", "UNCHANGED"]
    assert {path: path.stat().st_mtime_ns for path in project.pages()} == before


def test_a_page_nobody_edited_follows_its_original(project):
    original = put(project, "originals/177.txt", CONCLUSION)
    run(project)
    edit(original, "nghiêm túc", "hiệu quả")
    assert outcomes(run(project)) == ["CONVERTED"]
    assert "hiệu quả" in pages(project)["2025/ket-luan-177-kl-tw.md"]


def test_an_edited_page_stays_and_nothing_is_said_while_its_original_stays(project):
    put(project, "originals/177.txt", CONCLUSION)
    run(project)
    text = edit(project.root / ADDRESS, "Giao Ban", "Giao cho Ban")
    (result,) = run(project)
    assert result.outcome is Outcome.UNCHANGED
    assert result.message == ""
    assert (project.root / ADDRESS).read_text("utf-8") == text


def test_an_edited_page_is_kept_when_conversion_would_say_something_new(project):
    original = put(project, "originals/177.txt", CONCLUSION)
    run(project)
    text = edit(project.root / ADDRESS, "Giao Ban", "Giao cho Ban")
    edit(original, "nghiêm túc", "hiệu quả")
    (result,) = run(project)
    assert result.outcome is Outcome.KEPT
    assert said(project, result.message) == (
        f"{ADDRESS}: was edited by hand and is kept; "
        "convert with --update to see what would be merged, or --force to replace it"
    )
    assert (project.root / ADDRESS).read_text("utf-8") == text


def test_force_replaces_an_edited_page(project):
    put(project, "originals/177.txt", CONCLUSION)
    run(project)
    whole = (project.root / ADDRESS).read_text("utf-8")
    edit(project.root / ADDRESS, "Giao Ban", "Giao cho Ban")
    assert outcomes(run(project, force=True)) == ["CONVERTED"]
    assert (project.root / ADDRESS).read_text("utf-8") == whole


def test_an_edited_page_that_cannot_be_read_any_more_is_kept(project):
    original = put(project, "originals/177.txt", CONCLUSION)
    run(project)
    page = project.root / ADDRESS
    text = edit(page, "\n---\n", "\n")
    edit(original, "nghiêm túc", "hiệu quả")
    (result,) = run(project)
    assert result.outcome in (Outcome.KEPT, Outcome.FAILED)
    assert ADDRESS in said(project, result.message)
    assert page.read_text("utf-8") == text


def test_a_dry_run_writes_nothing_and_shows_both_sides(project):
    original = put(project, "originals/177.txt", CONCLUSION)
    (result,) = run(project, dry=True)
    assert result.outcome is Outcome.CONVERTED
    assert pages(project) == {}
    assert result.difference == ("", convert(original, "originals/177.txt").page)
    run(project)
    old = pages(project)
    edit(original, "nghiêm túc", "hiệu quả")
    (result,) = run(project, dry=True)
    assert result.difference is not None
    assert result.difference[0] == old["2025/ket-luan-177-kl-tw.md"]
    assert "hiệu quả" in result.difference[1]
    assert pages(project) == old


def test_a_dry_run_foretells_what_the_run_does(project):
    put(project, "originals/a.txt", CONCLUSION)
    put(project, "originals/b.txt", CONCLUSION)
    put(project, "originals/c.txt", NOTICE)
    put(project, "originals/d.txt", NOTICE)
    put(project, "originals/e.txt", NOTICE + "\n2. Thêm một mục.\n")
    put(project, "originals/f.txt", CONCLUSION.replace("BỘ CHÍNH TRỊ", "BAN BÍ THƯ"))
    foretold = [(result.outcome, result.page) for result in run(project, dry=True)]
    assert [(result.outcome, result.page) for result in run(project)] == foretold


def test_the_same_document_twice_is_one_page_and_one_complaint(project):
    put(project, "originals/a.txt", CONCLUSION)
    put(project, "originals/b.txt", CONCLUSION)
    first, second = run(project)
    assert (first.outcome, second.outcome) == (Outcome.CONVERTED, Outcome.FAILED)
    assert said(project, second.message) == (
        f"originals/b.txt: would become {ADDRESS}, which comes from originals/a.txt; "
        "if both are the same document remove one of them "
        f"(this one, where it is better, can take the page over: convert --update originals/b.txt --page {ADDRESS}), "
        "else give the page a number, date or issuer that tells them apart"
    )
    assert parse(pages(project)["2025/ket-luan-177-kl-tw.md"]).front_matter.original == ("originals/a.txt")


def test_a_copy_in_a_later_run_does_not_take_the_page_over(project):
    put(project, "originals/b.txt", CONCLUSION)
    run(project)
    put(project, "originals/a.txt", CONCLUSION)
    assert outcomes(run(project)) == ["FAILED", "UNCHANGED"]
    (page,) = pages(project).values()
    assert parse(page).front_matter.original == "originals/b.txt"


def test_a_copy_of_a_document_without_a_number_is_a_complaint_too(project):
    put(project, "originals/a.txt", NOTICE)
    put(project, "originals/b.txt", NOTICE)
    assert outcomes(run(project)) == ["CONVERTED", "FAILED"]


def test_two_documents_without_a_number_but_with_one_subject_are_two_pages(project):
    put(project, "originals/a.txt", NOTICE)
    put(project, "originals/b.txt", NOTICE + "\n2. Thêm một mục.\n")
    assert outcomes(run(project)) == ["CONVERTED", "CONVERTED"]
    assert len(pages(project)) == 2
    assert outcomes(run(project)) == ["UNCHANGED", "UNCHANGED"]


def test_a_copy_of_the_second_of_two_such_documents_does_not_take_its_page_over(project):
    put(project, "originals/a.txt", NOTICE)
    put(project, "originals/b.txt", NOTICE + "\n2. Thêm một mục.\n")
    run(project)
    put(project, "originals/c.txt", NOTICE + "\n2. Thêm một mục.\n")
    assert outcomes(run(project)) == ["UNCHANGED", "UNCHANGED", "FAILED"]


def test_one_number_of_two_dates_is_two_pages(project):
    put(project, "originals/a.txt", CONCLUSION)
    put(project, "originals/b.txt", CONCLUSION.replace("năm 2025", "năm 2018"))
    assert outcomes(run(project)) == ["CONVERTED", "CONVERTED"]
    assert sorted(pages(project)) == ["2018/ket-luan-177-kl-tw.md", "2025/ket-luan-177-kl-tw.md"]


def test_one_number_of_two_dates_in_one_year_is_two_pages(project):
    put(project, "originals/a.txt", CONCLUSION)
    put(project, "originals/b.txt", CONCLUSION.replace("ngày 11 tháng 7", "ngày 12 tháng 8"))
    assert outcomes(run(project)) == ["CONVERTED", "CONVERTED"]
    assert len(pages(project)) == 2


def test_one_number_and_date_of_two_issuers_is_two_pages(project):
    put(project, "originals/a.txt", CONCLUSION)
    put(project, "originals/b.txt", CONCLUSION.replace("BỘ CHÍNH TRỊ", "BAN BÍ THƯ"))
    assert outcomes(run(project)) == ["CONVERTED", "CONVERTED"]
    assert sorted(pages(project)) == [
        "2025/ket-luan-177-kl-tw-ban-bi-thu.md",
        "2025/ket-luan-177-kl-tw.md",
    ]


def test_a_copy_of_the_other_issuers_document_does_not_take_its_page_over(project):
    put(project, "originals/a.txt", CONCLUSION)
    put(project, "originals/b.txt", CONCLUSION.replace("BỘ CHÍNH TRỊ", "BAN BÍ THƯ"))
    run(project)
    before = pages(project)
    put(project, "originals/c.txt", CONCLUSION.replace("BỘ CHÍNH TRỊ", "BAN BÍ THƯ"))
    (result,) = convert_all(project, [project.originals / "c.txt"])
    assert result.outcome is Outcome.FAILED
    assert pages(project) == before


def test_one_number_and_date_of_two_provinces_is_two_pages(project):
    decision = """ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH
-------
Số: 15/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Hà Tĩnh, ngày 05 tháng 01 năm 2024

QUYẾT ĐỊNH
Về việc phê duyệt kế hoạch

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
"""
    put(project, "originals/a.txt", decision)
    put(project, "originals/b.txt", decision.replace("HÀ TĨNH", "NGHỆ AN").replace("Hà Tĩnh", "Nghệ An"))
    assert outcomes(run(project)) == ["CONVERTED", "CONVERTED"]
    assert sorted(pages(project)) == [
        "2024/quyet-dinh-15-qd-ubnd-ha-tinh.md",
        "2024/quyet-dinh-15-qd-ubnd-nghe-an.md",
    ]


def test_a_page_that_stands_there_without_an_original_is_not_written_over(project):
    own = (
        "---\ntype: Kết luận\nnumber: 177-KL/TW\nissuer:\n- Bộ Chính trị\ndate: 2025-07-11\n---\n\n"
        "# KẾT LUẬN\n"
    )
    page = put(project, ADDRESS, own)
    put(project, "originals/177.txt", CONCLUSION)
    (result,) = run(project)
    assert result.outcome is Outcome.FAILED
    assert said(project, result.message) == (
        f"originals/177.txt: would become {ADDRESS}, which comes from a page without an original; "
        "if both are the same document remove one of them "
        f"(this one, where it is better, can take the page over: convert --update originals/177.txt --page {ADDRESS}), "
        "else give the page a number, date or issuer that tells them apart"
    )
    assert page.read_text("utf-8") == own


def test_a_page_whose_facts_were_corrected_keeps_its_address(project):
    original = put(project, "originals/tb.txt", NOTICE)
    run(project)
    (page,) = project.pages()
    edit(page, "number:\n", "number: 12-TB/TU\n")
    edit(page, "date:\n", "date: 2019-03-01\n")
    assert outcomes(run(project)) == ["UNCHANGED"]
    edit(original, "luân chuyển", "điều động")
    assert outcomes(run(project)) == ["KEPT"]
    assert list(project.pages()) == [page]
    assert outcomes(run(project, force=True)) == ["CONVERTED"]
    assert list(project.pages()) == [page]


def test_a_page_that_was_moved_stays_where_it_was_put(project):
    original = put(project, "originals/177.txt", CONCLUSION)
    run(project)
    moved = project.documents / "2025" / "kl-177.md"
    (project.root / ADDRESS).rename(moved)
    edit(original, "nghiêm túc", "hiệu quả")
    assert outcomes(run(project)) == ["CONVERTED"]
    assert list(project.pages()) == [moved]


def test_a_page_is_found_by_its_original_however_long_its_facts_are(project):
    put(project, "originals/177.txt", CONCLUSION)
    run(project)
    edit(
        project.root / ADDRESS,
        "subject: về",
        f"note: {'Đã đối chiếu với bản giấy. ' * 70}\nattached_to: {'a ' * 1300}\nsubject: về",
    )
    (project.root / ADDRESS).rename(project.documents / "2025" / "moved.md")
    assert outcomes(run(project)) == ["UNCHANGED"]


@pytest.mark.parametrize(
    "written",
    [
        "original:\n    file: originals/177.txt\n",
        'original:\n  file: "originals/177.txt"\n',
        "original: {file: originals/177.txt}\n",
        "original:\n  # bản gốc\n  file: originals/177.txt\n",
    ],
    ids=["indented by four", "quoted", "on one line", "with a comment"],
)
def test_a_page_is_found_by_its_original_however_an_editor_writes_it(project, written):
    put(project, "originals/177.txt", CONCLUSION)
    put(project, "content/van-ban/2025/kl.md", f"---\ntype: Kết luận\n{written}---\n\nMột.\n")
    (result,) = run(project)
    assert result.page == project.documents / "2025" / "kl.md"


NAMES = st.text(
    st.sampled_from("aĐ ũ'\"#:&*!%@`,[]{}|>?-—()._0~=\u0303\U0001f600\t\\"), min_size=1, max_size=8
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NAMES)
def test_whatever_the_name_of_an_original_its_page_is_found_again(project, name):
    for path in [*project.original_files(), *project.pages()]:
        path.unlink()
    put(project, f"originals/a{name}.txt", NOTICE)
    assert outcomes(run(project)) == ["CONVERTED"]
    assert outcomes(run(project)) == ["UNCHANGED"]
    (page,) = project.pages()
    assert parse(page.read_text("utf-8")).front_matter.original == f"originals/a{name}.txt"


def test_folders_of_originals_are_part_of_their_names(project):
    put(project, "originals/2025/Kết luận 177 (bản chính).txt", CONCLUSION)
    (result,) = run(project)
    assert result.page == project.root / ADDRESS
    page = parse(result.page.read_text("utf-8"))
    assert page.front_matter.original == "originals/2025/Kết luận 177 (bản chính).txt"


def test_hidden_files_and_notes_are_no_originals(project):
    for name in (".DS_Store", "README.md", "~$177.txt", ".git/config.txt", "Thumbs.db"):
        put(project, f"originals/{name}", CONCLUSION)
    assert project.original_files() == []


def test_a_file_that_fails_does_not_stop_the_others(project):
    put(project, "originals/1-rỗng.txt", "")
    put(project, "originals/2-ảnh.gif", b"GIF89a")
    put(project, "originals/3-kl.txt", CONCLUSION)
    put(project, "originals/4-tb.txt", NOTICE)
    results = run(project)
    assert outcomes(results) == ["FAILED", "FAILED", "CONVERTED", "CONVERTED"]
    assert said(project, results[0].message) == (
        "originals/1-rỗng.txt: is empty; copy the document again from where it came"
    )
    assert said(project, results[1].message) == (
        f"originals/2-ảnh.gif: cannot read .gif; save it as one of {', '.join(sorted(FORMATS))} and convert again"
    )


def test_a_file_whose_name_no_page_can_carry_does_not_stop_the_others(project):
    # As unpacked from an archive of an old Windows.
    bad = os.fsencode(project.originals) + b"/k\xe9t lu\xe2n.txt"
    with open(bad, "wb") as out:
        out.write(NOTICE.encode())
    put(project, "originals/z.txt", CONCLUSION)
    results = {result.original.name: result for result in run(project)}
    assert results["z.txt"].outcome is Outcome.CONVERTED
    (other,) = (result for name, result in results.items() if name != "z.txt")
    assert other.outcome is Outcome.FAILED
    assert "name" in other.message


@pytest.mark.parametrize("step", ["replace", "chmod", "fdopen"])
def test_a_write_that_fails_leaves_no_trace(project, monkeypatch, step):
    original = put(project, "originals/177.txt", CONCLUSION)
    run(project)
    before = pages(project)
    edit(original, "nghiêm túc", "hiệu quả")

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    (result,) = run(project)
    monkeypatch.undo()
    assert result.outcome is Outcome.FAILED
    assert said(project, result.message) == "originals/177.txt: No space left on device"
    assert pages(project) == before
    assert sorted(path.name for path in (project.documents / "2025").iterdir()) == ["ket-luan-177-kl-tw.md"]


def test_a_run_that_is_interrupted_leaves_whole_pages_only(project, monkeypatch):
    path = project.documents / "a.md"
    write_whole(path, "một")

    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, "hai")
    assert path.read_text("utf-8") == "một"
    assert [p.name for p in project.documents.iterdir()] == ["a.md"]


def test_a_page_is_written_with_the_line_ends_of_every_machine(project):
    put(project, "originals/177.txt", CONCLUSION.replace("\n", "\r\n"))
    run(project)
    assert b"\r" not in (project.root / ADDRESS).read_bytes()


def test_a_page_checked_out_with_windows_line_ends_is_still_untouched(project):
    original = put(project, "originals/177.txt", CONCLUSION)
    run(project)
    page = project.root / ADDRESS
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    edit(original, "nghiêm túc", "hiệu quả")
    assert outcomes(run(project)) == ["CONVERTED"]


def test_the_original_is_never_touched(project):
    original = put(project, "originals/177.txt", CONCLUSION)
    before = (original.read_bytes(), original.stat().st_mtime_ns)
    run(project)
    run(project, force=True)
    assert (original.read_bytes(), original.stat().st_mtime_ns) == before


def test_warnings_travel_with_the_result(project):
    put(project, "originals/a.txt", NOTICE.replace("cán bộ.", "cán b\ufffd."))
    (result,) = run(project)
    assert result.warnings == ("lost characters: 1 times U+FFFD (\ufffd), first in line 6",)
