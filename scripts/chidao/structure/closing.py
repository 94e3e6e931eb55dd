"""The end of a document: recipients ("Nơi nhận") and signature, in either order.

In Word the two stand side by side in a table; copied as text, one follows the other.  Annexes and
forms may follow with signature blocks of their own: the document's is the first behind its text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .. import forms
from ..document import Paragraph, Role, Signer
from ..text import WORD, is_caps, key
from .footnotes import is_note_start
from .labels import is_bullet, label_of
from .lines import join


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


class _Found(NamedTuple):
    """A signature: who signed, and the paragraphs of each of its lines."""

    signer: Signer
    groups: tuple[tuple[int, ...], ...]


def find_closing(paragraphs: Sequence[Paragraph], begin: int) -> Closing:
    """Find recipients and signature behind paragraph *begin*."""
    marked = list(paragraphs)
    at = _recipients_at(marked, begin)
    if at is None:
        for first in _candidates(marked, begin):
            found = _signature(marked, first, min(first + 12, len(marked)))
            if found:
                return Closing(_with_signature(marked, found), (), found.signer)
        return Closing(marked)
    end = _recipients_end(marked, at)
    found = _signature(marked, end, min(end + 12, len(marked)))
    if found is None:
        found = _signature(marked, max(begin, at - 8), at)
    recipients, block = _entries(marked[at:end])
    before, behind = marked[:at], marked[end:]
    if found and found.groups[0][0] < at:
        before = _with_signature(before, found)
    elif found:
        groups = tuple(tuple(i - end for i in group) for group in found.groups)
        behind = _with_signature(behind, found._replace(groups=groups))
    return Closing([*before, *block, *behind], recipients, found.signer if found else None)


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
        elif (
            (
                is_caps(text)
                and not paragraph.text[:1].isdigit()
                and (paragraph.tight is False or _office(text))
            )
            or (_AUTHORITY.match(text) and is_caps(text[:3]))
            or paragraph.cells
            or len(text) > 1500
            or label_of(text)
            or (not paragraph.tight and dashed and not _continues(marked[index - 1].text, text))
            or is_note_start(text)
            or (not dashed and index - at > 25)
            or (dashed and not WORD.search(marked[index - 1].text))
        ):
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
        if groups and not begins and WORD.search(paragraph.text):
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    out.append(head.as_(Role.RECIPIENTS))
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


def _signature(marked: list[Paragraph], start: int, stop: int) -> _Found | None:
    """The signature between *start* and *stop*."""
    first = next((i for i in range(start, stop) if _office_line(marked[i].text)), None)
    if first is None:
        return _name_only(marked, start, stop)
    groups: list[list[int]] = []
    name, index = None, first
    while index < min(len(marked), first + 9):
        text = marked[index].text.strip(" :*_")
        if not text.strip(".") or _SIGNED.match(marked[index].text):
            index += 1
            continue
        stripped = _RANK.sub("", text.strip("."))
        if _is_name(stripped) and groups:
            name, last = _whole_name(marked, index, stripped)
            groups.append(list(range(index, last + 1)))
            break
        if not is_caps(text) or len(text) > 120 or _recipients_like(text):
            break
        begins = _AUTHORITY.match(text) or _office(text)
        if groups and not (begins and not _words(marked, groups[-1]).endswith(",")):
            groups[-1].append(index)  # "TM. ỦY BAN / NHÂN DÂN" is one line broken
        else:
            groups.append([index])
        index += 1
    if name is None and len(groups[-1:]) and len(groups[-1]) > 1:
        # A name in capitals too: "BỘ TRƯỞNG / NGUYỄN VĂN HÙNG".
        text = marked[groups[-1][-1]].text.strip(" .:*_").title()
        if _is_name(text) and not re.search(r"Nhân Dân|Chính Phủ", text):
            name = text
            groups.append([groups[-1].pop()])
    lines = [_words(marked, group) for group in (groups[:-1] if name else groups)]
    authority = " ".join(line for line in lines if _AUTHORITY.match(line)) or None
    position = " ".join(line for line in lines if not _AUTHORITY.match(line)) or None
    if not lines or (name is None and not authority):
        return None
    return _Found(Signer(name, position, authority), tuple(tuple(group) for group in groups))


def _words(marked: list[Paragraph], group: list[int]) -> str:
    return " ".join(marked[i].text.strip(" :*_") for i in group)


def _whole_name(marked: list[Paragraph], index: int, name: str) -> tuple[str, int]:
    """ "Nguyễn Quỳnh / Thiện" is one name on two lines."""
    below = marked[index + 1] if index + 1 < len(marked) else None
    if below and below.tight and _SYLLABLE.fullmatch(below.text):
        return f"{name} {below.text}", index + 1
    return name, index


def _name_only(marked: list[Paragraph], start: int, stop: int) -> _Found | None:
    """A position in ordinary letters, then a name ("Chánh Văn phòng / Lê Tấn Lai")."""
    for index in range(start, stop - 1):
        text = marked[index].text.strip("* ")
        below = marked[index + 1].text.strip("* ")
        if len(text) < 60 and _office(text) and _is_name(_RANK.sub("", below)):
            return _Found(Signer(_RANK.sub("", below), text, None), ((index,), (index + 1,)))
    return None


def _is_name(text: str) -> bool:
    return len(text) < 50 and bool(_NAME.match(text)) and not is_caps(text) and not _office(text)


def _recipients_like(text: str) -> bool:
    return bool(_RECIPIENTS.match(text)) or text[:1] in "-("


def _with_signature(marked: list[Paragraph], found: _Found) -> list[Paragraph]:
    """Give the signature its role, each of its lines made whole."""
    out: list[Paragraph] = []
    groups = {group[0]: group for group in found.groups}
    inside = {i for group in found.groups for i in group}
    first, last = found.groups[0][0], found.groups[-1][-1]
    for index, paragraph in enumerate(marked):
        if index in groups:
            group = groups[index]
            out.append(join(marked[group[0] : group[-1] + 1], Role.SIGNATURE))
        elif index in inside:
            continue
        elif first < index <= last:
            out.append(paragraph.as_(Role.SIGNATURE))  # "(Đã ký)"
        else:
            out.append(paragraph)
    return out
