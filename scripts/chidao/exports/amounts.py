"""Sizes of files as staff read them."""

from __future__ import annotations


def size(count: int) -> str:
    """Bytes.

    >>> size(900), size(14455), size(999_960), size(28_600_000)
    ('900 byte', '14,5 kB', '1,0 MB', '28,6 MB')
    """
    if count < 1000:
        return f"{count} byte"
    kilobytes = count / 1000
    shown = f"{kilobytes:.1f} kB" if kilobytes < 999.95 else f"{kilobytes / 1000:.1f} MB"
    return shown.replace(".", ",")
