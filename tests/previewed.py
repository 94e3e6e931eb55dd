"""A preview without its server: builds a project whenever it is asked to, as `chidao serve` does.

    python previewed.py FOLDER     in a project; each line of its input asks for one build into FOLDER

It answers each line when the pages are there; what is written behind them is there when it ends.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from mkdocs.commands.build import build
from mkdocs.config.base import load_config


def main(folder: str, asked: Iterable[str]) -> None:
    config = load_config(site_dir=folder)
    config.plugins.on_startup(command="serve", dirty=True)
    for _line in asked:
        build(config, dirty=True)
        print("built", flush=True)
        config = load_config(site_dir=folder)
    (hooks,) = config.hooks.values()
    held = hooks._build.held
    held.wait()
    held.index.join()


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin)
