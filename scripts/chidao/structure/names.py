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
    if text:
        for match in re.finditer(re.escape(name), text, re.IGNORECASE):
            found = match[0]
            if not is_caps(found) and found[:1].isupper():
                return found
    # A name that no list knows: "Sở Lao động".
    out = _FIELD.sub(lambda m: m[1] + m[2].upper(), uncapped(name))
    return out[:1].upper() + out[1:]


def uncapped(text: str) -> str:
    """Words in capitals in small letters, but for the names that lists know, and a place at the end.

    >>> uncapped("VỀ TỔ CHỨC CỦA BỘ CHÍNH TRỊ Ở TỈNH HÀ TĨNH")
    'về tổ chức của Bộ Chính trị ở tỉnh Hà Tĩnh'
    """
    return re.sub(
        r"\b(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu) ((?:\w+[ -]?){1,4})$",
        lambda m: f"{m[1]} {m[2].title()}",
        _names().sub(lambda m: _cased(m[0]), text.lower()),
    )


_FIELD = re.compile(r"(\b(?:sở|cục|vụ|bộ|trung tâm|học viện|phòng) )(\w)")


def _cased(name: str) -> str:
    """The capitals of the official name on the document's own spelling ("uỷ" or "ủy")."""
    official = _official()[key(name)]
    return "".join(c.upper() if o.isupper() else c for c, o in zip(name, official, strict=True))


@cache
def _official() -> dict[str, str]:
    table = {key(p.name): p.name for p in forms.provinces().values()}
    return table | {key(name): name for name in forms.names()}


@cache
def _names() -> re.Pattern[str]:
    names = [*forms.names(), *(p.name for p in forms.provinces().values())]
    spelled = (re.escape(n.lower()).replace("ủy", "[uủ][yỷ]") for n in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)")


_CENTRAL = re.compile(
    r"trung ương|chính phủ|quốc hội|bộ chính trị|ban bí thư|chủ tịch nước|tối cao|"
    r"^(?:bộ|cục|tổng cục|bộ trưởng|vụ) "
)
_DISTRICT = re.compile(r"(?<!\w)(?:huyện|quận|thị xã|thị [uủ][yỷ])(?!\w)")
_COMMUNE = re.compile(r"(?<!\w)(?:xã|phường|thị trấn|đặc khu)(?!\w)(?! hội)")
_PROVINCE = re.compile(r"(?<!\w)(?:tỉnh|thành phố|thành [uủ][yỷ]|sở)(?!\w)")
_NATIONAL = re.compile(r"nhà nước|việt nam")


def level_of(issuer: str, number: str | None, date: str | None = None) -> str | None:
    """At which level the body stands: central, province, district, commune; None if not told.

    >>> level_of("Ban Thường vụ Tỉnh ủy", None), level_of("Bộ Chính trị", None)
    ('province', 'central')
    """
    name = issuer.lower()
    for level, pattern in (
        ("central", _CENTRAL),
        ("district", _DISTRICT),
        ("commune", _COMMUNE),
        ("province", _PROVINCE),
        ("central", _NATIONAL),
    ):
        if pattern.search(name):
            return level
    body = body_of(number, date)
    return body.level if body else None


def body_of(number: str | None, date: str | None = None) -> forms.Body | None:
    """The body whose code *number* carries, as of *date*.

    >>> body_of("45-HD/BTCTW").name, body_of("06/QĐ-TTg").name, body_of("60/2024/QH15").name
    ('Ban Tổ chức Trung ương', 'Thủ tướng Chính phủ', 'Quốc hội')
    """
    if not number:
        return None
    tail = number.rsplit("/", 1)[-1]
    parts = [tail] if re.search(r"\d-[A-ZĐ]", number) else [tail.rsplit("-", 1)[-1], tail.split("-", 1)[0]]
    for part in parts:
        if found := forms.body(re.sub(r"\d+$", "", part), date):
            return found
    return None
