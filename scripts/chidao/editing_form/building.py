"""What lies under bien-tap/ of a site, besides the page that leads there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..pages.front_matter import ASKED
from ..publish import Forge
from .fields import fields_of, shapes_of
from .settings import BadForm, Group, Place, groups_of, place_of, sveltia_settings

FOLDER = "bien-tap"
PAGE = f"{FOLDER}/index.html"
"""The page that says how, and lists the folders; `write_form` leaves it to the templates."""
_FORMAT = "trang-van-ban"
_HERE = files(__package__)
_PARTS = ("form.css", "form.js", "page-file.js")
_SVELTIA = ("sveltia-cms.js", "material-symbols-outlined.woff2", "LICENSE.txt", "material-symbols-outlined.LICENSE.txt")


def form_offered(extra: Mapping[str, Any]) -> dict[str, Any] | None:
    """What mkdocs.yml says of the form (`extra.form`): its settings; None if there is to be none.

    Raises BadForm.
    """
    given = extra.get("form", True)
    if given in (True, None):
        return {}
    if given is False:
        return None
    if not isinstance(given, Mapping):
        raise BadForm("is no list of keys", "write branch, app_id or sign_in below it, or false for no form")
    return dict(given)


def write_form(
    site: Path, pages: Iterable[str], site_name: str, forge: Forge, extra: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Write the form into *site*; returns what the page that leads to it shows, None if there is no form.

    *pages*: the files of documents in content/ ("van-ban/2025/ten-trang.md").  Raises BadForm.
    """
    settings = form_offered(extra)
    folder = site / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    if settings is None:
        return None
    place = place_of(forge, extra.get("forge") or {}, settings)
    groups = groups_of(pages)
    folder.mkdir(parents=True)
    for name in _PARTS:
        _write(folder / name, _text(f"parts/{name}"))
    for name in _SVELTIA:
        (folder / name).write_bytes((_HERE / "sveltia" / name).read_bytes())
    _write(folder / "vi.json", json.dumps(_words(), ensure_ascii=False))
    _write(folder / "settings.js", _settings(site_name, place, groups))
    page = _text("parts/sua.html").replace("[[policy]]", policy(place.hosts)).replace("[[site]]", escape(site_name))
    _write(folder / "sua.html", page)
    return {"groups": groups, "place": place, "forge": forge}


def policy(hosts: Iterable[str]) -> str:
    """What the page of the form may load and ask: its own files, and the forge.

    Sveltia puts its styles into the page as it runs, hence 'unsafe-inline' for styles; no script but the
    site's files runs.  blob: and data: are what it makes itself (icons, the manifest of an app).
    """
    asked = " ".join(("'self'", *hosts))
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        f"font-src 'self'; connect-src {asked}; manifest-src blob:; form-action 'none'; base-uri 'none'"
    )


def _settings(site_name: str, place: Place, groups: list[Group]) -> str:
    schema = json.loads((files("chidao.pages") / "van-ban.schema.json").read_text("utf-8"))
    given = {
        "sveltia": sveltia_settings(site_name, place),
        "fields": fields_of(schema),
        "shapes": shapes_of(schema),
        "asked": list(ASKED),
        "groups": [{"name": g.name, "label": g.label, "folder": g.folder} for g in groups],
        "folder": place.folder,
        "hosts": list(place.hosts),
        "words": "vi.json",
        "format": _FORMAT,
    }
    return f"globalThis.chidaoForm = {json.dumps(given, ensure_ascii=False)}\n"


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


def _text(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")
