"""The style sheets and scripts of the theme, joined: a page asks for one of each instead of forty.

Small files cost a phone more time than their bytes, and compress worse apart than together: none is long
enough to repeat itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable


def joined_css(sheets: Iterable[str]) -> str:
    r"""The rules of *sheets* in their order, without what is for those who write them.

    >>> joined_css(["/* a.css\n   One. */\n\n.a {\n  color: red;\n}\n", ".b {\n}\n"])
    '.a {\ncolor: red;\n}\n.b {\n}\n'
    """
    rules = _COMMENT.sub("", "\n".join(sheets))
    return "".join(f"{line.strip()}\n" for line in rules.split("\n") if line.strip())


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def joined_js(scripts: Iterable[str]) -> str:
    r"""*scripts* in their order; as in files of their own, the failure of one is told and stops no other.

    >>> print(joined_js(["/* a.js\n * One. */\n(() => {\n  // why\n  a()\n})()\n"]), end="")
    try {
    (() => {
      a()
    })()
    } catch (error) { setTimeout(() => { throw error }) }
    """
    return "".join(
        f"try {{\n{_bare(script)}\n}} catch (error) {{ setTimeout(() => {{ throw error }}) }}\n"
        for script in scripts
    )


def _bare(script: str) -> str:
    lines = _HEAD.sub("", script).split("\n")
    return "\n".join(line for line in lines if line.strip() and not _LINE.match(line))


_HEAD = re.compile(r"\A/\*.*?\*/\n", re.DOTALL)
# A whole line; comments behind code stay.
_LINE = re.compile(r"\s*(//|/\*\*.*\*/\s*$)")


def named(stem: str, suffix: str, content: str) -> str:
    """A name that changes with the content, so that no cache shows an old one: "chidao.0a1b2c3d.css"."""
    return f"{stem}.{hashlib.sha256(content.encode()).hexdigest()[:8]}{suffix}"
