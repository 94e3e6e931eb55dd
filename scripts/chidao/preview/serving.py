"""The server of a preview: it puts the findings on pages, and hears of a saved file at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer as _Observer

from ..project import DOCUMENTS
from .findings import Findings, unbuilt

Environ = dict[str, Any]
App = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
_CHANGES = {"created", "modified", "moved", "deleted"}


class Observer(_Observer):  # type: ignore[misc, valid-type]
    """Is told of changes by the system, instead of looking at all files twice a second.

    It passes on changes only: that a file was opened or closed it would be told of each file that a build
    reads, and the build would never end.
    """

    def schedule(self, event_handler: FileSystemEventHandler, path: str, **options: Any) -> Any:
        """As of any observer."""
        dispatch = event_handler.dispatch

        def changes_only(event: FileSystemEvent) -> None:
            if event.event_type in _CHANGES:
                dispatch(event)

        event_handler.dispatch = changes_only  # type: ignore[method-assign]
        return super().schedule(event_handler, path, **options)


def with_findings(
    app: App, findings: Findings, wait: Callable[[], object] = lambda: None, mount: str = "/"
) -> App:
    """The application *app* with *findings* on pages of documents; a page is shown anew once it was built.

    All else but the index of search may still be written: *wait* returns when it is there.  *mount* is the
    path under which the site lies.
    """

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", ""))
        if path == _RELOADING:
            return _script(_RELOAD, start_response)
        if path == _WAITING:
            return _script(_waited(app, environ), start_response)
        address = _page_of(path, mount)
        if address is None and not _EARLY.match(path.removeprefix(mount)):
            wait()
        if not path.endswith((".html", "/")):
            return app(environ, start_response)
        told: list[Any] = []
        body = b"".join(app(environ, lambda *given: told.append(given)))
        status, headers = told[-1][:2]
        if address is not None:
            box = findings.box(address, "/".join([".."] * address.count("/")))
            if box and status.startswith("404"):
                status, body = "200 OK", unbuilt(address, box).encode("utf-8", "replace")
                headers = [("Content-Type", "text/html; charset=utf-8")]
            elif box:
                body = body.replace(_BEFORE, box.encode("utf-8", "replace") + _BEFORE, 1)
        # An editor fills in the form: what is not saved yet must not go.
        body = _reloading(body, "/bien-tap/" not in path)
        headers = [(n, v) for n, v in headers if n.lower() != "content-length"]
        start_response(status, [*headers, ("Content-Length", str(len(body)))])
        return [body]

    return answer


_EARLY = re.compile(r"/?(assets|search|livereload)/")
"""What is there as soon as the pages are."""
_BEFORE = b'<header class="vb-document__head">'


def _page_of(path: str, mount: str) -> str | None:
    """The page in content/ that is shown at *path*; None if it is none of a document."""
    name = path.encode("latin-1", "replace").decode("utf-8", "replace").removeprefix(mount).lstrip("/")
    parts = PurePosixPath(unquote(name)).parts
    if not name.endswith(".html") or parts[:1] != (DOCUMENTS,) or ".." in parts:
        return None
    return f"{'/'.join(parts).removesuffix('.html')}.md"


# The script with which MkDocs has a page wait for the next build stands in the page, where its policy forbids
# it to run, and asks by fetch, which is forbidden too: ours are files, and wait by loading a script.

_RELOADING, _WAITING = "/-/reload.js", "/-/wait.js"
_INJECTED = re.compile(rb"<script>(?:(?!</script>).)*livereload\((\d+), \d+\);\s*</script>", re.DOTALL)
_RELOAD = """// Shows the page anew when the site was built again.
(() => {
  const epoch = new URL(document.currentScript.src).search.slice(1)
  const wait = () => {
    const script = document.createElement("script")
    script.src = `/-/wait.js?${epoch}`
    script.onload = () => script.remove()
    script.onerror = () => setTimeout(wait, 1000)
    document.head.append(script)
  }
  addEventListener("chidao-wait", wait)
  addEventListener("load", () => setTimeout(wait, 50))
})()
"""


def _reloading(body: bytes, wanted: bool) -> bytes:
    """The page *body* with our script in the place of that of MkDocs; with none if it is not *wanted*."""
    ours = b'<script src="%s?\\1" async></script>' % _RELOADING.encode() if wanted else b""
    return _INJECTED.sub(ours, body)


def _waited(app: App, environ: Environ) -> str:
    """What a page runs when the site was built again, or nothing happened for a minute."""
    epoch = str(environ.get("QUERY_STRING", ""))
    answer = b"".join(app({**environ, "PATH_INFO": f"/livereload/{epoch}/0"}, lambda *_told: None))
    built = answer.isdigit() and epoch.isdigit() and int(answer) > int(epoch)
    return "location.reload()\n" if built else 'dispatchEvent(new Event("chidao-wait"))\n'


def _script(text: str, start_response: Callable[..., Any]) -> list[bytes]:
    data = text.encode("utf-8")
    headers = [("Content-Type", "text/javascript; charset=utf-8"), ("Content-Length", str(len(data)))]
    start_response("200 OK", [*headers, ("Cache-Control", "no-store")])
    return [data]
