"""Bytes → letters.  What a page declares is often wrong: what is valid UTF-8 is UTF-8."""

from __future__ import annotations

import codecs
import re
import unicodedata

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)|encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(data: bytes) -> tuple[str, str]:
    """The text of a page and the name of its encoding.

    What is none of Unicode and Windows-1258 comes out letter for letter as Windows-1252 has it: TCVN3 and
    VNI, which `legacy` decodes once the fonts are known.

    >>> decode("<meta charset=iso-8859-1>Việt".encode())
    ('<meta charset=iso-8859-1>Việt', 'UTF-8')
    >>> decode(b"<meta charset=windows-1258>Vi\\xea\\xf2t")
    ('<meta charset=windows-1258>Việt', 'Windows-1258')
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), encoding[:6].upper().rstrip("-")
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        wrong = error
    if data[:200].count(0) > 50:
        even = data[:200:2].count(0) > data[1:200:2].count(0)
        return data.decode("utf-16-be" if even else "utf-16-le", "replace"), "UTF-16"
    declared = _DECLARED.search(data[:4096])
    name = ((declared[1] or declared[2]).decode().lower() if declared else "").replace("_", "-")
    if name in ("windows-1258", "cp1258", "x-cp1258"):
        return unicodedata.normalize("NFC", data.decode("cp1258", "replace")), "Windows-1258"
    replaced = data.decode("utf-8", "replace")
    # A page in UTF-8 that was cut in the middle of letters, here and there.
    if wrong.start > 0 and replaced.count("\ufffd") * 50 < sum(not c.isascii() for c in replaced):
        return replaced, "UTF-8"
    return "".join(map(_windows, data.decode("latin-1"))), "Windows-1252"


def _windows(letter: str) -> str:
    """A byte as browsers show it: those that Windows-1252 leaves open stay what they are."""
    if "\x80" <= letter <= "\x9f":
        return letter.encode("latin-1").decode("cp1252", "ignore") or letter
    return letter
