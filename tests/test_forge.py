"""Where pages are edited: the addresses of each forge, as mkdocs.yml names it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from chidao.publish import BadForge, forge_of, mending

HOST = "https://git.vi-du.vn/van-phong/kho"
PAGE = "van-ban/2025/ket-luan-177-kl-tw.md"
ODD = "van-ban/2025/Kết luận #1, 100% & (a).md"
ODD_QUOTED = "van-ban/2025/K%E1%BA%BFt%20lu%E1%BA%ADn%20%231%2C%20100%25%20%26%20%28a%29.md"


def forge(tmp_path, extra=None, url=HOST, edit_uri=None, template=None):
    return forge_of(tmp_path, {"forge": extra} if extra else {}, url, edit_uri, template)


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("github", f"{HOST}/edit/main/content/{PAGE}"),
        ("gitlab", f"{HOST}/-/edit/main/content/{PAGE}"),
        ("gitea", f"{HOST}/src/branch/main/content/{PAGE}?display=source"),
        ("forgejo", f"{HOST}/src/branch/main/content/{PAGE}?display=source"),
    ],
)
def test_each_forge_has_its_own_address_of_a_file(tmp_path, kind, address):
    assert forge(tmp_path, {"kind": kind}).address_of(PAGE) == address


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/van-phong/kho", "github"),
        ("https://gitlab.com/van-phong/to/kho.git", "gitlab"),
        ("https://codeberg.org/van-phong/kho/", "forgejo"),
    ],
)
def test_well_known_hosts_need_no_kind_and_no_exact_form(tmp_path, url, kind):
    found = forge(tmp_path, url=url)
    assert found.kind == kind
    assert found.url == url.removesuffix("/").removesuffix(".git")


def test_letters_of_a_name_are_encoded_and_its_folders_stay(tmp_path):
    assert forge(tmp_path, {"kind": "github"}).address_of(ODD) == f"{HOST}/edit/main/content/{ODD_QUOTED}"


def test_a_branch_may_have_folders_and_accents(tmp_path):
    found = forge(tmp_path, {"kind": "gitlab", "branch": "sửa/2025 #1"})
    assert found.address_of(PAGE) == f"{HOST}/-/edit/s%E1%BB%ADa/2025%20%231/content/{PAGE}"


def test_a_project_in_a_folder_of_its_repository_finds_that_by_itself(tmp_path):
    root = tmp_path / "tài liệu" / "kho"
    root.mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    assert forge(root, {"kind": "github"}).address_of(PAGE) == (
        f"{HOST}/edit/main/t%C3%A0i%20li%E1%BB%87u/kho/content/{PAGE}"
    )


def test_a_folder_can_be_stated(tmp_path):
    found = forge(tmp_path, {"kind": "github", "folder": "/kho/"})
    assert found.address_of(PAGE) == f"{HOST}/edit/main/kho/content/{PAGE}"


def test_the_keys_of_mkdocs_hold(tmp_path):
    kind = {"kind": "gitea"}
    assert forge(tmp_path, kind, edit_uri="_edit/chinh/kho/content/").address_of(PAGE) == (
        f"{HOST}/_edit/chinh/kho/content/{PAGE}"
    )
    template = "https://sua.vi-du.vn/?tep=content/{path}"
    assert forge(tmp_path, kind, template=template).address_of(PAGE) == (
        f"https://sua.vi-du.vn/?tep=content/{PAGE}"
    )


def test_what_mkdocs_fills_in_by_itself_is_passed_over(tmp_path):
    found = forge(tmp_path, url="https://github.com/a/b", edit_uri="edit/master/docs/")
    assert found.address_of(PAGE) == f"https://github.com/a/b/edit/main/content/{PAGE}"


@pytest.mark.parametrize(
    ("extra", "url", "message"),
    [
        (
            {"kind": "svn"},
            HOST,
            "extra.forge.kind: 'svn' is not known; write one of github, gitlab, gitea, forgejo",
        ),
        (
            {"mail": "a@b.vn"},
            HOST,
            "repo_url: git.vi-du.vn may be any forge; "
            "say which: extra: {forge: {kind: …}}, one of github, gitlab, gitea, forgejo",
        ),
        (
            {"kind": "github"},
            "javascript:alert(1)",
            "repo_url: 'javascript:alert(1)' is no address; write https://… as in a browser",
        ),
        (
            {"nhanh": "main"},
            HOST,
            "extra.forge: knows no 'nhanh'; write kind, branch, folder or mail",
        ),
        ("github", HOST, "extra.forge: is no list of keys; write kind, branch, folder or mail below it"),
    ],
)
def test_what_cannot_be_understood_is_said_with_its_key(tmp_path, extra, url, message):
    with pytest.raises(BadForge) as error:
        forge(tmp_path, extra, url)
    assert str(error.value) == f"mkdocs.yml: {message}"


# ── Reports ──

TITLE = "Kết luận số 177-KL/TW"
ADDRESS = "van-ban/2025/ket-luan-177-kl-tw.html"


@pytest.mark.parametrize(
    ("kind", "path", "title", "body"),
    [
        ("github", "/van-phong/kho/issues/new", "title", "body"),
        ("gitlab", "/van-phong/kho/-/issues/new", "issue[title]", "issue[description]"),
        ("gitea", "/van-phong/kho/issues/new", "title", "body"),
        ("forgejo", "/van-phong/kho/issues/new", "title", "body"),
    ],
)
def test_a_report_becomes_an_issue_with_the_page_filled_in(tmp_path, kind, path, title, body):
    found = mending(forge(tmp_path, {"kind": kind}), TITLE, ADDRESS, PAGE)
    address = urlsplit(found.report)
    assert address.path == path
    assert parse_qs(address.query) == {
        title: ["Báo lỗi: Kết luận số 177-KL/TW"],
        body: [f"    Địa chỉ: {ADDRESS}\n    Tệp: content/{PAGE}\n\nSai ở đâu, nên sửa thế nào:\n"],
    }


def test_a_page_without_a_file_offers_a_report_only(tmp_path):
    found = mending(forge(tmp_path, {"kind": "github"}), "Năm 2025", "duyet/nam/2025.html", None)
    assert found.edit == ""
    assert parse_qs(urlsplit(found.report).query)["body"] == [
        "    Địa chỉ: duyet/nam/2025.html\n\nSai ở đâu, nên sửa thế nào:\n"
    ]


def test_without_a_forge_both_are_mails(tmp_path):
    found = mending(forge(tmp_path, {"mail": "bien-tap@vi-du.vn"}, url=None), TITLE, ADDRESS, PAGE)
    facts = f"Địa chỉ: {ADDRESS}\r\nTệp: content/{PAGE}\r\n\r\n"
    for address, subject, asked in [
        (found.edit, "Đề nghị sửa", "Xin sửa như sau:\r\n"),
        (found.report, "Báo lỗi", "Sai ở đâu, nên sửa thế nào:\r\n"),
    ]:
        parts = urlsplit(address)
        assert (parts.scheme, parts.path) == ("mailto", "bien-tap@vi-du.vn")
        assert "+" not in address
        assert parse_qs(parts.query) == {"subject": [f"{subject}: {TITLE}"], "body": [facts + asked]}


def test_a_long_title_is_cut_and_the_address_stays_short(tmp_path):
    title = "ĐỀ CƯƠNG BÁO CÁO TỔNG KẾT VIỆC THỰC HIỆN\nTHÍ ĐIỂM CÁC MÔ HÌNH TỔ CHỨC MỚI " * 20
    found = mending(forge(tmp_path, url=None), title, ADDRESS, PAGE)
    assert parse_qs(urlsplit(found.report).query)["subject"] == [
        "Báo lỗi: ĐỀ CƯƠNG BÁO CÁO TỔNG KẾT VIỆC THỰC HIỆN THÍ ĐIỂM CÁC MÔ…"
    ]
    assert len(found.report) < 1000
