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
    for gap in _GAP.finditer(words):
        here = gap.end()
        if not actor_at(words, here) or any(first < here < last for first, last in whole):
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


_GAP = re.compile(r"; |, (?:và |cùng )?| và (?=[A-ZĐỦa-zđủ])")
_GROUP = re.compile(r"(?:[^,;]*\s)?(?:[Cc]ác|[Nn]hững)\s|[Ss]ở, |[Bb]ộ, |[Bb]an, ")
_NEW = re.compile(r"(?:các|những) ")


def _doer(name: str, facts: Facts, abbreviations: Mapping[str, Sequence[str]]) -> Doer:
    if members := _members(name, facts.date):
        return Doer(name, members, True)
    if _PLURAL.match(name) or (name[0].islower() and not _PROPER.search(name)):
        return Doer(name, (), True)
    return Doer(name, (full_name(name, facts, abbreviations),))


_PLURAL = re.compile(
    r"(?:.{0,40}\s)?(?:[Cc]ác|[Nn]hững|[Mm]ỗi|[Tt]ừng|[Tt]oàn thể)\s|[Ss]ở, |[Bb]ộ, |[Bb]an, |[Cc]ơ quan, |"
    r"[Cc]ấp [uủ][yỷ], "
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
# Ủy ban nhân dân các tỉnh, thành phố (trực thuộc Trung ương) · UBND cấp tỉnh · các tỉnh, thành phố
_PROVINCES = re.compile(
    r"(?P<part>(?:(?:[Cc]hủ tịch )?(?:[UỦ][ỷy] ban nhân dân|UBND|Hội đồng nhân dân|HĐND)|[Cc]ông an|"
    r"[Ss]ở [^,]{3,30}|"
    r"[Uủ][ỷy] ban Mặt trận Tổ quốc(?: Việt Nam)?) )?"
    r"(?:các tỉnh, thành phố(?: trực thuộc [Tt]rung ương)?|cấp tỉnh|các tỉnh/thành phố)\Z",
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
    """The full name of one body: abbreviations written out, the province of the document named.

    >>> full_name("Ban Tổ chức Tỉnh uỷ", Facts(level="province", province="Hà Tĩnh"))
    'Ban Tổ chức Tỉnh uỷ Hà Tĩnh'
    """
    name = _capital(_spelled(name, abbreviations or {}))
    return _in_province(name, facts.province) if facts.province else name


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
