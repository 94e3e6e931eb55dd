"""What is known of a held document: what its page says, and what the graph inferred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..document import Facts
from ..graph import Graph, Inference
from ..library import Entry


@dataclass(frozen=True, slots=True)
class Known:
    """The facts of a document, with those that were inferred."""

    facts: Facts
    """Gaps filled with what was inferred."""
    inferred: Mapping[str, Inference]
    """By the name of the fact; "date_after" is a bound, and fills no gap."""


def known(entries: Iterable[Entry], graph: Graph) -> dict[str, Known]:
    """What is known of each of *entries*, by address."""
    told: dict[str, dict[str, Inference]] = defaultdict(dict)
    for inference in graph.inferences:
        told[inference.source][inference.fact] = inference
    return {
        e.address: Known(_filled(e.facts, told.get(e.address, {})), told.get(e.address, {})) for e in entries
    }


def _filled(facts: Facts, inferred: Mapping[str, Inference]) -> Facts:
    found: dict[str, Any] = {}
    for name, inference in inferred.items():
        if name != "date_after" and not getattr(facts, name):
            found[name] = (inference.value,) if name == "issuer" else inference.value
    return replace(facts, **found) if found else facts
