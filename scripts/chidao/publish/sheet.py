"""The sheet of a page: all that a template shows of a document besides its text, ready to print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from ..document import LEVELS
from ..graph import Inference
from ..how_read import HowRead
from ..library import Entry, Origin
from ..text import amount, day
from .known import Known
from .quoting import citation, running_subject

if TYPE_CHECKING:
    from .papers import PaperView

UNKNOWN = "chưa rõ"

RENDERINGS = "ban-goc"
"""The folder of the pages that show originals; `originals/` holds nothing but originals."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the attribute card."""

    key: str
    name: str
    """"Ngày ban hành"."""
    values: tuple[tuple[str, str], ...]
    """What staff read, "chưa rõ" where unknown, and the address of its browse page relative to the
    site, "" if there is none.  Two only where two bodies issued together."""
    origin: str
    """"printed", "asserted", "inferred" or "unknown"."""
    reason: str = ""
    """Why, where it was inferred."""
    evidence: tuple[str, str] | None = None
    """Title and address of the document that it follows from."""


@dataclass(frozen=True, slots=True)
class Original:
    """The file to download."""

    name: str
    address: str
    """Relative to the site's root, ready for an href."""
    size: str
    sha256: str
    view: str
    """What a browser shows of it: itself if it is a PDF, else its rendering.  Ready for an href."""
    how: HowRead
    """How its text was obtained, and what the reader was unsure of."""


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How the text stands to its original."""

    kind: str
    """"same", "recognised" (by OCR), "edited", "none" (no original), "changed" (another file now)."""
    sentence: str
    """"khớp nguyên văn", "đã biên tập 3 chỗ so với bản gốc"."""
    departures: tuple[tuple[str, str], ...] = ()
    """(words of the original, words of the page), at most 50."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What templates show of a document."""

    title: str
    subject: str
    """As running text writes it; "" where the title says it."""
    address: str
    """Of its page, relative to the site: "van-ban/2025/ket-luan-177-kl-tw.html"."""
    facts: tuple[Fact, ...]
    original: Original | None
    fidelity: Fidelity
    citation: str
    """In official form, to be copied; "" if too little is stated."""
    note: str
    reviewed: str
    date: str
    """ISO, for sorting; "" if unknown."""
    undecided: int
    """Places where an editor must choose between what the page says and a new conversion."""


def sheet(
    entry: Entry, known: Known, papers: Mapping[str, PaperView], shelf: Callable[[str, str], str]
) -> Sheet:
    """Gather what templates show of *entry*; *shelf* tells the address of a shelf by kind and name."""
    facts = known.facts
    level = LEVELS.get(facts.level or "", facts.level)

    def fact(name: str, label: str, *shown: str | None, kind: str = "", of: str | None = None) -> Fact:
        given = [value for value in shown if value]
        if not given:
            return Fact(name, label, ((UNKNOWN, ""),), str(Origin.UNKNOWN))
        values = tuple((value, shelf(kind, of or value) if kind else "") for value in given)
        inferred = known.inferred.get(name)
        if inferred is None or entry.origin(name) is not Origin.UNKNOWN:
            return Fact(name, label, values, str(entry.origin(name)))
        evidence = papers.get(inferred.evidence or "")
        source = (evidence.short, evidence.address) if evidence else None
        return Fact(name, label, values, str(Origin.INFERRED), inferred.reason, source)

    rows = [
        fact("number", "Số, ký hiệu", facts.number),
        fact("type", "Loại văn bản", facts.type, kind="loai"),
        fact("issuer", "Cơ quan ban hành", *facts.issuer, kind="co-quan"),
        fact("level", "Cấp", level and level[:1].upper() + level[1:], kind="cap"),
    ]
    if facts.level != "central":
        rows.append(fact("province", "Tỉnh, thành phố", facts.province, kind="tinh"))
    rows += [
        fact("date", "Ngày ban hành", day(facts.date), kind="nam", of=(facts.date or "")[:4])
        if facts.date or "date_after" not in known.inferred
        else _after(known.inferred["date_after"]),
        fact("signer", "Người ký", _signer(entry)),
    ]
    if facts.attached_to:
        rows.append(fact("attached_to", "Kèm theo", facts.attached_to))
    values = entry.front_matter.values
    paper = papers[entry.address]
    subject = running_subject(entry.facts, entry.document.text)
    return Sheet(
        paper.name,
        "" if subject.lower() in paper.name.lower() else subject[:1].upper() + subject[1:],
        paper.address,
        tuple(rows),
        _original(entry),
        fidelity_of(entry),
        citation(entry.facts, subject),
        _plain(values.get("note")),
        day(_plain(values.get("reviewed"))) or "",
        facts.date or "",
        entry.undecided,
    )


def _after(inference: Inference) -> Fact:
    """An unknown date that is not before another."""
    shown = f"{UNKNOWN}; sau ngày {day(inference.value)}"
    return Fact("date", "Ngày ban hành", ((shown, ""),), str(Origin.UNKNOWN), inference.reason)


def _signer(entry: Entry) -> str | None:
    signer = entry.facts.signer
    if signer is None:
        return None
    return ", ".join(part for part in (signer.name, signer.position) if part) or None


def _original(entry: Entry) -> Original | None:
    file = entry.original
    if file is None:
        return None
    view = quote(rendering_of(file.name) or file.name)
    return Original(file.path.name, quote(file.name), _size(file.size), file.sha256, view, file.how)


def rendering_of(name: str) -> str:
    """The page that shows the original called *name*, relative to the site; "" for a PDF.

    >>> rendering_of("originals/2025/177.docx"), rendering_of("originals/177.pdf")
    ('ban-goc/2025/177.docx.html', '')
    """
    if PurePosixPath(name).suffix.lower() == ".pdf":
        return ""
    return f"{RENDERINGS}/{name.removeprefix('originals/')}.html"


def _size(count: int) -> str:
    """Bytes as staff read them: "14,5 kB".

    >>> _size(14455)
    '14,5 kB'
    """
    if count < 1000:
        return f"{count} byte"
    for unit in ("kB", "MB"):
        count_in_unit = count / (1000 if unit == "kB" else 1_000_000)
        if count_in_unit < 1000 or unit == "MB":
            return f"{count_in_unit:.1f} {unit}".replace(".", ",")
    return ""


def fidelity_of(entry: Entry) -> Fidelity:
    """How the text of a page stands to its original."""
    if entry.original is None:
        return Fidelity("none", "không có bản gốc để đối chiếu")
    if entry.original.changed:
        return Fidelity("changed", "tệp gốc đã thay đổi sau khi chuyển đổi, cần kiểm tra lại")
    if entry.departures is None:
        return Fidelity("none", "chưa đối chiếu được với bản gốc")
    # Rule 4: what was recognised in a picture is not what the document prints.
    by_ocr = entry.original.how.by_ocr
    if not entry.departures:
        if by_ocr:
            return Fidelity("recognised", "giữ nguyên chữ máy nhận dạng từ ảnh quét của bản gốc")
        return Fidelity("same", "khớp nguyên văn bản gốc")
    places = tuple((d.original, d.page) for d in entry.departures[:50])
    beside = "chữ máy nhận dạng từ ảnh quét" if by_ocr else "bản gốc"
    return Fidelity("edited", f"đã biên tập {amount(len(entry.departures))} chỗ so với {beside}", places)


def _plain(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
