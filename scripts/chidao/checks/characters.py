"""Không có ký tự vô hình, và không có chữ trông giống chữ Việt mà là chữ khác.

Những ký tự này mắt không thấy nhưng làm cho tìm kiếm và nhận ra số hiệu bị sai: chữ С của tiếng Nga trong
«NĐ-CP», chữ Ð của tiếng Iceland thay cho Đ, dấu rời (NFD), dấu nối mềm, dấu cách không ngắt, ký tự điều
khiển.

Đạt:

    ---
    type: Nghị định
    number: 45/2023/NĐ-CP
    ---

    # NGHỊ ĐỊNH

    Căn cứ Luật Tổ chức Chính phủ.

Không đạt, vì «СР» là chữ tiếng Nga:

    ---
    type: Nghị định
    ---

    Căn cứ Nghị định số 45/2023/NĐ-СР.

Không đạt, vì «Ð» không phải là «Đ»:

    ---
    type: Quyết định
    ---

    Căn cứ Quyết định số 12/QÐ-UBND.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..lookalikes import ALIKE
from .page import Page
from .problem import Edit, Problem, Severity

CODE = "characters"
TITLE = "Ký tự vô hình và chữ dễ nhầm"

_NAMES = {
    "\u00ad": "dấu nối mềm",
    "\u200b": "dấu cách rộng bằng không",
    "\u200c": "dấu tách chữ vô hình",
    "\u200d": "dấu nối chữ vô hình",
    "\u2060": "dấu nối từ vô hình",
    "\ufeff": "dấu BOM",
    "\u00a0": "dấu cách không ngắt",
    "\u2010": "dấu nối in ấn",
    "\u2011": "dấu nối không ngắt",
    "\u2028": "dấu ngắt dòng vô hình",
    "\u2029": "dấu ngắt đoạn vô hình",
    "\u00d0": "chữ Ð của tiếng Iceland",
    "\u00f0": "chữ ð của tiếng Iceland",
    "\u0189": "chữ Ɖ của tiếng châu Phi",
    "\u0256": "chữ ɖ phiên âm",
}
_LETTERS = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"}

# Everything that is looked at more closely; most lines have nothing of it.
_SUSPECT = re.compile(
    r"""
      (?P<nothing> [\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f])
    | (?P<blank>   [\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x0c\x85\u2028\u2029])
    | (?P<hyphen>  [\u2010\u2011])
    | (?P<letter>  [\u00d0\u00f0\u0189\u0256])
    | (?P<alike>   [\u0370-\u03ff\u0400-\u052f])
    | (?P<form>    [\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff])
    | (?P<marks>   [^\u0300-\u036f][\u0300-\u036f]+ | ^[\u0300-\u036f]+)
    | (?P<private> [\ue000-\uf8ff])
    """,
    re.VERBOSE,
)

# One set of letters is found ten times as fast as many kinds.
_ANY = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00a0\u1680"
    r"\u2000-\u200a\u202f\u205f\u3000\u2028\u2029\u2010\u2011\u00d0\u00f0\u0189\u0256\u0370-\u052f"
    r"\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff\u0300-\u036f\ue000-\uf8ff]"
)


def check(page: Page) -> Iterator[Problem]:
    if not _ANY.search(page.text):
        return
    for number, line in enumerate(page.lines, 1):
        if not _ANY.search(line):
            continue
        severity = Severity.ERROR if number < page.body_line else Severity.WARNING
        yield from _of_line(number, line, severity)


def _of_line(number: int, line: str, severity: Severity) -> Iterator[Problem]:
    done = 0
    for match in _SUSPECT.finditer(line):
        if match.start() < done:
            continue
        found = _trouble(line, match)
        if found is None:
            continue
        message, start, end, new = found
        done = end
        edit = None if new is None else Edit(number, start, end, line[start:end], new)
        if (number, start) == (1, 0) and match[0] == "\ufeff":
            severity = Severity.WARNING  # every reader passes over it there
        yield Problem("", number, message, CODE, severity, start + 1, edit)


def _trouble(line: str, match: re.Match[str]) -> tuple[str, int, int, str | None] | None:
    """What is wrong, from where to where, and what shall stand there."""
    kind, char, start = match.lastgroup, match[0], match.start()
    if kind == "nothing":
        if char == "\u200d" or char == "\u200c":  # inside an emoji or another script they are letters
            around = line[max(0, start - 1) : start + 2]
            if any("\u0590" <= c < "\u1e00" or c > "\u2100" for c in around):
                return None
        return f"có {_name(char)} không nhìn thấy{_where(line, start)}; xóa đi", start, start + 1, ""
    if kind == "blank":
        return f"có {_name(char)}{_where(line, start)}; thay bằng dấu cách thường", start, start + 1, " "
    if kind == "hyphen":
        return f"có {_name(char)}{_where(line, start)}; thay bằng dấu - thường", start, start + 1, "-"
    if kind == "letter":
        right = _LETTERS[char]
        return f"{_name(char)} trong «{_word(line, start)[2]}»; sửa thành {right}", start, start + 1, right
    if kind == "alike":
        return _alike(line, start)
    if kind == "form":
        return _form(char, start)
    if kind == "marks":
        return _marks(line, match)
    return (
        f"ký hiệu riêng của một phông chữ (U+{ord(char):04X}){_where(line, start)}, máy khác không hiện; "
        "xem bản giấy và thay bằng ký hiệu thường",
        start,
        start + 1,
        None,
    )


def _form(char: str, start: int) -> tuple[str, int, int, str | None]:
    """A letter in another form: wide, in one with the next (ﬁ), of mathematics."""
    right = unicodedata.normalize("NFKC", char)
    if right.isalnum() or right in ".,;/":
        message = f"«{char}» là dạng chữ đặc biệt; gõ lại bằng chữ thường: {right}"
        return message, start, start + 1, right
    # As a plain sign it may cut a cell in two, begin a comment or a quotation, or end a value.
    message = (
        f"«{char}» là dạng đặc biệt của dấu {right}; gõ lại dấu thường "
        f"(trong lời văn viết \\{right}, trong thuộc tính đặt cả giá trị trong ngoặc kép)"
    )
    return message, start, start + 1, None


def _name(char: str) -> str:
    return _NAMES.get(char, f"ký tự U+{ord(char):04X}")


def _where(line: str, start: int) -> str:
    """The word beside it: nobody finds an invisible letter by its column."""
    before = line[:start].split()
    after = line[start + 1 :].split()
    if start > 0 and before and not line[start - 1].isspace():
        goes_on = after and not line[start + 1 : start + 2].isspace()
        if goes_on and line[start].isspace():
            return f" giữa «{_shown(before[-1])}» và «{_shown(after[0])}»"
        return f" trong «{_shown(before[-1] + (after[0] if goes_on else ''))}»"
    return f" trước «{_shown(after[0])}»" if after else f" sau «{_shown(before[-1])}»" if before else ""


def _shown(word: str) -> str:
    return "".join(c for c in word if c.isprintable())[:30]


def _alike(line: str, start: int) -> tuple[str, int, int, str | None] | None:
    """Letters of another script in a word of ours; a word of another language is left alone."""
    begin, end, word = _word(line, start)
    foreign = [c for c in word if "\u0370" <= c <= "\u052f"]
    ours = any(c.isalpha() and unicodedata.name(c, "").startswith("LATIN") for c in word)
    cyrillic = any(c >= "\u0400" for c in foreign)
    if not all(c in ALIKE for c in foreign):
        if not (ours and cyrillic):
            return None
        return f"«{word}» trộn chữ của hai thứ tiếng; gõ lại từ này", begin, end, None
    if not ours and (not cyrillic or any("\u0400" <= c <= "\u052f" and c not in ALIKE for c in line)):
        return None
    new = "".join(ALIKE.get(c, c) for c in word)
    letters = ", ".join(dict.fromkeys(foreign))
    script = "Nga" if cyrillic else "Hy Lạp"
    return (
        f"chữ {letters} trong «{word}» là chữ tiếng {script}; gõ lại bằng chữ thường: {new}",
        begin,
        end,
        new,
    )


def _word(line: str, start: int) -> tuple[int, int, str]:
    """Where the word around *start* begins and ends, and the word."""
    begin, end = start, start
    while begin > 0 and not line[begin - 1].isspace():
        begin -= 1
    while end < len(line) and not line[end].isspace():
        end += 1
    return begin, end, line[begin:end]


def _marks(line: str, match: re.Match[str]) -> tuple[str, int, int, str | None] | None:
    """Letters whose marks are apart (NFD); all of a line are one trouble."""
    if unicodedata.normalize("NFC", match[0]) == match[0]:
        return f"dấu rời thừa ở «{match[0]}»; gõ lại chữ này", match.start(), match.end(), None
    start, end = match.span()
    for other in _APART.finditer(line, end):
        if unicodedata.normalize("NFC", other[0]) == other[0]:
            break
        if _OTHERS.search(line, end, other.start()):
            break
        end = other.end()
    new = unicodedata.normalize("NFC", line[start:end])
    return f"dấu rời khỏi chữ (NFD) từ «{match[0]}»; gõ lại bằng chữ có dấu liền", start, end, new


_APART = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+")
_OTHERS = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00a0\u2010\u2011\u2028\u2029\u00d0\u00f0\u0189\u0256\u0370-\u052f]"
)
