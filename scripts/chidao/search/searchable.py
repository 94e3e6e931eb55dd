"""What search needs to know of a document.  It knows nothing of the library and of pages."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Section(NamedTuple):
    """A part of a document to which a result can lead."""

    anchor: str
    """Its address in the page; empty for what stands before the first clause or behind the last."""

    label: str
    """As a list of results names it: "mục 2.3", "Điều 5 khoản 2"."""

    text: str
    """Its words, a line for each paragraph."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """A document as search finds and shows it."""

    address: str
    """Relative to the site's root, ready for an href."""

    title: str
    """"Kết luận số 177-KL/TW"."""

    number: str = ""
    """As printed; empty if unknown."""

    subject: str = ""

    issuer: str = ""

    date: str = ""
    """ISO 8601; empty if unknown."""

    when: str = ""
    """The date as staff write it, with what is unsure of it."""

    status: str = ""
    """"đã bị thay thế"; empty if nothing says so."""

    note: str = ""
    """What else a reader must know of it: "suy ra: số"."""

    facets: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Kind → values, each as it stands in an address and as it is read: "loai" → ("ket-luan", "Kết luận")."""

    names: tuple[str, ...] = ()
    """Other names under which it is asked for: "Luật Đất đai"."""

    sections: tuple[Section, ...] = ()
    """Empty for a document that is cited and not held."""

    cited_by: tuple[int, ...] = ()
    """Places in the list of documents of those that cite it, ascending."""

    due: str = ""
    """The last day on which something that it asks for is due, ISO 8601; empty if it names none; in the
    year 9999 for what returns without an end."""

    held: bool = True


def day(iso: str) -> int:
    """Days since 0001-01-01; 0 if unknown, or no date."""
    try:
        return datetime.date.fromisoformat(iso).toordinal()
    except ValueError:
        return 0
