"""What was understood of a file: a card for a person, an object for a program."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

from .citations import Placed, Relation, citations_of
from .document import LEVELS, Document, Role
from .errors import UnknownFormat
from .how_read import how_read
from .readers import format_of
from .tasks import Kind, deadlines_of, tasks_of
from .tasks import Placed as Deadlined
from .tasks.objects import as_object as task_object
from .text import day


def as_object(file: str, document: Document, method: str = "") -> dict[str, Any]:
    """The form that programs read: one JSON object a document.

    Only facts that the document prints, null where it prints none; dates are ISO 8601.
    """
    facts = document.facts
    signer = facts.signer
    return {
        "file": file,
        "type": facts.type,
        "number": facts.number,
        "issuer": list(facts.issuer),
        "level": facts.level,
        "province": facts.province,
        "place": facts.place,
        "date": facts.date,
        "subject": facts.subject,
        "signer": None
        if signer is None
        else {"name": signer.name, "position": signer.position, "authority": signer.authority},
        "recipients": list(facts.recipients),
        "attached_to": facts.attached_to,
        "citations": [_citation(placed) for placed in citations_of(document)],
        "deadlines": [_deadline(placed) for placed in deadlines_of(document)],
        "tasks": [task_object(task) for task in tasks_of(document, file)],
        "clauses": [clause.id for clause in document.clauses],
        "footnotes": document.footnotes,
        "method": method,
        "warnings": list(document.warnings),
    }


def _citation(placed: Placed) -> dict[str, Any]:
    citation = placed.citation
    return {
        "text": citation.text,
        "form": str(citation.form),
        "type": citation.type,
        "number": citation.number,
        "date": citation.date,
        "term": citation.term,
        "issuer": citation.issuer,
        "unit": citation.unit,
        "refers_to": citation.refers_to,
        "relation": _RELATIONS.get(placed.relation, str(placed.relation)),
        "clause": placed.clause,
    }


_NO_DAY = (Kind.EVENT, Kind.DURATION, Kind.RECURRING)


def _deadline(placed: Deadlined) -> dict[str, Any]:
    limit = placed.deadline
    return {
        "text": limit.words,
        "kind": str(limit.kind),
        "due": None if limit.kind in _NO_DAY else limit.due,
        "assignee": placed.assignee,
        "clause": placed.clause,
    }


# The words of the annotated documents for some of them.
_RELATIONS = {
    Relation.BASED_ON: "basis",
    Relation.ATTACHED_TO: "attached",
    Relation.ENCLOSES: "attached",
}


def as_card(file: str, document: Document, method: str = "") -> str:
    """A card that a person reads at a glance; what is not printed says "chưa rõ"."""
    facts = document.facts
    signer = facts.signer
    who = (
        " / ".join(part for part in (signer.authority, signer.position, signer.name) if part)
        if signer
        else None
    )
    rows = [
        ("Loại văn bản", facts.type),
        ("Số, ký hiệu", facts.number),
        ("Cơ quan ban hành", "; ".join(facts.issuer)),
        ("Cấp", LEVELS.get(facts.level or "")),
        ("Tỉnh, thành phố", facts.province if facts.level != "central" else "–"),
        ("Nơi, ngày", ", ".join(part for part in (facts.place, day(facts.date)) if part)),
        ("Trích yếu", facts.subject),
        ("Kèm theo", facts.attached_to if facts.attached_to else "–"),
        ("Người ký", who),
        ("Nơi nhận", f"{len(facts.recipients)} nơi" if facts.recipients else "–"),
        ("Cấu trúc", _structure(document)),
        ("Dẫn chiếu", _cited(document)),
        ("Đọc từ", _how(file, method)),
    ]
    out = [file, "=" * len(file)]
    for name, value in rows:
        lines = textwrap.wrap(value or "chưa rõ", 76) or [""]
        out.append(f"{name + ':':<18}{lines[0]}")
        out += [" " * 18 + line for line in lines[1:]]
    out += [f"{'Lưu ý:':<18}{warning}" for warning in document.warnings]
    return "\n".join(out) + "\n"


def _how(file: str, method: str) -> str:
    try:
        return how_read(format_of(Path(file)).name, method).sentence
    except UnknownFormat:
        return method


def _cited(document: Document) -> str:
    found = [placed.citation for placed in citations_of(document)]
    numbers = list(dict.fromkeys(c.number for c in found if c.number))
    if not found:
        return "–"
    shown = ", ".join(numbers[:6]) + (", …" if len(numbers) > 6 else "")
    return f"{len(found)} chỗ" + (f" ({shown})" if shown else "")


def _structure(document: Document) -> str:
    clauses = document.clauses
    text = sum(p.role is Role.BODY for p in document.paragraphs)
    if not clauses:
        return f"{text} đoạn, không đánh số"
    outer = min(c.depth for c in clauses)
    top = [c.id for c in clauses if c.depth == outer]
    shown = ", ".join(top[:12]) + (", …" if len(top) > 12 else "")
    notes = f", {document.footnotes} chú thích" if document.footnotes else ""
    return f"{len(clauses)} phần đánh số ({shown}){notes}"
