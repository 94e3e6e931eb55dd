"""The bodies that running text names: one, or a list of them, as printed.

    Sở Nội vụ · Bộ Văn hóa, Thể thao và Du lịch · UBND các xã, phường và đặc khu · Các sở, ban, ngành tỉnh
    chủ quản dữ liệu trong các cơ quan đảng · Chủ tịch Ủy ban nhân dân các tỉnh từ Hà Tĩnh đến Lâm Đồng

A name goes on over small words that join names ("thuộc", "của", "và") and ends before the verb.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..text import key
from . import words

_WORD = re.compile(r"[^\s.,;:()“”\"\n/]+(?:[./-][^\s.,;:()“”\"\n/]+)*")
_MANY = re.compile(
    r"(?:(?:(?:[Tt]ất cả )?(?:[Cc]ác|[Nn]hững)|[Mm]ỗi|[Tt]ừng|[Tt]oàn thể|[Rr]iêng|[Cc]ùng) )+"
)
_MANY_WORDS = frozenset(
    w
    for word in ("tất", "các", "những", "mỗi", "từng", "toàn", "riêng", "cùng")
    for w in (word, word.capitalize())
)
# "thuộc", "của" and the like join a name to what it is part of.
_LINKS = frozenset(
    ("thuộc", "của", "trực", "từ", "đến", "ở", "và", "cấp", "trong", "có", "được", "ngoài", "hoặc", "kiêm")
)
_COMMA = re.compile(
    r", (?=(?:Thể thao|Truyền thông|chiến lược|Du lịch|chuyển đổi|đổi mới|lãng phí|tiêu cực|"
    r"giám sát tổ chức|giám sát an toàn|cải cách|chữa cháy|chữa bệnh|cứu hộ|chống)\b)"
)
_LIMIT = 900
"""Letters that the longest list of bodies has."""


def head_at(text: str, start: int) -> int | None:
    """Where the first words of a body's name that stands at *start* end; None if none stands there."""
    first = words.WORD.match(text, start)
    if first is None or first[0] not in first_words():
        return None  # most places name nobody
    many = _MANY.match(text, start) if first[0] in _MANY_WORDS else None
    if many is None:
        end = words.HEADS.behind(text, first)
    else:
        end = words.HEADS.at(text, many.end()) or words.MANY.at(text, many.end())
        if words.NO_HEADS.at(text, many.end()):
            return None
    return None if end is None or words.NO_HEADS.behind(text, first) else end


def actor_at(text: str, start: int) -> bool:
    """Whether somebody who acts is named at *start*."""
    return head_at(text, start) is not None


@cache
def first_words() -> frozenset[str]:
    """With which the name of somebody who acts may begin, in each way in which they are written."""
    return _MANY_WORDS.union(words.HEADS.table)


def actors_at(text: str, start: int, semicolons: bool = False) -> int | None:
    """The end of the bodies named at *start*, one or a list; None if there are none.

    *semicolons*: whether the list may go on behind a semicolon, as it does behind "Đề nghị".

    >>> text = "UBND các xã, phường và đặc khu tổ chức thực hiện"
    >>> text[: actors_at(text, 0)]
    'UBND các xã, phường và đặc khu'
    """
    end = head_at(text, start)
    if end is None:
        return None
    if text[start : start + 6].lower() == "người " and text[start : start + 14].lower() != "người đứng đầu":
        return _person(text, start)
    if _KIND.match(text, start) and text[end : end + 1] == " " and (named := _named_by_act(text, end)):
        end = named
    position = end
    while position - start < _LIMIT:
        if (plain := _plain_words(text, position, start + _LIMIT)) > position:
            end = position = plain
            continue
        step = _step(text, start, position, semicolons)
        if step is None:
            break
        position, counts = step
        end = position if counts else end
    return end


def _plain_words(text: str, position: int, limit: int) -> int:
    """The end of the words behind *position* that surely belong to the name: most of a name are such."""
    if text[position : position + 1] != " ":
        return position
    asked = _asked()
    # The last one may be cut: `_step` judges it, as all that are not letters alone.
    for word in text[position + 1 : position + 60].split(" ")[:-1]:
        if not word.isalpha() or word in asked or position >= limit:
            break
        position += 1 + len(word)
    return position


@cache
def _asked() -> frozenset[str]:
    """The words at which a name may end."""
    return _LINKS.union(words.ENDS.table, _DUTIES)


def _step(text: str, start: int, position: int, semicolons: bool) -> tuple[int, bool] | None:
    """One word further in a name, and whether the name may end there; None if it ends at *position*."""
    gap = text[position : position + 2]
    if gap[:1] == " ":
        word = _WORD.match(text, position + 1)
        if not word:
            return None
        if word[0] in _DUTIES and _OFFICE.match(text, start) and not _OF_DUTY.search(text, start, position):
            return None
        # Letters alone are the word that would be looked up.
        ends = not word[0].isalpha() or word[0] in words.ENDS.table
        if ends and not _COMMA.match(text, position - 1) and _stops(text, position):
            return None
        if word[0] not in _LINKS:
            return word.end(), True
        # "UBND các cấp" is a name, "cấp" of "UBND cấp xã" is none yet.
        counts = word[0] == "cấp" and text.endswith("các", start, position)
        return (word.end(), counts) if _joins(text, position + 1, word[0]) else None
    behind = position + 2
    if gap == ", ":
        goes_on = _COMMA.match(text, position) or (
            not _act(text, behind) and (actor_at(text, behind) or _member(text, behind))
        )
        return (position + 1, False) if goes_on else None
    if gap == "; " and semicolons and actor_at(text, behind):
        return position + 1, False
    if gap == ": " and text[behind : behind + 1].isupper() and _KINDS.search(text, start, position):
        return position + 1, False
    return None


# "Sở Khoa học và Công nghệ quản lý": no office is called so; "Ban Quản lý", "cơ quan quản lý" are.
_DUTIES = frozenset(("quản", "tổ"))
_OFFICE = re.compile(r"(?:Bộ|Sở|[UỦ][ỷy] ban [Nn]hân dân|UBND|Chính phủ|Văn phòng|Ngân hàng Nhà nước) ")
_OF_DUTY = re.compile(
    r"(?:ban|cục|quan|nghiệp|người|vị|ty|phận|cán bộ|hội đồng|cơ sở|tâm|phòng|trung|viện|trường|và|đầu|"
    r"trưởng|đạo|viên|bộ|ngành|các|những|mỗi|,)\Z",
    re.IGNORECASE,
)
# "các Bộ: Tài chính, Nội vụ": the names follow the kind.
_KINDS = re.compile(
    r"(?:[Cc]ác|[Nn]hững) (?:[Bb]ộ|[Ss]ở|[Cc]ục|[Vv]ụ|[Bb]an|[Pp]hòng|tỉnh|xã|phường|cơ quan|đơn vị|"
    r"bộ, ngành|địa phương|"
    r"tập đoàn)(?: \w+)?\Z"
)


def _stops(text: str, blank: int) -> bool:
    """Whether a verb stands behind the blank at *blank*; "tạo" of "Đào tạo" is none."""
    stop = words.ENDS.at(text, blank + 1)
    if stop is None:
        return False
    found = text[blank + 1 : stop]
    if found[0].isupper() and not _ORDER.match(found):
        return False  # "Sở Xây dựng"
    before = text.rfind(" ", 0, blank) + 1
    first = found.split(" ", 1)[0]
    if {
        _normal(text[before : blank + 1] + found),
        _normal(text[before : blank + 1] + first),
    } & words.compounds():
        return False
    if found == "về" and text.endswith(_FIELDS, 0, blank):
        return False
    if found == "trên" and _AROUND.match(text, blank + 1):
        return False
    return not (found.startswith("giao") and "được " in text[max(0, blank - 25) : blank])


# "cơ quan chuyên môn về lâm nghiệp": "về" names the field.
_FIELDS = (
    "chuyên môn",
    "quản lý nhà nước",
    "Công tác",
    "chuyên ngành",
    "Ban Chỉ đạo Trung ương",
    "Ban Chỉ đạo quốc gia",
)
_normal = lru_cache(maxsize=4096)(key)
# In capitals and yet no name: an order that begins without a stop before it.
_ORDER = re.compile(
    r"Khẩn trương|Chủ trì|Phối hợp|Tăng cường|Tiếp tục|Căn cứ|Chịu trách|Hướng dẫn|Tham mưu|Tổng hợp|"
    r"Rà soát|Chủ động|Thực hiện|Theo dõi|Đôn đốc|Triển khai|Báo cáo|Đề xuất|Ban hành|Có"
)
_AROUND = re.compile(r"trên địa bàn (?:[Tt]ỉnh|[Tt]hành phố|xã|phường|huyện|cả nước|[A-ZĐ])")


def _act(text: str, at: int) -> bool:
    return text[at : at + 1].islower() and words.ENDS.at(text, at) is not None


def _member(text: str, at: int) -> bool:
    if match := _MANY.match(text, at):
        at = match.end()
    return text[at : at + 1].isupper() or words.MEMBERS.at(text, at) is not None


def _joins(text: str, at: int, word: str) -> bool:
    """Whether the small word at *at* joins more of the name, not a new part of the sentence."""
    rest = at + len(word) + 1
    if word in ("và", "hoặc"):
        return not _act(text, rest) and (
            actor_at(text, rest) or _member(text, rest) or bool(_AND.match(text, rest))
        )
    if word in ("từ", "đến"):
        return text[rest : rest + 1].isupper()
    if word == "có":
        return text.startswith(("có liên quan", "có thẩm quyền", "có chức năng", "có dự án"), at)
    if word == "được":
        return text.startswith(("được giao", "được Đảng", "được phân công", "được ủy", "được uỷ"), at)
    return True


_AND = re.compile(
    r"(?:cứu nạn|kiểm|đổi mới|nghề nghiệp|chi nhánh|nhà nước|pháp chế|quản lý|phát triển|tương đương)"
)


def _person(text: str, start: int) -> int:
    """The end of "người ra quyết định cưỡng chế": up to the word that says what they must do."""
    stop = _DUTY.search(text, start, start + 160)
    return stop.start() if stop else start + len("người ")


_DUTY = re.compile(
    r",?(?<!ra)\s(?=(?:quyết định|có trách nhiệm|có quyền|có nghĩa vụ|phải|được quyền|không|sẽ|cần|gửi|lập|"
    r"thông báo|xem xét|nộp|chịu trách nhiệm|"
    r"thực hiện|báo cáo|tiếp nhận(?=,? (?:hồ|và|kiểm))|ban hành|tổ chức|trình|chỉ đạo|tiến hành|"
    r"kiểm tra)(?!\w))|[.;:()\n,]|\Z"
)
# "cơ quan tiếp nhận hồ sơ có văn bản trả lời": the first verb tells which, the second what it must do.
_KIND = re.compile(
    r"(?:[Cc]ác )?(?:[Cc]ơ quan|[Đđ]ơn vị|[Cc]ơ sở|[Bb]ộ phận|[Dd]oanh nghiệp|[Cc]á nhân)(?= [a-zđ])"
)
_MUST = re.compile(
    r",? (?=(?:có trách nhiệm|phải|có văn bản|thông báo|xem xét|trả lời|báo cáo|chủ trì|chịu trách nhiệm|thì|"
    r"không được)(?!\w))"
)
_PUNCT = re.compile(r"[,.;:()\n]")


def _named_by_act(text: str, end: int) -> int | None:
    if words.ORDERS.at(text, end + 1) is None and not text.startswith(
        ("ra ", "quản lý", "được ", "bị "), end + 1
    ):
        return None
    stop = _PUNCT.search(text, end + 1, end + 110)
    must = _MUST.search(text, end + 1, stop.start() if stop else end + 110)
    return must.start() if must and must.start() > end + 6 else None
