"""Values of which a library holds hundreds of thousands: frozen for who writes code, and made fast.

mypy holds them to be frozen.  At run time nothing watches them, since that takes six times as long: a frozen
citation is made in 1.2 µs, one of these in 0.2 µs, and each build makes 300,000 such things.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

Kind = TypeVar("Kind")


@dataclass_transform(frozen_default=True)
def value(kind: type[Kind]) -> type[Kind]:
    """`dataclass(frozen=True, slots=True)`, but that an assignment is told by mypy alone.

    >>> @value
    ... class Point:
    ...     x: int
    ...     y: int = 0
    >>> Point(1), {Point(1), Point(1, 0)} == {Point(1)}, hasattr(Point(1), "__dict__")
    (Point(x=1, y=0), True, False)
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)
