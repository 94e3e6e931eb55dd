"""The library as search sees it: what is found, what is shown of it, and where a result leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ..citations import Form
from ..document import Clause, Document, Facts, Role
from ..library import Entry
from ..search import Searchable, Section
from ..tasks import Task
from ..tasks.editors import done
from ..tasks.ending import FOREVER, last_day
from .catalogue import Card, Catalogue, card
from .links import clause_name
from .papers import PaperView
from .sheet import UNKNOWN

if TYPE_CHECKING:
    from .site import Site

# The head says nothing that the title of a result does not; the motto would be found everywhere.
_LEFT_OUT = {Role.NOISE, Role.MOTTO, Role.RULE, Role.ISSUER, Role.NUMBER, Role.PLACE_DATE}
_AROUND = {
    Role.RECIPIENTS: "nơi nhận",
    Role.SIGNATURE: "chữ ký",
    Role.FOOTNOTE: "chú thích",
}
_LAWS = ("Luật", "Bộ luật", "Pháp lệnh")


def searchables(
    site: Site, words_of: Container[str] | None = None, only: Container[str] | None = None
) -> Iterator[Searchable]:
    """All papers of *site* in the order that the index wants: held ones by the addresses of their pages,
    which no correction changes, then those only cited.

    With the words of all that are held, or only of those whose keys are in *words_of*.  Of *only* the held
    ones with these keys, if it is given.
    """
    held = sorted(site.entries)
    cited = sorted(key for key, paper in site.papers.items() if not paper.held)
    places = {key: place for place, key in enumerate([*held, *cited])}
    citing: dict[str, set[int]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for mention in site.graph.mentions:
        target, citation = mention.resolution.target, mention.placed.citation
        if target and mention.source != target:
            citing[target].add(places[mention.source])
            if citation.form is Form.NAMED:
                names[target].add(citation.text)
    facets = _facets(site.catalogue)
    for key in held:
        if only is not None and key not in only:
            continue
        entry, paper = site.entries[key], site.papers[key]
        shown = card(site.known[key], paper)
        yield Searchable(
            shown.address,
            shown.title,
            _known(shown.number),
            shown.subject,
            _known(shown.issuer),
            shown.iso,
            shown.date,
            shown.status,
            f"suy ra: {shown.inferred}" if shown.inferred else "",
            {**facets[shown.address], **_state(entry, shown)},
            (*_own_names(entry), *sorted(names[key])),
            tuple(sections(entry.document)) if words_of is None or key in words_of else (),
            tuple(sorted(citing[key])),
            _last_due(site.tasks.get(key, ()), site.known[key].facts, ended=shown.status in _ENDED),
        )
    for key in cited if only is None else ():
        yield _stub(key, site, names[key], citing[key])


_ENDED = ("đã bị bãi bỏ", "đã bị thay thế")


def _last_due(tasks: Iterable[Task], facts: Facts, ended: bool) -> str:
    """The last day on which something of *tasks* is due that is not done, ISO 8601; "" if there is none.

    What returns is due for ever, unless its words say until when or the document has *ended*.
    """
    found = (last_day(task, facts) for task in tasks if task.deadlines and not done(task))
    return max((day_ for day_ in found if not (ended and day_ == FOREVER)), default="")


def _known(value: str) -> str:
    return "" if value == UNKNOWN else value


def _stub(key: str, site: Site, names: Iterable[str], citing: Iterable[int]) -> Searchable:
    paper: PaperView = site.papers[key]
    return Searchable(
        paper.address,
        paper.title,
        site.graph.papers[key].number or "",
        paper.subject,
        _known(paper.issuer),
        paper.iso,
        paper.date,
        names=(paper.title, *sorted(names)),
        cited_by=tuple(sorted(citing)),
        held=False,
    )


def _own_names(entry: Entry) -> Iterator[str]:
    """ "Luật Đất đai": a law is asked for by its subject."""
    facts = entry.facts
    if facts.subject:
        yield facts.subject
        yield f"{facts.type or ''} {facts.subject}".strip()
        if facts.type in _LAWS and facts.date:
            yield f"{facts.type} {facts.subject} {facts.date[:4]}"


def _facets(catalogue: Catalogue) -> Mapping[str, dict[str, tuple[tuple[str, str], ...]]]:
    """By address, what the shelves are on which a document stands: the lists and the facets agree."""
    found: dict[str, dict[str, tuple[tuple[str, str], ...]]] = defaultdict(dict)
    for kind, shelves in catalogue.shelves.items():
        for shelf in shelves:
            value = shelf.address.rsplit("/", 1)[-1].removesuffix(".html")
            for shown in shelf.cards:
                here = found[shown.address]
                here[kind] = (*here.get(kind, ()), (value, shelf.name))
    return found


_STATES = {
    "đã bị bãi bỏ": "bai-bo",
    "đã bị thay thế": "thay-the",
    "đã được sửa đổi, bổ sung": "sua-doi",
    "": "chua-thay-doi",
}


def _state(entry: Entry, shown: Card) -> dict[str, tuple[tuple[str, str], ...]]:
    name = f"{shown.status[:1].upper()}{shown.status[1:]}" or "Không thấy văn bản nào thay đổi"
    reviewed = bool(entry.front_matter.values.get("reviewed"))
    return {
        "tinh-trang": ((_STATES[shown.status], name),),
        "ra-soat": (("da", "Đã rà soát") if reviewed else ("chua", "Chưa rà soát"),),
    }


def sections(document: Document) -> Iterator[Section]:
    """The parts of *document* to which a result leads: its clauses, and what stands around them.

    Every word but those of the head is in one of them.
    """
    starts: dict[int, list[Clause]] = defaultdict(list)
    for clause in document.clauses:
        starts[clause.paragraph].append(clause)
    here: tuple[str, str] = ("", "")
    lines: list[str] = []
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph.role in _LEFT_OUT:
            continue
        around = _AROUND.get(paragraph.role, "")
        if here[1] != around and (around or here[1] in _AROUND.values()):
            yield from _section(here, lines)
            here, lines = ("", around), []
        at = 0
        for clause in starts.get(index, ()):
            lines.append(paragraph.text[at : clause.start].strip())
            yield from _section(here, lines)
            here, lines = (clause.anchor, clause_name(clause.id)), []
            at = clause.start
            if paragraph.text.startswith(clause.label, at):
                at += len(clause.label)  # the name of the section says it
        lines.append(paragraph.text[at:].strip())
    yield from _section(here, lines)


def _section(name: tuple[str, str], lines: list[str]) -> Iterator[Section]:
    text = "\n".join(filter(None, lines))
    if text:
        yield Section(*name, text)
