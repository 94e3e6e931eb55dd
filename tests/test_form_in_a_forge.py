"""The form against a forge: what it is told of each, and a save that becomes a request to merge."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from chidao.editing_form import BadForm, Place, place_of
from chidao.editing_form.building import policy
from chidao.editing_form.settings import groups_of, sveltia_settings
from chidao.publish import Forge, forge_of
from test_editing_form import FILE, ONE, changes

HOST = "https://git.vi-du.vn"


def place(kind: str, url: str = f"{HOST}/van-phong/kho", form: object = True, **extra: str) -> Place | None:
    given = {"forge": {"kind": kind, "folder": "kho", **extra}, "form": form}
    return place_of(forge_of(Path("/"), given, url, None, None), given)


def test_where_a_save_goes_in_each_forge() -> None:
    assert place("gitlab").backend == {
        "name": "gitlab",
        "repo": "van-phong/kho",
        "branch": "main",
        "api_root": f"{HOST}/api/v4",
        "base_url": HOST,
        "commit_messages": {"update": "Sửa {{path}} bằng biểu mẫu"},
        "auth_methods": ["token"],
    }
    assert place("gitlab").review
    assert place("gitlab").folder == "kho/"
    assert place("github", "https://github.com/van-phong/kho", branch="chinh").backend == {
        "name": "github",
        "repo": "van-phong/kho",
        "branch": "chinh",
        "commit_messages": {"update": "Sửa {{path}} bằng biểu mẫu"},
        "auth_methods": ["token"],
    }
    forgejo = place("forgejo")
    assert (forgejo.backend["name"], forgejo.backend["branch"], forgejo.review) == (
        "gitea",
        "bien-tap",
        False,
    )
    assert "auth_methods" not in place("gitlab", form={"app_id": "a1"}).backend
    assert place("forgejo", form={"branch": "sua", "app_id": "a1"}).backend["branch"] == "sua"
    assert place("forgejo", form=False) is None


def test_what_cannot_be_understood_is_told() -> None:
    with pytest.raises(BadForm) as told:
        place("gitlab", form={"token": "x"})
    assert str(told.value) == (
        "mkdocs.yml: extra.form: knows no 'token'; write branch, app_id or sign_in, or false for no form"
    )
    with pytest.raises(BadForm) as told:
        place("gitlab", form="có")
    assert str(told.value) == (
        "mkdocs.yml: extra.form: is no list of keys; write branch, app_id or sign_in below it, or false for no form"
    )


def test_the_policy_names_the_forge_and_nobody_else() -> None:
    assert policy(()) == (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; manifest-src blob:; form-action 'none'; base-uri 'none'"
    )
    assert f"connect-src 'self' {HOST};" in policy(place("gitlab").hosts)
    assert place("github", "https://github.com/van-phong/kho").hosts == ("https://api.github.com",)


def test_folders_are_groups_the_newest_year_first() -> None:
    pages = [
        "van-ban/chua-ro-nam/a.md",
        "van-ban/2024/b.md",
        "van-ban/2025/c.md",
        "van-ban/2025/phụ lục/d.md",
    ]
    assert [(g.name, g.label, g.pages) for g in groups_of([*pages, "van-ban/2025/e.md"])] == [
        ("2025", "Năm 2025", 2),
        ("2024", "Năm 2024", 1),
        ("chua-ro-nam", "Chưa rõ năm", 1),
        ("2025--phu-luc", "2025/phụ lục", 1),
    ]


def test_without_a_forge_there_is_only_the_folder() -> None:
    found = place_of(Forge(), {})
    assert found is not None
    assert (found.hosts, found.review, found.folder) == ((), False, "")


class GitLab:
    """The answers of a GitLab that holds one page, and what it was asked to change."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.changes: list[tuple[str, dict[str, Any]]] = []
        self.read: list[str] = []

    def __call__(self, route: Any) -> None:
        request = route.request
        path = unquote(request.url.removeprefix(f"{HOST}/api/")).partition("?")[0]
        given = json.loads(request.post_data) if request.post_data else {}
        if request.method in ("POST", "PUT") and path != "graphql":
            self.changes.append((f"{request.method} {path}", given))
        headers = {"access-control-allow-origin": "*", "access-control-allow-headers": "*"}
        headers["access-control-allow-methods"] = "GET, POST, PUT"
        route.fulfill(json=self.answer(request.method, path, given), headers=headers)

    def answer(self, method: str, path: str, given: dict[str, Any]) -> Any:
        if path == "graphql":
            return {"data": {"project": {"repository": self.repository(given["query"], given["variables"])}}}
        day = {"created_at": DAY, "updated_at": DAY, "committed_date": DAY}
        if path.endswith("/repository/commits"):
            return {"id": "c1", **day}
        if path.endswith("/branches/main"):
            return {"name": "main", "commit": {"id": "c0", **day}}
        if "/merge_requests" in path and method != "GET":
            # A request that waits for review has another label, and is no draft any more.
            label = given.get("labels") or given.get("add_labels") or "sveltia-cms/draft"
            request = {"iid": 7, "id": 7, "web_url": f"{HOST}/7", "sha": "c1", "state": "opened", **day}
            return {**request, "title": given.get("title", ""), "labels": label.split(",")}
        person = {
            "id": 1,
            "username": "lan",
            "name": "Lan",
            "email": "lan@vi-du.vn",
            "avatar_url": "",
            "web_url": HOST,
        }
        return person if path == "v4/user" else [person] if path.endswith("/users") else []

    def repository(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        if "lastCommit" in query:
            return {"tree": {"lastCommit": {"sha": "c0", "message": ""}}}
        if "rawTextBlob" in query:
            self.read += variables["paths"]
            return {"blobs": {"nodes": [{"rawTextBlob": self.page} for _ in variables["paths"]]}}
        paths = ["mkdocs.yml", FILE, *(f"content/van-ban/2025/{number}.md" for number in range(300))]
        nodes = [{"type": "blob", "path": path, "sha": path} for path in paths]
        return {"tree": {"blobs": {"nodes": nodes, "pageInfo": {"endCursor": "", "hasNextPage": False}}}}


DAY = "2026-01-02T00:00:00Z"


@pytest.mark.browser
def test_a_save_is_a_request_to_merge_that_waits_for_review(
    site: Path, server: str, browser: Any, tmp_path: Path
) -> None:
    found = place("gitlab", folder="")
    assert found is not None
    page_before = (site.parent / FILE).read_text("utf-8")
    forge = GitLab(page_before)
    window = as_in(browser, site, server, found)
    window.route(f"{HOST}/**", forge)
    window.goto(server + ONE)
    window.get_by_role("button", name="Đăng nhập bằng mã truy cập").click()
    window.get_by_role("textbox").fill("glpat-cua-lan")
    window.get_by_role("button", name="Đăng nhập", exact=True).click()
    window.locator('section[data-key-path="place"] input').fill("Vinh")
    window.get_by_role("button", name="Lưu", exact=True).click()
    window.get_by_role("button", name="Gửi duyệt").click()
    window.locator("[role=grid]").first.wait_for()
    window.context.close()

    # Of 301 pages in the repository only this one was read.
    assert forge.read == [FILE]
    (commit, commit_of), (request, request_of), (review, review_of), *_ = forge.changes
    assert commit == "POST v4/projects/van-phong/kho/repository/commits"
    assert (commit_of["branch"], commit_of["start_branch"]) == ("cms/2025/ket-luan-177-kl-tw", "main")
    assert commit_of["commit_message"] == f"Sửa {FILE} bằng biểu mẫu"
    (action,) = commit_of["actions"]
    assert (action["action"], action["file_path"]) == ("update", FILE)
    assert changes(page_before, action["content"]) == ["-place: Hà Nội", "+place: Vinh"]
    assert request == "POST v4/projects/van-phong/kho/merge_requests"
    assert (request_of["source_branch"], request_of["target_branch"]) == (commit_of["branch"], "main")
    assert request_of["title"] == f"Draft: Sửa {FILE} bằng biểu mẫu"
    assert review == "PUT v4/projects/van-phong/kho/merge_requests/7"
    assert "pending_review" in json.dumps(review_of)


def as_in(browser: Any, site: Path, server: str, found: Place) -> Any:
    """A window in which the form of *site* is that of a project in a forge."""
    text = (site / "bien-tap/settings.js").read_text("utf-8").partition("= ")[2]
    given = {**json.loads(text), "sveltia": sveltia_settings("Kho", found), "hosts": list(found.hosts)}
    given["folder"] = found.folder
    html = (site / "bien-tap/sua.html").read_text("utf-8").replace(policy(()), policy(found.hosts))
    window = browser.new_context(viewport={"width": 1280, "height": 4000}).new_page()
    window.route(
        "**/settings.js", lambda route: route.fulfill(body=f"globalThis.chidaoForm = {json.dumps(given)}")
    )
    window.route(
        re.compile(r".*/sua\.html.*"),
        lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"),
    )
    return window


@pytest.mark.browser
@pytest.mark.parametrize("kind", ["github", "forgejo"])
def test_sveltia_takes_the_settings_of_each_forge(site: Path, kind: str, browser: Any, server: str) -> None:
    found = place(kind)
    assert found is not None
    window = as_in(browser, site, server, found)
    errors: list[str] = []
    window.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    window.goto(server + ONE)
    window.get_by_role("button", name="Đăng nhập bằng mã truy cập").wait_for()
    window.context.close()
    assert errors == []
