"""What rows of data depend on, as digests: where two are the same, so are the rows of these documents.

Each function stands for one in `records` and must know all that it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .records import relation_records

if TYPE_CHECKING:
    from ..publish.site import Site


def documents_digest(keys: Sequence[str], site: Site) -> str:
    """Of `document_records`."""
    return site.digest(
        [
            (
                key,
                site.hashes.get(key, ""),
                site.digest_of_paper(key),
                site.known[key].inferred,
                len(site.weaver.cited.get(key, ())),
            )
            for key in keys
        ]
    )


def relations_digest(keys: Sequence[str], site: Site) -> str:
    """Of `relation_records`: they are made in less time than what they depend on is gathered."""
    return site.digest(list(relation_records(keys, site)))


def tasks_digest(keys: Sequence[str], site: Site) -> str:
    """Of `task_records`."""
    return site.digest(
        [
            (
                key,
                site.hashes.get(key, ""),
                site.digest_of_paper(key),
                [(task.id, task.evidence) for task in site.tasks.get(key, ()) if task.evidence],
            )
            for key in keys
        ]
    )


def clauses_digest(keys: Sequence[str], site: Site) -> str:
    """Of `clause_records`."""
    return site.digest([(key, site.hashes.get(key, ""), site.papers[key].address) for key in keys])
