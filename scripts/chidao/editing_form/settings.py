"""What Sveltia CMS is told: where pages lie, where they are kept, who may sign in.  No secret is among it.

GitHub, GitLab     each save is a branch and a draft pull (merge) request; a reviewer merges it
Gitea, Forgejo     each save is a commit on a branch of its own (`bien-tap`), which somebody merges:
                   Sveltia 0.221 knows no pull requests there
no forge           only the folder on the editor's machine
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from ..errors import ChidaoError
from ..publish import Forge
from ..text import slug

REVIEW_BRANCH = "bien-tap"
_NOWHERE = {"name": "gitlab", "repo": "chidao/may-nay", "auth_methods": ["token"]}
"""Sveltia asks for a forge even where only a folder is edited; the policy of the page lets it reach none."""


class BadForm(ChidaoError):
    """mkdocs.yml says something of the form that cannot be understood."""

    def __init__(self, trouble: str, remedy: str) -> None:
        super().__init__(f"mkdocs.yml: extra.form: {trouble}; {remedy}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where saved pages go."""

    backend: dict[str, Any]
    review: bool
    """Whether a save is a request that somebody else merges, made by Sveltia itself."""
    hosts: tuple[str, ...]
    """Origins that the page may ask."""
    folder: str
    """The folder of the project in the repository, with a slash at its end; "" for its top."""


@dataclass(frozen=True, slots=True)
class Group:
    """The pages of one folder: what the form opens at a time."""

    name: str
    label: str
    folder: str
    """In content/: "van-ban/2025"."""
    pages: int


def place_of(forge: Forge, extra: Mapping[str, Any]) -> Place | None:
    """What mkdocs.yml says in `extra.form` and `extra.forge`; None if there is to be no form.

    Raises BadForm.
    """
    settings = extra.get("form", True)
    if settings is False:
        return None
    settings = {} if settings in (True, None) else settings
    if not isinstance(settings, Mapping):
        raise BadForm("is no list of keys", "write branch, app_id or sign_in below it, or false for no form")
    if unknown := sorted(set(settings) - {"branch", "app_id", "sign_in"}):
        raise BadForm(f"knows no {unknown[0]!r}", "write branch, app_id or sign_in, or false for no form")
    if not forge.is_there:
        return Place(dict(_NOWHERE), review=False, hosts=(), folder="")
    parts = urlsplit(forge.url)
    origin = f"{parts.scheme}://{parts.netloc}"
    name = "gitea" if forge.kind == "forgejo" else forge.kind
    usual = REVIEW_BRANCH if name == "gitea" else (extra.get("forge") or {}).get("branch") or "main"
    branch = settings.get("branch") or usual
    backend: dict[str, Any] = {"name": name, "repo": parts.path.strip("/"), "branch": str(branch)}
    backend["commit_messages"] = {"update": "Sửa {{path}} bằng biểu mẫu"}
    hosts: tuple[str, ...] = (origin,)
    if parts.hostname == "github.com":
        hosts = ("https://api.github.com",)
    elif parts.hostname != "gitlab.com":
        backend["api_root"] = f"{origin}{_API[name]}"
        if name != "github":
            backend["base_url"] = origin
    return Place(
        {**backend, **_signing_in(name, settings)},
        name != "gitea",
        hosts,
        forge.folder.removesuffix("content/"),
    )


_API = {"github": "/api/v3", "gitlab": "/api/v4", "gitea": "/api/v1"}


def _signing_in(name: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    """By a token that the editor makes, or through the forge where the administrator registered the form."""
    app, server = settings.get("app_id"), settings.get("sign_in")
    if name == "github" and server:
        return {"base_url": str(server)}
    if name == "gitlab" and app:
        return {"auth_type": "pkce", "app_id": str(app)}
    if name == "gitea" and app:
        return {"app_id": str(app)}
    return {"auth_methods": ["token"]}


def groups_of(pages: Iterable[str]) -> list[Group]:
    """The folders of *pages* ("van-ban/2025/ten-trang.md"), the newest year first."""
    counts: dict[str, int] = {}
    for page in pages:
        folder = PurePosixPath(page).parent.as_posix()
        counts[folder] = counts.get(folder, 0) + 1
    groups = [Group(group_name(folder), _label(folder), folder, count) for folder, count in counts.items()]
    return sorted(
        groups, key=lambda group: (group.folder.rpartition("/")[2].isdecimal(), group.folder), reverse=True
    )


def group_name(folder: str) -> str:
    """What addresses call the group of *folder*: "2025", "2025--phu-luc"."""
    inside = folder.split("/")[1:] or [folder]
    return "--".join(slug(part) or "thu-muc" for part in inside)


def _label(folder: str) -> str:
    inside = folder.partition("/")[2] or folder
    if inside.isdecimal():
        return f"Năm {inside}"
    return "Chưa rõ năm" if inside == "chua-ro-nam" else inside


def sveltia_settings(site_name: str, place: Place) -> dict[str, Any]:
    """The configuration of Sveltia, but for its collections: form.js makes the one that is asked for.

    Pages have no pictures; the folder of media is one that no project has, so that nothing is scanned.
    """
    return {
        "load_config_file": False,
        "backend": place.backend,
        **({"publish_mode": "editorial_workflow"} if place.review else {}),
        "media_folder": f"{place.folder}.cache/bien-tap",
        "public_folder": "/bien-tap-khong-co",
        "app_title": f"Biểu mẫu sửa văn bản – {site_name}",
        "show_preview_links": False,
        "editor": {"preview": False},
    }
