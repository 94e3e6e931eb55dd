"""The style sheets and scripts of the theme, joined: a page asks for one of each instead of two dozen.

Twenty small files cost a phone more time than their bytes, and compress worse apart than together.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\n\s*")


def joined_css(sheets: Iterable[str]) -> str:
    r"""The rules of *sheets* in their order, without comments and indentation.

    >>> joined_css(["/* Colours */\na {\n  color: red;\n}\n", "b {\n}\n"])
    'a {\ncolor: red;\n}\nb {\n}\n'
    """
    return "".join(_BLANKS.sub("\n", _COMMENT.sub("", sheet)).strip() + "\n" for sheet in sheets)


def joined_js(scripts: Iterable[str]) -> str:
    """*scripts* in their order; as in files of their own, the failure of one is told and stops no other."""
    return "".join(
        f"try {{\n{script.strip()}\n}} catch (error) {{\nsetTimeout(() => {{ throw error }})\n}}\n"
        for script in scripts
    )


def named(stem: str, suffix: str, content: str) -> str:
    """A name that changes with the content, so that no cache shows an old one: "chidao.0a1b2c3d.css"."""
    return f"{stem}.{hashlib.sha256(content.encode()).hexdigest()[:8]}{suffix}"
