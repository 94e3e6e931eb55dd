"""Names of bodies: found in capitals, written as running text writes them."""

from __future__ import annotations

import re
from functools import cache

from .. import forms
from ..text import is_caps, key


def is_body(text: str) -> bool:
    """Whether *text* reads as the name of an issuing body.

    >>> is_body("ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH"), is_body("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    (True, False)
    """
    return forms.body_start().match(text + " ") is not None


def proper(name: str, text: str = "") -> str:
    """Write a name that stands in capitals as running text writes it.

    The document's own mixed-case mention comes first, then the list of names (forms/names.yml),
    then the rule: small letters, but places and the first letter in capitals.

    >>> proper("ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP")
    'Ủy ban nhân dân tỉnh Đồng Tháp'
    """
    name = " ".join(name.split()).strip(" .,;:*-–")
    if not is_caps(name):
        return name
    lowered = name.lower()
    if text:
        for match in re.finditer(re.escape(name), text, re.IGNORECASE):
            found = match[0]
            if not is_caps(found) and found[:1].isupper():
                return found
    out = _names().sub(lambda m: _official()[key(m[0])], lowered)
    out = re.sub(
        r"\b(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu) ((?:\w+[ -]?){1,4})$",
        lambda m: f"{m[1]} {m[2].title()}",
        out,
    )
    return out[:1].upper() + out[1:]


@cache
def _official() -> dict[str, str]:
    table = {key(p.name): p.name for p in forms.provinces().values()}
    table |= {key(name): name for name in forms.names()}
    return table


@cache
def _names() -> re.Pattern[str]:
    spellings = {n.lower() for n in forms.names()} | {p.name.lower() for p in forms.provinces().values()}
    ordered = sorted(spellings, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")


def level_of(issuer: str, number: str | None) -> str | None:
    """At which level the body stands: central, province, district, commune; None if not told.

    >>> level_of("Ban Thường vụ Tỉnh ủy", None), level_of("Bộ Chính trị", None)
    ('province', 'central')
    """
    name = issuer.lower()
    if re.search(
        r"trung ương|chính phủ|quốc hội|bộ chính trị|ban bí thư|chủ tịch nước|tối cao|nhà nước|việt nam",
        name,
    ):
        return "central"
    if name.startswith(("bộ ", "cục ", "tổng cục", "bộ trưởng", "vụ ")):
        return "central"
    if re.search(r"(?<!\w)(?:huyện|quận|thị xã|huyện uỷ|quận uỷ|thị uỷ)(?!\w)", name):
        return "district"
    if re.search(r"(?<!\w)(?:xã|phường|thị trấn|đặc khu)(?!\w)", name) and "hội" not in name:
        return "commune"
    if re.search(r"(?<!\w)(?:tỉnh|thành phố|tỉnh uỷ|thành uỷ|sở)(?!\w)", name):
        return "province"
    if number:
        body = forms.bodies().get(number.rsplit("/", 1)[-1].rsplit("-", 1)[-1].upper())
        if body:
            return body.level
    return None
