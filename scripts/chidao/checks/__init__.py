"""Checks: one file each; its docstring is its documentation (`documentation`) and its test.

Editors read the docstrings of checks, so these are in Vietnamese.  What a check knows decides its kind:

    of a file     its bytes                    encoding
    of a page     its lines and its document   characters, dates, markup, …
    of all pages  their outlines               identity, relations, links, …

Each yields problems in Vietnamese, with their place, the next step, and the edit that mends where that
is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import ModuleType

from . import (
    bodies,
    characters,
    dates,
    encoding,
    front_matter,
    future,
    identity,
    links,
    lost_letters,
    markup,
    notes,
    numbering,
    numbers,
    old_addresses,
    original,
    printed_facts,
    relations,
    swallowed,
    tables,
    tasks,
    types,
    undecided,
    wording,
)
from .page import Page
from .pages import Pages
from .problem import Edit, Problem, Severity

OF_PAGE: tuple[ModuleType, ...] = (
    characters,
    undecided,
    front_matter,
    dates,
    types,
    numbers,
    bodies,
    printed_facts,
    original,
    wording,
    lost_letters,
    numbering,
    swallowed,
    markup,
    tables,
    notes,
    tasks,
)
OF_ALL_PAGES: tuple[ModuleType, ...] = (identity, future, relations, links, old_addresses)
MODULES: tuple[ModuleType, ...] = (encoding, *OF_PAGE, *OF_ALL_PAGES)

PAGE_CHECKS: dict[str, Callable[[Page], Iterable[Problem]]] = {m.CODE: m.check for m in OF_PAGE}
ALL_PAGES_CHECKS: dict[str, Callable[[Pages], Iterable[Problem]]] = {m.CODE: m.check for m in OF_ALL_PAGES}

__all__ = [
    "ALL_PAGES_CHECKS",
    "MODULES",
    "OF_ALL_PAGES",
    "OF_PAGE",
    "PAGE_CHECKS",
    "Edit",
    "Page",
    "Pages",
    "Problem",
    "Severity",
]
