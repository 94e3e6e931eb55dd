"""The form as an editor meets it: Sveltia in Chromium, a folder in place of the one that a person would choose."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from difflib import unified_diff
from importlib.resources import files
from pathlib import Path

import pytest

import chromium
from chidao.editing_form.renewing import NotThePackage, taken
from chidao.pack.tree import files_of
from chidao.pages import front_matter
from sites import CONCLUSION, ROOT

pytestmark = pytest.mark.browser

PAGE = CONCLUSION.replace(".html", ".md")
FILE = f"content/{PAGE}"
ONE = f"bien-tap/sua.html?tep={PAGE}"
SVELTIA = files("chidao.editing_form") / "sveltia"
# As npm has them: @sveltia/cms 0.221.1 (`python -m chidao.editing_form.renewing` brings a newer one).
HASHES = {
    "sveltia-cms.js": "2fc783907e1a4a70783f155cc28435c70b8f79792f2aab75e787984e84aa413a",
    "vi.json": "bbc93a09ad9e22a45d67bca239ad5ffa209ac617eb8a42c875858638e26953ea",
    "material-symbols-outlined.woff2": "98db9feefa170bf76e9c19d19af6dd62054165efc89c4b506c361e069719e884",
}

# The browser's own file system in place of the folder that a person would choose.
CHOOSE = 'globalThis.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("kho")'
PUT = """async (files) => {
  for (const [path, text] of files) {
    const names = ["kho", ...path.split("/")]
    let folder = await navigator.storage.getDirectory()
    for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name, {create: true})
    const writer = await (await folder.getFileHandle(names.at(-1), {create: true})).createWritable()
    await writer.write(text)
    await writer.close()
  }
}"""
GET = """async (path) => {
  const names = ["kho", ...path.split("/")]
  let folder = await navigator.storage.getDirectory()
  for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name)
  return (await (await folder.getFileHandle(names.at(-1))).getFile()).text()
}"""


class Editor:
    """A browser window with a folder of its own, in which somebody edits."""

    def __init__(self, open_page: Callable, server: str, given: dict[str, str]) -> None:
        self.server = server
        # All of the form at once: Sveltia draws a field when it comes into sight.
        self.page = open_page(f"{server}bien-tap/index.html", height=4000, before=CHOOSE)
        self.put({"mkdocs.yml": "", **given})

    def put(self, given: dict[str, str]) -> None:
        self.page.evaluate(PUT, list(given.items()))

    def get(self, path: str = FILE) -> str:
        return self.page.evaluate(GET, path)

    def open(self, address: str = ONE) -> None:
        # From page to page: an address that differs behind "#" only would load nothing.
        self.page.goto("about:blank")
        self.page.goto(self.server + address)
        choose = self.page.get_by_role("button", name="Mở thư mục kho văn bản trên máy này")
        shown = self.page.locator("[data-key-path], [role=grid]").first
        choose.or_(shown).first.wait_for()
        if choose.is_visible():
            choose.click()
        shown.wait_for()

    def field(self, path: str):
        return self.page.locator(f'section[data-key-path="{path}"]').locator("input, textarea").first

    def save(self) -> None:
        self.page.get_by_role("button", name="Lưu", exact=True).click()

    def saved(self) -> None:
        """Sveltia leaves a page that it has saved for the list."""
        self.page.locator("[role=grid]").first.wait_for()


@pytest.fixture
def open_told(browser) -> Iterator[Callable]:
    """As `open_page`, where what Sveltia says in the console is expected."""
    windows = chromium.Windows(browser)
    yield windows.open
    windows.close()
    assert [said for said in windows.complaints if not EXPECTED.match(said)] == []


EXPECTED = re.compile(
    # Chromium reports what a text would do that DOMPurify takes apart, though nothing of it can run there.
    "Executing inline event handler violates"
    "|OAuth application ID is not defined"
    "|Error: “Nơi ban hành”: vừa được người khác hoặc chương trình khác sửa"
    "|Error not a project Error: Thư mục «kho»"
)


@pytest.fixture
def content(site: Path) -> dict[str, str]:
    """The pages of the site, by their paths in the project."""
    root = site.parent
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in sorted((root / "content/van-ban").rglob("*.md"))
    }


@pytest.fixture
def editor(open_page: Callable, server: str, content: dict[str, str]) -> Editor:
    return Editor(open_page, server, content)


def changes(before: str, after: str) -> list[str]:
    found = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in list(found)[2:] if not line.startswith("@@")]


def test_what_is_shipped_is_what_npm_has() -> None:
    found = {name: hashlib.sha256((SVELTIA / name).read_bytes()).hexdigest() for name in HASHES}
    assert found == HASHES


def test_only_the_package_that_was_asked_for_is_taken() -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        fonts = "npm/assets/material-symbols-outlined"
        for name in (
            "dist/sveltia-cms.js",
            "locales/vi.json",
            "LICENSE.txt",
            f"{fonts}-latin-wght-normal-_Z.woff2",
        ):
            archive.addfile(tarfile.TarInfo(f"package/{name}"), io.BytesIO())
    package = packed.getvalue()
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(package).digest()).decode()
    with pytest.raises(NotThePackage) as told:
        taken(package, "1.2.3", "sha512-x")
    assert (
        str(told.value) == f"@sveltia/cms 1.2.3: its hash is {integrity}, not sha512-x; nothing was changed"
    )
    with pytest.raises(NotThePackage) as told:
        taken(package, "1.2.3", integrity)
    assert str(told.value) == (
        "@sveltia/cms 1.2.3: holds no package/npm/assets/material-symbols-outlined\\.LICENSE\\.txt; nothing was changed"
    )


def test_a_changed_field_is_a_changed_line_and_check_is_content(
    editor: Editor, content: dict[str, str], site: Path, tmp_path: Path
) -> None:
    editor.open()
    assert editor.field("number").input_value() == "177-KL/TW"
    assert editor.page.get_by_role("button", name="Lưu", exact=True).is_disabled()
    editor.field("place").fill("Hà Nội – Thủ đô")
    editor.field("reviewed").fill("2026-01-02")
    editor.save()
    editor.saved()

    page = editor.get()
    assert changes(content[FILE], page) == [
        "-place: Hà Nội",
        "+place: Hà Nội – Thủ đô",
        "+reviewed: 2026-01-02",
    ]
    others = {path: text for path, text in content.items() if path != FILE}
    assert {path: editor.get(path) for path in others} == others
    project = tmp_path / "kho"
    for name in ("content", "originals", "mkdocs.yml"):
        copy = shutil.copytree if (site.parent / name).is_dir() else shutil.copy
        project.mkdir(exist_ok=True)
        copy(site.parent / name, project / name)
    before = checked(project)
    (project / FILE).write_text(page, "utf-8", newline="\n")
    assert checked(project) == before


def checked(project: Path) -> list[str]:
    """What check finds in the page, lines and columns aside."""
    command = [sys.executable, "-m", "chidao", "check", FILE]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    return [re.sub(r":\d+:\d+:", ":", line) for line in done.stdout.splitlines()]


def test_of_a_folder_of_many_pages_only_the_one_is_read(editor: Editor, content: dict[str, str]) -> None:
    editor.put({f"content/van-ban/2025/{number}.md": content[FILE] for number in range(40)})
    said: list[str] = []
    editor.page.on("console", lambda message: said.append(message.text))
    editor.open()
    assert [line for line in said if "Scanned the directory: 1 entry files, 0 asset files" in line]
    said.clear()
    editor.open("bien-tap/sua.html?nhom=2025")
    assert [line for line in said if "Scanned the directory: 41 entry files, 0 asset files" in line]


def test_a_relation_is_added_in_the_form(editor: Editor, content: dict[str, str]) -> None:
    editor.open()
    relations = editor.page.locator('section[data-key-path="relations"]')
    relations.get_by_role("button", name=re.compile("Thêm.*Quan hệ")).click()
    editor.field("relations.0.document").fill("34-KL/TW 2018-08-07")
    offered = editor.page.locator(f'#offers-document option[value="{PAGE}"]')
    offered.wait_for(state="attached")
    assert offered.text_content().startswith("Kết luận số 177-KL/TW")
    assert editor.field("relations.0.document").get_attribute("list") == "offers-document"
    editor.page.locator('section[data-key-path="relations.0.kind"]').get_by_role("combobox").click()
    editor.page.get_by_role("option", name="thực hiện", exact=True).click()
    editor.save()
    editor.saved()
    added = ["+relations:", "+- kind: implements", "+  document: 34-KL/TW 2018-08-07"]
    assert changes(content[FILE], editor.get()) == added


def test_a_save_after_a_save_and_the_text_itself(editor: Editor, content: dict[str, str]) -> None:
    editor.open("bien-tap/sua.html?nhom=2025")
    editor.page.get_by_role("row").filter(has_text="177-KL/TW").dblclick()
    editor.field("note").fill("Một")
    editor.save()
    editor.saved()
    editor.page.get_by_role("row").filter(has_text="177-KL/TW").dblclick()
    body = editor.field("body")
    body.fill(body.input_value().replace("đơn vị hành chính 2 cấp", "đơn vị hành chính hai cấp", 1))
    editor.field("note").fill("Hai")
    editor.save()
    editor.saved()
    found = changes(content[FILE], editor.get())
    assert found[0] == "+note: Hai"
    assert [line[0] for line in found] == ["+", "-", "+"]
    assert found[1][1:].replace("chính 2 cấp", "chính hai cấp", 1) == found[2][1:]


def test_what_somebody_else_saved_meanwhile_stays(editor: Editor, content: dict[str, str]) -> None:
    editor.open()
    editor.put({FILE: content[FILE].replace("place: Hà Nội", "place: Huế")})
    editor.field("note").fill("Của tôi")
    editor.save()
    editor.saved()
    assert changes(content[FILE], editor.get()) == ["-place: Hà Nội", "+place: Huế", "+note: Của tôi"]


def test_what_both_changed_is_not_saved(open_told: Callable, server: str, content: dict[str, str]) -> None:
    editor = Editor(open_told, server, content)
    editor.open()
    editor.put({FILE: content[FILE].replace("place: Hà Nội", "place: Huế")})
    editor.field("place").fill("Vinh")
    editor.save()
    told = editor.page.locator("#told")
    told.wait_for()
    assert told.inner_text().startswith(
        "Chưa lưu được\n\n“Nơi ban hành”: vừa được người khác hoặc chương trình khác sửa"
    )
    assert "\nplace: Huế\n" in editor.get()


def test_a_folder_that_is_none_of_ours_is_told(open_told: Callable, server: str) -> None:
    editor = Editor(open_told, server, {})
    editor.page.evaluate(
        'async () => (await (await navigator.storage.getDirectory()).getDirectoryHandle("kho")).removeEntry("mkdocs.yml")'
    )
    editor.page.goto("about:blank")
    editor.page.goto(editor.server + ONE)
    editor.page.get_by_role("button", name="Mở thư mục").click()
    told = editor.page.locator("[role=alert].error")
    told.wait_for()
    assert (
        "Thư mục «kho» không phải là thư mục của kho văn bản: hãy chọn thư mục chứa tệp mkdocs.yml."
        in told.inner_text()
    )


HOSTILE = [
    '<img src=x onerror="alert(1)">',
    "<script>alert(2)</script>",
    "[bấm](javascript:alert(3))",
    "![x](https://vi-du.vn/x.png)",
    '"><svg onload=alert(4)>',
    "{{title}} ${alert(5)}",
    "<iframe srcdoc='<script>parent.alert(6)</script>'></iframe>",
    "<style>*{background:url(https://vi-du.vn/y)}</style>",
]


def test_hostile_words_are_words(open_told: Callable, server: str) -> None:
    words = " ".join(HOSTILE)
    head = {"type": words, "number": words, "subject": words, "note": words, "signer": {"name": words}}
    head |= {"relations": [{"kind": words, "document": words}], "tasks": [{"clause": words, "title": words}]}
    head |= {"original": {"file": words}, "redirects": [words], HOSTILE[0]: words}
    page = f"---\n{front_matter.as_yaml(head)}---\n\n{words}\n"
    editor = Editor(open_told, server, {FILE: page})
    editor.open("bien-tap/sua.html?nhom=2025")
    editor.page.get_by_role("row").nth(1).or_(editor.page.get_by_role("row")).first.dblclick()
    assert editor.field("subject").input_value() == words
    for rows in ("relations", "tasks"):
        section = editor.page.locator(f'section[data-key-path="{rows}"]')
        section.get_by_role("button", name="Mở rộng", exact=True).first.click()
    assert editor.field("tasks.0.clause").input_value() == words
    assert editor.page.locator("iframe, img[src*='vi-du'], #nc-root script").count() == 0


def test_a_page_that_the_form_cannot_read_says_so(editor: Editor, content: dict[str, str]) -> None:
    editor.put({FILE: content[FILE].replace("type: Kết luận", "type: &x Kết luận")})
    editor.open()
    assert editor.field("subject").input_value() == (
        "(Không mở được bằng biểu mẫu: dòng 2: có dấu hiệu YAML mà biểu mẫu không đọc; "
        "sửa trang này bằng trình soạn thảo văn bản)"
    )


FROM_A_DISK = (
    "Biểu mẫu không dùng được khi mở trang từ ổ đĩa hoặc USB: hãy mở trang này trên mạng, "
    "hoặc chạy lệnh chidao serve rồi mở http://127.0.0.1:8000/bien-tap/index.html."
)


def test_from_a_disk_the_form_says_why_it_cannot(site: Path, visit: Callable) -> None:
    page = visit(f"{site.as_uri()}/{ONE}")
    page.wait_for(f"document.querySelector('#why').textContent === {FROM_A_DISK!r}")
    page.goto(f"{site.as_uri()}/bien-tap/index.html")
    page.wait_for(f"document.querySelector('[data-vb-form-trouble]').textContent === {FROM_A_DISK!r}")


def test_firefox_is_told_that_it_cannot_write_to_a_folder(server: str, open_in_firefox: Callable) -> None:
    page = open_in_firefox(server + ONE)
    page.wait_for("document.querySelector('#why').textContent.includes('bằng Chrome, Edge hoặc Cốc Cốc')")


def test_a_page_leads_to_its_form_where_there_is_one(base: str, open_page: Callable) -> None:
    page = open_page(base + CONCLUSION)
    link = page.get_by_role("link", name="Sửa bằng biểu mẫu")
    if base.startswith("file:"):
        assert page.locator("[data-vb-mending]").is_visible()
        assert link.count() == 0
    else:
        link.click()
        page.get_by_role("button", name="Mở thư mục").wait_for()
        assert page.url.startswith(base + ONE)


def test_no_copy_holds_it_and_readers_load_nothing_of_it(site: Path) -> None:
    assert [path for path, _file in files_of(site) if path.startswith("bien-tap")] == []
    for path in site.rglob("*.html"):
        if path.parent.name != "bien-tap":
            assert not re.search(r"<(script|link|img)[^>]*bien-tap", path.read_text("utf-8")), path
