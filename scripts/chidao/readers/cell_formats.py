"""Which format somebody has set for each cell of a .xlsx (ECMA-376-1, 18.8: styles.xml, and c/@s of a sheet).

python-calamine gives values without their formats.  A cell names one of the formats of the workbook
(cellXfs), which names a number format by its number: one that every program knows, or one of the file's own.
"""

from __future__ import annotations

import contextlib
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from .number_formats import BUILT_IN
from .word.names import RELATIONS, Element

Codes = Mapping[tuple[int, int], str]
"""(row, column), counted from 0 → the format: "#,##0"."""


class CellFormats:
    """The formats of the cells of a workbook; there are none in a .xls, nor where the file is damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._codes: list[str | None] = []
        self._parts: dict[str, str] = {}
        self.general: str | None = None
        """The format of the other cells; None where none are read."""
        # What is amiss in the file, the reader of the values says.
        with contextlib.suppress(*_AMISS):
            if zipfile.is_zipfile(path):
                self.general = "General"
                with zipfile.ZipFile(path) as archive:
                    self._codes = _styles(archive)
                    self._parts = _sheets(archive)

    def of(self, name: str) -> Codes:
        """The formats of the numbers on the sheet called *name*, where they are not General."""
        found: dict[tuple[int, int], str] = {}
        if name not in self._parts or not any(self._codes):
            return found
        with contextlib.suppress(*_AMISS), zipfile.ZipFile(self._path) as archive:
            for cell in _elements(archive, self._parts[name], "c"):
                code = self._codes[int(cell.get("s", "0"))]
                if code and len(cell) and cell.get("t", "n") in _NUMBERS:  # most are empty, or words
                    if place := _place(cell.get("r", "")):
                        found[place] = code
                    if len(found) > _MOST:
                        break
        return found


_AMISS = (OSError, LookupError, RuntimeError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError)
_RELATION = f"{{{RELATIONS}}}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_NUMBERS = ("n", "d")
_MOST = 500_000
"""Cells, as many as are read of a sheet."""
_LONGEST = 255
"""Letters of a format (18.8.30)."""


def _styles(archive: zipfile.ZipFile) -> list[str | None]:
    """The number format of each format of the workbook; None where it is General."""
    own: dict[str, str] = {}
    codes: list[str | None] = []
    for group in _elements(archive, "xl/styles.xml", "numFmts", "cellXfs"):
        for entry in group:
            number = entry.get("numFmtId", "0")
            if _name(group) == "numFmts":
                own[number] = entry.get("formatCode", "")[:_LONGEST]
            else:
                codes.append(own.get(number) or BUILT_IN.get(int(number)))
    return codes


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet, and of the part that it is in."""
    targets = {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]
        for relation in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    found = {}
    for sheet in _elements(archive, "xl/workbook.xml", "sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "")
        if target is not None:
            found[sheet.get("name", "")] = target
    return found


def _elements(archive: zipfile.ZipFile, part: str, *names: str) -> Iterator[Element]:
    """The elements of *part* called so, in any namespace, in turn; each is forgotten after it."""
    with archive.open(part) as data:
        reading = etree.iterparse(
            data,
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
        )
        for _event, element in reading:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _name(element: Element) -> str:
    return etree.QName(element).localname


_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column of "C5", counted from 0: (4, 2)."""
    match = _PLACE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
