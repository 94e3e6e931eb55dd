r"""Write words so that CommonMark reads them as words.

>>> escape("5 * 3 và *a* [^1]")
'5 * 3 và \\*a\\* \\[^1]'
>>> escape("___o0o___")
'\\_\\_\\_o0o___'
>>> escape("Ông ______ sinh ngày __/__/____")
'Ông ______ sinh ngày \\_\\_/\\_\\_/____'
>>> escape_start("# không phải đề mục"), escape_start("1. Mục đích")
('\\# không phải đề mục', '1. Mục đích')
"""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\`*_\[\]<&^!]")
_INLINE = re.compile(
    r"""
      \\                                  # a backslash escapes what follows it
    | `                                   # code
    | \*(?!(?<=\s\*)(?:\s|$))             # emphasis, unless blanks stand on both sides
    | (?<!\w)_++(?=\S)                    # emphasis begins: "___o0o", "/____/", but not "tên: ____ "
    | (?<=[^\W_])_(?!\w)                  # and ends; inside a word it is a letter
    | \[(?=\^)                           # footnote
    | \](?=\()                           # link, whose first bracket may stand lines above
    | (?<=\^)\[                           # inline footnote
    | !(?=\[)
    | <(?=[A-Za-z/!?])                    # HTML or address
    | &(?=\#|[A-Za-z][A-Za-z0-9]*;)       # entity
    """,
    re.VERBOSE,
)
# What CommonMark reads as the beginning of another block than a paragraph, and `undecided` as a sign.
_BLOCK = re.compile(r"(?:#{1,6}(?:\s|$)|>|~~~|[=]+\s*$|\||<{7})")
_LIST = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?=\s|$)")
_DASHES = re.compile(r"(?:[-_*][\s]*){3,}$")


# What is to be filled in, at the end of a stretch of words: emphasis may begin there if a sign follows.
_TO_FILL_IN = re.compile(r"(?<!\w)_++$")


def escape(text: str, before_sign: bool = False) -> str:
    """Escape what would be markup inside a line; *before_sign*: a sign of emphasis follows behind *text*."""
    if not _SPECIAL.search(text):
        return text
    if before_sign and (line := _TO_FILL_IN.search(text)):
        return escape(text[: line.start()]) + "\\_" * len(line[0])
    return _INLINE.sub(lambda m: "\\" + m[0] if len(m[0]) == 1 else "\\_" * len(m[0]), text)


def escape_start(line: str) -> str:
    """Escape the first sign of a line that begins a paragraph, list labels excepted."""
    if not line:
        return line
    if _BLOCK.match(line):
        return "\\" + line
    if line[0] in "-_*" and _DASHES.match(line):
        return "\\" + line
    return line


def escape_inner(line: str) -> str:
    """Escape the first sign of a line inside a paragraph, where no list may begin either."""
    if _LIST.match(line):
        cut = re.search(r"[-+*.)]", line)
        assert cut is not None
        return line[: cut.start()] + "\\" + line[cut.start() :]
    if line[:1] == "-" and not line.strip("- "):
        return "\\" + line
    return escape_start(line)


def list_label(text: str) -> int:
    """The length of the label with which *text* begins a CommonMark list, its blank included; 0 if none.

    >>> list_label("1. Mục đích"), list_label("- Các ban"), list_label("1.1. Mục")
    (3, 2, 0)
    """
    match = _LIST.match(text)
    if not match or match.end() == len(text):
        return 0
    return match.end() + 1
