"""What both browsers watch in every page that a test opens, so that a test need not ask for it.

A page complains of errors and warnings in its console (what its policy forbids among them), exceptions,
failed requests, requests to what is not of its site, and of anything that a hostile text would do to be
noticed: alert, confirm, prompt, print, open.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

# What runs before every script of a page.
RAN = """() => {
  for (const name of ["alert", "confirm", "prompt", "print", "open"])
    globalThis[name] = () => console.error(`ran: ${name}()`)
}"""

_OF_THE_BROWSER = ("data:", "blob:", "about:", "chrome-extension:", "chrome:", "resource:")
"""Nothing of these leaves the browser; its own viewer of PDF files consists of them."""


def root_of(address: str) -> str:
    """What the addresses begin with that a page at *address* may ask for: its host, or its folder of files.

    >>> root_of("http://127.0.0.1:8000/van-ban/x.html")
    'http://127.0.0.1:8000/'

    A file of a site may ask for all files of the site, which has a page for addresses that are not there.
    """
    if host := re.match(r"http://[^/]+/", address):
        return host[0]
    assert address.startswith("file:///"), f"{address}: open http://… or file:///…"
    folder = Path(unquote(re.split(r"[?#]", address.removeprefix("file://"))[0])).parent
    site = next((above for above in (folder, *folder.parents) if (above / "404.html").is_file()), folder)
    return f"{site.as_uri()}/"


def is_stranger(address: str, root: str) -> bool:
    return not address.startswith((root, *_OF_THE_BROWSER))
