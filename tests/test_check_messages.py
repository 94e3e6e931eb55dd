"""What checks say of a page: the line and the column, the words of the message, and what is mended."""

from __future__ import annotations

import pytest

from chidao.checking.examine import examine
from chidao.checks import Problem
from chidao.project import Project
from helpers import put


def problems(project: Project, page: str) -> tuple[Problem, ...]:
    path = put(project, "content/van-ban/a.md", page)
    return examine(project, path, page.encode()).problems


LIST = "phải là danh sách: xuống dòng, viết"


STRAIGHT = "không đúng dạng: viết thẳng giá trị sau"


@pytest.mark.parametrize(
    ("header", "line", "message"),
    [
        ("issuer:\n- Ban A\n- Ban A\n", 3, "«Cơ quan ban hành» ghi hai lần một giá trị; chỉ giữ lại một"),
        ("issuer: {a: b}\n", 3, f"«Cơ quan ban hành» {LIST} «- …»"),
        ("issuer: Ban A\n", 3, f"«Cơ quan ban hành» {LIST} «- Ban A»"),
        ("issuer:\n-\n", 4, "một mục của «Cơ quan ban hành» để trống; ghi giá trị, hoặc xóa mục này"),
        ("issuer:\n- - a\n", 4, f"một mục của «Cơ quan ban hành» {STRAIGHT} dấu gạch đầu dòng"),
        ("level: [central]\n", 3, f"«Cấp» {STRAIGHT} dấu hai chấm, cùng một dòng với khóa"),
        ("tasks: abc\n", 3, f"«Nhiệm vụ và thời hạn» {LIST} «- clause: …»"),
        (
            "signer: Trần Cẩm Tú\n",
            3,
            "«Người ký» gồm các khóa name, position, authority: "
            "xuống dòng, mỗi khóa một dòng, lùi vào hai dấu cách",
        ),
        (
            "relations:\n- 34-KL/TW\n",
            4,
            "một mục của «Quan hệ với văn bản khác» gồm các khóa kind, document, clause, clauses, note, "
            "reject: xuống dòng, mỗi khóa một dòng, lùi vào hai dấu cách",
        ),
        ("relations:\n- document: 34-KL/TW\n", 4, "thiếu khóa «kind» (Loại quan hệ); thêm khóa này"),
        (
            "relations:\n- document: 34-KL/TW\n  kind:\n",
            5,
            "«Loại quan hệ» để trống; chọn một trong: implements, based_on, amends, replaces, repeals, "
            "reviews, attached_to, cites",
        ),
        (
            "redirects:\n- x\n",
            4,
            "một mục của «Địa chỉ cũ» không đúng dạng: «x». Những địa chỉ mà trang này từng có, để liên kết "
            "cũ vẫn dẫn đến đây: van-ban/2022/ten-cu.md. Lệnh chidao move tự ghi.",
        ),
    ],
)
def test_what_has_the_wrong_form_is_told_in_words_of_editors(project, header, line, message):
    page = f"---\ntype: Kết luận\n{header}---\n"
    found = problems(project, page)
    assert [(p.line, p.message) for p in found] == [(line, message)]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (
            "number:\nconflicts:\n- key: number\n  new: 1-KL/TW\n",
            "khóa «number»: bản đang có để trống, bản chuyển đổi mới ghi «1-KL/TW»; "
            "ghi giá trị đúng vào khóa ấy (dòng 3), rồi xóa mục này",
        ),
        (
            "conflicts:\n- key: place\n  new: Hà Nội\n",
            "khóa «place»: bản đang có để trống, bản chuyển đổi mới ghi «Hà Nội»; "
            "thêm khóa ấy nếu giá trị mới đúng, rồi xóa mục này",
        ),
        (
            "issuer:\n- Ban A\nconflicts:\n- key: issuer\n  new:\n  - Ban B\n  - Ban C\n",
            "khóa «issuer»: bản đang có ghi «Ban A», bản chuyển đổi mới ghi «Ban B»; «Ban C»; "
            "ghi giá trị đúng vào khóa ấy (dòng 3), rồi xóa mục này",
        ),
    ],
    ids=["a blank value", "no such key", "a list"],
)
def test_a_choice_of_values_is_told_with_the_place_for_the_right_one(project, header, message):
    page = f"---\ntype: Kết luận\n{header}---\n"
    assert [p.message for p in problems(project, page)] == [message]


def test_a_fence_is_told_once(project):
    page = "---\ntype: Kết luận\n---\n\n```\n\nMột.\n"
    assert [p.message for p in problems(project, page)] == [
        "hàng dấu này hiện nguyên trên trang; xóa đi, trang văn bản không có khối mã"
    ]


def test_a_date_that_is_none_is_told_once(project):
    page = "---\ntype: Kế hoạch\nlevel: district\nprovince: Hà Giang\ndate: chưa rõ\n---\n"
    assert [p.code for p in problems(project, page)] == ["dates"]
    page = page.replace("chưa rõ", "[2025-07-11]")
    assert [p.code for p in problems(project, page)] == ["front-matter"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("Giao **Ban** và **Văn phòng chủ trì.", 5, 17),
        ("Giao ban_tổ_chức và _văn phòng_ chủ trì.", 5, 21),
        ("| TT | **Việc** |\n| --- | --- |\n| **1** | **Một |", 7, 11),
        ("- Giao **Ban**\n  chủ\\* **trì\n  và báo cáo.", 6, 9),
        ("Số <br> là **một** [^1] <br>\n\n[^1]: Lời.", 5, 25),
    ],
    ids=["behind a pair", "behind a gap", "in a table", "on a later line", "behind a note"],
)
def test_a_sign_is_told_where_it_stands(project, text, line, column):
    page = f"---\ntype: Kết luận\n---\n\n{text}\n"
    found = problems(project, page)
    assert [(p.line, p.column, p.code) for p in found][-1] == (line, column, "markup")


def told_of_letters(project: Project, line: str) -> list[tuple[int, str, str | None]]:
    """Column, message and what is to stand there, of a page with *line* in its text."""
    page = f"---\ntype: Kết luận\n---\n\n{line}\n"
    found = problems(project, page)
    return [(p.column, p.message, p.edit and p.edit.new) for p in found if p.code == "characters"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("３ xã", [(1, "«３» là dạng chữ đặc biệt; gõ lại bằng chữ thường: 3", "3")]),
        (
            "một｜hai",
            [
                (
                    4,
                    "«｜» là dạng đặc biệt của dấu |; gõ lại dấu thường "
                    "(trong lời văn viết \\|, trong thuộc tính đặt cả giá trị trong ngoặc kép)",
                    None,
                )
            ],
        ),
        (
            "một\u00a0hai",
            [(4, "có dấu cách không ngắt giữa «một» và «hai»; thay bằng dấu cách thường", " ")],
        ),
        ("QÐ-UBND", [(2, "chữ Ð của tiếng Iceland trong «QÐ-UBND»; sửa thành Đ", "Đ")]),
        (
            "NĐ-СР",
            [(1, "chữ С, Р trong «NĐ-СР» là chữ tiếng Nga; gõ lại bằng chữ thường: NĐ-CP", "NĐ-CP")],
        ),
        ("Theo báo Правда, СССР", []),
        ("chữ ក\u200cខ", []),
    ],
    ids=[
        "a wide figure",
        "a sign that Markdown would obey",
        "a blank that no line ends at",
        "eth",
        "a number",
        "a sentence of Russian",
        "Khmer",
    ],
)
def test_letters_are_told_and_mended_only_where_the_words_stay(project, line, found):
    assert told_of_letters(project, line) == found
