"""Pictures of each kind of page: on a desk, on a phone, in the dark and on paper → docs/pictures/.

    make pictures

Takes them from site/ as it was built, in Chromium, over file:// as from a USB stick; what editors see, from
`chidao serve` of a copy of the project.  WebP: a picture of text takes a fifth of the bytes of PNG, and what
shows READMEs shows it.
"""

from __future__ import annotations

import base64
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
PICTURES = ROOT / "docs" / "pictures"

# Name, the page (the first that is there), and what is pressed or waited for before.
KINDS = (
    ("trang-chu", "index.html", ""),
    ("van-ban", "van-ban/*/ket-luan-*-tw.html", ""),
    ("dan-chieu", "dan-chieu/nghi-quyet-*.html", ""),
    ("duyet", "duyet/loai/index.html", ""),
    ("loai", "duyet/loai/ket-luan.html", ""),
    ("tim-kiem", "tim-kiem.html", "?q=uy%20ban%20kiem%20tra"),
    ("dong-thoi-gian", "dong-thoi-gian.html", ""),
    ("nhiem-vu", "nhiem-vu.html", ""),
    ("thuc-hien", "thuc-hien.html", ""),
    ("doi-chieu", "doi-chieu/*.html", ""),
    ("can-ra-soat", "can-ra-soat.html", ""),
    ("huong-dan", "huong-dan.html", ""),
)
# Name, width and height, the reader's scheme, the medium.  794 × 1123 is A4 at 96 dots an inch.
WAYS = (
    ("rong", (1280, 900), "light", "screen"),
    ("dien-thoai", (390, 780), "light", "screen"),
    ("toi", (1280, 900), "dark", "screen"),
    ("in", (794, 1123), "light", "print"),
)


def main() -> int:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None or not (SITE / "index.html").is_file():
        print(
            "Error: needs Debian's chromium, and site/: run sh tests/ensure_browser.sh and make site",
            file=sys.stderr,
        )
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        taken = [take(browser, *kind, *way) for kind in KINDS for way in WAYS]
        taken += of_editors(browser)
        browser.close()
    size = sum(path.stat().st_size for path in taken if path)
    print(f"{len(taken) - taken.count(None)} pictures, {size / 1e6:.1f} MB, in {PICTURES.relative_to(ROOT)}/")
    return 0


def take(
    browser: Browser,
    name: str,
    page: str,
    asked: str,
    way: str,
    size: tuple[int, int],
    scheme: str,
    medium: str,
) -> Path | None:
    """A picture of the first screen of the first page that is called so; None where there is none."""
    found = sorted(SITE.glob(page))
    if not found:
        print(f"no {page} in site/: no picture {name}", file=sys.stderr)
        return None
    width, height = size
    window = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    window.emulate_media(media=medium)
    window.goto(found[0].as_uri() + asked)
    if asked:
        window.locator("[data-vb-hits] > li").first.wait_for(state="attached")
    paper = medium == "print"
    if paper:
        # Printing gives the page its margins (Nghị định 30/2020/NĐ-CP, appendix I); here they are set.
        window.evaluate("document.documentElement.style.padding = '20mm 20mm 0 30mm'")
    path = shoot(window, f"{name}-{way}", 0.75 if paper else 1)
    window.close()
    return path


def of_editors(browser: Browser) -> list[Path | None]:
    """A page with what is wrong with it, and the form."""
    page = "van-ban/2025/ket-luan-177-kl-tw"
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        root = Path(folder) / "kho"
        root.mkdir()
        for name in ("content", "originals"):
            shutil.copytree(ROOT / name, root / name)
        for name in ("scripts", "theme", "mkdocs.yml"):
            (root / name).symlink_to(ROOT / name)
        file = root / "content" / f"{page}.md"
        given = file.read_text("utf-8")
        file.write_text(given.replace("date: 2025-07-11", "date: 2025-07-12"), "utf-8")
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
        free.close()
        command = [sys.executable, "-m", "chidao", "serve", "--address", address]
        server = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, encoding="utf-8")
        try:
            assert server.stdout
            server.stdout.readline()  # it says where it is, once the site is there
            window = browser.new_page(viewport={"width": 1280, "height": 900})
            window.add_init_script(CHOOSE)
            window.goto(f"http://{address}/{page}.html")
            taken = [shoot(window, "xem-thu-rong")]
            window.goto(f"http://{address}/bien-tap/index.html")
            window.evaluate(PUT, [["mkdocs.yml", ""], [f"content/{page}.md", given]])
            window.goto(f"http://{address}/bien-tap/sua.html?tep={page}.md")
            window.get_by_role("button", name="Mở thư mục kho văn bản trên máy này").click()
            window.locator("[data-key-path]").first.wait_for()
            window.wait_for_timeout(500)
            taken.append(shoot(window, "bieu-mau-rong"))
            window.close()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait()
    return taken


# The browser's own file system in place of the folder that a person would choose.
CHOOSE = (
    "globalThis.showDirectoryPicker = async () =>"
    ' (await navigator.storage.getDirectory()).getDirectoryHandle("kho")'
)
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


def shoot(window: Page, name: str, scale: float = 1) -> Path:
    """A picture of what is in sight in *window*."""
    size = window.viewport_size
    assert size
    # Playwright itself knows PNG and JPEG only.
    shot = window.context.new_cdp_session(window).send(
        "Page.captureScreenshot",
        {"format": "webp", "quality": 40, "clip": {"x": 0, "y": 0, **size, "scale": scale}},
    )
    path = PICTURES / f"{name}.webp"
    path.write_bytes(base64.b64decode(shot["data"]))
    return path


if __name__ == "__main__":
    sys.exit(main())
