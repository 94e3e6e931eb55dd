"""UTF-8 that a program took for Windows-1252, once or twice: "Ná»™i dung" for "Nội dung"."""

from __future__ import annotations

import contextlib
import re

from .old.costs import strangeness
from .old.glyphs import from_tcvn3, from_vni


def repair(text: str) -> tuple[str, int]:
    """Return *text* with such lines made good again, and how many there were.

    Of ftfy only what undoes encodings: the rest also straightens quotes.  A line changes if it then reads
    better as Vietnamese than as it stands and than as TCVN3 or VNI; once a file has such a line, the
    others need not be better, for short ones are Vietnamese by chance ("Tá»").

    >>> repair("Ná»™i dung\\nUû ban nh©n d©n\\nNội dung")
    ('Nội dung\\nUû ban nh©n d©n\\nNội dung', 1)
    """
    if not _TRACE.search(text):
        return text, 0
    lines = text.split("\n")
    better = {
        number: fixed
        for number, line in enumerate(lines)
        if _TRACE.search(line) and (fixed := _undone(line)) != line
    }
    gains = {
        number: _strangeness_as_is(lines[number]) - strangeness(fixed) for number, fixed in better.items()
    }
    if not any(gain > 0 for gain in gains.values()):
        return text, 0
    chosen = [number for number, gain in gains.items() if gain >= 0]
    for number in chosen:
        lines[number] = better[number]
    return "\n".join(lines), len(chosen)


# What Vietnamese letters leave: the first byte or two of their UTF-8, and what follows, in Windows-1252.
_TRACE = re.compile(r"á[º»]|â[\x80€]|[ÂÃÄÅÆÌ][\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")


def _undone(line: str) -> str:
    from ftfy import fix_encoding  # takes 40 ms to load, and few files need it

    fixed = fix_encoding(line)
    if fixed == line:  # too short for ftfy to be sure
        with contextlib.suppress(UnicodeError):
            fixed = line.encode("sloppy-windows-1252").decode("utf-8")
    return fixed


def _strangeness_as_is(line: str) -> float:
    return min(map(strangeness, (line, from_tcvn3(line), from_vni(line))))
