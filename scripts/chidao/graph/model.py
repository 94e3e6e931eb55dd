"""The things of the graph.  They know nothing of pages and HTML."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from ..citations import Placed, Relation
from ..values import value


@value
class Paper:
    """A document that we know of, held or only cited."""

    key: str
    """The address of its page for a held one; else its identity: "18-NQ/TW 2017-10-25"."""
    held: bool
    type: str | None = None
    number: str | None = None
    date: str | None = None
    """ISO 8601."""
    term: str | None = None
    """khoá, where only that is known of its date."""
    issuer: tuple[str, ...] = ()
    province: str | None = None
    """For the bodies of a province: whose number it is."""
    level: str | None = None
    subject: str | None = None
    name: str | None = None
    """For one that is cited by name alone: "Luật Đất đai"."""


class Outcome(StrEnum):
    """What became of a citation."""

    RESOLVED = "resolved"
    """It means one held document."""
    NOT_HELD = "not held"
    """It means one document, which the library does not have."""
    AMBIGUOUS = "ambiguous"
    """It may mean several; none is chosen."""
    SELF = "self"


@value
class Resolution:
    """What a citation means, and why we think so."""

    outcome: Outcome
    target: str | None = None
    """Key of the paper meant."""
    candidates: tuple[str, ...] = ()
    """Keys of the papers it may mean, where it is ambiguous."""
    reason: str = ""
    """In Vietnamese, for the reader."""


@value
class Mention:
    """A citation of one document, with its meaning."""

    source: str
    """Key of the citing document."""
    placed: Placed
    resolution: Resolution


@value
class Edge:
    """*source* does *relation* to *target*: 001 implements 000."""

    source: str
    relation: Relation
    target: str
    clause: str | None
    """Clause that says so; None in title and opening."""
    words: str
    """The words that say so."""
    said_by: str
    """Key of the document in which they stand."""
    count: int = 1
    """How often it is mentioned in this relation."""
    asserted: bool = False
    """An editor says so."""
    clauses: tuple[tuple[str, str | None], ...] = ()
    """What an editor says of clauses: each with the clause of the target that it carries out, if any."""


@dataclass(frozen=True, slots=True)
class Inference:
    """A fact that follows from another document; it waits for an editor."""

    source: str
    """Key of the document it is about."""
    fact: str
    """"number", "date", "issuer", "level", "province", "date_after"."""
    value: str
    reason: str
    """In Vietnamese."""
    evidence: str | None = None
    """Key of the document it follows from; None where it follows from the text itself."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two witnesses that disagree."""

    source: str
    kind: str
    """"number", "date", "impossible date", "later document", "identity", "relation"."""
    message: str
    """In Vietnamese."""
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """All papers and what joins them."""

    papers: dict[str, Paper]
    """Held ones with their inferred facts, and cited ones, by key."""
    mentions: tuple[Mention, ...]
    edges: tuple[Edge, ...]
    inferences: tuple[Inference, ...]
    conflicts: tuple[Conflict, ...]
    _from: dict[str, list[Edge]] = field(default_factory=dict, repr=False, compare=False)
    _to: dict[str, list[Edge]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for edge in self.edges:
            self._from.setdefault(edge.source, []).append(edge)
            self._to.setdefault(edge.target, []).append(edge)

    def edges_from(self, key: str) -> list[Edge]:
        """What the paper *key* does with others."""
        return self._from.get(key, [])

    def edges_to(self, key: str) -> list[Edge]:
        """What others do with the paper *key*."""
        return self._to.get(key, [])
