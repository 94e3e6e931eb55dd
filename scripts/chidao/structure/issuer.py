"""Who issues a document: the surest witness first.

the title         "KẾT LUẬN CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ VỀ …"
the number        45-HD/BTCTW: the code of a Party body that has one name
the signature     /TW is signed by four bodies: "T/M BAN BÍ THƯ"
the acting line   "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH GIA LAI" above "Căn cứ"
the left column   "BỘ TÀI CHÍNH" over "CỤC THUẾ"
the text          "Thống đốc Ngân hàng Nhà nước Việt Nam ban hành Thông tư …"
"""

from __future__ import annotations

import re

from .. import forms
from ..document import Paragraph
from ..text import is_caps
from .closing import Closing
from .head import Head
from .names import body_of, is_body, proper

_OF_BODY = re.compile(
    r"(?:^|\s)CỦA (?P<body>(?:(?!\bVỀ\b|\bTẠI\b|\bĐỒNG CHÍ\b).){4,120}?)"
    r"(?=\s+(?:VỀ|về|Về|TẠI|tại|V/v|SỐ\s*:?\s*\d\S*)\s|\s*$)"
)


def find_issuer(
    head: Head,
    closing: Closing,
    number: str | None,
    date: str | None,
    text: str,
    paragraphs: list[Paragraph],
) -> tuple[str, ...]:
    """The bodies that issue; the surest witness first.

    *number* and *date* are those of the document, *text* its running text.
    """
    if found := _in_title(head, text):
        return found
    party = bool(number and re.search(r"\d-[A-ZĐ]", number))
    body = body_of(number, date)
    if party and body and body.name:
        return (body.name,)
    left = [line for line in head.issuer_lines if is_body(line)]
    party = party or any("ĐẢNG CỘNG SẢN" in p.text for p in paragraphs[: head.end])
    if party and (found := _party_issuer(left, closing, text)):
        return found
    if found := _state_issuer(head, left, text):
        return found
    if body and body.name:
        return (body.name,)
    if found := _of_signature(closing, text):
        return found
    return _acting_words(text)


def _in_title(head: Head, text: str) -> tuple[str, ...]:
    """ "KẾT LUẬN CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ VỀ …"."""
    match = _OF_BODY.search(head.title[:400]) if head.title else None
    if not match or not is_body(match["body"]):
        return ()
    if not re.match(r"\s*(?:KẾT LUẬN\s+|\d[\w/-]*\s+)?CỦA ", head.title):
        return ()
    if re.match(r"PHÓ |CHỦ TỊCH |THỦ TƯỚNG|TỔNG BÍ", match["body"]) and head.issuer_lines:
        return ()
    return _bodies(match["body"], text)


def _bodies(names: str, text: str) -> tuple[str, ...]:
    """Split "BỘ CHÍNH TRỊ, BAN BÍ THƯ" where a comma parts two bodies, not two fields of one ministry."""
    parts: list[str] = []
    for part in re.split(r"\s*,\s*", names):
        if parts and not re.match(
            r"(?:BAN BÍ THƯ|BỘ CHÍNH TRỊ|BAN CHẤP HÀNH|BAN THƯỜNG VỤ)", part, re.IGNORECASE
        ):
            parts[-1] += ", " + part
        else:
            parts.append(part)
    return tuple(proper(part, text) for part in parts)


def _party_issuer(left: list[str], closing: Closing, text: str) -> tuple[str, ...]:
    """/TW is signed by four bodies: read it from the signature or the words that conclude."""
    last = left[-1] if left else ""
    upper = left[-2] if len(left) > 1 else ""
    if re.search(r"^BAN CHẤP HÀNH TRUNG ƯƠNG|^TRUNG ƯƠNG$", last) or not last:
        if found := _of_signature(closing, text):
            return found
        match = re.search(
            r"\b(Bộ Chính trị, Ban Bí thư|Bộ Chính trị|Ban Bí thư|Ban Chấp hành Trung ương(?: Đảng)?)"
            r"(?: khoá [XIV]+)? (?:kết luận|ban hành|quyết định|yêu cầu|có ý kiến|thống nhất|giao|chỉ thị)",
            text,
        )
        if match:
            return _bodies(match[1], text)
        return (proper(last, text),) if last else ()
    if re.match(r"(?:BAN CHẤP HÀNH TRUNG ƯƠNG|TỈNH [UỦ][YỶ]|THÀNH [UỦ][YỶ]|HUYỆN [UỦ][YỶ])", upper):
        if last == "VĂN PHÒNG" and upper.startswith("BAN CHẤP HÀNH TRUNG ƯƠNG"):
            return ("Văn phòng Trung ương Đảng",)
        if not re.search(r"TRUNG ƯƠNG|[UỦ][YỶ]\b(?! BAN)", last):
            above = "Trung ương" if upper.startswith("BAN CHẤP HÀNH") else proper(upper, text)
            return (f"{proper(last, text)} {above}",)
    found = _of_signature(closing, text)
    if (
        found
        and re.match(r"(?:TỈNH|THÀNH|HUYỆN) [UỦ][YỶ]", last)
        and re.search(r"thường vụ|thường trực", found[0], re.I)
    ):
        return (f"{found[0]} {proper(last, text)}" if proper(last) not in found[0] else found[0],)
    return (proper(last, text),)


def _state_issuer(head: Head, left: list[str], text: str) -> tuple[str, ...]:
    acting = head.acting or ""
    name = left[-1] if left else ""
    if (
        len(left) > 1
        and re.match(r"[ỦU][YỶ] BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN", left[-2])
        and not re.match(r"(?:[ỦU][YỶ] BAN|HỘI ĐỒNG|SỞ|BAN|VĂN PHÒNG)", name)
    ):
        name = f"{left[-2]} {name}"
    elif (
        name
        and re.match(r"SỞ|BAN |CHI CỤC|THUẾ|TRUNG TÂM", name)
        and len(left) > 1
        and not forms.province_in(name)
    ):
        province = forms.province_in(left[-2])
        if province and re.search(r"TỈNH|THÀNH PHỐ", left[-2]):
            kind = "TỈNH" if "TỈNH" in left[-2] else "THÀNH PHỐ"
            name = f"{name} {kind} {province.name.upper()}"
    if acting and is_body(acting):
        person = re.match(r"(?:CHỦ TỊCH|THỦ TƯỚNG)\b", acting)
        if person or not name:
            if re.search(r"(?:TỈNH|THÀNH PHỐ)$", acting) and name:
                tail = re.search(r"(?:TỈNH|THÀNH PHỐ) .+$", name)
                if tail:
                    acting = re.sub(r"(?:TỈNH|THÀNH PHỐ)$", tail[0], acting)
            if not re.match(r"BỘ TRƯỞNG", acting):
                return (proper(acting, text),)
            return (proper(re.sub(r"^BỘ TRƯỞNG(?:, CHỦ NHIỆM)?\s+", "", acting), text),)
    return (proper(name, text),) if name else ()


_BEHALF = re.compile(r"^(?:T/M|TM\.?)\s*", re.IGNORECASE)


def _of_signature(closing: Closing, text: str) -> tuple[str, ...]:
    """ "T/M BAN BÍ THƯ" names who issues; so does "THỦ TƯỚNG" alone."""
    signer = closing.signer
    if not signer:
        return ()
    for line in (signer.authority or "", signer.position or ""):
        if _BEHALF.match(line):
            name = re.split(r"\s+(?:K/T|KT\.|TL\.|T/L|TUQ\.)", _BEHALF.sub("", line))[0].strip(" .")
            if is_body(name):
                full = re.search(
                    rf"{re.escape(name)} (?:tỉnh|thành phố) [A-ZĐ]\w+(?: [A-ZĐ]\w+){{0,3}}",
                    text,
                    re.I,
                )
                return _bodies(full[0] if full and not is_caps(full[0]) else name, text)
    if re.match(r"(?:KT\. )?THỦ TƯỚNG", signer.authority or signer.position or ""):
        return ("Thủ tướng Chính phủ",)
    if re.match(r"CHỦ TỊCH QUỐC HỘI", signer.position or ""):
        return ("Quốc hội",)
    return ()


_ENACTS = re.compile(
    r"^(?:(?:Bộ trưởng|Thống đốc|Tổng Thanh tra|Bộ trưởng, Chủ nhiệm) )?"
    r"(?P<body>[A-ZĐỦ][^.;:\n]{3,80}?) ban hành "
    r"(?:Thông tư|Nghị định|Nghị quyết|Quyết định|Quy định|Kế hoạch|Chỉ thị|Luật|Pháp lệnh)",
    re.MULTILINE,
)
_ORDERS = re.compile(
    r"(?P<body>(?:Chủ tịch )?(?:Ủy|Uỷ) ban nhân dân (?:tỉnh|[Tt]hành phố)(?: [A-ZĐ]\w+){0,4}|"
    r"Văn phòng Chính phủ|"
    r"Bộ Chính trị(?:, Ban Bí thư)?|Ban Bí thư|Thủ tướng Chính phủ|Chính phủ|"
    r"(?:Ban Thường vụ|Thường trực|Văn phòng) (?:Tỉnh|Thành|Huyện) [uủ][yỷ])"
    r"\s+(?:yêu cầu|có ý kiến|chỉ đạo|thông báo|đề nghị|ban hành|kết luận|quyết định|thống nhất|xin)"
)


def _acting_words(text: str) -> tuple[str, ...]:
    """No head at all: the body that enacts or orders in the text."""
    match = _ENACTS.search(text)
    if not match or not is_body(match["body"]):
        match = _ORDERS.search(text)
    return _bodies(match["body"], text) if match else ()
