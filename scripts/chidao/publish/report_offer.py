"""What a page says of the outline of a report that it holds, and how its skeleton is made."""

from __future__ import annotations

from dataclasses import dataclass

from ..document import Document
from ..reports.outline import clauses_in, outlines_of


@dataclass(frozen=True, slots=True)
class ReportOffer:
    """An outline on a page."""

    title: str
    """"Đề cương báo cáo"; with the subject where the document is more than the outline."""
    sections: int
    command: str
    """What an operator types; the body is to be put in."""


def report_offers(document: Document, address: str) -> tuple[ReportOffer, ...]:
    """The outlines of the document at *address* (relative to content/), in reading order; mostly none."""
    outlines = outlines_of(document)
    return tuple(
        ReportOffer(
            f"{o.title}: {o.subject}" if o.start and o.subject else o.title,
            len(clauses_in(document, o)),
            _command(address, number if len(outlines) > 1 else None),
        )
        for number, o in enumerate(outlines, 1)
    )


def _command(address: str, number: int | None) -> str:
    which = f" --outline {number}" if number else ""
    return f'chidao report content/{address} --body "Tỉnh uỷ …"{which} -o bao-cao.docx'
