"""Names that share their head: each of them a body.

Bộ trưởng các Bộ: Quốc phòng, Công an và Y tế          Bộ trưởng Bộ Quốc phòng, Bộ trưởng Bộ Công an, …
Chủ tịch UBND các tỉnh, thành phố: Hà Tĩnh, Huế        Chủ tịch UBND tỉnh Hà Tĩnh, … thành phố Huế
UBND thành phố Hà Nội, Thành phố Hồ Chí Minh           two of them

The ministries and provinces that there are, are known: so a comma or "và" within a name does no harm.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .. import forms


def spans(words: str) -> list[tuple[int, int]]:
    """Where in *words* such names stand, from what tells their kind to the last of them.

    >>> words = "Bộ trưởng các Bộ: Y tế, Giáo dục và Đào tạo; Tổng cục Thuế"
    >>> [words[first:last] for first, last in spans(words)]
    ['các Bộ: Y tế, Giáo dục và Đào tạo']
    """
    return [found.span() for pattern in _patterns() for found in pattern.finditer(words)]


@lru_cache(maxsize=4096)
def members(name: str) -> tuple[str, ...]:
    """The full name of each body that *name* means; empty if it is not of this kind.

    >>> members("Bộ trưởng các Bộ: Y tế, Giáo dục và Đào tạo")
    ('Bộ trưởng Bộ Y tế', 'Bộ trưởng Bộ Giáo dục và Đào tạo')
    """
    for pattern in _patterns():
        if (found := pattern.search(name)) and found.end() == len(name):
            head = name[: found.start()]
            return tuple(f"{head}{each}" for each in _each(found["list"], found["kind"]))
    return ()


def is_office(name: str) -> bool:
    """Whether *name* is that of a ministry or a department, and nothing else."""
    return name.startswith(("Bộ ", "Sở ")) and re.fullmatch(_offices(), name[3:]) is not None


def _each(words: str, kind: str) -> list[str]:
    if kind.lower() in ("bộ", "sở"):
        return [f"{kind.capitalize()} {found[0]}" for found in re.finditer(_offices(), words)]
    provinces = {p.name: p for p in forms.provinces().values()}
    found = [provinces[each[0]] for each in re.finditer(_provinces(), words)]
    return [f"{'thành phố' if p.kind == 'city' else 'tỉnh'} {p.name}" for p in found]


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    several = r"(?:(?:, và |, | và )(?:(?:[Tt]ỉnh|[Tt]hành phố) )?(?:{0}))"
    office, province = _offices(), _provinces()
    return (
        # các Bộ: Quốc phòng, Công an
        re.compile(rf"các (?P<kind>[Bb]ộ|[Ss]ở): (?P<list>(?:{office}){several.format(office)}*)(?!\w)"),
        # các tỉnh, thành phố (trực thuộc Trung ương): Hà Tĩnh, Huế · các tỉnh Hà Tĩnh, Nghệ An
        re.compile(
            r"các (?P<kind>tỉnh, thành phố|thành phố, tỉnh|tỉnh|thành phố)(?: trực thuộc [Tt]rung ương)?:? "
            rf"(?P<list>(?:{province}){several.format(province)}*)(?!\w)"
        ),
        # thành phố Hà Nội, Thành phố Hồ Chí Minh
        re.compile(
            rf"(?P<list>(?P<kind>[Tt]ỉnh|[Tt]hành phố) (?:{province}){several.format(province)}+)(?!\w)"
        ),
    )


@cache
def _offices() -> str:
    """What ministries and departments are for: "Văn hóa, Thể thao và Du lịch"."""
    names = {name[3:] for name in forms.names() if name.startswith(("Bộ ", "Sở "))}
    return "|".join(map(re.escape, sorted(names - {"Chính trị"}, key=len, reverse=True)))


@cache
def _provinces() -> str:
    names = {province.name for province in forms.provinces().values()}
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
