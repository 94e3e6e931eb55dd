"""Our own search as one of the engines compared: articles as documents, asked in a page of its own."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from _search_peers import PAGE, ROOT, Engine
from _search_sets import Article, Built, run_measured
from chidao.search import Searchable, Section
from chidao.search.index import Index, write_index

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LOADER = "search-load.js"


class Chidao:
    """A `_search_peers.Peer`."""

    name = "chidao"
    size = 1_000_000

    def label(self) -> str:
        return "chidao"

    def missing(self) -> str | None:
        return None

    def build(self, articles: Sequence[Article], folder: Path) -> Built:
        site = folder / "site"
        site.mkdir()
        shutil.copy(ROOT / "theme" / "assets" / "javascripts" / LOADER, site)
        (site / PAGE).write_text(_ASK, "utf-8")
        names = {}
        with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
            for number, article in enumerate(articles):
                names[f"{number:05}"] = article.id
                file.write(json.dumps([f"{number:05}", article.title, article.text]) + "\n")
        (folder / "names.json").write_text(json.dumps(names), "utf-8")
        seconds, peak = run_measured([sys.executable, __file__], folder)
        return Built(seconds, peak, written(folder).term_bytes)

    def open(self, browser: Browser, folder: Path) -> Engine:
        return Engine(browser, folder)


# What the theme's pages do: the loader, and the engine behind it.
_ASK = f"""\
<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<title>chidao</title>
<link rel="icon" href="data:,">
<script src="{LOADER}"></script>
<script>
const engine = chidaoIndex(".")
const ready = engine.then(() => performance.now())
async function ask(text) {{
  const start = performance.now()
  const {{ hits }} = await (await engine).search(text)
  return [hits.map(({{ address }}) => address), performance.now() - start]
}}
</script>
"""


def written(folder: Path) -> Index:
    """What the build in *folder* wrote."""
    return Index(**json.loads((folder / "index.json").read_text("utf-8")))


def shard_kinds(folder: Path) -> dict[str, str]:
    """Path in the site of each file that a question may load → its kind: "terms", "cards", "texts" …"""
    index = folder / "site" / "search"
    name = (index / "entry.js").read_text("utf-8").split('"')[1]
    shard = (index / _file(name)).read_text("utf-8")
    directory = json.loads(shard[shard.index(",") + 1 : shard.rindex(")")])
    shards = {
        "directory": name,
        "facets": directory["facets"],
        "spellings": directory["spellings"],
        "terms": directory["terms"]["names"],
        "cards": directory["groups"]["names"],
    }
    kinds = {LOADER: "engine", "search/engine.js": "engine", "search/entry.js": "entry"}
    for kind, names in shards.items():
        for start in range(0, len(names), len(name)):
            kinds[f"search/{_file(names[start : start + len(name)])}"] = kind
    # A text is named for the cards beside it, and its number there.
    return kinds | {
        f"search/{path.relative_to(index).as_posix()}": "texts" for path in index.glob("?/*-*.js")
    }


def _file(name: str) -> str:
    return f"{name[0]}/{name[1:]}.js"


def main() -> int:
    """Index the articles of this folder; run as a process of its own, so that it can be measured."""
    index = write_index(_documents(Path("articles.jsonl")), Path("site", "search"))
    figures = {field: getattr(index, field) for field in Index.__slots__}
    Path("index.json").write_text(json.dumps(figures), "utf-8")
    return 0


def _documents(path: Path) -> Iterator[Searchable]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            name, title, text = json.loads(line)
            yield Searchable(f"{name}.html", title, sections=(Section("", "", text),))


if __name__ == "__main__":
    sys.exit(main())
