"""Where the files of a site are edited: GitHub, GitLab, Gitea or Forgejo, as mkdocs.yml names it.

    repo_url: https://git.vi-du.vn/van-phong/kho     MkDocs' own key
    edit_uri_template: …                             MkDocs' own keys, for an address unlike the usual ones
    extra:
      forge:
        kind: forgejo       known by itself for github.com, gitlab.com and codeberg.org
        branch: main
        folder: kho         where the project lies in the repository; found by its .git
        mail: bien-tap@vi-du.vn     who reads what is wrong, where there is no forge

Each of them goes to a line of the address that is made here by "#L123":
* GitHub's editor (isaacs/github, issue 295), GitLab's editor (source_editor_extension_base.js);
* Gitea's and Forgejo's view of a source, from where a press leads to the editor, which knows no lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from ..errors import ChidaoError

KINDS = ("github", "gitlab", "gitea", "forgejo")
_HOSTS = {"github.com": "github", "gitlab.com": "gitlab", "codeberg.org": "forgejo"}
_FILES = {
    "github": "edit/{branch}/{path}",
    "gitlab": "-/edit/{branch}/{path}",
    "gitea": "src/branch/{branch}/{path}?display=source",
    "forgejo": "src/branch/{branch}/{path}?display=source",
}
_ISSUES = {
    "github": "issues/new?title={title}&body={body}",
    "gitlab": "-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={body}",
    "gitea": "issues/new?title={title}&body={body}",
    "forgejo": "issues/new?title={title}&body={body}",
}
# What MkDocs itself fills in for github.com and gitlab.com; it is never where pages of ours lie.
_DEFAULT = "edit/master/docs/"


class BadForge(ChidaoError):
    """mkdocs.yml does not say where files are edited in a way that can be understood."""

    def __init__(self, key: str, trouble: str, remedy: str) -> None:
        super().__init__(f"mkdocs.yml: {key}: {trouble}; {remedy}")


@dataclass(frozen=True, slots=True)
class Forge:
    """Where files are edited, and where people say what is wrong; nothing is known if all is empty."""

    url: str = ""
    """Of the repository, without a slash at its end."""
    kind: str = ""
    file: str = ""
    """The address of a file, {path} being its path in content/, percent-encoded."""
    folder: str = ""
    """Where content/ lies in the repository: "kho/content/"."""
    mail: str = ""

    @property
    def is_there(self) -> bool:
        return bool(self.url)

    def address_of(self, page: str) -> str:
        """Of the file of *page* ("van-ban/2025/ket-luan.md"); "" without a forge."""
        return self.file.replace("{path}", quote(page)) if self.is_there else ""

    def report(self, subject: str, text: str) -> str:
        """Where *text* becomes an issue, or a mail where there is no forge; it waits to be sent."""
        if not self.is_there:
            lines = text.replace("\n", "\r\n")
            return f"mailto:{quote(self.mail, safe='@')}?subject={_data(subject)}&body={_data(lines)}"
        form = _ISSUES[self.kind].format(title=_data(subject), body=_data(text))
        return f"{self.url}/{form}"


def forge_of(
    root: Path, extra: Mapping[str, Any], repo_url: str | None, edit_uri: str | None, template: str | None
) -> Forge:
    """What mkdocs.yml says: its `extra`, and `repo_url`, `edit_uri`, `edit_uri_template`.

    *root* is the folder of the project.  Raises BadForge.
    """
    given = extra.get("forge") or {}
    if not isinstance(given, Mapping):
        raise BadForge("extra.forge", "is no list of keys", "write kind, branch, folder or mail below it")
    if unknown := sorted(set(given) - {"kind", "branch", "folder", "mail"}):
        raise BadForge("extra.forge", f"knows no {unknown[0]!r}", "write kind, branch, folder or mail")
    mail = str(given.get("mail") or "")
    if not repo_url:
        return Forge(mail=mail)
    url, kind = _repository(repo_url, given.get("kind"))
    folder = _folder(root, given.get("folder"))
    if template:
        file = _joined(url, str(template).replace("{path!q}", "{path}"))
    elif edit_uri and edit_uri != _DEFAULT:
        file = _joined(url, f"{edit_uri.removesuffix('/')}/{{path}}")
    else:
        form = _FILES[kind].format(
            branch=quote(str(given.get("branch") or "main")), path=f"{quote(folder)}{{path}}"
        )
        file = f"{url}/{form}"
    return Forge(url, kind, file, folder, mail)


def _repository(repo_url: str, kind: object) -> tuple[str, str]:
    """Its address, and which forge it is."""
    parts = urlsplit(repo_url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadForge("repo_url", f"{repo_url!r} is no address", "write https://… as in a browser")
    known = str(kind) if kind else _HOSTS.get(parts.hostname, "")
    if not known:
        raise BadForge(
            "repo_url",
            f"{parts.hostname} may be any forge",
            f"say which: extra: {{forge: {{kind: …}}}}, one of {', '.join(KINDS)}",
        )
    if known not in KINDS:
        raise BadForge("extra.forge.kind", f"{known!r} is not known", f"write one of {', '.join(KINDS)}")
    return repo_url.rstrip("/").removesuffix(".git"), known


def _folder(root: Path, given: object) -> str:
    """Where content/ lies in the repository: as *given*, else below the folder that holds .git."""
    if given is None:
        top = next((above for above in (root, *root.parents) if (above / ".git").exists()), root)
        given = root.relative_to(top).as_posix()
    inside = str(given).strip("/")
    return "content/" if inside in ("", ".") else f"{inside}/content/"


def _joined(url: str, form: str) -> str:
    return form if urlsplit(form).scheme in ("http", "https") else f"{url}/{form.lstrip('/')}"


def _data(text: str) -> str:
    # Mail programs take "+" for a plus, so a blank must be %20.
    return quote(text, safe="/:")
