"""What was understood of a file: a card for a person, an object for a program."""

from __future__ import annotations

from typing import Any

from .document import Document


def as_object(file: str, document: Document) -> dict[str, Any]:
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
        "citations": [],
        "deadlines": [],
        "clauses": [clause.id for clause in document.clauses],
        "footnotes": document.footnotes,
        "warnings": list(document.warnings),
    }
