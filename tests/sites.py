"""Builds sites for tests, with the theme and the hooks of this working tree, in folders of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONCLUSION = "van-ban/2025/ket-luan-177-kl-tw.html"


def make_project(root: Path) -> Path:
    """A project that looks like this one and has no document yet."""
    for folder in ("originals", "content"):
        (root / folder).mkdir(parents=True)
    for name in ("index.md", "huong-dan.md"):
        shutil.copy(ROOT / "content" / name, root / "content")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for folder in ("theme", "scripts"):
        (root / folder).symlink_to(ROOT / folder, target_is_directory=True)
    return root


def run(root: Path, *words: str) -> None:
    """Run the command `chidao` in the project at *root*."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(
        [sys.executable, "-m", "chidao", *words], cwd=root, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def site_of_the_originals(root: Path) -> Path:
    """The site of the five documents of this repository."""
    make_project(root)
    for original in (ROOT / "originals").glob("*.txt"):
        shutil.copy(original, root / "originals")
    run(root, "convert")
    run(root, "build")
    return root / "site"


def addresses(site: Path) -> list[str]:
    """All documents, and one of each other kind of page."""
    others = ["index.html", "huong-dan.html", "duyet/loai/index.html", "duyet/loai/ket-luan.html"]
    others += ["thuc-hien.html", "dong-thoi-gian.html", "can-ra-soat.html"]
    others += ["nhiem-vu.html", "nhiem-vu/theo-co-quan.html", "nhiem-vu/theo-van-ban.html"]
    others += [
        "nhiem-vu/lich.html",
        "co-quan/bo-chinh-tri.html",
        "co-quan/ban-thuong-vu-tinh-uy-ha-tinh.html",
    ]
    others += ["du-lieu.html", "ban-ngoai-tuyen.html", "bien-tap/index.html"]
    others += ["dan-chieu/nghi-quyet-18-nq-tw-2017-10-25.html"]
    documents = [*site.glob("doi-chieu/*.html"), *site.glob("van-ban/*/*.html")]
    return [*others, *(path.relative_to(site).as_posix() for path in sorted(documents))]


class Page(HTMLParser):
    """What tests ask of a page: its tags in order, and its text, whole and within a class."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.html = path.read_text("utf-8")
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, tuple[str, ...]]] = []
        """Each run of text with the tags and classes that it stands in."""
        self.links: list[tuple[dict[str, str], str]] = []
        """Each <a> with the text inside it."""
        self._open: list[tuple[str, tuple[str, ...]]] = []
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag == "a":
            assert not any(name == "a" for name, _classes in self._open), f"{self.path}: <a> in <a>"
            self.links.append((attributes, ""))
        if tag not in _VOID:
            # Data in a <script> is no script.
            data = ("data",) if attributes.get("type") == "application/ld+json" else ()
            self._open.append((tag, (*attributes.get("class", "").split(), *data)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        opened, _classes = self._open.pop()
        assert opened == tag, f"{self.path}: </{tag}> closes <{opened}>"

    def handle_data(self, data: str) -> None:
        if any(tag == "a" for tag, _classes in self._open):
            attributes, text = self.links[-1]
            self.links[-1] = (attributes, text + data)
        self.texts.append((data, tuple(name for tag, classes in self._open for name in (tag, *classes))))

    def text(self, within: str, without: str = "-") -> str:
        """The text inside the tag or class *within*, blanks folded."""
        found = (data for data, inside in self.texts if within in inside and without not in inside)
        return " ".join(" ".join(found).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every *tag*."""
        return [attributes for name, attributes in self.tags if name == tag]

    def ids(self) -> list[str]:
        return [attributes["id"] for _tag, attributes in self.tags if "id" in attributes]


_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
