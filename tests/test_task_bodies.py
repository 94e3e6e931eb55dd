"""Whom the words of an assignment mean: where a name ends, which bodies a list names, who has a page."""

from __future__ import annotations

import pytest

from chidao.document import Facts
from chidao.publish.one_body import is_one
from chidao.tasks.actors import actors_at
from chidao.tasks.bodies import doers, full_name, names

TODAY = Facts(date="2025-11-20")


@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("Bộ Khoa học và Công nghệ", "quản lý chất lượng nhiên liệu"),
        ("UBND các xã, phường", "tổ chức vận chuyển hàng"),
        ("Văn phòng UBND tỉnh", "tổ chức theo dõi"),
        ("Ban Quản lý Khu kinh tế Đông Nam", "rà soát"),
        ("các tổ chức quản lý tài sản", "báo cáo"),
        ("Ban Tổ chức Tỉnh uỷ", "tham mưu"),
        ("Sở Xây dựng", "Theo dõi, đôn đốc"),
        ("Bộ trưởng Bộ Giáo dục và Đào tạo", "xét tặng Bằng khen cho cá nhân"),
        ("Ngân hàng Nhà nước", "chấp thuận thành lập chi nhánh"),
        ("Ban Tuyên giáo và Dân vận Trung ương", "công nhận đội ngũ báo cáo viên"),
        ("Cục Hàng không Việt Nam", "có trách nhiệm"),
        ("Tổng cục Hậu cần - Kỹ thuật", "chỉ đạo"),
        ("Văn phòng đăng ký đất đai", "chỉnh lý"),
        ("Cục Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ", "hướng dẫn"),
        ("Cục Quản lý, giám sát tổ chức tín dụng", "có ý kiến"),
        ("Cục Quản lý Khám, chữa bệnh", "phối hợp"),
        ("Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên", "rà soát"),
        ("Ủy ban Nhân dân các cấp", "thực hiện các quy định sau đây"),
    ],
)
def test_a_name_ends_before_what_its_body_does(name: str, rest: str) -> None:
    text = f"{name} {rest}"
    assert text[: actors_at(text, 0)] == name


def test_a_set_of_things_is_no_ministry() -> None:
    assert actors_at("Bộ Từ điển dữ liệu dùng chung", 0) is None
    assert actors_at("Bộ Y tế", 0) == len("Bộ Y tế")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Bộ Tài chính Bộ Y tế", ("Bộ Tài chính", "Bộ Y tế")),
        ("các đơn vị thuộc Bộ Y tế", ("các đơn vị thuộc Bộ Y tế",)),
        ("Bộ trưởng Bộ Y tế", ("Bộ trưởng Bộ Y tế",)),
        ("Hội đồng thành viên hoặc Chủ tịch công ty", ("Hội đồng thành viên", "Chủ tịch công ty")),
        (
            "Bộ trưởng các Bộ: Quốc phòng, Công an và Y tế; Sở Nội vụ",
            ("Bộ trưởng các Bộ: Quốc phòng, Công an và Y tế", "Sở Nội vụ"),
        ),
    ],
)
def test_a_list_is_cut_between_its_names(words: str, parts: tuple[str, ...]) -> None:
    assert names(words) == parts


@pytest.mark.parametrize(
    ("words", "bodies"),
    [
        (
            "Bộ trưởng các Bộ: Văn hóa, Thể thao và Du lịch, Giáo dục và Đào tạo",
            ("Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch", "Bộ trưởng Bộ Giáo dục và Đào tạo"),
        ),
        (
            "Chủ tịch UBND các tỉnh, thành phố: Hà Tĩnh, Quảng Trị và Huế",
            (
                "Chủ tịch Ủy ban nhân dân tỉnh Hà Tĩnh",
                "Chủ tịch Ủy ban nhân dân tỉnh Quảng Trị",
                "Chủ tịch Ủy ban nhân dân thành phố Huế",
            ),
        ),
        (
            "Uỷ ban nhân dân thành phố Hà Nội, Thành phố Hồ Chí Minh",
            ("Uỷ ban nhân dân thành phố Hà Nội", "Uỷ ban nhân dân thành phố Hồ Chí Minh"),
        ),
    ],
)
def test_names_that_share_their_head_are_several_bodies(words: str, bodies: tuple[str, ...]) -> None:
    (doer,) = doers(words, TODAY)
    assert (doer.bodies, doer.group) == (bodies, True)


@pytest.mark.parametrize("name", ["Thuế tỉnh, thành phố", "Giám đốc Công an các tỉnh, thành phố"])
def test_a_class_of_provinces_is_expanded_with_and_without_cac(name: str) -> None:
    (doer,) = doers(name, TODAY)
    assert len(doer.bodies) == 34


@pytest.mark.parametrize(
    "name",
    ["Ủy ban nhân dân cấp xã", "Công an xã, phường, đặc khu", "Chính quyền địa phương", "UBND 06 tỉnh"],
)
def test_a_class_without_a_list_names_nobody(name: str) -> None:
    assert [(d.bodies, d.group) for d in doers(name, TODAY)] == [((), True)]


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("Bộ trưởng", "Bộ trưởng Bộ Y tế"),
        ("Văn phòng Bộ", "Văn phòng Bộ Y tế"),
        ("Vụ Pháp chế", "Vụ Pháp chế Bộ Y tế"),
        ("Vụ Pháp chế Bộ Tài chính", "Vụ Pháp chế Bộ Tài chính"),
        ("Cục Quản lý Dược", "Cục Quản lý Dược"),
        ("Bộ Tài chính37", "Bộ Tài chính"),
        ("đồng chí Bí thư Tỉnh uỷ", "Bí thư Tỉnh uỷ"),
    ],
)
def test_what_is_of_the_ministry_that_speaks_bears_its_name(name: str, whole: str) -> None:
    assert full_name(name, Facts(level="central", issuer=("Bộ Y tế",))) == whole


@pytest.mark.parametrize(
    "name",
    ["Chính phủ", "Văn phòng Quốc hội", "Bộ Y tế", "Cục Thuế", "Tòa án nhân dân tối cao", "Huyện ủy Đức Thọ"],
)
def test_a_name_that_tells_which_has_a_page(name: str) -> None:
    assert is_one(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ủy ban nhân dân",
        "Hội đồng thành viên",
        "Công an Thành phố",
        "Chủ tịch",
        "Ngân hàng thương mại",
        "Thuế cơ sở",
        "Thủ tục hành chính",
        "Nguyễn Văn A",
        "Sở Y tế, Y tế Bộ, ngành",
    ],
)
def test_a_name_that_tells_only_what_it_is_has_none(name: str) -> None:
    assert not is_one(name)
