"""Headings that name bodies and nothing else: who must do all that lies under them.

2. Bộ Tài chính:          Điều 7. Trách nhiệm của Sở Tài chính          III. Đối với các sở, ban, ngành
"""

from __future__ import annotations

import re

from .actors import actors_at
from .openings import behind_label

WORDS = frozenset(("Phân", "Trách", "trách", "Nhiệm", "nhiệm", "Tổ", "tổ", "Đối", "Về", "Giao", "Đề", "Yêu"))
"""With which a heading may begin, besides the name of a body."""


def names_only(text: str) -> str | None:
    """The bodies that *text*, a whole paragraph, names and nothing else; None if it says more.

    >>> names_only("Điều 7. Trách nhiệm của Sở Tài chính"), names_only("1. Sở Tài chính rà soát")
    ('Sở Tài chính', None)
    """
    if len(text) >= (90 if text[-1:] == "." else 260) or text[-1:] in (";", ","):
        return None
    opens = _OPENS.match(text, behind_label(text))
    at = opens.end() if opens else 0
    end = actors_at(text, at)
    if end is None or not _END.match(text, end):
        return None
    return text[at:end]


_OPENS = re.compile(
    r"(?:(?:Phân công )?(?:[Tt]rách nhiệm(?: thực hiện| thi hành|, quyền hạn| và quyền hạn)?|"
    r"[Nn]hiệm vụ(?:, quyền hạn| và quyền hạn| cụ thể)?|"
    r"[Tt]ổ chức thực hiện)(?: của|:)? |(?:Đối với|Về phía|Giao|Đề nghị|Yêu cầu|Phân công) )?"
)
_END = re.compile(r" ?(?:\([^()]*\))? ?(?:có trách nhiệm|chịu trách nhiệm|chủ trì|thực hiện|)[: .]*\Z")
