"""Which bodies the words of an assignment mean, on the day of their document.

"Ban Tổ chức Tỉnh ủy" in a document of Hà Tĩnh       Ban Tổ chức Tỉnh ủy Hà Tĩnh
"Sở Tài chính" in one of Đồng Tháp                    Sở Tài chính tỉnh Đồng Tháp
"ban thường vụ các tỉnh uỷ, thành uỷ"                 63 until 2025-06-30, 34 since 2025-07-01
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from .. import forms
from ..document import Facts
from ..text import fold
from . import shared
from .actors import actor_at
from .model import Doer


def doers(
    words: str, facts: Facts, abbreviations: Mapping[str, Sequence[str]] | None = None
) -> tuple[Doer, ...]:
    """Everybody whom *words*, one name or a list, name in a document with *facts*.

    *abbreviations* are those of the project: "KH&CN" → ("Khoa học và Công nghệ",).

    >>> [d.bodies for d in doers("Sở Nội vụ, Công an tỉnh", Facts(level="province", province="Hà Tĩnh"))]
    [('Sở Nội vụ tỉnh Hà Tĩnh',), ('Công an tỉnh Hà Tĩnh',)]
    """
    return tuple(_doer(name, facts, abbreviations or {}) for name in names(words))


@lru_cache(maxsize=4096)
def names(words: str) -> tuple[str, ...]:
    """The members of a list of bodies; what one word counts together ("các sở, ban, ngành") stays together.

    >>> names("Bộ Y tế, Bộ Văn hóa, Thể thao và Du lịch và các tỉnh uỷ, thành uỷ")
    ('Bộ Y tế', 'Bộ Văn hóa, Thể thao và Du lịch', 'các tỉnh uỷ, thành uỷ')
    """
    cuts, begins = [0], 0
    whole = [m.span() for m in _listed().finditer(words)] if "," in words else []
    whole += shared.spans(words)
    for gap in _GAP.finditer(words):
        here = gap.end()
        if not actor_at(words, here) or any(first < here < last for first, last in whole):
            continue
        if gap[0] == " " and not shared.is_office(words[begins : gap.start()]):
            continue
        grouped = words[here].islower() and not _NEW.match(words, here)
        grouped = grouped and bool(_GROUP.match(words, begins) or words[begins].islower())
        if gap[0] != "; " and grouped:
            continue
        cuts += [gap.start(), here]
        begins = here
    cuts.append(len(words))
    found = (words[a:b].strip() for a, b in zip(cuts[::2], cuts[1::2], strict=True))
    return tuple(name for name in found if name)


@cache
def _listed() -> re.Pattern[str]:
    """Names that have a comma in them: "Đảng ủy Mặt trận Tổ quốc, các đoàn thể Trung ương"."""
    longer = (re.escape(n).replace("ủy", "[uủ][yỷ]") for n in forms.names() if "," in n)
    return re.compile("|".join(longer), re.IGNORECASE)


# The last between cells of a table that were joined: "Bộ Tài chính Bộ Y tế".
_GAP = re.compile(r"; |, (?:và |cùng )?| và (?=[A-ZĐỦa-zđủ])| hoặc (?=[A-ZĐỦ])| (?=(?:Bộ|Sở) [A-ZĐ])")
_GROUP = re.compile(r"(?:[^,;]*\s)?(?:[Cc]ác|[Nn]hững)\s|[Ss]ở, |[Bb]ộ, |[Bb]an, ")
_NEW = re.compile(r"(?:các|những) ")


def _doer(name: str, facts: Facts, abbreviations: Mapping[str, Sequence[str]]) -> Doer:
    if members := shared.members(name) or _members(name, facts.date):
        return Doer(name, tuple(_capital(_spelled(each, abbreviations)) for each in members), True)
    if _PLURAL.match(name) or _CLASS.search(name) or (name[0].islower() and not _PROPER.search(name)):
        return Doer(name, (), True)
    return Doer(name, (full_name(name, facts, abbreviations),))


_PLURAL = re.compile(
    r"(?:.{0,40}\s)?(?:[Cc]ác|[Nn]hững|[Mm]ỗi|[Tt]ừng|[Tt]oàn thể)\s|[Ss]ở, |[Bb]ộ, |[Bb]an, |[Cc]ơ quan, |"
    r"[Cc]ấp [uủ][yỷ], "
)

# One word for all of a level: "Ủy ban nhân dân cấp xã", "Công an xã, phường, đặc khu", "UBND 06 thành phố".
_CLASS = re.compile(
    r"(?<!\w)(?:cấp (?:xã|huyện|tỉnh|cơ sở)(?!\w)|địa phương|"
    r"(?:tỉnh|thành phố|huyện|quận|xã|phường), (?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)(?!\w)|"
    r"\d{1,3} [^\W\d])",
    re.IGNORECASE,
)
_PROPER = re.compile(r"(?<!\w)(?!Trung|Đảng|Nhà|Tỉnh|Thành)[A-ZĐÀ-Ỹ]\w")

# ban thường vụ các tỉnh uỷ, thành uỷ · các tỉnh ủy, thành ủy trực thuộc Trung ương
_COMMITTEES = re.compile(
    r"(?P<part>(?:[Bb]an [Tt]hường vụ|[Tt]hường trực|[Bb]í thư|[Vv]ăn phòng|[Bb]an [Tt]ổ chức|"
    r"[Uu]ỷ ban [Kk]iểm tra|"
    r"[Uủ]y ban [Kk]iểm tra|[Bb]an [Nn]ội chính|[Bb]an [Tt]uyên giáo(?: và [Dd]ân vận)?|"
    r"[Đđ]ồng chí bí thư) )?"
    r"(?:các )?(?P<province>[Tt]ỉnh [uủ][yỷ]), (?P<city>[Tt]hành [uủ][yỷ])(?: trực thuộc [Tt]rung ương)?\Z",
    re.IGNORECASE,
)
# Ủy ban nhân dân các tỉnh, thành phố (trực thuộc Trung ương) · UBND cấp tỉnh · Thuế tỉnh, thành phố
_PROVINCES = re.compile(
    r"(?P<part>(?:(?:Chủ tịch |Văn phòng |Chánh Văn phòng )?(?:[UỦ][ỷy] ban nhân dân|UBND|"
    r"Hội đồng nhân dân|HĐND)|(?:Giám đốc )?Công an|Thuế|Viện kiểm sát nhân dân|Tòa án nhân dân|"
    r"(?:Giám đốc )?Sở [^,]{3,30}|Bộ Chỉ huy quân sự|Đoàn đại biểu Quốc hội|"
    r"[UỦ][ỷy] ban Mặt trận Tổ quốc(?: Việt Nam)?) )?"
    r"(?:(?:các )?tỉnh, thành phố(?: trực thuộc Trung ương)?|cấp tỉnh|các tỉnh/thành phố)\Z",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def _members(name: str, date: str | None) -> tuple[str, ...]:
    """The bodies of a class that has one in each province; empty for another class, or without a date."""
    if date is None:
        return ()
    if match := _COMMITTEES.match(name):
        part = _capital(match["part"] or "")
        kinds = {"province": match["province"].capitalize(), "city": match["city"].capitalize()}
        return tuple(f"{part}{kinds[p.kind]} {p.name}" for p in provinces_on(date))
    if match := _PROVINCES.match(name):
        part = _capital(_spelled(match["part"] or "", {}))
        kinds = {"province": "tỉnh", "city": "thành phố"}
        return tuple(_capital(f"{part}{kinds[p.kind]} {p.name}") for p in provinces_on(date))
    return ()


def provinces_on(date: str) -> tuple[forms.Province, ...]:
    """The provinces that there were on *date*, ISO 8601.

    >>> len(provinces_on("2025-06-30")), len(provinces_on("2025-07-01"))
    (63, 34)
    """
    return tuple(p for p in forms.provinces().values() if p.until is None or date <= p.until)


def full_name(name: str, facts: Facts, abbreviations: Mapping[str, Sequence[str]] | None = None) -> str:
    """The full name of one body: abbreviations written out, the province or ministry of the document named.

    >>> full_name("Ban Tổ chức Tỉnh uỷ", Facts(level="province", province="Hà Tĩnh"))
    'Ban Tổ chức Tỉnh uỷ Hà Tĩnh'
    >>> full_name("Vụ Pháp chế", Facts(level="central", issuer=("Bộ Y tế",)))
    'Vụ Pháp chế Bộ Y tế'
    """
    name = _capital(_spelled(_TITLE.sub("", _NOTE.sub("", name)), abbreviations or {}))
    if facts.province:
        return _in_province(name, facts.province)
    if len(facts.issuer) == 1 and facts.issuer[0].startswith("Bộ "):
        return _in_ministry(name, facts.issuer[0])
    return name


_TITLE = re.compile(r"[Đđ]ồng chí (?=\w+ )")
_NOTE = re.compile(r"(?<=[^\W\d])\d{1,3}\Z")
"""The number of a footnote."""


def _in_ministry(name: str, ministry: str) -> str:
    """ "Văn phòng Bộ", "Bộ trưởng", "Vụ Pháp chế": those of the ministry that issues the document."""
    if name.endswith(" Bộ"):
        return f"{name.removesuffix('Bộ')}{ministry}"
    own = name in ("Bộ trưởng", "Thứ trưởng") or (name.startswith("Vụ ") and " Bộ " not in name)
    return f"{name} {ministry}" if own else name


@lru_cache(maxsize=4096)
def _in_province(name: str, where: str) -> str:
    province = forms.provinces().get(fold(where))
    if province is None or forms.province_in(name):
        return name
    if match := _OF_PROVINCE.search(name):
        return f"{name[: match.start()]}{match[0]} {province.name}"
    if name.startswith("Sở "):
        return f"{name} {'thành phố' if province.kind == 'city' else 'tỉnh'} {province.name}"
    return name


_OF_PROVINCE = re.compile(
    r"(?:[Tt]ỉnh [uủ][yỷ]|[Tt]hành [uủ][yỷ]|[Tt]ỉnh|[Tt]hành phố|[Tt]ỉnh [Đđ]oàn|[Tt]hành [Đđ]oàn)\Z"
)
# Of the forms of official papers, known to everybody; the project's own come first.
_ALWAYS = {"UBND": ("Ủy ban nhân dân",), "HĐND": ("Hội đồng nhân dân",), "MTTQ": ("Mặt trận Tổ quốc",)}


def _spelled(name: str, abbreviations: Mapping[str, Sequence[str]]) -> str:
    def long(match: re.Match[str]) -> str:
        found = abbreviations.get(match[0]) or _ALWAYS.get(match[0])
        return found[0] if found and len(found) == 1 else match[0]

    return _SHORT.sub(long, name)


_SHORT = re.compile(r"(?<!\w)[A-ZĐ][A-ZĐ&]+(?!\w)")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
