"""Dấu Markdown được hiểu đúng như người viết muốn.

Trang văn bản chỉ có đề mục (#), danh sách, bảng, chú thích, **đậm** và *nghiêng*. Liên kết, hình, thẻ HTML
và mã không dùng ở đây: máy tự đặt liên kết đến văn bản được dẫn. Muốn in chính dấu ấy thì viết \\ trước nó.

Đạt:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    **Giao** *Ban Tổ chức* chủ trì \\*.

Không đạt, vì sau # thiếu dấu cách:

    ---
    type: Kết luận
    ---

    #KẾT LUẬN

Không đạt, vì dấu ** không có đôi:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    **Giao Ban Tổ chức chủ trì.

Không đạt, vì hai dấu * thành một đôi và mất đi:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    Mỗi xã 4*5 hộ, mỗi huyện 2*3 xã.

Không đạt, vì dấu > làm cho cả đoạn thành trích dẫn:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    > 5.000 hộ dân được cấp nước.

Không đạt, vì địa chỉ của liên kết không hiện trên trang:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    Theo [Kết luận số 177](ket-luan-177-kl-tw.md).

Không đạt, vì thẻ HTML hiện nguyên chữ:

    ---
    type: Kết luận
    ---

    # KẾT LUẬN

    Giao Ban Tổ chức<br>chủ trì.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..pages.dialect import parser
from .page import Page
from .problem import Edit, Problem, Severity

CODE = "markup"
TITLE = "Dấu Markdown"

_SIGNS = re.compile(r"[*_`<&>#]|\]\(|^={3,}\s*$|~~", re.MULTILINE)
_TAG = re.compile(r"</?(?:[a-z][a-z0-9]*|[A-Z]+)(?:\s[^<>]*)?/?>|<!--")
_HASHES = re.compile(r"(#{1,6})(?=[^\s#\d])")
_UNDERLINE = re.compile(r"\s{0,3}={3,}\s*")
# A star beside a letter on one side only was meant to open or close something.
_STRAY = re.compile(r"\*\*|(?<![\w*])\*(?=\w)|(?<=[\w.,;:])\*(?![\w*])")


def check(page: Page) -> Iterator[Problem]:
    if page.entry is None:
        return
    for start, lines in _chunks(page):
        text = "\n".join(lines)
        if _SIGNS.search(text):
            yield from sorted(_of_chunk(start, lines))


def _chunks(page: Page) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines that are not blank, with the number of the first."""
    start, run = 0, list[str]()
    for number, line in [*page.body(), (0, "")]:
        if line.strip():
            start = start or number
            run.append(line)
        elif run:
            yield start, run
            start, run = 0, []


def _of_chunk(start: int, lines: list[str]) -> Iterator[Problem]:
    for number, line in enumerate(lines, start):
        yield from _of_line(number, line)
    # What is indented belongs to an entry above; alone it reads the same.
    source = "\n".join(line.lstrip() if not index else line for index, line in enumerate(lines))
    for token in _parser().parse(source):
        at = token.map[0] if token.map else 0
        if token.type == "blockquote_open":
            message = "dấu > đầu dòng làm cho đoạn này thành trích dẫn và dấu ấy mất đi; viết \\> nếu là chữ"
            yield Problem("", start + at, message, CODE)
        elif token.type == "inline":
            end = token.map[1] if token.map else len(lines)
            yield from _of_words(token.content, start + at, lines[at:end])


def _of_line(number: int, line: str) -> Iterator[Problem]:
    if match := _HASHES.match(line):
        end = match.end()
        message = f"sau {match[1]} thiếu dấu cách nên không thành đề mục; viết «{match[1]} » rồi đến chữ"
        yield Problem("", number, message, CODE, edit=Edit(number, end, end, "", " "))
    if _UNDERLINE.fullmatch(line):
        message = "hàng dấu = hiện nguyên trên trang; xóa đi, viết # trước dòng trên nếu đó là đề mục"
        yield Problem("", number, message, CODE, Severity.WARNING)
    if line.lstrip().startswith(("```", "~~~")):
        message = "hàng dấu này hiện nguyên trên trang; xóa đi, trang văn bản không có khối mã"
        yield Problem("", number, message, CODE, Severity.WARNING)


def _of_words(content: str, start: int, lines: list[str]) -> Iterator[Problem]:
    """Trouble inside a paragraph, cell or heading."""
    if not re.search(r"[*_`<&]|\]\(", content):
        return
    markdown = _parser()
    children: list[Token] = []
    markdown.inline.parse(content, markdown, {"footnotes": {"refs": {}}}, children)
    here = 0
    for token in children:
        # A token does not know where it stands.
        signs = _signs(token)
        begin = max(content.find(signs, here), here)
        here = begin + len(signs)
        if found := _trouble(token) or _product(token, content, begin):
            message, sign, severity = found
            at = max(content.find(sign, begin), begin)
            number, column = _place(start, lines, content, at, sign)
            yield Problem("", number, message, CODE, severity, column)


def _signs(token: Token) -> str:
    """What stands in the text for *token*; of a link, what it begins with."""
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return "[" if token.type == "link_open" else token.markup or token.content


def _trouble(token: Token) -> tuple[str, str, Severity] | None:
    """What is wrong with a token, the sign to point at, and how bad it is."""
    if token.type == "link_open":
        message = (
            f"địa chỉ «{token.attrs.get('href', '')}» không hiện trên trang: văn bản không có liên kết viết "
            "tay; chỉ giữ lại chữ, máy tự liên kết đến văn bản được dẫn"
        )
        return message, "](", Severity.ERROR
    if token.type in ("em_open", "strong_open") and token.markup.startswith("_"):
        message = (
            f"dấu {token.markup} bị hiểu là chữ nghiêng, đậm và mất đi; "
            "viết \\_ nếu là chỗ để trống, viết * nếu là chữ nghiêng"
        )
        return message, token.markup, Severity.ERROR
    if token.type == "text_special" and token.markup.startswith("&"):
        return (
            f"«{token.markup}» hiện thành «{token.content}»; gõ thẳng ký tự ấy",
            token.markup,
            Severity.WARNING,
        )
    if token.type != "text":
        return None
    if match := _TAG.search(token.content):
        return f"thẻ «{match[0]}» hiện nguyên chữ; xóa đi", match[0], Severity.ERROR
    if match := _STRAY.search(token.content):
        message = f"dấu {match[0]} không có đôi nên hiện nguyên; thêm dấu đóng, hoặc viết \\* nếu là chữ"
        return message, match[0], Severity.WARNING
    if "`" in token.content and not token.content.startswith("```"):  # that, `_of_line` tells
        return "dấu ` hiện nguyên trên trang; xóa đi", "`", Severity.WARNING
    return None


def _product(token: Token, content: str, at: int) -> tuple[str, str, Severity] | None:
    """The same of a star between two figures, "4*5", that another star made the beginning of italics."""
    if token.type != "em_open" or not re.fullmatch(r"\d\*\d", content[max(at - 1, 0) : at + 2]):
        return None
    return "dấu * giữa hai số bị hiểu là chữ nghiêng và mất đi; viết \\*", "*", Severity.ERROR


def _place(start: int, lines: list[str], content: str, at: int, sign: str) -> tuple[int, int]:
    """Line and column of *sign*, at *at* in *content*, which is *lines* without labels and indents."""
    row = min(content.count("\n", 0, at), len(lines) - 1)
    words = content.split("\n")[row]
    before = lines[row].find(words)
    if before < 0:  # a cell with "\|" in it
        return start + row, max(lines[row].find(sign), 0) + 1
    return start + row, before + at - (content.rfind("\n", 0, at) + 1) + 1


@cache
def _parser() -> MarkdownIt:
    return parser()
