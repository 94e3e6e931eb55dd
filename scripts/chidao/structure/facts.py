"""What a document tells of itself, put together from its head, its closing and its text."""

from __future__ import annotations

import re

from .. import forms
from ..document import Facts, Paragraph, Role
from ..text import key
from .closing import Closing
from .enclosed import is_running
from .head import Head
from .issuer import find_issuer
from .names import is_body, level_of, proper
from .numbers import NUMBER, clean, first_date
from .title import OWN_NUMBER


def facts_of(head: Head, closing: Closing, paragraphs: list[Paragraph]) -> Facts:
    """Only what is printed; what is not printed stays None."""
    text = _running_text(paragraphs, head.end)
    number = clean(head.number) if head.number else None
    type_name = _type(head, number)
    date = head.date
    if not number and (found := _consolidated(paragraphs)):
        number = found
    annex = None if number else _annex_note(head, paragraphs)
    issuer_of_annex = ""
    if annex:
        number, date = annex["number"], date or annex["date"]
        type_name = type_name or annex["type"]
        issuer_of_annex = annex["issuer"] or ""
    if type_name in ("Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết") and not date:
        date = _passed(paragraphs)
    issuer = find_issuer(head, closing, number, date, text, paragraphs)
    if not issuer and issuer_of_annex:
        issuer = (proper(issuer_of_annex),)
    subject = _subject(head)
    level = next((found for i in issuer if (found := level_of(i, number, date))), None)
    if level is None and number:
        level = level_of("", number, date)
    attached_to = _attached_to(head)
    if level is None and (to := NUMBER.search(attached_to or "")):
        # An annex is of the level of what it is attached to.
        level = level_of("", clean(to[0]), date)
    province = _province(issuer, head, level)
    return Facts(
        type=type_name,
        number=number,
        issuer=issuer,
        level=level,
        province=province,
        place=head.place,
        date=date,
        subject=subject,
        signer=closing.signer,
        recipients=closing.recipients,
        attached_to=attached_to,
    )


def _running_text(paragraphs: list[Paragraph], begin: int) -> str:
    parts, length = [], 0
    for paragraph in paragraphs[begin:]:
        parts.append(paragraph.text)
        length += len(paragraph.text)
        if length > 20_000:
            break
    return "\n".join(parts)


def _type(head: Head, number: str | None) -> str | None:
    if number and "VBHN" in number:
        # A consolidated text prints the type of what it consolidates (Pháp lệnh 01/2012/UBTVQH13, điều 9).
        return "Văn bản hợp nhất"
    if head.type:
        return forms.types()[key(head.type)].name
    # Only legal normative documents have the year in their number, and there the code decides.
    if coded := re.match(r"\d+/\d{4}/([A-ZĐ]+[a-z]*)-", number or ""):
        for form in forms.types().values():
            if coded[1] in form.state:
                return form.name
    if head.enclosed_with:
        return None  # a form, a list: what it is called is its subject
    # A công văn has no type line; its subject stands under its number.
    if number or any(p.role is Role.SUBJECT for p in head.paragraphs[: head.end]):
        return "Công văn"
    return None


def _consolidated(paragraphs: list[Paragraph]) -> str | None:
    """A consolidated text may carry its own number at its end, beside the confirmation."""
    for paragraph in paragraphs:
        text = paragraph.text
        if "VBHN" in text and len(text) < 60:
            match = re.match(r"Số\s*:?\s*(\d+\s?/\s?VBHN-[A-ZĐ]+)$", text)
            if match:
                return clean(match[1])
    return None


_NOTE = re.compile(
    r"[(*\s]*(?:Ban hành )?[Kk]èm theo (?P<type>[A-ZĐ][\wà-ỹ]*(?: [\wà-ỹ]+){0,3}?) số:?\s*(?P<rest>.{3,300})",
    re.DOTALL,
)


def _annex_note(head: Head, paragraphs: list[Paragraph]) -> dict[str, str | None] | None:
    """Head missing: an annex of the same file says "(Kèm theo Công văn số … ngày … của …)".

    Not for a text that is itself an annex (a note above all of its text): that number is not its own.
    """
    if head.enclosed_with:
        return None
    own = head.type is not None or any(p.role is Role.ADDRESSEE for p in paragraphs[: head.end])
    for paragraph in paragraphs[head.end :]:
        text = paragraph.text
        if len(text) > 500 or "èm theo" not in text[:25]:
            own = own or is_running(paragraph)
            continue
        if not own:
            return None
        match = _NOTE.match(text)
        if not match or key(match["type"]) not in forms.types():
            continue
        found = NUMBER.match(match["rest"])
        if not found:
            continue
        of = re.search(r"của\s+(?P<issuer>[^)]+)", match["rest"])
        return {
            "type": forms.types()[key(match["type"])].name,
            "number": clean(found[0]),
            "date": first_date(match["rest"]),
            "issuer": of["issuer"].strip(" ).") if of else None,
        }
    return None


def _passed(paragraphs: list[Paragraph]) -> str | None:
    """Laws print the day on which the Assembly passed them at their end."""
    for paragraph in reversed(paragraphs):
        if "thông qua ngày" in paragraph.text and len(paragraph.text) < 300:
            return first_date(paragraph.text[paragraph.text.index("thông qua ngày") :])
    return None


def _subject(head: Head) -> str | None:
    title = head.title.strip()
    if not title:
        return None
    title = re.sub(r"^(?:[Ss]ố\s*:?\s*)?\d[\w./-]+\s+(?=CỦA |VỀ |[Vv]ề )", "", title)
    title = OWN_NUMBER.sub("", title, count=1) if OWN_NUMBER.match(title) else title
    own = re.match(r"(?:KẾT LUẬN\s+)?CỦA (?!ĐỒNG CHÍ)(?P<body>.{4,160}?)\s+(?=VỀ\s|về\s|Về\s)", title)
    if own and is_body(own["body"]):
        title = title[own.end() :]
    return title.strip(" *") or None


def _province(issuer: tuple[str, ...], head: Head, level: str | None) -> str | None:
    if level == "central":
        return None
    for name in (*issuer, *head.issuer_lines):
        if found := forms.province_in(name):
            return found.name
    local = level in ("province", "district", "commune")
    found = forms.province_in(head.place) if head.place and local else None
    return found.name if found else None


def _attached_to(head: Head) -> str | None:
    """For a text that is an annex: the words of "(Kèm theo …)" without the brackets."""
    if not head.enclosed_with or head.number:
        return None
    match = re.search(r"[Kk]èm theo\s+(.+?)\)?\.?$", head.enclosed_with)
    return match[1].strip() if match else None
