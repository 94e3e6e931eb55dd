"""The labels of numbered parts: how they are printed, and how they nest.

Both "1." and "1-", both "I-" and "Phần I" are official (Hướng dẫn 36-HD/VPTW, 03/4/2018, on Party
documents; Nghị định 30/2020/NĐ-CP, phụ lục I, on those of the State).
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Label(NamedTuple):
    """The label at the head of a paragraph."""

    kind: str
    value: str
    """Without its signs: "I", "2.1", "a"."""
    text: str
    """As printed: "2.1-"."""
    end: int
    """Where the words after it begin."""


# Each pattern shows what it is for.
_LABEL = re.compile(
    r"""
    # Phần I · PHẦN THỨ NHẤT · Chương II · Mục 1. · Tiểu mục 2 · Điều 5. · Phụ lục IV
      (?P<word> Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu[ ]mục|TIỂU[ ]MỤC|Điều|ĐIỀU|Phụ[ ]lục|PHỤ[ ]LỤC)
      \s* (?P<which> (?:thứ|THỨ)\s(?:\w+) | (?:số|SỐ)\s\d+\w? | [IVXLC]+\b | \d{1,4}[a-zđ]?\b | [A-ZĐ]\b )?
      (?P<after> \s*[.:\-–](?=\s|$|[A-ZĐÀ-Ỹ“]) | \s*$ | \s(?=[A-ZĐÀ-Ỹ“(]) )
    # A- · B. · I- · IV. · I.
    | (?P<roman> [IVX]{1,6}) (?: \s?[.\-–](?=\s|[A-ZĐÀ-Ỹ“]) | [)/](?=\s) )
    | (?P<capital> [A-HĐ]) (?: \s?[.\-–](?=\s|[A-ZĐÀ-Ỹ“]{2}) | \)(?=\s) )
    # 2.1- · 1.1.1- · 1.1 Text · 2.1. Text
    | (?P<decimal> \d{1,3}(?:\.\d{1,2}){1,4}) (?: \s?[.\-–)](?=\D|$) | (?=\s[A-ZĐÀ-Ỹ“]) )
    # 1. · 1- · 1) · 1/
    | (?P<number> \d{1,3}) (?!\s?[-–]\s?[A-ZĐ][A-Za-zĐđ]{0,4}\s?/) (?: \s?[.\-–](?=\s*\D|$) | [)/](?=\s) )
    # (1)
    | \((?P<bracket> \d{1,2})\)
    # a) · đ. · a/
    | (?P<letter> [a-zđ]) (?: \d?\) | [.\-/](?=\s) )
    """,
    re.VERBOSE,
)

_KINDS = {
    "roman": "mục la mã",
    "capital": "mục chữ",
    "decimal": "số",
    "number": "số",
    "bracket": "ý",
    "letter": "điểm",
}
_FIRST = frozenset("PCMTĐAÂBCDEGHIVX(0123456789abcdđefghiklmnopqrstuvxyĐ")


def label_of(text: str) -> Label | None:
    """Return the label with which *text* begins, if any.

    >>> label_of("2.1- Về thí điểm")[:3]
    ('số', '2.1', '2.1-')
    >>> label_of("Điều 5. Tổ chức")[:3]
    ('điều', '5', 'Điều 5.')
    >>> label_of("2025 là năm"), label_of("Mục tiêu chung")
    (None, None)
    """
    if not text or text[0] not in _FIRST:
        return None
    match = _LABEL.match(text)
    if not match:
        return None
    end = match.end()
    while end < len(text) and text[end] in " :":
        end += 1
    printed = match[0].strip()
    word = match["word"]
    if word:
        kind = word.lower()
        if not match["which"]:
            # "PHỤ LỤC" stands alone; "Điều" or "Mục" alone is a word.
            return Label(kind, "", printed, end) if kind == "phụ lục" and end == len(text) else None
        value = re.sub(r"^(?:thứ|số)\s+", "", match["which"].lower())
        return Label(kind, value.upper() if _ROMAN.fullmatch(match["which"]) else value, printed, end)
    group = match.lastgroup or ""
    return Label(_KINDS[group], match[group], printed, end)


_ROMAN = re.compile(r"[IVXLC]+|[A-ZĐ]")
_BULLET = re.compile(r"[-–+•*▪●](?=\s)|[-–•](?=[^\W\d_])")


def starts_clause(text: str) -> bool:
    """Whether a line begins something of its own: a label, a dash, a bullet.

    >>> starts_clause("- Các tỉnh uỷ"), starts_clause("a) Chủ trì"), starts_clause("và các")
    (True, True, False)
    """
    stripped = text.lstrip('*_\\“"') if text[:1] in '*_\\“"' else text
    if not stripped:
        return False
    if stripped[0] in "-–+•▪●" or (text[0] == "*" and text[1:2] == " "):
        return _BULLET.match(stripped) is not None or text[0] == "*"
    return label_of(stripped) is not None


def is_bullet(text: str) -> bool:
    """Whether *text* is an entry behind a dash or a bullet."""
    return _BULLET.match(text) is not None
