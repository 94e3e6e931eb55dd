"""What lies under bien-tap/ of a site, besides the page that leads there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

from ..pages.front_matter import ASKED
from ..publish import FORM, Forge
from .fields import fields_of, shapes_of
from .settings import Group, Place, groups_of, sveltia_settings

_FOLDER = PurePosixPath(FORM).parent
_FORMAT = "trang-van-ban"
_HERE = files(__package__)
_PARTS = ("form.css", "form.js", "front-matter.js", "page-file.js", "start.js", "trouble.js")
_SVELTIA = (
    "sveltia-cms.js",
    "material-symbols-outlined.woff2",
    "LICENSE.txt",
    "material-symbols-outlined.LICENSE.txt",
)


@dataclass(frozen=True, slots=True)
class Form:
    """The page that leads to the form; it is for the templates to write."""

    page: str
    """Its address in the site."""
    context: dict[str, Any]
    """What partials/editing-form.html shows."""


def write_form(site: Path, names: Mapping[str, str], site_name: str, forge: Forge, place: Place) -> Form:
    """Write the form into *site*; *names* are those of documents, by their files in content/."""
    folder = site / _FOLDER
    groups = groups_of(names)
    folder.mkdir(parents=True, exist_ok=True)
    for name in _PARTS:
        _write(folder / name, _text(f"parts/{name}"))
    for name in _SVELTIA:
        (folder / name).write_bytes((_HERE / "sveltia" / name).read_bytes())
    _write(folder / "vi.json", _json(_words()))
    _write(folder / "settings.js", _settings(site_name, place, groups))
    _write(folder / "documents.js", f"globalThis.chidaoDocuments = {_json(sorted(names.items()))}\n")
    page = _text("parts/sua.html").replace("[[policy]]", policy(place.hosts))
    _write(site / FORM, page.replace("[[site]]", escape(site_name)))
    return Form(f"{_FOLDER}/index.html", {"groups": groups, "place": place, "forge": forge})


def policy(hosts: Iterable[str]) -> str:
    """What the page of the form may load and ask: its own files, and the forge.

    Sveltia puts its styles into the page as it runs, hence 'unsafe-inline' for styles; no script but the
    site's files runs.  blob: and data: are what it makes itself (icons, the manifest of an app).
    """
    asked = " ".join(("'self'", *hosts))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        f"img-src 'self' data: blob:; font-src 'self'; connect-src {asked}; "
        "manifest-src blob:; form-action 'none'; base-uri 'none'"
    )


def _settings(site_name: str, place: Place, groups: list[Group]) -> str:
    schema = json.loads((files("chidao.pages") / "van-ban.schema.json").read_text("utf-8"))
    given = {
        "sveltia": sveltia_settings(site_name, place),
        "fields": fields_of(schema),
        "shapes": shapes_of(schema),
        "asked": list(ASKED),
        "offers": {"type": schema["properties"]["type"]["examples"]},
        "groups": [{"name": g.name, "label": g.label, "folder": g.folder} for g in groups],
        "folder": place.folder,
        "hosts": list(place.hosts),
        "words": "vi.json",
        "format": _FORMAT,
    }
    return f"globalThis.chidaoForm = {_json(given)}\n"


def _words() -> Any:
    # Sveltia calls an entry an article, and the files a store of sources.
    words = _text("sveltia/vi.json")
    for theirs, ours in (("bài viết", "văn bản"), ("Bài viết", "Văn bản"), ("kho mã nguồn", "kho")):
        words = words.replace(theirs, ours)
    return _over(json.loads(words), json.loads(_text("words.json")))


def _over(below: Any, above: Any) -> Any:
    """*below*, where *above* says nothing else."""
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return {**below, **{key: _over(below.get(key), value) for key, value in above.items()}}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _text(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")
