"""Whatever lies in originals/ or content/, the answer is one sentence: file, trouble, next step."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from chidao import checking, library, readers
from chidao.cli import main
from chidao.project import NoProject, Project
from chidao.readers import encoding
from helpers import put, said

TEXT = "KẾT LUẬN\nvề công tác cán bộ\n-----\n\n1. Tiếp tục luân chuyển cán bộ.\n"
PAGE = "---\ntype: Kết luận\n---\n\n# KẾT LUẬN\n"


def chidao(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Run the command as a person would; its exit status."""
    monkeypatch.setattr("sys.argv", ["chidao", *words])
    try:
        main()
    except SystemExit as error:
        return int(error.code or 0)
    return 0


@pytest.fixture
def run(project, monkeypatch, capsys):
    """Run the command in the project; returns exit status, output, and what went to stderr."""

    def running(*words: str) -> tuple[int, str, str]:
        status = chidao(monkeypatch, *words)
        captured = capsys.readouterr()
        return status, said(project, captured.out), said(project, captured.err)

    return running


# "Ủy ban nhân dân tỉnh Hà Tĩnh thực hiện Nghị định của Chính phủ về tổ chức" in VISCII.
VISCII = (
    b"\x9cy ban nh\xe2n d\xe2n t\xefnh H\xe0 T\xeenh th\xf1c hi\xaen Ngh\xb8 \xf0\xb8nh c\xfca "
    b"Ch\xednh ph\xfc v\xab t\xb1 ch\xdfc "
) * 20

BAD_FILES = {
    "empty": (b"", "is empty; copy the document again from where it came"),
    "blanks only": (b" \r\n\t\n\n", "is empty; copy the document again from where it came"),
    "zeros only": (b"\x00" * 512, "is empty; copy the document again from where it came"),
    "a mark and nothing else": (
        codecs.BOM_UTF8,
        "is empty; copy the document again from where it came",
    ),
    "a Word file": (
        b"PK\x03\x04" + b"\x00\x01" * 40,
        "is a .docx, .xlsx or .zip file by its first bytes; give it the suffix that it should have",
    ),
    "an old Word file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 80,
        "is an old Word .doc or Excel .xls file by its first bytes; give it the suffix that it should have",
    ),
    "a PDF": (
        b"%PDF-1.7\n%\xe2\xe3",
        "is a PDF file by its first bytes; give it the suffix that it should have",
    ),
    "a picture": (
        b"\x89PNG\r\n\x1a\n\x00",
        "is a picture by its first bytes; give it the suffix that it should have",
    ),
    "a program": (
        b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 4,
        "is a binary file, not text; give it the suffix that it should have",
    ),
    "an encoding that we do not know": (
        VISCII,
        "is text in no encoding that we know (UTF-8, UTF-16, Windows-1258, TCVN3, VNI); "
        "open it in its own program and save it as UTF-8",
    ),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_is_no_text_is_one_sentence(run, project, kind):
    data, sentence = BAD_FILES[kind]
    put(project, "originals/văn bản.txt", data)
    put(project, "originals/z.txt", TEXT)
    status, out, err = run("convert")
    assert err == f"originals/văn bản.txt: {sentence}\n"
    assert status == 1
    assert out.endswith("1 converted, 1 failed\n")
    status, _out, err = run("inspect", "originals/văn bản.txt")
    assert (status, err) == (1, f"originals/văn bản.txt: {sentence}\n")


@pytest.mark.parametrize("signs", ["|", "\u00a0\u00a0\n", "\u200b", "***\n\n***", "| | |\n", "-----"])
def test_a_file_of_signs_alone_is_no_crash(run, project, signs):
    put(project, "originals/a.txt", signs)
    status, _out, err = run("convert")
    assert status in (0, 1)
    assert err.startswith("originals/a.txt: ")
    assert run("inspect", "--json", "originals/a.txt")[0] in (0, 1)
    assert run("check")[0] in (0, 1)


def test_a_file_larger_than_any_document_is_not_even_read(run, project):
    path = put(project, "originals/a.txt", "")
    with path.open("wb") as out:
        out.truncate(100 * 1000 * 1000)  # 100 MB on paper, nothing on disk
    status, _out, err = run("convert")
    assert status == 1
    assert err == (
        "originals/a.txt: has 100 MB, more than any text document (21 MB); "
        "split it into its documents, or check that it is the right file\n"
    )


def test_one_line_of_the_largest_size_is_read(project):
    path = put(project, "originals/a.txt", "")
    words = "các cấp uỷ, tổ chức đảng "
    path.write_text(words * (encoding.LARGEST // len(words.encode())), "utf-8")
    (paragraph,) = readers.read(path).paragraphs
    assert len(paragraph.text.encode()) > encoding.LARGEST * 0.99


def test_a_few_unreadable_bytes_stay_visible_and_are_reported(run, project):
    put(project, "originals/a.txt", TEXT.encode() + "2. Giao Sở N".encode() + b"\xf4" + " vụ.".encode())
    status, _out, err = run("convert")
    assert status == 0
    assert "originals/a.txt: note: lost characters: 1 times U+FFFD (\ufffd), first in line 6\n" in err
    (page,) = project.pages()
    assert "2. Giao Sở N\ufffd vụ." in page.read_text("utf-8")


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_the_encodings_of_office_programs_are_read_as_the_same_text(project, name):
    path = put(project, "originals/a.txt", (TEXT * 3).encode(name))
    plain = put(project, "originals/b.txt", TEXT * 3)
    reading = readers.read(path)
    assert reading.paragraphs == readers.read(plain).paragraphs
    assert reading.warnings == ()


def test_a_file_cut_in_the_middle_of_a_letter_is_read(project):
    path = put(project, "originals/a.txt", (TEXT + "Ủy ban nhân dân xã Đứ").encode()[:-1])
    reading = readers.read(path)
    assert reading.paragraphs[-1].text.endswith("\ufffd")
    assert len(reading.warnings) == 1


def test_a_text_without_a_head_becomes_a_page_that_says_what_is_unknown(run, project):
    put(project, "originals/ghi-chep.txt", "Các đồng chí đã trao đổi nhiều vấn đề.\n\nHội nghị kết thúc.\n")
    status, _out, err = run("convert")
    assert status == 0
    assert err == (
        "originals/ghi-chep.txt: note: no head recognised (neither type nor number); "
        "fill in the front matter by hand\n"
    )
    (page,) = project.pages()
    header = page.read_text("utf-8").split("---\n")[1]
    for key in ("type", "number", "issuer", "level", "date", "subject"):
        assert f"\n{key}:\n" in f"\n{header}"


def test_a_file_outside_the_project_is_not_converted(run, project, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    status, _out, err = run("convert", "../a.txt")
    assert status == 1
    assert err == (
        "../a.txt: lies outside originals; copy it there and convert the copy, "
        "because an original is published beside its page\n"
    )


def test_a_link_that_leads_out_of_the_project_is_not_converted(run, project, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (project.originals / "b.txt").symlink_to(tmp_path / "a.txt")
    status, _out, err = run("convert")
    assert status == 1
    assert "lies outside originals; copy it there" in err
    assert list(project.pages()) == []


def test_a_link_that_leads_to_itself_is_one_sentence(run, project):
    (project.originals / "a.txt").symlink_to("b.txt")
    (project.originals / "b.txt").symlink_to("a.txt")
    put(project, "originals/z.txt", TEXT)
    status, out, _err = run("convert")
    assert (status, out.endswith("1 converted\n")) == (0, True)
    status, _out, err = run("convert", "originals/a.txt")
    assert status == 1
    assert err.startswith("originals/a.txt: ")
    assert err.count("\n") == 1
    status, _out, err = run("inspect", "originals/a.txt")
    assert status == 1
    assert err.startswith("originals/a.txt: ")


def test_a_link_to_a_folder_above_is_no_endless_walk(project):
    (project.originals / "lên").symlink_to(project.root, target_is_directory=True)
    put(project, "originals/a.txt", TEXT)
    assert [path.name for path in project.original_files()] == ["a.txt"]


def test_a_file_that_is_not_there_is_one_sentence(run):
    sentence = "originals/a.txt: no such file or directory; check its name and who may read it\n"
    assert run("inspect", "originals/a.txt") == (1, "", sentence)
    status, _out, err = run("convert", "originals/a.txt")
    assert (status, err) == (1, sentence)


def test_a_folder_named_like_a_file_is_one_sentence(run, project):
    put(project, "originals/x.txt/a.txt", TEXT)
    assert run("inspect", "originals/x.txt") == (
        1,
        "",
        "originals/x.txt: is a folder; name the files in it\n",
    )
    status, out, _err = run("convert")  # the file in it is an original as any other
    assert (status, out.endswith("1 converted\n")) == (0, True)


def test_a_file_that_nobody_may_read_is_one_sentence(run, project, mortal):
    path = put(project, "originals/a.txt", TEXT)
    path.chmod(0)
    status, _out, err = run("convert")
    assert (status, err) == (
        1,
        "originals/a.txt: permission denied; check its name and who may read it\n",
    )


def test_a_format_that_we_do_not_read_is_one_sentence(run, project):
    put(project, "originals/a.ppt", b"\xd0\xcf\x11\xe0")
    put(project, "originals/b", TEXT)
    status, _out, err = run("convert")
    assert status == 1
    assert err.startswith("originals/a.ppt: cannot read .ppt; save it as one of .")
    assert "originals/b: cannot read a file without a suffix; save it as one of ." in err
    assert err.count("and convert again\n") == 2


def test_outside_of_any_project_the_answer_is_one_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for command in ("convert", "check", "build", "serve"):
        assert chidao(monkeypatch, command) == 2
        assert capsys.readouterr().err == (
            f"Error: {tmp_path}: no mkdocs.yml here or in a folder above; run chidao inside a project\n"
        )
    with pytest.raises(NoProject):
        Project.find(tmp_path)


def test_a_project_without_originals_is_told_where_to_put_them(run, project):
    project.originals.rmdir()
    status, out, _err = run("convert")
    assert status == 0
    assert out == "No originals in originals; put documents there and run again.\n"


# --- pages ---------------------------------------------------------------------------------------


def problems(project: Project) -> list[str]:
    """Without their columns."""
    found = checking.check(project).problems
    return [str(problem).replace(f":{problem.column}: ", ": ", 1) for problem in found]


BAD_PAGES = {
    "front matter that is not YAML": (
        "---\ntype: [Kết luận\nnumber: 1\n---\n",
        "3: không đọc được thuộc tính ở dòng này; viết dạng «khóa: giá trị», "
        "đặt giá trị trong ngoặc kép nếu có dấu hai chấm [front-matter]",
    ),
    "an unknown key": (
        "---\ntype: Kết luận\nnumbr: 1-KL/TW\n---\n",
        "3: không có khóa «numbr»; có phải là «number»? [front-matter]",
    ),
    "a day that does not exist": (
        "---\ntype: Báo cáo\ndate: 31/6/2021\n---\n",
        "3: ngày 31/6/2021 không có trong lịch; xem lại bản gốc, để trống nếu chưa rõ [dates]",
    ),
    "a day that does not exist, year first": (
        "---\ntype: Báo cáo\ndate: 2021-06-31\n---\n",
        "3: ngày 31/6/2021 không có trong lịch; xem lại bản gốc, để trống nếu chưa rõ [dates]",
    ),
    "a day first": (
        "---\ntype: Kết luận\ndate: 11/7/2025\n---\n",
        "3: viết ngày dạng năm-tháng-ngày: 2025-07-11, không phải «11/7/2025» [dates]",
    ),
    "words for a date": (
        "---\ntype: Kết luận\ndate: tháng 7\n---\n",
        "3: «tháng 7» không phải là ngày; viết năm-tháng-ngày, ví dụ 2025-07-11, "
        "để trống nếu chưa rõ [dates]",
    ),
    "an original that is not there": (
        "---\ntype: Kết luận\noriginal:\n  file: originals/mất.txt\n---\n",
        "4: không tìm thấy bản gốc «originals/mất.txt»; chép tệp vào đó, hoặc bỏ khóa «original» [original]",
    ),
    "an original outside originals": (
        "---\ntype: Kết luận\noriginal:\n  file: originals/../mkdocs.yml\n---\n",
        "4: không tìm thấy bản gốc «originals/../mkdocs.yml»; chép tệp vào đó, "
        "hoặc bỏ khóa «original» [original]",
    ),
    "no type": (
        "---\nnumber: 1-KL/TW\n---\n",
        "2: thiếu khóa «type» (Loại văn bản); thêm khóa này, để trống nếu chưa rõ [front-matter]",
    ),
    "a level that is none": (
        "---\ntype: Kết luận\nlevel: tỉnh\n---\n",
        "3: «Cấp» không nhận giá trị «tỉnh»; chọn một trong: central, province, district, commune "
        "[front-matter]",
    ),
    "an issuer that is no list": (
        "---\ntype: Kết luận\nissuer: Bộ Chính trị\n---\n",
        "3: «Cơ quan ban hành» phải là danh sách: xuống dòng, viết «- Bộ Chính trị» [front-matter]",
    ),
    "no front matter": (
        "# KẾT LUẬN\n",
        "1: trang phải bắt đầu bằng một dòng --- rồi đến các thuộc tính của văn bản [front-matter]",
    ),
}


@pytest.mark.parametrize("kind", BAD_PAGES)
def test_a_bad_page_is_one_sentence_with_its_line(project, kind):
    text, sentence = BAD_PAGES[kind]
    put(project, "content/van-ban/a.md", text)
    assert problems(project) == [f"content/van-ban/a.md:{sentence}"]


def test_a_page_without_an_original_is_no_problem(project):
    put(project, "content/van-ban/a.md", PAGE)
    assert problems(project) == []


def test_a_page_that_is_not_utf_8_is_one_sentence_with_its_line(project):
    put(project, "content/van-ban/a.md", PAGE.encode() + b"\n1. M\xf4t.\n")
    assert problems(project) == [
        "content/van-ban/a.md:7: tệp không phải UTF-8; mở và lưu lại dưới dạng UTF-8 [encoding]"
    ]


@pytest.mark.parametrize("kind", [*BAD_PAGES, "not UTF-8"])
def test_a_bad_page_does_not_stop_check_and_the_others_are_read(run, project, kind):
    text = BAD_PAGES[kind][0].encode() if kind in BAD_PAGES else b"---\ntype: M\xf4t\n---\n"
    put(project, "content/van-ban/a.md", text)
    put(project, "content/van-ban/b.md", PAGE + "\n1. K\ufffdt luận.\n")
    status, out, err = run("check")
    assert (status, err) == (1, "")
    assert "content/van-ban/b.md:7:5: cảnh báo: ký tự bị mất" in out


def test_a_page_of_many_faults_tells_them_all_in_the_order_of_its_lines(project):
    put(
        project,
        "content/van-ban/a.md",
        "---\ntype: Kết luận\nnumber: 1 - KL/TW\ndate: 31/6/2021\nso: 5\n---\n",
    )
    assert [problem.split(":")[1] for problem in problems(project)] == ["3", "4", "5"]


def test_a_page_in_a_loop_of_aliases_does_not_stop_the_others(project):
    put(project, "content/van-ban/a.md", "---\ntype: &a [*a]\n---\n")
    put(project, "content/van-ban/b.md", PAGE)
    held = library.load(project)
    assert [entry.path.name for entry in held.entries] == ["b.md"]
    assert len(held.broken) == 1


def test_a_page_of_endless_brackets_does_not_stop_the_others(project):
    put(project, "content/van-ban/a.md", f"---\ntype: {'[' * 3000}{']' * 3000}\n---\n")
    put(project, "content/van-ban/b.md", PAGE)
    held = library.load(project)
    assert [entry.path.name for entry in held.entries] == ["b.md"]
    assert len(held.broken) == 1


def test_a_page_of_endless_quotations_does_not_stop_the_others(project):
    put(project, "content/van-ban/a.md", f"{PAGE}\n{'> ' * 3000}sâu\n")
    put(project, "content/van-ban/b.md", PAGE)
    assert len(library.load(project).entries) == 2


def test_a_folder_named_like_a_page_does_not_stop_the_others(run, project):
    (project.documents / "2025.md").mkdir()
    put(project, "content/van-ban/b.md", PAGE)
    assert [entry.path.name for entry in library.load(project).entries] == ["b.md"]
    assert run("check")[0] == 0


def test_a_name_of_an_original_that_no_file_can_have_is_a_problem_of_its_page(project):
    name = "a" * 300
    put(project, "content/van-ban/a.md", f"---\ntype: Báo cáo\noriginal:\n  file: originals/{name}\n---\n")
    (problem,) = problems(project)
    assert problem.startswith("content/van-ban/a.md:4: không tìm thấy bản gốc")


def test_an_original_that_became_unreadable_is_a_problem_of_its_page(run, project):
    put(project, "originals/a.txt", TEXT)
    run("convert")
    put(project, "originals/a.txt", "")
    (page,) = project.pages()
    name = page.relative_to(project.root)
    lines = page.read_text("utf-8").split("\n")
    hash_line = next(n for n, line in enumerate(lines, 1) if "sha256:" in line)
    assert problems(project) == [
        f"{name}:{hash_line}: tệp «originals/a.txt» không còn là tệp đã chuyển đổi (SHA-256 khác); "
        "lấy lại tệp cũ, hoặc chạy: chidao convert --update [original]"
    ]


def test_check_of_a_page_that_is_not_there_is_one_sentence(run):
    assert run("check", "content/van-ban/a.md") == (
        2,
        "",
        "Error: content/van-ban/a.md: there is no such page; pages lie in content/van-ban\n",
    )


def test_check_of_a_file_that_is_no_page_is_one_sentence(run, project):
    put(project, "originals/a.txt", TEXT)
    assert run("check", "originals/a.txt") == (
        2,
        "",
        "Error: originals/a.txt: is no page of this project; pages lie in content/van-ban\n",
    )
    put(project, "content/anh.png", "")
    assert run("check", "content/anh.png") == (
        2,
        "",
        "Error: content/anh.png: is no page; name a file that ends in .md, or a folder of such\n",
    )


def test_a_new_page_is_readable_for_the_others_of_the_group(run, project):
    put(project, "originals/a.txt", TEXT)
    run("convert")
    (page,) = project.pages()
    assert os.stat(page).st_mode & 0o444 == 0o444
    assert [p.name for p in Path(page.parent).iterdir()] == [page.name]
