"""The server of a preview: it puts the findings on pages, and hears of a saved file at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer as _Observer

from ..project import DOCUMENTS
from .findings import Findings, unbuilt

_App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
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


def with_findings(app: _App, findings: Findings) -> _App:
    """The application *app* with *findings* on each page of a document."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        address = _page_of(environ.get("PATH_INFO", ""))
        if address is None:
            return app(environ, start_response)
        told: list[Any] = []
        body = b"".join(app(environ, lambda *given: told.append(given)))
        status, headers = told[-1][:2]
        root = "/".join([".."] * address.count("/"))
        box = findings.box(address, root)
        if box and status.startswith("404"):
            status, body = "200 OK", unbuilt(address, box).encode("utf-8", "replace")
            headers = [("Content-Type", "text/html; charset=utf-8")]
        elif box:
            body = body.replace(_BEFORE, box.encode("utf-8", "replace") + _BEFORE, 1)
        headers = [(n, v) for n, v in headers if n.lower() != "content-length"]
        start_response(status, [*headers, ("Content-Length", str(len(body)))])
        return [body]

    return answer


_BEFORE = b'<header class="vb-document__head">'


def _page_of(path: str) -> str | None:
    """The page in content/ that is shown at *path*; None if it is none of a document."""
    name = path.encode("latin-1", "replace").decode("utf-8", "replace").lstrip("/")
    parts = PurePosixPath(unquote(name)).parts
    if not name.endswith(".html") or parts[:1] != (DOCUMENTS,) or ".." in parts:
        return None
    return f"{'/'.join(parts).removesuffix('.html')}.md"
