"""The words of a PDF as pdfium copies them: in the order of the file, running heads and all.

Nothing of our own rows, columns and paragraphs has part in it: a second witness that no word is lost.
"""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from ...errors import UnreadableOriginal
from ...text import fold_blanks, normalise
from .characters import MOST_LETTERS


def words(path: Path, data: bytes) -> str:
    """All words that *data* holds as letters, a blank between two; *path* is only for messages."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        raise UnreadableOriginal(
            path, "is damaged or locked", "copy it again from where it came, or print it into a new PDF"
        ) from None
    try:
        return fold_blanks(normalise("\n".join(_of_page(document.raw, i) for i in range(len(document)))))
    finally:
        document.close()


def _of_page(document: object, index: int) -> str:
    page = pdfium.FPDF_LoadPage(document, index)
    textpage = pdfium.FPDFText_LoadPage(page) if page else None
    try:
        if not textpage:
            return ""
        count = min(pdfium.FPDFText_CountChars(textpage), MOST_LETTERS)
        buffer = (ctypes.c_ushort * (2 * count + 1))()
        written = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
        return bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace").replace("\ufffe", "-")
    finally:
        if textpage:
            pdfium.FPDFText_ClosePage(textpage)
        if page:
            pdfium.FPDF_ClosePage(page)
