"""JSON-LD of a document: schema.org Legislation, with the terms of domain.md."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..citations import Relation
from ..graph import Graph
from .papers import PaperView

_TERMS = {
    Relation.IMPLEMENTS: ("legislationApplies",),
    Relation.BASED_ON: ("isBasedOn",),
    Relation.AMENDS: ("legislationAmends",),
    Relation.REPLACES: ("legislationRepeals", "legislationChanges"),
    Relation.REPEALS: ("legislationRepeals",),
    Relation.REVIEWS: ("about",),
    Relation.ATTACHED_TO: ("isPartOf",),
    Relation.CITES: ("citation",),
}


def jsonld(key: str, graph: Graph, papers: Mapping[str, PaperView]) -> str:
    """The JSON-LD of the held document *key*, safe inside a <script> element."""
    paper = graph.papers[key]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "inLanguage": "vi",
        "name": papers[key].title,
        "legislationIdentifier": paper.number,
        "legislationType": paper.type,
        "legislationDate": paper.date,
        "legislationPassedBy": [{"@type": "Organization", "name": name} for name in paper.issuer],
        "abstract": paper.subject,
        "legislationJurisdiction": paper.province or ("Việt Nam" if paper.level == "central" else None),
        # A copy on a site of one's own is not the paper with the stamp.
        "legislationLegalValue": "https://schema.org/UnofficialLegalValue",
    }
    for edge in graph.edges_from(key):
        for term in _TERMS[edge.relation]:
            other = papers[edge.target]
            data.setdefault(term, []).append(_reference(other, graph))
    kept = {name: value for name, value in data.items() if value}
    return json.dumps(kept, ensure_ascii=False, sort_keys=False).replace("<", "\\u003c")


def _reference(other: PaperView, graph: Graph) -> dict[str, str]:
    paper = graph.papers[other.key]
    found = {"@type": "Legislation", "name": other.title}
    if paper.number:
        found["legislationIdentifier"] = paper.number
    if paper.date:
        found["legislationDate"] = paper.date
    return found
