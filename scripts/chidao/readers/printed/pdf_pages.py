"""Open a PDF and read it page by page: by its letters or, where a page is a picture, by OCR."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from ...errors import UnreadableOriginal
from .. import sandbox
from . import ocr
from .characters import Contents, contents
from .layout import set_rows
from .opened import Opened
from .tables import take_tables

MOST_PAGES = 5000
MOST_PIXELS = 120_000_000
"""Of one picture; A3 at 600 dpi has 70 million."""
_SECONDS = 0.5
"""For a page with text, which takes 0.02 where nothing else runs."""
_FEWEST_LETTERS = 200
"""A page with fewer and a picture on most of it is a scan with a printed head line or stamp."""
_MOST_OF_IT = 0.5


def read_pages(path: Path) -> Opened:
    """The upright sheets of every page of *path*, in order.  Raises UnreadableOriginal."""
    document = _open(path)
    try:
        opened = Opened("PDF", len(document))
        if opened.pages > MOST_PAGES:
            raise UnreadableOriginal(
                path,
                f"has {opened.pages} pages, more than any document ({MOST_PAGES})",
                "split it into its documents",
            )
        for index in range(opened.pages):
            sandbox.more_time(_SECONDS)
            _read_page(document, index, opened)
    finally:
        document.close()
    if not any(sheet.rows or sheet.tables for sheet in opened.sheets):
        _nothing(path, opened)
    return opened


def _open(path: Path) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        # pdfium tells its own kinds of error apart; the number stays until the next call.
        code = pdfium.FPDF_GetLastError()
    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        raise UnreadableOriginal(path, "is locked with a password", "save it without one and convert again")
    raise UnreadableOriginal(
        path, "is damaged or cut short", "copy it again from where it came, or print it into a new PDF"
    )


def _read_page(document: Any, index: int, opened: Opened) -> None:
    page = pdfium.FPDF_LoadPage(document.raw, index)
    if not page:
        opened.warnings.append(f"page {index + 1}: cannot be read (damaged); compare with the original")
        return
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        found = contents(page, textpage, index)
        if _is_scan(found) and _recognise(page, found, index, opened):
            return
        for sheet in found.sheets:
            take_tables(sheet)
            sheet.rows = set_rows(sheet.words, index)
            sheet.words = []
        opened.sheets += found.sheets
        if found.slanted:
            opened.left_out.append(f"page {index + 1}: {found.slanted} (a watermark)")
        if found.unknown:
            opened.warnings.append(
                f"page {index + 1}: lost characters: {found.unknown} times U+FFFD (\ufffd)"
            )
    finally:
        if textpage:
            pdfium.FPDFText_ClosePage(textpage)
        pdfium.FPDF_ClosePage(page)


def _is_scan(found: Contents) -> bool:
    covered = sum(picture.share for picture in found.pictures)
    if found.unknown > 0.2 * (found.letters + found.unknown) and found.unknown > 20:
        return True
    if found.letters >= _FEWEST_LETTERS:
        return False
    return covered > _MOST_OF_IT or (found.drawn and not found.letters)


def _recognise(page: Any, found: Contents, index: int, opened: Opened) -> bool:
    """Read the picture of a page; False if that cannot be done and its letters, if any, must do."""
    if any(picture.pixels > MOST_PIXELS for picture in found.pictures):
        opened.warnings.append(f"page {index + 1}: its picture is too large; scan it again at 300 dpi")
        return False
    if not ocr.is_installed():
        opened.warnings.append(f"page {index + 1}: {ocr.MISSING}")
        return False
    dpi = max((picture.dpi for picture in found.pictures if picture.share > 0.1), default=300.0)
    dpi = min(max(dpi, 100.0), ocr.HIGHEST_DPI)
    read = ocr.recognise(_picture(page, dpi), dpi, index)
    if read is None:
        opened.warnings.append(f"page {index + 1}: OCR failed; compare with the original")
        return False
    if not read.sheet.rows:
        return not found.sheets  # a picture without words
    opened.take(read)
    return True


def _picture(page: Any, dpi: float) -> bytes:
    """The page in grey, as a portable graymap; what is absurdly large is drawn smaller."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(dpi / 72, (ocr.MOST_PIXELS / max(width * height, 1)) ** 0.5)
    columns, rows = max(int(width * scale), 1), max(int(height * scale), 1)
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
        raw = ctypes.string_at(buffer, stride * rows)
        grey = b"".join(raw[row * stride : row * stride + columns] for row in range(rows))
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return b"P5 %d %d 255\n" % (columns, rows) + grey


def _nothing(path: Path, opened: Opened) -> None:
    if any(ocr.MISSING in warning for warning in opened.warnings):
        raise UnreadableOriginal(path, "is a scan without text", ocr.MISSING)
    raise UnreadableOriginal(path, "has no text", "check that it is the right file, or scan it again")
