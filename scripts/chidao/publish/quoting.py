"""How a document, and each of its clauses, is cited in official form.

    Kết luận số 177-KL/TW, ngày 11/7/2025 của Bộ Chính trị, Ban Bí thư về tiếp tục xây dựng …
    Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư
    Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024
    điểm a khoản 2 Điều 5 · điểm 2.3 khoản 2 Mục II · ý (1) khoản 4

Party documents put a comma before the day and the day in figures (Hướng dẫn 36-HD/VPTW, 03/4/2018);
those of the State spell it out (Nghị định 30/2020/NĐ-CP, appendix I, II.6: "tên loại văn bản, số, ký hiệu,
thời gian ban hành, tên cơ quan ban hành và trích yếu nội dung").  Only what is stated is cited: what was
inferred, or is unknown, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..document import Clause, Facts
from ..structure.names import is_body, uncapped
from ..text import day, is_caps

_LAWS = ("Luật", "Bộ luật", "Pháp lệnh")


def citation(facts: Facts, subject: str) -> str:
    """The document with *facts* in official form; "" if not even its type is known.

    *subject* is what `running_subject` makes of its trích yếu.
    """
    if not facts.type:
        return ""
    of_state = bool(facts.number and not _PARTY.match(facts.number))
    parts = [facts.type]
    # "Luật số 51/2024/QH15 … sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế" has no name of its own.
    if facts.type in _LAWS and subject and not subject.startswith("sửa đổi"):
        parts.append(f"{subject[:1].upper()}{subject[1:]}")
        subject = ""
    if facts.number:
        parts.append(f"số {facts.number}")
    if facts.date:
        if facts.number and not of_state:
            parts[-1] += ","
        parts.append(f"ngày {_spelled(facts.date) if of_state else day(facts.date)}")
    if facts.issuer and facts.type not in _LAWS:
        parts.append(f"của {', '.join(facts.issuer)}")
    return " ".join([*parts, subject]).strip()


_PARTY = re.compile(r"\d+\w?-")


def _spelled(date: str) -> str:
    """ISO → "05 tháng 3 năm 2020", as papers of the State write a day."""
    shown = day(date) or date
    return "{} tháng {} năm {}".format(*shown.split("/")) if shown.count("/") == 2 else shown


def running_subject(facts: Facts, text: str = "") -> str:
    """A trích yếu as it goes on behind the name of the issuer: "về tiếp tục …", "quy định …".

    *text*, the words of the document, tells how names are written that its title has in capitals.
    """
    subject = " ".join((facts.subject or "").split()).rstrip(" .;")
    # Heads that repeat the number: "số 52/2024/TT-BGTVT Quy định …".
    subject = subject.removeprefix(f"số {facts.number} ")
    if is_caps(subject):
        subject = _small(subject, text)
    subject = re.sub(r"^V/v\s*", "về việc ", subject, flags=re.IGNORECASE)
    first = subject.split(" ", 1)[0]
    if first[1:].islower() and not is_body(subject.upper()) and not subject.startswith("Việt Nam"):
        return subject[:1].lower() + subject[1:]
    return subject


def _small(subject: str, text: str) -> str:
    """Words in capitals as the document itself writes them elsewhere, or else as running text does."""
    small, sought = text.lower(), subject.lower()
    at = small.find(sought)
    while at >= 0:
        found = text[at : at + len(subject)]
        if not is_caps(found) and found.lower() == sought:
            return found
        at = small.find(sought, at + 1)
    words = _NAMES.sub(lambda m: m[0].title() if m[0] == "việt nam" else m[0].capitalize(), uncapped(subject))
    # What no list knows, and is no word: numbers of documents, abbreviations in brackets.
    return " ".join(
        before if _KEPT.fullmatch(before) else after
        for before, after in zip(subject.split(), words.split(), strict=True)
    )


_NAMES = re.compile(r"\b(?:việt nam|trung ương|đảng)\b")
# 18-NQ/TW · 31/2024/QH15 · (ODA)
_KEPT = re.compile(r"\S*\d\S*[-/]\S*|\(\w{2,5}\)[,.;]?")

# What a clause is called in a citation; a part with a name of its own begins with a capital.
_NAMED = {"phần": "Phần", "chương": "Chương", "mục": "Mục", "tiểu mục": "Tiểu mục", "mục la mã": "Mục"}
_WORDS = {**_NAMED, "mục chữ": "Phần", "điều": "Điều", "khoản": "khoản", "điểm": "điểm", "ý": "ý"}
_DECIMAL = ("khoản", "điểm", "tiết")


def clause_citations(clauses: Iterable[Clause]) -> Iterator[str]:
    """For each of *clauses*, in their order, how it is cited: "điểm a khoản 2 Điều 5"."""
    path: list[tuple[Clause, str]] = []
    for clause in clauses:
        while path and path[-1][0].depth >= clause.depth:
            path.pop()
        above = path[-1] if path else None
        cited = _name(clause, above[0] if above else None)
        if above:
            # Articles are numbered through: a chapter does not tell them apart, an annex does.
            outer = (
                next((p for p in path if p[0].kind == "phụ lục"), None) if clause.kind == "điều" else above
            )
            cited = f"{cited} {outer[1]}" if outer else cited
        path.append((clause, cited))
        yield cited


def _name(clause: Clause, above: Clause | None) -> str:
    kind = clause.kind
    if kind == "phụ lục":
        return re.sub(r"~(\d+)", r" (lần \1)", clause.id)
    value = clause.label.strip(" .:-–)/(") or clause.id
    if kind == "số":
        return f"{_DECIMAL[min(value.count('.'), 2)]} {value}"
    if kind == "ý":
        return f"ý ({value})"
    if kind == "điểm":
        # Below a decimal number, itself called điểm, the letter is one level further in.
        inside = above is not None and above.kind == "số" and "." in above.label.strip(". ")
        return f"{'tiết' if inside else 'điểm'} {value}"
    if kind not in ("mục chữ", "mục la mã"):
        value = value[len(kind) :].strip()  # printed with its word: "Chương II", "PHẦN THỨ NHẤT"
        value = value.lower() if value[:3] == "THỨ" else value
    return f"{_WORDS.get(kind, kind)} {value}"
