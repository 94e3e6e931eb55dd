"""What is taken away of a library: a record for each document, each relation, each clause, each task.

Keys and their meaning are in schema-1.json, which is published beside the data: a key that is there stays
what it is; new ones may come.  A change that breaks this is a new schema beside the old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from ..document import LEVELS, Clause
from ..library import Entry
from ..publish.links import VERBS
from ..publish.sheet import fidelity_of
from ..tasks.objects import as_object

if TYPE_CHECKING:
    from ..publish.site import Site

SCHEMA_VERSION = "1.1"
FORMS = "tai-ve"
"""The folder of the site in which each document lies as Markdown, as .docx and as a sheet to print."""

Record = dict[str, Any]


def identity(key: str, site: Site) -> str:
    """What a document is called in all records: the address of its page without the ending.

    It stays when facts are corrected: a page keeps its file.
    """
    return unquote(site.papers[key].address).removesuffix(".html")


def form(key: str, suffix: str) -> str:
    """Where a held document lies in another form, relative to the site's root, not quoted.

    >>> form("van-ban/2025/ket-luan-177-kl-tw.md", ".docx")
    'tai-ve/2025/ket-luan-177-kl-tw.docx'
    """
    return f"{FORMS}/{key.split('/', 1)[-1].removesuffix('.md')}{suffix}"


def newest_first(site: Site) -> list[str]:
    """The keys of the held documents, as the lists of the site have them."""
    by_address = {site.papers[key].address: key for key in site.entries}
    return [by_address[card.address] for card in site.catalogue.cards]


def document_records(keys: Iterable[str], site: Site) -> Iterator[Record]:
    """What is known of each of the held documents with *keys*."""
    for key in keys:
        yield _document_record(key, site)


def _document_record(key: str, site: Site) -> Record:
    entry, known, paper = site.entries[key], site.known[key], site.papers[key]
    facts = known.facts
    signer = facts.signer
    values = entry.front_matter.values
    return {
        "id": identity(key, site),
        "title": paper.title,
        "type": facts.type,
        "number": facts.number,
        "issuer": list(facts.issuer),
        "level": facts.level if facts.level in LEVELS else None,
        "province": facts.province,
        "place": facts.place,
        "date": facts.date,
        "subject": facts.subject,
        "signer": {"name": signer.name, "position": signer.position, "authority": signer.authority}
        if signer
        else None,
        "recipients": list(facts.recipients),
        "attached_to": facts.attached_to,
        "status": paper.status or None,
        "inferred": {name: i.reason for name, i in sorted(known.inferred.items()) if name != "date_after"},
        "asserted": [name for name in _STATED if str(entry.origin(name)) == "asserted"],
        "fidelity": fidelity_of(entry).kind,
        "reviewed": _text(values.get("reviewed")),
        "note": _text(values.get("note")),
        "clauses": len(site.weaver.anchors[key]),
        "cited_by": len(site.weaver.cited.get(key, ())),
        "page": paper.address,
        "original": _original(entry),
        "markdown": quote(form(key, ".md")),
        "docx": quote(form(key, ".docx")),
        "print": quote(form(key, ".html")),
    }


_STATED = (
    "type",
    "number",
    "issuer",
    "level",
    "province",
    "place",
    "date",
    "subject",
    "signer",
    "attached_to",
)


def _original(entry: Entry) -> Record | None:
    if entry.original is None:
        return None
    file = entry.original
    return {"file": quote(file.name), "bytes": file.size, "sha256": file.sha256}


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def relation_records(keys: Iterable[str], site: Site) -> Iterator[Record]:
    """What the documents with *keys* do with others, one after another, in the order of the graph."""
    for edge in (edge for key in keys for edge in site.graph.edges_from(key)):
        if edge.source == edge.target:
            continue
        source, target = site.papers[edge.source], site.papers[edge.target]
        yield {
            "source": identity(edge.source, site),
            "source_title": source.title,
            "relation": str(edge.relation),
            "verb": VERBS[edge.relation][0],
            "target": identity(edge.target, site),
            "target_title": target.title,
            "target_date": target.iso or None,
            "target_held": target.held,
            "said_by": identity(edge.said_by, site),
            "clause": edge.clause or None,
            "words": " ".join(edge.words.split()),
            "count": edge.count,
            "asserted": edge.asserted,
        }


def clause_records(keys: Iterable[str], site: Site) -> Iterator[Record]:
    """Each clause of the held documents with *keys*, in the order of the text."""
    for key in keys:
        entry, page, name = site.entries[key], site.papers[key].address, identity(key, site)
        path: list[Clause] = []
        for clause, text in entry.document.clause_texts():
            path = [c for c in path if c.depth < clause.depth] + [clause]
            yield {
                "document": name,
                "clause": clause.id,
                "path": [c.label or c.id for c in path],
                "kind": clause.kind,
                "depth": clause.depth,
                "title": clause.title,
                "text": text,
                "page": f"{page}#{quote(clause.anchor, safe='(),~')}",
            }


def task_records(keys: Iterable[str], site: Site) -> Iterator[Record]:
    """Who must do what, by when: each task of the held documents with *keys*, in the order of the text."""
    for given in (given for key in keys for given in site.given.of_document[key]):
        task, paper = given.task, given.paper
        deadline = task.deadline
        page, sign, anchor = given.address.partition("#")
        yield {
            **as_object(task),
            "document": identity(task.page, site),
            "document_title": paper.title,
            "document_date": paper.iso or None,
            "page": f"{page}{sign}{quote(anchor, safe='(),~')}",
            "due": deadline.due if deadline else None,
        }
