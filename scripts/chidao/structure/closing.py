"""The end of a document: recipients ("Nơi nhận") and signature, in either order.

In Word the two stand side by side in a table; copied as text, one follows the other.  Annexes and
forms may follow with signature blocks of their own: the document's is the first behind its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .. import forms
from ..document import Paragraph, Role, Signer
from ..text import is_caps, key
from .head import join
from .labels import is_bullet, label_of


@dataclass(frozen=True, slots=True)
class Closing:
    """The paragraphs with the roles of the closing, and what it says."""

    paragraphs: list[Paragraph]
    recipients: tuple[str, ...] = ()
    signer: Signer | None = None


# T/M, K/T, T/L as the Party writes them; TM., KT., TL., TUQ., Q. as the State does.
_AUTHORITY = re.compile(r"(?:T/M|K/T|T/L|TM\b|KT\b|TL\b|TUQ\b|Q\.)\s*\.?", re.IGNORECASE)
_SIGNED = re.compile(r"\W*(?:đã\s*k[ýí]|[Kk]ý|[Cc]hữ ký|\(?k[ýí] tên)", re.IGNORECASE)
_RECIPIENTS = re.compile(r"N[ơo]i nh[ậâ]n\s*[:.]?", re.IGNORECASE)
_RANK = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|TSKH|BS|KS|CN|LS)\s?\.?\s?)+|"
    r"^(?:Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đô đốc|"
    r"Phó Đô đốc|Chuẩn Đô đốc|Ông|Bà)\s+"
)
_NAME = re.compile(r"[A-ZĐÀ-ỸĂÂÊÔƠƯ][\wà-ỹ]*(?:[ -][A-ZĐÀ-ỸĂÂÊÔƠƯ][\wà-ỹ]*){1,5}$")
_SYLLABLE = re.compile(r"[A-ZĐÀ-Ỹ][a-zà-ỹđ]{1,6}")


def find_closing(paragraphs: Sequence[Paragraph], begin: int) -> Closing:
    """Find recipients and signature behind paragraph *begin*."""
    marked = list(paragraphs)
    recipients: tuple[str, ...] = ()
    signer = None
    at = _recipients_at(marked, begin)
    if at is not None:
        end = _recipients_end(marked, at)
        recipients, block = _entries(marked[at:end])
        signature = _signature(marked, end, min(end + 12, len(marked)))
        if signature is None:
            signature = _signature(marked, max(begin, at - 8), at)
        if signature is not None:
            first, last, signer = signature
            _mark_signature(marked, first, last)
        marked[at:end] = block
        return Closing(marked, recipients, signer)
    for first in _candidates(marked, begin):
        signature = _signature(marked, first, min(first + 12, len(marked)))
        if signature is not None:
            first, last, signer = signature
            _mark_signature(marked, first, last)
            break
    return Closing(marked, recipients, signer)


def _recipients_at(marked: list[Paragraph], begin: int) -> int | None:
    for index in range(begin, len(marked)):
        text = marked[index].text
        if text[:1] in "Nn*" and _RECIPIENTS.match(text.lstrip("* ")) and not marked[index].cells:
            return index
    return None


def _recipients_end(marked: list[Paragraph], at: int) -> int:
    """The end of the list: at a signature, an annex, or a paragraph that is no entry."""
    dashed = False
    index = at + 1
    while index < len(marked):
        paragraph = marked[index]
        text = paragraph.text
        if is_bullet(text):
            dashed = True
        elif is_caps(text) and not paragraph.text[:1].isdigit() and (paragraph.tight is False or _office(text)):
            break
        elif _AUTHORITY.match(text) and is_caps(text[:3]):
            break
        elif paragraph.cells or len(text) > 300 or label_of(text):
            break
        elif not paragraph.tight and dashed and not _continues(marked[index - 1].text, text):
            break
        elif not dashed and index - at > 25:
            break
        index += 1
    return index


def _continues(before: str, text: str) -> bool:
    return text[:1].islower() or (not before.endswith((";", ".", ",", ":")) and not _NAME.match(text))


def _entries(block: list[Paragraph]) -> tuple[tuple[str, ...], list[Paragraph]]:
    """The entries, and the block with an entry broken over lines made one paragraph."""
    out: list[Paragraph] = []
    head = block[0]
    dashed = any(is_bullet(p.text) for p in block[1:])
    after = _RECIPIENTS.sub("", head.text.strip("* "), count=1).strip(" :")
    groups: list[list[Paragraph]] = []
    for paragraph in block[1:]:
        begins = is_bullet(paragraph.text) if dashed else True
        if groups and not begins:
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    out.append(replace(head, role=Role.RECIPIENTS))
    entries = [after] if after else []
    for group in groups:
        joined = join(group, Role.RECIPIENTS)
        out.append(joined)
        entry = re.sub(r"^[-–+•*▪●]\s*", "", joined.text).rstrip(" ;.,")
        if entry and (not dashed or is_bullet(joined.text)):
            entries.append(entry)
    return tuple(entries), out


def _candidates(marked: list[Paragraph], begin: int) -> list[int]:
    """Where a signature without recipients may begin: authority or office in capitals, from the top."""
    found = []
    for index in range(begin, len(marked)):
        text = marked[index].text
        if len(text) < 90 and not marked[index].cells and _office_line(text):
            found.append(index)
    return found


def _office_line(text: str) -> bool:
    return is_caps(text) and bool(_AUTHORITY.match(text) or _office(text))


def _office(text: str) -> bool:
    """Whether *text* is a position that signs, with or without its body's name."""
    name = key(text.strip(" .:*"))
    return any(name == o or name.startswith((o + " ", o + ",")) for o in forms.offices())


def _signature(marked: list[Paragraph], start: int, stop: int) -> tuple[int, int, Signer] | None:
    """The signature between *start* and *stop*: first and last index, and who signed."""
    first = next((i for i in range(start, stop) if _office_line(marked[i].text)), None)
    if first is None:
        return _name_only(marked, start, stop)
    lines: list[str] = []
    name = None
    index = first
    while index < min(len(marked), first + 9):
        text = marked[index].text.strip(" .:*_")
        if not text or _SIGNED.match(marked[index].text):
            index += 1
            continue
        stripped = _RANK.sub("", text)
        if _is_name(stripped) and lines:
            name = stripped
            below = marked[index + 1] if index + 1 < len(marked) else None
            if below and below.tight and _SYLLABLE.fullmatch(below.text):
                name, index = f"{name} {below.text}", index + 1  # "Nguyễn Quỳnh / Thiện"
            break
        if not is_caps(text) or len(text) > 120 or _recipients_like(text):
            break
        lines.append(text)
        index += 1
    if name is None and len(lines) > 1 and _is_name(lines[-1].title()) and not _office(lines[-1]):
        name = lines.pop().title()
        index -= 1
    if not lines:
        return None
    if name is None and not any(_AUTHORITY.match(line) or _office(line) for line in lines):
        return None
    authority, position = _split(lines)
    last = index if name is not None else index - 1
    if name is None and not authority:
        return None
    return first, last, Signer(name, position, authority)


def _name_only(marked: list[Paragraph], start: int, stop: int) -> tuple[int, int, Signer] | None:
    """A position in ordinary letters, then a name ("Chánh Văn phòng / Lê Tấn Lai")."""
    for index in range(start, stop - 1):
        text = marked[index].text.strip("* ")
        below = marked[index + 1].text.strip("* ")
        if len(text) < 60 and _office(text) and _is_name(_RANK.sub("", below)):
            return index, index + 1, Signer(_RANK.sub("", below), text, None)
    return None


def _is_name(text: str) -> bool:
    return len(text) < 50 and bool(_NAME.match(text)) and not is_caps(text) and not _office(text)


def _recipients_like(text: str) -> bool:
    return bool(_RECIPIENTS.match(text)) or text[:1] in "-("


def _split(lines: list[str]) -> tuple[str | None, str | None]:
    """Authority lines ("TM. …", "KT. …") and the position; each may be broken over lines."""
    groups: list[str] = []
    for line in lines:
        begins = _AUTHORITY.match(line) or _office(line)
        if not groups or (begins and not groups[-1].endswith(",")):
            groups.append(line)
        else:
            groups[-1] = f"{groups[-1]} {line}"
    authority = [g for g in groups if _AUTHORITY.match(g)]
    position = [g for g in groups if not _AUTHORITY.match(g)]
    return " ".join(authority) or None, " ".join(position) or None


def _mark_signature(marked: list[Paragraph], first: int, last: int) -> None:
    for index in range(first, last + 1):
        marked[index] = replace(marked[index], role=Role.SIGNATURE)
