"""One style sheet and one script for all pages, of the many small files that we write.

A page asks for two files instead of forty, and they are half as large when packed: each alone is too short
to repeat itself.  A script that fails takes no other with it, as if it still stood alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def joined_styles(sheets: Iterable[str]) -> str:
    """The rules of *sheets* in their order, without what is for those who write them.

    >>> joined_styles(["/* a.css\\n   One. */\\n\\n.a {\\n  color: red;\\n}\\n", ".b {\\n}\\n"])
    '.a {\\ncolor: red;\\n}\\n.b {\\n}\\n'
    """
    rules = _COMMENT.sub("", "\n".join(sheets))
    return "".join(f"{line.strip()}\n" for line in rules.split("\n") if line.strip())


_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def joined_scripts(scripts: Iterable[str]) -> str:
    """*scripts* in their order; what one throws is told, and the next one runs.

    >>> print(joined_scripts(["/* a.js\\n * One. */\\n(() => {\\n  // why\\n  a()\\n})()\\n"]), end="")
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
