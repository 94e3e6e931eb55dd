"""Who must do what, by when.

Document ──units──▶ one text ──▶ limits   (when: dated, lasting, events, returning)
                             ──▶ charges  (who: the subject, the order, the heading above)
         ──tables─▶ rows of assignment tables
                             ──▶ deadlines_of, tasks_of
"""

from .assigned import tasks_of
from .find import Placed, deadlines_of
from .limits import find_limits
from .model import Deadline, Doer, Kind, Length, Task

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
