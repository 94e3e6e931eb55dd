"""A page and a body → the skeleton of the report that the page asks of it."""

from __future__ import annotations

from pathlib import Path

from .. import graph as graphs
from .. import library as libraries
from ..errors import ChidaoError
from ..library import Library
from ..project import Project
from ..publish.papers import views
from ..search.abbreviations import load_abbreviations
from ..tasks import tasks_of
from .knowledge import known_for
from .outline import Outline, outlines_of
from .skeleton import Skeleton, skeleton_of
from .whose import UnknownBody, body_named, is_known, own_documents


class NoSuchPage(ChidaoError):
    """The page is not there."""

    def __init__(self, page: Path, documents: Path) -> None:
        super().__init__(f"{page}: there is no such page; pages lie in {documents}")


class NoOutline(ChidaoError):
    """The page asks for no report."""

    def __init__(self, page: Path) -> None:
        super().__init__(
            f"{page}: holds no outline of a report; name a page whose type is «Đề cương báo cáo», "
            "or one with an annex «Đề cương báo cáo» or «Mẫu báo cáo»"
        )


class ManyOutlines(ChidaoError):
    """The page holds several, and none was chosen."""

    def __init__(self, page: Path, outlines: list[Outline]) -> None:
        listed = "; ".join(f"{n}: {o.title} {o.subject}".strip() for n, o in enumerate(outlines, 1))
        super().__init__(f"{page}: holds {len(outlines)} outlines; choose one with --outline ({listed})")


def report(project: Project, page: Path, body: str, number: int | None = None) -> Skeleton:
    """The skeleton of the report that outline *number* of *page*, counted from 1, asks of *body*.

    Raises NoSuchPage, NoOutline, ManyOutlines, UnknownBody, NoSuchProvince, BadPage.
    """
    library = libraries.load(project)
    address = _address(project, page, library)
    entries = library.by_address()
    document = entries[address].document
    outlines = outlines_of(document)
    if not outlines:
        raise NoOutline(page)
    if (number is None and len(outlines) > 1) or not 1 <= (number or 1) <= len(outlines):
        raise ManyOutlines(page, outlines)
    outline = outlines[(number or 1) - 1]
    graph = graphs.build(library.entries)
    papers = views(graph, entries)
    whose = body_named(body, graph.papers[address].date)
    abbreviations = load_abbreviations(project.content)
    own = own_documents(whose, entries, graph)
    every = (t for e in library.entries for t in tasks_of(e.document, e.address, abbreviations))
    if not is_known(whose, own, every):
        raise UnknownBody(body, {name for entry in library.entries for name in entry.facts.issuer})
    knowledge = known_for(whose, outline, address, entries, graph, papers, abbreviations)
    return skeleton_of(whose, document, outline, address, knowledge, graph, papers)


def _address(project: Project, page: Path, library: Library) -> str:
    """The address of *page*, as typed: a path, or relative to content/.  Raises NoSuchPage, BadPage."""
    for path in (page, project.content / page):
        if path.is_file() and path.resolve().is_relative_to(project.content.resolve()):
            resolved = path.resolve()
            for broken in library.broken:
                if Path(broken.path).resolve() == resolved:
                    raise broken
            address = resolved.relative_to(project.content.resolve()).as_posix()
            if address in library.by_address():
                return address
    raise NoSuchPage(page, project.documents)
