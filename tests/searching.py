"""Asks the search as the browser does: the very engine of the site, in Chromium, over an index on disk.

library = searching.library([Searchable("a.html", "Kết luận số 1-KL/TW")])
library.ask("ket luan")["hits"]
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chidao import search
from chidao.search import Searchable
from chidao.search.index import write_index
from chidao.search.script import PARTS
from helpers import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LOADER = ROOT / "theme" / "assets" / "javascripts" / "search-load.js"

# Everything goes through JSON: it alone carries half a letter of UTF-16 as it is.
PAGE = """<!doctype html><meta charset="utf-8"><script src="{loader}"></script>
<script>const told = async (call) => JSON.stringify(await call)</script>"""


class Searching:
    """Makes libraries, and knows the engine from inside."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder
        self._number = 0
        self._inside: Page | None = None

    def library(
        self, documents: Iterable[Searchable], abbreviations: Mapping[str, Sequence[str]] | None = None
    ) -> Library:
        """Index *documents*, and open the index."""
        self._number += 1
        root = self._folder / str(self._number)
        write_index(documents, root / "search", abbreviations)
        return self.opened(root)

    def opened(self, root: Path) -> Library:
        """The library whose index is in *root*/search."""
        return Library(self._page(), f"(await chidaoIndex({json.dumps(root.as_uri())}))")

    def parts(self, expression: str) -> Any:
        """The value of an expression in which the names of the engine's own parts are known."""
        folder = files(search) / "engine"
        parts = "\n".join((folder / f"{part}.js").read_text("utf-8") for part in PARTS)
        self._inside = self._inside or self._page()
        return evaluate(self._inside, f"(() => {{ 'use strict'\n{parts}\nreturn ({expression}) }})()")

    def _page(self) -> Page:
        path = self._folder / "trang.html"
        path.write_text(PAGE.format(loader=LOADER.as_uri()), "utf-8")
        page = self._browser.new_page()
        page.goto(path.as_uri())
        return page


def evaluate(page: Page, expression: str) -> Any:
    """The value of a JavaScript expression, awaited."""
    return json.loads(page.evaluate(f"(async () => told({expression}))()") or "null")


class Library:
    """An index that is open, in a page of its own."""

    def __init__(self, page: Page, engine: str) -> None:
        self._page = page
        self._engine = engine

    def ask(self, question: str, **options: object) -> dict[str, Any]:
        """What `Engine.search` answers."""
        return self._evaluate(f"search({json.dumps(question)}, {json.dumps(options)})")

    def found(self, question: str, **options: object) -> list[str]:
        """The addresses of the results, in order, without .html."""
        return [named(hit) for hit in self.ask(question, size=100, **options)["hits"]]

    def suggested(self, question: str) -> list[str]:
        """What is offered while *question* is typed."""
        return [named(card) for card in self._evaluate(f"suggest({json.dumps(question)})")]

    def marks(self, question: str, texts: Sequence[str]) -> list[list[str]]:
        """Of each text, what is marked in it."""
        return [
            [_part(text, start, end) for start, end in places]
            for text, places in zip(texts, self.places(question, texts), strict=True)
        ]

    def places(self, question: str, texts: Sequence[str]) -> list[list[list[int]]]:
        """Of each text, what is marked, from where to where as JavaScript counts."""
        marks = f"(reading => {json.dumps(texts)}.map(text => reading.marks(text)))"
        return evaluate(self._page, f"{marks}({self._engine}.reading({json.dumps(question)}))")

    def _evaluate(self, call: str) -> Any:
        return evaluate(self._page, f"await {self._engine}.{call}")


def named(hit: Mapping[str, Any]) -> str:
    return hit["address"].rsplit("/", 1)[-1].removesuffix(".html")


def _part(text: str, start: int, end: int) -> str:
    """JavaScript counts halves of 16 bits."""
    return text.encode("utf-16-le", "surrogatepass")[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
