"""Turn Vietnamese directive documents into linked Markdown pages and a site of plain files.

    originals/          content/                                         site/
    *.txt ──read──▶ Document ──write──▶ *.md ──parse──▶ Library ──publish──▶ pages
          readers   structure  pages          pages     library    publish

Everything public is listed here; everything else may change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .at_use import at_use

if TYPE_CHECKING:
    from .conversion import Conversion, Outcome, convert, convert_all
    from .document import Clause, Document, Facts, Mark, Paragraph, Role, Signer
    from .errors import ChidaoError
    from .library import Entry, Library, Origin, load
    from .project import Project
    from .structure import recognise

__version__ = "0.1.0"

__all__ = [
    "ChidaoError",
    "Clause",
    "Conversion",
    "Document",
    "Entry",
    "Facts",
    "Library",
    "Mark",
    "Origin",
    "Outcome",
    "Paragraph",
    "Project",
    "Role",
    "Signer",
    "convert",
    "convert_all",
    "load",
    "recognise",
]

__getattr__ = at_use(
    __name__,
    {
        "ChidaoError": "errors",
        "Clause": "document",
        "Conversion": "conversion",
        "Document": "document",
        "Entry": "library",
        "Facts": "document",
        "Library": "library",
        "Mark": "document",
        "Origin": "library",
        "Outcome": "conversion",
        "Paragraph": "document",
        "Project": "project",
        "Role": "document",
        "Signer": "document",
        "convert": "conversion",
        "convert_all": "conversion",
        "load": "library",
        "recognise": "structure",
    },
)
