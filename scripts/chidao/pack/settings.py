"""What mkdocs.yml says of copies; MkDocs itself is not needed for that.

site_name: Chỉ đạo – Kho văn bản chỉ đạo
extra:
  copy:
    name: chidao         of the zip; by default the first words of site_name
    warn_after: 90       days
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..errors import ChidaoError
from ..text import slug

WARN_AFTER = 90
"""Days: a quarter, in which a province issues some hundred documents."""


class BadSettings(ChidaoError):
    """mkdocs.yml says something of copies that cannot be."""

    def __init__(self, path: Path, trouble: str) -> None:
        super().__init__(f"{path}: {trouble}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a copy is called, and when it is old."""

    site_name: str
    stem: str
    """With which the name of the zip begins: "chidao"."""
    warn_after: int
    """Days."""


def settings(mkdocs_yml: Path) -> Settings:
    """Read them.  Raises BadSettings."""
    try:
        config = yaml.load(mkdocs_yml.read_text("utf-8"), Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError, OSError):
        raise BadSettings(mkdocs_yml, "cannot be read as YAML; run chidao build to see where") from None
    config = config if isinstance(config, dict) else {}
    extra = config.get("extra")
    given = extra.get("copy") if isinstance(extra, dict) else None
    given = given if isinstance(given, dict) else {}
    name = str(config.get("site_name") or "Kho văn bản")
    stem = slug(str(given.get("name") or name.split("–")[0]), 40) or "kho-van-ban"
    days = given.get("warn_after", WARN_AFTER)
    if not isinstance(days, int) or isinstance(days, bool) or days < 1:
        raise BadSettings(mkdocs_yml, "extra: copy: warn_after: is a number of days, 1 or more, such as 90")
    return Settings(name, stem, days)


class _Loader(yaml.SafeLoader):
    """Knows no tags of MkDocs ("!ENV", "!!python/name:…") and needs none: their values count as not given."""


def _nothing(loader: yaml.Loader, suffix: str, node: yaml.Node) -> Any:
    return None


_Loader.add_multi_constructor("", _nothing)
