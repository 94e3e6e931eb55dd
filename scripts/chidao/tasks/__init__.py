"""Who must do what, by when.

Document ──units──▶ one text ──▶ limits   (when: dated, lasting, events, returning)
                             ──▶ charges  (who: the subject, the order, the heading above)
         ──tables─▶ rows of assignment tables
                             ──▶ deadlines_of, tasks_of
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..at_use import at_use
from .model import Deadline, Doer, Kind, Length, Task

if TYPE_CHECKING:
    from .assigned import tasks_of
    from .find import Placed, deadlines_of
    from .limits import find_limits

__all__ = [
    "Deadline",
    "Doer",
    "Kind",
    "Length",
    "Placed",
    "Task",
    "deadlines_of",
    "find_limits",
    "tasks_of",
]

# A build of pages that were read before reads none.
__getattr__ = at_use(
    __name__, {"Placed": "find", "deadlines_of": "find", "find_limits": "limits", "tasks_of": "assigned"}
)
